from .cases import case, my_cases, open_case
from .cycles import add_cycle
from .films import add_film, cancel_processing, delete_film, film, film_progress, retry_processing

__all__ = [
    "add_cycle",
    "add_film",
    "cancel_processing",
    "case",
    "delete_film",
    "film",
    "film_progress",
    "my_cases",
    "open_case",
    "retry_processing",
]
