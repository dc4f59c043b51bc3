"""The same words make the same storyboard in every process, whatever order Python's sets take there."""

import os
import subprocess
import sys

PROGRAM = """
import hashlib
from yingxi.film import Brief
from yingxi.story.writer import RuleWriter
writer, brief = RuleWriter(), Brief(prompt="国潮龙舟赛+无人机灯光秀", seconds=120.0)
print(hashlib.sha256(repr(writer.board(writer.write(brief), brief)).encode()).hexdigest())
"""


def test_board_does_not_depend_on_the_hash_seed():
    def board(seed: str) -> str:
        own = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", PROGRAM], env=own, capture_output=True, text=True, check=True
        ).stdout

    assert board("1") == board("2") == board("4")
