"""Riders and what they ride: the verb joins them, and every shot shows them together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from yingxi.film import Subject
from yingxi.film.terms import Language
from yingxi.story import casting
from yingxi.story.passages import Passage
from yingxi.story.shelf import load
from yingxi.story.things import Thing, most_of, plain_thing

Cast = tuple[tuple[Thing, ...], tuple[Passage, ...]]
"""Things and the passages that name them."""
RESTING = frozenset({"stand", "look", "wait", "rest", "speak"})
"""What a view may ask of a rider for which the mount stands still."""


def rides_in(text: str, language: Language) -> bool:
    """Whether a text says that somebody rides."""
    table = load("riding")
    return any(re.search(table[kind][language], text.lower()) for kind in ("verbs", "gallop"))


def with_mounts(things: Sequence[Thing], passages: Sequence[Passage], language: Language) -> Cast:
    """The things with riders joined to what they ride; who or what a text leaves out is added.

    "A rider gallops" means a horse; a caravan on camels means people who sit on them.
    """
    known, told = list(things), list(passages)
    for at, passage in enumerate(told):
        if not rides_in(passage.text, language):
            continue
        here = list(passage.things)
        mount = _mount_in(known, here, passage.text, language)
        rider = None if mount is None else _rider_in(known, here, known[mount], passage.text, language)
        if mount is None or rider is None:
            continue
        known[rider] = _joined(known[rider], known[mount], passage.text, language)
        told[at] = replace(passage, things=tuple(dict.fromkeys((*here, rider, mount))))
    afloat = any(thing.lives == "water" for thing in known)
    return tuple(thing if afloat else _settled(thing) for thing in known), tuple(told)


def _settled(thing: Thing) -> Thing:
    """A person who was to ride and has nothing to ride on goes on foot."""
    on_foot = thing.action == "ride" and thing.mount is None and _may_ride(thing)
    return replace(thing, action="walk") if on_foot else thing


def _mount_in(known: list[Thing], here: list[int], text: str, language: Language) -> int | None:
    """The index of what is ridden: a thing of the passage, else what its words imply, which is added."""
    implied = _implied(known, here, text, language)
    carriers = [at for at in here if _carries(known[at])]
    meant = [at for at in carriers if known[at].asset in implied]
    if carriers:
        return meant[0] if meant else min(carriers, key=lambda at: _away(known[at], text, language))
    match = casting.cast_asset(implied[0]) if implied else None
    if match is None:
        return None
    same = next((at for at, thing in enumerate(known) if thing.asset == match.asset), None)
    if same is None:
        known.append(plain_thing(load("riding")["names"][language][match.asset], match))
        same = len(known) - 1
    here.append(same)
    return same


def _implied(known: Sequence[Thing], here: Sequence[int], text: str, language: Language) -> list[str]:
    """Assets that a text means without naming them, where there is somebody to ride them."""
    table = load("riding")
    persons = [known[at] for at in here if _may_ride(known[at])]
    if not persons:
        return []
    patterns = table["implied"][language].items()
    found = [asset for asset, pattern in patterns if re.search(pattern, text.lower())]
    steed = table["steed_of"].get(persons[0].asset)
    rides = re.search(table["verbs"][language], text.lower()) is not None
    return [*found, *([steed] if steed and (rides or persons[0].asset in table["always_mounted"]) else [])]


def _away(mount: Thing, text: str, language: Language) -> tuple[bool, int]:
    """How far behind the verb of riding a mount is named; those before the verb come last."""
    verb = re.search(load("riding")["verbs"][language], text.lower())
    at = text.lower().find(mount.words.lower())
    start = verb.end() if verb else 0
    return at < start, abs(at - start)


def _rider_in(
    known: list[Thing], here: list[int], mount: Thing, text: str, language: Language
) -> int | None:
    """The index of who rides: a person of the passage, else one added where the text says that one rides."""
    person = next((at for at in here if _may_ride(known[at])), None)
    table = load("riding")
    if person is not None or not re.search(table["verbs"][language], text.lower()):
        return person
    match = casting.cast_asset("person_man")
    if match is None:
        return None
    names = table["rider"][language]
    words = names.get(mount.asset, names[""])
    known.append(replace(plain_thing(words, match), count=mount.count))
    here.append(len(known) - 1)
    return len(known) - 1


def _carries(thing: Thing) -> bool:
    return casting.carries(thing.asset)


def _may_ride(thing: Thing) -> bool:
    return thing.kind == "cast" and "ride" in thing.actions and not _carries(thing) and thing.asset != "crowd"


def _joined(rider: Thing, mount: Thing, text: str, language: Language) -> Thing:
    """The rider on the mount, which goes as fast as the text says; as many mounts as riders at least."""
    under = replace(mount, action=_gait(mount, text, language), count=max(rider.count, mount.count))
    return replace(rider, action="ride", mount=replace(under, count=min(under.count, most_of(under))))


def _gait(mount: Thing, text: str, language: Language) -> str:
    """How a mount goes: at full speed, at a walk, or at its ease."""
    table = load("riding")
    hurries = mount.action == "gallop" or re.search(table["gallop"][language], text.lower()) is not None
    fast = hurries and mount.asset not in table["never_fast"]
    slow = re.search(table["slow"][language], text.lower()) is not None
    pace = "fast" if fast else "slow" if slow else "plain"
    wished = ["fly"] if mount.lives == "sky" else table["gaits"][pace]
    return next((gait for gait in wished if gait in mount.actions), mount.actions[0])


def in_block(
    things: Sequence[Thing], known: Sequence[Thing], text: str, language: Language, always: bool
) -> tuple[Thing, ...]:
    """The things of a block: what is ridden gives way to its rider; on foot where a long text says no more.

    `always`: the film is of one riding, whatever a line of it says; its riders are among those `known`.
    """
    mounted = always or rides_in(text, language)
    if not mounted:
        return tuple(replace(thing, mount=None, action="") if thing.mount else thing for thing in things)
    riders = {thing.mount.asset: thing for thing in known if thing.mount is not None}
    found = [riders.get(thing.asset, thing) for thing in things]
    return tuple({thing.words: thing for thing in found}.values())


def together(subjects: Sequence[Subject], things: Sequence[Thing]) -> tuple[Subject, ...]:
    """The subjects of a shot with what they ride right behind all of them; riders do nothing else."""
    mounts = {thing.words: thing.mount for thing in things if thing.mount is not None}
    seated = [replace(one, action="ride") if one.words in mounts else one for one in subjects]
    added = []
    for one in subjects:
        mount = mounts.get(one.words)
        if mount is not None and all(other.asset != mount.asset for other in subjects):
            action = "stand" if one.action in RESTING and "stand" in mount.actions else mount.action
            added.append(
                Subject(
                    words=mount.words,
                    asset=mount.asset,
                    count=max(mount.count, one.count),
                    action=action,
                    role=one.role,
                    colour=mount.colour,
                )
            )
    return (*seated, *added)
