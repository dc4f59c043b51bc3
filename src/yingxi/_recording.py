"""The sound stage: narration and score while shots are shot, foley and mix when their events are known."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from yingxi._production import Production
from yingxi._take_sounds import TakeSound, lay_sounds, take_sounds
from yingxi.film import SoundEvent, Storyboard, Take
from yingxi.sound import (
    RATE,
    LineJob,
    Mix,
    Narration,
    Speech,
    Stem,
    Word,
    place_narration,
    plan_narration,
    speak_line,
)
from yingxi.store import ObjectStore, digest

SOUND_VERSION = 2
"""Raised when the same words or notes would sound different, so that what was kept is made anew."""

SILENT_VOICE = "none"

STEMS = ("narration", "score", "foley")

Events = list[tuple[int, SoundEvent]]
"""Sounding events, each with the film frame at which its shot begins."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Recorded:
    """What needs no picture: the narration and the score, (n, 2) at 48 kHz, and the hash of its notes."""

    narration: Narration
    score: Stem
    score_key: str = ""


def speak_board(board: Storyboard, voice: str, objects: ObjectStore, *, draft: bool = False) -> Narration:
    """The narrator's stem; each line is kept by the hash of what it was spoken from. `none` gives silence.

    A draft speaks only lines that were spoken before: the voice takes longer than a draft's pictures.
    """
    if voice == SILENT_VOICE:
        return Narration(count=round(board.frames * RATE / board.fps), voice=voice)
    jobs = plan_narration(board, voice)
    recall = recall_spoken_line if draft else recall_line
    return place_narration(board, jobs, [recall(job, objects) for job in jobs])


def recall_spoken_line(job: LineJob, objects: ObjectStore) -> Speech:
    """A line from the store, or silence."""
    kept = objects.get(line_key(job))
    return read_speech(kept) if kept else Speech(samples=np.zeros(0, np.float32), words=())


def line_key(job: LineJob) -> str:
    """The hash of all that a spoken line depends on."""
    return digest("speech", SOUND_VERSION, job)


def recall_line(job: LineJob, objects: ObjectStore) -> Speech:
    """A line from the store, or spoken now and kept."""
    key = line_key(job)
    kept = objects.get(key)
    return read_speech(kept or objects.put_bytes(key, speech_bytes(speak_line(job)), ".npz"))


def speech_bytes(speech: Speech) -> bytes:
    """A spoken line as npz bytes."""
    buffer = io.BytesIO()
    np.savez(
        buffer,
        samples=speech.samples,
        texts=np.array([word.text for word in speech.words], np.str_),
        times=np.array([(word.start_s, word.end_s) for word in speech.words], np.float64).reshape(-1, 2),
        notes=np.array(speech.notes, np.str_),
        speed=np.float64(speech.speed),
    )
    return buffer.getvalue()


def read_speech(path: Path) -> Speech:
    """A spoken line from npz bytes."""
    with np.load(path, allow_pickle=False) as kept:
        words = tuple(
            Word(text=str(text), start_s=float(start), end_s=float(end))
            for text, (start, end) in zip(kept["texts"], kept["times"], strict=True)
        )
        return Speech(
            samples=kept["samples"],
            words=words,
            speed=float(kept["speed"]),
            notes=tuple(str(note) for note in kept["notes"]),
        )


def play_board(board: Storyboard, seed: int, objects: ObjectStore) -> tuple[Stem, str]:
    """The score, from the store or composed and played now and kept; and the hash of all it depends on."""
    from yingxi.sound import compose_score, play_score

    composition = compose_score(board, seed)
    key = digest("score", SOUND_VERSION, composition, board.language)
    kept = objects.get(key)
    if kept is None:
        played, buffer = play_score(composition, board.language), io.BytesIO()
        np.savez(buffer, samples=played.samples, notes=np.array(played.notes, np.str_))
        kept = objects.put_bytes(key, buffer.getvalue(), ".npz")
    with np.load(kept, allow_pickle=False) as data:
        notes = tuple(str(note) for note in data["notes"])
        return Stem(name="score", samples=data["samples"], notes=notes), key


