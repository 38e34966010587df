"""Keys: a master key wraps the key of each ring, a ring (one a case) the key of each recording and cut on it, and that
wraps the data key. All but the data keys, which the database keeps wrapped, lie in a folder of their own.

A deleted key stays readable in a database's log and backups; a file of its own can be destroyed, and with it
everything that it ever locked.
"""

from .rings import KeyDestroyed, RingDestroyed, destroy_keys, destroy_ring, has_ring, id_of, new_data_key, retire_keys
from .rings import open_data_key as unwrap
from .shredded import ShredLogBroken
from .wrapping import WrongKey

__all__ = [
    "KeyDestroyed",
    "RingDestroyed",
    "ShredLogBroken",
    "WrongKey",
    "destroy_keys",
    "destroy_ring",
    "has_ring",
    "id_of",
    "new_data_key",
    "retire_keys",
    "unwrap",
]
