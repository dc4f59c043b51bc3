"""Dress a shot: its set, its subjects and their ways, its camera and light, as one world for the engine."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

from yingxi.art.asset import Asset, CallSheet, Place
from yingxi.art.blocking import Blocked, action_of, block_shot
from yingxi.art.blocking_aboard import put_aboard
from yingxi.art.blocking_afloat import let_float
from yingxi.art.blocking_layout import MUCH_TALLER
from yingxi.art.blocking_mounted import mount_riders, mounted, on_foot, riders_of
from yingxi.art.blocking_tabled import gather_round, set_on_table
from yingxi.art.blocking_verbs import MOVING
from yingxi.art.checker import BLIND, Corners, check_shot, say
from yingxi.art.dress_lamps import lamps_for
from yingxi.art.dress_light import air_of, grade_for
from yingxi.art.dress_sound import hear
from yingxi.art.duel import PASSAGES
from yingxi.art.framing import frame_shot, own_setup
from yingxi.art.framing_box import Served, served_box
from yingxi.art.framing_sizes import ALTERNATIVES, AS_ASKED, Alternative, held_size
from yingxi.art.hue import backlit
from yingxi.art.inscription import inscribed, with_verse
from yingxi.art.look import Look
from yingxi.art.looks_file import find_look
from yingxi.art.papercut.shadow_play import shadow_world
from yingxi.art.papercut.world import papercut_world
from yingxi.art.registry import asset_by_id
from yingxi.art.seat_riders import ridden_asset, ridden_by, seats_on
from yingxi.art.whereabouts import whereabouts
from yingxi.film import Depiction, Seen, Shot, SoundEvent, Storyboard, Subject
from yingxi.film.errors import YingxiError
from yingxi.film.terms import Language, ShotSize
from yingxi.world.scene import Actor, CameraPose, World

How = Literal["set", "model", "relief", "effect", "text", "none"]
DEFAULT_LOOK = "documentary"
PUPPET_STAGES = {"paper": papercut_world, "backlit": shadow_world}
"""By the family of a medium: looks in which flat figures play for everything."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Dressed:
    """A shot ready for the engine, how its words are shown, what is heard, what had to be changed.

    `served` is the box of the subject that the camera serves; None where it serves the place or a picture.
    `seen` is where in the picture the subjects are, nothing for puppets.
    """

    world: World
    depictions: tuple[Depiction, ...]
    sounds: tuple[SoundEvent, ...]
    notes: tuple[str, ...] = ()
    served: Corners | None = None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class _Cast:
    """A subject in its place: its actor, asset and blocking."""

    index: int
    subject: Subject
    asset: Asset
    actor: Actor
    blocked: Blocked


def dress(shot: Shot, board: Storyboard) -> Dressed:
    """Everything that one shot shows, as a world. The same shot gives the same world."""
    assets = {i: asset_by_id(s.asset) for i, s in enumerate(shot.subjects) if s.asset}
    riders = riders_of(shot, assets)
    shot = mounted(shot, riders)
    look = find_look(shot.look or board.look or DEFAULT_LOOK)
    medium, unwritten = inscribed(look.medium, board.language)
    look = replace(look, medium=medium, hue=look.hues.get(shot.set))
    sheet = call_sheet(shot, board, look)
    place = _build_place(sheet)
    look = replace(look, medium=with_verse(medium, place.verse))
    blocked = _blocked(sheet, assets, riders, place)
    own = {i: _own_seed(sheet, board, i, asset) for i, asset in assets.items()}
    cast = _build_cast(sheet, assets, blocked, riders, place, own)
    bare = _world(shot, look, place, cast)
    camera, notes = _find_camera(sheet, bare, place, cast, board)
    world = replace(
        bare,
        camera=camera,
        air=backlit(bare.air, look.hue, camera(0.5 * sheet.duration)),
        actors=(*bare.actors, *_lamps(shot, place, cast, camera)),
    )
    frame = (board.width, board.height)
    sounds = hear(world, place, tuple(c.actor for c in cast), shot, board.fps, frame)
    seen = whereabouts(world, [_boxed(c, shot) for c in cast if _stands(c, shot)], sheet.duration, frame)
    if look.medium is not None and look.medium.family in PUPPET_STAGES:
        # The things that the paper stands for are heard where they would be; what is seen has its own camera.
        world, notes = PUPPET_STAGES[look.medium.family](sheet, assets, place, frame), ()
        seen = ()
    served = None if look.medium is not None else _served(shot, cast)
    return Dressed(
        world=world,
        depictions=(_place_depiction(shot), *(_depiction(s, board.language) for s in shot.subjects)),
        sounds=sounds,
        notes=(*notes, *unwritten, *(note for c in cast for note in c.blocked.notes)),
        served=served_box(shot, served, held_size(shot.size, served.asset)) if served else None,
        seen=seen,
    )


