"""What a reader says when it will not read a file, for a reason that it knows."""

from yingxi.trust.verify.findings import Trouble


class RefusedError(Exception):
    """A reader refuses a file: `code` why, the message in its own words."""

    def __init__(self, code: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.code: Trouble = code
