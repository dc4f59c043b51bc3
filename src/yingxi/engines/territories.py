"""Where the person is: some licences of models do not apply everywhere, and only the person can say where."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yingxi.engines.capabilities import Terms
from yingxi.film.errors import UsageError
from yingxi.store.home import home

VARIABLE = "YINGXI_TERRITORY"


@dataclass(frozen=True, kw_only=True, slots=True)
class Territories:
    """All codes, those of the union's members, and the names of some, in Chinese and English."""

    union: frozenset[str]
    codes: frozenset[str]
    names: Mapping[str, tuple[str, str]]


@cache
def territories() -> Territories:
    """What the file of territories says."""
    import yaml

    data = yaml.safe_load(files("yingxi.engines").joinpath("territories.yaml").read_text("utf-8"))
    names = {code: (zh, en) for code, (zh, en) in data["names"].items()}
    return Territories(union=frozenset(data["union"]), codes=frozenset(data["codes"]), names=names)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a licence stands to where the person is: `code` is empty where nobody said."""

    code: str = ""
    excluded: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the person must still be asked."""
        return bool(self.excluded) and not self.code

    @property
    def barred(self) -> bool:
        """Whether the licence does not apply there; one that excludes a member excludes who only said EU."""
        union = territories().union
        inside = {self.code, "EU"} if self.code in union else {self.code}
        inside |= union if self.code == "EU" else set()
        return bool(self.code) and bool(inside & set(self.excluded))


def read_territory(text: str) -> str:
    """A territory's code from what a person wrote; UsageError for what is none."""
    code = text.strip().upper()
    code = "GB" if code == "UK" else code
    if code not in territories().codes:
        raise UsageError(
            f"territory '{text.strip()}' is no two-letter country code (ISO 3166), such as CN, US, DE, or EU",
            zh=f"地区“{text.strip()}”不是两个字母的国家代码（ISO 3166），例如 CN、US、DE，或 EU",
        )
    return code


def stated_territory() -> str:
    """Where the person said that they are: $YINGXI_TERRITORY, else what `yingxi territory` kept; else empty.

    It is never guessed: a machine's language, clock or address says nothing that a licence could rest on.
    """
    kept = home() / "territory"
    said = os.environ.get(VARIABLE, "").strip() or (kept.read_text("utf-8").strip() if kept.is_file() else "")
    return read_territory(said) if said else ""


def keep_territory(text: str) -> str:
    """Keep where the person is for this machine; empty to forget it. Gives the code."""
    from yingxi.store.atomic import write_text

    if not text.strip():
        (home() / "territory").unlink(missing_ok=True)
        return ""
    code = read_territory(text)
    write_text(home() / "territory", code + "\n")
    return code


def standing(terms: Terms) -> Standing:
    """How these terms stand to where the person is; nobody is asked for a licence that excludes nowhere."""
    if not terms.excluded:
        return Standing()
    return Standing(code=stated_territory(), excluded=tuple(map(read_territory, terms.excluded)))


def spell_territories(codes: Iterable[str], language: str) -> str:
    """Territories as people speak of them."""
    at, comma = (0, "、") if language == "zh" else (1, ", ")
    names = territories().names
    return comma.join(names[code][at] if code in names else code for code in codes)


def licence_recipe(terms: Terms) -> dict[str, str]:
    """What a take says of a licence that does not apply everywhere: where it was made, and the exclusions."""
    found = standing(terms)
    if not found.excluded:
        return {}
    return {"territory": found.code, "licence": terms.licence, "licence_excludes": ",".join(found.excluded)}


def licence_note(terms: Terms, language: str) -> tuple[str, ...]:
    """What the person should know of such a licence when the pictures leave the place they were made in."""
    found = standing(terms)
    if not found.excluded:
        return ()
    where = spell_territories(found.excluded, language)
    return (
        f"许可（{terms.licence}）不适用于{where}：在 {found.code} 制作；拿到那里用或放映之前先读许可"
        if language == "zh"
        else f"the licence ({terms.licence}) does not apply in {where}: made in {found.code}; read it before "
        "anything is used or shown there",
    )
