"""Addresses: one canonical form for each page, and the domain that tells its outlet. Pure; nothing is looked up."""

from __future__ import annotations

import functools
import ipaddress
import re
import tomllib
from importlib import resources
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_TRACKING = re.compile(
    r"^(?:utm_.*|at_(?:medium|campaign|custom\d?|link.*|format|ptr_name|bbc_team)|ns_(?:source|mchannel|campaign|linkname|fee)|pk_\w+|mtm_\w+|hsa_\w+|_hs\w+|vero_\w+|wt_\w+|itm_\w+"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|oly_(?:anon|enc)_id|ref_?src|ref_url|cmpid|cmp|icid|ito|ocid|smid|smtyp|spm|xtor|traffic_source"
    r"|_ga|_gl|s_cid|ncid|sr_share|share_type|__twitter_impression|guccounter|guce_.*|feature=share|amp|outputtype|partner=rss|trk|campaign_id|instance_id|segment_id|user_id|regi_id|taid|soc_src|soc_trk)$",
    re.IGNORECASE,
)
_REFERRER = frozenset(
    {"rss", "twitter", "facebook", "share", "home", "homepage", "nf", "newsletter", "email", "feed", "social"}
)
_AMP_ENDING = re.compile(r"(?:/amp/?|\.amp|/amp\.html?|\.amp\.html?)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_SAFE = "/:@!$&'()*+,;=-._~"
_RESERVED = frozenset(
    {"example.com", "example.org", "example.net", "localhost", "test", "invalid", "example", "local"}
)
_NUMERIC_HOST = re.compile(r"^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}$")
_SURROGATE = re.compile("[\ud800-\udfff]")

MAX_ADDRESS = 4_096  # characters; longer ones are not addresses of articles


def is_web_address(address: str) -> bool:
    """Whether it is an http(s) URL with a host."""
    return address[:8].lower().startswith(("http://", "https://")) and bool(host_of(address))


def host_of(address: str) -> str:
    """The host of a URL, in lower case and without a final dot; "" where there is none."""
    parts = _split(address)
    return (parts.hostname or "").rstrip(".") if parts else ""


def canonical_address(address: str) -> str:
    """The same page, the same text: for comparing, not for fetching.

    Leaves out scheme variants, "www.", default port, user name, fragment, tracking parameters, AMP and mobile
    hosts, final slashes. Paths keep their case, and parameters that are not known as tracking stay. What is
    no web address (a path of a file) comes back unchanged.
    """
    address = address.strip()
    parts = _split(address)
    if parts is None or parts.scheme not in _PORTS or not parts.hostname or len(address) > MAX_ADDRESS:
        return address
    host = _plain_host(parts.hostname.rstrip("."))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = _plain_path(parts.path)
    query = urlencode(sorted(_own_parameters(parts.query)))
    page = (
        f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    )  # "#!" names a page, not a place in it
    return f"https://{host}{port}{path}" + (f"?{query}" if query else "") + page


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address.strip())
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts


def _plain_host(host: str) -> str:
    """Without the prefixes of mobile and AMP sites, where a registrable domain remains."""
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = host.lower()
    domain = registrable_domain(host)
    for prefix in ("www.", "m.", "mobile.", "amp.", "amp-"):
        if host.startswith(prefix) and host != domain and len(host) - len(prefix) >= len(domain):
            return host[len(prefix) :].removeprefix("www.")
    return host


def _plain_path(path: str) -> str:
    path = quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
    path = _INDEX.sub("/", _AMP_ENDING.sub("", re.sub(r"/{2,}", "/", path)))
    return path.rstrip("/")


def _own_parameters(query: str) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return [("", query)]
    return [(name, value) for name, value in pairs if not _is_tracking(name, value)]


def _is_tracking(name: str, value: str) -> bool:
    if name.lower() in ("ref", "source", "src", "from", "cid"):
        return value.lower() in _REFERRER
    return bool(_TRACKING.match(name) or _TRACKING.match(f"{name}={value}"))


def absolute_address(base: str, link: str) -> str | None:
    """`link` as it stands on the page `base`, or None where it is no web address."""
    try:
        joined = urljoin(base, link.strip())
    except ValueError:
        return None
    whole = not _SURROGATE.search(joined)  # JSON may hold half a character, which no database stores
    return joined if whole and is_web_address(joined) and len(joined) <= MAX_ADDRESS else None


def outlet_id(address: str) -> str | None:
    """The registrable domain of a web address ("reuters.com"), or None where it has none or a reserved one."""
    host = host_of(address)
    if not host or is_numeric_host(host) or "." not in host:
        return None
    domain = registrable_domain(_plain_host(host))
    return None if domain in _RESERVED or domain.rsplit(".", 1)[-1] in _RESERVED else domain


def is_numeric_host(host: str) -> bool:
    """Whether a host is an IP address in any of its spellings (dotted, decimal, hexadecimal, IPv6)."""
    try:
        ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return bool(_NUMERIC_HOST.match(host.lower()))
    return True


def registrable_domain(host: str) -> str:
    """ "news.bbc.co.uk" → "bbc.co.uk": the public suffix and one label more."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) <= 2 or is_numeric_host(host):
        return ".".join(labels)
    taken = 3 if ".".join(labels[-2:]) in _second_level_suffixes() else 2
    return ".".join(labels[-taken:])


@functools.cache
def _second_level_suffixes() -> frozenset[str]:
    raw = resources.files("bot.fetch").joinpath("suffixes.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(raw)["second_level"]
    return frozenset(f"{label}.{country}" for country, labels in table.items() for label in labels)
