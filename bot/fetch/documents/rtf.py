"""Rich text (.rtf): groups, control words and code pages into paragraphs. Pure, linear, no recursion.

Read by hand, after Microsoft's specification 1.9.1: what an article needs of it is small.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import RejectedError
from bot.fetch.dates import Published
from bot.fetch.documents.facts import Facts, document_entry
from bot.fetch.documents.rtf_words import BREAKS, CHARACTERS, CHARSETS, DESTINATIONS, PAGES, SYMBOLS
from bot.fetch.prose import is_prose
from bot.model.articles import Entry

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
DEEPEST = 2_000  # groups in each other


@dataclass(frozen=True, kw_only=True, slots=True)
class _State:
    """What holds inside a group."""

    into: str = ""  # "text", nowhere, a property of the file, or "fonts"
    page: str | None = None  # code page of the font
    skip: int = 1  # characters after \u that stand in for it
    deleted: bool = False
    hidden: bool = False
    cell: bool = False


@dataclass(slots=True)
class _Reader:
    page: str = "cp1252"
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # of the present paragraph
    waiting: bytearray = field(default_factory=bytearray)  # bytes of a code page: characters may take two
    lines: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    times: dict[str, dict[str, int]] = field(default_factory=dict)
    fonts: dict[int, str | None] = field(default_factory=dict)
    font: int = 0  # the font of the table that is being read
    owed: int = 0  # characters still to be passed over
    starred: bool = False


def read_rtf(data: bytes, address: str) -> Entry:
    """The entry in a rich text.

    Raises:
        RejectedError: it is none, or without text.
    """
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.startswith(b"{\\rtf"):
        raise RejectedError("This is no rich text: it does not begin as one.")
    reader = _Reader()
    at = 0
    while found := _TOKEN.match(data, at):
        at = found.end() + _take(reader, found)
    _end_paragraph(reader)
    facts = Facts(
        named=reader.properties.get("title"),
        author=reader.properties.get("author"),
        made=_made(reader.times.get("creatim") or {}),
    )
    return document_entry(reader.lines, address, facts)


def _take(reader: _Reader, token: re.Match[bytes]) -> int:
    """Reads one token; returns how many raw bytes after it are none (`\\bin`)."""
    word, number, code, symbol, brace, text = token.groups()
    if code:
        _add_bytes(reader, bytes([int(code, 16)]))
        return 0
    if text:
        _add_bytes(reader, text)
        return 0
    _flush(reader)
    if brace:
        _open(reader) if brace == b"{" else _close(reader)
    elif symbol:
        _symbol(reader, symbol.decode("latin-1"))
    elif word:
        return _word(reader, word.decode("ascii"), int(number) if number else None)
    return 0


def _open(reader: _Reader) -> None:
    if len(reader.outer) >= DEEPEST:
        raise RejectedError("The document is nested too deeply to be read.")
    reader.outer.append(reader.state)
    reader.owed = 0


def _close(reader: _Reader) -> None:
    reader.state = reader.outer.pop() if reader.outer else _State()
    reader.owed = 0
    reader.starred = False


def _symbol(reader: _Reader, symbol: str) -> None:
    if symbol == "*":
        reader.starred = True
    elif symbol in "\r\n":
        _break(reader)
    else:
        _add(reader, SYMBOLS.get(symbol, symbol if symbol in "\\{}" else ""))


def _word(reader: _Reader, word: str, number: int | None) -> int:
    """A control word; see `_take` for what is returned."""
    if reader.starred or word in DESTINATIONS or word in {"info", "title", "author", "creatim", "subject"}:
        _enter(reader, word)
    elif word == "bin":
        return max(0, number or 0)
    elif word in BREAKS or word == "cell" or word == "nestcell":
        _break(reader)
    elif word == "u" and number is not None:
        _add(reader, _unicode(number))
        reader.owed = reader.state.skip
    elif word in CHARACTERS:
        _add(reader, CHARACTERS[word])
    else:
        _format(reader, word, number)
    return 0


def _enter(reader: _Reader, word: str) -> None:
    """The group is a destination of its own."""
    starred, reader.starred = reader.starred, False
    if word == "fonttbl":
        into = "fonts"
    elif word in {"title", "author"} and reader.state.into == "info":
        into = word
    elif word == "creatim":
        into = "creatim"
    elif word == "info":
        into = "info"
    elif starred and word in {"shptxt", "shpinst"}:
        return  # a text box: its text is text
    else:
        into = ""
    reader.state = replace(reader.state, into=into)


def _format(reader: _Reader, word: str, number: int | None) -> None:
    """What changes how the following is to be read."""
    state = reader.state
    on = number != 0
    if word == "rtf":
        reader.state = replace(state, into="text")
    elif word in PAGES:
        reader.page = PAGES[word]
    elif word == "ansicpg" and number:
        reader.page = _codec(f"cp{number}") or reader.page
    elif word == "uc" and number is not None:
        reader.state = replace(state, skip=max(0, min(number, 10)))
    elif word == "f" and number is not None:
        reader.font = number
        reader.state = replace(state, page=reader.fonts.get(number))
    elif word == "fcharset" and state.into == "fonts":
        reader.fonts[reader.font] = _codec(CHARSETS.get(number or 0))
    elif word in {"deleted", "v"}:
        reader.state = replace(state, deleted=on) if word == "deleted" else replace(state, hidden=on)
    elif word == "plain":
        reader.state = replace(state, deleted=False, hidden=False, page=None)
    elif word in {"intbl", "pard"}:
        reader.state = replace(state, cell=word == "intbl")
    elif state.into == "creatim" and number is not None:
        reader.times.setdefault("creatim", {})[word] = number


def _codec(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _unicode(number: int) -> str:
    """`\\u` takes signed 16-bit numbers; characters beyond come as two surrogates."""
    return chr(number & 0xFFFF)


def _is_silent(state: _State) -> bool:
    return state.deleted or state.hidden


def _add_bytes(reader: _Reader, data: bytes) -> None:
    """Bytes in the code page of their font, less those that stand in for a `\\u`."""
    passed = min(reader.owed, len(data))
    reader.owed -= passed
    reader.waiting += data[passed:]


def _flush(reader: _Reader) -> None:
    if reader.waiting:
        text = bytes(reader.waiting).decode(reader.state.page or reader.page, errors="replace")
        reader.waiting.clear()
        _add(reader, text)


def _add(reader: _Reader, text: str) -> None:
    into = reader.state.into
    if into == "text":
        if not _is_silent(reader.state):
            reader.text.append(text)
    elif into in {"title", "author"}:
        reader.properties[into] = (reader.properties.get(into, "") + text)[:1_000]


def _break(reader: _Reader) -> None:
    """The paragraph ends, unless its end is deleted or no text."""
    if reader.state.into == "text" and not _is_silent(reader.state):
        _end_paragraph(reader)


def _end_paragraph(reader: _Reader) -> None:
    _flush(reader)
    raw = "".join(reader.text)
    reader.text.clear()
    line = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if line and (not reader.state.cell or is_prose(line)):
        reader.lines.append(line)


def _made(time: dict[str, int]) -> Published:
    """The day on which the file was made: its time has no zone."""
    try:
        return date(time["yr"], time["mo"], time["dy"])
    except (KeyError, ValueError):
        return None
