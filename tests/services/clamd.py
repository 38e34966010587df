"""A stand-in for clamd that speaks its real protocol: Debian's own needs signatures from the network to start.

It knows one signature, the EICAR test file, which every real scanner knows too.
"""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Conversation(socketserver.StreamRequestHandler):
    server: "FakeClamd"

    def handle(self) -> None:
        command = self.command()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self.server.says or self.verdict())
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def command(self) -> bytes:
        return b"".join(iter(lambda: self.rfile.read(1), b"\0"))

    def verdict(self) -> bytes:
        stream = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            stream += self.rfile.read(length)
            if len(stream) > self.server.most_bytes:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.server.seen.append(stream)
        return b"stream: Eicar-Signature FOUND\0" if EICAR in stream else b"stream: OK\0"


class FakeClamd(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int] | str) -> None:
        self.says = b""
        self.most_bytes = 100 * 1024**2
        self.seen: list[bytes] = []
        super().__init__(address, Conversation)  # type: ignore[arg-type]  # a path, where the family is AF_UNIX

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}" if isinstance(self.server_address, tuple) else self._path()

    def _path(self) -> str:
        return str(self.server_address)


class FakeClamdOnASocket(FakeClamd):
    address_family = socketserver.UnixStreamServer.address_family


@contextmanager
def running_clamd(path: Path | None = None, *, port: int = 0) -> Iterator[FakeClamd]:
    server = FakeClamdOnASocket(str(path)) if path else FakeClamd(("127.0.0.1", port))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
