"""Edits, the machine's part, the whole chain, signatures, and how to check all this."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from yingxi.trust.dossier.evidence import Evidence, shortened
from yingxi.trust.dossier.paper import (
    BODY,
    GREEN,
    GREY,
    LEFT,
    MONO,
    PANEL,
    SEAL,
    SMALL,
    STRONG,
    WIDTH,
    Colour,
    Column,
    Paper,
    Style,
)
from yingxi.trust.dossier.wording import Words, words

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from yingxi.trust.dossier.diffs import Edit

LONGEST_EDIT = 70
"""Changed lines of one edit that are printed; all are in the zip."""

MODEL_FACTS = (
    "adapter", "quality", "model", "model_sha256", "weights", "pipeline", "device", "precision", "diffusers",
    "torch", "server", "options",
)  # fmt: skip
"""What of a take's recipe says by which means it was made; the rest differs from take to take."""

LONGEST_PROMPT = 600
"""Letters of an engine's prompt that are printed; it stands whole in the ledger."""

LONGEST_TOLD = 160
"""Letters of one entry in the table of all; prompts and reasons stand whole among the choices."""

TINTS: dict[str, tuple[Colour, Colour, str]] = {
    "gone": ((251, 236, 233), SEAL, "−"),
    "come": ((232, 243, 236), GREEN, "+"),
    "same": (PANEL, GREY, " "),
    "place": (PANEL, GREY, " "),
}


