"""The director's word on a take: circled, rejected, or taken back; written beside the take."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

from yingxi.film import Take
from yingxi.film.errors import unknown
from yingxi.store import read_shelf, save, take_record

Verdict = Literal["circled", "rejected", "released"]


def judge(root: Path, shot: str, number: int, verdict: Verdict, reason: str = "") -> Take:
    """Write the verdict into the take's description; gives the take as it is now.

    The newest circled take of a shot is the one that the cut uses; a rejected one never is. UsageError
    names the shots or takes that there are.
    """
    take = find_take(root, shot, number)
    judged = replace(
        take, circled=verdict == "circled", rejected=verdict == "rejected", reason=" ".join(reason.split())
    )
    if judged != take:
        save(take_record(root, shot, number), judged)
    return judged


def find_take(root: Path, shot: str, number: int) -> Take:
    """One take of one shot, sure to be there."""
    shots = sorted(path.name for path in (root / "takes").glob("*") if path.is_dir())
    if shot not in shots:
        raise unknown("shot", shot, shots or ["none: nothing is shot yet"], "takes/")
    takes = {take.slate.take: take for take in read_shelf(root, shot).takes}
    if number not in takes:
        raise unknown(f"take of shot {shot}", str(number), map(str, takes), f"takes/{shot}/")
    return takes[number]


def is_latest_recipe(root: Path, take: Take) -> bool:
    """Whether a take is of the same inputs as the newest one of its shot: else the cut does not use it."""
    newest = read_shelf(root, take.slate.shot).takes[-1]
    return newest.recipe.get("key") == take.recipe.get("key")
