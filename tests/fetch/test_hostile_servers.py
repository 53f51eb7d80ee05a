"""Servers that do not play by the rules: each ends in a FetchError, soon, and with bounded memory. Loopback only."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import AsyncIterator, Callable

import pytest

from bot.errors import FetchError
from bot.fetch.download import Download, Downloader

DEADLINE = 1.0  # seconds
LIMIT = 200_000  # bytes
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
Wire = Callable[[], AsyncIterator[bytes]]


def talk_to(wire: Wire) -> Download:
    """Fetches from a server that sends the pieces of `wire`, whatever it was asked, and then hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            async for piece in wire():
                writer.write(piece)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # the downloader has had enough, which is the point
        finally:
            writer.close()

    async def run() -> Download:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        async with (
            server,
            Downloader(allow=[f"{host}:{port}"], deadline=DEADLINE, body_limit=LIMIT) as downloader,
        ):
            return await downloader.fetch(f"http://{host}:{port}/")

    return asyncio.run(run())


def refused(wire: Wire) -> FetchError:
    start = time.monotonic()
    with pytest.raises(FetchError) as caught:
        talk_to(wire)
    assert time.monotonic() - start < DEADLINE + 2
    assert caught.value.sentence.endswith(".")
    assert caught.value.advice
    return caught.value


def once(*pieces: bytes) -> Wire:
    async def wire() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    return wire


def endless(piece: bytes, *, first: bytes = b"", pause: float = 0.0) -> Wire:
    async def wire() -> AsyncIterator[bytes]:
        yield first
        while True:
            yield piece
            await asyncio.sleep(pause)

    return wire


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/9.9 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01" * 40,
        OK + b"Content-Length: -5\r\n\r\nhello",
        OK + b"Content-Length: five\r\n\r\nhello",
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        OK + b"Content-Length: 500\r\n\r\nhello",
        OK + b"X-Long: " + b"a" * 1_000_000 + b"\r\n\r\n",
        OK + b"a" * 1_000_000 + b": x\r\n\r\n",
        OK + b"No colon here\r\n\r\nhello",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello but longer than five\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"hello"),
        OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n",
        OK + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(bytes(1000))),
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(20_000_000)),
        OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(bytes(20_000_000)),
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"ships")[:-12] + b"\xff" * 30,
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: data:text/html,<p>Ships\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: " + b"/a" * 3_000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ],
    ids=range(26),
)
def test_nonsense_is_refused(answer: bytes) -> None:
    refused(once(answer))


@pytest.mark.parametrize(
    "wire",
    [
        endless(b"", pause=0.05),
        endless(b"H", pause=0.05),
        endless(b"X-A: b\r\n", first=OK),
        endless(b"X-A: b\r\n", first=OK, pause=0.05),
        endless(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
        endless(b".", first=OK + b"Content-Length: 1000\r\n\r\n", pause=0.05),
        endless(chunk(b"."), first=OK + b"Transfer-Encoding: chunked\r\n\r\n", pause=0.05),
        endless(b"0" * 1_000, first=OK + b"Transfer-Encoding: chunked\r\n\r\n"),
        endless(
            chunk(b".") + b"0\r\n" + b"X-Trailer: a\r\n" * 100,
            first=OK + b"Transfer-Encoding: chunked\r\n\r\n",
        ),
    ],
    ids=["silent", "status", "headers", "slow headers", "hints", "slow body", "slow chunks", "chunk size", "trailers"],
)  # fmt: skip
def test_what_never_ends_is_ended(wire: Wire) -> None:
    refused(wire)


@pytest.mark.parametrize(
    "nothing",
    [gzip.compress(b""), zlib.compressobj(wbits=-15).flush(zlib.Z_FULL_FLUSH) or b"\x00\x00\x00\xff\xff"],
    ids=["empty members", "empty blocks"],
)
def test_compression_that_opens_to_nothing_counts_as_what_was_sent(nothing: bytes) -> None:
    kind = b"gzip" if nothing[:2] == b"\x1f\x8b" else b"deflate"
    wire = endless(nothing * 1_000, first=OK + b"Content-Encoding: " + kind + b"\r\n\r\n")
    assert "larger than" in refused(wire).sentence


def test_an_honest_server_is_read() -> None:
    assert talk_to(once(OK + b"Content-Length: 5\r\n\r\nships")).body == b"ships"
