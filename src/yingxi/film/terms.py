"""The closed word lists of the trade that a storyboard may use."""

from typing import Literal

Language = Literal["zh", "en"]
ShotSize = Literal["ecu", "cu", "mcu", "ms", "mfs", "fs", "ws", "ews"]
Angle = Literal["eye", "low", "high", "aerial", "water", "rear"]
Move = Literal[
    "static", "pan_left", "pan_right", "tilt_up", "tilt_down", "push_in", "pull_out",
    "truck_left", "truck_right", "crane_up", "crane_down", "orbit_left", "orbit_right",
    "aerial", "track", "handheld",
]
Hour = Literal["dawn", "morning", "noon", "afternoon", "sunset", "dusk", "night"]
Weather = Literal["clear", "cloudy", "overcast", "mist", "rain", "storm", "snow", "dust"]
Season = Literal["spring", "summer", "autumn", "winter"]
Join = Literal["cut", "dissolve", "fade", "wipe"]
Beat = Literal["establish", "introduce", "build", "climax", "resolve"]
Screen = Literal["left", "right"]
Role = Literal["hero", "second", "extra", "effect"]
