"""A practitioner's own program, over the API and with a tus client that we did not write."""

from pathlib import Path
from typing import Any

import requests
from tusclient.client import TusClient

from tests.services.platform import Platform
from tests.services.waiting import wait_until

Json = dict[str, Any]


class Program:
    def __init__(self, platform: Platform, email: str = "mira@demo.vig") -> None:
        self.url = platform.url
        self.headers = {"Authorization": f"Token {platform.token(email)}"}

    def get(self, path: str) -> Json:
        answer = requests.get(self.url + path, headers=self.headers, timeout=30)
        answer.raise_for_status()
        return dict(answer.json())

    def post(self, path: str, **sent: object) -> Json:
        answer = requests.post(self.url + path, json=sent, headers=self.headers, timeout=30)
        answer.raise_for_status()
        return dict(answer.json())

    def open_cycle(self) -> Json:
        case = self.post("/api/v1/cases/", helping_question="How can I help her wait for her turn?")
        return self.post(case["cycles_url"])

    def add_film(self, cycle: Json) -> Json:
        return self.post(cycle["films_url"], kind="interaction", recorded_on="2026-11-02")

    def upload(self, film: Json, path: Path, *, piece: int = 2**24) -> None:
        client = TusClient(self.url + film["upload_url"], headers=self.headers)
        client.uploader(str(path), chunk_size=piece).upload()

    def film(self, film: Json) -> Json:
        return self.get(f"/api/v1/films/{film['id']}/")

    def ready_film(self, path: Path) -> Json:
        """Upload a film into a case of its own and wait until it is made ready."""
        film = self.add_film(self.open_cycle())
        self.upload(film, path)
        wait_until(lambda: self.film(film)["state"] in {"ready", "failed"}, seconds=120, what="the film is ready")
        return self.film(film)

    def cut_clip(self, film: Json, start_frame: int, end_frame: int) -> Json:
        """Mark a moment and wait until its file is there."""
        clip = self.post(film["clips_url"], start_frame=start_frame, end_frame=end_frame, title="She waits")
        url = f"/api/v1/clips/{clip['id']}/"
        wait_until(lambda: self.get(url)["state"] in {"ready", "failed"}, seconds=60, what="the clip is cut")
        return self.get(url)

    def download(self, path: str) -> bytes:
        answer = requests.get(self.url + path, headers=self.headers, timeout=60)
        answer.raise_for_status()
        return answer.content
