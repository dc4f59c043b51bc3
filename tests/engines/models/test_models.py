"""Local folders of weights: checked, hashed, listed, forgotten; pickles refused by what they hold."""

import json
import os
import pickle
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from yingxi.engines.models import add_model, find_model, forget_model, known_models, read_header, state_of
from yingxi.film import UsageError


def safetensors(path, shape=(4, 8), cut=0):
    """A whole safetensors file of one float16 tensor, or one cut short."""
    size = 2 * shape[0] * shape[1]
    header = json.dumps({
        "__metadata__": {"format": "pt"}, "w": {"dtype": "F16", "shape": shape, "data_offsets": [0, size]},
    }).encode()  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((struct.pack("<Q", len(header)) + header + os.urandom(size))[: -cut or None])
    return path


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "wan"
    safetensors(place / "transformer" / "model-00001-of-00002.safetensors")
    safetensors(place / "transformer" / "model-00002-of-00002.safetensors", (2, 2))
    (place / "model_index.json").write_text("{}")
    (place / "README.md").write_text("---\nlicense: apache-2.0\ntags: [video]\n---\n# Wan\n")
    return place


def test_a_folder_is_entered_with_hashes_sizes_and_its_licence(folder):
    heard = []
    model = add_model(folder, tell=lambda *told: heard.append(told))
    assert (model.name, model.licence, model.numbers, model.pickled) == ("wan", "apache-2.0", 36, False)
    assert set(model.files) == {f"transformer/model-0000{n}-of-00002.safetensors" for n in (1, 2)}
    on_disk = sum(path.stat().st_size for path in folder.rglob("*.safetensors"))
    assert heard[-1][0] == heard[-1][1] == model.bytes == on_disk
    assert known_models() == (model,)
    assert find_model("wan").identity == model.identity
    assert state_of(model) == "as added"


def test_other_weights_are_another_identity(folder, tmp_path):
    first = add_model(folder)
    again = add_model(folder, name="wan-again")
    assert again.identity == first.identity
    assert [model.name for model in known_models()] == ["wan-again"], "one place is entered once"
    changed = safetensors(folder / "transformer" / "model-00002-of-00002.safetensors", (3, 3))
    assert state_of(again) == "changed"
    assert add_model(folder).identity != first.identity
    changed.unlink()
    assert state_of(find_model("wan")) == "gone"


def test_forgetting_leaves_the_files(folder):
    add_model(folder)
    forget_model("wan")
    assert known_models() == ()
    assert len(list(folder.rglob("*.safetensors"))) == 2
    with pytest.raises(UsageError, match="unknown model 'wan'; allowed: none yet"):
        forget_model("wan")


def test_two_places_cannot_share_a_name(folder, tmp_path):
    add_model(folder)
    other = safetensors(tmp_path / "other" / "wan.safetensors")
    with pytest.raises(UsageError, match=r"a model named 'wan' is there already; .* --name"):
        add_model(other)
    assert add_model(other, name="wan-2", licence="MIT").licence == "MIT"


def pickled(path):
    path.write_bytes(pickle.dumps({"w": [1.0]}))


def zipped(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({}))


@pytest.mark.parametrize("make", [pickled, zipped])
@pytest.mark.parametrize("name", ["weights.bin", "weights.ckpt", "weights", "weights.weights"])
def test_pickles_are_refused_whatever_they_are_called(folder, make, name):
    make(folder / name)
    with pytest.raises(UsageError, match=r"pickled, and loading a pickle can run any .*--allow-pickle"):
        add_model(folder)
    assert known_models() == ()
    assert add_model(folder, allow_pickle=True).pickled


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda f: safetensors(f / "a.safetensors", cut=3), "its header says .*fetch the file again"),
        (lambda f: (f / "a.safetensors").write_bytes(b"\xff" * 40), "not a safetensors file, or cut short"),
        (lambda f: (f / "a.safetensors").write_bytes(b""), "not a safetensors file, or cut short"),
        (
            lambda f: (f / "a.safetensors").write_text("version https://git-lfs.github.com/spec/v1\n"),
            "a Git LFS pointer, not the weights; run `git lfs pull`",
        ),
        (
            lambda f: (f / "m.safetensors.index.json").write_text('{"weight_map": {"a": "m-1.safetensors"}}'),
            r"1 of 1 parts are missing, the first is m-1.safetensors",
        ),
    ],
)
def test_what_is_not_whole_is_refused_before_it_is_hashed(folder, spoil, message):
    spoil(folder)
    with pytest.raises(UsageError, match=message):
        add_model(folder)


def test_a_folder_without_weights_or_none_at_all(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no weights"):
        add_model(tmp_path / "empty")
    with pytest.raises(UsageError, match="no such folder"):
        add_model(tmp_path / "nowhere")


def problem_with(path):
    """What is wrong with a file of weights, empty when it is whole."""
    try:
        read_header(path)
    except UsageError as error:
        return str(error)
    return ""


@settings(deadline=None, max_examples=60)
@given(some.binary(max_size=200))
def test_any_bytes_are_a_header_or_a_line(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.safetensors"
    path.write_bytes(data)
    assert "\n" not in problem_with(path)


@settings(deadline=None, max_examples=60)
@given(some.recursive(some.none() | some.integers() | some.text(), lambda inner: some.lists(inner)
       | some.dictionaries(some.sampled_from(["a", "dtype", "shape", "data_offsets"]), inner)))  # fmt: skip
def test_any_json_is_a_header_or_a_line(tmp_path_factory, data):
    header = json.dumps(data).encode()
    path = tmp_path_factory.getbasetemp() / "json.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    assert "\n" not in problem_with(path)


def test_the_command_line_adds_lists_and_removes(folder, capsys, monkeypatch):
    from yingxi.cli import main

    def said(*words):
        with pytest.raises(SystemExit) as left:
            main(words)
        return left.value.code, capsys.readouterr()

    assert said("models", "add", str(folder), "--lang", "en")[1].out.startswith("added  wan  3.6e-05 M")
    rows = json.loads(said("models", "list", "--json")[1].out)
    assert [(row["name"], row["state"], row["bytes"] > 72) for row in rows] == [("wan", "as added", True)]
    assert "如登记时" in said("models", "list", "--lang", "zh")[1].out
    assert said("models", "remove", "wan")[0] == 0
    assert said("models", "remove", "wan")[0] == 2