def _stands(member: _Cast, shot: Shot) -> bool:
    """Whether a subject is somewhere: an effect is all over the picture, unless the camera serves it."""
    return member.index == shot.focus or member.subject.role != "effect"


def _boxed(member: _Cast, shot: Shot) -> tuple[str, Corners, bool]:
    """A subject's words, its box, and whether the camera serves it."""
    return member.subject.words, member.actor.bounds, member.index == shot.focus


def call_sheet(shot: Shot, board: Storyboard, look: Look) -> CallSheet:
    """What every builder is told about the shot; beats are counted from the film's first frame."""
    per_beat = board.score.frames_per_beat
    return CallSheet(
        shot=shot,
        look=look,
        fps=board.fps,
        duration=shot.length / board.fps,
        beat=per_beat / board.fps,
        beat_phase=(-shot.start % per_beat) / board.fps,
        seed=shot.seed,
    )


def _build_place(sheet: CallSheet) -> Place:
    place = asset_by_id(sheet.shot.set).build(sheet)
    if not isinstance(place, Place):
        raise YingxiError(f"shot {sheet.shot.number}: '{sheet.shot.set}' is not a set; its kind must be set")
    return place


def _blocked(
    sheet: CallSheet, assets: Mapping[int, Asset], riders: Mapping[int, int], place: Place
) -> dict[int, Blocked]:
    """Where everybody is and goes: afloat, aboard, at table, on what they ride."""
    shot = sheet.shot
    walking = {i: asset for i, asset in assets.items() if i not in riders}
    blocked = block_shot(on_foot(shot, riders), walking, place, sheet.duration, shot.seed, sheet.beat)
    blocked = let_float(blocked, assets, place.water, air_of(place.air, shot).wind)
    blocked = gather_round(assets, set_on_table(assets, put_aboard(shot, assets, blocked)))
    return mount_riders(riders, assets, blocked, shot)


def _build_cast(
    sheet: CallSheet,
    assets: Mapping[int, Asset],
    blocked: Mapping[int, Blocked],
    riders: Mapping[int, int],
    place: Place,
    seeds: Mapping[int, int],
) -> tuple[_Cast, ...]:
    """All actors in the order of the subjects; mounts are built before those who sit on them."""
    built: dict[int, _Cast] = {}
    for i in sorted(blocked, key=lambda index: (index in riders, index)):
        tall = max((assets[one].size[1] for one, mount in riders.items() if mount == i), default=0.0)
        own = replace(sheet, seed=seeds[i], ridden=tall)
        if i in riders:
            own = replace(own, seats=seats_on(built[riders[i]].actor, len(blocked[i].paths)))
        built[i] = _build_actor(own, i, assets[i], blocked[i], place)
    return tuple(built[i] for i in sorted(built))


def _own_seed(sheet: CallSheet, board: Storyboard, index: int, asset: Asset) -> int:
    """The seed of a subject: by who it is, so that nobody changes clothes between two shots.

    No two bursts of fireworks are alike, so effects differ from shot to shot.
    """
    if asset.kind == "effect":
        return crc32(f"{sheet.seed}/{index}/{asset.id}".encode())
    return crc32(f"{board.title}/{sheet.shot.subjects[index].words}/{asset.id}".encode())


