"""The ROC curve of an evaluation as an SVG picture, false accepts on a logarithmic scale."""

from collections.abc import Mapping
from html import escape

import numpy as np

from yingxi.trust.likeness.rates import Floats, Pairs, roc

WIDTH, HEIGHT = 640, 440
LEFT, TOP, RIGHT, BOTTOM = 64, 24, 20, 52
COLOURS = ("#b3402a", "#27607e", "#3f7d4e", "#8a6a1f", "#6b4a86")


def draw_roc(pairs: Mapping[str, Pairs], title: str = "") -> str:
    """An SVG text with one curve for each score; the leftmost decade is that of one false accept."""
    others = max(int((~one.same).sum()) for one in pairs.values())
    decades = max(1, int(np.ceil(np.log10(max(others, 2)))))
    parts = [_frame(decades, title)]
    for number, (name, one) in enumerate(pairs.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = _places(*roc(one), decades)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{places}"/>')
        y = HEIGHT - BOTTOM - 14 - 18 * (len(pairs) - 1 - number)
        parts.append(
            f'<line x1="{WIDTH - 220}" y1="{y - 4}" x2="{WIDTH - 196}" y2="{y - 4}" stroke="{colour}"/>'
        )
        parts.append(f'<text x="{WIDTH - 190}" y="{y}">{escape(name)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
    return (
        f'{head} font-size="12">\n<rect width="100%" height="100%" fill="white"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _across(rate: float, decades: int) -> float:
    """Where a false accept rate stands from left to right; rates below the smallest stand at the border."""
    part = 1 + np.log10(max(rate, 10.0**-decades)) / decades
    return float(LEFT + part * (WIDTH - LEFT - RIGHT))


def _down(rate: float) -> float:
    return float(TOP + (1 - rate) * (HEIGHT - TOP - BOTTOM))


def _places(wrongly: Floats, taken: Floats, decades: int) -> str:
    """A stair: a true accept is reached at the false accepts before it."""
    points: list[tuple[str, str]] = []
    for x, y in zip(wrongly, taken, strict=True):
        across, down = f"{_across(float(x), decades):.1f}", f"{_down(float(y)):.1f}"
        if points and points[-1][1] != down:
            points.append((across, points[-1][1]))
        if len(points) > 1 and points[-1][1] == points[-2][1] == down:
            points.pop()
        points.append((across, down))
    return " ".join(",".join(point) for point in points)


def _frame(decades: int, title: str) -> str:
    lines = [f'<text x="{LEFT}" y="16" font-weight="bold">{escape(title)}</text>']
    for power in range(-decades, 1):
        x = _across(10.0**power, decades)
        lines.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        lines.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10.0**power:g}</text>')
    for tenth in range(0, 11, 2):
        y = _down(tenth / 10)
        lines.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#ddd"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{tenth / 10:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    lines.append(f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">false accept rate</text>')
    turned = f'transform="translate(16 {HEIGHT / 2}) rotate(-90)"'
    lines.append(f'<text {turned} text-anchor="middle">true accept rate</text>')
    return "\n".join(lines)
