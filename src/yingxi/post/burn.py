"""Subtitles drawn into the picture, for films that are asked for that way."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from yingxi.film.terms import Language
from yingxi.media import Planes
from yingxi.post.compose import Look, Overlay, Painter
from yingxi.post.fonts import choose_faces, face
from yingxi.post.lettering import unit_of
from yingxi.post.sheet import Sheet, lay, sheet_of
from yingxi.post.srt import Cue

HEIGHT = {"zh": 0.050, "en": 0.040}
"""Letter size as a share of the picture's height (rules.yaml, subtitles.size_H)."""

BASELINE = 0.915
LETTERS = (250, 250, 246)


def burn_overlays(cues: Sequence[Cue], size: tuple[int, int], language: Language) -> tuple[Overlay, ...]:
    """One overlay for each cue. The frames under them are encoded anew, all others stay as they are."""
    return tuple(cue_overlay(cue, size, language) for cue in cues)


def cue_overlay(cue: Cue, size: tuple[int, int], language: Language) -> Overlay:
    """A cue's words, the same on all its frames."""

    def prepare(look: Look) -> Painter:
        sheet = draw_cue(cue.text, size, language)

        def paint(picture: Planes, frame: int) -> Planes:
            return lay(sheet, picture)

        return paint

    return Overlay(start=cue.start, stop=cue.stop, prepare=prepare)


def draw_cue(text: str, size: tuple[int, int], language: Language) -> Sheet:
    """White letters with a dark outline and a soft shadow, centred above the lower edge."""
    path = choose_faces("", text, language).caption
    letters = max(6, round(HEIGHT[language] * unit_of(size)))
    widest = max(face(path, letters).getlength(line) for line in text.split("\n"))
    if widest > size[0] * 0.9:
        letters = max(4, int(letters * size[0] * 0.9 / widest))
    outline = max(1, round(letters * 0.07))
    lines = text.count("\n") + 1
    tall = min(size[1], round(letters * 1.35 * lines + 4 * outline + letters) // 2 * 2)
    top = max(0, round(size[1] * BASELINE - tall + letters * 0.45) // 2 * 2)
    tall = min(tall, size[1] - top)
    image = Image.new("RGBA", (size[0], tall), (0, 0, 0, 0))
    ImageDraw.Draw(image).multiline_text(
        (size[0] / 2, tall - letters * 0.5), text, (*LETTERS, 255), face(path, letters), anchor="md",
        align="center", stroke_width=outline, stroke_fill=(0, 0, 0, 215), spacing=letters * 0.3,
    )
    pixels = np.asarray(image).astype(np.float32) / np.float32(255)
    return sheet_of(pixels[..., :3] * pixels[..., 3:], np.ascontiguousarray(pixels[..., 3]), 0, top)
