"""Small real media files of many kinds, made in memory, and structured damage to them."""

import io
import json
import random
import struct
import zlib
from fractions import Fraction

import av
import numpy as np
from PIL import Image, PngImagePlugin

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TRAINED = SOURCE + "trainedAlgorithmicMedia"
AIGC = json.dumps(
    {
        "Label": "1", "ContentProducer": "001191440300708461136T1XGXL", "ProduceID": "a1",
        "ReservedCode1": "", "ContentPropagator": "", "PropagateID": "", "ReservedCode2": "",
    }
)  # fmt: skip
STEPS = "a red boat\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Model hash: 6ce0161689"
GRAPH = json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": 5, "steps": 20}}})


def pixels(side=48, seed=0):
    """A picture of coarse noise, (side, side, 3) uint8."""
    small = np.random.default_rng(seed).integers(0, 255, (max(2, side // 8),) * 2 + (3,), dtype=np.uint8)
    return np.asarray(Image.fromarray(small).resize((side, side)))


def xmp(source=TRAINED, inner=""):
    """An XMP packet with an IPTC digital source type."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'Iptc4xmpExt:DigitalSourceType="{source}">{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def exif_of(**fields):
    """An EXIF block with `Software`, `ImageDescription`, `Make`, `UserComment` …"""
    tags = {"ImageDescription": 0x010E, "Make": 0x010F, "Model": 0x0110, "Software": 0x0131}
    exif = Image.Exif()
    for name, value in fields.items():
        if name == "UserComment":
            exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + value.encode("utf-16-be")
        else:
            exif[tags[name]] = value
    return exif.tobytes()


def picture(kind="PNG", side=48, frames=1, **options):
    """A picture as the bytes of a file of that kind."""
    sink = io.BytesIO()
    first, *rest = (Image.fromarray(pixels(side, seed)) for seed in range(frames))
    more = {"save_all": True, "append_images": rest} if rest else {}
    first.save(sink, kind, **more, **options)
    return sink.getvalue()


def png(texts=(), packed=(), side=48, **options):
    """A PNG with these text chunks (key, words), compressed ones in `packed`."""
    info = PngImagePlugin.PngInfo()
    for key, words in texts:
        info.add_itxt(key, words) if key.startswith("XML") else info.add_text(key, words)
    for key, words in packed:
        info.add_text(key, words, zip=True)
    return picture("PNG", side, pnginfo=info, **options)


def film(kind="mp4", codec="libx264", side=48, frames=8, tags=None):
    """A little film as the bytes of a file of that container."""
    sink = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if kind in ("mp4", "mov") else {}
    with av.open(sink, "w", format=kind, options=options) as container:
        container.metadata.update(tags or {})
        stream = container.add_stream(codec, rate=8)
        stream.width = stream.height = side
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, 8)
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(pixels(side, number), format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return sink.getvalue()


def sound():
    """A second of noise as a WAV file."""
    import soundfile

    sink = io.BytesIO()
    soundfile.write(sink, np.random.default_rng(0).normal(0, 0.1, 8000), 8000, format="WAV")
    return sink.getvalue()


def chunk(name, data):
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bare_png(width, height, data, extra=b""):
    """A PNG that claims any size, with these bytes as its packed picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def box(name, data):
    """One ISO box."""
    return struct.pack(">I", len(data) + 8) + name + data


def all_kinds():
    """One file of each kind that is read, by name."""
    comment = {"comment": "a boat", "AIGC": AIGC}
    return {
        "png": png([("parameters", STEPS), ("XML:com.adobe.xmp", xmp().decode())], [("workflow", GRAPH)]),
        "apng": png([("Comment", "moving")], frames=3),
        "jpeg": picture("JPEG", exif=exif_of(Software="Midjourney"), xmp=xmp(), comment="a boat"),
        "webp": picture("WEBP", exif=exif_of(Software="x"), xmp=xmp(), lossless=True),
        "moving.webp": picture("WEBP", frames=3, xmp=xmp()),
        "gif": picture("GIF", frames=3, comment=b"a boat"),
        "tiff": picture("TIFF", exif=exif_of(Software="x")),
        "bmp": picture("BMP"),
        "avif": picture("AVIF", xmp=xmp()),
        "mp4": film(tags=comment),
        "mov": film("mov", tags=comment),
        "webm": film("webm", "libvpx-vp9", tags=comment),
        "mkv": film("matroska", tags=comment),
        "avi": film("avi", "mpeg4"),
        "wav": sound(),
    }


NUMBERS = (0, 1, 7, 8, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


def damage(data, dice: random.Random, others):
    """The bytes of a file after one to four kinds of structured damage."""
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(DAMAGES)(data, dice, others) or b"\0"
    return data


def flip_bits(data, dice, others):
    """A few bits the other way round, mostly near the beginning, where headers are."""
    out = bytearray(data)
    reach = len(out) if dice.random() < 0.5 else min(len(out), 512)
    for _ in range(dice.choice((1, 2, 8, 64))):
        out[dice.randrange(reach)] ^= 1 << dice.randrange(8)
    return bytes(out)


def cut_off(data, dice, others):
    """The file ends early."""
    return data[: dice.randrange(1, len(data) + 1)]


def take_out(data, dice, others):
    """A piece is missing."""
    place, length = dice.randrange(len(data)), dice.choice((1, 2, 4, 8, 100, 1000))
    return data[:place] + data[place + length :]


def put_twice(data, dice, others):
    """A piece stands there many times."""
    place, length = dice.randrange(len(data)), dice.choice((4, 8, 32, 256))
    return data[:place] + data[place : place + length] * dice.choice((2, 3, 100)) + data[place:]


def put_in_noise(data, dice, others):
    """A piece that has no place there."""
    place = dice.randrange(len(data))
    return data[:place] + dice.randbytes(dice.choice((1, 3, 16, 400))) + data[place:]


def lie_about_length(data, dice, others):
    """A number of two, four or eight bytes, in either order, is one at which readers stumble."""
    size, order = dice.choice((2, 4, 4, 4, 8)), dice.choice(("big", "little"))
    place = dice.randrange(max(1, min(len(data), dice.choice((64, 1024, len(data)))) - size))
    number = dice.choice(NUMBERS) & ((1 << 8 * size) - 1)
    return data[:place] + number.to_bytes(size, order) + data[place + size :]


def lie_in_box(data, dice, others):
    """The length before a name of a box or chunk is one at which readers stumble."""
    names = [name for name in NAMES if name in data]
    if not names:
        return flip_bits(data, dice, others)
    place = data.find(dice.choice(names)) - 4
    return data[: max(0, place)] + struct.pack(">I", dice.choice(NUMBERS)) + data[max(0, place) + 4 :]


def rename_box(data, dice, others):
    """A box or chunk bears the name of another."""
    names = [name for name in NAMES if name in data]
    if not names:
        return cut_off(data, dice, others)
    return data.replace(dice.choice(names), dice.choice(NAMES), dice.choice((1, -1)))


def graft(data, dice, others):
    """The beginning of one file, the end of another."""
    other = dice.choice(others)
    return data[: dice.randrange(1, len(data))] + other[dice.randrange(len(other)) :]


def nest(data, dice, others):
    """The first box or chunk is inside itself, many times."""
    deep = dice.choice((20, 500))
    return data[:40] + (box(b"moov", b"")[:8].replace(b"\0\0\0\x08", b"\0\0\xff\xff")) * deep + data[40:]


DAMAGES = (
    flip_bits, flip_bits, cut_off, take_out, put_twice, put_in_noise, lie_about_length, lie_about_length,
    lie_in_box, rename_box, graft, nest,
)  # fmt: skip

NAMES = tuple(
    (
        b"ftyp moov trak mdia minf stbl stsd stts stsz stco stsc avcC tkhd mvhd udta meta keys ilst uuid "
        b"jumb jumd cbor IHDR IDAT tEXt zTXt iTXt acTL fcTL caBX VP8X VP8L ANMF EXIF"
    ).split()
)
