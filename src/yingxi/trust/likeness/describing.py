"""Faces as short lists of numbers, and how alike two of them are."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.likeness.aligning import arcface_chip, dlib_chip
from yingxi.trust.likeness.faces import Face, Picture
from yingxi.trust.likeness.mesh import eye_corners, trace_face
from yingxi.trust.likeness.networks.cards import Card, card_stamp, own_cards, run_card
from yingxi.trust.likeness.networks.shelf import has_pack, network_stamp, run_network

Description = NDArray[np.float32]
"""One network's numbers for one face, of length 1 as a vector for cosine, as they come for distance."""


def describe_face(
    picture: Picture, face: Face, cards: Sequence[Card] | None = None
) -> dict[str, Description]:
    """The face as each network that is here describes it, by the network's name.

    cards: the person's own networks; None takes those in their home.
    """
    found = {"mobilefacenet": describe_by_mobilefacenet(picture, face)}
    if has_pack("face-descriptor") and has_pack("face-mesh"):
        found["dlib"] = describe_by_dlib(picture, face)
    own = own_cards() if cards is None else cards
    return found | {card.name: describe_by_card(picture, face, card) for card in own}


def weights_now() -> dict[str, str]:
    """Which weights each network that is here has, to tell descriptions by other weights from ours."""
    shipped = ["mobilefacenet", *(["dlib"] if has_pack("face-descriptor") else [])]
    return {name: network_stamp(name) for name in shipped} | {c.name: card_stamp(c) for c in own_cards()}


def describe_by_mobilefacenet(picture: Picture, face: Face) -> Description:
    """(192,) of length 1 by MobileFaceNet, the mean of the face and its mirror image."""
    chip = (arcface_chip(picture, face.landmarks).astype(np.float32) - 127.5) / 128
    return unit(run_network("mobilefacenet", np.stack([chip, chip[:, ::-1]]))[0].sum(0))


def describe_by_dlib(picture: Picture, face: Face) -> Description:
    """(128,) by dlib's residual network, the mean of the face and its mirror image."""
    chip = dlib_chip(picture, eye_corners(trace_face(picture, face))).astype(np.float32)
    return np.asarray(run_network("dlib", np.stack([chip, chip[:, ::-1]]))[0].mean(0), np.float32)


def describe_by_card(picture: Picture, face: Face, card: Card) -> Description:
    """The face by the person's own network, of length 1, the mean of the face and its mirror image."""
    chip = arcface_chip(picture, face.landmarks, card.size)
    return unit(run_card(card, np.stack([chip, chip[:, ::-1]])).sum(0))


def unit(vector: NDArray[np.float32]) -> Description:
    """The vector at length 1."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def likenesses(one: Mapping[str, Description], other: Mapping[str, Description]) -> dict[str, float]:
    """How alike two faces are by each network that described both; larger is more alike.

    Cosine for MobileFaceNet and the person's own networks, minus Euclidean distance for dlib.
    """
    return {name: likeness(name, one[name], other[name]) for name in one if name in other}


def likeness(name: str, one: Description, other: Description) -> float:
    """How alike two descriptions by the same network are."""
    if name == "dlib":
        return -float(np.linalg.norm(one - other))
    return float(unit(one) @ unit(other))
