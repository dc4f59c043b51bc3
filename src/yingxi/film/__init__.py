"""The vocabulary of a film: frozen values, no behaviour, no input or output.

Modules stand in dependency order: terms and errors first, the storyboard and takes last.
"""

from yingxi.film.brief import Brief
from yingxi.film.errors import UsageError, YingxiError
from yingxi.film.inputs import Inputs
from yingxi.film.screenplay import Element, Scene, Screenplay
from yingxi.film.storyboard import Line, Score, Shot, Storyboard, Subject, Title
from yingxi.film.take import Depiction, Seen, Slate, SoundEvent, Take
from yingxi.film.time import RationalTime, frames, seconds

__all__ = [
    "Brief",
    "Depiction",
    "Element",
    "Inputs",
    "Line",
    "RationalTime",
    "Scene",
    "Score",
    "Screenplay",
    "Seen",
    "Shot",
    "Slate",
    "SoundEvent",
    "Storyboard",
    "Subject",
    "Take",
    "Title",
    "UsageError",
    "YingxiError",
    "frames",
    "seconds",
]
