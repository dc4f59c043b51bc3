"""Damaged files of every kind: each gets a verdict or a reason why not, and no reader runs away.

`FUZZ_FILES=10000 pytest -m slow tests/trust/verify/test_fuzz.py` runs as many as wanted; what was measured
is put into tests/out/verify_fuzz.json.
"""

import json
import os
import random
import resource
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import pytest
from odd_files import all_kinds, damage, film, png

from yingxi.trust.verify import Guard, verify_file
from yingxi.trust.verify.words import say_problem, say_reason

OUT = Path(__file__).parents[2] / "out"
GIB = 1 << 30


def signed(folder):
    """Small signed files, so that damage also falls on manifests."""
    from yingxi.trust.identity.signing import load_identity
    from yingxi.trust.provenance import Part, Statement, sign_media

    part = Part(name="pictures", source="algorithmicMedia", tool="world")
    for name, data in (("signed.mp4", film()), ("signed.png", png())):
        source, out = folder / f"plain-{name}", folder / name
        source.write_bytes(data)
        sign_media(source, out, Statement(title="fuzz", parts=(part,)), load_identity())
        yield out.read_bytes()


def fuzz(count, folder, seed=0):
    """Verify `count` damaged files; gives what was measured."""
    dice, outcome = random.Random(seed), Counter()
    bases = [*all_kinds().values(), *signed(folder)]
    path, slowest, begun = folder / "damaged", 0.0, perf_counter()
    with Guard() as guard:
        for _ in range(count):
            path.write_bytes(damage(dice.choice(bases), dice, bases))
            start = perf_counter()
            report = verify_file(path, guard)
            slowest = max(slowest, perf_counter() - start)
            for language in ("zh", "en"):
                assert all(say_reason(reason, language) for reason in report.judgement.reasons)
            assert all(say_problem(problem, "zh") for problem in report.unread)
            outcome[report.judgement.verdict] += 1
            outcome.update(f"{problem.step}: {problem.code}" for problem in report.unread)
        fallen = guard.fallen
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return {
        "files": count, "seconds": round(perf_counter() - begun, 1), "slowest_s": round(slowest, 2),
        "readers_that_fell": fallen, "peak_reader_mb": round(peak / 2**20),
        "outcomes": dict(sorted(outcome.items())),
    }  # fmt: skip


def fuzz_apart(*arguments, **options):
    """`fuzz` in a process of its own, whose only children are the readers: their memory is measured."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(fuzz, *arguments, **options).result()


def test_damaged_files_are_survived(tmp_path):
    figures = fuzz_apart(200, tmp_path)
    assert figures["peak_reader_mb"] * 2**20 < 2 * GIB
    assert figures["readers_that_fell"] <= 4
    assert figures["outcomes"]["unknown"] > 20
    assert sum(figures["outcomes"].get(name, 0) for name in ("yingxi", "others", "unknown")) == 200


@pytest.mark.slow
def test_thousands_of_damaged_files_are_survived(tmp_path):
    figures = fuzz_apart(int(os.environ.get("FUZZ_FILES", "2000")), tmp_path, seed=1)
    OUT.mkdir(exist_ok=True)
    (OUT / "verify_fuzz.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False))
    assert figures["peak_reader_mb"] * 2**20 < 2 * GIB
    assert figures["readers_that_fell"] * 100 <= figures["files"]
