"""The prompt of one shot, written from the storyboard in the language that the model reads best."""

from dataclasses import dataclass

from yingxi.film import Shot, Storyboard
from yingxi.film.terms import Language

SIZES = {
    "ecu": ("大特写", "extreme close-up"),
    "cu": ("特写", "close-up"),
    "mcu": ("中近景", "medium close-up"),
    "ms": ("中景", "medium shot"),
    "mfs": ("中全景", "medium full shot"),
    "fs": ("全景", "full shot"),
    "ws": ("远景", "wide shot"),
    "ews": ("大远景", "extreme wide shot"),
}
ANGLES = {
    "eye": ("平视", "eye level"),
    "low": ("仰拍", "low angle"),
    "high": ("俯拍", "high angle"),
    "aerial": ("航拍", "aerial view"),
    "water": ("贴水面机位", "camera at water level"),
    "rear": ("从背后拍", "seen from behind"),
}
MOVES = {
    "static": ("固定镜头", "static camera"),
    "pan_left": ("镜头左摇", "camera pans left"),
    "pan_right": ("镜头右摇", "camera pans right"),
    "tilt_up": ("镜头上摇", "camera tilts up"),
    "tilt_down": ("镜头下摇", "camera tilts down"),
    "push_in": ("镜头推近", "camera pushes in"),
    "pull_out": ("镜头拉远", "camera pulls out"),
    "truck_left": ("镜头左移", "camera trucks left"),
    "truck_right": ("镜头右移", "camera trucks right"),
    "crane_up": ("镜头升起", "camera cranes up"),
    "crane_down": ("镜头降下", "camera cranes down"),
    "orbit_left": ("镜头向左环绕", "camera orbits left"),
    "orbit_right": ("镜头向右环绕", "camera orbits right"),
    "aerial": ("航拍掠过", "aerial fly-over"),
    "track": ("跟拍", "tracking shot"),
    "handheld": ("手持跟拍", "handheld camera"),
}
HOURS = {
    "dawn": ("黎明", "dawn"),
    "morning": ("清晨", "morning"),
    "noon": ("正午", "noon"),
    "afternoon": ("下午", "afternoon"),
    "sunset": ("日落", "sunset"),
    "dusk": ("黄昏", "dusk"),
    "night": ("夜晚", "night"),
}
WEATHERS = {
    "clear": ("晴", "clear sky"),
    "cloudy": ("多云", "cloudy"),
    "overcast": ("阴天", "overcast"),
    "mist": ("薄雾", "misty"),
    "rain": ("下雨", "rain"),
    "storm": ("暴风雨", "storm"),
    "snow": ("下雪", "snow"),
    "dust": ("沙尘", "dust in the air"),
}
SEASONS = {
    "spring": ("春天", "spring"),
    "summer": ("夏天", "summer"),
    "autumn": ("秋天", "autumn"),
    "winter": ("冬天", "winter"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A prompt and the language it is in. `foreign` are the person's words that have no translation here."""

    text: str
    language: Language
    foreign: tuple[str, ...] = ()


def write_prompt(shot: Shot, board: Storyboard, language: Language) -> Written:
    """What is seen, where, when and how: in the film's own words where the language is the film's.

    In the other language the things are named by the art department's words for them; a word that it has no
    name for stays as the person wrote it, and is reported in `foreign`.
    """
    from yingxi.engines.world import names_in

    same = language == board.language
    names = {} if same else names_in(shot, board, language)
    told = [
        f"{one.colour} {one.words}".strip() if same else names.get(one.words, one.words)
        for one in shot.subjects
    ]
    counted = [many(name, one.count, language) for name, one in zip(told, shot.subjects, strict=True)]
    spelt = [spelling(one.text, language) for one in shot.subjects if one.text]
    place = shot.place if same else names.get(shot.place, shot.place)
    at = 0 if language == "zh" else 1
    parts = [
        shot.description if same and shot.description else "",
        *([] if same and shot.description else counted),
        *spelt,
        place if not (same and place and place in shot.description) else "",
        HOURS[shot.hour][at],
        WEATHERS[shot.weather][at],
        SEASONS[shot.season][at],
        SIZES[shot.size][at],
        ANGLES[shot.angle][at],
        MOVES[shot.move][at],
        names_in(shot, board, language).get("look", ""),
    ]
    missing = (
        ()
        if same
        else tuple(
            dict.fromkeys(
                one for one in (*(s.words for s in shot.subjects), shot.place) if one and one not in names
            )
        )
    )
    return Written(text=joined(parts, language), language=language, foreign=missing)


def many(name: str, count: int, language: Language) -> str:
    """A thing and how many there are of it."""
    if count <= 1 or not name:
        return name
    return f"{count}个{name}" if language == "zh" else f"{count} × {name}"


def spelling(text: str, language: Language) -> str:
    """What a swarm or a sign spells."""
    return f"拼出“{text}”字样" if language == "zh" else f'spelling "{text}"'


def joined(parts: list[str], language: Language) -> str:
    """Parts that are not empty, each once, with the language's own comma."""
    kept = dict.fromkeys(part.strip(" ，,。.") for part in parts if part.strip())
    return ("，" if language == "zh" else ", ").join(kept)
