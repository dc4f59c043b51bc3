"""Animals with what is put on them: tack that bends with them but does not take the colour of their coat."""

from yingxi.art.bodies.person import Company
from yingxi.art.cast.animal_rig import Herd
from yingxi.art.seat import Seat


class Saddled(Company):
    """A herd and its tack as one actor; people sit on the herd."""

    def __init__(self, herd: Herd, tack: Herd) -> None:
        super().__init__([herd, tack])
        self.herd = herd

    def seat(self, number: int, t: float) -> Seat:
        """Where somebody sits on one of them."""
        return self.herd.seat(number, t)
