"""Tables for spreadsheets, in which nothing that somebody typed is run as a formula.

A spreadsheet that opens a CSV takes a text which begins with one of these signs for a formula, quoted or not
(OWASP, "CSV injection"; ASVS 1.2.10). An apostrophe before it makes it the text that it is.
"""

import csv
import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

Cell = str | int | float | Decimal | datetime.date | None

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Cell) -> str:
    """As a spreadsheet may have it. Numbers and dates stay what they are, also negative ones."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) and (value.startswith(BEGINS_A_FORMULA) or value.lstrip().startswith(BEGINS_A_FORMULA)):
        return f"'{value}"
    return str(value)


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The lines of a CSV file, one after the other: UTF-8 with a mark by which Excel knows that it is."""
    table = csv.writer(_Line())
    yield "\ufeff".encode() + table.writerow([safe_cell(title) for title in head])
    for row in rows:
        yield table.writerow([safe_cell(value) for value in row])


class _Line:
    """A file for `csv.writer` that hands each line back instead of keeping it."""

    def write(self, line: str) -> bytes:
        return line.encode()
