"""What an operation says when it cannot take a value."""


class Refused(Exception):
    """`field` names the value, `sentence` says to a person what is wrong and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence
