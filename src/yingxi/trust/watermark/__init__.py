"""The watermark: 64 bits in every frame and still, read back blind from what is left of the picture.

A film's payload is a pointer to a signed record (yingxi.trust.registry), never proof by itself.
"""

from yingxi.trust.watermark.detect import Reading, detect_planes, detect_still, detect_video
from yingxi.trust.watermark.mark import Mark, mark_still
from yingxi.trust.watermark.payload import film_payload, payload_text, read_payload
from yingxi.trust.watermark.sound import SoundMark, detect_sound

__all__ = [
    "Mark",
    "Reading",
    "SoundMark",
    "detect_planes",
    "detect_sound",
    "detect_still",
    "detect_video",
    "film_payload",
    "mark_still",
    "payload_text",
    "read_payload",
]
