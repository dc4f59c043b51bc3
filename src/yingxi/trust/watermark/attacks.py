"""What happens to films and pictures on their way: recompression, scaling, cutting, turning, recolouring."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from PIL import Image

from yingxi.media.files import saying_why
from yingxi.media.frames import Bytes

Options = dict[str, str]
StillAttack = Callable[[Bytes], Bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """One generation: FFmpeg filters with their arguments, then an encoder with its options.

    In filters {w} and {h} stand for the sides of the picture as it arrives.
    """

    filters: tuple[tuple[str, str], ...] = ()
    codec: str = "libx264"
    options: Options = field(default_factory=dict)
    every: int = 1
    pixels: str = "yuv420p"

    @property
    def suffix(self) -> str:
        """The ending of a file that can hold the codec."""
        return {"gif": ".gif", "libvpx-vp9": ".webm"}.get(self.codec, ".mp4")


H264_23: Options = {"crf": "23", "preset": "veryfast"}
H264_35: Options = {"crf": "35", "preset": "medium"}
H265_32: Options = {"crf": "32", "preset": "fast", "x265-params": "log-level=none"}
AV1_50: Options = {"crf": "50", "preset": "8"}
VP9_45: Options = {"crf": "45", "b": "0", "deadline": "realtime", "cpu-used": "5"}


def scaled(height: int) -> tuple[tuple[str, str], ...]:
    """Scaled so that the picture has so many lines."""
    return (("scale", f"w=-2:h={height}:flags=bicubic"),)


def cropped(across: float, down: float, left: float = 0.5, top: float = 0.5) -> tuple[tuple[str, str], ...]:
    """What is left when shares of the sides are kept; `left` and `top` are shares of what is cut away."""
    keep = f"w=2*floor(iw*{across}/2):h=2*floor(ih*{down}/2)"
    return (("crop", f"{keep}:x=floor((iw-ow)*{left}):y=floor((ih-oh)*{top})"),)


def levels(formula: str) -> tuple[tuple[str, str], ...]:
    """Luma by a formula."""
    return (("lutyuv", f"y={formula}"),)


TALL = (("crop", "w=2*floor(ih*9/32):h=ih:x=floor((iw-ow)*0.4):y=0"),)
BRIGHTER = levels("clip(val+24\\,16\\,235)")
HARDER = levels("clip((val-126)*1.3+126\\,16\\,235)")
GAMMA = levels("16+219*pow(clip((val-16)/219\\,0\\,1)\\,0.75)")
GIF = Pass(
    filters=(("scale", "w=480:h=-2:flags=bicubic"),), codec="gif", every=2, pixels="rgb8"
)

VIDEO_ATTACKS: dict[str, tuple[Pass, ...]] = {
    "as delivered": (),
    "H.264 crf 35": (Pass(options=H264_35),),
    "H.265 crf 32": (Pass(codec="libx265", options=H265_32),),
    "AV1 crf 50": (Pass(codec="libsvtav1", options=AV1_50),),
    "VP9 crf 45": (Pass(codec="libvpx-vp9", options=VP9_45),),
    "540p": (Pass(filters=scaled(540), options=H264_23),),
    "360p": (Pass(filters=scaled(360), options=H264_23),),
    "crop 10 %": (Pass(filters=cropped(0.9, 0.9, 0.3, 0.8), options=H264_23),),
    "crop to 9:16": (Pass(filters=TALL, options=H264_23),),
    "half frame rate": (Pass(every=2, options=H264_23),),
    "mirrored": (Pass(filters=(("hflip", ""),), options=H264_23),),
    "turned 2 degrees": (Pass(filters=(("rotate", "a=2*PI/180"),), options=H264_23),),
    "brighter": (Pass(filters=BRIGHTER, options=H264_23),),
    "more contrast": (Pass(filters=HARDER, options=H264_23),),
    "gamma 0.75": (Pass(filters=GAMMA, options=H264_23),),
    "GIF 480 wide, 12 fps": (GIF,),
    "H.264 crf 35 twice": (Pass(options=H264_35), Pass(options=H264_35)),
    "540p, then H.265 crf 32": (
        Pass(filters=scaled(540), options=H264_23), Pass(codec="libx265", options=H265_32),
    ),
    "crop 10 %, then H.264 crf 35": (
        Pass(filters=cropped(0.9, 0.9, 0.3, 0.8), options=H264_23), Pass(options=H264_35),
    ),
    "9:16, then AV1 crf 50": (
        Pass(filters=TALL, options=H264_23), Pass(codec="libsvtav1", options=AV1_50),
    ),
    "mirrored and turned, then VP9 crf 45": (
        Pass(filters=(("hflip", ""), ("rotate", "a=2*PI/180")), options=H264_23),
        Pass(codec="libvpx-vp9", options=VP9_45),
    ),
    "360p, then GIF": (Pass(filters=scaled(360), options=H264_23), GIF),
}  # fmt: skip
"""Every name with its generations. H.264 at crf 23 stands behind each change that needs an encoder."""


def attack_video(source: Path, folder: Path, passes: tuple[Pass, ...]) -> Path:
    """Put a video through generations; the last file's path, `source` itself where there are none."""
    made = source
    for number, one in enumerate(passes):
        made = run_pass(made, folder / f"{source.stem}-{number}{one.suffix}", one)
    return made


