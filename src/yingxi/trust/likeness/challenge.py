"""Is somebody really there? A person is asked to turn, tilt and blink in an order that nobody knows before.

A challenge is drawn at random, holds for ten minutes and for one clip only. It makes it hard to pass off a
photograph or an old recording; it does not stop a face that software moves in real time in a doctored camera
feed, and is no proof of identity. A comparison of the clip's face with the enrolled one goes with it.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from yingxi.film.errors import UsageError
from yingxi.store.atomic import write_text
from yingxi.trust.likeness.comparing import compare
from yingxi.trust.likeness.describing import describe_face
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.motions import ACTS, Act, Done, Watched, acts_in, cuts_in, depth_of, watch_face
from yingxi.trust.likeness.pictures import Moment, read_clip
from yingxi.trust.likeness.vault import vault_folder

STEPS = 4
LASTS = timedelta(minutes=10)
WINDOW = 6.0
"""Seconds that each step may take, from the end of the one before."""
LEAST_RATE = 10.0
"""Frames a second below which a blink may be missed."""
MOST_LOST = 0.1
FLAT = 0.045
"""Depth, in parts of the eye distance, below which a turn may be that of a picture (tests measure both)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Challenge:
    """What a person is asked to do, in this order; issued and expires: UTC, ISO 8601."""

    id: str
    steps: tuple[Act, ...]
    issued: str
    expires: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One reason why a clip does not pass, in both languages."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was seen in a clip: the acts, the steps done in time (seconds of the clip), and what is wrong.

    depth: the least depth that a turn showed (None: no turn was seen). alike: the score between the first
    and the last picture of the clip.
    """

    acts: tuple[Done, ...]
    steps: tuple[float, ...]
    problems: tuple[Problem, ...]
    depth: float | None
    alike: float

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def draw_steps(count: int = STEPS) -> tuple[Act, ...]:
    """Random acts, never the same one twice in a row, and never two of blinking in a row."""
    steps: list[Act] = []
    while len(steps) < count:
        fit = [
            act
            for act in ACTS
            if not steps or (act != steps[-1] and (act[:5], steps[-1][:5]) != ("blink",) * 2)
        ]
        steps.append(secrets.choice(fit))
    return tuple(steps)


def issue_challenge(now: datetime | None = None) -> Challenge:
    """Draw a new challenge and remember it until it is answered."""
    issued = now or datetime.now(UTC)
    challenge = Challenge(
        id=secrets.token_hex(4), steps=draw_steps(), issued=issued.isoformat(timespec="seconds"),
        expires=(issued + LASTS).isoformat(timespec="seconds"),
    )  # fmt: skip
    path = _path(challenge.id)
    write_text(path, json.dumps({"schema": "likeness-challenge.1", **asdict(challenge)}) + "\n")
    path.chmod(0o600)
    return challenge


def take_challenge(number: str, now: datetime | None = None) -> Challenge:
    """The open challenge of that id; it is used up with this. UsageError when there is none, or too late."""
    path = _path(number)
    try:
        page = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
    except FileNotFoundError as error:
        raise UsageError(
            f"there is no open challenge {number}; each is for one clip only (yingxi likeness challenge)",
            zh=f"没有等着的活体检查 {number}；每个只对一段视频有效（yingxi likeness challenge）",
        ) from error
    page.pop("schema")
    challenge = Challenge(**page | {"steps": tuple(page["steps"])})
    if datetime.fromisoformat(challenge.expires) < (now or datetime.now(UTC)):
        raise UsageError(
            f"challenge {number} ended at {challenge.expires}; ask for a new one",
            zh=f"活体检查 {number} 在 {challenge.expires} 过期了；请再要一个",
        )
    return challenge


def _path(number: str) -> Path:
    if not number.isalnum():
        raise UsageError(
            f"'{number}' is no challenge; its id has 8 letters and digits",
            zh=f"“{number}”不是活体检查的编号；编号有 8 个字母和数字",
        )
    return vault_folder() / "challenges" / f"{number}.json"


def answer_clip(challenge: Challenge, clip: Path, mirrored: bool = False) -> tuple[Answer, Watched]:
    """Judge a recorded clip; `mirrored`: left and right are swapped in it, as in a mirror."""
    return judge(challenge.steps, read_clip(clip, longest=WINDOW * (len(challenge.steps) + 2)), mirrored)


def judge(steps: Sequence[Act], moments: Iterable[Moment], mirrored: bool = False) -> tuple[Answer, Watched]:
    """Judge the frames of a clip against the acts that were asked for; also gives what was watched."""
    watched = watch_face(moments)
    acts = acts_in(watched)
    asked = tuple(_mirrored(step) for step in steps) if mirrored else tuple(steps)
    done, problem = follow_steps(asked, acts, float(watched.times[0]))
    turns = [depth_of(watched, act) for act in acts if act.act.startswith("turn")]
    depth = min(turns) if turns else None
    alike = _alike(watched)
    problems = [*_technical(watched), *([problem] if problem else [])]
    if depth is not None and depth < FLAT:
        problems.append(Problem(
            name="flat", zh=f"转头时脸像一张平面图片（立体度 {depth:.3f}）",
            en=f"the face turns like a flat picture (depth {depth:.3f}, at least {FLAT} is needed)",
        ))  # fmt: skip
    if alike[1] == "different":
        problems.append(Problem(
            name="exchanged", zh="片段开头和结尾不是同一个人",
            en=f"the clip begins and ends with different faces (score {alike[0]:.1f})",
        ))  # fmt: skip
    return Answer(acts=acts, steps=done, problems=tuple(problems), depth=depth, alike=alike[0]), watched


def follow_steps(
    steps: Sequence[Act], acts: Sequence[Done], start: float = 0.0
) -> tuple[tuple[float, ...], Problem | None]:
    """When each step was done, in order and each in its window; and the first thing that went wrong.

    Blinks between steps are nobody's fault and pass; a turn or tilt that was not asked for does not.
    """
    done: list[float] = []
    clock = start
    for act in acts:
        if len(done) == len(steps):
            break
        if act.act == steps[len(done)]:
            if act.ended - clock > WINDOW:
                return tuple(done), _late(steps[len(done)], act.ended - clock)
            done.append(act.peak)
            clock = act.ended
        elif not act.act.startswith("blink"):
            return tuple(done), _wrong(steps[len(done)], act)
    return tuple(done), None if len(done) == len(steps) else _missing(steps[len(done)])


def say_act(act: Act, language: str) -> str:
    """What a person is told to do."""
    return SAID[act][0 if language == "zh" else 1]


SAID: dict[Act, tuple[str, str]] = {
    "turn-left": ("向您的左边转头，再转回来", "turn your head to your left and back"),
    "turn-right": ("向您的右边转头，再转回来", "turn your head to your right and back"),
    "tilt-left": ("把头歪向您的左肩，再摆正", "tilt your head to your left shoulder and back"),
    "tilt-right": ("把头歪向您的右肩，再摆正", "tilt your head to your right shoulder and back"),
    "blink": ("眨一下眼睛", "blink once"),
    "blink-twice": ("连眨两下眼睛", "blink twice in quick succession"),
}


def _mirrored(step: Act) -> Act:
    swapped: dict[Act, Act] = {
        "turn-left": "turn-right", "turn-right": "turn-left",
        "tilt-left": "tilt-right", "tilt-right": "tilt-left",
    }  # fmt: skip
    return swapped.get(step, step)


def _alike(watched: Watched) -> tuple[float, str]:
    """Whether the clip begins and ends with one person: score and verdict."""
    first, last = find_faces(watched.first), find_faces(watched.last)
    if not first or not last:
        return 0.0, "different"
    found = compare(describe_face(watched.first, first[0]), describe_face(watched.last, last[0]))
    return found.score, found.verdict


def _technical(watched: Watched) -> list[Problem]:
    """What is wrong with the recording itself."""
    found = []
    span = float(watched.times[-1] - watched.times[0])
    rate = (len(watched.times) - 1) / span if span else 0.0
    if rate < LEAST_RATE:
        found.append(Problem(
            name="slow", zh=f"每秒只有 {rate:.0f} 帧，至少要 {LEAST_RATE:.0f}",
            en=f"the clip has {rate:.0f} frames a second, at least {LEAST_RATE:.0f} are needed",
        ))  # fmt: skip
    if watched.lost > MOST_LOST:
        found.append(Problem(
            name="lost", zh=f"有 {watched.lost:.0%} 的时间看不到脸",
            en=f"no face is seen in {watched.lost:.0%} of the clip",
        ))  # fmt: skip
    if cuts := cuts_in(watched):
        found.append(Problem(
            name="cut", zh=f"片段在 {cuts[0]:.1f} 秒处跳动，像是剪接过",
            en=f"the face jumps at {cuts[0]:.1f} s, as at a cut; record it in one go",
        ))  # fmt: skip
    return found


def _late(step: Act, seconds: float) -> Problem:
    return Problem(
        name="late", zh=f"“{say_act(step, 'zh')}”用了 {seconds:.1f} 秒，最多 {WINDOW:.0f} 秒",
        en=f"'{say_act(step, 'en')}' took {seconds:.1f} s, at most {WINDOW:.0f} s are allowed",
    )  # fmt: skip


def _wrong(step: Act, act: Done) -> Problem:
    return Problem(
        name="order", zh=f"在 {act.peak:.1f} 秒看到“{say_act(act.act, 'zh')}”，应为“{say_act(step, 'zh')}”",
        en=f"at {act.peak:.1f} s the head did '{act.act}', '{step}' was asked for",
    )  # fmt: skip


def _missing(step: Act) -> Problem:
    said = say_act(step, "zh"), say_act(step, "en")
    return Problem(name="missing", zh=f"没有看到“{said[0]}”", en=f"'{said[1]}' was not seen")
