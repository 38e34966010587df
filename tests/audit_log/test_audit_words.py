import pytest

from vig.audit_log.templatetags.audit_words import fact, kind, short


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-11-25T09:55:32.760795+00:00", "25 Nov 2026, 09:55:32"),
        ("2026-07-25T09:55:32+00:00", "25 Jul 2026, 10:55:32"),
        ([[0, 250], [400, 900]], "0-250, 400-900"),
        (["a", "b"], "a, b"),
        ([], "none"),
        ({"film_id": "5a"}, "film id 5a"),
        (None, "none"),
        (0, "0"),
        (False, "False"),
    ],
)
def test_facts_are_said_in_words(value: object, said: str) -> None:
    assert fact(value) == said


def test_things_are_called_what_they_are_and_told_apart_by_eight_signs() -> None:
    assert [kind(label) for label in ("accounts.user", "cases.film", "film")] == ["person", "film", "film"]
    assert short("5a2c7a52-0000-4000-8000-000000000000") == "5a2c7a52"
    assert short("open_case") == "open_case"
