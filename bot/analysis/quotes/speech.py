"""Which words in quotation marks somebody says, and which are a title, a nickname or a scare quote."""

from __future__ import annotations

import re

from spacy.tokens import Token

from bot.analysis.document import Document, Paragraph
from bot.analysis.homonyms import is_title_like
from bot.analysis.lexicon.cueforms import cue_words
from bot.analysis.lexicon.words import word_set
from bot.analysis.marks import Quoted

_DETERMINERS = frozenset(
    ["the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your", "whose"]
)
_PASSIVE_NAMES = re.compile(
    r"\b(?:so-called|known as|dubbed|nicknamed|titled|entitled|headlined|codenamed|code-named|referred to as|known (?:\w+ )?as|"
    r"the (?:word|term|phrase|slogan|motto|song|film|book)s?)\s*,?\s*$",
    re.IGNORECASE,
)
_INSCRIBED = re.compile(
    r"\b(?:signs?|signboards?|banners?|placards?|posters?|sheets?|plaques?|(?:T-|t-)?shirts?|graffiti|stickers?|badges?|walls?|inscriptions?|tattoos?|captions?"
    r"|billboards?|murals?|epitaphs?|headstones?|gravestones?|caps?|hats?|notes(?= read)|doormats?|mugs?)\b[^.!?“”\"\n]{0,70}"
    r"(?:\b(?:reads?|reading|said|says|saying|proclaims?|proclaimed|declares?|declared|bearing|bears?|bore|marked|painted|written|scrawled|inscribed|with)"
    r"|\bthe words?|:)\s*[,:]?\s*$",
    re.IGNORECASE,
)
"""What leads to words that are read on a thing and said by nobody: "a sheet that said", "on the wall is written"."""
_CONTRACTED = frozenset(
    [
        "he",
        "she",
        "it",
        "that",
        "there",
        "here",
        "what",
        "who",
        "where",
        "how",
        "this",
        "everybody",
        "nobody",
        "let",
    ]
)
_INSCRIPTION = 15  # words that a banner holds at most
_LONGEST_NAME = 9  # words of a title
_LONG = 5  # words from which marks hardly hold a mere expression


def word_count(text: str) -> int:
    return len(re.findall(r"\w+(?:['’-]\w+)*", text))


def is_naming(document: Document, quoted: Quoted) -> bool:
    """Whether the surroundings show a title, a name or a slogan, whatever verb governs them."""
    text = document.text
    content = text[quoted.start : quoted.end]
    before = text[max(0, quoted.open - 60) : quoted.open]
    if word_count(content) > 12 or content[-1] in "!?":
        return False
    if _PASSIVE_NAMES.search(before):
        return content[-1] not in ",." or word_count(content) < 4
    if _noun_before(before, cue_words("naming_nouns")) and word_count(content) < 10:
        return content[-1] not in ",."
    return is_title_like(text, quoted)


def is_named_thing(document: Document, quoted: Quoted) -> bool:
    """Whether a capitalised name stands right behind its kind, whoever speaks beside it: "their exercise “Long Sea,” the
    navy said"."""
    if is_inscription(document, quoted):
        return True
    found = re.findall(r"[^\W\d_][\w’'-]*", document.text[quoted.start : quoted.end])
    words = [word for word in found[1:] if word not in word_set("small_in_titles")]
    before = document.text[max(0, quoted.open - 60) : quoted.open]
    capitals = 0 < len(found) < _LONGEST_NAME and all(word[0].isupper() for word in [*found[:1], *words])
    return capitals and _noun_before(before, cue_words("naming_nouns") | cue_words("named_things"))


def is_inscription(document: Document, quoted: Quoted) -> bool:
    """Whether the words stand on a banner, a sign, a wall."""
    short = word_count(document.text[quoted.start : quoted.end]) <= _INSCRIPTION
    return short and _INSCRIBED.search(document.text, max(0, quoted.open - 120), quoted.open) is not None


def _noun_before(before: str, nouns: frozenset[str]) -> bool:
    """Whether the text ends in one of the nouns: "exercise", "nickname,"."""
    last = re.search(r"([\w-]+),?\s*$", before)
    return last is not None and last.group(1).casefold() in nouns


def is_heading(quoted: Quoted, paragraph: Paragraph, content: str) -> bool:
    """Whether the words are all of a paragraph, few and without a sentence's end: a cross-heading ("‘Not a switch’")."""
    alone = quoted.open - paragraph.start <= 1 and paragraph.end - quoted.close <= 1
    return alone and word_count(content) < 7 and content[-1] not in ".!?,…" and not quoted.double


def is_term(document: Document, quoted: Quoted, paragraph: Paragraph) -> bool:
    """Whether a fragment is only an expression: behind "the" or "their", or a mere modifier."""
    text = document.text
    content = text[quoted.start : quoted.end]
    words = word_count(content)
    if words > _LONG:
        return False
    before = re.search(r"([\w’'-]+)\s*$", text[max(0, quoted.open - 30) : quoted.open])
    clause = (
        before is not None and before.group(1).casefold() == "that" and (words > 2 or content[0].isupper())
    )
    definite = (
        before is not None
        and not clause
        and (before.group(1).casefold() in _DETERMINERS or _is_possessive(before.group(1)))
    )
    if definite and words < _LONG:
        return True
    return words <= 2 and _modifies_outside(paragraph, quoted)


def _is_possessive(word: str) -> bool:
    """ "Berlin’s", and not "he’s", which is a verb."""
    if word.endswith("s’"):
        return True
    stem = word[:-2].casefold() if word.endswith(("’s", "'s")) else ""
    return bool(stem) and stem not in _CONTRACTED


def _modifies_outside(paragraph: Paragraph, quoted: Quoted) -> bool:
    """Whether the fragment stands before the noun that it modifies ("ballistic" launchers)."""
    tokens = tokens_within(paragraph, quoted.start, quoted.end)
    if not tokens:
        return False
    last = tokens[-1]
    head = last.head
    behind = paragraph.start + head.idx >= quoted.close
    return last.dep_ in ("amod", "compound", "nmod") and behind and head.pos_ in ("NOUN", "PROPN")


def tokens_within(paragraph: Paragraph, start: int, end: int) -> list[Token]:
    """The tokens that lie in [start, end) of the article's text, marks and white space left out."""
    span = paragraph.doc.char_span(start - paragraph.start, end - paragraph.start, alignment_mode="contract")
    return [token for token in span if not (token.is_punct or token.is_space)] if span is not None else []


def content_head(paragraph: Paragraph, quoted: Quoted) -> Token | None:
    """The token of the fragment that hangs on the sentence around it."""
    tokens = tokens_within(paragraph, quoted.start, quoted.end)
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.head.i not in inside or token.head is token:
            return token
    return tokens[0] if tokens else None
