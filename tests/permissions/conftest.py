from pathlib import Path

import pytest
from django.core.cache import cache

from cases.models import Film
from tests.cast import Cast

from .asking import Asking
from .scene import Scene, set_scene


@pytest.fixture
def scene(film: Film, cast: Cast) -> Scene:
    return set_scene(film, cast)


@pytest.fixture
def asking(scene: Scene, cast: Cast, tmp_path: Path) -> Asking:
    """Asks for any URL as any of the cast; afterwards everything is as it was."""
    cache.clear()
    return Asking(scene, cast, tmp_path)
