"""Findings to a verdict: pure functions. Yingxi, others, or unknown; never "real".

What speaks for a maker has a basis, strongest first:

========  ============================================================================================
signed    a C2PA manifest holds, and this machine trusts who signed it
recorded  a whole ledger, or this machine's registry, holds the hash of this very file
marked    the pictures or the sound carry Yingxi's watermark
sealed    a C2PA manifest holds, and this machine does not know who signed it
stated    words in the file say so: labels, metadata, a manifest that no longer holds
========  ============================================================================================

A mark or anything above it makes a film Yingxi's, whoever signed it since; below it the stronger word counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from yingxi.trust.verify.findings import Findings, LedgerFinding, ManifestFinding, RegistryFinding, Sign
from yingxi.trust.verify.signs import AI_SOURCES

Verdict = Literal["yingxi", "others", "unknown"]
Basis = Literal["signed", "recorded", "marked", "sealed", "stated", "none"]
Tone = Literal["evidence", "alarm", "note"]

BASES: Final[tuple[Basis, ...]] = ("signed", "recorded", "marked", "sealed", "stated", "none")
_SURE: Final = frozenset(BASES[:3])
_CAMERA: Final = frozenset({"computationalCapture", "digitalCapture", "negativeFilm", "positiveFilm"})
_YINGXI = re.compile(r"影戏|(?<![a-z])yingxi(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One sentence of the verdict, by its `code` and the facts in it; `words.py` says it in two languages.

    Evidence names whom it speaks for and on what basis; an alarm says that something does not fit.
    """

    code: str
    tone: Tone = "note"
    speaks_for: Verdict = "unknown"
    basis: Basis = "none"
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """Who made a file, on what basis, and why; `alarms` is whether anything does not fit."""

    verdict: Verdict
    basis: Basis
    reasons: tuple[Reason, ...]

    @property
    def alarms(self) -> bool:
        """Whether anything does not fit: changed after signing, a broken ledger, a moved manifest."""
        return any(reason.tone == "alarm" for reason in self.reasons)


def judge(findings: Findings) -> Judgement:
    """The verdict on one file and every reason for it, in the order in which people should read them."""
    reasons = (
        *manifest_reasons(findings.manifest),
        *mark_reasons(findings),
        *sound_mark_reasons(findings),
        *registry_reasons(findings.registry),
        *ledger_reasons(findings.ledger),
        *sign_reasons(findings),
    )
    verdict, basis = weigh(reasons)
    if verdict == "unknown":
        reasons += (Reason(code="nothing_says"),)
    reasons += tuple(label_notes(findings.manifest, verdict))
    return Judgement(verdict=verdict, basis=basis, reasons=reasons)


def weigh(reasons: tuple[Reason, ...]) -> tuple[Verdict, Basis]:
    """Who the evidence speaks for, and the strongest basis that it has for that."""
    best: dict[Verdict, Basis] = {}
    for reason in reasons:
        if reason.tone != "note" and reason.speaks_for != "unknown":
            standing = best.get(reason.speaks_for, "none")
            best[reason.speaks_for] = min(standing, reason.basis, key=BASES.index)
    own, others = best.get("yingxi", "none"), best.get("others", "none")
    if own != "none" and (own in _SURE or BASES.index(own) <= BASES.index(others)):
        return "yingxi", own
    return ("others", others) if others != "none" else ("unknown", "none")


def is_ours(name: str) -> bool:
    """Whether a name is Yingxi's own."""
    return bool(_YINGXI.search(name))


def manifest_reasons(manifest: ManifestFinding | None) -> Iterator[Reason]:
    """What a C2PA manifest says, and whether it holds."""
    if manifest is None:
        return
    ours, terms = is_ours(manifest.generator), AI_SOURCES.intersection(manifest.source_types)
    maker: Verdict = "yingxi" if ours else "others" if terms else "unknown"
    facts = (
        ("generator", manifest.generator or "?"),
        ("signer", manifest.signer or "?"),
        ("terms", ", ".join(manifest.source_types) or "–"),
        ("problem", "; ".join(one.partition(": ")[0] for one in manifest.problems[:3]) or "?"),
    )
    if manifest.state == "invalid":
        yield Reason(
            code="manifest_broken", tone="alarm", speaks_for=maker, facts=facts,
            basis="none" if maker == "unknown" else "stated",
        )  # fmt: skip
        return
    basis: Basis = "signed" if manifest.state == "trusted" else "sealed"
    what = {"yingxi": "ours", "others": "ai", "unknown": "silent"}[maker]
    tone: Tone = "note" if maker == "unknown" else "evidence"
    yield Reason(code=f"manifest_{what}_{basis}", tone=tone, speaks_for=maker, basis=basis, facts=facts)
    if maker == "unknown" and _CAMERA.intersection(manifest.source_types):
        yield Reason(code="camera_stated", facts=facts)


