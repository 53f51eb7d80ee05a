"""What one line of a scraped page is, judged by itself: prose, a link to elsewhere, a notice, a credit. Pure.

The context (what stands before and after it) is judged in `body.py`.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.fetch.bylines import parse_byline
from bot.fetch.characters import folded
from bot.fetch.dates import parse_printed
from bot.fetch.phrasebook import Phrasebook, load_phrasebook, words_of
from bot.fetch.prose import ends_sentence, is_prose, is_turn, without_quotes, word_count


class Role(Enum):
    """What a line is."""

    PROSE = "prose"
    SHORT = "short"  # a subheading, a caption, a name: the context decides
    NOTICE = "notice"  # never the article's
    LINK_LABEL = "link label"  # "Read more:", the next line is a link
    RELATED = "related"  # heading of a list of links
    CLOSING = "closing"  # heading of comments, biography, contact
    PLAYER = "player"  # "Click to play video", its captions follow


NOTICE_WORDS = 60  # longer paragraphs are judged in context only
LABELLED_WORDS = 45
BRIEF_NOTICE = 16  # words; one word of an appeal and one of business fill a sentence so short

_TRIM = " ()[]\t:：.…!»›>→▼▾-–—|•*#_=~+"
_URL = re.compile(r"https?://\S+|\bwww\.\S+")
_COUNTED = re.compile(
    r"^\(?\d[\d.,]*\)?\s+(?:comments?|replies|responses|shares?|views?|likes?|kommentare?|commentaires?|comentarios?|min(?:ute)?s?(?: read)?|reads?)\b"
)
_CREDIT_END = re.compile(
    r"(?:photo|photos|photograph|picture|image|illustration|graphic|credit|foto|bild|crédits?|фото)\s*(?:by\b|:|/|©)\s*\S.{0,80}$"
    r"|(?:\(|\[|/|\bvia |- |\| |© ?)(?:[\w .'-]{0,40}/)?(?:reuters|ap|ap photo|afp|getty|getty images|epa-efe|xinhua|tass|sputnik|shutterstock|dpa|bloomberg|pool|handout|file)\)?\]?\.?$"
    r"|\((?:reuters|ap|ap photo|afp|getty images|epa|xinhua|tass|sputnik|dpa|bloomberg|handout|pool|file)\s?[/,:]\s?[\w .'-]{2,40}\)$"
    r"|^file (?:reuters|ap|afp|photo|image|picture)\b|\bfile photo\)?\.?$"
)
_CREDIT_WORK = re.compile(
    r"^[\W\d]*\(?(?:with )?(?:additional )?(?:reporting|writing|editing|translation|translated|compiled|edited|written|produced|graphics?|photographs?|photos?|video|illustrations?|research)"
    r"(?: and (?:reporting|writing|editing))? by\b"
)
_PLAYER = re.compile(
    r"^(?:click to play|play video|watch the video|video player|now playing|embedded video|video:)"
)
_BREADCRUMB = re.compile(r"^[^.!?]{0,40}(?:\s[»›>]\s[^.!?]{1,40}){1,6}$")
_MENU = re.compile(r"^[^.!?|•·/]{1,30}(?:\s*[|•·]\s*[^.!?|•·]{1,30}){2,}$")
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright\b)")
_NETWORK = re.compile(
    r"\b(?:on|via|our) (?:facebook|twitter|x|instagram|telegram|youtube|linkedin|tiktok|threads|bluesky|mastodon|whatsapp)\b"
)
_SENTENCES = re.compile(r"[.?!]\s")
_MAIL = re.compile(r"\S@[\w-]+\.\w")
_SALE = re.compile(
    r"(?:from|for|as little as|only|just|ab|à partir de|nur|seulement)\s+(?:[$€£]\s?\d|\d+(?:[.,]\d+)?\s?(?:€|euros?|dollars?|cents?|p\b|pence))"
)


def role_of(line: str) -> Role:
    """The role of a line (of plain characters, no line breaks)."""
    words = word_count(line)
    text = folded(line[:1200])
    if words > NOTICE_WORDS:
        return Role.PROSE
    heading = _heading_role(line, text, words)
    if heading is not None:
        return heading
    if _is_notice(line, text, words):
        return Role.NOTICE
    return Role.PROSE if is_prose(line) else Role.SHORT


def _heading_role(line: str, text: str, words: int) -> Role | None:
    """Roles of whole lines: headings of lists, labels, players."""
    book = load_phrasebook()
    if _PLAYER.match(text) and words < 40:
        return Role.PLAYER
    if words > 8:
        return None
    bare = text.strip(_TRIM)
    if line.rstrip().endswith((":", "：")) and (bare in book.related or bare in book.labels):
        return Role.CLOSING if bare in book.closing else Role.LINK_LABEL
    if bare in book.closing:
        return Role.CLOSING
    if bare in book.related:
        return Role.RELATED
    if bare in book.lines or not bare:
        return Role.NOTICE
    if _COUNTED.match(text):
        return Role.CLOSING if "comment" in text or "komment" in text or "repl" in text else Role.NOTICE
    return None


def _is_notice(line: str, text: str, words: int) -> bool:
    book = load_phrasebook()
    if _is_labelled(text, words, book) or _is_link(line, words):
        return True
    if is_turn(line):
        return False
    if _CREDIT_WORK.match(text) or (words <= 45 and _CREDIT_END.search(text[-100:]) and not _reports(text)):
        return True
    if _BREADCRUMB.match(text) or _MENU.match(text) or _COPYRIGHT.match(text):
        return True
    own = folded(without_quotes(line[:1200]))
    if (words <= 20 or not ends_sentence(line)) and own.lstrip(" -*•([").startswith(book.openings):
        return True
    return book.has_phrase(own) or _addresses_reader(own, line, book) or _sells(own, line, words, book)


def _addresses_reader(own: str, line: str, book: Phrasebook) -> bool:
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


def _reports(text: str) -> bool:
    """A sentence may end in "told Reuters"; a credit follows a full stop, a bracket or a bar."""
    return text.endswith(".") and not text.endswith((").", "].")) and " - " not in text[-60:]


def _is_labelled(text: str, words: int, book: Phrasebook) -> bool:
    """ "Tags: atom, China", "Sponsored: winter tyres", "Share | Print | Save"."""
    if words > LABELLED_WORDS:
        return False
    head = text[:60].lstrip(" -*•>»→([")
    for mark in (":", "：", " - ", " | ", " » ", " > ", "/"):
        label, found, _ = head.partition(mark)
        if found and label.strip() in book.labels:
            return True
    return False


def _is_link(line: str, words: int) -> bool:
    """A line that is an address, with little or nothing beside it."""
    found = _URL.search(line)
    return bool(found) and (found.start() == 0 or words <= 4) if found else False


def _sells(own: str, line: str, words: int, book: Phrasebook) -> bool:
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
    return words <= 20 and appeals >= 1 and (appeals >= 2 or pronoun) and not ends_sentence(own)


def _invites(own: str, book: Phrasebook) -> bool:
    """ "Do you work at the port? Write to us": its last sentence is an imperative to the reader."""
    last = words_of(_SENTENCES.split(own)[-1])
    return bool(last) and last[0] in book.imperatives and not book.ours.isdisjoint(last)


def is_late_notice(line: str) -> bool:
    """Whether a paragraph near the end is an appeal, an advertisement or a notice of the house."""
    if is_turn(line):
        return False
    book = load_phrasebook()
    own = folded(without_quotes(line[:2400]))
    if book.has_phrase(own) or book.has_loose_phrase(own) or _URL.search(line) or _MAIL.search(line):
        return True
    if _COPYRIGHT.match(own):
        return True
    tokens = set(words_of(own))
    strong, weak = len(tokens & book.appeals), len(tokens & book.weak_appeals)
    pronoun = not tokens.isdisjoint(("our", "your", "you", "we"))
    if word_count(line) <= BRIEF_NOTICE:
        asked = line.rstrip().endswith("?") and not tokens.isdisjoint(("you", "your"))
        if asked or (weak and (strong or pronoun)):
            return True
    return strong >= 2 or (strong >= 1 and pronoun) or (pronoun and weak >= 2)


def is_metadata(line: str) -> bool:
    """Whether a line under the headline tells only who wrote it, where and when."""
    words = word_count(line)
    if words > 18:
        return False
    if parse_byline(line) is not None and (words <= 8 or not ends_sentence(line)):
        return True
    return parse_printed(line) is not None and words <= 14 and not (words > 7 and ends_sentence(line))
