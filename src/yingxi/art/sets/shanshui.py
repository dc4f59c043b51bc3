"""Shan-shui (山水): a painter's scroll as a place: peaks behind peaks, still water, a plum."""

from functools import lru_cache

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Scenery, joined, rooted
from yingxi.art.sets.shanshui_land import land_height, land_models
from yingxi.art.sets.shanshui_things import blossoming, crowned, halls
from yingxi.art.sets.shanshui_views import scroll_camera
from yingxi.art.sets.waters import water_for
from yingxi.film import Shot
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(
    sky="day",
    haze=0.0004,
    mist=0.0018,
    mist_height=16.0,
    wind=(1.4, 0.0, 0.4),
    petals=0.5,
    falling_colour=(0.72, 0.10, 0.12),
)

ALONE = "孤舟蓑笠翁/独钓寒江雪"
VERSES = {"push_in": "西塞山前白鹭飞/桃花流水鳜鱼肥", "pull_out": "行到水穷处/坐看云起时"}
"""Lines of Liu Zongyuan, Zhang Zhihe and Wang Wei (Tang), for views that leave room for them."""


def _verse(shot: Shot) -> str:
    """What is written: on a boat seen from above, on quiet views by their move; nothing beside a title."""
    if shot.title is not None:
        return ""
    if shot.focus is not None:
        return ALONE if shot.angle == "high" and shot.size == "ws" else ""
    return VERSES.get(shot.move, "")


def build_shanshui(sheet: CallSheet) -> Place:
    """The scroll for one shot; every shot of a film unrolls the same one."""
    shot = sheet.shot
    land = _land(shot.season)
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    return Place(
        air=air,
        spots={
            "water": Spot(centre=(12.0, 0.0, -8.0), extent=(30.0, 5.0)),
            "ground": Spot(centre=(66.0, 1.5, -44.0), extent=(7.0, 2.0)),
            "sky": Spot(centre=(8.0, 46.0, -70.0), extent=(46.0, 9.0)),
        },
        models=land.models,
        statics=land.statics,
        water=water_for("lake", shot.hour, shot.weather, 0.010),
        ground=land_height,
        setups=scroll_camera,
        verse=_verse(shot),
    )


@lru_cache(maxsize=4)
def _land(season: Season) -> Scenery:
    return joined([rooted(land_models()), crowned(), halls(), blossoming(season)])


ASSET = Asset(
    id="shanshui",
    kind="set",
    words=Words(
        zh=("山水", "山水画卷", "千里江山", "江山", "烟雨江南", "水墨江南", "远山近水", "青山绿水"),
        en=("shan shui", "ink landscape", "rivers and mountains", "Chinese landscape", "painted landscape"),
    ),
    build=build_shanshui,
    lives="water",
    size=(1500.0, 260.0, 1400.0),
)
