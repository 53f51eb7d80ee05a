"""The demo's newsroom: a real HTTP server on this machine with feeds and article pages, all of them samples."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from types import TracebackType

from aiohttp import web

from bot.clock import Clock, system_clock
from bot.sandbox.sample_pages import render_feed, render_file, render_page
from bot.sandbox.samples import SampleArticle, load_samples
from bot.sandbox.threaded import ThreadedServer

FEED_TITLE = "Local newsroom"
NOWHERE = "http://news.localhost"
"""The address in dropped pages of articles that no server has."""


class Newsroom:
    """Answers requests for feeds and pages."""

    def __init__(self, articles: list[SampleArticle]) -> None:
        self.address = ""  # set when the port is known
        self.requests: list[str] = []  # paths asked for, in order
        self._articles = [article for article in articles if article.via == "feed"]
        self._by_path = {article.path: article for article in self._articles}

    def application(self) -> web.Application:
        """The HTTP application."""
        application = web.Application()
        application.add_routes(
            [
                web.get("/", self._send_front),
                web.get("/feed.xml", self._send_feed),
                web.get("/{outlet}/feed.xml", self._send_outlet_feed),
                web.get("/{path:.+}", self._send_page),
            ]
        )
        return application

    async def _send_front(self, request: web.Request) -> web.Response:
        links = "".join(
            f'<li><a href="{article.path}">{article.title}</a></li>' for article in self._articles
        )
        head = (
            f'<title>{FEED_TITLE}</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        )
        return self._answer(
            request, f"<!doctype html>{head}<h1>{FEED_TITLE}</h1><ul>{links}</ul>", "text/html"
        )

    async def _send_feed(self, request: web.Request) -> web.Response:
        text = render_feed(self._articles, title=FEED_TITLE, address=self.address, path="/feed.xml")
        return self._answer(request, text, "application/rss+xml")

    async def _send_outlet_feed(self, request: web.Request) -> web.Response:
        wanted = request.match_info["outlet"]
        articles = [article for article in self._articles if article.outlet.id == wanted]
        if not articles:
            raise web.HTTPNotFound
        title = articles[0].outlet.name
        text = render_feed(articles, title=title, address=self.address, path=f"/{wanted}/feed.xml")
        return self._answer(request, text, "application/rss+xml")

    async def _send_page(self, request: web.Request) -> web.Response:
        article = self._by_path.get(request.path)
        if article is None:
            self.requests.append(request.path)
            raise web.HTTPNotFound
        return self._answer(request, render_page(article, address=self.address), "text/html")

    def _answer(self, request: web.Request, text: str, kind: str) -> web.Response:
        """The text, or 304 where the reader has it already."""
        self.requests.append(request.path)
        etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
        headers = {"ETag": etag, "Cache-Control": "max-age=60"}
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=headers)
        return web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)


class RunningNewsroom:
    """A newsroom that is being served; use it as a context manager, or call `stop()`."""

    def __init__(self, newsroom: Newsroom, server: ThreadedServer, articles: list[SampleArticle]) -> None:
        self.address = newsroom.address  # "http://127.0.0.1:PORT"
        self.feed_url = f"{self.address}/feed.xml"  # all outlets in one feed
        self.articles = articles  # also those for the drop folder, newest first
        self._newsroom = newsroom
        self._server = server

    @property
    def host_port(self) -> str:
        """For the setting FETCH_ALLOW: "127.0.0.1:PORT"."""
        return self.address.removeprefix("http://")

    @property
    def outlet_feed_urls(self) -> list[str]:
        """One feed an outlet, in order of their names."""
        outlets = {article.outlet.id for article in self.articles if article.via == "feed"}
        return [f"{self.address}/{outlet}/feed.xml" for outlet in sorted(outlets)]

    @property
    def requests(self) -> list[str]:
        """The paths asked for so far, in order."""
        return list(self._newsroom.requests)

    def __enter__(self) -> RunningNewsroom:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server."""
        self._server.stop()


def start_newsroom(port: int = 0, *, clock: Clock = system_clock) -> RunningNewsroom:
    """Serve the sample articles on 127.0.0.1, dated relative to the present.

    Args:
        port: 0 for any that is free.
        clock: asked once, at the start.

    Raises:
        OSError: the port is taken.
    """
    articles = load_samples(clock())
    newsroom = Newsroom(articles)
    server = ThreadedServer(newsroom.application, port=port)
    newsroom.address = server.start()
    return RunningNewsroom(newsroom, server, articles)


def write_drop_files(folder: Path, now: datetime) -> list[Path]:
    """Put the sample articles for the drop folder there; returns the new files.

    Each appears whole: it is written under a hidden name first and renamed.

    Args:
        folder: made where it is missing.
        now: the present, aware.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for article in load_samples(now):
        if article.via != "drop":
            continue
        path = folder / f"{article.slug}.{article.format}"
        hidden = folder / f".{path.name}.part"
        hidden.write_text(render_file(article, address=NOWHERE), encoding="utf-8")
        hidden.replace(path)
        written.append(path)
    return written
