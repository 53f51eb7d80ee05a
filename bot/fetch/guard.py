"""Which addresses may be fetched: the public Internet, and what the operator allows. Pure.

Judged twice: as written (`check_address`), and at the moment of connecting (`check_endpoint`), when the name
has become an IP address; between the two a name may be made to point elsewhere.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from bot.errors import FetchError, SettingError
from bot.fetch.urls import is_numeric_host

IPAddress = IPv4Address | IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215
_COMPATIBLE = ipaddress.IPv6Network("::/96")  # deprecated IPv4-compatible addresses
_OTHER_PRIVATE = tuple(  # not public, though not every Python that we run on says so
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16"))
)
# Where clouds keep credentials; never fetched, whatever is allowed. All of the link-local range: providers use
# many addresses of it, and no feed lives there.
_METADATA = tuple(
    map(
        ipaddress.ip_network,
        (
            "169.254.0.0/16",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::/32",
            "fd20:ce::254",
        ),
    )
)
_METADATA_NAMES = frozenset({"metadata.google.internal", "metadata.goog", "metadata", "instance-data"})
_ADVICE = "Only public addresses are fetched; an operator can allow a private one by FETCH_ALLOW."
_PORTS = {"http": 80, "https": 443}


class AddressGuard:
    """Refuses addresses that are no public ones. Unchangeable after its making."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        """`allow`: "host:port" or a network ("10.1.0.0/16"), as in the setting FETCH_ALLOW.

        Raises:
            SettingError: an entry is neither.
        """
        self._networks: list[IPv4Network | IPv6Network] = []
        self._endpoints: set[tuple[str, int]] = set()
        for entry in allow:
            self._allow(entry.strip())

    def _allow(self, entry: str) -> None:
        host, _, port = entry.rpartition(":")
        if host and port.isdigit() and int(port) < 65_536 and (":" not in host or host.startswith("[")):
            literal = _parse_ip(host)
            self._endpoints.add((str(literal) if literal else host.rstrip(".").lower(), int(port)))
            return
        try:
            self._networks.append(ipaddress.ip_network(entry))
        except ValueError as error:
            raise SettingError(
                f"FETCH_ALLOW has “{entry[:80]}”, which is neither host:port nor a network.",
                advice="Write 127.0.0.1:8000 or 10.1.0.0/16, separated by commas.",
                cause=repr(error),
            ) from error

    def check_address(self, address: str) -> tuple[str, int]:
        """Host and port of a URL that may be tried.

        Raises:
            FetchError: no http(s) address, or one that names a forbidden host.
        """
        try:
            parts = urlsplit(address)
            host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
        except ValueError as error:
            raise FetchError(
                "This is no valid address.", advice="Check it for a typing error.", cause=repr(error)
            ) from error
        if parts.scheme not in _PORTS or not host:
            raise FetchError(
                "Only http and https addresses are fetched.",
                advice="Give an address that begins with https://.",
            )
        if port is None:
            port = _PORTS[parts.scheme]
        if host in _METADATA_NAMES:
            raise _refusal(host)
        literal = _parse_ip(host)
        if literal is not None:
            self.check_endpoint(literal, port, host)
        elif is_numeric_host(host) or (
            (host == "localhost" or host.endswith(".localhost")) and not self._is_named(host, port)
        ):
            raise _refusal(host)  # 2130706433, 0x7f.1 and 017700000001 are 127.0.0.1 to some resolvers
        return host, port

    def check_endpoint(self, ip: str | IPAddress, port: int, host: str) -> None:
        """Judges the IP address to which `host` has resolved.

        Raises:
            FetchError: it is not public, and neither it nor the host is allowed.
        """
        found = _parse_ip(str(ip)) if isinstance(ip, str) else ip
        if found is None:
            raise _refusal(host)
        forms = _embedded(found)
        if found in _LOCAL_NAT64 or any(_within(form, _METADATA) for form in forms):
            raise _refusal(host)  # a local NAT64 prefix hides where it leads
        if self._is_named(host, port) or self._is_named(str(found), port):
            return
        if not all(_is_public(form) or _within(form, self._networks) for form in forms):
            raise _refusal(host)

    def _is_named(self, host: str, port: int) -> bool:
        return (host, port) in self._endpoints


def _within(ip: IPAddress, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(ip in network for network in networks)  # False where the versions differ


def _refusal(host: str) -> FetchError:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in host[:100])
    return FetchError(f"The address {shown} is not public and is not fetched.", advice=_ADVICE)


def _parse_ip(text: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(text.strip("[]").split("%")[0])
    except ValueError:
        return None


def _embedded(ip: IPAddress) -> list[IPAddress]:
    """The address and the IPv4 addresses that it carries inside (mapped, NAT64, 6to4, Teredo)."""
    forms: list[IPAddress] = [ip]
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return [ip.ipv4_mapped]
        if ip in _NAT64 or ip in _COMPATIBLE:
            forms.append(IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.sixtofour is not None:
            forms.append(ip.sixtofour)
        if ip.teredo is not None:
            forms.extend(ip.teredo)
    return forms


def _is_public(ip: IPAddress) -> bool:
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return True  # judged by the IPv4 address inside
        if ip in _COMPATIBLE or ip.is_site_local:
            return False
    if _within(ip, _OTHER_PRIVATE):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified
