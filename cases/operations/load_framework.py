"""The principles as data: a versioned framework read from JSON."""

import json
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent.parent / "frameworks" / "attuned-interaction-2017.json"


def load_framework(path: Path, *, frameworks: Any, principles: Any, behaviours: Any) -> None:
    """Write a framework through the given managers, so that a migration can use it with historical models."""
    described = json.loads(path.read_text(encoding="utf-8"))
    framework = frameworks.create(code=described["code"], name=described["name"], attribution=described["attribution"])
    for number, block in enumerate(described["principles"], start=1):
        principle = principles.create(
            framework=framework,
            number=number,
            code=block["code"],
            level=block["level"],
            name=block["name"],
            may_mean=block["may_mean"],
        )
        for place, label in enumerate(block["behaviours"], start=1):
            behaviours.create(principle=principle, number=place, code=f"{block['code']}{place}", label=label)
