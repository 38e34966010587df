"""The platform's own settings, with its data in a folder that is gone when the tests are over.

The database is a file, as in real life: one in memory hides what several connections do to each other.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.services.redis_numbers import numbered, own_numbers

_data = tempfile.mkdtemp(prefix="vig-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["VIG_DATA"] = _data
if redis := os.environ.get("VIG_REDIS_URL"):
    os.environ["VIG_REDIS_URL"] = numbered(redis, own_numbers()[0])

from vig.settings import *  # noqa: E402, F403
from vig.settings import BROKER_DIR, DATABASES, STATIC_ROOT  # noqa: E402

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_data) / "test.sqlite3")}

for folder in (BROKER_DIR / "queue", BROKER_DIR / "control", STATIC_ROOT):
    folder.mkdir(parents=True)

VIG_VIEWING_SECONDS = 0
