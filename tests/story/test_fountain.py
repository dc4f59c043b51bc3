"""Fountain both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.film import Element, Scene, Screenplay, UsageError
from yingxi.film.terms import Beat, Hour, Weather
from yingxi.story import from_fountain, to_fountain

_PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
_TEXT = _PLAIN.map(str.strip).filter(lambda text: any(ch.isalnum() for ch in text))
_WORD = _TEXT.map(lambda text: " ".join(text.split()))
_NAME = st.from_regex(r"[A-Za-z\u4e00-\u9fff]{1,12}", fullmatch=True).filter(
    lambda name: name not in ("旁白", "NARRATOR")
)
_ELEMENT = st.one_of(
    st.builds(Element, kind=st.sampled_from(["action", "narration"]), text=_TEXT),
    st.builds(Element, kind=st.just("dialogue"), text=_TEXT, speaker=_NAME),
)
_HOURS: list[Hour] = ["dawn", "morning", "noon", "afternoon", "sunset", "dusk", "night"]
_WEATHERS: list[Weather] = ["clear", "cloudy", "overcast", "mist", "rain", "storm", "snow", "dust"]
_BEATS: list[Beat] = ["establish", "introduce", "build", "climax", "resolve"]
_SCENE = st.builds(
    Scene,
    number=st.integers(1, 99),
    place=_WORD,
    hour=st.sampled_from(_HOURS),
    weather=st.sampled_from(_WEATHERS),
    interior=st.booleans(),
    beat=st.sampled_from(_BEATS),
    elements=st.lists(_ELEMENT, max_size=4).map(tuple),
)
_PLAY = st.builds(
    Screenplay,
    title=_WORD,
    language=st.sampled_from(["zh", "en"]),
    logline=_WORD,
    writer=_NAME,
    scenes=st.lists(_SCENE, min_size=1, max_size=3).map(tuple),
    notes=st.lists(_WORD, max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(_PLAY)
def test_the_round_trip_is_exact(screenplay: Screenplay) -> None:
    assert from_fountain(to_fountain(screenplay)) == screenplay


def test_a_plain_fountain_file_is_read() -> None:
    text = """Title: The Lamp

INT. LIGHTHOUSE - NIGHT

The lamp is dark.

KEEPER
(softly)
Not tonight.

EXT. SHORE - CONTINUOUS

Waves.

CUT TO:

EXT. SHORE - DAY, RAIN

Gulls.
"""
    play = from_fountain(text)
    assert play.title == "The Lamp"
    assert play.language == "en"
    assert [
        (scene.place, scene.hour, scene.weather, scene.interior, scene.beat) for scene in play.scenes
    ] == [
        ("LIGHTHOUSE", "night", "clear", True, "establish"),
        ("SHORE", "night", "clear", False, "build"),
        ("SHORE", "afternoon", "rain", False, "resolve"),
    ]
    assert play.scenes[0].elements[1] == Element(kind="dialogue", text="Not tonight.", speaker="KEEPER")


def test_an_unknown_hour_names_file_line_and_nearest() -> None:
    text = "Title: 江\n\n.EXT. 江上 - 黄混，晴 #1#\n\n!水。\n"
    with pytest.raises(
        UsageError, match=r"unknown hour or weather at play.fountain line 3 '黄混'; did you mean '黄昏'"
    ):
        from_fountain(text, "play.fountain")


def test_a_text_without_scenes_is_refused() -> None:
    with pytest.raises(UsageError, match="no scene heading found"):
        from_fountain("Title: nothing\n\nonly words\n")
