"""Taking a person in: their face in each picture, described, encrypted, and bound to a signed consent."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from yingxi.film.errors import UsageError
from yingxi.trust.likeness.comparing import compare
from yingxi.trust.likeness.consent import Consent, Terms, check_terms, give_consent
from yingxi.trust.likeness.describing import describe_face, weights_now
from yingxi.trust.likeness.faces import Face, Picture
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.pictures import sample_pictures
from yingxi.trust.likeness.quality import TO_CHECK, TO_ENROLL, Gate, flaws, measure_quality
from yingxi.trust.likeness.vault import Template, destroy_template, save_template


def enroll(person: str, files: Sequence[Path], terms: Terms) -> Consent:
    """Describe the one face of each picture (or clip), keep the descriptions, sign the consent.

    UsageError when a picture has no face or several, when the face is shown too badly, or when the pictures
    are not of one person. Nothing is kept then.
    """
    if not files:
        raise UsageError(
            "enroll needs at least one picture of the face",
            zh="登记至少要一张脸的照片",
        )
    check_terms(person, terms)
    templates = [describe_file(person, path, TO_CHECK if terms.fictional else TO_ENROLL) for path in files]
    for path, template in zip(files[1:], templates[1:], strict=True):
        found = compare(templates[0].descriptions, template.descriptions)
        if found.verdict == "different":
            raise UsageError(
                f"{files[0].name} and {path.name} do not show one person (score {found.score:.1f}); "
                "enroll each person alone",
                zh=f"{files[0].name} 和 {path.name} 不是同一个人（得分 {found.score:.1f}）；请每个人分开登记",
            )
    names = [secrets.token_hex(8) for _ in templates]
    try:
        for name, template in zip(names, templates, strict=True):
            save_template(name, template)
        return give_consent(person, terms, names)
    except BaseException:
        for name in names:
            destroy_template(name)
        raise


def describe_file(person: str, path: Path, gate: Gate) -> Template:
    """The template of the one face in a picture, or of the best-shown frame of a clip."""
    picture, face = best_view(sample_pictures(path), path)
    wrong = flaws(measure_quality(picture, face), gate)
    if wrong:
        raise UsageError(
            f"{path.name}: {'; '.join(one.en for one in wrong)}; use another picture",
            zh=f"{path.name}：{'；'.join(one.zh for one in wrong)}；请换一张照片",
        )
    found, weights = describe_face(picture, face), weights_now()
    return Template(
        person=person, made=datetime.now(UTC).isoformat(timespec="seconds"), descriptions=found,
        weights={name: weights[name] for name in found}, source=sha256(path.read_bytes()).hexdigest(),
    )  # fmt: skip


def best_view(pictures: Iterable[Picture], path: Path) -> tuple[Picture, Face]:
    """The picture in which the one face stands largest; UsageError when there are none or several."""
    views = []
    for picture in pictures:
        faces = find_faces(picture)
        if len(faces) > 1:
            raise UsageError(
                f"{path.name}: there are {len(faces)} faces; enroll needs one; cut the picture",
                zh=f"{path.name}：有 {len(faces)} 张脸；登记只要一张，请裁一下",
            )
        views += [(picture, face) for face in faces]
    if not views:
        raise UsageError(
            f"{path.name}: no face was found; use a larger, sharper picture from the front",
            zh=f"{path.name}：没有找到脸；请用更大、更清楚的正面照片",
        )
    return max(views, key=lambda view: view[1].eye_distance)
