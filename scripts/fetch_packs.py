"""Bring the asset packs for `make setup`.

`fetch_packs.py system` prints the missing system packages, `fetch_packs.py installed` those that are there;
without a word it fetches the missing npm packs.
"""

import os
import shutil
import subprocess
import sys
import time

from yingxi.film.errors import YingxiError
from yingxi.store.packing import fetch_pack
from yingxi.store.packs import Pack, find_pack, how_to_get, packs

CHINESE = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("zh")


def main(arguments: list[str]) -> int:
    """Print the missing system packages, or fetch every missing npm pack; the exit code is always 0."""
    if arguments:
        wanted = arguments == ["installed"]
        print(" ".join(name for name in system_packages() if is_installed(name) == wanted))
        return 0
    missing = [pack for pack in packs().values() if not bring(pack)]
    for pack in missing:
        lost, how = pack.without, how_to_get(pack)
        if CHINESE:
            print(f"  缺少 {pack.name}：{lost.zh}  ->  {how.zh}")
        else:
            print(f"  missing {pack.name}: {lost.en}  ->  {how.en}")
    return 0


def bring(pack: Pack) -> bool:
    """Whether the pack is there at the end; only npm packs are fetched, the others came before."""
    try:
        if find_pack(pack.name) is not None:
            return True
        if pack.kind == "npm":
            begun = time.perf_counter()
            fetch_pack(pack)
            print(f"  fetched {pack.name} {pack.version} ({time.perf_counter() - begun:.0f} s)", flush=True)
            return True
    except YingxiError as error:
        print(f"  {error}", file=sys.stderr)
    return False


def system_packages() -> list[str]:
    """The names of all apt packages that the packs come in, and of the client that fetches the npm ones."""
    named = [name for pack in packs().values() if pack.kind == "apt" for name in (pack.package, *pack.needs)]
    return named if is_brought_otherwise("npm") else [*named, "npm"]


def is_brought_otherwise(program: str) -> bool:
    """Whether a program is there without being Debian's package of that name."""
    return shutil.which(program) is not None and not is_installed(program)


def is_installed(package: str) -> bool:
    """Whether dpkg knows the package as installed."""
    command = ["dpkg-query", "-W", "-f=${Status}", package]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return "install ok installed" in answer.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
