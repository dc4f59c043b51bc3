"""The dossier: a film's ledger as a document for people and as a zip that anyone can check.

Modules stand in dependency order: wording, evidence, paper, pages, the bundle; `check` goes into the zip.
"""

from pathlib import Path

__all__ = ["write_dossier"]


def write_dossier(root: Path, out: Path | None, language: str) -> tuple[Path, Path]:
    """Write the dossier of the film in `root`: the PDF at `out` (default dossier.pdf there), a zip beside it.

    UsageError when there is no ledger or `out` is no .pdf. Nothing in the film's folder is changed besides.
    """
    from yingxi.film.errors import UsageError
    from yingxi.store import write_bytes
    from yingxi.trust.dossier.bundle import pack_dossier
    from yingxi.trust.dossier.evidence import gather
    from yingxi.trust.dossier.pages import draw_dossier

    place = out or root / "dossier.pdf"
    if place.suffix.lower() != ".pdf":
        raise UsageError(f"cannot write a dossier as '{place.name}'; allowed: a name that ends in .pdf")
    evidence = gather(root)
    pdf = draw_dossier(evidence, language)
    write_bytes(place, pdf)
    write_bytes(place.with_suffix(".zip"), pack_dossier(evidence, pdf, language))
    return place, place.with_suffix(".zip")