def draw_edits(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Every hand edit with its changed lines."""
    paper.write(say.say("edits.lead") if evidence.edits else say.say("edits.none"), SMALL)
    for edit in evidence.edits:
        paper.heading(f"{say.file(edit.file)}   #{edit.entry.number}")
        paper.write(f"{edit.entry.at[:19].replace('T', ' ')} UTC", SMALL)
        paper.write(f"{say.say('edits.before')}  {edit.before or '–'}", MONO)
        paper.write(f"{say.say('edits.after')}  {edit.after}", MONO)
        paper.gap(1.5)
        draw_lines(paper, say, edit)
    draw_versions(paper, say, evidence)


def draw_versions(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Every version of every text in a row: by whom, how much it changed, its hash."""
    from yingxi.trust.ledger.telling import tell_actor

    if not evidence.versions:
        return
    paper.heading(say.say("edits.all"))
    small, mono = Style(size=8.6), Style(face="mono", size=6.6, leading=1.9)
    widths = ((12.0, mono), (52.0, small), (26.0, small), (22.0, mono), (WIDTH - 112, mono))
    rows = [
        (str(one.entry.number), say.file(one.file), tell_actor(one.entry, say.language),
         f"−{one.gone} +{one.come}", one.sha256[:32])
        for one in evidence.versions
    ]  # fmt: skip
    titles = ("#", *(say.say(f"edits.{name}") for name in ("file", "who", "lines", "version")))
    paper.table(titles, rows, [Column(width=width, style=style) for width, style in widths])


def draw_lines(paper: Paper, say: Words, edit: "Edit") -> None:
    """The changed lines of one edit, tinted."""
    if not edit.known:
        paper.write(say.say("edits.sound"), SMALL)
        return
    for kind, text in edit.lines[:LONGEST_EDIT]:
        tint, colour, sign = TINTS[kind]
        style = Style(face="mono", size=7.4, colour=colour, leading=1.5)
        for at, line in enumerate(paper.lines(text.replace("\t", "    "), WIDTH - 10, style)):
            paper.room(style.height)
            paper.box(LEFT, paper.y, WIDTH, style.height + 0.05, tint)
            paper.put(sign if at == 0 else "", LEFT + 2, style)
            paper.put(line, LEFT + 7, style)
            paper.y += style.height
    if len(edit.lines) > LONGEST_EDIT:
        paper.write(say.say("edits.more", count=len(edit.lines) - LONGEST_EDIT), SMALL)


def draw_machine(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Programs, writers, engines, models; then each stage with the hash of what it was made from."""
    paper.write(say.say("machine.lead"), SMALL)
    paper.gap(3)
    paper.facts([(name, value, BODY) for name, value in machine_facts(say, evidence)])
    paper.gap(2)
    columns = (
        Column(width=12, style=Style(face="mono", size=7.6, colour=SEAL)),
        Column(width=74, style=Style(size=8.6)),
        Column(width=WIDTH - 86, style=Style(face="mono", size=6.2)),
    )
    made = [entry for entry in evidence.entries if "inputs" in entry.facts]
    names = [", ".join(say.file(one["file"]) for one in entry.facts["files"]) for entry in made]
    rows = [
        (str(entry.number), name, str(entry.facts["inputs"]))
        for entry, name in zip(made, names, strict=True)
    ]
    if rows:
        paper.heading(say.say("machine.stages"))
        paper.table(("#", say.say("machine.stage"), say.say("machine.inputs")), rows, columns)
    draw_prompts(paper, say, evidence)


def machine_facts(say: Words, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What the film was made with, each thing once."""
    entries = evidence.entries
    systems = dict.fromkeys(
        " · ".join(f"{name} {version}" for name, version in sorted(entry.made_with.items()))
        for entry in entries
    )
    yield say.say("machine.versions"), "\n".join(systems)
    facts = [entry.facts for entry in entries]
    writers = dict.fromkeys(told(one, "writer", "model") for one in facts if "writer" in one)
    if writers:
        yield say.say("machine.writer"), ", ".join(writers)
    takes = [entry.facts for entry in entries if entry.kind == "take"]
    engines = Counter(str(one["engine"]) for one in takes)
    if engines:
        yield say.say("machine.engines"), ", ".join(f"{name} × {count}" for name, count in engines.items())
    models = [told(one, "model", "model_sha256") for one in facts if "model_sha256" in one]
    recipes = [pair for one in takes for pair in one.get("recipe", {}).items()]
    models += [f"{name}: {value}" for name, value in recipes if name in MODEL_FACTS]
    if models:
        yield say.say("machine.models"), "\n".join(dict.fromkeys(models))
    material = dict.fromkeys(value for name, value in recipes if name == "material")
    if material:
        yield say.say("machine.material"), "\n".join(dict.fromkeys(material_lines(material)))


def material_lines(material: Iterable[str]) -> Iterator[str]:
    """The files that a person gave, each with its hash."""
    for text in material:
        for name, sha256 in json.loads(text).items():
            yield f"{name}  {sha256}"


def draw_prompts(paper: Paper, say: Words, evidence: Evidence) -> None:
    """What was said to engines that paint from words, take by take."""
    said = [(take.name, take.entry.facts.get("recipe", {}).get("prompt")) for take in evidence.takes]
    rows = [(name, shortened(str(prompt), LONGEST_PROMPT)) for name, prompt in said if prompt]
    if not rows:
        return
    paper.heading(say.say("machine.prompts"))
    mono, small = Style(face="mono", size=7.2, leading=1.75), Style(size=8.6)
    columns = [Column(width=22, style=mono), Column(width=WIDTH - 22, style=small)]
    paper.table((say.say("machine.take"), say.say("machine.prompt")), rows, columns)


def told(facts: Any, *names: str) -> str:
    """Some facts in a line."""
    return " ".join(str(facts[name]) for name in names if facts.get(name))


def draw_chain(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Every entry of the ledger in a row."""
    from yingxi.trust.ledger import line_hash
    from yingxi.trust.ledger.entry import line_of
    from yingxi.trust.ledger.telling import tell_actor, tell_entries

    paper.write(say.say("chain.lead"), SMALL)
    paper.gap(3)
    small, mono = Style(size=8.4, leading=1.5), Style(face="mono", size=6.6, leading=1.9)
    widths = (11.0, 31.0, 20.0, 70.0, WIDTH - 132)
    columns = [
        Column(width=width, style=style)
        for width, style in zip(widths, (mono, mono, small, small, mono), strict=True)
    ]
    lines = [shortened(line, LONGEST_TOLD) for line in tell_entries(evidence.entries, say.language)]
    rows = [
        (str(entry.number), entry.at[:19].replace("T", " "), tell_actor(entry, say.language), line,
         line_hash(line_of(entry))[:16])
        for entry, line in zip(evidence.entries, lines, strict=True)
    ]  # fmt: skip
    titles = [say.say(f"chain.{name}") for name in ("number", "time", "actor", "what", "hash")]
    paper.table(titles, rows, columns)


def draw_proofs(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Keys, certificates, timestamps, the film's manifest, delivered files."""
    paper.write(say.say("proofs.keys"), STRONG)
    counts = Counter(entry.key.hex() for entry in evidence.entries if entry.key)
    paper.facts([(say.say("proofs.signed", count=count), key, MONO) for key, count in counts.items()])
    if evidence.verdict.unsigned:
        paper.write(say.say("proofs.unsigned", count=evidence.verdict.unsigned), SMALL)
    draw_certificates(paper, say, tuple(counts))
    paper.heading(say.say("proofs.stamps"))
    stamps = [entry for entry in evidence.entries if entry.kind == "timestamped"]
    for entry in stamps:
        told_at = f"#{entry.number}  {entry.facts.get('authority', '')}  {entry.facts.get('time', '')}"
        paper.write(told_at, MONO)
    if not stamps:
        paper.write(say.say("proofs.nostamps"))
    draw_manifest(paper, say, evidence)
    paper.heading(say.say("proofs.delivered"))
    rows = [
        (f"#{one.entry.number}  {one.file}", f"{one.sha256}\n{say.say(f'proofs.{one.state}')}", MONO)
        for one in evidence.delivered
    ]
    paper.facts(rows)


def draw_certificates(paper: Paper, say: Words, keys: Sequence[str]) -> None:
    """The certificates of this machine's ledger key, when that key signed."""
    chain = known_chain(keys)
    if not chain:
        return
    paper.heading(say.say("proofs.certificate"))
    for certificate in chain:
        paper.facts(list(certificate_facts(say, certificate)))
        paper.gap(3)
    paper.write(say.say("proofs.self"), SMALL)


def known_chain(keys: Sequence[str]) -> "tuple[Certificate, ...]":
    """This machine's ledger certificate and its root, when its key is one of `keys`."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from cryptography.x509 import load_pem_x509_certificates

    from yingxi.film.errors import YingxiError
    from yingxi.trust.identity import ledger_chain

    try:
        chain = load_pem_x509_certificates(ledger_chain())
    except (OSError, ValueError, YingxiError):
        return ()
    raw = chain[0].public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return tuple(chain) if raw.hex() in keys else ()


def certificate_facts(say: Words, certificate: "Certificate") -> Iterator[tuple[str, str, Style]]:
    """What a certificate says of itself."""
    from cryptography.hazmat.primitives.hashes import SHA256

    begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    yield say.say("proofs.subject"), certificate.subject.rfc4514_string(), SMALL
    yield say.say("proofs.issuer"), certificate.issuer.rfc4514_string(), SMALL
    yield say.say("proofs.valid"), f"{begin:%Y-%m-%d}  –  {end:%Y-%m-%d}", SMALL
    yield say.say("proofs.fingerprint"), certificate.fingerprint(SHA256()).hex(), MONO


def draw_manifest(paper: Paper, say: Words, evidence: Evidence) -> None:
    """What the film's own manifest says."""
    paper.heading(say.say("proofs.manifest"))
    if not evidence.manifest:
        paper.write(say.say("proofs.nomanifest"))
        return
    states, rows = words()["proofs"]["states"], []
    for name, value in evidence.manifest.items():
        told_value = say.pick(states[value]) if name == "state" else value
        rows.append((say.say(f"proofs.names.{name}"), told_value, MONO if name == "ledger_head" else BODY))
    paper.facts(rows)


def draw_check(paper: Paper, say: Words, evidence: Evidence) -> None:
    """Steps for anyone, with nothing of ours."""
    paper.write(say.pick(words()["check"]["lead"]))
    paper.gap(3)
    for number, (told_step, commands) in enumerate(check_steps(say, evidence), 1):
        paper.room(24)
        paper.put(str(number), LEFT, Style(face="bold", size=12, colour=SEAL))
        paper.write(told_step, BODY, LEFT + 7, WIDTH - 7)
        paper.gap(1)
        paper.code(commands)
    paper.gap(2)
    paper.write(say.pick(words()["check"]["live"]))


def check_steps(say: Words, evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    """Each step in words and in commands that run as they stand in the unpacked dossier."""
    keys = evidence.verdict.keys
    number = max(1, len(evidence.entries) - 1)
    blanks = {"n": str(number), "next": str(number + 1), "key": keys[-1][:16] if keys else "KEY"}
    for step in words()["check"]["steps"]:
        yield fill(say.pick(step["say"]), blanks), [fill(line, blanks) for line in step["run"]]
    stamps = [entry for entry in evidence.entries if entry.kind == "timestamped"]
    if stamps:
        step = words()["check"]["stamp"]
        blanks = {"n": str(stamps[-1].facts["number"]), "stamp": f"{stamps[-1].number:05d}"}
        yield fill(say.pick(step["say"]), blanks), [fill(line, blanks) for line in step["run"]]


def fill(text: str, blanks: dict[str, str]) -> str:
    """Blanks filled; other braces belong to the commands."""
    for name, value in blanks.items():
        text = text.replace("{" + name + "}", value)
    return text
