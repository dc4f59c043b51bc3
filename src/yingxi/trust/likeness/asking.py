"""Who is in a picture, as far as this machine knows, and whether they agreed: the gate before faces move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust.likeness.comparing import Comparison, compare
from yingxi.trust.likeness.consent import Consent, Reason, consents, why_not
from yingxi.trust.likeness.describing import Description, describe_face, weights_now
from yingxi.trust.likeness.faces import Face, Picture
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.pictures import sample_pictures
from yingxi.trust.likeness.quality import TO_CHECK, Flaw, flaws, measure_quality
from yingxi.trust.likeness.vault import Template, load_template

FRAMES = 16
"""Frames of a video that are looked at, spread evenly."""
MOST_SAID = 3
"""Faces that one error speaks of."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class View:
    """A face and the picture it stands in."""

    picture: Picture
    face: Face


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Person:
    """An enrolled person: a consent and what is kept of their face, one description for each picture."""

    consent: Consent
    views: tuple[Mapping[str, Description], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """The enrolled person nearest to a face, and how near."""

    consent: Consent
    comparison: Comparison


@dataclass(frozen=True, kw_only=True, slots=True)
class FaceDecision:
    """One face: how it is shown, who it is nearest to (None: nobody is enrolled), why it may not be used."""

    face: Face
    flaws: tuple[Flaw, ...]
    nearest: Known | None
    refused: Reason | None

    @property
    def person(self) -> str:
        """Whose face it is; "" when that is not known."""
        sure = self.nearest is not None and self.nearest.comparison.verdict == "same"
        return self.nearest.consent.person if sure and self.nearest else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentDecision:
    """What was decided for a file: every face in it. Without faces nothing needs consent."""

    scope: str
    faces: tuple[FaceDecision, ...]

    @property
    def allowed(self) -> bool:
        """Whether every face may be used so."""
        return not any(one.refused for one in self.faces)

    @property
    def consents(self) -> tuple[str, ...]:
        """The ids of the consents that this rests on, for the ledger and the manifest."""
        used = {one.nearest.consent.id for one in self.faces if one.nearest and not one.refused}
        return tuple(sorted(used))


def require_consent(
    picture: Path | Picture,
    scope: str = "animate",
    *,
    film: str | tuple[str, ...] = "",
    day: date | None = None,
) -> ConsentDecision:
    """Let a picture or video pass when everybody whose face is in it agreed; one UsageError otherwise.

    picture: a file, or (h, w, 3) uint8 RGB. scope: animate, voice or still. film: its title, its folder's
    name, or both, for consents that hold for one film only. day: the day asked about, today when None.
    Raises UsageError naming each face without consent, and YingxiError when the networks are not here.
    """
    decision = ask_consent(picture, scope, film=film, day=day)
    if not decision.allowed:
        name = picture.name if isinstance(picture, Path) else "the picture"
        refused = [one.refused for one in decision.faces if one.refused]
        left = len(refused) - MOST_SAID
        why = "; ".join(one.en for one in refused[:MOST_SAID]) + (f"; and {left} more" if left > 0 else "")
        reasons = "；".join(one.zh for one in refused[:MOST_SAID]) + (f"；还有 {left} 张" if left > 0 else "")
        raise UsageError(
            f"{name}: {why}. People agree with: yingxi likeness enroll PICTURE --name NAME --scope {scope} "
            "(faces of nobody real: --fictional REASON)",
            zh=f"{name}：{reasons}。本人同意要这样登记：yingxi likeness enroll 照片 --name 名字 "
            f"--scope {scope}（不是真人的脸：--fictional 理由）",
        )
    return decision


def ask_consent(
    picture: Path | Picture,
    scope: str = "animate",
    *,
    film: str | tuple[str, ...] = "",
    day: date | None = None,
) -> ConsentDecision:
    """The same decision without an error: every face and what stands against its use.

    In a video a person is listed once, as they are shown largest in the frames that are looked at.
    """
    pictures = sample_pictures(picture, FRAMES) if isinstance(picture, Path) else [picture]
    views = [View(picture=one, face=face) for one in pictures for face in find_faces(one)]
    views.sort(key=lambda view: -view.face.eye_distance)
    people = enrolled() if views else ()
    described: list[Mapping[str, Description]] = []
    found = []
    for view in views:
        seen = describe_face(view.picture, view.face)
        if len(pictures) > 1 and any(compare(seen, old).verdict == "same" for old in described):
            continue
        described.append(seen)
        found.append(decide(view, identify(seen, people), scope, film, day))
    return ConsentDecision(scope=scope, faces=tuple(found))


def enrolled() -> tuple[Person, ...]:
    """Every consent that is not revoked, with the descriptions of its person."""
    weights = weights_now()
    return tuple(
        Person(consent=one, views=tuple(comparable(load_template(name), weights) for name in one.templates))
        for one in consents()
        if not one.revoked
    )


def comparable(template: Template, weights: Mapping[str, str]) -> dict[str, Description]:
    """The descriptions of a template that were made by the weights that are here now.

    YingxiError when there are none: the person would not be known again.
    """
    found = {
        name: value
        for name, value in template.descriptions.items()
        if name in weights and template.weights[name] == weights[name]
    }
    if not found:
        raise YingxiError(
            f"the face of {template.person} was described by networks that are no longer here "
            f"({', '.join(template.descriptions)}); revoke it and enroll the person anew",
            zh=f"{template.person} 的脸是用已经不在的网络描述的（{'、'.join(template.descriptions)}）；请撤"
            "回后重新登记",
        )
    return found


def identify(seen: Mapping[str, Description], people: Sequence[Person]) -> list[Known]:
    """How near a described face is to each enrolled person (to the best of their pictures)."""
    return [
        Known(
            consent=person.consent,
            comparison=max((compare(seen, view) for view in person.views), key=lambda one: one.score),
        )
        for person in people
        if person.views
    ]


def decide(
    view: View, near: Sequence[Known], scope: str, film: str | tuple[str, ...] = "", day: date | None = None
) -> FaceDecision:
    """One face: whose it is among the enrolled people who are near, and why it may not be used."""
    wrong = flaws(measure_quality(view.picture, view.face), TO_CHECK)
    ranked = sorted(near, key=lambda one: -one.comparison.score)
    same = [
        (one, why_not(one.consent, scope, film, day)) for one in ranked if one.comparison.verdict == "same"
    ]
    allowed = next((one for one, against in same if not against), None)
    if allowed is not None:
        return FaceDecision(face=view.face, flaws=wrong, nearest=allowed, refused=None)
    best = ranked[0] if ranked else None
    against = same[0][1] if same else None
    return FaceDecision(
        face=view.face, flaws=wrong, nearest=best, refused=refusal(view.face, wrong, best, against)
    )


def refusal(face: Face, wrong: Sequence[Flaw], best: Known | None, against: Reason | None) -> Reason:
    """Why a face may not be used, in one sentence; `against`: what stands in its person's consent."""
    at, size = f"{face.box[0]:.0f},{face.box[1]:.0f}", f"{face.width:.0f}x{face.height:.0f}"
    zh, en = f"{at} 处的脸（{size} 像素）", f"the face at {at} ({size} pixels)"
    person = best.consent.person if best is not None else ""
    if best is not None and against:
        return Reason(f"{zh}是 {person} 的，而{against.zh}", f"{en} is {person}'s, and {against.en}")
    if best is not None and best.comparison.verdict == "unsure":
        flaw = (f"；{wrong[0].zh}", f"; {wrong[0].en}") if wrong else ("", "")
        return Reason(
            f"{zh}可能是 {person} 的，但不够肯定{flaw[0]}",
            f"{en} may be {person}'s, which is not sure enough{flaw[1]}",
        )
    near = ("还没有登记任何人", "nobody is enrolled") if best is None else (
        "和登记过的人都不像", "it is like nobody who is enrolled"
    )  # fmt: skip
    return Reason(
        f"{zh}所属的人没有登记过同意（{near[0]}）",
        f"{en} is of a person whose consent is not recorded ({near[1]})",
    )
