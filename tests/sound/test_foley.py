"""Foley: every sound sounds, and each comes when the picture says."""

import numpy as np
import pytest
from sound_boards import arc_board

from yingxi.film import Shot, SoundEvent
from yingxi.sound import RATE, bed_for, make_beds, make_foley
from yingxi.sound.foley.places import place_of
from yingxi.sound.foley.table import ALIASES, RECIPES, find_recipe, make_sound
from yingxi.sound.foley.textures import plan_textures

FPS, FRAMES = 24, 96


def one(kind: str, frame: float, **more: float) -> tuple[float, SoundEvent]:
    return (0.0, SoundEvent(kind=kind, frame=frame, **more))


def onset(sound: np.ndarray, after: float = 0.0) -> float:
    """Seconds at which the sound first reaches a quarter of its peak, from `after` on."""
    loud = np.abs(sound).max(axis=1) if sound.ndim == 2 else np.abs(sound)
    first = int(after * RATE)
    return (first + int(np.argmax(loud[first:] > 0.25 * loud[first:].max()))) / RATE


@pytest.mark.parametrize("kind", sorted(RECIPES))
def test_every_kind_makes_a_sound_that_can_be_heard(kind: str) -> None:
    sound = make_sound(RECIPES[kind], np.random.default_rng(1), 1.5)
    assert sound.dtype == np.float32
    assert sound.ndim == 1
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() == pytest.approx(1.0, abs=0.02)
    assert np.sqrt(np.mean(sound**2)) > 0.005


@pytest.mark.parametrize(
    "kind", sorted(kind for kind, recipe in RECIPES.items() if recipe.hit and not recipe.lead)
)
def test_a_struck_sound_begins_at_once(kind: str) -> None:
    sound = make_sound(RECIPES[kind], np.random.default_rng(2), 0.0)
    slow = {"horn", "neigh", "wings", "step_grass", "step_snow", "step_sand"}
    assert onset(sound) < (0.12 if kind in slow else 1 / FPS)


@pytest.mark.parametrize("frame", [0.0, 7.0, 30.5, 71.25])
@pytest.mark.parametrize("kind", ["drum", "paddle", "sword", "firework_burst"])
def test_an_event_is_heard_within_a_frame_of_its_picture(kind: str, frame: float) -> None:
    stem = make_foley([one(kind, frame)], FPS, FRAMES)
    assert abs(onset(stem.samples) * FPS - frame) < 1.0


def test_events_count_from_their_shot() -> None:
    early = make_foley([(0.0, SoundEvent(kind="drum", frame=50.0))], FPS, FRAMES)
    late = make_foley([(40.0, SoundEvent(kind="drum", frame=10.0))], FPS, FRAMES)
    assert np.array_equal(early.samples, late.samples)


def test_a_row_of_drum_beats_lands_on_its_frames() -> None:
    beats = [6.0, 21.0, 36.0, 51.0, 66.0]
    stem = make_foley([one("drum", beat) for beat in beats], FPS, FRAMES)
    power = np.abs(stem.samples).max(axis=1)
    for beat in beats:
        first, last = int((beat - 3) / FPS * RATE), int((beat + 3) / FPS * RATE)
        rise = np.diff(power[first:last].reshape(-1, 60).max(axis=1))
        assert abs((first + int(np.argmax(rise)) * 60 + 60) / RATE * FPS - beat) < 1.0


def test_the_stem_is_as_long_as_the_film_to_the_sample() -> None:
    assert len(make_foley([one("thunder", 90)], FPS, FRAMES).samples) == FRAMES * RATE // FPS
    assert len(make_foley([], 25, 33).samples) == round(33 * RATE / 25)


def test_what_stands_left_is_heard_left() -> None:
    left = make_foley([one("drum", 0, pan=-1.0)], FPS, FRAMES).samples
    power = (left**2).sum(axis=0)
    assert power[0] > 5 * power[1]


def test_far_fireworks_are_duller_than_near_ones() -> None:
    def brightness(gain: float) -> float:
        sound = make_foley([one("firework_burst", 4, gain=gain)], FPS, FRAMES).samples[:, 0]
        spectrum = np.abs(np.fft.rfft(sound)) ** 2
        return float(spectrum[len(spectrum) // 8 :].sum() / spectrum.sum())

    assert brightness(0.2) < 0.5 * brightness(1.0)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "没有“yodel”的声音（2 处），画面无声"),
        ("en", "no sound is known for 'yodel' (2 events)"),
    ],
)
def test_an_unknown_kind_is_said(language: str, said: str) -> None:
    stem = make_foley([one("yodel", 3), one("yodel", 9)], FPS, FRAMES, language=language)
    assert said in stem.notes[0]
    assert not stem.samples.any()


def test_same_seed_same_bytes_other_seed_other_bytes() -> None:
    events = [one("drum", 4), one("paddle", 9), one("crowd", 0, length=40)]
    assert (
        make_foley(events, FPS, FRAMES).samples.tobytes()
        == make_foley(events, FPS, FRAMES).samples.tobytes()
    )
    assert (
        make_foley(events, FPS, FRAMES).samples.tobytes()
        != make_foley(events, FPS, FRAMES, seed=2).samples.tobytes()
    )


