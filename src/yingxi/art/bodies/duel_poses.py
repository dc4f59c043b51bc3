"""The poses of a duel, and which of them each of the two goes through in a passage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from yingxi.art.bodies.pose import Pose

GUARD = Pose(
    pelvis=(-0.02, 0.84, 0.0),
    hips=(0.50, -0.03, 0.0),
    chest=(0.15, -0.05, 0.0),
    head=(-0.15, -0.03, 0.0),
    left_hand=(-0.30, 0.34, 0.78),
    right_hand=(0.74, -0.12, -0.02),
    left_foot=(-0.42, 0.0, -0.16, 0.75, 0.0),
    right_foot=(0.30, 0.0, 0.10, -0.05, 0.0),
    grip=(0.93, 0.28, -0.25),
    curl=(0.1, 1.0),
)
REST = replace(
    GUARD,
    pelvis=(-0.02, 0.955, 0.0),
    hips=(0.22, 0.0, 0.0),
    chest=(0.10, 0.0, 0.0),
    left_hand=(0.18, -0.88, 0.28),
    right_hand=(0.22, -0.86, 0.34),
    left_foot=(-0.10, 0.0, -0.13, 0.35, 0.0),
    right_foot=(0.08, 0.0, 0.11, -0.10, 0.0),
    grip=(0.62, -0.78, 0.25),
    curl=(0.25, 1.0),
)
LEVEL = replace(
    GUARD,
    pelvis=(-0.02, 0.90, 0.0),
    hips=(0.62, 0.0, 0.0),
    chest=(0.22, 0.03, 0.0),
    left_hand=(-0.55, 0.42, 0.62),
    right_hand=(0.90, 0.02, 0.30),
    grip=(0.72, 0.02, 0.68),
)
HIGH = replace(
    GUARD,
    pelvis=(-0.12, 0.86, 0.0),
    hips=(0.45, 0.02, 0.0),
    chest=(0.30, 0.10, 0.0),
    left_hand=(0.70, 0.10, 0.20),
    right_hand=(0.00, 0.86, 0.25),
    grip=(-0.25, 0.85, -0.35),
)
CUT = replace(
    GUARD,
    pelvis=(0.10, 0.76, 0.0),
    hips=(0.30, -0.12, 0.0),
    chest=(-0.15, -0.16, 0.0),
    left_hand=(-0.62, 0.25, 0.66),
    right_hand=(0.86, 0.20, -0.05),
    grip=(0.92, 0.38, -0.05),
)
PARRY = replace(
    GUARD,
    pelvis=(-0.16, 0.80, 0.0),
    hips=(0.62, 0.06, 0.0),
    chest=(0.12, 0.08, 0.0),
    left_hand=(-0.40, 0.10, 0.80),
    right_hand=(0.60, 0.30, 0.05),
    grip=(0.38, 0.55, -0.80),
)
THRUST = replace(
    GUARD,
    pelvis=(0.16, 0.72, 0.0),
    hips=(0.75, -0.14, 0.0),
    chest=(0.25, -0.14, 0.0),
    head=(-0.1, -0.02, 0.0),
    left_hand=(-0.72, 0.25, 0.50),
    right_hand=(0.92, 0.12, 0.28),
    left_foot=(-0.62, 0.0, -0.18, 0.80, 0.15),
    right_foot=(0.42, 0.0, 0.12, -0.05, 0.0),
    grip=(0.80, 0.10, 0.58),
)
LOW = replace(
    GUARD,
    pelvis=(-0.12, 0.68, 0.0),
    hips=(0.80, -0.10, 0.0),
    chest=(0.40, -0.10, 0.0),
    left_hand=(0.30, 0.60, 0.55),
    right_hand=(-0.15, -0.45, 0.70),
    grip=(-0.1, -0.45, 0.9),
)
SWEEP = replace(
    GUARD,
    pelvis=(0.08, 0.66, 0.0),
    hips=(0.10, -0.16, 0.0),
    chest=(-0.30, -0.15, 0.0),
    left_hand=(-0.50, 0.30, 0.70),
    right_hand=(0.88, -0.20, 0.0),
    grip=(0.88, -0.12, -0.45),
)
LOW_PARRY = replace(
    GUARD,
    pelvis=(-0.14, 0.74, 0.0),
    hips=(0.55, -0.05, 0.0),
    chest=(0.10, -0.05, 0.0),
    left_hand=(-0.20, 0.65, 0.55),
    right_hand=(0.64, -0.20, 0.16),
    grip=(0.42, -0.72, -0.30),
)
LOCK = replace(
    GUARD,
    pelvis=(0.04, 0.80, 0.0),
    hips=(0.25, -0.10, 0.0),
    chest=(0.05, -0.08, 0.0),
    head=(-0.05, 0.02, 0.0),
    left_hand=(0.34, 0.02, 0.10),
    right_hand=(0.46, 0.10, -0.02),
    grip=(0.55, 0.80, -0.42),
)
AIR_BACK = Pose(
    pelvis=(0.0, 0.94, 0.0),
    hips=(0.35, 0.22, 0.0),
    chest=(0.10, 0.10, 0.0),
    head=(-0.1, -0.10, 0.0),
    left_hand=(-0.10, 0.30, 0.90),
    right_hand=(-0.20, 0.10, 0.92),
    left_foot=(-0.12, 0.26, -0.12, 0.2, 0.9),
    right_foot=(0.44, 0.42, 0.10, -0.1, 0.3),
    grip=(-0.30, 0.35, 0.9),
    curl=(0.05, 1.0),
)
AIR_READY = replace(
    AIR_BACK,
    hips=(0.45, -0.10, 0.0),
    chest=(0.45, 0.12, 0.0),
    left_hand=(0.80, 0.20, 0.25),
    right_hand=(-0.35, 0.75, 0.45),
    left_foot=(-0.52, 0.36, -0.10, 0.2, 1.1),
    right_foot=(0.28, 0.58, 0.12, -0.1, 0.7),
    grip=(-0.70, 0.55, 0.20),
)
AIR_CUT = replace(
    AIR_BACK,
    hips=(0.35, -0.52, 0.0),
    chest=(0.0, 0.20, 0.0),
    head=(-0.1, 0.20, 0.0),
    left_hand=(-0.75, 0.35, 0.50),
    right_hand=(0.92, 0.22, 0.0),
    left_foot=(-0.82, 0.46, -0.10, 0.2, 1.2),
    right_foot=(-0.30, 0.30, 0.10, -0.1, 1.2),
    grip=(0.90, 0.30, -0.25),
)
AIR_PARRY = replace(
    AIR_BACK,
    hips=(0.55, -0.10, 0.0),
    chest=(0.10, 0.15, 0.0),
    left_hand=(-0.55, 0.45, 0.66),
    right_hand=(0.70, 0.28, 0.05),
    left_foot=(-0.46, 0.22, -0.12, 0.3, 1.0),
    right_foot=(0.36, 0.62, 0.10, -0.1, 0.6),
    grip=(0.45, 0.62, -0.62),
)
LANDED = replace(
    GUARD,
    pelvis=(0.0, 0.58, 0.0),
    hips=(0.35, -0.28, 0.0),
    chest=(0.20, -0.12, 0.0),
    head=(-0.1, 0.26, 0.0),
    left_hand=(-0.35, 0.55, 0.70),
    right_hand=(0.30, -0.40, 0.75),
    left_foot=(-0.55, 0.0, -0.22, 0.6, 0.6),
    right_foot=(0.34, 0.0, 0.18, -0.2, 0.0),
    grip=(0.30, -0.30, 0.9),
)
FLOAT = Pose(
    pelvis=(0.0, 0.965, 0.0),
    hips=(0.15, 0.06, 0.0),
    chest=(0.05, 0.10, 0.0),
    head=(0.0, -0.28, 0.0),
    left_hand=(0.12, 0.22, 0.95),
    right_hand=(0.10, 0.05, 0.95),
    left_foot=(-0.06, 0.02, -0.05, 0.1, 1.0),
    right_foot=(0.18, 0.34, 0.06, -0.1, 0.9),
    grip=(0.25, -0.55, 0.8),
    curl=(0.0, 1.0),
)
DASH = replace(
    AIR_BACK,
    pelvis=(0.0, 0.82, 0.0),
    hips=(0.55, -0.45, 0.0),
    chest=(0.45, 0.05, 0.0),
    head=(-0.15, 0.25, 0.0),
    left_hand=(0.72, -0.02, 0.30),
    right_hand=(-0.45, -0.20, 0.80),
    left_foot=(-0.85, 0.22, -0.10, 0.2, 1.1),
    right_foot=(0.05, 0.10, 0.10, -0.1, 0.8),
    grip=(-0.80, -0.10, 0.55),
)
PASS_CUT = replace(
    DASH,
    hips=(0.20, -0.40, 0.0),
    chest=(-0.20, 0.0, 0.0),
    left_hand=(-0.72, 0.30, 0.55),
    right_hand=(0.84, 0.06, 0.16),
    grip=(0.86, 0.28, -0.30),
)
FOLLOWED = replace(
    LANDED,
    pelvis=(0.05, 0.64, 0.0),
    hips=(-0.25, -0.25, 0.0),
    chest=(-0.45, -0.05, 0.0),
    head=(0.10, 0.10, 0.0),
    left_hand=(-0.72, 0.30, 0.55),
    right_hand=(0.55, 0.10, 0.85),
    left_foot=(-0.70, 0.0, -0.16, 0.5, 0.8),
    right_foot=(0.42, 0.0, 0.16, -0.1, 0.0),
    grip=(0.35, 0.25, 0.9),
)
SKIM = replace(
    DASH,
    pelvis=(0.0, 0.92, 0.0),
    hips=(0.25, -0.42, 0.0),
    chest=(0.10, 0.20, 0.0),
    left_hand=(-0.72, 0.05, 0.66),
    right_hand=(-0.62, -0.25, 0.74),
    left_foot=(-0.62, 0.16, -0.08, 0.1, 1.1),
    right_foot=(-0.02, 0.02, 0.08, -0.1, 0.9),
    grip=(-0.85, -0.35, 0.40),
)
SKIM_BACK = replace(
    SKIM,
    hips=(0.30, 0.10, 0.0),
    chest=(0.15, 0.10, 0.0),
    head=(-0.1, -0.1, 0.0),
    left_hand=(0.20, 0.40, 0.85),
    right_hand=(0.86, 0.10, 0.20),
    left_foot=(0.45, 0.20, -0.10, 0.1, 0.2),
    right_foot=(0.02, 0.02, 0.08, -0.1, 0.5),
    grip=(0.90, 0.15, 0.30),
)
KNEEL = replace(
    GUARD,
    pelvis=(-0.05, 0.50, 0.0),
    hips=(0.10, -0.10, 0.0),
    chest=(0.0, -0.18, 0.0),
    head=(0.0, -0.42, 0.0),
    left_hand=(0.45, -0.55, 0.05),
    right_hand=(0.62, -0.28, -0.05),
    left_foot=(-0.50, 0.06, -0.12, 0.2, 1.2),
    right_foot=(0.34, 0.0, 0.12, -0.1, 0.0),
    grip=(0.16, -0.98, 0.05),
    curl=(0.6, 1.0),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Blow:
    """A pose in which blades meet, where its right fist is (own axes, metres) and the blade's way."""

    pose: Pose
    fist: tuple[float, float, float]
    way: tuple[float, float, float]


