"""From a call sheet to people on the set: the first few with all details, more as a crowd."""

from yingxi.art.asset import CallSheet
from yingxi.art.bodies.body import load_body
from yingxi.art.bodies.countenance import with_face
from yingxi.art.bodies.crowd import crowd_of
from yingxi.art.bodies.person import Company, Person
from yingxi.art.bodies.riding import Rider, headwind, riding_role
from yingxi.art.bodies.riding_crowd import riders_of
from yingxi.art.bodies.roles import Part, role_of
from yingxi.art.bodies.wardrobe import tailor

HEROES = 3
"""People with all details and cloth; more are drawn as a crowd."""


def people(sheet: CallSheet, name: str, part: Part) -> Company:
    """The people of a subject on its paths, or on what carries them; beyond three they are a crowd."""
    if sheet.seats:
        return _riders(sheet, name, part)
    own = f"{name}:{sheet.seed}"
    wind = _wind(sheet)
    heroes = []
    for k, path in enumerate(sheet.paths[:HEROES]):
        dress = with_face(sheet, part.dress(sheet, k), k)
        role = role_of(sheet, part, k, path, load_body(dress.build).scale)
        heroes.append(Person(f"{own}:{k}", tailor(dress), role, wind, sheet.fps, part.thin))
    if len(sheet.paths) <= HEROES:
        return Company(heroes)
    return Company([*heroes, crowd_of(sheet, f"{own}:more", part, sheet.paths[HEROES:])])


def _riders(sheet: CallSheet, name: str, part: Part) -> Company:
    own = f"{name}:{sheet.seed}"
    heroes = []
    for k, (path, seat) in enumerate(zip(sheet.paths[:HEROES], sheet.seats, strict=False)):
        dress = with_face(sheet, part.dress(sheet, k), k)
        role = riding_role(sheet, seat, dress, path)
        person = Rider(f"{own}:{k}", tailor(dress), role, headwind(_wind(sheet), path), sheet.fps, part.thin)
        heroes.append(person.seated(seat))
    if len(sheet.paths) <= HEROES:
        return Company(heroes)
    return Company([*heroes, riders_of(sheet, f"{own}:more", part, HEROES)])


def _wind(sheet: CallSheet) -> tuple[float, float, float]:
    return (2.0, 0.0, 0.5) if sheet.place is None else sheet.place.air.wind
