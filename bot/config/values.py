"""How the text of each setting becomes its value.

Every function raises ValueError with what is expected, worded to follow "expected".
"""

from __future__ import annotations

import base64
import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

_HOST_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]{1,253}):(\d{1,5})")
_OTHER_TOKEN = {"xoxb-": "xapp-", "xapp-": "xoxb-"}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SOCKET, HTTP = "socket", "http"
"""How Slack reaches the bot."""


def parse_text(text: str) -> str:
    """Any text without line breaks."""
    if not text.isprintable():
        raise ValueError("one line of text")
    return text


def parse_folder(text: str) -> Path:
    """A folder that exists or can be made; nothing else may stand there."""
    path = Path(text).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError("a folder (a file of that name is in the way)")
    return path


def parse_file(text: str) -> Path:
    """A file that is there."""
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        raise ValueError("a file that is there")
    return path


def parse_database_url(text: str) -> str:
    """A database URL; this version knows SQLite."""
    if not text.startswith("sqlite:///"):
        raise ValueError("sqlite:///PATH (other databases come later)")
    return text


def parse_slack_token(start: str) -> Callable[[str], str]:
    """A parser of Slack tokens that begin so."""

    def parse(text: str) -> str:
        if text.startswith(_OTHER_TOKEN[start]):
            raise ValueError(f"a token that begins with {start} (bot and app token look swapped)")
        if not re.fullmatch(re.escape(start) + r"[A-Za-z0-9-]{4,500}", text):
            raise ValueError(f"a token that begins with {start}")
        return text

    return parse


def parse_url(text: str) -> str:
    """An http(s) address without user or password, with a closing slash."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise ValueError("an address such as https://news.example.org/")
    return text if text.endswith("/") else text + "/"


def parse_allow_list(text: str) -> tuple[str, ...]:
    """`host:port` or CIDR entries, parted by commas."""
    entries = tuple(entry.strip() for entry in text.split(",") if entry.strip())
    for entry in entries:
        if not _is_allow_entry(entry):
            raise ValueError(f"host:port or CIDR entries parted by commas (“{entry[:60]}” is neither)")
    return entries


def _is_allow_entry(entry: str) -> bool:
    if match := _HOST_PORT.fullmatch(entry):
        return 0 < int(match[2]) < 65536
    try:
        ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return False
    return True


def parse_zone(text: str) -> str:
    """An IANA time zone."""
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("a time zone such as Europe/Paris") from error


def parse_level(text: str) -> str:
    """A log level."""
    if text.upper() not in LEVELS:
        raise ValueError(", ".join(LEVELS[:-1]) + f" or {LEVELS[-1]}")
    return text.upper()


def parse_port(text: str) -> int:
    """A TCP port."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("a port from 1 to 65535")
    return int(text)


def parse_server(text: str) -> tuple[str, int]:
    """A mail server: a host, and its port where that is not 587 (RFC 6409, submission of mail)."""
    host, colon, port = text.partition(":")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}", host):
        raise ValueError("a host such as mail.example.org, or host:port")
    return host.lower(), parse_port(port) if colon else 587


def parse_count(text: str) -> int:
    """A whole number from 1 to 1,440."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1440:
        raise ValueError("a whole number from 1 to 1440")
    return int(text)


def parse_mode(text: str) -> str:
    """How Slack reaches the bot."""
    if text.lower() not in (SOCKET, HTTP):
        raise ValueError(f"{SOCKET} or {HTTP}")
    return text.lower()


def parse_host(text: str) -> str:
    """An IP address to listen on, or `localhost`."""
    try:
        return text if text == "localhost" else str(ipaddress.ip_address(text))
    except ValueError as error:
        raise ValueError("an IP address such as 127.0.0.1 or 0.0.0.0") from error


def parse_keys(text: str) -> tuple[str, ...]:
    """Fernet keys (32 random bytes in base64, of either alphabet), parted by commas; the newest first."""
    keys = tuple(key.strip().replace("+", "-").replace("/", "_") for key in text.split(",") if key.strip())
    if not keys or not all(_is_key(key) for key in keys):
        raise ValueError("keys of 32 random bytes in base64, as `openssl rand -base64 32` prints them")
    return keys


def _is_key(key: str) -> bool:
    try:
        return bool(re.fullmatch(r"[A-Za-z0-9_=-]{44}", key)) and len(base64.urlsafe_b64decode(key)) == 32
    except ValueError:
        return False
