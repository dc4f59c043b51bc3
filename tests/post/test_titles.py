"""Titles are readable, inside the safe area, where they should be in time, and only their frames are new."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from yingxi.film import Storyboard, Take, Title
from yingxi.media import Planes, planes_from_rgb, read_frames
from yingxi.post import assemble_cut, burn_overlays, conform, plan_handles, plan_titles
from yingxi.post.fonts import choose_faces
from yingxi.post.handles import title_span
from yingxi.post.lettering import extent, lay_out_flat, lay_out_standing, title_lines
from yingxi.post.srt import Cue
from yingxi.post.title_style import style_table, title_style
from yingxi.post.titles import CardPlan, card_overlay, design_card, title_marks

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]

TEXTS = [
    ("龙", "zh"), ("龙舟夜航", "zh"), ("国潮龙舟赛+无人机灯光秀", "zh"), ("一千零一夜的故事讲完了", "zh"),
    ("Sea", "en"), ("When the Lighthouse Keeper Learned to Dance with the Storm", "en"),
]
SIZES = [(1920, 1080), (640, 360), (360, 640), (640, 268), (256, 256)]


def flat_picture(grey: int, size: tuple[int, int] = (640, 360)) -> Planes:
    return planes_from_rgb(np.full((size[1], size[0], 3), grey, np.uint8))


def plan_of(title: Title, look: str, size: tuple[int, int] = (640, 360), stop: int = 130) -> CardPlan:
    language = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in title.text) else "en"
    faces = choose_faces(title.text, title.subtitle + "影戏AI 生成", language)  # type: ignore[arg-type]
    return CardPlan(
        title=title, start=0, stop=stop, fps=24, size=size, language=language,  # type: ignore[arg-type]
        style=title_style(look), faces=faces, credits=("影戏 · AI 生成",) if title.kind == "end" else (),
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_every_letter_is_inside_the_safe_area(text: str, language: str, size: tuple[int, int]) -> None:
    small = "副题" if language == "zh" else "a subtitle"
    faces = choose_faces(text, small, language)  # type: ignore[arg-type]
    layouts = [lay_out_flat(text, small, faces, language, size)]  # type: ignore[arg-type]
    if language == "zh" and len(text) <= 7:
        layouts += [lay_out_standing(text, small, faces, size, side) for side in (-1, 1)]
    for marks in layouts:
        left, top, right, bottom = extent(marks)
        assert left >= 0.04 * size[0]
        assert right <= 0.96 * size[0]
        assert top >= 0.02 * size[1]
        assert bottom <= 0.98 * size[1]


def test_long_titles_are_parted_at_their_marks() -> None:
    assert title_lines("国潮龙舟赛+无人机灯光秀", "zh") == ["国潮龙舟赛", "无人机灯光秀"]
    assert title_lines("水上龙，天上龙", "zh") == ["水上龙", "天上龙"]
    assert title_lines("龙舟夜航", "zh") == ["龙舟夜航"]
    assert title_lines("When the Lighthouse Keeper Learned to Dance", "en") == [
        "When the Lighthouse", "Keeper Learned to Dance",
    ]


@pytest.mark.parametrize("look", [name for name in style_table() if name != "default"])
@pytest.mark.parametrize("grey", [5, 128, 250])
def test_words_stand_out_on_any_picture(look: str, grey: int) -> None:
    """The picture beside the strokes must differ from them by a contrast of 4.5 or more, where possible."""
    plan = plan_of(Title(text="江山"), look)
    picture = flat_picture(grey)
    painted = card_overlay(plan).prepare(lambda frame: picture)(picture, 75)
    light = ((painted.y.astype(np.float32) - 16) / 219).clip(0, 1) ** 2.2
    card = design_card(plan, [picture])
    letters = next(piece.mark for piece in card.inked if piece.mark.part == "title")
    rows = slice(round(letters.top), round(letters.top) + letters.alpha.shape[0])
    columns = slice(round(letters.left), round(letters.left) + letters.alpha.shape[1])
    inked = light[rows, columns][letters.alpha > 0.97]
    around = light[rows, columns][letters.alpha < 0.01]
    high, low = sorted([float(np.median(inked)), float(np.median(around))], reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.0


def test_a_card_comes_holds_and_goes() -> None:
    plan = plan_of(Title(text="龙舟夜航", subtitle="江上"), "oriental_cyberpunk")
    picture = flat_picture(30)
    paint = card_overlay(plan).prepare(lambda frame: picture)
    bright = [int((paint(picture, frame).y > 180).sum()) for frame in (0, 12, 40, 90, 129)]
    assert bright[0] == 0
    assert bright[0] < bright[1] < bright[2]
    assert bright[3] == pytest.approx(bright[2], rel=0.2)
    assert bright[4] < 0.05 * bright[3]


def test_a_short_card_is_written_in_time() -> None:
    picture = flat_picture(30)
    brief, easy = (plan_of(Title(text="龙舟夜航"), "oriental_cyberpunk", stop=stop) for stop in (40, 130))
    shown = [
        int((card_overlay(plan).prepare(lambda frame: picture)(picture, plan.stop // 2).y > 180).sum())
        for plan in (brief, easy)
    ]
    assert shown[0] == pytest.approx(shown[1], rel=0.1)


def test_an_end_card_ends_in_black() -> None:
    plan = plan_of(Title(text="龙舟夜航", kind="end"), "oriental_cyberpunk")
    picture = flat_picture(120)
    paint = card_overlay(plan).prepare(lambda frame: picture)
    assert int((paint(picture, 80).y > 150).sum()) > 200
    assert paint(picture, 129).y.max() < 30


def test_frames_are_the_same_whenever_they_are_drawn() -> None:
    picture = flat_picture(60)
    plan = plan_of(Title(text="夜航", subtitle="江上"), "ink")
    first, second = (card_overlay(plan).prepare(lambda frame: picture) for _ in range(2))
    later = [second(picture, frame) for frame in (100, 30)]
    assert np.array_equal(first(picture, 30).y, later[1].y)


def test_titles_span_their_reading_time_and_leave_before_the_cut() -> None:
    assert title_span(Title(text="龙舟夜航"), 200, 24) == (6, 6 + round(3.28 * 24 * 1.25))
    assert title_span(Title(text="龙舟夜航"), 80, 24, opening=10, closing=8) == (16, 66)
    assert title_span(Title(text="终", kind="end"), 80, 24) == (6, 80)


def test_only_a_titles_frames_are_encoded(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([150, 30], s0010={"title": Title(text="Tide")})
    takes = shoot(board)
    assert plan_handles(board)["0010"].keyframes == (6 + 93,)
    timeline = assemble_cut(board, takes)
    titles = plan_titles(timeline, tmp_path)
    done = conform(timeline, tmp_path, tmp_path / "film.mp4", titles.overlays)
    assert (done.encoded, done.copied) == (93, 87)
    film = list(read_frames(done.path))
    take = list(read_frames(tmp_path / takes[0].media))
    for number in (*range(6), *range(99, 150)):
        assert np.array_equal(film[number].y, take[number].y)
    assert np.abs(film[60].y.astype(int) - take[60].y).mean() > 3


def test_a_title_stays_with_its_clip_when_the_cut_is_reordered(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([150, 30], s0010={"title": Title(text="Tide")})
    timeline = assemble_cut(board, shoot(board))
    track = timeline.tracks[0]
    clips = [clip.clone() for clip in track]
    del track[:]
    track.extend(reversed(clips))
    (overlay,) = plan_titles(timeline, tmp_path).overlays
    assert (overlay.start, overlay.stop) == (36, 129)


def test_burnt_subtitles_encode_their_own_frames_only(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([60])
    timeline = assemble_cut(board, shoot(board))
    overlays = burn_overlays([Cue(start=10, stop=20, text="鼓声")], (96, 64), "zh")
    done = conform(timeline, tmp_path, tmp_path / "film.mp4", overlays)
    assert done.encoded == 38
    plain = conform(timeline, tmp_path, tmp_path / "plain.mp4")
    film, bare = list(read_frames(done.path)), list(read_frames(plain.path))
    assert np.array_equal(film[9].y, bare[9].y)
    assert np.abs(film[12].y[48:].astype(int) - bare[12].y[48:]).max() > 60
    assert np.abs(film[12].y[:40].astype(int) - bare[12].y[:40]).mean() < 6


def plan_over(
    seen: tuple[tuple[float, float, float, float, float], ...], size: tuple[int, int], text: str
) -> CardPlan:
    return replace(plan_of(Title(text=text), "documentary", size=size), seen=seen)


def hidden(plan: CardPlan, samples: list[Planes]) -> float:
    """Share of the card's box that lies over what it should leave free."""
    left, top, right, bottom = extent(title_marks(plan, samples))
    width, height = plan.size
    most = 0.0
    for a, b, c, d, _ in plan.seen:
        across = min(right, c * width) - max(left, a * width)
        down = min(bottom, d * height) - max(top, b * height)
        most = max(most, max(across, 0.0) * max(down, 0.0) / ((right - left) * (bottom - top)))
    return most


