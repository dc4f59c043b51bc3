"""What embedded texts say about who made a file: pure functions from texts to signs.

Anyone can write such a text, so a sign is a statement and no proof; it is still what honest generators leave.
Terms of the source type: IPTC NewsCodes, digitalsourcetype. Field `AIGC`: GB 45438-2025, whose `Label` is
1 for generated, 2 for possibly, 3 for suspected.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from yingxi.trust.verify.findings import Sign
from yingxi.trust.verify.layout import Text

AI_SOURCES: Final = frozenset(
    {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"}
)
"""Source types that speak of generative AI; `algorithmicMedia` speaks of software without training data."""

OTHER_SOURCES: Final = frozenset(
    {
        "algorithmicMedia", "algorithmicallyEnhanced", "dataDrivenMedia", "digitalArt", "digitalCapture",
        "digitalCreation", "composite", "compositeCapture", "computationalCapture", "humanEdits",
        "minorHumanEdits", "multiframeComputationalCapture", "negativeFilm", "positiveFilm", "print",
        "screenCapture", "softwareImage", "virtualRecording",
    }
)  # fmt: skip

_SOURCE = re.compile(r"digitalsourcetype/([A-Za-z]{4,60})", re.IGNORECASE)
_AIGC_XMP = re.compile(r"<\w{1,20}:AIGC[^>]{0,200}>([^<]{2,8000})<|:AIGC\s{0,9}=\s{0,9}\"([^\"]{2,8000})\"")
_CREDIT = re.compile(
    r"<(?:xmp:CreatorTool|photoshop:Credit)>([^<]{1,300})<|(?:xmp:CreatorTool|photoshop:Credit)=\"([^\"]{1,300})\""
)
_STEPS = re.compile(r"\bSteps: \d{1,5}\b")
_SAMPLER = re.compile(r"\b(?:Sampler|CFG scale|Model hash): ?\S")

SOFTWARE_KEYS: Final = frozenset(
    {"software", "make", "model", "creatortool", "credit", "source", "encoder", "generator", "application"}
)
"""Fields that name software; fields that name people are left out, for people are called Sora too."""

OWN_KEYS: Final = SOFTWARE_KEYS | {"artist", "author", "comment"}
"""Fields in which our own name is looked for."""

GENERATOR_KEYS: Final = {
    "invokeai_metadata": "InvokeAI", "invokeai_graph": "InvokeAI", "sd-metadata": "InvokeAI",
    "dream": "InvokeAI", "fooocus_scheme": "Fooocus", "sui_image_params": "SwarmUI",
    "generation_data": "TensorArt",
}  # fmt: skip

MAKERS: Final = (
    "Midjourney", "DALL·E", "DALL-E", "OpenAI", "ChatGPT", "Sora", "Stable Diffusion", "Stability AI",
    "ComfyUI", "NovelAI", "InvokeAI", "Fooocus", "SwarmUI", "Draw Things", "Adobe Firefly", "Imagen",
    "Made with Google AI", "Leonardo.Ai", "Ideogram", "Runway", "Pika Labs", "Kling", "可灵",
    "Jimeng", "即梦", "Doubao", "豆包", "Hailuo", "海螺", "Vidu", "通义万相", "文心一格",
    "Bing Image Creator", "Luma Dream Machine",
)  # fmt: skip
_MAKERS = re.compile(
    r"(?<![A-Za-z])(" + "|".join(re.escape(name) for name in MAKERS) + r")(?![A-Za-z])", re.IGNORECASE
)
_YINGXI = re.compile(r"影戏|(?<![A-Za-z])Yingxi(?![A-Za-z])", re.IGNORECASE)


def read_signs(texts: Iterable[Text]) -> tuple[Sign, ...]:
    """All statements about the making of a file in its texts, each once, in the order of the file."""
    return tuple(dict.fromkeys(sign for text in texts for sign in signs_of(text)))


def signs_of(text: Text) -> Iterator[Sign]:
    """The statements of one text."""
    yield from source_signs(text)
    yield from aigc_signs(text)
    yield from generator_signs(text)
    yield from maker_signs(text)


def source_signs(text: Text) -> Iterator[Sign]:
    """IPTC digital source types, wherever they are written."""
    for found in _SOURCE.finditer(text.words):
        name = found.group(1)
        if name in AI_SOURCES | OTHER_SOURCES:
            yield Sign(code="source_type", where=text.where, words=name, ai=name in AI_SOURCES)


def aigc_signs(text: Text) -> Iterator[Sign]:
    """The implicit label of GB 45438-2025: a field `AIGC` of its own, or inside XMP."""
    raw = [text.words] if text.key.upper() in ("AIGC", "TC260:AIGC") else []
    raw += [one or other for one, other in _AIGC_XMP.findall(text.words)]
    for words in raw:
        label = read_aigc(words)
        if label:
            producer = label.get("ContentProducer", "")
            ai = label.get("Label", "") in ("1", "2", "3")
            yield Sign(code="aigc", where=text.where, words=label.get("Label", ""), maker=producer, ai=ai)


def read_aigc(words: str) -> dict[str, str]:
    """The fields of an AIGC label as strings; empty when it is none."""
    label = read_json(html.unescape(words))
    if isinstance(label, dict) and isinstance(label.get("AIGC"), dict):
        label = label["AIGC"]
    if not isinstance(label, dict) or "Label" not in label:
        return {}
    return {str(key)[:40]: str(value)[:300] for key, value in list(label.items())[:20]}


def generator_signs(text: Text) -> Iterator[Sign]:
    """The recipes that generators of pictures write beside them: prompts, samplers, graphs."""
    words, key = text.words, text.key.lower()
    if key in GENERATOR_KEYS:
        yield recipe(text, GENERATOR_KEYS[key])
    elif _STEPS.search(words[:20000]) and _SAMPLER.search(words[:20000]):
        yield recipe(text, "Stable Diffusion")
    elif words.startswith(("workflow:", "prompt:", "{", "[")) and is_graph(words):
        yield recipe(text, "ComfyUI")
    elif key == "description" and "Job ID: " in words:
        yield recipe(text, "Midjourney")


def recipe(text: Text, maker: str) -> Sign:
    """A generator's recipe, in its first words."""
    where = f"{text.where} {text.key}".strip()
    return Sign(code="recipe", where=where, words=shorten(text.words), maker=maker)


