"""The text of an office document as it is gathered: paragraphs, inside each other where text boxes are. Pure."""

from __future__ import annotations

from bot.errors import RejectedError
from bot.fetch.prose import is_prose

MOST_TEXT = 4_000_000  # characters


class Flow:
    """Paragraphs in the order in which they end.

    Of a table only whole sentences are read: clippings are laid out in tables, and figures are no prose.
    """

    def __init__(self) -> None:
        self.paragraphs: list[str] = []  # with the breaks that the writer made in them
        self.title: str | None = None
        self._heading: str | None = None
        self._open: list[list[str]] = []  # paragraphs under way, the innermost last
        self._cells = 0
        self._size = 0

    def begin(self) -> None:
        """A paragraph begins."""
        self._open.append([])

    def add(self, text: str) -> None:
        """Text of the innermost paragraph; outside of paragraphs there is none.

        Raises:
            RejectedError: there is more than any article has.
        """
        if not self._open:
            return
        self._size += len(text)
        if self._size > MOST_TEXT:
            raise RejectedError(
                f"The text is longer than {MOST_TEXT:,} characters.", advice="Split it into single articles."
            )
        self._open[-1].append(text)

    def end(self) -> bool:
        """The innermost paragraph ends; whether it was kept."""
        parts = self._open.pop() if self._open else []
        lines = [line.strip() for line in "".join(parts).split("\n") if line.strip()]
        kept = [line for line in lines if not self._cells or is_prose(line)]
        if kept:
            self.paragraphs.append("\n".join(kept))
        return bool(kept)

    def enter_cell(self) -> None:
        """A table's cell begins."""
        self._cells += 1

    def leave_cell(self) -> None:
        """A table's cell ends."""
        self._cells = max(0, self._cells - 1)

    def mark_title(self) -> None:
        """The last paragraph is the document's title; the first one so marked is."""
        self.title = self.title or self.paragraphs[-1]

    def mark_heading(self) -> None:
        """The last paragraph is a heading of the first rank: the title, where it is the first paragraph."""
        if self.title is None and len(self.paragraphs) <= 3:
            self.title = self.paragraphs[-1]
