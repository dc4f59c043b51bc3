"""Model folders at the command line: added with their hashes, listed with their state, forgotten."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from yingxi.cli.lists import show
from yingxi.cli.words import say

if TYPE_CHECKING:
    from yingxi.engines.models import Model


def add(language: str, path: Path, *, name: str, licence: str, allow_pickle: bool) -> None:
    """Look through a folder, hash its weights while showing how far it is, and say what was entered."""
    from yingxi.engines.models import add_model

    console = Console(highlight=False, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(True), TransferSpeedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        bar = bars.add_task("SHA-256", total=None)
        model = add_model(
            path, name=name, licence=licence, allow_pickle=allow_pickle,
            tell=lambda done, total, file: bars.update(bar, completed=done, total=total, description=file),
        )  # fmt: skip
    said = "  ".join(row_of(model, language)[word] for word in ("name", "holds", "terms"))
    console.print(f"{say('models.added', language)}  {said}", markup=False)
    if model.pickled:
        console.print(f"· {say('models.pickled', language)}", markup=False)


def show_models(language: str, *, as_json: bool) -> None:
    """All models with what they hold, their licence, where they lie and whether they are as added."""
    from yingxi.engines.models import known_models, state_of

    if as_json:
        show([json_row(model) for model in known_models()], {}, True)
        return
    rows = [{**row_of(model, language), "state": say(f"models.{state_of(model)}", language)}
            for model in known_models()]  # fmt: skip
    titles = ("name", "holds", "terms", "state", "place")
    show(rows, {title: say(title, language) for title in titles}, False)


def json_row(model: "Model") -> dict[str, Any]:
    """Everything that is known of a model, and its state."""
    from yingxi.engines.models import state_of

    known = {"bytes": model.bytes, "identity": model.identity, "state": state_of(model)}
    return {**asdict(model), **known}


def row_of(model: "Model", language: str) -> dict[str, str]:
    """A model for people: `5.0 B, 10.1 GB, 3 files`."""
    many = f"{model.numbers / 1e9:.3g} B" if model.numbers >= 1e9 else f"{model.numbers / 1e6:.3g} M"
    numbers = f"{many}, " if model.numbers else ""
    size = f"{model.bytes / 1e9:.2f} GB" if model.bytes >= 1e8 else f"{model.bytes / 1e6:.2f} MB"
    return {
        "name": model.name,
        "holds": f"{numbers}{size}, {len(model.files)} {say('files', language)}",
        "terms": model.licence or say("models.unstated", language),
        "place": model.place,
    }


def remove(language: str, name: str) -> None:
    """Forget a model, and say that its files stay."""
    from yingxi.engines.models import forget_model

    model = forget_model(name)
    Console(highlight=False, soft_wrap=True).print(
        f"{say('models.removed', language)}  {model.name}  {model.place}", markup=False
    )


def say_territory(language: str, where: str | None) -> None:
    """Keep where the person is, or show it: some licences do not apply everywhere."""
    from yingxi.engines.territories import keep_territory, spell_territories, stated_territory

    code = stated_territory() if where is None else keep_territory(where)
    print(
        " ".join(dict.fromkeys((code, spell_territories([code], language)))) or say("no territory", language)
    )
