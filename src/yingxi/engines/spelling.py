"""Sizes and frame grids as people write them in an engine's options."""

import re

from yingxi.engines.capabilities import Grid


def read_size(text: str) -> tuple[int, int]:
    """`1280x720` in pixels; ValueError for something else."""
    found = re.fullmatch(r"([1-9]\d*)x([1-9]\d*)", text)
    if found is None:
        raise ValueError(f"size '{text}' is not WIDTHxHEIGHT, such as 1280x720")
    return int(found[1]), int(found[2])


def read_grid(text: str) -> Grid:
    """`4k+1`; ValueError for something else."""
    found = re.fullmatch(r"([1-9]\d*)k\+(\d+)", text)
    if found is None:
        raise ValueError(f"grid '{text}' is not like 4k+1 or 8k+1")
    return Grid(each=int(found[1]), plus=int(found[2]))
