"""The article's own paragraphs among the lines of a scraped page. Pure, and linear in the number of lines.

Three places are judged differently: the head (between headline and first sentence), the middle, where only
what is plainly foreign goes, and the tail, where only what is plainly the article's stays.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

from bot.fetch.appeals import is_late_notice, speaks_in_person
from bot.fetch.boilerplate import Role, is_metadata, role_of
from bot.fetch.characters import bare_words, folded
from bot.fetch.phrasebook import load_phrasebook, words_of
from bot.fetch.prose import (
    ends_sentence,
    has_inner_break,
    is_headline_like,
    is_prose,
    is_strong_prose,
    is_turn,
    word_count,
)

STANDFIRST_WORDS = 8  # shorter lines between headline and text are kickers, captions and desks
MOST_OF_IT = 0.6  # share of the prose after which a closing heading closes
LARGEST_TAIL = 0.4  # share of all words that notices at the end may have
IN_PERSON = 0.4  # share of the first half's paragraphs that say "we" or "you", from which the article does
PLAYER_CAPTIONS = 3
LIST_WORDS = 4  # least words of a line that announces a list, and of its items
MOST_ITEMS = 15
LISTING = 0.4  # share of the words in short lines, from which an article is a list
BIOGRAPHY_REACH = 6  # paragraphs from the end

_NAME = r"[A-ZÀ-ÞА-Я][\w’'.-]+"
_NAMED = re.compile(
    rf"^(?:Dr\.? |Prof\.? |Professor )?({_NAME}(?:\s+(?:{_NAME}|de|van|von|der|la|al|bin)){{1,4}})(?:,\s[^,]{{3,80}},|,)?\s+([a-zà-ÿа-я]+)\s"
)
_THE_WRITER = re.compile(
    r"^The (?:writer|author|authors|reporter|columnist|reviewer)s? (?:is|are|was|has|have|teaches|lives|works|covers|writes|reports)\s"
)
_POSTED = re.compile(r"^[—–-]\s?\S.{1,80}\(@\w{1,20}\)\s")  # below what somebody posted: who, and when
_AUXILIARIES = frozenset({"is", "was", "has"})  # tell nothing without a trade or a verb of writing after them
_PRONOUN_START = re.compile(r"^(?:He|She|They|His|Her|Their|Er|Sie|Il|Elle)\s")
_BYLINE_VERB = re.compile(r"^[\s,(]*[\w’'-]+")


def article_paragraphs(
    blocks: Sequence[str],
    *,
    title: str | None = None,
    byline: str | None = None,
    confirmed: Collection[str] = frozenset(),
) -> list[str]:
    """The paragraphs of `blocks` that are the article's prose, subheadings and standfirst, in order.

    Args:
        blocks: paragraphs and lines in reading order, one line each, headline left out or not.
        title: the headline, dropped wherever it is repeated.
        byline: the author, by whose name the biography below the text is known.
        confirmed: blocks that a second reader takes for the article's too.
    """
    blocks = _without_headline(blocks, title)
    kept = _without_foreign_lines(blocks)
    return _without_tail(_without_head(kept), byline, confirmed)


def _without_headline(blocks: Sequence[str], title: str | None) -> list[str]:
    wanted = bare_words(title or "")
    if not wanted:
        return list(blocks)
    limit = 2 * len(title or "") + 200
    return [
        block
        for block in blocks
        if len(block) > limit
        or not (bare_words(block) == wanted or (block.startswith("http") and wanted in bare_words(block)))
    ]


def _without_foreign_lines(blocks: list[str]) -> list[str]:
    """Drops notices, links with their labels, players with their captions, and all after a closing heading."""
    roles = [role_of(block) for block in blocks]
    total = sum(word_count(block) for block, role in zip(blocks, roles, strict=True) if role is Role.PROSE)
    kept: list[str] = []
    read = 0  # words of prose so far
    skip = 0  # following headline-like lines that belong to the last heading
    for block, role in zip(blocks, roles, strict=True):
        if (
            skip
            and role in (Role.SHORT, Role.PROSE)
            and is_headline_like(block)
            and not (read and _goes_on(block))
        ):
            skip -= 1
            continue
        skip = _lines_to_skip(role, read)
        if role is Role.CLOSING and read >= MOST_OF_IT * total and read:
            break
        if role in (Role.PROSE, Role.SHORT):
            kept.append(block)
        if role is Role.PROSE:
            read += word_count(block)
    return kept


def _goes_on(block: str) -> bool:
    """Prose in spite of a missing full stop: two sentences, or a speaker's turn."""
    return has_inner_break(block) or is_turn(block)


def _lines_to_skip(role: Role, read: int) -> int:
    if role is Role.LINK_LABEL:
        return 1
    if role is Role.PLAYER:
        return PLAYER_CAPTIONS
    if role is Role.RELATED and read:
        return 1_000_000
    return 0


