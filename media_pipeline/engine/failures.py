"""What can go wrong with a film, in words for the person who uploaded it."""

from __future__ import annotations


class UnusableFilm(Exception):
    """The film itself is the trouble: trying again will not help. The message says what to do instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[UnusableFilm], tuple[str, str]]:
        return type(self), (self.code, self.message)


class TranscodeCancelled(Exception):
    """Somebody asked us to stop. What was stored stays, so a later run can go on from there."""


class TranscodeFailed(Exception):
    """The machine is the trouble, not the film: another try may well work."""

    def __init__(self, message: str, log_tail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.log_tail = log_tail


SENTENCES = {
    "empty": "This file is empty. Please check on the camera or phone that the film plays, and upload it again.",
    "not_a_film": "This file is not a film that we can read. Please upload the film as the camera or phone saved it, "
    "for example an MP4 or MOV file.",
    "playlist": "This file only points to a film and does not hold one. Please upload the film file itself.",
    "no_picture": "This file has sound but no moving picture. Please upload the film itself.",
    "truncated": "The end of this film is missing: it was probably cut short while it was copied or recorded. "
    "Please copy it from the camera or phone again and upload it once more.",
    "too_long": "This film is longer than {hours} hours. Please upload the part that you want to work with.",
    "too_large_picture": "The picture of this film is larger than we can work with. Please save it as 4K or smaller "
    "and upload it again.",
    "unreadable": "We cannot read this film; the file seems to be damaged. If it plays on the phone or computer, save "
    "it there as an MP4 file and upload that.",
    "implausible": "The times inside this film make no sense: it says that it is far longer than what it holds. Please "
    "save it again as an MP4 file on the phone or computer and upload that.",
}


def unusable(code: str, *, hours: int = 3) -> UnusableFilm:
    return UnusableFilm(code, SENTENCES[code].format(hours=hours))