BLOWS: Mapping[str, Blow] = {
    "cut": Blow(pose=CUT, fist=(0.62, 1.26, 0.05), way=(0.74, 0.46, -0.42)),
    "parry": Blow(pose=PARRY, fist=(0.46, 1.22, 0.08), way=(0.34, 0.66, -0.62)),
    "parry_aside": Blow(pose=PARRY, fist=(0.46, 0.98, 0.10), way=(0.36, 0.50, -0.74)),
    "thrust": Blow(pose=THRUST, fist=(0.74, 1.16, 0.10), way=(0.96, 0.10, -0.12)),
    "sweep": Blow(pose=SWEEP, fist=(0.62, 0.92, 0.08), way=(0.86, -0.10, -0.46)),
    "low_parry": Blow(pose=LOW_PARRY, fist=(0.46, 1.0, 0.10), way=(0.52, -0.55, -0.60)),
    "lock": Blow(pose=LOCK, fist=(0.44, 1.24, 0.02), way=(0.40, 0.80, -0.44)),
    "air_cut": Blow(pose=AIR_CUT, fist=(0.84, 1.13, 0.12), way=(0.86, 0.22, -0.40)),
    "air_parry": Blow(pose=AIR_PARRY, fist=(0.48, 1.30, 0.08), way=(0.42, 0.62, -0.62)),
    "pass_cut": Blow(pose=PASS_CUT, fist=(0.58, 1.07, 0.42), way=(0.88, 0.30, 0.12)),
}
"""By the names that contacts have."""
