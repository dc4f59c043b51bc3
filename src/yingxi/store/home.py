"""The person's own folder: signing identity, keys, registry and settings that belong to no film."""

import os
from pathlib import Path

from yingxi.film.errors import YingxiError


def home() -> Path:
    """`$YINGXI_HOME`, else `yingxi` in the user's config folder; made for the owner alone (0700).

    YingxiError when it cannot be made, with what to do.
    """
    folder = _chosen()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise YingxiError(
            f"Yingxi's own folder {folder} cannot be made ({error.strerror}); set YINGXI_HOME to a folder "
            "that you can write to: the keys that sign your films lie there"
        ) from error
    return folder


def looks_folder() -> Path:
    """Where a person's own looks lie; it need not exist."""
    return _chosen() / "looks"


def _chosen() -> Path:
    chosen = os.environ.get("YINGXI_HOME", "").strip()
    return Path(chosen).expanduser() if chosen else user_folder()


def user_folder() -> Path:
    """Where this system keeps a person's settings for Yingxi."""
    from platformdirs import user_config_path

    return user_config_path("yingxi", appauthor=False)


def cache_folder() -> Path:
    """Where things are kept that cost only time when lost; below `$YINGXI_HOME` where that is set."""
    from platformdirs import user_cache_path

    own = os.environ.get("YINGXI_HOME", "").strip()
    return Path(own).expanduser() / "cache" if own else user_cache_path("yingxi", appauthor=False)