def _build_actor(sheet: CallSheet, index: int, asset: Asset, blocked: Blocked, place: Place) -> _Cast:
    subject = replace(sheet.shot.subjects[index], action=blocked.action)
    own = replace(
        sheet,
        subject=subject,
        paths=blocked.paths,
        place=_under(place, blocked) if asset.kind == "cast" else place,
    )
    actor = asset.build(own)
    if isinstance(actor, Place):
        raise YingxiError(
            f"shot {sheet.shot.number}: subject '{asset.id}' is a set; name it as the shot's set"
        )
    return _Cast(index=index, subject=subject, asset=asset, actor=actor, blocked=blocked)


def _under(place: Place, blocked: Blocked) -> Place:
    """The place as somebody knows it who plays there: without its ground for those on the water."""
    if blocked.habitat != "water" or "water" not in place.spots:
        return place
    return replace(place, ground=None, spots={"water": place.spots["water"]})


def _world(shot: Shot, look: Look, place: Place, cast: tuple[_Cast, ...]) -> World:
    """The world without its camera."""
    return World(
        actors=(*place.actors, *(member.actor for member in cast)),
        camera=_no_camera,
        air=air_of(place.air, shot),
        grade=grade_for(shot, look),
        water=place.water,
        models=place.models,
        statics=place.statics,
        atlas=place.atlas,
        ground=place.ground,
        medium=look.medium,
        seed=shot.seed,
    )


def _find_camera(
    sheet: CallSheet, world: World, place: Place, cast: tuple[_Cast, ...], board: Storyboard
) -> tuple[Callable[[float], CameraPose], tuple[str, ...]]:
    """The asked framing, or the alternative with the fewest faults; what was changed is said."""
    shot, frame = sheet.shot, (board.width, board.height)
    served = _served(shot, cast)
    size = _size_of(shot, served)
    upright = served is not None and served.asset.kind == "cast"
    bare_place = replace(place, setups=None)
    best: tuple[int, Alternative, Callable[[float], CameraPose], tuple[str, ...]] | None = None
    box = served_box(shot, served, size) if served else None
    own = own_setup(sheet, served, place)
    if own is not None:
        faults = check_shot(replace(world, camera=own), box, size, sheet.duration, frame, upright)
        # Whoever drew the place chose what to cut and what to hide; only a blind camera is not taken.
        if not BLIND.intersection(faults):
            return own, ()
    for alternative in ALTERNATIVES:
        camera = frame_shot(sheet, served, bare_place, frame, alternative)
        faults = check_shot(
            replace(world, camera=camera),
            box,
            size,
            sheet.duration,
            frame,
            upright,
        )
        if best is None or len(faults) < best[0]:
            best = (len(faults), alternative, camera, faults)
        if not faults:
            break
    if best is None:
        raise YingxiError(f"shot {shot.number}: no framing could be tried")
    notes = _framing_notes(shot, size, best[1], best[3], board.language)
    return best[2], (*notes, *_lens_note(shot, best[2](0.0).lens, served, board.language))


def _size_of(shot: Shot, served: Served | None) -> ShotSize:
    """The size, no tighter than the subject holds; close views of a duel are of steel, not of faces."""
    if served is not None and served.action in PASSAGES:
        return shot.size
    return held_size(shot.size, served.asset if served else None)


def _lamps(
    shot: Shot, place: Place, cast: tuple[_Cast, ...], camera: Callable[[float], CameraPose]
) -> tuple[Actor, ...]:
    """The crew's lamps for the subject that the camera serves, where it is dark."""
    served = _served(shot, cast)
    if served is None:
        return ()
    box = served_box(shot, served, _size_of(shot, served))
    lamps = lamps_for(shot, place, served.asset, box, camera(0.0))
    return () if lamps is None else (lamps,)


