"""What must not leave with an address: a private feed is often told by a key in its URL. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

HIDDEN = "hidden"
_SECRET = re.compile(r"key|token|secret|auth|sig|pass|pwd|hash|session|sid|code|credential", re.IGNORECASE)


def hide_credentials(address: str) -> str:
    """The address without user name and password, and with "hidden" for parameters that look like a key.

    An address that cannot be taken apart is hidden as a whole.
    """
    try:
        parts = urlsplit(address)
        fields = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return HIDDEN
    place = parts.netloc.rpartition("@")[2]
    if not any(_SECRET.search(name) for name, _ in fields):
        return urlunsplit(parts._replace(netloc=place)) if place != parts.netloc else address
    shown = [(name, HIDDEN if _SECRET.search(name) else value) for name, value in fields]
    return urlunsplit(parts._replace(netloc=place, query=urlencode(shown)))
