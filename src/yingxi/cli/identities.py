"""What the identity commands do: show who signs, use the person's own certificates, trust others' roots."""

from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from yingxi.cli.lists import show
from yingxi.cli.words import say
from yingxi.film.errors import UsageError


def show_identity(language: str, *, as_json: bool) -> None:
    """Chain, roots, ledger key and producer's code; no private key is ever printed."""
    import json

    from yingxi.trust.identity import describe_identity

    found = describe_identity()
    if as_json:
        print(json.dumps({**asdict(found), "folder": str(found.folder)}, ensure_ascii=False, indent=1))
        return
    rows = [
        ("identity.signs", say("identity.own" if found.own else "identity.local", language)),
        *(("identity.chain", told(one)) for one in found.chain),
        *(("identity.anchor", told(one)) for one in found.anchors),
        ("identity.ledger", found.ledger_key),
        ("identity.producer", found.producer or say("identity.no producer", language)),
        ("identity.folder", str(found.folder)),
    ]
    table = [{"name": say(name, language), "detail": text} for name, text in rows]
    show(table, {"name": say("name", language), "detail": say("detail", language)}, as_json=False)


def told(one: object) -> str:
    """A certificate in one line."""
    from yingxi.trust.identity import Certificate

    assert isinstance(one, Certificate)
    return f"{one.name}  {one.since} – {one.until}  SHA-256 {one.sha256[:16]}…"


def choose_identity(language: str, chain: Path | None, key: Path | None, *, local: bool) -> None:
    """Sign with the person's own certificates from now on, or with the local ones again."""
    from yingxi.trust.identity import keep_own, read_own, use_local
    from yingxi.trust.provenance import try_identity

    if local:
        if chain is not None:
            raise UsageError("--local takes no files: it goes back to the identity that was made here")
        use_local()
        say_line("identity.now local", language)
        return
    if chain is None or key is None:
        raise UsageError("name two PEM files: yingxi identity use CHAIN.pem KEY.pem (or --local)")
    identity, root = read_own(chain, key)
    try_identity(identity)
    keep_own(identity, root)
    say_line("identity.now own", language)
    if not root:
        say_line("identity.no root", language)


def trust_anchors(language: str, roots: Path) -> None:
    """Trust the roots of a PEM file."""
    from yingxi.trust.identity import trust_roots

    for one in trust_roots(roots):
        say_line("identity.trusted", language, told(one))


def set_producer(language: str, code: str) -> None:
    """Keep the code that goes into the implicit label."""
    from yingxi.trust.identity import keep_producer

    keep_producer(code)
    say_line("identity.producer kept" if code.strip() else "identity.no producer", language)


def say_line(key: str, language: str, more: str = "") -> None:
    """One line for the person."""
    Console(highlight=False, soft_wrap=True).print(f"{say(key, language)}  {more}".rstrip(), markup=False)
