"""A request URL on this machine: what an app that speaks HTTP puts behind a web server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


@dataclass(frozen=True)
class Received:
    """One request, as it came."""

    headers: dict[str, str]  # names in small letters
    body: str


@dataclass
class Reply:
    """What goes back."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0  # seconds before it goes


Answer = Callable[[Received], Reply]


class RequestUrl:
    """Keeps every request and answers as told; use it as a context manager."""

    def __init__(self, answer: Answer) -> None:
        self.received: list[Received] = []
        self.answer = answer
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/slack/events"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                request = Received({key.lower(): value for key, value in self.headers.items()}, body)
                outer.received.append(request)
                reply = outer.answer(request)
                time.sleep(reply.wait)
                self.send_response(reply.status)
                for name, value in {**reply.headers, "Content-Length": str(len(reply.body.encode()))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body.encode())

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        return Handler

    def __enter__(self) -> RequestUrl:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
