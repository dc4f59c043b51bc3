"""Faces in real photographs: found, aligned, measured, compared."""

import numpy as np
import pytest
from likeness_faces import Pose, astronaut, group, portraits, posed, still
from PIL import Image, ImageFilter

from yingxi.film.errors import UsageError
from yingxi.trust.likeness.aligning import ARCFACE_POINTS, arcface_chip, cut_out, fit_similarity
from yingxi.trust.likeness.comparing import Calibration, Spread, compare, fuse
from yingxi.trust.likeness.describing import describe_face
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.mesh import eye_openness, head_turn, trace_face
from yingxi.trust.likeness.pictures import read_picture, sample_pictures
from yingxi.trust.likeness.quality import TO_CHECK, TO_ENROLL, flaws, measure_quality


def described(picture):
    return describe_face(picture, find_faces(picture)[0])


def filtered(picture, radius):
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius)))


def test_the_face_is_where_it_is():
    (face,) = find_faces(astronaut())
    wanted = [[203, 100], [246, 103], [225, 128], [202, 139], [244, 141]]
    np.testing.assert_allclose(face.landmarks, wanted, atol=6)
    assert face.score > 0.95
    assert face.box[0] < 203 < face.box[2]


@pytest.mark.parametrize(("number", "people"), [(6, 4), (3, 3)])
def test_everybody_on_a_photograph_is_found(number, people):
    faces = find_faces(group(number))
    assert len(faces) == people
    assert [face.height for face in faces] == sorted((face.height for face in faces), reverse=True)


def test_nothing_is_found_where_nobody_is():
    noise = np.random.default_rng(1).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    assert find_faces(noise) == ()
    assert find_faces(np.zeros((8, 8, 3), np.uint8)) == ()
    assert find_faces(astronaut(), smallest=400) == ()


def test_what_is_no_picture_is_refused():
    with pytest.raises(UsageError, match=r"bytes of RGB, got \(8, 8\)"):
        find_faces(np.zeros((8, 8), np.uint8))


def test_a_similarity_is_found_again_and_turned_back():
    points = np.array([[1.0, 2.0], [5.0, 3.0], [2.0, 8.0]])
    turned = points @ np.array([[0.0, 2.0], [-2.0, 0.0]]) + [7, -1]
    found = fit_similarity(points, turned)
    np.testing.assert_allclose(found(points), turned, atol=1e-9)
    np.testing.assert_allclose(found.inverse()(turned), points, atol=1e-9)
    assert abs(found.factor) == pytest.approx(2)


def test_a_cut_takes_each_pixel_from_its_place():
    picture = np.zeros((64, 64, 3), np.uint8)
    picture[20, 30] = 255
    shift = fit_similarity(np.array([[30.0, 20.0], [31.0, 20.0]]), np.array([[5.0, 6.0], [6.0, 6.0]]))
    chip = cut_out(picture, shift, 16)
    assert np.argwhere(chip[..., 0] > 100).tolist() == [[6, 5]]


def test_the_eyes_stand_where_the_network_wants_them():
    (face,) = find_faces(astronaut())
    chip = arcface_chip(astronaut(), face.landmarks, 224)
    (again,) = find_faces(chip, smallest=60)
    np.testing.assert_allclose(again.landmarks[:2], ARCFACE_POINTS[:2] * 2, atol=8)


def test_the_mesh_sees_turns_tilts_and_lids():
    def seen(pose):
        picture = posed(pose)
        return trace_face(picture, find_faces(picture)[0])

    ahead = seen(Pose())
    assert head_turn(seen(Pose(turn=26))).yaw - head_turn(ahead).yaw > 12
    assert head_turn(seen(Pose(turn=-26))).yaw - head_turn(ahead).yaw < -12
    assert head_turn(seen(Pose(tilt=20))).roll - head_turn(ahead).roll == pytest.approx(20, abs=3)
    assert max(eye_openness(seen(Pose(lids=1.0)))) < 0.8 * min(eye_openness(ahead))
    assert ahead.presence > 0.99


def test_one_person_is_known_again_and_others_are_not():
    own = described(still())
    worse = np.asarray(Image.fromarray(filtered(still(), 1.2)).point(lambda v: int(v * 0.7)))
    for view in (posed(Pose(turn=20)), posed(Pose(tilt=15)), worse, np.ascontiguousarray(still()[:, ::-1])):
        assert compare(own, described(view)).verdict == "same"
    others = [described(portrait) for portrait in portraits()]
    assert [compare(own, one).verdict for one in others] == ["different"] * 7
    for number, one in enumerate(others):
        for other in others[number + 1 : 4 if number < 4 else 7]:
            assert compare(one, other).verdict != "same"


def test_scores_are_in_spreads_of_different_people():
    known = Calibration(
        networks={"a": Spread(mean=1, spread=2), "b": Spread(mean=0, spread=1)}, same=3, unsure=2
    )
    assert fuse({"a": 5.0, "b": 4.0}, known) == pytest.approx(3.0)
    with pytest.raises(UsageError, match="described by different networks"):
        compare({"a": np.ones(2, np.float32)}, {"b": np.ones(2, np.float32)})


def wrong(picture, gate=TO_ENROLL):
    return [one.name for one in flaws(measure_quality(picture, find_faces(picture)[0]), gate)]


def test_what_is_wrong_with_a_picture_is_said():
    assert wrong(still()) == []
    assert wrong(filtered(still(), 4)) == ["blurred"]
    small = np.asarray(Image.fromarray(still()).resize((110, 110), Image.Resampling.BOX))
    assert wrong(small) == ["small"]
    assert wrong(small, TO_CHECK) == []
    dark = (still() * 0.2).astype(np.uint8)
    assert wrong(dark) == ["dark"]
    (found,) = flaws(measure_quality(small, find_faces(small)[0]), TO_ENROLL)
    assert "两眼相距" in found.zh
    assert "at least 30 are needed" in found.en


def test_a_face_that_is_turned_away_is_refused():
    quality = measure_quality(still(), find_faces(still())[0])
    assert quality.turn is not None
    from dataclasses import replace

    away = replace(quality, turn=replace(quality.turn, yaw=48.0))
    assert [one.name for one in flaws(away, TO_ENROLL)] == ["turned"]
    assert flaws(replace(quality, brightness=240.0), TO_ENROLL)[0].name == "bright"
    assert flaws(replace(quality, contrast=3.0), TO_ENROLL)[0].name == "flat"


def test_files_are_turned_upright_and_traps_are_refused(tmp_path, monkeypatch):
    image = Image.fromarray(astronaut()[:100, :60])
    marked = Image.Exif()
    marked[0x0112] = 6  # turned a quarter by the camera
    image.rotate(90, expand=True).save(tmp_path / "turned.png", exif=marked)
    np.testing.assert_array_equal(read_picture(tmp_path / "turned.png"), astronaut()[:100, :60])
    monkeypatch.setattr("yingxi.trust.likeness.pictures.MOST_PIXELS", 1000)
    with pytest.raises(UsageError, match=r"has 100x60 pixels|has 60x100 pixels"):
        read_picture(tmp_path / "turned.png")
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(UsageError, match="no picture that can be read"):
        read_picture(tmp_path / "text.jpg")
    (tmp_path / "text.mp4").write_text("no video")
    with pytest.raises(UsageError, match="no video that can be read"):
        sample_pictures(tmp_path / "text.mp4")
