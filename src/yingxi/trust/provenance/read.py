"""Reading manifests, anybody's: judged by the state that c2pa gives, not by whether it raises."""

import base64
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from yingxi.film.errors import YingxiError
from yingxi.trust.provenance.definition import ACTIONS, DISCLOSURE, LABEL, LEDGER, SOFT_BINDING
from yingxi.trust.provenance.reading import (
    ActionReading,
    IngredientReading,
    ManifestReading,
    Problem,
    State,
)
from yingxi.trust.provenance.source_type import source_term
from yingxi.trust.provenance.statement import DrawnLabel, LedgerHead, SoftBinding

STATES: Mapping[str, State] = {"Trusted": "trusted", "Valid": "valid", "Invalid": "invalid"}

Json = Mapping[str, Any]


def read_manifest(path: Path) -> ManifestReading:
    """The manifest in a file; of a file without one, or of a kind that cannot have one, the state is `none`.

    Nothing is fetched from the network. YingxiError when there is no such file.
    """
    import c2pa

    from yingxi.trust.provenance.sign import context_of, plain

    if not path.is_file():
        raise YingxiError(f"{path}: no such file")
    try:
        with context_of() as context, c2pa.Reader(str(path), context=context) as reader:
            store = json.loads(reader.json())
            return reading_of(store, reader)
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return ManifestReading(state="none")
    except (c2pa.C2paError, ValueError) as error:
        return ManifestReading(state="invalid", problems=(Problem(code="unreadable", words=plain(error)),))


def reading_of(store: Json, reader: Any) -> ManifestReading:
    """What a manifest store says of its active manifest."""
    manifests: Json = store.get("manifests", {})
    active: Json = manifests.get(store.get("active_manifest", ""), {})
    signature: Json = active.get("signature_info") or {}
    generator: Json = (active.get("claim_generator_info") or [{}])[0]
    actions = tuple(action_reading(one) for one in actions_in(active))
    return ManifestReading(
        state=STATES.get(store.get("validation_state", ""), "invalid"),
        problems=tuple(problems_in(store)),
        generator=text(generator, "name") or text(active, "claim_generator"),
        version=text(generator, "version"),
        title=text(active, "title"),
        signer=text(signature, "common_name"),
        issuer=text(signature, "issuer"),
        signed_at=text(signature, "time"),
        time_trusted="timeStamp.trusted" in codes(store, "success"),
        source_type=next((one.source for one in actions if one.source), ""),
        source_types=tuple(dict.fromkeys(sources_in([active, *manifests.values()]))),
        actions=actions,
        ingredients=tuple(ingredient_reading(one, manifests) for one in active.get("ingredients", ())),
        models=tuple(text(one, "modelName") for one in assertions(active, DISCLOSURE)),
        soft_binding=next(map(binding_reading, assertions(active, SOFT_BINDING)), None),
        ledger=next(map(ledger_reading, assertions(active, LEDGER)), None),
        label=next(map(label_reading, assertions(active, LABEL)), None),
        thumbnail=thumbnail_in(active, reader),
    )


def text(values: Json, key: str) -> str:
    """The value as text; empty when it is not there or is no text."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def assertions(manifest: Json, label: str) -> Iterator[Json]:
    """The data of all assertions of that label (`label`, `label__1` …)."""
    for one in manifest.get("assertions", ()):
        data = one.get("data")
        if text(one, "label").partition("__")[0] == label and isinstance(data, Mapping):
            yield data


def actions_in(manifest: Json) -> Iterator[Json]:
    """All actions of a manifest, in either version of the assertion."""
    for label in (ACTIONS, "c2pa.actions"):
        for data in assertions(manifest, label):
            yield from (one for one in data.get("actions", ()) if isinstance(one, Mapping))


def action_reading(action: Json) -> ActionReading:
    """One action; agents may be a name or a name with a version."""
    agent = action.get("softwareAgent", "")
    if isinstance(agent, Mapping):
        agent = f"{text(agent, 'name')} {text(agent, 'version')}".strip()
    return ActionReading(
        name=text(action, "action"),
        source=source_term(text(action, "digitalSourceType")),
        agent=str(agent),
        description=text(action, "description"),
    )


def sources_in(manifests: Any) -> Iterator[str]:
    """The terms of every action in these manifests."""
    for manifest in manifests:
        for action in actions_in(manifest):
            if source := text(action, "digitalSourceType"):
                yield source_term(source)


def ingredient_reading(one: Json, manifests: Json) -> IngredientReading:
    """An ingredient, with what its own manifest was found to be when it was put in."""
    own: Json = manifests.get(text(one, "active_manifest"), {})
    failures = ((one.get("validation_results") or {}).get("activeManifest") or {}).get("failure") or ()
    state: State = "none" if not own else "valid"
    if own and any(failure.get("code") != "signingCredential.untrusted" for failure in failures):
        state = "invalid"
    return IngredientReading(
        title=text(one, "title"),
        format=text(one, "format"),
        relationship=text(one, "relationship"),
        state=state,
        sources=tuple(dict.fromkeys(sources_in([own]))),
    )


def problems_in(store: Json) -> Iterator[Problem]:
    """What failed in the active manifest."""
    for failure in found_in(store, "failure"):
        yield Problem(code=text(failure, "code"), words=text(failure, "explanation"))


def codes(store: Json, kind: str) -> set[str]:
    """The codes of what was found of one kind: success, informational, failure."""
    return {text(one, "code") for one in found_in(store, kind)}


def found_in(store: Json, kind: str) -> Iterator[Json]:
    """What c2pa found in the active manifest."""
    results: Json = (store.get("validation_results") or {}).get("activeManifest") or {}
    yield from results.get(kind) or ()


def binding_reading(data: Json) -> SoftBinding:
    """The soft binding's algorithm and value: hexadecimal where it is base64, else as it stands."""
    blocks = data.get("blocks") or [{}]
    value = text(blocks[0], "value")
    with suppress(ValueError):
        value = base64.b64decode(value, validate=True).hex()
    return SoftBinding(algorithm=text(data, "alg"), value=value)


def ledger_reading(data: Json) -> LedgerHead:
    """The ledger's head."""
    entries = data.get("entries")
    return LedgerHead(
        head=text(data, "head"),
        entries=entries if isinstance(entries, int) else 0,
        signature=text(data, "signature"),
        key=text(data, "key"),
    )


def label_reading(data: Json) -> DrawnLabel:
    """What the maker says of the visible label."""
    seconds = data.get("seconds")
    return DrawnLabel(
        text=text(data, "text"),
        place=text(data, "place"),
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
        reason=text(data, "reason"),
    )


def thumbnail_in(manifest: Json, reader: Any) -> bytes:
    """The thumbnail's bytes, or none."""
    identifier = text(manifest.get("thumbnail") or {}, "identifier")
    if not identifier:
        return b""
    buffer = io.BytesIO()
    reader.resource_to_stream(identifier, buffer)
    return buffer.getvalue()
