"""The person's own folder: signing identity, keys, registry and settings that belong to no film."""

import os
from pathlib import Path

from yingxi.store.atomic import saying_why


def home() -> Path:
    """`$YINGXI_HOME`, else `yingxi` in the user's config folder; made for the owner alone (0700).

    YingxiError when it cannot be made.
    """
    chosen = os.environ.get("YINGXI_HOME", "").strip()
    folder = Path(chosen).expanduser() if chosen else user_folder()
    with saying_why(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def user_folder() -> Path:
    """Where this system keeps a person's settings for Yingxi."""
    from platformdirs import user_config_path

    return user_config_path("yingxi", appauthor=False)