def film_events(board: Storyboard, takes: Sequence[Take]) -> Events:
    """Every sounding event of every select, with the film frame at which its shot begins."""
    by_shot: Mapping[str, Take] = {take.slate.shot: take for take in takes}
    return [(shot.start, event) for shot in board.shots for event in by_shot[shot.number].events]


def read_stem(name: str, path: Path) -> Stem:
    """A stem that a person put in the place of ours; mono is heard on both sides."""
    from yingxi.media import read_samples

    samples = read_samples(path, RATE)
    return Stem(name=name, samples=samples if samples.shape[1] == 2 else np.repeat(samples[:, :1], 2, axis=1))


def mix_film(film: Production, board: Storyboard, takes: Sequence[Take], recorded: Recorded) -> None:
    """Stems and mix.wav; a stem that a person edited is used as it is and not overwritten."""
    from yingxi.sound import mix_stems

    events, edited = film_events(board, takes), edited_stems(film)
    film.notes.extend(recorded.narration.notes)
    stems = [film.folder.mix / f"{name}.wav" for name in edited]
    for stem in stems:
        film.witness.stem_edited(stem)
    sounds = take_sounds(film.folder.root, board, takes)
    mark = film.sound_mark
    given = [*stems, *(sound.path for sound in sounds)]
    key = mix_key(board, events, recorded, given, mark.key if mark else "")
    if "mix" not in film.again and film.log.is_fresh("mix", key):
        return
    done = mix_stems(gather_stems(film, board, events, recorded, edited, sounds), board, mark)
    film.notes.extend(done.notes)
    keep_mix(film, key, done, edited)


def about_narration(recorded: Recorded) -> dict[str, str]:
    """Who speaks, for the ledger: the voice and the model with its hash; nothing when nobody does."""
    from yingxi.store.packs import pack_by_name

    if not recorded.narration.lines:
        return {}
    pack = pack_by_name("kokoro-model")
    return {"model": f"{pack.package} {pack.version}".strip(), "model_sha256": pack.sha256}


def edited_stems(film: Production) -> list[str]:
    """Names of the stems that a person has changed since the last mix."""
    if film.log.last("stems") is None:
        return []
    return [name for name in STEMS if film.log.is_edited("stems", f"mix/{name}.wav")]


def mix_key(
    board: Storyboard, events: Events, recorded: Recorded, edited: Sequence[Path], mark: str = ""
) -> str:
    """The hash of everything that is heard in a mix; edited stems count by content, a mark by its key."""
    return digest(
        "mix",
        SOUND_VERSION,
        [(first, mono.tobytes()) for first, mono in recorded.narration.said],
        recorded.score_key,
        events,
        board.shots,
        board.language,
        board.fps,
        board.frames,
        list(edited),
        *([mark] if mark else []),
    )


def gather_stems(
    film: Production,
    board: Storyboard,
    events: Events,
    recorded: Recorded,
    edited: Sequence[str],
    sounds: Sequence[TakeSound] = (),
) -> tuple[Stem, ...]:
    """The three stems: ours, or a person's where there is one, which a note tells."""
    from yingxi.sound import make_beds, make_foley

    beds = make_beds(board)
    foley = make_foley(events, board.fps, board.frames, beds, film.brief.seed, board.language)
    stems = {
        "narration": Stem(name="narration", samples=recorded.narration.samples),
        "score": recorded.score,
        "foley": lay_sounds(foley, sounds, board.fps),
    }
    for name in edited:
        stems[name] = read_stem(name, film.folder.mix / f"{name}.wav")
        film.note(
            f"mix/{name}.wav 是手改过的，原样采用", f"mix/{name}.wav was edited by hand and is used as it is"
        )
    return tuple(stems.values())


def keep_mix(film: Production, key: str, done: Mix, edited: Sequence[str]) -> None:
    """Write mix.wav and our own stems, and remember what they were made from and how loud they are."""
    from yingxi.sound import write_mix

    ours = {name: samples for name, samples in done.stems.items() if name not in edited}
    written = write_mix(replace(done, stems=ours), film.folder.mix)
    film.log.remember("stems", key, [path for path in written if path.stem in STEMS])
    loud = {
        "centi_lufs": round(done.loudness.lufs * 100),
        "centi_dbtp": round(done.loudness.true_peak_db * 100),
    }
    film.log.remember("mix", key, [film.folder.mix_wav], loud)
