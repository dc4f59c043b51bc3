"""Faces of real people: found, compared, and used only with a consent that is written down and signed.

`require_consent` is the one gate that engines ask (through production). Modules in order: faces, aligning,
mesh, finding, describing, comparing, quality, pictures, vault, consent, enrolling, asking; then challenge
(is somebody there?) and evaluation (how good are the networks?).
"""

from yingxi.trust.likeness.asking import ConsentDecision, require_consent

__all__ = ["ConsentDecision", "require_consent"]
