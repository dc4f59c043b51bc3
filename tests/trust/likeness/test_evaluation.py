"""The evaluation on a small folder in the format of LFW whose answer is known; and networks of one's own."""

import json
import subprocess
import sys

import numpy as np
import pytest
from likeness_faces import Pose, portraits, posed, save, still
from PIL import Image

from yingxi.cli import main
from yingxi.film.errors import UsageError
from yingxi.trust.likeness.asking import require_consent
from yingxi.trust.likeness.comparing import known_calibration
from yingxi.trust.likeness.consent import Terms
from yingxi.trust.likeness.enrolling import enroll
from yingxi.trust.likeness.evaluation import evaluate_folder, read_pairs
from yingxi.trust.likeness.networks.cards import read_card
from yingxi.trust.likeness.vault import load_template

PEOPLE = ("Ann_A", "Bea_B", "Cai_C", "Eve_E")


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    """Four people, three views each: as they are, mirrored, darker and smaller; two folds."""
    folder = tmp_path_factory.mktemp("lfw")
    originals = (*(portraits()[i] for i in (0, 1, 4)), still())
    for name, picture in zip(PEOPLE, originals, strict=True):
        darker = Image.fromarray((picture * 0.7).astype(np.uint8)).resize((150, 170))
        views = (picture, np.ascontiguousarray(picture[:, ::-1]), np.asarray(darker))
        for number, view in enumerate(views, 1):
            save(view, folder / name / f"{name}_{number:04d}.jpg")
    lines = ["2\t4"]
    for a, b in (PEOPLE[:2], PEOPLE[2:]):
        lines += [f"{name}\t1\t{other}" for name in (a, b) for other in (2, 3)]
        lines += [f"{a}\t{i}\t{b}\t{j}" for i, j in ((1, 1), (1, 2), (2, 3), (3, 1))]
    (folder / "pairs.txt").write_text("\n".join(lines) + "\n")
    return folder


def test_the_protocol_is_followed(faces):
    pairs = read_pairs(faces)
    assert len(pairs) == 16
    assert [pair.fold for pair in pairs] == [0] * 8 + [1] * 8
    assert [pair.same for pair in pairs] == ([True] * 4 + [False] * 4) * 2
    assert pairs[4].people == ("Ann_A", "Bea_B")


def test_a_folder_with_a_known_answer_gets_it(faces):
    found, scored = evaluate_folder(faces)
    assert (found.pictures, found.people, found.folds) == (12, 4, 2)
    assert (found.same_pairs, found.different_pairs) == (8, 8)
    assert found.without_face == ()
    assert set(found.rates) == {"mobilefacenet", "dlib", "together"}
    for rates in found.rates.values():
        assert rates.auc == 1
        assert rates.eer == 0
        assert rates.tar is None, "eight pairs say nothing of one in a thousand"
    assert found.rates["together"].accuracy == 1
    assert scored["together"].scores[scored["together"].same].min() > 3.8


def test_without_a_list_everybody_is_compared_within_folds(faces, tmp_path):
    for name in PEOPLE:
        (tmp_path / name).symlink_to(faces / name)
    pairs = read_pairs(tmp_path)
    assert len(pairs) == 30, "two folds of two people with three pictures each"
    assert sum(pair.same for pair in pairs) == 12
    assert {pair.people for pair in pairs if pair.fold == 0 and not pair.same} == {("Ann_A", "Cai_C")}
    (tmp_path / "alone" / "Ann_A").mkdir(parents=True)
    for number in (1, 2):
        save(still(), tmp_path / "alone" / "Ann_A" / f"Ann_A_000{number}.jpg")
    with pytest.raises(UsageError, match="no pair of different people"):
        read_pairs(tmp_path / "alone")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("what", "pairs.txt:1: expected the number of folds"),
        ("", "pairs.txt:1: expected"),
        ("1 1\nAnn_A 1 2", "expected 2 pairs, got 1"),
        ("1 1\nAnn_A 1 2\nAnn_A x Bea_B 1", r"pairs.txt:3: expected NAME 1 4"),
        ("1 1\nAnn_A 1 9\nAnn_A 1 Bea_B 1", r"pairs.txt:2: there is no Ann_A/Ann_A_0009.jpg"),
    ],
)
def test_a_bad_list_is_said_with_its_line(faces, text, why, tmp_path):
    for name in PEOPLE[:2]:
        (tmp_path / name).symlink_to(faces / name)
    (tmp_path / "pairs.txt").write_text(text)
    with pytest.raises(UsageError, match=why):
        read_pairs(tmp_path)


