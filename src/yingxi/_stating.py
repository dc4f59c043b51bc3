"""What a film states about itself in its manifest: who made which part, from what, and what was done."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from yingxi._production import Production
from yingxi.film import Brief, Shot, Storyboard, Take
from yingxi.store import file_digest
from yingxi.trust.labels import choose_label
from yingxi.trust.provenance import (
    Action,
    DrawnLabel,
    Ingredient,
    LedgerHead,
    Part,
    SoftBinding,
    SourceType,
    Statement,
    can_be_ingredient,
)

if TYPE_CHECKING:
    from yingxi._recording import Recorded


def state_film(
    film: Production, board: Storyboard, takes: Sequence[Take], recorded: "Recorded", thumbnail: bytes
) -> Statement:
    """What the film's manifest states."""
    chosen = choose_label(film.brief, board.language)
    label = replace(chosen, seconds=min(chosen.seconds, board.frames / board.fps))
    return Statement(
        title=board.title,
        parts=(*picture_parts(takes), *sound_parts(board, recorded), text_part(film)),
        actions=tuple(actions_of(film, board, label)),
        ingredients=ingredients_of(film, board),
        soft_binding=mark_binding(film.mark.payload),
        ledger=ledger_head_of(film.folder.root),
        label=label,
        facts=facts_of(film, board, takes),
        thumbnail=thumbnail,
    )


def state_still(
    board: Storyboard, brief: Brief, label: DrawnLabel, payload: int, engine: str, *, shot: str, at: float,
    project: Path | None,
) -> Statement:  # fmt: skip
    """What a still's manifest states: which engine made it, how it was labelled and marked."""
    part = Part(name="pictures", source=engine_source(engine), tool=engine, version=version("yingxi"))
    words = f"label '{label.text}' in a corner"
    added = [Action(name="c2pa.addedText", description=words)] if label.text else []
    marked = Action(name="c2pa.watermarked.bound", description="watermark in the picture")
    return Statement(
        title=f"{board.title} {shot}",
        parts=(part,),
        actions=(*added, marked),
        soft_binding=mark_binding(payload),
        ledger=ledger_head_of(project) if project is not None else None,
        label=replace(label, seconds=0.0),
        facts={"yingxi": version("yingxi"), "look": board.look, "seed": brief.seed, "shot": shot, "at": at},
    )


def picture_parts(takes: Iterable[Take]) -> list[Part]:
    """One part an engine (and model) that shot a take of the film."""
    parts = [
        Part(
            name="pictures",
            source=engine_source(take.slate.engine),
            tool=take.slate.engine,
            version=version("yingxi"),
            model=model_name(take),
            sha256=weights_hash(take),
        )
        for take in takes
    ]
    return list(dict.fromkeys(parts))


def model_name(take: Take) -> str:
    """The model that shot a take, as its card or its maker calls it; of a local folder only its own name."""
    named = str(take.recipe.get("card") or take.recipe.get("model") or "")
    return Path(named).name if Path(named).is_absolute() or named.startswith(("~", ".")) else named


def weights_hash(take: Take) -> str:
    """The SHA-256 of the weights where the engine tells it; a fingerprint of another kind is none."""
    told = str(take.recipe.get("model_sha256", ""))
    return told if re.fullmatch(r"[0-9a-f]{64}", told) else ""


def engine_source(name: str) -> SourceType:
    """Our own engine computes its pictures; one that does not say so is taken for a trained model."""
    from yingxi.engines import find_engine

    return "trainedAlgorithmicMedia" if find_engine(name).capabilities.trained else "algorithmicMedia"


def sound_parts(board: Storyboard, recorded: "Recorded") -> list[Part]:
    """Score and foley are computed; the narrator is a trained network or a plain formant voice."""
    from yingxi._recording import SILENT_VOICE
    from yingxi.sound import plan_narration
    from yingxi.store.packs import pack_by_name

    parts = [
        Part(name="score and foley", source="algorithmicMedia", tool="Yingxi", version=version("yingxi"))
    ]
    spoken, voice = recorded.narration.lines, recorded.narration.voice
    if not spoken or voice == SILENT_VOICE:
        return parts
    engine = plan_narration(board, voice)[0].engine
    if engine != "kokoro":
        return [*parts, Part(name="narration", source="algorithmicMedia", tool=engine)]
    pack = pack_by_name("kokoro-model")
    narrator = Part(
        name="narration", source="trainedAlgorithmicMedia", tool=voice, model="Kokoro-82M", sha256=pack.sha256
    )
    return [*parts, narrator]


