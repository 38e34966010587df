"""A directory that speaks SAML: pysaml2 with a key of its own, asked and answered as a browser would carry it."""

import base64
import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.test import Client
from django.utils import timezone
from saml2 import BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from tests.services.machine import XMLSEC

ENTITY = "https://idp.example.org/saml"
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
HOST = "vig.example.org"
LOGIN = "/account/saml/service/login/"
ACS = "/account/saml/service/acs/"
METADATA = "/account/saml/service/metadata/"


def browser() -> Client:
    return Client(headers={"host": HOST})


class Directory:
    def __init__(self, folder: Path) -> None:
        self.key, self.certificate = a_key_pair(folder)
        self.metadata = folder / "directory.xml"
        self.metadata.write_text(str(entity_descriptor(self._config())))
        self._server: Server | None = None

    def answer(self, asked: str = "", *, email: str = "", name: str = "", uid: str = "m-1", **otherwise: Any) -> str:
        """To the question in an address; `otherwise` bends what a good directory would say."""
        server = self._known_to_us()
        said: dict[str, Any] = {"destination": f"http://{HOST}{ACS}", "in_response_to": None}
        said["sp_entity_id"] = f"http://{HOST}{METADATA}"
        if asked:
            [question] = parse_qs(urlsplit(asked).query)["SAMLRequest"]
            said |= server.response_args(server.parse_authn_request(question, BINDING_HTTP_REDIRECT).message)
            said.pop("binding", None)
        response = server.create_authn_response(
            **{
                "identity": {"mail": [email], "displayName": [name]},
                "name_id": NameID(format=NAMEID_FORMAT_PERSISTENT, text=uid),
                "authn": {"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": ENTITY},
                "sign_assertion": True,
                "sign_response": False,
                "sign_alg": SIG_RSA_SHA256,
                "digest_alg": DIGEST_SHA256,
                **said,
                **otherwise,
            }
        )
        return str(response)

    def sign_in(self, visitor: Client, back_to: str = "", **said: Any) -> Any:
        """Press the button, sign in at the directory, and come back."""
        going = visitor.post(LOGIN, {"next": back_to})
        return hand_over(visitor, self.answer(going.context["directory"], **said))

    def _known_to_us(self) -> Server:
        if self._server is None:
            self._server = Server(config=self._config(browser().get(METADATA).content.decode()))
        return self._server

    def _config(self, service: str = "") -> IdPConfig:
        return IdPConfig().load(
            {
                "entityid": ENTITY,
                "key_file": str(self.key),
                "cert_file": str(self.certificate),
                "xmlsec_binary": XMLSEC.find(),
                "metadata": {"inline": [service]} if service else {},
                "service": {
                    "idp": {
                        "endpoints": {
                            "single_sign_on_service": [("https://idp.example.org/sso", BINDING_HTTP_REDIRECT)]
                        },
                        "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}},
                    }
                },
            }
        )


def hand_over(visitor: Client, answer: str) -> Any:
    """What the directory's page has the browser post to us, from another site and so without our cookies."""
    without_cookies = browser()
    carried = {"SAMLResponse": base64.b64encode(answer.encode()).decode()}
    posted = without_cookies.post(ACS, carried, headers=FROM_ELSEWHERE)
    if posted.status_code != 302:
        return posted
    visitor.cookies["saml-acs-session"] = without_cookies.cookies["saml-acs-session"].value
    return visitor.get(posted["Location"], headers=FROM_ELSEWHERE)


def a_key_pair(folder: Path) -> tuple[Path, Path]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file
