"""The audio mark: the film's 64 bits in its sound as well, an option; read blind."""

from yingxi.trust.watermark.sound.detect import detect_samples, detect_sound
from yingxi.trust.watermark.sound.mark import SoundMark, mark_sound

__all__ = ["SoundMark", "detect_samples", "detect_sound", "mark_sound"]
