"""Sounds of the world, made from physics and laid under the picture to the sample."""

from yingxi.sound.foley.beds import Bed, bed_for, make_beds
from yingxi.sound.foley.hits import Placed
from yingxi.sound.foley.placing import make_foley
from yingxi.sound.foley.table import RECIPES, find_recipe

__all__ = ["RECIPES", "Bed", "Placed", "bed_for", "find_recipe", "make_beds", "make_foley"]