def is_graph(words: str) -> bool:
    """Whether a text is the graph of nodes that ComfyUI writes (`prompt`, `workflow`, or both in one)."""
    start = words.find("{")
    graph = read_json(words[start:]) if 0 <= start < 20 else None
    for part in (graph, *(graph.values() if isinstance(graph, dict) else ())):
        inner = read_json(part) if isinstance(part, str) else part
        if isinstance(inner, dict) and any_node(inner):
            return True
    return False


def any_node(graph: dict[str, Any]) -> bool:
    """Whether one of the values is a node of ComfyUI."""
    nodes = graph["nodes"] if isinstance(graph.get("nodes"), list) else list(graph.values())
    return any(isinstance(node, dict) and {"class_type", "widgets_values"} & node.keys() for node in nodes)


def maker_signs(text: Text) -> Iterator[Sign]:
    """Names of generators in the fields that name software or a maker."""
    key, own = text.key.lower(), text.words[:1000]
    said = [one or other for one, other in _CREDIT.findall(text.words)]
    for words in (*said, own if key in OWN_KEYS else ""):
        if _YINGXI.search(words):
            yield Sign(code="maker", where=text.where, words=shorten(words), maker="Yingxi")
    for words in (*said, own if key in SOFTWARE_KEYS else ""):
        if found := _MAKERS.search(words):
            yield Sign(code="maker", where=text.where, words=shorten(words), maker=found.group(1))


def read_json(words: str) -> Any:
    """Parsed JSON; None when it is none, or nested deeper than any real one."""
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return None


def shorten(words: str, most: int = 120) -> str:
    """One line of at most `most` characters."""
    line = " ".join(words[: most * 4].split())
    return line if len(line) <= most else line[: most - 1] + "…"