def _served(shot: Shot, cast: tuple[_Cast, ...]) -> Served | None:
    """The subject the camera serves, or what carries it; None when the shot is of the place."""
    carried = {member.index: member.blocked.aboard for member in cast}
    carrier = carried.get(shot.focus) if shot.focus is not None else None
    focus = shot.focus if carrier is None else carrier
    for member in cast:
        if member.index == focus:
            riders = [other for other in cast if other.blocked.aboard == focus and member.asset.carries]
            return Served(
                actor=ridden_by(member.actor, [rider.actor for rider in riders]),
                asset=ridden_asset(member.asset, [rider.asset for rider in riders]),
                stage=member.blocked.stage,
                paths=member.blocked.paths,
                action=member.blocked.action,
                moving=action_of(member.subject, member.asset) in MOVING,
                company=tuple(other.actor for other in cast if _keeps_company(member, other)),
            )
    return None


def _keeps_company(lead: _Cast, other: _Cast) -> bool:
    """Whether another subject belongs into the frame with the lead: of its size, and near it."""
    if other is lead or other.blocked.aboard == lead.index:
        return False
    if (other.blocked.habitat == "sky") != (lead.blocked.habitat == "sky"):
        return False
    if other.subject.role == "effect" or lead.subject.role == "effect":
        return False
    tall, other_tall = lead.asset.size[1], other.asset.size[1]
    away = math.dist(lead.blocked.paths[0].position(0.0), other.blocked.paths[0].position(0.0))
    return 1 / MUCH_TALLER < other_tall / tall < MUCH_TALLER and away < 12.0 + 3.0 * max(lead.asset.size)


def _framing_notes(
    shot: Shot, size: str, alternative: Alternative, faults: tuple[str, ...], language: Language
) -> tuple[str, ...]:
    notes = []
    if size != shot.size:
        notes.append(
            f"镜头 {shot.number}：景别由 {shot.size} 放宽为 {size}，模型经不起更近的镜头"
            if language == "zh"
            else f"shot {shot.number}: framed {size} instead of {shot.size}; the model does not hold closer"
        )
    if alternative != AS_ASKED:
        notes.append(
            f"镜头 {shot.number}：机位{alternative.said_zh}"
            if language == "zh"
            else f"shot {shot.number}: camera {alternative.said_en}"
        )
    if faults:
        notes.append(
            f"镜头 {shot.number}：{say(faults, 'zh')}"
            if language == "zh"
            else f"shot {shot.number}: {say(faults, 'en')}"
        )
    return tuple(notes)


def _lens_note(shot: Shot, lens: float, served: Served | None, language: Language) -> tuple[str, ...]:
    """What is said when the place had no room for the asked lens."""
    if served is None or abs(lens - shot.lens) < 0.15 * shot.lens:
        return ()
    if language == "zh":
        return (f"镜头 {shot.number}：场地所限，焦距由 {shot.lens:.0f} 改为 {lens:.0f} 毫米",)
    return (f"shot {shot.number}: {lens:.0f} mm instead of {shot.lens:.0f}, for the room the place has",)


def _place_depiction(shot: Shot) -> Depiction:
    return Depiction(words=shot.place, asset=shot.set, how="set")


def _depiction(subject: Subject, language: Language) -> Depiction:
    """How a subject's words are shown, honestly."""
    if not subject.asset:
        reason = "没有能画出它的模型或图形" if language == "zh" else "no model or pictogram shows it"
        return Depiction(words=subject.words, asset="", how="none", reason=reason)
    if subject.asset.startswith("relief:"):
        reason = "由图形裁成的立体剪影" if language == "zh" else "a standing relief cut from a pictogram"
        return Depiction(words=subject.words, asset=subject.asset, how="relief", reason=reason)
    how: How = "effect" if asset_by_id(subject.asset).kind == "effect" else "model"
    if subject.text:
        return Depiction(words=subject.text, asset=subject.asset, how="text")
    return Depiction(words=subject.words, asset=subject.asset, how=how)


def _no_camera(t: float) -> CameraPose:
    return CameraPose(position=(0.0, 2.0, 10.0), target=(0.0, 2.0, 0.0))
