"""What a server's answer means: status codes in words, how long to wait, how long it stays fresh. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from bot.errors import FetchError
from bot.fetch.urls import absolute_address

LONGEST_WAIT = timedelta(days=7)  # a Retry-After beyond it is a mistake
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)

_SENTENCES = {
    400: ("The server did not understand the request (400).", "Check the address."),
    401: ("The page needs a login (401).", "Rapporteur reads only what is public."),
    402: ("The page must be paid for (402).", "Rapporteur reads only what is public."),
    403: (
        "The server refuses access (403).",
        "The site may block automatic readers; try its feed, or ask its owner.",
    ),
    404: ("There is nothing at this address (404).", "Check the address; the page may have moved."),
    406: ("The server has no version for us (406).", "Check the address."),
    407: ("A proxy asks for a login (407).", "Ask the operator of the network."),
    408: ("The server gave up waiting (408).", "It will be tried again."),
    410: ("The page is gone for good (410).", "Remove the source, or find its new address."),
    429: ("The server asks to come less often (429).", "It will be tried again later."),
    451: ("The page is withheld for legal reasons (451).", "Nothing can be done from here."),
    500: ("The server has an error (500).", "It will be tried again."),
    502: ("The server behind the address does not answer (502).", "It will be tried again."),
    503: ("The server is busy or being repaired (503).", "It will be tried again."),
    504: ("The server behind the address is too slow (504).", "It will be tried again."),
}


class StatusError(FetchError):
    """The server answered, but not with the page."""

    def __init__(
        self,
        sentence: str,
        *,
        advice: str = "",
        cause: str = "",
        status: int = 0,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(sentence, advice=advice, cause=cause)
        self.status = status
        self.retry_after = retry_after

    @property
    def blocked(self) -> bool:
        """Whether the server keeps us out, as against having nothing."""
        return self.status in {401, 402, 403, 429, 451}


def status_error(status: int, headers: Mapping[str, str], now: datetime) -> StatusError:
    """The error that tells a person what the status means."""
    kind = "The server has an error" if status >= 500 else "The server did not give the page"
    sentence, advice = _SENTENCES.get(status, (f"{kind} ({status}).", "It will be tried again."))
    return StatusError(
        sentence, advice=advice, status=status, retry_after=parse_wait(headers.get("Retry-After"), now)
    )


def redirect_target(address: str, location: str) -> str:
    """Where a redirect from `address` leads.

    Raises:
        FetchError: to no web address, or from https to plain http, where anybody could have changed the answer.
    """
    target = absolute_address(address, location)
    if target is None:
        raise FetchError(
            "The address redirects to something that is no web address.",
            advice="Look where it leads in a browser, and give that address.",
            cause=location[:200],
        )
    if (urlsplit(address).scheme, urlsplit(target).scheme) == ("https", "http"):
        raise FetchError(
            "The address redirects from https to plain http, which is refused.",
            advice="Give the http address itself if you trust it.",
            cause=location[:200],
        )
    return target


def parse_wait(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After, in seconds or as a date; None where there is none that makes sense."""
    if not value:
        return None
    if value.strip().isdigit():
        wait = timedelta(seconds=min(int(value.strip()[:9]), 10**9))
    else:
        moment = parse_http_date(value)
        if moment is None:
            return None
        wait = moment - now
    return max(timedelta(0), min(wait, LONGEST_WAIT))


def parse_freshness(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the answer may be kept: Cache-Control's max-age, else Expires."""
    control = headers.get("Cache-Control", "")
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return None
    if match := _MAX_AGE.search(control):
        return min(timedelta(seconds=int(match[1])), LONGEST_WAIT)
    moment = parse_http_date(headers.get("Expires", ""))
    return min(moment - now, LONGEST_WAIT) if moment is not None and moment > now else None


def parse_http_date(value: str) -> datetime | None:
    """A date as HTTP writes it, aware; None where it is none."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
