"""A document's paragraphs and what its file says of them → entry. Pure.

What is printed goes before the file's properties: these name the program, the account of whoever clipped the
article, and the day on which the file was made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import RejectedError
from bot.fetch.bylines import author_name
from bot.fetch.characters import bare_words, one_line
from bot.fetch.dates import Published
from bot.fetch.documents.text import text_entry
from bot.fetch.heads import printed_byline, printed_date
from bot.fetch.prose import word_count
from bot.model.articles import Entry

LONGEST_TITLE = 300  # characters
MOST_HEAD = 40  # paragraphs among which author and date are looked for
_NO_TITLE = re.compile(
    r"^(?:untitled|document|dokument|presentation|powerpoint presentation|slide|title|new|page|print|scan|output|layout|no title|\(anonymous\)|doc|image|img)?\s*[-_]?\s*\d*$|^microsoft \w+\s*-\s"
    r"|\.(?:docx?|pdf|indd|qxd|odt|rtf|txt|html?|tmp|ai|pub|pages|tex|dvi|xps)$|^https?://|[/\\]\w+[/\\]|^[\w-]*\d[\w-]*_[\w-]*$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\b(?:user|admin|administrator|owner|microsoft|adobe|office|word|author|unknown|default|root|home|pc|laptop|desk|editor|scanner|printer|server|system|benutzer|utilisateur|usuario)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a file says of its text."""

    title: str | None = None  # a headline marked as such in the text; believed as it is
    named: str | None = None  # the title among the file's properties, often rubbish
    author: str | None = None
    made: Published = None  # when the file was made; counts where no date is printed
    language: str | None = None


def document_entry(
    paragraphs: Sequence[str], address: str, facts: Facts, *, empty: str = "There is no text in it."
) -> Entry:
    """The entry of a document.

    Args:
        paragraphs: in reading order; a break in one may be a wrapped line or meant.
        empty: the reason, where there is not one.

    Raises:
        RejectedError: there is no text.
    """
    kept = [text for text in map(_plain_lines, paragraphs) if text]
    if not kept:
        raise RejectedError(empty)
    entry = text_entry("\n\n".join(kept), address)
    lines = [line for paragraph in kept[:MOST_HEAD] for line in paragraph.split("\n")]
    title = entry.title or one_line(facts.title or "")[:LONGEST_TITLE] or plausible_title(facts.named)
    below = _below(lines, title)
    printed = entry.byline or printed_byline(below)
    return replace(
        entry,
        title=title,
        byline=entry.byline if printed else _plausible_author(facts.author),
        published=entry.published or printed_date(below, below) or facts.made,
        language=facts.language,
    )


def _plain_lines(paragraph: str) -> str:
    return "\n".join(line for line in map(one_line, paragraph.split("\n")) if line)


def _below(lines: list[str], title: str | None) -> list[str]:
    """The lines without the headline, which may itself hold a date."""
    wanted = bare_words(title or "")
    return [line for line in lines[:MOST_HEAD] if bare_words(line) != wanted]


def plausible_title(named: str | None) -> str | None:
    """The title among a file's properties, where it is none of a program's making."""
    title = one_line(named or "")[:LONGEST_TITLE]
    return None if word_count(title) < 2 or _NO_TITLE.search(title) else title


def _plausible_author(author: str | None) -> str | None:
    """A first name and a surname; the name of an account or a program is no author."""
    name = author_name(one_line(author or "").replace(";", ",")[:200])
    return name if name and len(name.split()) >= 2 and not _NO_AUTHOR.search(name) else None
