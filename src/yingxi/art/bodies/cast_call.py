"""From a call sheet to people on the set: the first few with all details, more as a crowd."""

from yingxi.art.asset import CallSheet
from yingxi.art.bodies.body import load_body
from yingxi.art.bodies.crowd import crowd_of
from yingxi.art.bodies.person import Company, Person
from yingxi.art.bodies.roles import Part, role_of
from yingxi.art.bodies.wardrobe import tailor

HEROES = 3
"""People with all details and cloth; more are drawn as a crowd."""


def people(sheet: CallSheet, name: str, part: Part) -> Company:
    """The people of a subject on its paths; more than three of them become a crowd."""
    own = f"{name}:{sheet.seed}"
    wind = (2.0, 0.0, 0.5) if sheet.place is None else sheet.place.air.wind
    heroes = []
    for k, path in enumerate(sheet.paths[:HEROES]):
        dress = part.dress(sheet, k)
        role = role_of(sheet, part, k, path, load_body(dress.build).scale)
        heroes.append(Person(f"{own}:{k}", tailor(dress), role, wind, sheet.fps, part.thin))
    if len(sheet.paths) <= HEROES:
        return Company(heroes)
    return Company([*heroes, crowd_of(sheet, f"{own}:more", part, sheet.paths[HEROES:])])