def run_pass(source: Path, target: Path, one: Pass) -> Path:
    """Decode, filter and encode once."""
    with saying_why(source), av.open(source) as reading, av.open(target, "w") as writing:
        picture = reading.streams.video[0]
        picture.thread_type = "AUTO"
        rate = Fraction(picture.average_rate or 25) / one.every
        stream: av.VideoStream | None = None
        for number, frame in enumerate(filtered(reading.decode(picture), picture, one)):
            if stream is None:
                stream = cast(av.VideoStream, writing.add_stream(one.codec, rate=rate))
                stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, one.pixels
                stream.options = dict(one.options)
                stream.time_base = 1 / rate
            fresh = frame.reformat(format=one.pixels)
            fresh.pts, fresh.time_base = number, 1 / rate
            fresh.pict_type = av.video.frame.PictureType.NONE
            writing.mux(stream.encode(fresh))
        if stream is not None:
            writing.mux(stream.encode(None))
    return target


def filtered(
    frames: Iterable[av.VideoFrame], picture: av.VideoStream, one: Pass
) -> Iterator[av.VideoFrame]:
    """Every so many-th frame through the filters, if there are any."""
    chosen = (frame for number, frame in enumerate(frames) if number % one.every == 0)
    if not one.filters:
        yield from chosen
        return
    graph = av.filter.Graph()
    chain = [graph.add_buffer(template=picture)]
    chain += [graph.add(name, arguments) for name, arguments in one.filters]
    chain.append(graph.add("buffersink"))
    graph.link_nodes(*chain).configure()
    for frame in chosen:
        graph.push(frame)
        yield graph.vpull()


def by_file(kind: str, quality: int) -> StillAttack:
    """Saved with loss and read again."""

    def attack(picture: Bytes) -> Bytes:
        sink = io.BytesIO()
        Image.fromarray(picture).save(sink, kind, quality=quality)
        return np.asarray(Image.open(sink).convert("RGB"))

    return attack


def screenshot(picture: Bytes) -> Bytes:
    """Shown in a window at 0.711 of its size with a bar above, taken from the screen, saved as JPEG 80."""
    height, width = picture.shape[:2]
    size = round(width * 0.711), round(height * 0.711)
    shown = Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR)
    screen = Image.new("RGB", (shown.width + 90, shown.height + 130), (236, 236, 240))
    screen.paste(shown, (45, 88))
    return by_file("JPEG", 80)(np.asarray(screen))


def half_area(picture: Bytes) -> Bytes:
    """A corner with half of the picture's area, saved as JPEG 80."""
    height, width = (round(side * 0.7071) for side in picture.shape[:2])
    return by_file("JPEG", 80)(np.ascontiguousarray(picture[-height:, :width]))


STILL_ATTACKS: dict[str, StillAttack] = {
    "JPEG 50": by_file("JPEG", 50),
    "WebP 60": by_file("WEBP", 60),
    "screenshot": screenshot,
    "half of the area": half_area,
    "JPEG 50 twice, half of the area": lambda picture: half_area(by_file("JPEG", 50)(picture)),
}
