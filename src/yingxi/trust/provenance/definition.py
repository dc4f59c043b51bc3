"""A statement as the manifest definition that c2pa signs.

Labels and fields: C2PA specification 2.4. Names of our own begin with `yingxi.`: the project owns no domain.
"""

import base64
from typing import Any

from yingxi.trust.provenance.source_type import TRAINED, source_uri
from yingxi.trust.provenance.statement import Action, Part, Statement

LEDGER = "yingxi.ledger"
PRODUCTION = "yingxi.production"
LABEL = "yingxi.label"
DISCLOSURE = "c2pa.ai-disclosure"
SOFT_BINDING = "c2pa.soft-binding"
ACTIONS = "c2pa.actions.v2"
METADATA = "c2pa.metadata"
THUMBNAIL = "thumbnail.jpg"

Json = dict[str, Any]


def define(statement: Statement, version: str, ingredients: list[str]) -> Json:
    """The definition; `version` is Yingxi's, `ingredients` the instance ids of those that will be added."""
    generator = {"name": "Yingxi", "version": version}
    assertions = [
        {"label": ACTIONS, "data": {"actions": actions_of(statement, generator, ingredients)}},
        {"label": PRODUCTION, "kind": "Json", "data": production_of(statement)},
        {"label": METADATA, "kind": "Json", "data": metadata_of(statement)},
        *({"label": DISCLOSURE, "data": one} for one in disclosures_of(statement)),
    ]
    if statement.soft_binding is not None:
        assertions.append({"label": SOFT_BINDING, "data": binding_of(statement)})
    if statement.ledger is not None:
        assertions.append({"label": LEDGER, "kind": "Json", "data": ledger_of(statement)})
    if statement.label is not None:
        assertions.append({"label": LABEL, "kind": "Json", "data": label_of(statement)})
    definition: Json = {
        "claim_generator_info": [generator],
        "title": statement.title,
        "assertions": assertions,
    }
    if statement.thumbnail:
        definition["thumbnail"] = {"format": "image/jpeg", "identifier": THUMBNAIL}
    return definition


def actions_of(statement: Statement, generator: Json, ingredients: list[str]) -> list[Json]:
    """`c2pa.created` with the source of the whole, what else was done, and a `c2pa.placed` an ingredient."""
    tools = "; ".join(describe_part(part) for part in statement.parts)
    created: Json = {
        "action": "c2pa.created",
        "digitalSourceType": source_uri(statement.source),
        "softwareAgent": generator,
        "description": tools,
    }
    done = [action_of(action, generator) for action in statement.actions]
    used = [
        identifier
        for identifier, one in zip(ingredients, statement.ingredients, strict=True)
        if one.relationship == "inputTo"
    ]
    if used:
        created["parameters"] = {"ingredientIds": used}
    placed = [
        {"action": "c2pa.placed", "softwareAgent": generator, "parameters": {"ingredientIds": [identifier]}}
        for identifier, one in zip(ingredients, statement.ingredients, strict=True)
        if one.relationship == "componentOf"
    ]
    return [created, *placed, *done]


def action_of(action: Action, generator: Json) -> Json:
    """One action."""
    told: Json = {"action": action.name, "softwareAgent": generator}
    if action.description:
        told["description"] = action.description
    if action.source is not None:
        told["digitalSourceType"] = source_uri(action.source)
    return told


def describe_part(part: Part) -> str:
    """`pictures: world 0.1.0 (algorithmicMedia)`."""
    tool = " ".join(word for word in (part.tool, part.version, part.model) if word)
    return f"{part.name}: {tool} ({part.source})"


def production_of(statement: Statement) -> Json:
    """Parts with their tools, and plain facts."""
    parts = []
    for part in statement.parts:
        told = {"name": part.name, "digitalSourceType": source_uri(part.source), "tool": part.tool}
        told |= {key: value for key in ("version", "model", "sha256") if (value := getattr(part, key))}
        parts.append(told)
    return {"parts": parts, "facts": dict(statement.facts or {})}


def metadata_of(statement: Statement) -> Json:
    """IPTC's field for the source, in the JSON-LD of XMP (IPTC Photo Metadata Standard 2023.2)."""
    return {
        "@context": {"Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"},
        "Iptc4xmpExt:DigitalSourceType": source_uri(statement.source),
    }


def disclosures_of(statement: Statement) -> list[Json]:
    """One disclosure a trained model that took part (C2PA 2.4 `c2pa.ai-disclosure`); none where none did."""
    told: list[Json] = []
    for part in statement.parts:
        if part.source not in TRAINED:
            continue
        one: Json = {
            "modelType": "c2pa.types.model",
            "modelName": part.model or part.tool,
            "contentProfile": {"humanOversightLevel": statement.oversight},
        }
        if part.sha256:
            one["modelIdentifier"] = f"sha256:{part.sha256}"
        if one not in told:
            told.append(one)
    return told


def binding_of(statement: Statement) -> Json:
    """The soft binding to the watermark; its value is base64 of the payload's bytes, for the whole asset."""
    binding = statement.soft_binding
    assert binding is not None
    value = base64.b64encode(bytes.fromhex(binding.value)).decode("ascii")
    return {"alg": binding.algorithm, "blocks": [{"scope": {}, "value": value}]}


def ledger_of(statement: Statement) -> Json:
    """The ledger's head, and the key by which its signature can be checked without us."""
    head = statement.ledger
    assert head is not None
    told: Json = {"head": head.head, "entries": head.entries, "hash": "sha256"}
    if head.signature:
        told |= {"signature": head.signature, "key": head.key, "algorithm": "ed25519"}
    return told


def label_of(statement: Statement) -> Json:
    """The visible label as drawn, or why it was left off."""
    label = statement.label
    assert label is not None
    standard = {"standard": "GB 45438-2025"}
    if not label.text:
        return {**standard, "drawn": False, "reason": label.reason}
    return {
        **standard, "drawn": True, "text": label.text, "place": label.place, "seconds": label.seconds,
    }  # fmt: skip