def _without_head(blocks: list[str]) -> list[str]:
    """Drops bylines, dates, kickers and captions above the first sentence; keeps a standfirst.

    Between a standfirst that is a sentence and the text, author and date may stand too.
    """
    start = next(
        (i for i, block in enumerate(blocks) if is_prose(block) and not is_metadata(block)), len(blocks)
    )
    head = [block for block in blocks[:start] if _is_standfirst(block)]
    second = next((i for i in range(start + 1, len(blocks)) if is_prose(blocks[i])), start)
    between = [block for block in blocks[start + 1 : second] if not is_metadata(block)]
    return head + blocks[start : start + 1] + between + blocks[max(second, start + 1) :]


def _is_standfirst(block: str) -> bool:
    return word_count(block) >= STANDFIRST_WORDS and not is_metadata(block) and not is_late_notice(block)


def _without_tail(blocks: list[str], byline: str | None, confirmed: Collection[str]) -> list[str]:
    """Drops from the end what is no sentence of the article, then biographies just above it."""
    listed = _listed(blocks) | _listing(blocks, confirmed)
    end = _end_of_article(blocks, len(blocks), listed)
    end = _end_of_article(blocks, _before_biography(blocks, end, byline), listed)
    return blocks[:end] if end else [block for block in blocks if is_prose(block)]


def _end_of_article(blocks: list[str], end: int, listed: Collection[int]) -> int:
    """Goes up over what cannot end an article. Where most of the text would go, the words are the article's own
    (a list of events with addresses, an essay in the first person), and only their form counts."""
    total = sum(map(word_count, blocks[:end]))
    beginning = [block for block in blocks[: max(1, end // 2)] if is_strong_prose(block)]
    in_person = sum(map(speaks_in_person, beginning)) > IN_PERSON * len(beginning)
    at, dropped = end, 0
    while at and at - 1 not in listed and not _ends_article(blocks[at - 1], in_person):
        at -= 1
        dropped += word_count(blocks[at]) if is_strong_prose(blocks[at]) else 0
    if dropped <= LARGEST_TAIL * total:
        return at
    while end and not is_strong_prose(blocks[end - 1]):
        end -= 1
    return end


def _listed(blocks: Sequence[str]) -> frozenset[int]:
    """The items of lists that a line with a colon announces, with that line: items need no full stop."""
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if not block.endswith((":", "：")) or word_count(block) < LIST_WORDS or is_late_notice(block):
            continue
        items = list(itertools.takewhile(_is_item, itertools.islice(blocks, at + 1, at + 1 + MOST_ITEMS)))
        if len(items) >= 2:
            found |= set(range(at, at + 1 + len(items)))
    return frozenset(found)


def _listing(blocks: Sequence[str], confirmed: Collection[str]) -> frozenset[int]:
    """The lines of an article that is a list (of winners, of results), where a second reader has them too."""
    short = [at for at, block in enumerate(blocks) if block in confirmed and not is_strong_prose(block)]
    words = sum(word_count(blocks[at]) for at in short)
    is_list = words >= LISTING * sum(map(word_count, blocks))
    return frozenset(short) if is_list else frozenset()


def _is_item(block: str) -> bool:
    unended = word_count(block) >= LIST_WORDS and not ends_sentence(block) and not block.endswith((":", "："))
    return (
        unended
        and role_of(block) in (Role.SHORT, Role.PROSE)
        and not is_metadata(block)
        and not is_late_notice(block)
    )


def _ends_article(block: str, in_person: bool) -> bool:
    if _POSTED.match(block):
        return True
    return (
        is_strong_prose(block) and not is_metadata(block) and not is_late_notice(block, in_person=in_person)
    )


def _before_biography(blocks: list[str], end: int, byline: str | None) -> int:
    """The end of the text without a biography among its last paragraphs."""
    names = _author_names(byline)
    for index in range(max(1, end - BIOGRAPHY_REACH), end):
        if not _is_biography(blocks[index], blocks[:index], names):
            continue
        rest = blocks[index + 1 : end]
        if all(_PRONOUN_START.match(block) or _is_biography(block, blocks[:index], names) for block in rest):
            return index
    return end


def _author_names(byline: str | None) -> list[str]:
    return [folded(name) for name in re.split(r"\s+and\s+|,", byline or "") if len(name.split()) >= 2]


def _is_biography(block: str, before: Sequence[str], authors: list[str]) -> bool:
    """Speaks of the author by name; or of somebody with a trade of the press whom the text has not named."""
    if word_count(block) > 120:
        return False
    opening = folded(block[:200])
    if any(opening.startswith(author) and _BYLINE_VERB.match(opening[len(author) :]) for author in authors):
        return True
    if _THE_WRITER.match(block):
        return True
    match = _NAMED.match(block[:300])
    if match is None or not ends_sentence(block):
        return False
    surname = match[1].split()[-1]
    if any(surname in paragraph for paragraph in before):
        return False
    words = words_of(folded(block[match.start(2) : match.start(2) + 160]))[:22]
    return folded(match[1]).split()[0] not in load_phrasebook().places and _speaks_of_author(words)


def _speaks_of_author(words: list[str]) -> bool:
    """ "is a reporter", "has covered", "writes about": the words after a name."""
    book = load_phrasebook()
    if words[0] in _AUXILIARIES:
        return not book.trades.isdisjoint(words[1:]) or not book.author_verbs.isdisjoint(words[1:2])
    present = words[0] in book.author_verbs and not words[0].endswith("ed")
    return present or " ".join(words[:2]) in book.author_verbs
