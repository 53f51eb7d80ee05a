"""A site where everything is wrong, each address in its own way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GIVE_UP = threading.Event()  # set when the tests are over, so that no request dawdles on
PAGES = {
    "/page.html": (
        "text/html",
        "<!doctype html><title>Harbour Wire</title><h1>Today</h1><p>No feed here.</p>",
    ),
    "/page.xml": ("application/rss+xml", "<!doctype html><title>Log in</title><p>Please log in to read.</p>"),
    "/broken.xml": ("application/rss+xml", "<rss version='2.0'><channel><title>Cut off"),
    "/data.json": ("application/json", '{"ships": 18}'),
    "/picture.xml": ("application/rss+xml", "\x89PNG\r\n\x1a\n" + 40 * "\x00"),
    "/empty.xml": ("application/rss+xml", ""),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow.xml":
            GIVE_UP.wait(30)
            return
        kind, text = PAGES.get(self.path, ("text/html", "Not here."))
        body = text.encode("latin-1")
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def serve_bad_site() -> Iterator[str]:
    """The host and port of the site, while it is served."""
    GIVE_UP.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        GIVE_UP.set()
        server.shutdown()
        server.server_close()
        thread.join()
