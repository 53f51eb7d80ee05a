"""Fetching bytes from the web: conditional, polite, within limits of time and size. [network]

Redirects are followed by hand, so that each hop passes the guard; bodies are opened by hand, so that the limit
holds for what comes out of the compression.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from types import TracebackType
from weakref import WeakValueDictionary

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.clock import Clock, system_clock
from bot.errors import FetchError
from bot.fetch.answers import parse_freshness, parse_wait, redirect_target, status_error
from bot.fetch.connector import TARGET, Target, make_connector
from bot.fetch.guard import AddressGuard
from bot.fetch.inflate import ACCEPTED, Inflater, too_large

USER_AGENT = "Rapporteur/0.1 (news monitoring for one team; feed reader)"
DEADLINE = 30.0  # seconds for everything: names, connections, redirects, body
BODY_LIMIT = 10_000_000  # bytes, decompressed
REDIRECTS = 5
PER_HOST = 2  # requests to one host at one time
PIECE = 65_536  # bytes read at once
_PERMANENT = frozenset({301, 308})
_REDIRECT = frozenset({301, 302, 303, 307, 308})
FEED_TYPES = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """A complete answer: the page, or "not modified"."""

    address: str  # after redirects
    status: int  # 200 or 304
    body: bytes = b""  # decompressed; empty with 304
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None  # how long the server says that it will not change
    retry_after: timedelta | None = None
    moved_to: str | None = None  # the new address, where all redirects to it were permanent

    @property
    def not_modified(self) -> bool:
        """Whether the copy that we have is still good."""
        return self.status == 304


class Downloader:
    """One HTTP session in one event loop. Use it as an asynchronous context manager."""

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        deadline: float = DEADLINE,
        body_limit: int = BODY_LIMIT,
        per_host: int = PER_HOST,
        user_agent: str = USER_AGENT,
        clock: Clock = system_clock,
        resolver: AbstractResolver | None = None,
    ) -> None:
        """`allow` as in the setting FETCH_ALLOW; `deadline` in seconds, `body_limit` in decompressed bytes.

        Raises:
            SettingError: `allow` has an entry that is neither host:port nor a network.
        """
        self._guard = AddressGuard(allow)
        self._deadline = deadline
        self._body_limit = body_limit
        self._per_host = per_host
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": ACCEPTED}
        self._clock = clock
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __aenter__(self) -> Downloader:
        self._session = aiohttp.ClientSession(
            connector=make_connector(self._guard, resolver=self._resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),  # the deadline is ours: it spans redirects
            headers=self._headers,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(
        self,
        address: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = PAGE_TYPES,
    ) -> Download:
        """The page at `address`, or "not modified" where `etag` or `last_modified` still hold.

        Raises:
            FetchError: refused by the guard, not found, too large, too slow. A `StatusError` where the server
                answered with anything but a page: it has `status` and `retry_after`.
        """
        host, _ = self._guard.check_address(address)
        conditions = {"Accept": accept}
        if etag and "\n" not in etag:
            conditions["If-None-Match"] = etag
        if last_modified and "\n" not in last_modified:
            conditions["If-Modified-Since"] = last_modified
        gate = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with gate:  # waiting for a busy host does not use up the deadline
            try:
                async with asyncio.timeout(self._deadline):
                    return await self._follow(address, conditions)
            except TimeoutError as error:
                raise FetchError(
                    f"The server did not answer completely within {self._deadline:g} seconds.",
                    advice="It will be tried again.",
                    cause=address,
                ) from error

    async def _follow(self, address: str, headers: dict[str, str]) -> Download:
        permanent = True
        start = address
        for _ in range(REDIRECTS + 1):
            answer = await self._request(address, headers)
            if isinstance(answer, Download):
                moved = answer.address if permanent and address != start else None
                return replace(answer, moved_to=moved)
            permanent = permanent and answer.permanent
            address = redirect_target(address, answer.location)
        raise FetchError(
            f"The address redirects more than {REDIRECTS} times.", advice="Give the final address."
        )

    async def _request(self, address: str, headers: dict[str, str]) -> Download | _Hop:
        """One request to one address, with the errors of aiohttp in our words."""
        host, port = self._guard.check_address(address)
        if self._session is None:
            raise RuntimeError("the downloader is not open: use `async with`")
        target = Target(host=host, port=port)
        token = TARGET.set(target)
        try:
            async with self._session.get(address, headers=headers, allow_redirects=False) as response:
                return await self._read(address, response)
        except aiohttp.ClientError as error:
            raise (target.refusals[0] if target.refusals else _as_fetch_error(error, host)) from error
        except (ValueError, UnicodeError) as error:  # yarl and idna on addresses that passed as such
            raise FetchError(
                "This is no valid address.", advice="Check it for a typing error.", cause=repr(error)
            ) from error
        finally:
            TARGET.reset(token)

    async def _read(self, address: str, response: aiohttp.ClientResponse) -> Download | _Hop:
        headers, status, now = response.headers, response.status, self._clock()
        if status in _REDIRECT and headers.get("Location"):
            return _Hop(location=headers["Location"], permanent=status in _PERMANENT)
        if status != 304 and not 200 <= status < 300:
            raise status_error(status, headers, now)
        return Download(
            address=address,
            status=304 if status == 304 else 200,
            body=b"" if status == 304 else await self._body(response),
            content_type=headers.get("Content-Type"),
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            fresh_for=parse_freshness(headers, now),
            retry_after=parse_wait(headers.get("Retry-After"), now),
        )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > self._body_limit:
            raise too_large(self._body_limit)
        inflater = Inflater(response.headers.get("Content-Encoding"), self._body_limit)
        body = bytearray()
        async for piece in response.content.iter_chunked(PIECE):
            body += inflater.feed(piece)
        inflater.finish()
        return bytes(body)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hop:
    location: str
    permanent: bool


def _as_fetch_error(error: aiohttp.ClientError, host: str) -> FetchError:
    cause = repr(error)[:500]
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchError(
            f"There is no host named {host}.", advice="Check the address for a typing error.", cause=cause
        )
    if isinstance(error, (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError)):
        return FetchError(
            f"The certificate of {host} is not valid.", advice="Its owner must renew it.", cause=cause
        )
    if isinstance(error, aiohttp.ClientConnectorError):
        return FetchError(f"{host} cannot be reached.", advice="It will be tried again.", cause=cause)
    if isinstance(error, aiohttp.InvalidURL):
        return FetchError("This is no valid address.", advice="Check it for a typing error.", cause=cause)
    return FetchError(f"The connection to {host} broke off.", advice="It will be tried again.", cause=cause)
