"""A work keeps its id through every change that shoots nothing anew."""

from dataclasses import replace

import pytest

from yingxi.film import Brief
from yingxi.film.errors import UsageError
from yingxi.trust.watermark import film_payload, payload_text, read_payload

BRIEF = Brief(prompt="a red balloon", look="水墨")


def test_what_touches_no_picture_leaves_the_id() -> None:
    other = replace(BRIEF, title="Red", voice="none", seconds=30, burn_subtitles=True)
    assert film_payload(other, b"key") == film_payload(BRIEF, b"key")


def test_another_maker_prompt_look_size_or_seed_gives_another_id() -> None:
    ids = {
        film_payload(BRIEF, b"key"), film_payload(BRIEF, b"other"), film_payload(BRIEF),
        film_payload(replace(BRIEF, prompt="a blue balloon"), b"key"),
        film_payload(replace(BRIEF, look=""), b"key"), film_payload(replace(BRIEF, width=1280), b"key"),
        film_payload(replace(BRIEF, seed=2), b"key"),
    }  # fmt: skip
    assert len(ids) == 7
    assert all(0 <= one < 2**64 for one in ids)


def test_people_see_and_type_it_in_fours() -> None:
    assert payload_text(0x0123456789ABCDEF) == "0123-4567-89ab-cdef"
    assert read_payload(" 0123-4567-89AB-cdef ") == 0x0123456789ABCDEF


@pytest.mark.parametrize("text", ["", "123", "0123-4567-89ab-cdeg", "0123456789abcdef0"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="16 hexadecimal digits"):
        read_payload(text)
