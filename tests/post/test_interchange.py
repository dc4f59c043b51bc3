"""Other tools get the same cut: order, lengths, joins, words."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import opentimelineio as otio
import pytest

from yingxi.film import Storyboard, Take
from yingxi.film.errors import UsageError
from yingxi.post import assemble_cut, export_cut
from yingxi.post.srt import Cue

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]


@pytest.fixture
def timeline(make_board: BoardMaker, shoot: Shooter) -> otio.schema.Timeline:
    board = make_board([40, 50, 30], s0020={"join": "dissolve", "join_frames": 12})
    return assemble_cut(board, shoot(board))


def test_edl_events_follow_each_other(timeline: otio.schema.Timeline, tmp_path: Path) -> None:
    text = export_cut(timeline, tmp_path, tmp_path / "film.edl", "edl").read_text()
    assert text.splitlines()[:2] == ["TITLE: Tide", "FCM: NON-DROP FRAME"]
    events = [line.split() for line in text.splitlines() if line[:3].isdecimal()]
    assert [event[0] for event in events] == ["001", "002", "002", "003"]
    assert events[0][-4:] == ["00:00:00:00", "00:00:01:10", "00:00:00:00", "00:00:01:10"]
    assert events[1][-4:] == ["00:00:01:10", "00:00:01:10", "00:00:01:10", "00:00:01:10"]
    assert events[2][3:5] == ["D", "012"]
    assert events[2][-4:] == ["00:00:00:00", "00:00:02:08", "00:00:01:10", "00:00:03:18"]
    assert events[3][-2:] == ["00:00:03:18", "00:00:05:00"]


def test_fcpxml_holds_every_clip_and_join(timeline: otio.schema.Timeline, tmp_path: Path) -> None:
    path = export_cut(timeline, tmp_path, tmp_path / "film.fcpxml", "fcpxml")
    root = Xml.fromstring(path.read_text(encoding="utf-8"))
    spine = root.find(".//spine")
    assert spine is not None
    assert [part.tag for part in spine] == ["asset-clip", "transition", "asset-clip", "asset-clip"]
    assert [part.get("duration") for part in spine] == ["5/3s", "1/2s", "25/12s", "5/4s"]
    assert spine[2].get("start") == "1/4s"
    sources = [part.get("src", "") for part in root.iter("media-rep")]
    assert all(Path(source.removeprefix("file://")).is_file() for source in sources)
    assert len(sources) == 3


def test_srt_and_otio(timeline: otio.schema.Timeline, tmp_path: Path) -> None:
    cues = (Cue(start=24, stop=48, text="鼓声"),)
    text = export_cut(timeline, tmp_path, tmp_path / "film.srt", "srt", cues).read_text(encoding="utf-8")
    assert text == "1\n00:00:01,000 --> 00:00:02,000\n鼓声\n"
    export_cut(timeline, tmp_path, tmp_path / "film.otio", "otio")
    again = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    assert again.is_equivalent_to(timeline)


def test_another_form_is_refused_with_the_nearest(timeline: otio.schema.Timeline, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown export form 'fcpx'; did you mean 'fcpxml'"):
        export_cut(timeline, tmp_path, tmp_path / "film", "fcpx")
