"""Downloading: conditional, within limits, and never to where the guard forbids. Loopback only."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
import zlib
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import FetchError
from bot.fetch.answers import StatusError
from bot.fetch.download import Download, Downloader
from tests.fetch.worlds import Site, visit


def fetch(site: Site, path: str, *, options: dict[str, Any] | None = None, **conditions: Any) -> Download:
    async def journey(downloader: Downloader) -> Download:
        return await downloader.fetch(site.origin + path, **conditions)

    return visit(site, journey, **(options or {}))


def refused(site: Site, path: str, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(site, path, options=options)
    return caught.value


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_with_what_is_needed_next_time(site: Site) -> None:
    site.page(
        "/feed",
        "hello",
        ETag='"v1"',
        Last_Modified="Tue, 03 Mar 2026 10:00:00 GMT",
        Cache_Control="max-age=600",
    )
    found = fetch(site, "/feed")
    assert (found.status, found.body, found.etag) == (200, b"hello", '"v1"')
    assert found.last_modified == "Tue, 03 Mar 2026 10:00:00 GMT"
    assert found.fresh_for is not None
    assert found.fresh_for.total_seconds() == 600
    assert "Rapporteur" in site.requests[0].headers["User-Agent"]


def test_not_modified(site: Site) -> None:
    async def answer(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == '"v1"'
        return web.Response(status=304 if known else 200, headers={"ETag": '"v1"'})

    site.handles("/feed", answer)
    assert fetch(site, "/feed", etag='"v1"', last_modified="Tue, 03 Mar 2026 10:00:00 GMT").not_modified
    assert site.requests[0].headers["If-Modified-Since"] == "Tue, 03 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 429, 451, 500, 503])
def test_statuses_become_sentences(site: Site, status: int) -> None:
    site.answers("/x", status, Retry_After="120")
    error = refused(site, "/x")
    assert isinstance(error, StatusError)
    assert error.status == status
    assert f"({status})" in error.sentence
    assert error.advice
    assert error.retry_after is not None
    assert error.retry_after.total_seconds() == 120


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_compressed_pages(site: Site, encoding: str) -> None:
    text = b"ships " * 1000
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text[:3000]) + gzip.compress(text[3000:]),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
    }
    site.page("/z", packed[encoding], Content_Encoding=encoding.split()[-1])
    assert fetch(site, "/z").body == text


def test_compression_that_was_not_asked_for(site: Site) -> None:
    site.page("/z", b"??", Content_Encoding="br")
    assert "not asked for" in refused(site, "/z").sentence
    assert site.requests[0].headers["Accept-Encoding"] == "gzip, deflate"


def test_broken_compression(site: Site) -> None:
    site.page("/z", b"no gzip at all", Content_Encoding="gzip")
    assert "broken" in refused(site, "/z").sentence


def test_a_gzip_bomb_ends_at_the_limit(site: Site) -> None:
    site.page("/bomb", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    assert "larger than 1 MB" in refused(site, "/bomb", body_limit=1_000_000).sentence


def test_a_large_page_ends_at_the_limit(site: Site) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(bytes(100_000))
        return response

    site.handles("/large", endless)
    assert "larger than" in refused(site, "/large", body_limit=300_000).sentence


def test_one_deadline_for_everything(site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(200):
            await response.write(b".")
            await asyncio.sleep(0.05)
        return response

    site.handles("/slow", drip)
    start = time.monotonic()
    assert "within 0.4 seconds" in refused(site, "/slow", deadline=0.4).sentence
    assert time.monotonic() - start < 4


def test_permanent_redirects_are_reported_and_others_not(site: Site) -> None:
    site.page("/new", "here")
    site.answers("/a", 301, Location="/b")
    site.answers("/b", 308, Location="/new")
    site.answers("/c", 301, Location="/d")
    site.answers("/d", 302, Location="/new")
    permanent, broken = fetch(site, "/a"), fetch(site, "/c")
    assert permanent.moved_to is not None
    assert permanent.moved_to.endswith("/new")
    assert broken.moved_to is None
    assert broken.address.endswith("/new")


def test_redirects_end(site: Site) -> None:
    site.answers("/loop", 302, Location="/loop")
    assert "redirects more than 5 times" in refused(site, "/loop").sentence
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::ffff:127.0.0.1]:1/",
        "http://2130706433/",
        "http://localhost:1/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, target: str) -> None:
    site.answers("/trap", 302, Location=target)
    assert "not public" in refused(site, "/trap").sentence


def test_a_redirect_to_a_file_is_refused(site: Site) -> None:
    site.answers("/trap", 302, Location="file:///etc/passwd")
    assert "no web address" in refused(site, "/trap").sentence


class Liar(AbstractResolver):
    """Says what a test wants to hear."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=ip, port=port, family=socket.AF_INET, proto=0, flags=socket.AI_NUMERICHOST
            )
            for ip in self.addresses
        ]

    async def close(self) -> None:
        return None


@pytest.mark.parametrize("answers", [("127.0.0.1",), ("8.8.8.8", "192.168.0.1"), ("169.254.169.254",)])
def test_names_that_lead_to_private_addresses_open_no_socket(
    site: Site, answers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []

    async def journey(downloader: Downloader) -> Download:
        real = socket.socket

        def counting(*args: Any, **kwargs: Any) -> socket.socket:
            opened.append((args, kwargs))
            return real(*args, **kwargs)

        monkeypatch.setattr(socket, "socket", counting)
        return await downloader.fetch("http://rebound.example.org/")

    with pytest.raises(FetchError, match="not public"):
        visit(site, journey, resolver=Liar(*answers))
    monkeypatch.undo()
    assert opened == []


def test_an_allowed_name_may_be_private(site: Site) -> None:
    site.page("/", "intranet")

    async def run() -> bytes:
        async with site.open():
            port = site.endpoint.split(":")[1]
            async with Downloader(allow=[f"intranet.test:{port}"], resolver=Liar("127.0.0.1")) as downloader:
                return (await downloader.fetch(f"http://intranet.test:{port}/")).body

    assert asyncio.run(run()) == b"intranet"


def test_nobody_answers(site: Site) -> None:
    async def journey(downloader: Downloader) -> Download:
        return await downloader.fetch("http://127.0.0.1:9/")

    with pytest.raises(FetchError, match="cannot be reached"):
        visit(site, journey, allow=["127.0.0.1:9"])


class Nowhere(Liar):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        raise OSError("name not known")


def test_unknown_host(site: Site) -> None:
    async def journey(downloader: Downloader) -> Download:
        return await downloader.fetch("http://nowhere.example.org/")

    with pytest.raises(FetchError, match=r"no host named nowhere\.example\.org"):
        visit(site, journey, resolver=Nowhere())


def test_a_broken_connection(site: Site) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    site.handles("/x", hang_up)
    assert "broke off" in refused(site, "/x").sentence


def test_one_host_is_not_asked_by_many_at_once(site: Site) -> None:
    present, most = 0, 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal present, most
        present += 1
        most = max(most, present)
        await asyncio.sleep(0.02)
        present -= 1
        return web.Response(text="ok")

    site.handles("/x", answer)

    async def journey(downloader: Downloader) -> int:
        found = await asyncio.gather(*(downloader.fetch(site.origin + "/x") for _ in range(12)))
        return len(found)

    assert visit(site, journey, per_host=2) == 12
    assert most == 2
