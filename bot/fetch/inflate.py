"""Compressed bodies, opened piece by piece and never beyond a limit. Pure.

The limit is on what comes out: a few kilobytes of gzip can hold gigabytes.
"""

from __future__ import annotations

import zlib

from bot.errors import FetchError

ACCEPTED = "gzip, deflate"
"""For the Accept-Encoding header: what `Inflater` can open within limits."""

_ADVICE = "It is left aside; an article or feed of that size is not expected."


def too_large(limit: int) -> FetchError:
    """The error for a body beyond `limit` bytes."""
    return FetchError(f"The answer is larger than {limit / 1_000_000:g} MB.", advice=_ADVICE)


def _broken(cause: str) -> FetchError:
    return FetchError(
        "The answer is broken: it cannot be decompressed.", advice="It will be tried again.", cause=cause
    )


class Inflater:
    """Takes the pieces of one body and gives them back opened."""

    def __init__(self, encoding: str | None, limit: int) -> None:
        """`encoding`: the Content-Encoding header; `limit`: bytes, of the opened body.

        Raises:
            FetchError: an encoding that was not asked for.
        """
        kind = (encoding or "identity").strip().lower()
        if kind not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise FetchError(
                f"The server compresses in a way that was not asked for ({kind[:20]}).",
                advice="Its owner must mend it.",
            )
        self._limit = limit
        self._left = limit
        self._received = 0  # bytes as sent: there is compression that opens to nothing, for ever
        self._stream = None if kind in ("identity", "") else zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        self._raw_allowed = kind == "deflate"

    def feed(self, piece: bytes) -> bytes:
        """The opened content of the next piece.

        Raises:
            FetchError: the limit is reached, or the data are broken.
        """
        self._received += len(piece)
        if self._received > self._limit:
            raise too_large(self._limit)
        if self._stream is None:
            return self._count(piece)
        opened = bytearray()
        while piece:
            opened += self._count(self._inflate(piece))
            if self._stream.eof:
                piece = self._stream.unused_data  # gzip bodies may be several members
                if piece:
                    self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
            else:
                piece = self._stream.unconsumed_tail
        return bytes(opened)

    def finish(self) -> None:
        """To be called after the last piece.

        Raises:
            FetchError: the compressed data break off; half a feed, stored with its ETag, would never be completed.
        """
        if self._received and self._stream is not None and not self._stream.eof:
            raise _broken("the compressed data break off")

    def _inflate(self, piece: bytes) -> bytes:
        assert self._stream is not None  # noqa: S101 - for the type checker; `feed` has looked
        try:
            opened = self._stream.decompress(piece, self._left + 1)
        except zlib.error as error:
            if not self._raw_allowed:
                raise _broken(repr(error)) from error
            self._stream = zlib.decompressobj(
                wbits=-zlib.MAX_WBITS
            )  # some servers send deflate without its header
            self._raw_allowed = False
            return self._inflate(piece)
        self._raw_allowed = False
        return opened

    def _count(self, opened: bytes) -> bytes:
        self._left -= len(opened)
        if self._left < 0:
            raise too_large(self._limit)
        return opened
