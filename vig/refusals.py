"""What is said when a value cannot be taken, or a thing not be seen."""

from django.http import Http404


class Refused(Exception):
    """`field` names the value, `sentence` says to a person what is wrong and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class Unseen(Http404):
    """There is no such thing, or none that this person may know of; they are told the same, and it is noted."""
