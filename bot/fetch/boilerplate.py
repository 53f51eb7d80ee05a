"""What one line of a scraped page is, judged by itself: prose, a link to elsewhere, a notice, a credit. Pure.

The context (what stands before and after it) is judged in `body.py`.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.fetch.appeals import BRIEF_NOTICE, COPYRIGHT, URL, addresses_reader, sells
from bot.fetch.bylines import parse_byline
from bot.fetch.characters import folded
from bot.fetch.dates import parse_printed
from bot.fetch.phrasebook import Phrasebook, load_phrasebook
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

_TRIM = " ()[]\t:：.…!»›>→▼▾-–—|•*#_=~+"
_COUNTED = re.compile(
    r"^(?:(?:show|view|see|load|read) )?(?:all )?\(?\d[\d.,]*\)?\s+(?:more )?(?:comments?|replies|responses|shares?|views?|likes?|kommentare?|commentaires?|comentarios?|min(?:ute)?s?(?: read)?|reads?)\b"
)
_CREDIT_END = re.compile(
    r"(?:photo|photos|photograph|picture|image|illustration|graphic|credit|foto|bild|crédits?|фото)\s*(?:by\b|:|/|©)\s*\S.{0,80}$"
    r"|(?:\(|\[|/|\bvia |- |\| |© ?)(?:[\w .'-]{0,40}/)?(?:reuters|ap|ap photo|afp|getty|getty images|epa-efe|xinhua|tass|sputnik|shutterstock|dpa|bloomberg|pool|handout|file)\)?\]?\.?$"
    r"|\((?:reuters|ap|ap photo|afp|getty images|epa|xinhua|tass|sputnik|dpa|bloomberg|handout|pool|file)\s?[/,:]\s?[\w .'-]{2,40}\)$"
    r"|[.!?][\"'”’]?\s?(?:reuters|ap|ap photo|afp|getty images|getty|epa|xinhua|shutterstock|dpa)(?:/[\w .'-]{2,40})?\.?$"
    r"|^file (?:reuters|ap|afp|photo|image|picture)\b|\bfile photo\)?\.?$"
)
_CREDIT_WORK = re.compile(
    r"^[\W\d]*\(?(?:with )?(?:additional )?(?:reporting|writing|editing|translation|translated|compiled|edited|written|produced|graphics?|photographs?|photos?|video|illustrations?|research)"
    r"(?: and (?:reporting|writing|editing))?(?: (?:was )?contributed)? by\b"
)
_SIGN_OFF = re.compile(
    r"^[\W\d]*(?:reporting|writing|words|compiled)(?: and \w+)? by\b.{1,200}\bedit(?:ing|ed) by\b"
)  # ends an agency's report
_DESK_NOTE = re.compile(  # "(Adds comment, paragraph 2)", "(This June 2 story has been corrected …)"
    r"^\((?:adds|updates|recasts|corrects|refiles|repeats|removes|clarifies|fixes|rewrites|new throughout|updating|adding)\b.*\)$"
)
_OF_ITSELF = re.compile(
    r"^\W*this (?:\w+ \d+ )?(?:article|story|piece|post|text|essay|column) (?:(?:first|originally|also) )?"
    r"(?:appear(?:s|ed)|ran|contains|may contain|is more than|(?:was|is|has been|had been) (?:first |originally |also |since )?(?:publish|post|updat|amend|correct|produc|prepar|compil|generat|creat|provid|commission|translat|adapt|part of|written|edited|excerpt|reprint|republish|sponsor|support|funded|paid for|made possible|for subscribers|only for|free))"
)
_STAMP = re.compile(  # a line that is only a time: "16:40", "18.05 CET", "Posted 3h ago", "Updated at 4:52 pm"
    r"^(?:(?:posted|updated|published|last updated|modified|edited)\s*:?\s*)?(?:at\s+)?"
    r"(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?\(?[a-z]{2,5}\)?)?|(?:\d{1,3}|an?)\s?(?:h|hrs?|hours?|m|mins?|minutes?|days?|d|weeks?)\s+ago|just now)$"
)
_DATED = re.compile(  # "Published Wed, Nov 20 2019 4:29 AM EST"
    r"^(?:(?:first |last )?(?:published|updated|posted|modified)|created|erstellt|aktualisiert|publié|mis à jour)\s?(?:on|at|le|am)?[:,]?\s(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d{1,2}[ ./-])"
)
_TAGS = re.compile(r"^(?:[@#][\w.-]+[\s,]*)+$|^(?:slide |photo |image |page )?\d{1,3} (?:of|/) \d{1,3}$")
_CAPTION = re.compile(r"^(?:image|media|photo|video|figure) (?:source|caption|credit), ")
_PRICED = re.compile(
    r"(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥]|euros?|dollars?|pounds?))\s*(?:a|per|/|every|pro|par)\s?(?:day|week|month|quarter|year|issue|monat|woche|jahr|mois|semaine|an)\b"
)
_PLAYER = re.compile(
    r"^(?:click to play|play video|watch the video|video player|now playing|embedded video|video:)"
)
_BREADCRUMB = re.compile(r"^[^.!?]{0,40}(?:\s[»›>]\s[^.!?]{1,40}){1,6}$")
_MENU = re.compile(r"^[^.!?|•·/]{1,30}(?:\s*[|•·]\s*[^.!?|•·]{1,30}){2,}$")


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
    if _SIGN_OFF.match(text):
        return Role.CLOSING
    if words > 8:
        return None
    bare = text.strip(_TRIM)
    if line.rstrip().endswith((":", "：")) and (bare in book.related or bare in book.labels):
        return Role.CLOSING if bare in book.closing else Role.LINK_LABEL
    if bare in book.closing:
        return Role.CLOSING
    if bare in book.related:
        return Role.RELATED
    if bare in book.lines or not bare or _STAMP.match(bare):
        return Role.NOTICE
    if bare.startswith(book.more) and not ends_sentence(line):
        return Role.RELATED
    if _COUNTED.match(text):
        return Role.CLOSING if "comment" in text or "komment" in text or "repl" in text else Role.NOTICE
    return None


def _is_notice(line: str, text: str, words: int) -> bool:
    book = load_phrasebook()
    if _is_labelled(text, words, book) or _is_link(line, words):
        return True
    if is_turn(line):
        return False
    if (
        _CREDIT_WORK.match(text)
        or _DESK_NOTE.match(text)
        or (words <= 45 and _CREDIT_END.search(text[-100:]) and not _reports(text))
    ):
        return True
    if _TAGS.match(text) or _CAPTION.match(text):
        return True
    if words <= BRIEF_NOTICE and not ends_sentence(line) and _DATED.match(text):
        return True
    if _BREADCRUMB.match(text) or _MENU.match(text) or COPYRIGHT.match(text) or _OF_ITSELF.match(text):
        return True
    if words <= BRIEF_NOTICE and not ends_sentence(line) and _PRICED.search(text):
        return True
    own = folded(without_quotes(line[:1200]))
    if (words <= 20 or not ends_sentence(line)) and own.lstrip(" -*•([").startswith(book.openings):
        return True
    return book.has_phrase(own) or addresses_reader(own, line, book) or sells(own, line, words, book)


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
    return text.split(" · ")[0] in book.lines  # "Listen to this article · 6:12 min"


def _is_link(line: str, words: int) -> bool:
    """A line that is an address, with little or nothing beside it ("Find this page at: …")."""
    found = URL.search(line)
    if found is None:
        return False
    before = line[: found.start()].rstrip()
    return not before or words <= 4 or (before.endswith((":", "：")) and words <= BRIEF_NOTICE)


def is_metadata(line: str) -> bool:
    """Whether a line under the headline tells only who wrote it, where and when."""
    words = word_count(line)
    if words > 18:
        return False
    if parse_byline(line) is not None and (words <= 8 or not ends_sentence(line)):
        return True
    return parse_printed(line) is not None and words <= 14 and not (words > 7 and ends_sentence(line))
