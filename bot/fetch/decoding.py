"""Bytes → text when nobody says reliably in which encoding. Pure.

In this order: byte order mark, what is declared, UTF-8, UTF-16 without mark, then the likeliest of the old code
pages of Russian, Chinese and Western texts.
"""

from __future__ import annotations

import codecs
import re

from bot.errors import RejectedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000  # bytes
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
# What browsers take these names for: pages that declare them mean the larger Windows sets.
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}  # fmt: skip


def decode_text(data: bytes, declared: str | None = None) -> str:
    """`data` as text.

    Args:
        declared: the encoding that a header names, if any.

    Raises:
        RejectedError: it is no text at all.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return data.decode(marked, errors="replace")
    for name in (_codec(declared), "utf-8"):
        if name and (text := _strictly(data, name)) is not None and "\x00" not in text[:_SAMPLE]:
            return text
    return data.decode(_guess(data[:_SAMPLE]), errors="replace")


def decode_page(data: bytes, content_type: str | None = None) -> str:
    """The text of an HTML page: the header's charset goes before the one in the page.

    Raises:
        RejectedError: it is no text at all.
    """
    header = _HEADER_CHARSET.search(content_type or "")
    inside = _CHARSET.search(data[:4_000])
    named = (inside[1] or inside[2]).decode("ascii") if inside else None
    return decode_text(data, header[1] if header else named)


def _codec(name: str | None) -> str | None:
    wanted = (name or "").strip().lower()
    try:
        codec = codecs.lookup(_WIDER.get(wanted, wanted)) if wanted else None
    except (LookupError, ValueError):
        return None
    return (
        codec.name
        if codec is not None and codec.name not in {"hex", "base64", "zlib", "bz2", "rot13", "quopri", "uu"}
        else None
    )


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _guess(sample: bytes) -> str:
    """An encoding for bytes that are not UTF-8.

    Raises:
        RejectedError: bytes that no text has.
    """
    zeros = sample.count(0)
    if zeros:
        if zeros < 0.2 * len(sample):
            raise RejectedError("This is no text file.", advice="Save it as plain text, Markdown or HTML.")
        return "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
    if sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample) > 0.02 * len(sample):
        raise RejectedError("This is no text file.", advice="Save it as plain text, Markdown or HTML.")
    high = [byte for byte in sample if byte >= 0x80]
    letters = len(high) + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if len(high) < 0.3 * letters:
        return "cp1252"  # Western languages: accents here and there
    if sum(byte >= 0xE0 for byte in high) > 0.5 * len(high):
        return "cp1251"  # Russian: small letters everywhere
    chinese = sample.decode("gb18030", errors="replace")
    return "gb18030" if len(_HAN.findall(chinese)) > 0.3 * len(chinese) else "cp1252"