def test_the_order_of_events_does_not_matter() -> None:
    events = [one("drum", 4), one("drum", 30), one("paddle", 9)]
    assert np.array_equal(
        make_foley(events, FPS, FRAMES).samples, make_foley(events[::-1], FPS, FRAMES).samples
    )


def test_a_sound_that_goes_on_stops_with_its_event() -> None:
    stem = make_foley([one("drone_hum", 12, length=48)], FPS, FRAMES).samples
    assert not stem[: int(8 / FPS * RATE)].any()
    assert np.abs(stem[int(65 / FPS * RATE) :]).max() < 1e-3
    assert np.abs(stem[int(30 / FPS * RATE) : int(40 / FPS * RATE)]).max() > 0.01


def test_three_drums_at_once_are_louder_than_one_but_not_three_times() -> None:
    one_drum = np.abs(make_foley([one("drum", 8)], FPS, FRAMES).samples).max()
    three = np.abs(make_foley([one("drum", 8)] * 3, FPS, FRAMES).samples).max()
    assert one_drum < three < 2.2 * one_drum


def test_aliases_lead_to_recipes() -> None:
    assert all(find_recipe(alias) is not None for alias in ALIASES)
    assert find_recipe("nothing of the kind") is None


def shot(set_id: str, **more: object) -> Shot:
    return Shot(
        number="0010", scene=1, start=0, length=48, description="", place="", set=set_id, **more
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("picture", "heard"),
    [
        (shot("sea"), "waves"),
        (shot("forest"), "leaves"),
        (shot("forest", hour="morning"), "birds"),
        (shot("river"), "insects"),
        (shot("desert"), "sand"),
        (shot("city_new", weather="storm"), "gale"),
        (shot("mountains", weather="rain"), "rain"),
        (shot("space", weather="rain"), "space"),
        (shot("river_city"), "city"),
    ],
)
def test_places_have_their_air(picture: Shot, heard: str) -> None:
    assert bed_for(picture).get(heard, 0) > 0.2


@pytest.mark.parametrize(
    ("place", "known"),
    [
        ("江南水乡", "river"),
        ("云海之上", "cloud_sea"),
        ("a pier at dawn", "harbour"),
        ("未名之地", ""),
    ],
)
def test_places_without_a_set_are_known_by_their_words(place: str, known: str) -> None:
    assert place_of("", place) == known


def test_nothing_sings_on_mars() -> None:
    assert (
        not {"birds", "insects", "cicadas", "frogs"} & bed_for(shot("mars", hour="morning")).keys()
    )


def test_every_set_has_sounds_that_we_can_make() -> None:
    from yingxi.art import catalogue
    from yingxi.sound.foley.places import air_of

    sets = [asset.id for asset in catalogue().values() if asset.kind == "set"]
    assert [name for name in sets if not place_of(name, "")] == []
    assert all(kind in RECIPES for name in sets for kind in air_of(name))


def test_there_is_no_rain_in_space() -> None:
    assert "rain" not in bed_for(shot("space", weather="rain"))


def test_beds_hold_where_the_place_stays_and_have_no_jumps() -> None:
    board = arc_board(place="sea")
    beds = make_beds(board)
    for bed in beds:
        assert list(bed.frames) == sorted(bed.frames)
        assert all(0 <= gain <= 1.5 for gain in bed.gains)
    stem = make_foley([], board.fps, board.frames, beds).samples
    level = np.sqrt(
        (stem[: len(stem) // 2400 * 2400] ** 2).mean(axis=1).reshape(-1, 2400).mean(axis=1)
    )
    assert level[5:-5].min() > 0.1 * level.mean()
    assert any("sea" in bed.kind or bed.kind == "waves" for bed in beds)


def test_one_texture_runs_through_a_cut_without_a_dip() -> None:
    hum = [
        (0.0, SoundEvent(kind="drone_hum", frame=0, length=48)),
        (48.0, SoundEvent(kind="drone_hum", frame=0, length=48)),
    ]
    stem = make_foley(hum, FPS, FRAMES).samples
    level = np.sqrt((stem**2).mean(axis=1).reshape(-1, 4000).mean(axis=1))
    assert level[18:30].min() > 0.6 * level[4:44].mean()


def test_a_bed_keeps_still_where_the_picture_makes_its_own_water() -> None:
    board = arc_board(place="river_city", beats=2)
    lapping = [(0.0, SoundEvent(kind="water_lap", frame=0, length=board.frames, gain=0.3))]
    kinds = {
        texture.kind: texture
        for texture in plan_textures({"water_lap": lapping}, make_beds(board), board.frames)
    }
    assert kinds["water_lap"].gain.min() == pytest.approx(0.3**0.6)
    assert not kinds["river"].gain.any()
    assert kinds["city"].gain.all()
