"""Real servers on the loopback address that remember who called, for tests that nothing does, or how."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class Canary:
    """A server at `address`; `pages` answers by path, `hits` are the requests that came."""

    address: str
    port: int
    pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], Answer | None]] = field(default_factory=dict)
    hits: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def pair(self) -> tuple[str, int]:
        return (self.address, self.port)

    def url(self, path: str = "/", host: str = "") -> str:
        """The address of a page, under any name for the host."""
        own = f"[{self.address}]" if ":" in self.address else self.address
        return f"http://{host or own}:{self.port}{path}"


@contextlib.contextmanager
def canary(address: str = "127.0.0.1", port: int = 0, *, tls=None) -> Iterator[Canary]:
    """Start one, on a free port unless told which; it is stopped in the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            one.hits.append((self.path, dict(self.headers.items())))
            found = one.pages.get(self.path, (404, {}, b"nothing here"))
            answer = found(self) if callable(found) else found
            if answer is None:
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Transfer-Encoding" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever has had enough hangs up
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in address else socket.AF_INET

        def handle_error(self, *args: object) -> None:
            pass

    server = Server((address, port), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    one = Canary(address, server.server_address[1])
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