def mark_reasons(findings: Findings) -> Iterator[Reason]:
    """The watermark, and whether it is the one that the manifest names."""
    mark, named = findings.mark, findings.manifest.payload if findings.manifest else None
    if mark is not None:
        facts = (
            ("payload", payload_words(mark.payload)),
            ("score", f"{mark.score:.1f}"),
            ("threshold", f"{mark.threshold:.1f}"),
        )
        yield Reason(code="mark_found", tone="evidence", speaks_for="yingxi", basis="marked", facts=facts)
        if named is not None and named != mark.payload:
            both = (("payload", payload_words(mark.payload)), ("named", payload_words(named)))
            yield Reason(code="mark_differs", tone="alarm", facts=both)
    elif named is not None and not any(problem.step == "watermark" for problem in findings.problems):
        yield Reason(code="mark_not_found", facts=(("named", payload_words(named)),))


def sound_mark_reasons(findings: Findings) -> Iterator[Reason]:
    """The mark in the sound, and whether it is the one that the pictures carry or the manifest names."""
    mark, picture = findings.sound_mark, findings.mark
    if mark is None:
        return
    facts = (
        ("payload", payload_words(mark.payload)),
        ("score", f"{mark.score:.1f}"),
        ("threshold", f"{mark.threshold:.1f}"),
    )
    yield Reason(code="sound_mark_found", tone="evidence", speaks_for="yingxi", basis="marked", facts=facts)
    named = picture.payload if picture else findings.manifest.payload if findings.manifest else None
    if named is not None and named != mark.payload:
        both = (("payload", payload_words(mark.payload)), ("named", payload_words(named)))
        yield Reason(code="sound_mark_differs", tone="alarm", facts=both)


def payload_words(payload: int) -> str:
    """A payload as 16 hexadecimal digits in fours."""
    digits = f"{payload:016x}"
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def registry_reasons(entry: RegistryFinding | None) -> Iterator[Reason]:
    """What this machine's registry says of the mark."""
    if entry is None:
        return
    facts = (("title", entry.title or "?"), ("when", entry.when or "?"), ("folder", entry.folder or "?"))
    if entry.same_file:
        yield Reason(
            code="registry_same", tone="evidence", speaks_for="yingxi", basis="recorded", facts=facts
        )
    else:
        yield Reason(code="registry_known", facts=facts)


def ledger_reasons(ledger: LedgerFinding | None) -> Iterator[Reason]:
    """Whether the film's ledger is whole, holds this file, and is the one that the manifest names."""
    if ledger is None:
        return
    facts = (("path", ledger.path), ("entries", str(ledger.entries)), ("detail", ledger.detail or "?"))
    if ledger.state != "whole":
        yield Reason(code=f"ledger_{ledger.state}", tone="alarm", facts=facts)
        return
    if ledger.holds_file:
        yield Reason(code="ledger_holds", tone="evidence", speaks_for="yingxi", basis="recorded", facts=facts)
    elif ledger.holds_file is False and ledger.expected:
        yield Reason(code="ledger_lacks", tone="alarm", facts=facts)
    if ledger.head_matches is not None:
        matches = ledger.head_matches
        code = "head_matches" if matches else "head_differs"
        yield Reason(code=code, tone="note" if matches else "alarm", facts=facts)


def sign_reasons(findings: Findings) -> Iterator[Reason]:
    """Labels and other words in the file; anyone can write them."""
    for sign in all_signs(findings):
        maker: Verdict = "yingxi" if is_ours(sign.maker) else "others"
        facts = (("where", sign.where), ("words", sign.words), ("maker", sign.maker or "–"))
        if sign.ai:
            code = f"{sign.code}_ours" if maker == "yingxi" and sign.code == "aigc" else sign.code
            yield Reason(code=code, tone="evidence", speaks_for=maker, basis="stated", facts=facts)
        else:
            yield Reason(code=f"{sign.code}_silent", facts=facts)


def all_signs(findings: Findings) -> tuple[Sign, ...]:
    """The signs that a file's layout and its label reader gave, each once; a label without a maker whose
    file names Yingxi as its software is Yingxi's own.
    """
    sources = (findings.structure, findings.tags, findings.labels)
    found = [sign for source in sources if source is not None for sign in source.signs]
    makers = {sign.maker for sign in found if sign.maker}
    ours = bool(makers) and all(is_ours(maker) for maker in makers)
    kept: dict[tuple[str, str], Sign] = {}
    for sign in found:
        named = replace(sign, maker="Yingxi") if ours and not sign.maker else sign
        kept.setdefault((sign.code, named.maker if sign.code == "maker" else sign.words), named)
    return tuple(kept.values())


def label_notes(manifest: ManifestFinding | None, verdict: Verdict) -> Iterator[Reason]:
    """The label that people see: known only where a manifest states it."""
    label = manifest.label if manifest and manifest.state != "invalid" else None
    if label is None:
        if verdict == "yingxi":
            yield Reason(code="visible_unknown")
    elif label.text:
        facts = (("text", label.text), ("place", label.place or "?"), ("seconds", f"{label.seconds:g}"))
        yield Reason(code="visible_stated", facts=facts)
    else:
        yield Reason(code="visible_off", facts=(("reason", label.reason or "?"),))