def write_network(folder, different=None, **settings):
    """A small network of our own: the picture in 8 x 8 blocks; and its card."""
    from onnx import TensorProto, helper

    pool = helper.make_node("AveragePool", ["x"], ["p"], kernel_shape=[14, 14], strides=[14, 14])
    flat = helper.make_node("Flatten", ["p"], ["y"])
    entry = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, 112, 112])
    leave = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 192])
    graph = helper.make_graph([pool, flat], "blocks", [entry], [leave])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "blocks.onnx").write_bytes(model.SerializeToString())
    page = {"schema": "likeness-network.1", "name": "blocks", "file": "blocks.onnx", **settings}
    if different:
        page["different"] = {"mean": different[0], "spread": different[1]}
    (folder / "blocks.yaml").write_text(json.dumps(page))
    return folder / "blocks.yaml"


def test_a_network_of_ones_own_is_measured_and_then_takes_part(faces, own_home, tmp_path):
    card = read_card(write_network(tmp_path / "mine"))
    found, _ = evaluate_folder(faces, [card])
    mean, spread = found.rates["blocks"].different
    assert set(found.weights) == {"mobilefacenet", "dlib", "blocks"}
    write_network(own_home / "likeness" / "networks", different=(mean, spread))
    assert known_calibration().networks["blocks"].spread == pytest.approx(spread)
    portrait = save(posed(Pose(turn=10)), tmp_path / "p.jpg")
    consent = enroll("Eileen", [portrait], Terms(scope=("animate",)))
    assert set(load_template(consent.templates[0]).descriptions) == {"mobilefacenet", "dlib", "blocks"}
    decision = require_consent(still())
    assert set(decision.faces[0].nearest.comparison.likenesses) == {"mobilefacenet", "dlib", "blocks"}


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"size": "big"}, "size: input should be a valid integer"),
        ({"layout": "chwn"}, "layout: input should be 'nchw' or 'nhwc'"),
        ({"file": "gone.onnx"}, "is no ONNX file that is there"),
        ({"name": "dlib"}, "is a shipped network"),
        ({"scale": 0}, "must be above 0"),
        ({"schema": "other.1"}, "is no card of a face network"),
    ],
)
def test_a_bad_card_is_said_with_its_field(settings, why, tmp_path):
    with pytest.raises(UsageError, match=why):
        read_card(write_network(tmp_path, **settings))


def test_a_card_that_does_not_fit_its_network_is_said(faces, tmp_path):
    with pytest.raises(UsageError, match=r"the network wants \[1, 3, 112, 112\].*correct the card"):
        evaluate_folder(faces, [read_card(write_network(tmp_path, layout="nhwc"))])


def test_the_command_prints_a_table_json_and_a_curve(faces, tmp_path, capsys):
    curve = tmp_path / "roc.svg"
    with pytest.raises(SystemExit) as left:
        main(["likeness", "evaluate", str(faces), "--json", "--figure", str(curve), "--lang", "en"])
    assert left.value.code == 0
    page = json.loads(capsys.readouterr().out)
    assert page["schema"] == "likeness-evaluation.1"
    assert page["rates"]["together"]["accuracy"] == 1
    drawn = curve.read_text()
    assert drawn.count("<polyline") == 3
    assert "8 + 8 pairs, 4 people" in drawn


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["likeness", *map(str, words), "--lang", "en"])
    said = capsys.readouterr()
    return left.value.code, said.out + said.err


def test_the_commands_lead_from_consent_to_revocation(faces, capsys):
    portrait = faces / "Eve_E" / "Eve_E_0001.jpg"
    assert run(capsys, "check", portrait)[0] == 1
    code, said = run(capsys, "enroll", portrait, "--name", "Eve", "--until", "2999-01-01", "--words", "Yes.")
    assert code == 0
    assert "enrolled  Eve" in said
    code, said = run(capsys, "check", faces / "Eve_E" / "Eve_E_0002.jpg", "--json")
    assert code == 0
    assert json.loads(said)["faces"][0]["nearest"] == "Eve"
    assert "different people" in run(capsys, "check", portrait, faces / "Ann_A" / "Ann_A_0001.jpg")[1]
    assert "one person" in run(capsys, "check", portrait, faces / "Eve_E" / "Eve_E_0003.jpg")[1]
    assert "Eve" in run(capsys, "list")[1]
    assert "revoked" in run(capsys, "revoke", "Eve", "--reason", "done")[1]
    assert run(capsys, "check", portrait)[0] == 1
    assert run(capsys, "revoke", "Eve")[0] == 2
    code, said = run(capsys, "challenge")
    assert code == 0
    assert said.count("\n  ") >= 4
    assert "give its --id" in run(capsys, "challenge", portrait)[1]


def test_the_networks_are_loaded_only_when_they_are_needed():
    code = "import sys, yingxi.cli.app as app; app.build_app('en'); print('onnx' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False"]
