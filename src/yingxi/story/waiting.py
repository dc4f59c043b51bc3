"""Who still waits: boats lie at the start line until a line of the narration lets them go."""

from collections.abc import Sequence

from yingxi.story.blocks import Block
from yingxi.story.shelf import load

OPENING = ("establish", "introduce")


def waiting_blocks(blocks: Sequence[Block]) -> dict[str, int]:
    """For each asset that waits: the index of the first block in which it no longer does."""
    return {
        asset: _start(row["starts"], row["quiet"], blocks) for asset, row in load("recipes")["waits"].items()
    }


def waiting_action(asset: str) -> str:
    """What an asset does while it waits."""
    return str(load("recipes")["waits"][asset]["action"])


def _start(starts: Sequence[str], quiet: Sequence[str], blocks: Sequence[Block]) -> int:
    """The block whose line says the start, else the one after the last quiet one or the establishing."""
    for at, block in enumerate(blocks):
        if any(word in block.line for word in starts):
            return at
    early = [at for at, block in enumerate(blocks) if block.scene.beat in OPENING]
    hushed = [at for at in early if any(word in blocks[at].line for word in quiet)]
    established = [at for at in early if blocks[at].scene.beat == "establish"]
    last = (hushed or established)[-1:]
    return last[0] + 1 if last else 0
