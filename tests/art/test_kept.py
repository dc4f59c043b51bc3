"""Models kept on disk."""

from pathlib import Path

import numpy as np
import pytest

from yingxi.art import kept as page
from yingxi.art.kept import kept, model_bytes, read_model, versions_of
from yingxi.art.shapes import ball, box, model
from yingxi.world.scene import Model


def lamp(radius: float = 1.0) -> Model:
    """A ball on a box, with a far version."""
    parts = [(ball((0, 2, 0), radius), "neon", "light"), (box((0, 1, 0), (1, 1, 1)), "stone", "stone")]
    return model(parts, far=model(parts[1:]), far_beyond=12.5)


def test_a_model_is_read_back_as_it_was_built() -> None:
    built = lamp()
    read = read_model(model_bytes(built))
    for one, other in zip(versions_of(built), versions_of(read), strict=True):
        assert one.far_beyond == other.far_beyond
        for ours, theirs in zip(one.surfaces, other.surfaces, strict=True):
            assert (ours.material, ours.semantic) == (theirs.material, theirs.semantic)
            assert np.array_equal(ours.vertices, theirs.vertices)
            assert np.array_equal(ours.triangles, theirs.triangles)


@pytest.mark.parametrize("end", [10, -1])
def test_what_is_cut_short_is_not_read(end: int) -> None:
    with pytest.raises(ValueError, match=r"cut short|Expecting|Unterminated|Extra data"):
        read_model(model_bytes(lamp())[:end])


def test_the_next_process_reads_what_one_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path))
    page.shelf.cache_clear()
    built = []

    def build(radius: float) -> Model:
        built.append(radius)
        return lamp(radius)

    for _ in range(2):  # a new wrapper knows nothing of the last one, as in another process
        recall = kept(build)
        assert recall(1.0).far is not None
        assert recall(1.0) is recall(1.0)
    kept(build)(2.0)
    assert built == [1.0, 2.0]
    (file, _) = sorted(tmp_path.rglob("*.model"))
    file.write_bytes(b"spoilt")
    kept(build)(1.0), kept(build)(2.0)
    assert len(built) == 3
    page.shelf.cache_clear()


def test_a_full_disk_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path))
    page.shelf.cache_clear()
    assert kept(lamp)(1.0).far is not None
    page.shelf.cache_clear()
