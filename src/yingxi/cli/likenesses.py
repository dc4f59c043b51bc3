"""Faces of real people at the command line: who agreed to what, who is in a picture, is somebody there."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import Progress

from yingxi.cli.lists import show
from yingxi.cli.words import say
from yingxi.film.errors import UsageError

if TYPE_CHECKING:
    from yingxi.trust.likeness.asking import FaceDecision, Known
    from yingxi.trust.likeness.challenge import Answer
    from yingxi.trust.likeness.consent import Consent, Terms
    from yingxi.trust.likeness.evaluation import Evaluation
    from yingxi.trust.likeness.motions import Watched


def take_in(
    language: str, person: str, pictures: Sequence[Path], terms: "Terms", clip: Path | None, number: str,
    mirrored: bool, *, as_json: bool,
) -> None:  # fmt: skip
    """Enroll a person; with a clip, only when it answers its challenge and shows the same face."""
    from yingxi.trust.likeness.enrolling import enroll

    if clip is not None:
        terms = replace(terms, witness=witness_of(language, clip, number, pictures[0], mirrored))
    consent = enroll(person, pictures, terms)
    if as_json:
        print(json.dumps(asdict(consent), ensure_ascii=False, indent=1))
        return
    scope = ", ".join(consent.scope)
    say_line(
        f"{say('likeness.enrolled', language)}  {consent.person}  {consent.id}  {scope}  {consent.until}"
    )


def witness_of(language: str, clip: Path, number: str, picture: Path, mirrored: bool) -> str:
    """One sentence for the record when a clip passes; UsageError with the reason when it does not."""
    from hashlib import sha256

    from yingxi.trust.likeness.comparing import compare
    from yingxi.trust.likeness.describing import describe_face
    from yingxi.trust.likeness.enrolling import best_view
    from yingxi.trust.likeness.pictures import sample_pictures

    answer, watched = answered(clip, number, mirrored)
    if not answer.passed:
        index = 0 if language == "zh" else 1
        raise UsageError(f"{clip.name}: {'; '.join((one.zh, one.en)[index] for one in answer.problems)}")
    shown = describe_face(*best_view([watched.first], clip))
    found = compare(shown, describe_face(*best_view(sample_pictures(picture), picture)))
    if found.verdict != "same":
        raise UsageError(f"{clip.name} and {picture.name} do not show one person (score {found.score:.1f})")
    digest = sha256(clip.read_bytes()).hexdigest()
    return f"challenge {number} answered by a clip (SHA-256 {digest}), same face (score {found.score:.1f})"


def answered(clip: Path, number: str, mirrored: bool) -> "tuple[Answer, Watched]":
    """The answer of a clip to its challenge, which is used up by this."""
    from yingxi.trust.likeness.challenge import answer_clip, take_challenge

    if not number:
        raise UsageError("which challenge does the clip answer? give its --id (yingxi likeness challenge)")
    if not clip.is_file():
        raise UsageError(f"{clip} is no file")
    return answer_clip(take_challenge(number), clip, mirrored)


def check_file(language: str, picture: Path, scope: str, film: str, *, as_json: bool) -> int:
    """Say who is in a file and whether all agreed: 0 when they did, 1 when not."""
    from yingxi.trust.likeness.asking import ask_consent
    from yingxi.trust.likeness.consent import SCOPES

    if scope not in SCOPES:
        from yingxi.film.errors import unknown

        raise unknown("scope", scope, SCOPES, "yingxi likeness check --help")
    decision = ask_consent(picture, scope, film=film)
    rows = [row_of(one, language) for one in decision.faces]
    if as_json:
        page = {"schema": "likeness-check.1", "scope": scope, "allowed": decision.allowed, "faces": rows}
        print(json.dumps(page, ensure_ascii=False, indent=1))
    elif not rows:
        say_line(say("likeness.no_faces", language))
    else:
        words = {"face": "likeness.face", "nearest": "likeness.nearest", "score": "likeness.score"}
        titles = {key: say(word, language) for key, word in words.items()}
        show(rows, titles | {"state": say("state", language), "detail": say("detail", language)}, False)
    return 0 if decision.allowed else 1


def row_of(decision: "FaceDecision", language: str) -> dict[str, Any]:
    """One face as a row."""
    face, near = decision.face, decision.nearest
    flaws = [one.zh if language == "zh" else one.en for one in decision.flaws]
    against = decision.refused
    why = [against.zh if language == "zh" else against.en] if against else []
    return {
        "face": "{:.0f},{:.0f} {:.0f}x{:.0f}".format(*face.box[:2], face.width, face.height),
        "box": [round(edge, 1) for edge in face.box],
        "landmarks": face.landmarks.round(1).tolist(),
        "sure": round(face.score, 3),
        "nearest": near.consent.person if near else "",
        "score": round(near.comparison.score, 2) if near else "",
        "verdict": near.comparison.verdict if near else "",
        "consent": near.consent.id if near and not decision.refused else "",
        "state": say("likeness.refused" if decision.refused else "likeness.allowed", language),
        "detail": "; ".join([*why, *flaws]),
        "flaws": [one.name for one in decision.flaws],
    }


def compare_files(language: str, one: Path, other: Path, *, as_json: bool) -> int:
    """Say whether two files show one person: 0 when they do, 1 when not or not surely."""
    from yingxi.trust.likeness.comparing import compare
    from yingxi.trust.likeness.describing import describe_face
    from yingxi.trust.likeness.enrolling import best_view
    from yingxi.trust.likeness.pictures import sample_pictures

    seen = [describe_face(*best_view(sample_pictures(path), path)) for path in (one, other)]
    found = compare(seen[0], seen[1])
    if as_json:
        page = {"schema": "likeness-comparison.1", "score": round(found.score, 3), "verdict": found.verdict}
        print(json.dumps(page | {"likenesses": dict(found.likenesses)}, indent=1))
    else:
        parts = "  ".join(f"{name} {value:.3f}" for name, value in found.likenesses.items())
        score = f"{say('likeness.score', language)} {found.score:.2f}"
        say_line(f"{say(f'likeness.{found.verdict}', language)}  {score}  ({parts})")
    return 0 if found.verdict == "same" else 1


def revoke_all(language: str, who: str, because: str, forget: bool) -> None:
    """Revoke every consent of a person that still holds, or the one of an id; `forget` takes all of them."""
    from yingxi.trust.likeness.consent import find_consents, revoke_consent

    chosen = [one for one in find_consents(who) if forget or not one.revoked]
    if not chosen:
        raise UsageError(f"'{who}' has no consent that still holds (yingxi likeness list)")
    for one in chosen:
        kept = revoke_consent(one, because or one.revoked_because, forget)
        say_line(f"{say('likeness.revoked', language)}  {kept.person}  {one.id}")


def show_consents(language: str, *, as_json: bool) -> None:
    """All records, those that were revoked too."""
    from yingxi.trust.likeness.consent import consents

    known = consents()
    if not known and not as_json:
        say_line(say("likeness.no_one", language))
        return
    titles = {"id": "likeness.id", "person": "name", "scope": "likeness.scope", "until": "likeness.until"}
    columns = {key: say(word, language) for key, word in titles.items()} | {"state": say("state", language)}
    show([consent_row(one, language, as_json) for one in known], columns, as_json)


def consent_row(consent: "Consent", language: str, as_json: bool) -> dict[str, Any]:
    """One record as a row."""
    from yingxi.trust.likeness.consent import why_not

    against = why_not(consent, consent.scope[0], consent.film)
    said = (against.zh if language == "zh" else against.en) if against else say("likeness.allowed", language)
    state = {"state": said}
    return asdict(consent) | state | ({} if as_json else {"scope": ", ".join(consent.scope)})


def issue(language: str, *, as_json: bool) -> None:
    """Draw a challenge and say what to do."""
    from yingxi.trust.likeness.challenge import issue_challenge, say_act

    drawn = issue_challenge()
    if as_json:
        print(json.dumps(asdict(drawn), indent=1))
        return
    say_line(say("likeness.first_look", language))
    for number, step in enumerate(drawn.steps, 1):
        say_line(f"  {number}. {say_act(step, language)}")
    say_line(say("likeness.each", language))
    say_line(f"  yingxi likeness challenge CLIP.mp4 --id {drawn.id}")


def judge_clip(language: str, clip: Path, number: str, person: str, mirrored: bool, *, as_json: bool) -> int:
    """Say whether a clip answers its challenge, and whether it shows `person`: 0 when so, 1 when not."""
    from yingxi.trust.likeness.consent import find_consents

    if person:
        find_consents(person)
    answer, watched = answered(clip, number, mirrored)
    known = who_is_it(watched, person) if person else None
    same = known is None or known.comparison.verdict == "same"
    passed = answer.passed and (not person or (known is not None and same))
    said = [one.zh if language == "zh" else one.en for one in answer.problems]
    if person and (known is None or not same):
        score = f" ({known.comparison.score:.1f})" if known else ""
        said.append(f"{person}: {say('likeness.different', language)}{score}")
    if as_json:
        page = {"schema": "likeness-answer.1", "passed": passed, **asdict(answer), "said": said}
        print(json.dumps(page, ensure_ascii=False, indent=1))
    else:
        say_line(say("likeness.passed" if passed else "likeness.failed", language))
        for line in said:
            say_line(f"· {line}")
        say_line(say("likeness.weak", language))
    return 0 if passed else 1


def who_is_it(watched: "Watched", person: str) -> "Known | None":
    """How near the face of a clip is to one enrolled person; None when no face is found."""
    from yingxi.trust.likeness.asking import enrolled, identify
    from yingxi.trust.likeness.describing import describe_face
    from yingxi.trust.likeness.finding import find_faces

    people = [one for one in enrolled() if person in (one.consent.person, one.consent.id)]
    faces = find_faces(watched.first)
    near = identify(describe_face(watched.first, faces[0]), people) if faces else []
    return max(near, key=lambda one: one.comparison.score, default=None)


def measure(
    language: str, folder: Path, cards: Sequence[Path], far: float, figure: Path | None, *, as_json: bool
) -> None:
    """Evaluate all networks on a folder of faces; print a table or JSON, and write the ROC curve."""
    from yingxi.store.atomic import write_text
    from yingxi.trust.likeness.evaluation import evaluate_folder
    from yingxi.trust.likeness.figure import draw_roc
    from yingxi.trust.likeness.networks.cards import read_card

    console = Console(highlight=False, stderr=True)
    own = [read_card(path) for path in cards]
    with Progress(console=console, disable=not console.is_terminal) as bars:
        bar = bars.add_task(folder.name, total=None)
        found, scored = evaluate_folder(
            folder, own, far, on_progress=lambda done, total: bars.update(bar, completed=done, total=total)
        )
    if figure is not None:
        title = f"{folder.name}: {found.same_pairs} + {found.different_pairs} pairs, {found.people} people"
        write_text(figure, draw_roc(scored, title))
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return
    show_evaluation(found, language, [card.name for card in own])


def show_evaluation(found: "Evaluation", language: str, own: Sequence[str]) -> None:
    """The table of rates, and what belongs into a card."""
    rows = []
    for name, rate in found.rates.items():
        tar = say("likeness.too_few", language)
        if rate.tar is not None and rate.tar_interval is not None:
            tar = f"{rate.tar:.4f} ({rate.tar_interval[0]:.4f}-{rate.tar_interval[1]:.4f})"
        rows.append({
            "name": name, "accuracy": f"{rate.accuracy:.4f} ± {rate.accuracy_error:.4f}",
            "interval": "{:.4f}-{:.4f}".format(*rate.accuracy_interval), "tar": tar,
            "eer": f"{rate.eer:.4f}", "auc": f"{rate.auc:.4f}",
        })  # fmt: skip
    far = next(iter(found.rates.values())).far
    titles = {"name": "likeness.network", "accuracy": "likeness.accuracy", "interval": "likeness.interval"}
    columns = {key: say(word, language) for key, word in titles.items()}
    show(rows, columns | {"tar": f"TAR @ FAR {far:g}", "eer": "EER", "auc": "AUC"}, False)
    if found.without_face:
        say_line(f"{say('likeness.without_face', language)}: {len(found.without_face)} / {found.pictures}")
    for name in own:
        mean, spread = found.rates[name].different
        numbers = f"different: {{mean: {mean:.4f}, spread: {spread:.4f}}}"
        say_line(f"{say('likeness.card', language)} ({name}): {numbers}")


def say_line(text: str) -> None:
    """One line, whole, whatever is in it."""
    Console(highlight=False, soft_wrap=True).print(text, markup=False)
