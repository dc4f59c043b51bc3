"""Provenance: what a film or still is and how it was made, signed into the file (C2PA).

Modules stand in dependency order: the words for sources, values, the manifest's definition, signing, reading.
"""

from yingxi.trust.provenance.read import read_manifest
from yingxi.trust.provenance.reading import ActionReading, IngredientReading, ManifestReading, Problem
from yingxi.trust.provenance.sign import can_be_ingredient, sign_media
from yingxi.trust.provenance.source_type import AI_TERMS, SourceType, source_of_whole
from yingxi.trust.provenance.statement import (
    Action,
    DrawnLabel,
    Ingredient,
    LedgerHead,
    Part,
    SoftBinding,
    Statement,
)
from yingxi.trust.provenance.strip import strip_manifest
from yingxi.trust.provenance.trial import try_identity

__all__ = [
    "AI_TERMS",
    "Action",
    "ActionReading",
    "DrawnLabel",
    "Ingredient",
    "IngredientReading",
    "LedgerHead",
    "ManifestReading",
    "Part",
    "Problem",
    "SoftBinding",
    "SourceType",
    "Statement",
    "can_be_ingredient",
    "read_manifest",
    "sign_media",
    "source_of_whole",
    "strip_manifest",
    "try_identity",
]
