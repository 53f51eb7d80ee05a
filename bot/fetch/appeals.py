"""What speaks to the reader instead of telling the news: appeals, advertisements, notices of the house. Pure."""

from __future__ import annotations

import re

from bot.fetch.characters import folded
from bot.fetch.phrasebook import Phrasebook, load_phrasebook, words_of
from bot.fetch.prose import ends_sentence, is_turn, without_quotes, word_count

BRIEF_NOTICE = 16  # words; one word of an appeal and one of business fill a sentence so short

URL = re.compile(r"https?://\S+|\bwww\.\S+")
COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright\b)")
_NETWORK = re.compile(
    r"\b(?:on|via|our) (?:facebook|twitter|x|instagram|telegram|youtube|linkedin|tiktok|threads|bluesky|mastodon|whatsapp)\b"
)
_PERSONS = frozenset({"our", "your", "you", "we"})
_SENTENCES = re.compile(r"[.?!]\s")
_MAIL = re.compile(r"\S@[\w-]+\.\w")
_SALE = re.compile(
    r"(?:from|for|as little as|only|just|ab|à partir de|nur|seulement)\s+(?:[$€£]\s?\d|\d+(?:[.,]\d+)?\s?(?:€|euros?|dollars?|cents?|p\b|pence))"
)


def addresses_reader(own: str, line: str, book: Phrasebook) -> bool:
    """A phrase that news use too, said to the reader or in half a sentence."""
    if not book.has_loose_phrase(own):
        return False
    begins = any(
        own.lstrip(" -*•([").startswith(phrase) for phrase in book.loose_phrases.get(words_of(own)[0], ())
    )
    return (
        begins
        or not ends_sentence(line)
        or (_has_pronoun(own, line, book) and not _reports_speech(own, book))
    )


def _has_pronoun(own: str, line: str, book: Phrasebook) -> bool:
    """Speaks to the reader or of the house; "US" is a state."""
    found = book.ours & set(words_of(own))
    return bool(found - {"us"}) or ("us" in found and " us" in f" {line}".replace("US", ""))


def _reports_speech(own: str, book: Phrasebook) -> bool:
    return not book.reporting.isdisjoint(words_of(own))


def sells(own: str, line: str, words: int, book: Phrasebook) -> bool:
    """ "Get our Africa digest by post": an imperative, and the house or the reader."""
    tokens = words_of(own[:300])
    if words > 40 or not tokens or _reports_speech(own, book):
        return False
    pronoun = _has_pronoun(own, line, book)
    appeals = len(set(tokens) & book.appeals)
    trade = appeals + len(set(tokens) & book.weak_appeals)
    if tokens[0] in book.imperatives and ((pronoun and (trade or words <= 8)) or _NETWORK.search(own)):
        return True
    if tokens[0] in book.imperatives and appeals and words <= BRIEF_NOTICE and not ends_sentence(line):
        return True
    if words <= BRIEF_NOTICE and not ends_sentence(line) and _invites(own, book):
        return True
    if _SALE.search(own) and (appeals or (pronoun and trade)):
        return True
    if ends_sentence(line):
        return _asks_and_invites(own, trade, book)
    return (words <= 20 and appeals >= 1 and (appeals >= 2 or pronoun)) or (pronoun and trade >= 2)


def _asks_and_invites(own: str, trade: int, book: Phrasebook) -> bool:
    """ "Enjoying this story? Get the app for free.": a question, then an imperative, and words of the trade."""
    question, found, rest = own.partition("? ")
    begins = words_of(rest[:40])
    return bool(found and question and begins) and begins[0] in book.imperatives and trade >= 2


def _invites(own: str, book: Phrasebook) -> bool:
    """ "Do you work at the port? Write to us": its last sentence is an imperative to the reader."""
    last = words_of(_SENTENCES.split(own)[-1])
    return bool(last) and last[0] in book.imperatives and not book.ours.isdisjoint(last)


def speaks_in_person(line: str) -> bool:
    """Whether it says "we" or "you" outside quotation marks."""
    return not _PERSONS.isdisjoint(words_of(folded(without_quotes(line[:2400]))))


def is_late_notice(line: str, *, in_person: bool = False) -> bool:
    """Whether a paragraph near the end is an appeal, an advertisement or a notice of the house.

    Args:
        in_person: the whole article says "we" and "you" (an essay, a column): these words then tell nothing.
    """
    if is_turn(line):
        return False
    book = load_phrasebook()
    own = folded(without_quotes(line[:2400]))
    if book.has_phrase(own) or book.has_loose_phrase(own) or URL.search(line) or _MAIL.search(line):
        return True
    if COPYRIGHT.match(own):
        return True
    if _reports_speech(own, book):
        return False
    tokens = set(words_of(own))
    strong, weak = len(tokens & book.appeals), len(tokens & book.weak_appeals)
    pronoun = not in_person and not tokens.isdisjoint(_PERSONS)
    if word_count(line) <= BRIEF_NOTICE:
        asked = line.rstrip().endswith("?") and not in_person and not tokens.isdisjoint(("you", "your"))
        if asked or (weak and (strong or pronoun)):
            return True
    return strong >= 2 or (strong >= 1 and pronoun) or (pronoun and weak >= 2)
