"""Lets the tests of this department share their boards."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
