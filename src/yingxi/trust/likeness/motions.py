"""What a face does in a clip: how it turns, tilts and blinks, as a list of acts in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import UsageError
from yingxi.trust.likeness.faces import Picture, Points
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.mesh import OUTER, Mesh, eye_openness, follow_face, head_turn, trace_face
from yingxi.trust.likeness.pictures import Moment

Act = Literal["turn-left", "turn-right", "tilt-left", "tilt-right", "blink", "blink-twice"]
ACTS: tuple[Act, ...] = ("turn-left", "turn-right", "tilt-left", "tilt-right", "blink", "blink-twice")

TURNED, TILTED = 15.0, 13.0
"""Degrees from the first look from which a head counts as turned or tilted; back at half of it."""
SHUT = 0.76
"""Part of its openness just before and after below which an eye counts as shut; the mesh never closes wholly.

In a real clip of 120 frames at 144 x 176 three blinks go down to 0.65, 0.58 and 0.67, nothing else so far.
"""
AROUND = 0.6
"""Seconds before and after in which an eye's usual openness is taken."""
LONGEST_BLINK, BETWEEN_BLINKS = 0.7, 1.2
FIRST_LOOK = 0.4
"""Seconds at the beginning in which the person looks straight ahead."""
PRESENT = 0.5


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Watched:
    """A face through a clip, one row a frame: seconds, degrees (yaw, pitch, roll), openness of both eyes.

    points: (frames, 468, 2) in pixels. first, last: a picture from the beginning and one from the end.
    lost: the share of frames in which no face was seen (they have no row).
    """

    times: NDArray[np.float64]
    yaw: NDArray[np.float64]
    pitch: NDArray[np.float64]
    roll: NDArray[np.float64]
    openness: NDArray[np.float64]
    points: NDArray[np.float32]
    first: Picture
    last: Picture
    lost: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """One act that was seen: from when to when, in seconds of the clip, and where it was strongest."""

    act: Act
    begun: float
    ended: float
    peak: float


def watch_face(moments: Iterable[Moment]) -> Watched:
    """Follow the one face of a clip; UsageError when there is none, or several in its first frame."""
    rows: list[tuple[float, ...]] = []
    points: list[Points] = []
    pictures: list[Picture] = []
    mesh: Mesh | None = None
    frames = 0
    for moment in moments:
        frames += 1
        mesh = _see(moment.picture, mesh, only_one=not rows)
        if mesh is None:
            continue
        turn = head_turn(mesh)
        rows.append((moment.time, turn.yaw, turn.pitch, turn.roll, sum(eye_openness(mesh)) / 2))
        points.append(mesh.points[:, :2].astype(np.float32))
        pictures[1:] = [moment.picture]
    if not rows:
        raise UsageError(
            "no face is seen in the clip; record it again in better light, closer to the camera",
            zh="视频里看不到脸；请在亮一点的地方、离镜头近一点再录",
        )
    times, yaw, pitch, roll, openness = np.array(rows).T
    return Watched(
        times=times, yaw=yaw, pitch=pitch, roll=roll, openness=openness, points=np.stack(points),
        first=pictures[0], last=pictures[-1], lost=1 - len(rows) / frames,
    )  # fmt: skip


def _see(picture: Picture, before: Mesh | None, only_one: bool) -> Mesh | None:
    """The mesh in this frame: where it was a moment ago, else wherever a face is found."""
    mesh = follow_face(picture, before) if before is not None else None
    if mesh is not None and mesh.presence >= PRESENT:
        return mesh
    faces = find_faces(picture, smallest=48)
    if only_one and len(faces) > 1:
        raise UsageError(
            f"{len(faces)} faces are seen in the clip; only the person who is asked may be in it",
            zh=f"视频里有 {len(faces)} 张脸；里面只能有被检查的人",
        )
    found = trace_face(picture, faces[0]) if faces else None
    return found if found is not None and found.presence >= PRESENT else None


