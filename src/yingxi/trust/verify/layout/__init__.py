"""What a file is built of, read from its bytes without decoding a picture, within limits.

Modules stand in dependency order: values and limits, the kinds, one walker a kind of container.
"""

from yingxi.trust.verify.layout.kinds import KINDS, Kind, sniff
from yingxi.trust.verify.layout.values import Layout, Text
from yingxi.trust.verify.layout.walk import walk

__all__ = ["KINDS", "Kind", "Layout", "Text", "sniff", "walk"]