@pytest.mark.parametrize("size", [(640, 360), (360, 640)])
@pytest.mark.parametrize("text", ["四色剑", "Harbour, Early"])
@pytest.mark.parametrize(
    "seen",
    [
        ((0.35, 0.15, 0.65, 0.95, 1.0),),
        ((0.05, 0.05, 0.55, 0.98, 1.0),),
        ((0.1, 0.3, 0.9, 0.7, 1.0),),
        ((0.02, 0.4, 0.4, 0.98, 0.0), (0.6, 0.3, 0.95, 0.98, 1.0)),
    ],
)
def test_a_title_stands_where_nobody_is(
    seen: tuple[tuple[float, float, float, float, float], ...], text: str, size: tuple[int, int]
) -> None:
    most = 0.02 if size[0] > size[1] else 0.15
    assert hidden(plan_over(seen, size, text), [flat_picture(90, size)]) < most


def test_a_title_leaves_the_moon_free_where_nobody_is_known() -> None:
    rows, columns = np.mgrid[0:360, 0:640]
    sky = np.where(np.hypot(rows - 180, columns - 320) < 70, 235, 25).astype(np.uint8)
    picture = planes_from_rgb(np.repeat(sky[..., None], 3, axis=2))
    marks = title_marks(plan_over((), (640, 360), "玉兔"), [picture])
    left, top, right, bottom = (round(edge) for edge in extent(marks))
    assert (sky[top:bottom, left:right] > 200).mean() < 0.05


def test_letters_turn_dark_over_a_light_picture_instead_of_staining_it() -> None:
    plan = plan_of(Title(text="四色剑"), "wuxia_mono")
    assert not plan.style.dark
    assert design_card(plan, [flat_picture(225)]).style.dark
    assert not design_card(plan, [flat_picture(30)]).style.dark
