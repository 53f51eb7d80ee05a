"""Addresses that mean another machine than they seem to: refused, and no socket is opened for any of them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import FetchError
from bot.fetch.answers import redirect_target
from bot.fetch.download import Download, Downloader
from tests.fetch.worlds import Site

SPELLINGS = [
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.1:080/",
    "http://127.00.0.1/",
    "http://0177.0.0.1/",
    "http://00000177.1/",
    "http://0/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://ⓛocalhost/",
    "http://LOCALHOST/",
    "http://localhost../",
    "http://%6c%6f%63%61%6c%68%6f%73%74/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:7f00:1]/",
    "http://[::1%25lo]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://192.0.0.8/",
    "http://192.88.99.1/",
    "http://198.51.100.7/",
    "http://2852039166/",
    "http://8.8.8.8@127.0.0.1/",
    "http://8.8.8.8:80@127.0.0.1:80/",
    "http://1.1.1.1 &@127.0.0.1# @8.8.8.8/",
    "http://127.0.0.1\\@8.8.8.8/",
    "http://127.0.0.1#@8.8.8.8/",
    "http://127.0.0.1?@8.8.8.8/",
    "http://127.0.0.1\t/",
    "http://127.0.0.1%00.example.org/",
    "http://127.0.0.1\u200b/",
    "http://\u202e127.0.0.1/",
    "http://[127.0.0.1]/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http://user@/",
    "http://127.0.0.1:99999/",
    f"http://{'a' * 300}.org/",
    "http://a..b/",
    "file:///etc/passwd",
    "ftp://8.8.8.8/",
    "data:text/html,ships",
    "ws://8.8.8.8/",
    "javascript:1",
    "",
]

ABSOLUTE = [  # "http:///x" is a path on the same host
    spelling
    for spelling in SPELLINGS
    if spelling.startswith("http://") and not spelling.startswith("http:///")
]


class Names(AbstractResolver):
    """Answers each question with the next of its answers; the last one stays. Unknown names do not exist."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = {name.replace("_", "."): list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        given = self._answers.get(host)
        if given is None:
            raise OSError("name not known")
        return [
            ResolveResult(hostname=host, host=ip, port=port, family=_family(ip), proto=0, flags=0)
            for ip in (given.pop(0) if len(given) > 1 else given[0])
        ]

    async def close(self) -> None:
        return None


def _family(ip: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in ip else socket.AF_INET


class Sockets:
    """Counts the sockets that are opened while it is on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.opened: list[tuple[Any, ...]] = []

    async def during(self, work: Coroutine[Any, Any, Download]) -> Download:
        real = socket.socket

        def counting(*args: Any, **kwargs: Any) -> socket.socket:
            if "fileno" not in kwargs:  # the test's own server accepts connections with it
                self.opened.append((args, kwargs))
            return real(*args, **kwargs)

        with self._patch.context() as patch:
            patch.setattr(socket, "socket", counting)
            return await work


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Sockets:
    return Sockets(monkeypatch)


def refused(
    journey: Callable[[Downloader], Coroutine[Any, Any, Download]], names: Names, **options: Any
) -> FetchError:
    async def run() -> None:
        async with Downloader(resolver=names, deadline=5.0, **options) as downloader:
            await journey(downloader)

    with pytest.raises(FetchError) as caught:
        asyncio.run(run())
    assert caught.value.advice
    assert caught.value.sentence.isprintable()
    return caught.value


@pytest.mark.parametrize("address", SPELLINGS)
def test_no_spelling_opens_a_socket(address: str, sockets: Sockets) -> None:
    refused(lambda downloader: sockets.during(downloader.fetch(address)), Names())
    assert sockets.opened == []


@pytest.mark.parametrize(
    "answer",
    [
        ["127.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["10.0.0.1", "8.8.8.8"],
        ["2606:4700::1111", "::1"],
        ["::ffff:192.168.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%eth0"],
        ["169.254.169.254"],
        ["0.0.0.0"],  # noqa: S104 - refused, not bound
    ],
    ids=" ".join,
)
def test_no_answer_of_a_name_server_opens_one(answer: list[str], sockets: Sockets) -> None:
    names = Names(news_example_org=[answer])
    error = refused(
        lambda downloader: sockets.during(downloader.fetch("http://news.example.org/")), names, allow=()
    )
    assert "news.example.org is not public" in error.sentence
    assert sockets.opened == []


def test_a_name_is_asked_for_once_a_request_and_anew_for_the_next(sockets: Sockets) -> None:
    """Rebinding: allowed at the first look, private at the second. What was looked at is what is connected to."""
    site = Site()
    names = Names(feed_example_org=[["127.0.0.1"], ["10.0.0.1"]])

    async def run() -> None:
        async with site.open():
            port = site.endpoint.split(":")[1]
            site.answers("/a", 302, Location=f"http://feed.example.org:{port}/b", Connection="close")
            async with Downloader(resolver=names, allow=[site.endpoint], deadline=5.0) as downloader:
                await sockets.during(downloader.fetch(f"http://feed.example.org:{port}/a"))

    with pytest.raises(FetchError, match="not public"):
        asyncio.run(run())
    assert names.asked == ["feed.example.org"] * 2
    assert [request.path for request in site.requests] == ["/a"]
    assert len(sockets.opened) == 1


@pytest.mark.parametrize("target", ABSOLUTE)
def test_no_redirect_opens_a_second_one(target: str, sockets: Sockets) -> None:
    site = Site()

    async def run() -> None:
        async with (
            site.open(),
            Downloader(resolver=Names(), allow=[site.endpoint], deadline=5.0) as downloader,
        ):
            site.handles("/trap", _moved(target))
            await sockets.during(downloader.fetch(f"{site.origin}/trap"))

    with pytest.raises(FetchError):
        asyncio.run(run())
    assert len(site.requests) == 1
    assert len(sockets.opened) == 1


def _moved(location: str) -> Any:
    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.write(
            b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location.encode() + b"\r\n\r\n"
        )
        request.transport.close()
        return web.Response()

    return answer


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("https://a.org/x", "http://a.org/y"),
        ("HTTPS://a.org/x", "http://a.org/y"),
        ("https://a.org/x", "HTTP://a.org/y"),
        ("https://a.org/x", "hTTp://b.org/"),
    ],
)
def test_https_never_becomes_http(address: str, location: str) -> None:
    with pytest.raises(FetchError, match="plain http"):
        redirect_target(address, location)


@pytest.mark.parametrize(
    ("location", "target"),
    [("/y", "https://a.org/y"), ("//b.org/y", "https://b.org/y"), ("https://b.org/", "https://b.org/")],
)
def test_other_redirects_are_followed(location: str, target: str) -> None:
    assert redirect_target("https://a.org/x", location) == target