def text_part(film: Production) -> Part:
    """Who wrote and boarded the film: rules, or a language model."""
    about = film.about.get("write", {})
    writer = about.get("writer", "") or "rules"
    source: SourceType = "algorithmicMedia" if writer == "rules" else "trainedAlgorithmicMedia"
    return Part(name="text", source=source, tool=writer, model=about.get("model", ""))


def actions_of(film: Production, board: Storyboard, label: DrawnLabel) -> Iterator[Action]:
    """What was done after the shots were made: cut, words, mark, and what a person changed by hand."""
    yield Action(name="c2pa.edited", description="shots cut together, titled and mixed")
    if label.text:
        yield Action(name="c2pa.addedText", description=f"label '{label.text}' over the opening")
    if film.brief.burn_subtitles and board.narration:
        yield Action(name="c2pa.addedText", description="subtitles burnt into the picture")
    heard = " and in the sound (yingxi.spread-chips.1)" if film.brief.audio_mark else ""
    yield Action(name="c2pa.watermarked.bound", description=f"watermark in every frame{heard}")
    for name in hand_edits(film):
        yield Action(name="c2pa.edited", description=f"{name} edited by a person", source="humanEdits")


def hand_edits(film: Production) -> list[str]:
    """Names of the film's files that a person changed after the stage wrote them, stems too."""
    from yingxi._recording import edited_stems

    folder = film.folder
    texts = {
        "write": folder.screenplay,
        "board": folder.storyboard,
        "cut": film.cut,
        "subtitles": folder.subtitles,
    }
    named = {film.named(stage): path.relative_to(folder.root).as_posix() for stage, path in texts.items()}
    edited = [name for stage, name in named.items() if film.log.is_edited(stage, name)]
    return edited + [f"mix/{name}.wav" for name in edited_stems(film)]


def ingredients_of(film: Production, board: Storyboard) -> tuple[Ingredient, ...]:
    """The person's own pictures and clips that shots start from; their manifests stay with them."""
    found: dict[Path, Ingredient] = {}
    for one in (one for shot in board.shots for one in shot_ingredients(film.folder.root, shot)):
        if one.path in found:
            continue
        if can_be_ingredient(one.path):
            found[one.path] = one
        else:
            film.note(
                f"{one.title} 不能作为素材写进签名清单（C2PA 不认这种文件）",
                f"{one.title} cannot stand in the manifest as an ingredient: C2PA knows no such files",
            )
    return tuple(found.values())


def shot_ingredients(root: Path, shot: Shot) -> Iterator[Ingredient]:
    """What one shot was given: pictures and clips seen in it, and those that it was told to resemble."""
    given = shot.inputs
    for name in (given.start, given.end, given.video):
        if name:
            yield Ingredient(path=root / name, title=Path(name).name)
    for name in given.references:
        yield Ingredient(path=root / name, title=Path(name).name, relationship="inputTo")


def mark_binding(payload: int) -> SoftBinding:
    """The soft binding to the watermark."""
    from yingxi.trust.watermark.payload import ALGORITHM

    return SoftBinding(algorithm=ALGORITHM, value=f"{payload:016x}")


def ledger_head_of(root: Path) -> LedgerHead | None:
    """The ledger's signed head; None where there is no ledger yet or its head cannot be read."""
    from yingxi.trust.ledger.head import read_head

    try:
        head = read_head(root)
    except ValueError:
        return None
    if head is None:
        return None
    return LedgerHead(head=head.head, entries=head.number, signature=head.signature.hex(), key=head.key.hex())


def facts_of(film: Production, board: Storyboard, takes: Sequence[Take]) -> dict[str, str | int | float]:
    """Plain facts: what was asked for and from which texts the film was made, as hashes."""
    adapters = sorted({str(take.recipe["adapter"]) for take in takes if take.recipe.get("adapter")})
    return {
        "yingxi": version("yingxi"), "look": board.look, "seed": film.brief.seed, "shots": len(board.shots),
        "frames": board.frames, "fps": board.fps, "adapters": "; ".join(adapters),
        "brief_sha256": file_digest(film.folder.brief),
        "screenplay_sha256": file_digest(film.folder.screenplay),
        "storyboard_sha256": file_digest(film.folder.storyboard),
    }  # fmt: skip
