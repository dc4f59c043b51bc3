"""The labels that were found in a file; values only."""

from dataclasses import dataclass

from yingxi.trust.labels.aigc import Aigc


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelReading:
    """Implicit labels; they are easily written and easily lost, so they say what somebody states.

    `aigc` is the field of GB 45438-2025, found at `aigc_place` (`mp4 tag`, `xmp`, `png text`, `exif`);
    `source_type` the IPTC term, `systems` the AI systems that the metadata names, `tool` what wrote it.
    """

    aigc: Aigc | None = None
    aigc_place: str = ""
    source_type: str = ""
    systems: tuple[str, ...] = ()
    tool: str = ""
    comment: str = ""
    problems: tuple[str, ...] = ()

    @property
    def says_ai(self) -> bool:
        """Whether any label states that the content, or a part of it, is made by an algorithm."""
        from yingxi.trust.provenance.source_type import SYNTHETIC

        return self.aigc is not None or self.source_type in SYNTHETIC or bool(self.systems)
