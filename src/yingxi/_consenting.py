"""Whose faces are in the pictures that a shot starts from, and whether they agreed to be animated."""

from pathlib import Path

from yingxi._choosing import input_files
from yingxi.film import Inputs
from yingxi.film.errors import UsageError


def consents_for(number: str, inputs: Inputs, films: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the consents that a shot's pictures and video rest on; nothing where it has none.

    `films`: the film's title and its folder's name, for consents that hold for one film only.
    UsageError naming the shot and the file when a face is shown whose person did not agree.
    """
    from yingxi.trust.likeness import require_consent

    found: set[str] = set()
    for field, name in input_files(inputs).items():
        try:
            found.update(require_consent(Path(name), "animate", film=films).consents)
        except UsageError as error:
            raise UsageError(
                f"shot {number}: inputs.{field}: {error}",
                zh=f"镜头 {number}：inputs.{field}：{error.said('zh')}",
            ) from error
    return tuple(sorted(found))
