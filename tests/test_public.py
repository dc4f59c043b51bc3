"""The public surface is listed once."""

import yingxi


def test_exported_names_are_all_there():
    assert sorted(yingxi.__all__) == yingxi.__all__ or set(yingxi.__all__) == set(dir(yingxi))
    for name in yingxi.__all__:
        assert getattr(yingxi, name) is not None


def test_the_list_is_the_one_we_promise():
    assert set(yingxi.__all__) == {
        "Brief", "Film", "Screenplay", "Shot", "Still", "Storyboard", "Take", "UsageError", "YingxiError",
        "looks", "make_film", "make_still",
    }  # fmt: skip
