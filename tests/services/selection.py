"""`--on-servers`: only the tests in which a database or a broker takes part, for the run on PostgreSQL and Redis.

A test marked `once` uses the database, but would say nothing else on another.
"""

import pytest

MEETS_A_SERVER = {"db", "transactional_db", "live_server", "platform", "make_platform"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on-servers", action="store_true", help="only tests that meet a database or broker; no browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--on-servers"):
        kept = [item for item in items if meets_a_server(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def meets_a_server(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("once"):
        return False
    used = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or MEETS_A_SERVER & used)
