"""A directory that speaks OpenID Connect on this machine, and can be made to lie."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import flask
import jwt
import oidc_provider_mock
import requests
from django.test import Client
from oidc_provider_mock._storage import storage
from werkzeug.serving import make_server

Alter = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class Directory:
    url: str = ""
    alter_tokens: Alter | None = None
    alter_userinfo: Alter | None = None

    @property
    def login(self) -> str:
        return f"/account/oidc/{urlsplit(self.url).netloc}/login/"

    def knows(self, sub: str, **claims: object) -> None:
        assert requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).ok

    def sign_in(self, browser: Client, sub: str, **asked: str) -> Any:
        """Press the button, sign in at the directory, and come back."""
        return browser.get(self.way_back(browser, sub, **asked))

    def way_back(self, browser: Client, sub: str, **asked: str) -> str:
        going = browser.post(self.login, asked)
        answer = requests.post(going.context["directory"], data={"sub": sub}, allow_redirects=False, timeout=5)
        address = urlsplit(answer.headers["Location"])
        return f"{address.path}?{address.query}"


def sign(claims: dict[str, Any], *, with_key: Any = None) -> str:
    """With the directory's own key, or another that claims to be it."""
    key = with_key or jwt.PyJWK(storage.jwk.as_dict(is_private=True), algorithm="RS256").key
    return jwt.encode(claims, key, algorithm="RS256")


def claims_in(tokens: dict[str, Any]) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    return claims


@contextmanager
def running() -> Iterator[Directory]:
    directory = Directory()
    app = oidc_provider_mock.app()

    @app.after_request  # type: ignore[untyped-decorator]
    def lie(response: flask.Response) -> flask.Response:
        lies = {"/oauth2/token": directory.alter_tokens, "/userinfo": directory.alter_userinfo}
        alter = lies.get(flask.request.path)
        if alter and response.status_code == 200:
            response.set_data(json.dumps(alter(response.get_json())))
        return response

    server = make_server("127.0.0.1", 0, app, threaded=True)
    directory.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield directory
    server.shutdown()
    thread.join()
    server.server_close()
