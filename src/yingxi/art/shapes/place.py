"""Where instances stand: rows of 16 numbers (a 3x4 matrix, a tint, a material parameter)."""

import numpy as np
from numpy.typing import ArrayLike

from yingxi.world.scene import Array


def turn(yaw: ArrayLike = 0.0, pitch: ArrayLike = 0.0, roll: ArrayLike = 0.0) -> Array:
    """Rotations (..., 3, 3) by radians: yaw turns +x toward -z, pitch lifts +x, roll turns +y toward +z."""
    head, rise, bank = np.broadcast_arrays(*(np.asarray(a, np.float32) for a in (yaw, pitch, roll)))
    ch, sh, cr, sr, cb, sb = (
        np.cos(head),
        np.sin(head),
        np.cos(rise),
        np.sin(rise),
        np.cos(bank),
        np.sin(bank),
    )
    matrix = np.empty(
        (*head.shape, 3, 3), np.float32
    )  # yaw @ pitch @ roll, multiplied out: it runs every frame
    matrix[..., 0, 0], matrix[..., 0, 1], matrix[..., 0, 2] = (
        ch * cr,
        sh * sb - ch * sr * cb,
        sh * cb + ch * sr * sb,
    )
    matrix[..., 1, 0], matrix[..., 1, 1], matrix[..., 1, 2] = sr, cr * cb, -cr * sb
    matrix[..., 2, 0], matrix[..., 2, 1], matrix[..., 2, 2] = (
        -sh * cr,
        ch * sb + sh * sr * cb,
        ch * cb - sh * sr * sb,
    )
    return matrix


def instances(
    position: ArrayLike,
    scale: ArrayLike = 1.0,
    yaw: ArrayLike = 0.0,
    pitch: ArrayLike = 0.0,
    roll: ArrayLike = 0.0,
    tint: ArrayLike = (1.0, 1.0, 1.0),
    parameter: ArrayLike = 1.0,
) -> Array:
    """Rows (n, 16) from (n, 3) positions; the rest one for all or one a row; scale (n,), (3,) or (n, 3)."""
    places = np.asarray(position, np.float32).reshape(-1, 3)
    count = len(places)
    size = np.asarray(scale, np.float32)
    size = size[:, None] if size.shape == (count,) and count != 3 else size
    rotation = np.broadcast_to(turn(yaw, pitch, roll), (count, 3, 3))
    rows = np.empty((count, 16), np.float32)
    matrix = rows[:, :12].reshape(count, 3, 4)
    matrix[:, :, :3] = rotation * np.broadcast_to(size, (count, 3))[:, None, :]
    matrix[:, :, 3] = places
    rows[:, 12:15] = tint
    rows[:, 15] = parameter
    return rows


def instance(
    position: ArrayLike,
    scale: ArrayLike = 1.0,
    yaw: float = 0.0,
    pitch: float = 0.0,
    roll: float = 0.0,
    tint: ArrayLike = (1.0, 1.0, 1.0),
    parameter: float = 1.0,
) -> Array:
    """One row (16,): see `instances`."""
    return np.asarray(
        instances(np.asarray(position, np.float32)[None], scale, yaw, pitch, roll, tint, parameter)[0]
    )