def acts_in(watched: Watched) -> tuple[Done, ...]:
    """Every act in the clip, by time. Left and right are the person's own, in a clip that is not mirrored."""
    early = watched.times <= watched.times[0] + FIRST_LOOK
    yaw = watched.yaw - np.median(watched.yaw[early])
    roll = watched.roll - np.median(watched.roll[early])
    steady = np.abs(roll) / TILTED < np.abs(yaw) / TURNED
    found = [
        *_excursions(watched.times, np.where(steady, yaw, 0), TURNED, "turn-left"),
        *_excursions(watched.times, np.where(steady, -yaw, 0), TURNED, "turn-right"),
        *_excursions(watched.times, np.where(steady, 0, roll), TILTED, "tilt-left"),
        *_excursions(watched.times, np.where(steady, 0, -roll), TILTED, "tilt-right"),
        *_blinks(watched, np.abs(yaw) < TURNED),
    ]
    return tuple(sorted(found, key=lambda done: done.begun))


def _excursions(times: NDArray[np.float64], angle: NDArray[np.float64], far: float, act: Act) -> list[Done]:
    """Each stretch in which the angle goes beyond `far`, from where it left half of it until it is back."""
    found, away = [], _stretches(angle > far / 2)
    for start, stop in away:
        top = start + int(np.argmax(angle[start:stop]))
        if angle[top] >= far:
            ended = times[min(stop, len(times) - 1)]
            found.append(Done(act=act, begun=float(times[start]), ended=float(ended), peak=float(times[top])))
    return found


def _blinks(watched: Watched, straight: NDArray[np.bool_]) -> list[Done]:
    """Blinks of a face that looks ahead; two in quick succession are one act."""
    times, found = watched.times, []
    for start, stop in _stretches((watched.openness < SHUT * _usual(watched)) & straight):
        begun, ended = float(times[start]), float(times[min(stop, len(times) - 1)])
        if start > 0 and ended - begun <= LONGEST_BLINK:
            peak = start + int(np.argmin(watched.openness[start:stop]))
            found.append(Done(act="blink", begun=begun, ended=ended, peak=float(times[peak])))
    return _in_pairs(found)


def _usual(watched: Watched) -> NDArray[np.float64]:
    """How open the eyes are around each moment: the upper third of what is seen there."""
    near = np.abs(watched.times[:, None] - watched.times) <= AROUND
    return np.nanquantile(np.where(near, watched.openness, np.nan), 0.67, axis=1)


def _in_pairs(blinks: Sequence[Done]) -> list[Done]:
    joined: list[Done] = []
    for blink in blinks:
        before = joined[-1] if joined else None
        if before is not None and before.act == "blink" and blink.begun - before.ended <= BETWEEN_BLINKS:
            pair = Done(act="blink-twice", begun=before.begun, ended=blink.ended, peak=blink.peak)
            joined[-1] = pair
        else:
            joined.append(blink)
    return joined


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one past the last index of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def cuts_in(watched: Watched) -> tuple[float, ...]:
    """Times at which the face jumps or changes size at once, as at a cut."""
    middle, size = watched.points.mean(1), np.ptp(watched.points, axis=1).max(-1)
    moved = np.linalg.norm(np.diff(middle, axis=0), axis=-1) / size[:-1]
    grown = np.abs(np.log(size[1:] / size[:-1]))
    return tuple(float(t) for t in watched.times[1:][(moved > 0.5) | (grown > 0.35)])


def depth_of(watched: Watched, act: Done) -> float:
    """How far the face's points move apart in a turn as no flat picture's can, in parts of the eye distance.

    The points of a flat picture that is turned move by an affine map (far from the camera), so what is left
    after the best affine map from the first look to the turn's peak is depth.
    """
    at = int(np.argmin(np.abs(watched.times - act.peak)))
    early = watched.times <= watched.times[0] + FIRST_LOOK
    before, after = watched.points[early].mean(0), watched.points[at]
    known = np.concatenate([before, np.ones((len(before), 1), np.float32)], -1)
    rest = after - known @ np.linalg.lstsq(known, after, rcond=None)[0]
    eyes = np.linalg.norm(before[OUTER[1]] - before[OUTER[0]])
    return float(np.sqrt((rest**2).sum(-1).mean()) / eyes)
