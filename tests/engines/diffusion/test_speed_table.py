"""`yingxi bench diffusion --full`: one row a way, what cannot be had said."""

import pytest


@pytest.mark.slow
@pytest.mark.diffusion
def test_the_table_has_a_row_for_each_way():
    pytest.importorskip("torch")
    from yingxi.engines.diffusion.speed_table import WAYS, speed_table

    chosen = ("plain", "MagCache, max", "offload")
    table = speed_table(rounds=1, steps=5, ways={name: WAYS[name] for name in chosen})
    if table["device"] != "cpu":
        assert table["as Wan 1.3B"]["adapter"]["same_pictures"]
        return
    rows = table["small"]
    assert rows["adapter"]["same_pictures"]
    assert (rows["plain"]["times as fast"], rows["plain"]["seconds"] > 0) == (1.0, True)
    computed, _, passes = rows["MagCache, max"]["passes computed"].partition(" of ")
    assert int(computed) < int(passes) == 10
    assert rows["MagCache, max"]["by"] == "MagCache 0.12"
    assert "unknown memory plan 'offload'" in rows["offload"]["not had"]
    assert table["no room here for"] == ["as Wan 1.3B", "as Wan 14B"]


def test_full_is_for_diffusion_alone():
    from yingxi.cli.benches import bench
    from yingxi.film.errors import UsageError

    with pytest.raises(UsageError, match="--full is for bench diffusion, not for bench world"):
        bench("en", "world", prompt=None, seconds=1, size=None, draft=True, full=True, as_json=True)
