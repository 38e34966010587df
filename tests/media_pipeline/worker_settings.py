"""For a worker in a process of its own, at work on the database, films and keys of the test that started it."""

import os

from vig.settings import *  # noqa: F403
from vig.settings import DATABASES, STORAGES

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
STORAGES["films"]["OPTIONS"] |= {"location": os.environ["TEST_FILMS"]}
