"""The director at work: takes are judged, and the ledger keeps the word and its reason."""

import os
from pathlib import Path

from yingxi.dailies.circling import Verdict, is_latest_recipe, judge
from yingxi.film import Take
from yingxi.store import BuildLog, FilmFolder


def judge_take(
    project: Path | str, shot: str, take: int, verdict: Verdict, reason: str = ""
) -> tuple[Take, bool]:
    """Circle, reject or release a take; gives it, and whether it is of its shot's present inputs.

    The next cut uses the newest circled take of a shot, never a rejected one; a shot whose takes are all
    rejected is shot again. Saying the same thing twice writes nothing. UsageError when there is no such take.
    """
    from yingxi.trust.ledger import Witness, read_history

    folder = FilmFolder(Path(project)).open()
    judged = judge(folder.root, shot, take, verdict, reason)
    said = read_history(folder.root).choices.get((shot, take))
    if said is None or (said.kind, said.facts["reason"]) != (verdict, judged.reason):
        witness = Witness(folder, BuildLog(folder.root), os.environ.get("YINGXI_AUTHOR", ""))
        witness.chose(judged, verdict, judged.reason)
    return judged, is_latest_recipe(folder.root, judged)
