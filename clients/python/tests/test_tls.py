"""How the hub speaks TLS to institutions: by authorities that it is told of, with a certificate of its own where that is wanted."""
from __future__ import annotations

import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hub import Hub, binary


@dataclass
class Named:
    """A certificate with its key, as PEM."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def with_key(self) -> str:
        form = serialization.PrivateFormat.PKCS8
        return self.pem + self.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(text: str, issuer: Named | None = None, days: int = 30) -> Named:
    """Signed by the issuer, or an authority by itself; over since yesterday with negative days."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(timezone.utc)
    builder = (
        x509.CertificateBuilder().subject_name(name(text)).issuer_name(issuer.certificate.subject if issuer else name(text))
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    )
    return Named(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


@contextmanager
def served(own: Named, folder: Path, wanted: Named | None = None) -> Iterator[str]:
    """A server that names itself so, and wants a certificate of whoever calls if an authority for those is given; its address."""
    issuer = ""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {"issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token"}
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests say what went wrong."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    (folder / "own.pem").write_text(own.with_key)
    context.load_cert_chain(folder / "own.pem")
    if wanted:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=wanted.pem)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    issuer = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def check(hub: Hub, issuer: str, roots: Named | None = None, identity: Named | None = None) -> str:
    """What `institution check` says of a server: the first line, or the problem."""
    given: dict[str, object] = {
        "code": "behind_tls", "name": "Behind TLS",
        "fdx": {"issuer": issuer, "api": f"{issuer}/fdx/v6", "client_id": "hub", "client_auth": "none", "scope": "accounts"},
        "transport": {"roots": roots.pem} if roots else {},
    }
    if identity:
        given["secrets"] = {"client_certificate": identity.with_key}
    where = ["--data", str(hub.data)]
    subprocess.run([binary(), "institution", "import", "-", *where], input=json.dumps([given]), text=True, check=True, capture_output=True)
    done = subprocess.run([binary(), "institution", "check", "behind_tls", "--json", *where], text=True, capture_output=True)
    (told,) = json.loads(done.stdout)
    assert (done.returncode == 0) == ("answer" in told), done
    return told["answer"][0] if "answer" in told else told["problem"]


@pytest.fixture(scope="module")
def authority() -> Named:
    return certificate("An authority")


def test_an_authority_is_trusted_when_it_is_named(hub: Hub, authority: Named, tmp_path: Path) -> None:
    with served(certificate("bank", authority), tmp_path) as issuer:
        assert "network_error" in check(hub, issuer), "the platform does not know it"
        assert "network_error" in check(hub, issuer, certificate("Another authority"))
        assert check(hub, issuer, authority) == f"issuer {issuer}"


def test_a_certificate_that_is_over_is_refused(hub: Hub, authority: Named, tmp_path: Path) -> None:
    with served(certificate("bank", authority, days=-1), tmp_path) as issuer:
        assert "network_error" in check(hub, issuer, authority)


def test_a_bank_that_wants_to_know_who_calls_is_told(hub: Hub, authority: Named, tmp_path: Path) -> None:
    ours = certificate("Authority of callers")
    with served(certificate("bank", authority), tmp_path, wanted=ours) as issuer:
        assert "network_error" in check(hub, issuer, authority)
        assert "network_error" in check(hub, issuer, authority, certificate("a stranger", certificate("Another authority")))
        assert check(hub, issuer, authority, certificate("the hub", ours)) == f"issuer {issuer}"
