"""Small storyboards for the tests of this department."""

from yingxi.film import Line, Score, Shot, Storyboard, Title

ARC = (("establish", 2.5), ("introduce", 4.5), ("build", 6.8), ("climax", 9.4), ("resolve", 3.0))


def arc_board(
    *,
    beats: int = 8,
    fps: int = 24,
    per_beat: int = 12,
    mood: str = "epic",
    palette: str = "chinese",
    language: str = "zh",
    lines: tuple[Line, ...] = (),
    place: str = "river_city",
) -> Storyboard:
    """A film with one shot for each part of the arc, each `beats` beats long, with a title in the second."""
    length = beats * per_beat
    shots = tuple(
        Shot(
            number=f"{number * 10 + 10:04d}",
            scene=1 + number // 3,
            start=number * length,
            length=length,
            description="",
            place="江上",
            set=place,
            beat=beat,
            energy=energy,  # type: ignore[arg-type]
            title=Title(text="龙舟") if number == 1 else None,
        )
        for number, (beat, energy) in enumerate(ARC)
    )
    return Storyboard(
        title="龙舟",
        language=language,
        look="ink",
        fps=fps,
        width=640,
        height=360,  # type: ignore[arg-type]
        frames=length * len(ARC),
        score=Score(frames_per_beat=per_beat, mood=mood, palette=palette),
        shots=shots,
        narration=lines,
    )
