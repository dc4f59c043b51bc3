"""What a film states about itself, from who really took part."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from yingxi import Brief
from yingxi._production import Production
from yingxi._recording import Recorded
from yingxi._stating import (
    hand_edits,
    ingredients_of,
    picture_parts,
    sound_parts,
    state_film,
    state_still,
    text_part,
)
from yingxi.film import Line, Shot, Slate, Storyboard, Take
from yingxi.film.inputs import Inputs
from yingxi.film.storyboard import Score
from yingxi.sound import Narration, Stem
from yingxi.sound.narration import SpokenLine
from yingxi.store import BuildLog, FilmFolder
from yingxi.trust.provenance import DrawnLabel, Part

SHOT = Shot(number="0010", scene=1, start=0, length=24, description="", place="", set="")
BOARD = Storyboard(
    title="t", language="en", look="ink", fps=24, width=64, height=36, frames=24, score=Score(),
    shots=(SHOT,), narration=(Line(text="Once upon a time.", start=0, end=24),),
)  # fmt: skip


@pytest.fixture
def film(tmp_path):
    folder = FilmFolder(tmp_path)
    folder.create()
    return Production(folder=folder, brief=Brief(prompt="x"), log=BuildLog(tmp_path))


def take_by(engine, **recipe):
    slate = Slate(film="t", scene=1, shot="0010", take=1, engine=engine, seed=1)
    return Take(slate=slate, media="x.mp4", width=64, height=36, fps=24, length=24, recipe=recipe)


def recorded(spoken):
    silence = np.zeros((48000, 2), np.float32)
    lines = (SpokenLine(line=BOARD.narration[0], start_s=0, end_s=1, words=(), speed=1.0),) if spoken else ()
    narration = Narration(count=len(silence), lines=lines, voice="af_heart" if spoken else "none")
    return Recorded(narration=narration, score=Stem(name="score", samples=silence))


def test_our_engine_computes_and_others_are_trained_unless_they_say_so():
    parts = picture_parts([take_by("world"), take_by("videos-api"), take_by("world")])
    assert [part.source for part in parts] == ["algorithmicMedia", "trainedAlgorithmicMedia"]


def test_models_are_named_without_the_person_s_folders():
    one = take_by("world", model="/home/somebody/models/wan", model_sha256="ab" * 32)
    two = take_by("world", model="house/wan", model_sha256="not a hash")
    three = take_by("world", model="/x/y", card="wan-5b")
    named = [(part.model, part.sha256) for part in picture_parts([one, two, three])]
    assert named == [("wan", "ab" * 32), ("house/wan", ""), ("wan-5b", "")]


@pytest.mark.parametrize(
    ("engine", "source"), [("kokoro", "trainedAlgorithmicMedia"), ("espeak", "algorithmicMedia")]
)
def test_a_narrator_is_a_trained_network_or_a_formant_voice(monkeypatch, engine, source):
    monkeypatch.setattr("yingxi.sound.narration._available_engine", lambda language: engine)
    narrator = sound_parts(BOARD, recorded(spoken=True))[-1]
    assert (narrator.name, narrator.source) == ("narration", source)
    assert bool(narrator.model) == (engine == "kokoro")


def test_a_film_that_nobody_narrates_has_no_such_part():
    assert [part.name for part in sound_parts(BOARD, recorded(spoken=False))] == ["score and foley"]


def test_a_language_model_is_told(film):
    assert text_part(film) == Part(name="text", source="algorithmicMedia", tool="rules")
    film.about["write"] = {"writer": "llm", "model": "qwen"}
    assert text_part(film) == Part(name="text", source="trainedAlgorithmicMedia", tool="llm", model="qwen")


def test_files_that_a_person_edited_are_told(film):
    film.folder.write(film.folder.screenplay, "ours")
    film.folder.write(film.folder.storyboard, "ours")
    for stage, path in (("write", film.folder.screenplay), ("board", film.folder.storyboard)):
        film.log.remember(stage, "key", [path])
    assert hand_edits(film) == []
    film.folder.write(film.folder.storyboard, "theirs")
    film.folder.write(film.folder.subtitles, "written by hand, never by us")
    assert hand_edits(film) == ["storyboard.yaml", "subtitles.srt"]


def test_the_person_s_pictures_are_ingredients_once_each(film, tmp_path):
    for name in ("photo.jpg", "face.png", "old.gif"):
        Image.new("RGB", (16, 16)).save(tmp_path / name)
    given = Inputs(start="photo.jpg", references=("face.png", "old.gif"))
    shots = (replace(SHOT, inputs=given), replace(SHOT, number="0020", inputs=Inputs(start="photo.jpg")))
    found = ingredients_of(film, replace(BOARD, shots=shots))
    named = [(one.title, one.relationship) for one in found]
    assert named == [("photo.jpg", "componentOf"), ("face.png", "inputTo")]
    assert film.notes == ["old.gif cannot stand in the manifest as an ingredient: C2PA knows no such files"]


def test_a_statement_of_a_short_film_says_how_long_its_label_stands(film):
    film.folder.write(film.folder.brief, "x")
    statement = state_film(film, BOARD, [take_by("world")], recorded(spoken=False), b"")
    assert statement.label.seconds == 1.0
    assert statement.source == "algorithmicMedia"
    done = [action.name for action in statement.actions]
    assert done == ["c2pa.edited", "c2pa.addedText", "c2pa.watermarked.bound"]
    assert statement.soft_binding.value == f"{film.mark.payload:016x}"
    assert str(film.folder.root) not in repr(statement)


@pytest.mark.parametrize(
    ("engine", "source"), [("world", "algorithmicMedia"), ("videos-api", "trainedAlgorithmicMedia")]
)
def test_a_still_names_the_engine_that_made_it(engine, source):
    label = DrawnLabel(text="AI-generated", place="top-left", seconds=3.0)
    statement = state_still(
        BOARD, Brief(prompt="x"), label, 7, engine, shot="0010", at=0.5, project=None
    )
    assert (statement.source, statement.parts[0].tool) == (source, engine)
    assert statement.label.seconds == 0.0
    assert statement.soft_binding.value == "0000000000000007"
