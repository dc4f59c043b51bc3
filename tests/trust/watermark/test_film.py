"""A whole film carries its mark in every part, and the registry knows it."""

from pathlib import Path

import pytest

from yingxi import Brief, make_film
from yingxi.media import read_frames
from yingxi.trust.identity import public_key
from yingxi.trust.registry import look_up
from yingxi.trust.watermark import detect_planes, detect_video, film_payload

BRIEF = Brief(prompt="a red balloon over the desert at noon", seconds=8, width=480, height=270, fps=12)


@pytest.mark.slow
def test_every_part_of_a_film_is_marked_and_leads_to_its_record(tmp_path: Path) -> None:
    made = make_film(BRIEF, tmp_path / "film")
    payload = film_payload(BRIEF, public_key())
    seen = detect_video(made.master)
    assert seen is not None
    assert seen.payload == payload
    lumas = [planes.y for planes in read_frames(made.master)]
    for start in range(0, len(lumas), 12):
        part = detect_planes(lumas[start : start + 12 : 2])
        assert part is not None, f"second {start // 12}"
        assert part.payload == payload
    entry = look_up(payload)
    assert entry is not None
    assert Path(entry.folder) == tmp_path / "film"
