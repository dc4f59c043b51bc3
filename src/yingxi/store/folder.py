"""A film's folder: where each of its files lies."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store.atomic import saying_why, write_text

LONGEST_SLUG = 40
"""Characters; a Chinese one takes three bytes and most disks allow 255 bytes a name."""


@dataclass(frozen=True, kw_only=False, slots=True)
class FilmFolder:
    """The paths inside one film's folder; nothing is made or read until asked."""

    root: Path

    @property
    def brief(self) -> Path:
        """What was asked."""
        return self.root / "brief.yaml"

    @property
    def screenplay(self) -> Path:
        """Who, where, what is said."""
        return self.root / "screenplay.fountain"

    @property
    def storyboard(self) -> Path:
        """The shots."""
        return self.root / "storyboard.yaml"

    @property
    def takes(self) -> Path:
        """Takes by shot and number."""
        return self.root / "takes"

    @property
    def cut(self) -> Path:
        """The edit."""
        return self.root / "cut.otio"

    @property
    def mix(self) -> Path:
        """The folder of stems and of mix.wav."""
        return self.root / "mix"

    @property
    def mix_wav(self) -> Path:
        """The finished sound."""
        return self.mix / "mix.wav"

    @property
    def subtitles(self) -> Path:
        """What is said, by time."""
        return self.root / "subtitles.srt"

    @property
    def master(self) -> Path:
        """The finished film."""
        return self.root / "master.mp4"

    @property
    def report(self) -> Path:
        """What was made and what could not be."""
        return self.root / "report.html"

    @property
    def ledger(self) -> Path:
        """The hash-chained record."""
        return self.root / "ledger.jsonl"

    @property
    def cache(self) -> Path:
        """Content-addressed objects and build records; safe to delete, costs time only."""
        return self.root / ".yingxi"

    def take_media(self, shot: str, take: int) -> Path:
        """The pictures of one take."""
        return self.takes / shot / f"{take:03d}.mp4"

    def take_record(self, shot: str, take: int) -> Path:
        """The description beside a take."""
        return self.takes / shot / f"{take:03d}.yaml"

    def create(self) -> "FilmFolder":
        """Make the folder where it is missing; a YingxiError says why it cannot be."""
        if self.root.exists() and not self.root.is_dir():
            raise UsageError(f"{self.root} is a file; name a folder with --project DIR")
        with saying_why(self.root):
            self.cache.mkdir(parents=True, exist_ok=True)
        return self

    def open(self) -> "FilmFolder":
        """The same folder, sure to hold a film; UsageError when it does not."""
        if not self.brief.is_file():
            raise UsageError(f"no film in {self.root}: no brief.yaml; yingxi new --project DIR makes one")
        return self

    def write(self, path: Path, text: str) -> None:
        """Replace a text file of this film, all at once."""
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise YingxiError(f"{path} lies outside the film's folder {self.root}")
        write_text(path, text)


def slug(title: str) -> str:
    """A folder name from a title or prompt in any script: letters and digits, joined by hyphens.

    Chinese stays Chinese. A text without any letter (emoji only) gives `film`.
    """
    plain = unicodedata.normalize("NFKC", title).lower().replace("'", "").replace("’", "")
    words = re.findall(r"[^\W_]+", plain)
    name = ""
    for word in words:
        joined = f"{name}-{word}" if name else word
        if len(joined) > LONGEST_SLUG:
            break
        name = joined
    return name or (words[0][:LONGEST_SLUG] if words else "film")
