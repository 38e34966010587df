"""A folder that all processes of one run of the tests share, for what is made once, and gone when the run is over."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

NAME = "VIG_TESTS_SHARED"


@cache
def shared_folder() -> Path:
    """Made by whoever asks first; the processes that it starts find it in their environment."""
    if given := os.environ.get(NAME):
        return Path(given)
    folder = tempfile.mkdtemp(prefix="vig-tests-shared-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[NAME] = folder
    return Path(folder)
