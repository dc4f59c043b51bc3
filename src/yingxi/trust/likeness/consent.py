"""Consent to use a person's likeness: who, for what, until when; signed on this machine, revocable.

A record is a JSON file in the person's home, signed with this machine's ledger key (Ed25519). The signature
proves that nobody changed the record since; that the person agreed is the word of whoever made it, unless
`witness` says that the person answered a challenge in front of a camera.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from yingxi.film.errors import UsageError, YingxiError, unknown
from yingxi.store.atomic import write_text
from yingxi.trust.identity import is_signed, public_key, sign
from yingxi.trust.likeness.vault import destroy_template, vault_folder

SCHEMA = "likeness-consent.1"
FORGOTTEN = "—"
"""Stands for the name of a person who asked to be forgotten."""
SCOPES = ("animate", "voice", "still")
"""What a person may agree to: a face that moves, a voice that speaks, a still picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a person agrees to.

    scope: some of SCOPES. until: the last day (ISO 8601), "" for until revoked. film: the film's title or
    folder name, "" for any. by: who says so (self, guardian, agent ...). words: what was agreed to, verbatim.
    fictional: why the face is nobody's, "" for a real person. witness: how the person showed to be there.
    """

    scope: tuple[str, ...]
    until: str = ""
    film: str = ""
    by: str = "self"
    words: str = ""
    fictional: str = ""
    witness: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent:
    """One person's consent.

    Its fields are those of `Terms`; given, revoked: UTC, ISO 8601 ("": not revoked); templates: the names of
    the encrypted descriptions; key, signature: hex.
    """

    id: str
    person: str
    scope: tuple[str, ...]
    given: str
    until: str = ""
    film: str = ""
    by: str = "self"
    words: str = ""
    fictional: str = ""
    witness: str = ""
    templates: tuple[str, ...] = ()
    revoked: str = ""
    revoked_because: str = ""
    key: str = ""
    signature: str = ""


def give_consent(person: str, terms: Terms, templates: Sequence[str] = ()) -> Consent:
    """Sign a new record and keep it; UsageError as of `check_terms`."""
    check_terms(person, terms)
    number, names = secrets.token_hex(8), tuple(templates)
    return _keep(Consent(id=number, person=person.strip(), given=_now(), templates=names, **asdict(terms)))


def check_terms(person: str, terms: Terms) -> None:
    """Raise UsageError for an empty name, an unknown scope or a day gone by."""
    if not person.strip():
        raise UsageError(
            "whose face is it? give a name (--name)",
            zh="这是谁的脸？请给名字（--name）",
        )
    if not terms.scope:
        raise UsageError(
            f"what is agreed to? give at least one of {', '.join(SCOPES)} (--scope)",
            zh=f"同意做什么？请至少写一样：{'、'.join(SCOPES)}（--scope）",
        )
    for one in terms.scope:
        if one not in SCOPES:
            raise unknown("scope", one, SCOPES, "yingxi likeness enroll --help", zh="同意范围")
    if terms.until and read_day(terms.until) < today():
        raise UsageError(
            f"--until {terms.until} has gone by; give a day to come, or none: until revoked",
            zh=f"--until {terms.until} 已经过去；请写将来的日子，或不写：到撤回为止",
        )


def revoke_consent(consent: Consent, because: str = "", forget: bool = False) -> Consent:
    """Destroy the templates of a consent and sign it as revoked; what was already made is not touched.

    With `forget` the person's name, words and witness are taken out of the record too.
    """
    for name in consent.templates:
        destroy_template(name)
    bare = replace(consent, person=FORGOTTEN, words="", witness="", by="") if forget else consent
    return _keep(replace(bare, revoked=_now(), revoked_because=because, templates=()))


def consents() -> tuple[Consent, ...]:
    """All records of this machine, oldest first; YingxiError for one that was changed by another hand."""
    return tuple(sorted(_all(), key=lambda one: (one.given, one.id)))


def find_consents(person_or_id: str) -> tuple[Consent, ...]:
    """The records of a person, or the one of that id; UsageError when there is none."""
    known = consents()
    found = tuple(one for one in known if person_or_id in (one.id, one.person))
    if not found:
        names = {one.person for one in known}
        if not names:
            raise UsageError(
                f"nobody is enrolled, so not '{person_or_id}' either (yingxi likeness enroll)",
                zh=f"还没有登记任何人，所以也没有“{person_or_id}”（yingxi likeness enroll）",
            )
        raise unknown("person", person_or_id, sorted(names), "yingxi likeness list", zh="人")
    return found


class Reason(NamedTuple):
    """Why something may not be, in Chinese and in English."""

    zh: str
    en: str


def why_not(
    consent: Consent, scope: str, film: str | tuple[str, ...] = "", day: date | None = None
) -> Reason | None:
    """Why a consent does not cover a use; None when it does. film: the names that the film goes by."""
    one, ours = f"the consent {consent.id}", f"同意书 {consent.id} "
    if consent.revoked:
        gone = consent.revoked[:10]
        return Reason(f"{ours}在 {gone} 撤回了", f"{one} was revoked on {gone}")
    if consent.until and read_day(consent.until) < (day or today()):
        return Reason(f"{ours}到 {consent.until} 为止", f"{one} ended on {consent.until}")
    if scope not in consent.scope:
        covers = ", ".join(consent.scope)
        return Reason(f"{ours}只同意 {covers}，不是 {scope}", f"{one} covers {covers}, not {scope}")
    if consent.film and consent.film not in ((film,) if isinstance(film, str) else film):
        return Reason(f"{ours}只用于片子“{consent.film}”", f"{one} is for the film '{consent.film}' only")
    return None


def read_day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"'{text}' is no day; write it as 2027-12-31",
            zh=f"“{text}”不是日期；请写成 2027-12-31",
        ) from error


def today() -> date:
    """Today, UTC."""
    return datetime.now(UTC).date()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _folder() -> Path:
    return vault_folder() / "consents"


def _keep(consent: Consent) -> Consent:
    bare = replace(consent, key=public_key().hex(), signature="")
    signed = replace(bare, signature=sign(_signed_bytes(bare)).hex())
    path = _folder() / f"{signed.id}.json"
    write_text(path, json.dumps({"schema": SCHEMA, **asdict(signed)}, ensure_ascii=False, indent=1) + "\n")
    path.chmod(0o600)
    return signed


def _signed_bytes(consent: Consent) -> bytes:
    """What is signed: the record without its signature, keys in order, no spaces (as in RFC 8785)."""
    page: dict[str, Any] = {"schema": SCHEMA, **asdict(replace(consent, signature=""))}
    return json.dumps(page, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _all() -> Iterator[Consent]:
    for path in sorted(_folder().glob("*.json")):
        yield read_consent(path)


def read_consent(path: Path) -> Consent:
    """A record from its file, its signature checked."""
    try:
        page = json.loads(path.read_text(encoding="utf-8"))
        if page.pop("schema") != SCHEMA:
            raise ValueError("another schema")
        lists = {name: tuple(page[name]) for name in ("scope", "templates")}
        consent = Consent(**(page | lists))
        signature, key = bytes.fromhex(consent.signature), bytes.fromhex(consent.key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise YingxiError(
            f"{path} is no consent record ({error}); move it away",
            zh=f"{path} 不是同意书（{error}）；请移走它",
        ) from error
    if key != public_key() or not is_signed(_signed_bytes(consent), signature, key):
        raise YingxiError(
            f"{path} was changed after it was signed, or signed elsewhere; it counts for nothing: move it "
            "away and enroll the person anew",
            zh=f"{path} 签名之后被改过，或不是在这台机器上签的；它不算数：请移走它，重新登记",
        )
    return consent
