"""The address guard: what is not public is refused, in every spelling; what is allowed passes, metadata never."""

from __future__ import annotations

import pytest

from bot.errors import FetchError, SettingError
from bot.fetch.guard import AddressGuard

PRIVATE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://localhost/",
    "http://localhost./",
    "http://feed.localhost/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.10.10/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[ff02::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "http://168.63.129.16/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(FetchError, match="not public") as caught:
        AddressGuard().check_address(address)
    assert "FETCH_ALLOW" in caught.value.advice


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://a.org/",
        "gopher://a.org/",
        "//a.org/x",
        "notes.txt",
        "http://",
        "http://[::1",
        "http://a:99999/",
    ],
)
def test_only_web_addresses_pass(address: str) -> None:
    with pytest.raises(FetchError):
        AddressGuard().check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "https://news.example.org/feed",
        "https://[64:ff9b::8.8.8.8]/",
    ],
)
def test_public_addresses_pass(address: str) -> None:
    AddressGuard().check_address(address)


def test_a_public_name_is_judged_again_by_its_ip_address() -> None:
    guard = AddressGuard()
    guard.check_address("https://rebound.example.org/")
    with pytest.raises(FetchError):
        guard.check_endpoint("10.0.0.5", 443, "rebound.example.org")


def test_allowed_endpoint_is_bound_to_its_port() -> None:
    guard = AddressGuard(["127.0.0.1:8000", "intranet.test:80"])
    assert guard.check_address("http://127.0.0.1:8000/feed") == ("127.0.0.1", 8000)
    guard.check_endpoint("10.0.0.7", 80, "intranet.test")
    with pytest.raises(FetchError):
        guard.check_address("http://127.0.0.1:8001/feed")
    with pytest.raises(FetchError):
        guard.check_endpoint("10.0.0.7", 443, "intranet.test")


def test_allowed_network_is_allowed_in_every_spelling() -> None:
    guard = AddressGuard(["10.1.0.0/16", "fd00::/8"])
    guard.check_address("http://10.1.2.3:9000/")
    guard.check_address("http://[::ffff:10.1.2.3]/")
    guard.check_address("http://[fd00::9]/")
    with pytest.raises(FetchError):
        guard.check_address("http://10.2.0.1/")


def test_metadata_is_refused_even_where_allowed() -> None:
    guard = AddressGuard(["0.0.0.0/0", "169.254.169.254:80", "metadata.google.internal:80"])
    for address in (
        "http://169.254.169.254/",
        "http://[::ffff:169.254.169.254]/",
        "http://metadata.google.internal/",
    ):
        with pytest.raises(FetchError):
            guard.check_address(address)


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("[0:0::1]:8000", "http://[::1]:8000/"),
        ("LOCALHOST.:8000", "http://localhost:8000/"),
        ("10.1.2.3", "http://10.1.2.3:9/"),
        ("127.0.0.0/8", "http://[64:ff9b::7f00:1]/"),
    ],
)
def test_an_allowed_address_may_be_written_in_several_ways(entry: str, address: str) -> None:
    AddressGuard([entry]).check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.170.23/",
        "http://100.100.100.200/",
        "http://192.0.0.192/",
        "http://[fd00:ec2::254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::]/",
        "http://metadata.goog./",
    ],
)
def test_no_setting_opens_the_addresses_of_clouds(address: str) -> None:
    with pytest.raises(FetchError):
        AddressGuard(["0.0.0.0/0", "::/0", "metadata.goog:80"]).check_address(address)


def test_what_an_allowed_address_carries_inside_must_be_allowed_too() -> None:
    with pytest.raises(FetchError):
        AddressGuard(["2002::/16"]).check_address("http://[2002:7f00:1::]/")


@pytest.mark.parametrize("entry", ["anything", "10.0.0.0/99", "host:port", "1.2.3.4/8"])
def test_a_wrong_setting_is_named(entry: str) -> None:
    with pytest.raises(SettingError, match="FETCH_ALLOW"):
        AddressGuard([entry])
