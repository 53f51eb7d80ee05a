"""Which elements of a page hold no article: by tag, and by what their makers called them. Pure."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from itertools import islice

from lxml.html import HtmlElement

from bot.fetch.prose import word_count
from bot.fetch.witness import Witness

_TABLE: dict[str, list[str]] = tomllib.loads(
    resources.files("bot.fetch").joinpath("furniture.toml").read_text(encoding="utf-8")
)
_TAGS = frozenset(_TABLE["tags"])
_INLINE = frozenset(_TABLE["inline"])
_HOLDS_TEXT = frozenset({*_INLINE, "p", "li", "blockquote", "td", "dd", "h2", "h3", "h4"})
_NO_TEXT = frozenset(_TABLE["no_text"])
_PICTURES = frozenset(_TABLE["pictures"])
_ROLES = frozenset(_TABLE["roles"])
_WORDS = frozenset(_TABLE["words"])
_COMPOUNDS = re.compile(
    r"related|newsletter|advert|sidebar|side-bar|breadcrumb|share-?(?:this|bar|button|tools|links)|social-?(?:media|links|share)|read-?(?:also|more|next)|also-?read|see-?also|most-?(?:read|popular|viewed)"
    r"|author-?(?:bio|box|info|card|about|desc)|about-?(?:the-)?author|posted-?on|cookie|sponsored|recommend|comments?-?(?:area|list|section|form|wrap)|wp-?caption|pull-?quote|sign-?up|support-?us|jetpack|outbrain|taboola",
)
_SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER = frozenset({"html", "body", "main", "article", "h1"})

PROTECTED_SHARE = 0.5  # an element with so much of the page's prose is no furniture, whatever its name
PIECE_WORDS = 8
CAPTION_WORDS = 90
POST_PARTS = 3  # children of a box around a post: the post, its script, a link


def find_furniture(root: HtmlElement, witness: Witness | None = None) -> frozenset[HtmlElement]:
    """The elements below `root` whose text is none of an article.

    They are named and not taken out: removing them one by one takes quadratic time on pages made for it.
    """
    mute = {element for element in root.iter() if element.tag in _NO_TEXT and element is not root}
    prose = _count_prose(root, mute, witness)
    limit = PROTECTED_SHARE * prose[root]
    pictured = _around_pictures(root)
    posts = _around_posts(root)
    return frozenset(mute) | {
        element
        for element in root.iterdescendants()
        if isinstance(element.tag, str)
        and prose[element] <= limit
        and (
            (element not in posts and is_furniture(element))
            or (
                element in pictured
                and (_is_card(element) or (prose[element] <= CAPTION_WORDS and _is_picture(element)))
            )
        )
    }


def _around_pictures(root: HtmlElement) -> set[HtmlElement]:
    """The elements that hold a picture."""
    found: set[HtmlElement] = set()
    for picture in root.iter("img", "picture", "amp-img"):
        element = picture.getparent()
        while element is not None and element not in found:
            found.add(element)
            element = element.getparent()
    return found


def _around_posts(root: HtmlElement) -> set[HtmlElement]:
    """What somebody posted elsewhere and the article quotes, with the boxes that hold nothing else."""
    found: set[HtmlElement] = set()
    for post in root.iter("blockquote"):
        element = post if "twitter-tweet" in (post.get("class") or "") else None
        while element is not None and element not in found and (element is post or _holds_only(element)):
            found.add(element)
            element = element.getparent()
    return found


def _holds_only(box: HtmlElement) -> bool:
    more = next(islice(box.iterchildren(), POST_PARTS, None), None)  # len() would count all of a million
    return box.tag not in _TAGS and more is None


def _is_card(element: HtmlElement) -> bool:
    """A card with a picture that hangs on the link before it, to be shown when the mouse is there."""
    before = element.getprevious()
    return (
        element.tag in _INLINE
        and before is not None
        and before.tag == "a"
        and not (before.tail or "").strip()
    )


def _is_picture(element: HtmlElement) -> bool:
    """A box named after its picture: the text in it is the caption."""
    if element.tag in _HOLDS_TEXT:
        return False
    names = set(_SPLIT.split((element.get("class") or "")[:400].lower()))
    return not _PICTURES.isdisjoint(names)


def _count_prose(
    root: HtmlElement, mute: set[HtmlElement], witness: Witness | None
) -> dict[HtmlElement, int]:
    """Words in the longer pieces of text in each element, its children included: menus count for nothing.

    With a witness, only those that it confirms.
    """
    elements = list(root.iter())
    words: dict[HtmlElement, int] = dict.fromkeys(elements, 0)
    for element in reversed(elements):  # children before their parents
        if element in mute:
            words[element] = 0
        elif isinstance(element.tag, str):
            words[element] += _prose_words(element.text, witness)
        parent = element.getparent()
        if parent is not None and parent in words:
            words[parent] += words[element] + _prose_words(element.tail, witness)
    return words


def _prose_words(text: str | None, witness: Witness | None) -> int:
    words = word_count(text) if text else 0
    return words if text and words >= PIECE_WORDS and (witness is None or witness.confirms(text)) else 0


def is_furniture(element: HtmlElement) -> bool:
    """Whether its role, its style or its name says that it is no text of the article."""
    if element.tag in _NEVER:
        return False
    if element.tag in _TAGS:
        return True
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style") or "")
    ):
        return True
    if (element.get("role") or "").lower() in _ROLES:
        return True
    if element.tag in _INLINE and element.getparent() is not None and element.getparent().tag in _HOLDS_TEXT:
        return False  # a marked word inside a sentence
    name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"[
        :400
    ].strip()
    if not name:
        return False
    if any(word.lower() in _WORDS for word in _SPLIT.split(name)):
        return True
    return bool(_COMPOUNDS.search(name.lower()))
