"""Labels that the law asks for: what is drawn, what stands in the file, and what others' files say.

Modules stand in dependency order: the AIGC field, XMP, where files carry it, reading.
"""

from yingxi.trust.labels.aigc import AIGC, Aigc, parse_aigc, write_aigc
from yingxi.trust.labels.carriers import append_xmp, embed_xmp
from yingxi.trust.labels.drawn import PLACES, check_label, choose_label
from yingxi.trust.labels.read import read_labels
from yingxi.trust.labels.reading import LabelReading
from yingxi.trust.labels.xmp import Labels, xmp_packet

__all__ = [
    "AIGC",
    "PLACES",
    "Aigc",
    "LabelReading",
    "Labels",
    "append_xmp",
    "check_label",
    "choose_label",
    "embed_xmp",
    "parse_aigc",
    "read_labels",
    "write_aigc",
    "xmp_packet",
]
