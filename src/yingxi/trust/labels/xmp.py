"""The labels as XMP (ISO 16684-1): the AIGC field of TC260, IPTC's source type and AI systems.

Namespaces: TC260 practice guide on implicit labels of files; IPTC Photo Metadata Standard 2025.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from yingxi.trust.labels.aigc import AIGC, NAMES, Aigc, parse_aigc, write_aigc
from yingxi.trust.provenance.source_type import SourceType, source_term, source_uri

TC260 = "http://www.tc260.org.cn/ns/AIGC/1.0/"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
XMP = "http://ns.adobe.com/xap/1.0/"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

LONGEST = 1 << 20
"""Bytes of XMP that are read at most; a packet of labels takes a few thousand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What is written into a file: `systems` are the trained models that took part, `tool` the program."""

    aigc: Aigc
    source: SourceType
    title: str = ""
    description: str = ""
    tool: str = ""
    systems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class XmpReading:
    """What a packet says; `aigc_text` is the field as it stands, in case that it cannot be understood."""

    aigc: Aigc | None = None
    aigc_text: str = ""
    source_type: str = ""
    systems: tuple[str, ...] = ()
    tool: str = ""


def xmp_packet(labels: Labels) -> bytes:
    """The packet, UTF-8."""
    fields = [
        f"<TC260:AIGC>{escape(write_aigc(labels.aigc))}</TC260:AIGC>",
        f"<Iptc4xmpExt:DigitalSourceType>{source_uri(labels.source)}</Iptc4xmpExt:DigitalSourceType>",
        *(
            f"<Iptc4xmpExt:AISystemUsed>{escape(one)}</Iptc4xmpExt:AISystemUsed>"
            for one in systems_of(labels)
        ),
        *([f"<xmp:CreatorTool>{escape(labels.tool)}</xmp:CreatorTool>"] if labels.tool else []),
        *in_any_language("title", labels.title),
        *in_any_language("description", labels.description),
    ]
    spaces = {"rdf": RDF, "TC260": TC260, "Iptc4xmpExt": IPTC, "xmp": XMP, "dc": DC}
    named = " ".join(f'xmlns:{name}="{uri}"' for name, uri in spaces.items() if name != "rdf")
    body = "\n  ".join(fields)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">\n'
        f' <rdf:Description rdf:about="" {named}>\n  {body}\n </rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def systems_of(labels: Labels) -> list[str]:
    """IPTC's field holds one text: all systems in it."""
    return ["; ".join(labels.systems)] if labels.systems else []


def in_any_language(name: str, text: str) -> list[str]:
    """A Dublin Core field with one text for all languages; nothing for an empty one."""
    if not text:
        return []
    inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
    return [f"<dc:{name}>{inner}</dc:{name}>"]


def parse_xmp(packet: bytes) -> XmpReading | None:
    """What anybody's packet says; None when it is no XMP, too long, or declares entities (a known trap)."""
    if len(packet) > LONGEST or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return None
    try:
        root = ElementTree.fromstring(packet.rstrip(b"\0").strip())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    text = next(values(root, TC260, AIGC), "")
    systems = next(values(root, IPTC, "AISystemUsed"), "")
    return XmpReading(
        aigc=parse_aigc(text) or structured_aigc(root),
        aigc_text=text,
        source_type=source_term(next(values(root, IPTC, "DigitalSourceType"), "")),
        systems=tuple(one for one in systems.split("; ") if one),
        tool=next(values(root, XMP, "CreatorTool"), ""),
    )


def values(root: ElementTree.Element, space: str, name: str) -> Iterator[str]:
    """The values of a field: as attributes, elements, or references."""
    wanted = f"{{{space}}}{name}"
    for element in root.iter():
        if (found := element.get(wanted)) is not None:
            yield found
        if element.tag == wanted:
            yield (element.get(f"{{{RDF}}}resource") or "".join(element.itertext())).strip()


def structured_aigc(root: ElementTree.Element) -> Aigc | None:
    """The seven fields where they stand one by one in the TC260 namespace."""
    found = {ours: next(values(root, TC260, name), None) for ours, name in NAMES.items()}
    told = {ours: text for ours, text in found.items() if text is not None}
    return Aigc(**told) if "label" in told else None
