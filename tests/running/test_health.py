"""What monitors are told, and what strangers are not."""

from pathlib import Path

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.services.platform import Platform
from vig.running.heartbeat import sign_of_life

PARTS = ["database", "broker", "storage", "audit", "ffmpeg", "worker"]


@pytest.fixture
def workers_at_work() -> None:
    sign_of_life(["films", "clips"])


def test_alive_without_asking_anything_else(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.content == b"ok\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("workers_at_work")
def test_ready_when_every_part_works(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "parts": dict.fromkeys(PARTS, "ok")}


@pytest.mark.django_db
@pytest.mark.usefixtures("workers_at_work")
def test_not_ready_without_a_working_ffmpeg(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIG_FFMPEG", "/bin/false")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"] == dict.fromkeys(PARTS, "ok") | {"ffmpeg": "missing"}
    assert b"/bin/false" not in answer.content


@pytest.mark.django_db
@pytest.mark.usefixtures("workers_at_work")
def test_not_ready_when_films_cannot_be_stored(client: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    films = settings.STORAGES["films"] | {"OPTIONS": {"location": tmp_path / "file" / "films"}}
    settings.STORAGES = settings.STORAGES | {"films": films}

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["storage"] == "missing"


@pytest.mark.django_db
def test_not_ready_when_no_worker_cuts_clips(client: Client) -> None:
    cache.clear()
    sign_of_life(["films"])

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"] == dict.fromkeys(PARTS, "ok") | {"worker": "missing"}


@pytest.mark.django_db
def test_metrics_are_for_this_machine(client: Client) -> None:
    own, elsewhere = client.get("/metrics"), client.get("/metrics", REMOTE_ADDR="192.0.2.7")

    assert own.status_code == 200
    assert b'vig_films{state="ready"} 0.0' in own.content
    assert elsewhere.status_code == 403


@pytest.mark.django_db
def test_metrics_are_not_for_those_whom_a_proxy_on_this_machine_forwards(client: Client) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "status"), [("Bearer right", 200), ("Bearer wrong", 403), ("", 403)])
def test_metrics_are_for_the_bearer_of_the_token(client: Client, settings: Settings, given: str, status: int) -> None:
    settings.VIG_METRICS_TOKEN = "right"

    answer = client.get("/metrics", headers={"Authorization": given}, REMOTE_ADDR="192.0.2.7")

    assert answer.status_code == status


def test_metrics_count_the_requests_of_all_web_processes(platform: Platform) -> None:
    before = counted(platform)

    for _ in range(20):
        requests.get(f"{platform.url}/healthz", timeout=10, headers={"Connection": "close"})

    assert counted(platform) == before + 20


def counted(platform: Platform) -> float:
    figures = requests.get(f"{platform.url}/metrics", timeout=10).text
    name = 'vig_request_seconds_count{method="GET",status="200",url="healthz"} '
    return sum(float(line.removeprefix(name)) for line in figures.splitlines() if line.startswith(name))
