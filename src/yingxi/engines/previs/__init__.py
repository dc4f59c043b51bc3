"""Previs: the control pictures of a shot, drawn by our own world for models that paint."""

from yingxi.engines.previs.cast import CastPicture, draw_cast
from yingxi.engines.previs.kept import Previs, shoot_previs
from yingxi.engines.previs.pictures import SIGNALS

__all__ = ["SIGNALS", "CastPicture", "Previs", "draw_cast", "shoot_previs"]
