"""Lets the tests of the art department share their small assets (art_boxes.py)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
