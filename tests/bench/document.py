"""docs/benchmarks.md: people's words around blocks that the bench writes."""

import re
from pathlib import Path

from tests.services.platform import PROJECT

BENCHMARKS = PROJECT / "docs" / "benchmarks.md"


def write_block(name: str, text: str, *, document: Path = BENCHMARKS) -> None:
    """Put `text` between `<!-- name -->` and `<!-- end of name -->`."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    words = document.read_text()
    block = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not block.search(words):
        raise LookupError(f"{document.name} has no place for {name}")
    document.write_text(block.sub(lambda _: f"{begin}\n{text}\n{end}", words))
