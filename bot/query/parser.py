"""Text → query tree.

The grammar, as people see it in docs/users/topics.md::

    query   = all (("OR" | "|") all)*
    all     = item (["AND" | "&"] item)*
    item    = ("-" | "NOT") item | "(" query ")" | phrase | filter | name
    filter  = theme: | actor: | source: | lang: | since: | until:
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.errors import QueryError
from bot.query.span import parse_when
from bot.query.tree import (
    ActorIs,
    LanguageIs,
    Phrase,
    Query,
    Since,
    SourceIs,
    Term,
    ThemeIs,
    Until,
    Word,
    all_of,
    any_of,
    negate,
)

MAX_LENGTH = 2_000  # characters of a query; Slack's own limit of command text is larger
MAX_TERMS = 64  # beyond that a query is a mistake or an attack
MAX_DEPTH = 16  # of brackets and negations

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\() | (?P<close>\)) | (?P<and>&)(?=\s|$|\w|"|\() | (?P<or>\|)
    | (?P<minus>-)(?=[^\s)])
    | (?P<filter>[A-Za-z]+):(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s()"]+))
    | "(?P<phrase>[^"]*)"
    | (?P<word>[^\s()"|&]+)
    )""",
    re.VERBOSE,
)
_TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " "})
_FILTERS: dict[str, Callable[[str], Term]] = {
    "theme": ThemeIs,
    "actor": ActorIs,
    "source": SourceIs,
    "lang": LanguageIs,
    "since": Since,
    "until": Until,
}


def parse_query(text: str) -> Query:
    """Parse what a person typed; curly quotes, long dashes and `&amp;` are accepted.

    Raises:
        QueryError: empty, too long, brackets that do not match, a filter that is none.
    """
    text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").translate(_TYPED)
    text = "".join(c if c.isprintable() else " " for c in text).strip()
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"That query has {len(text):,} characters.", advice=f"At most {MAX_LENGTH:,} are read."
        )
    tokens = _tokenize(text)
    if not tokens:
        raise QueryError(
            "The query is empty.", advice="Name a theme, an actor or a word, such as energy or putin xi."
        )
    return _Parser(tokens).parse()


def _tokenize(text: str) -> list[tuple[str, str]]:
    if text.count('"') % 2:
        raise QueryError("A quotation mark is not closed.", advice='Write a phrase as "power of siberia".')
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text) and (match := _TOKEN.match(text, at)):
        at = match.end()
        kind = match.lastgroup or ""
        if kind in ("quoted", "value"):
            tokens.append((f"filter:{match['filter'].lower()}", match["quoted"] or match["value"] or ""))
        elif kind == "word" and match["word"] in ("OR", "AND", "NOT"):
            tokens.append((match["word"].lower(), match["word"]))
        else:
            tokens.append((kind, match[kind]))
    if len(tokens) > MAX_TERMS * 2:
        raise QueryError(
            f"That query has more than {MAX_TERMS} terms.", advice="Split it into several topics."
        )
    return tokens


class _Parser:
    """Recursive descent over the tokens; depth is bounded."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def parse(self) -> Query:
        query = self.either()
        if self.at < len(self.tokens):
            raise QueryError("A closing bracket has no opening one.", advice="Write (taiwan OR japan) xi.")
        return query

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def either(self) -> Query:
        parts = [self.all_of()]
        while self.peek() == "or":
            self.take()
            parts.append(self.all_of())
        return any_of(parts)

    def all_of(self) -> Query:
        parts = [self.item()]
        while True:
            if self.peek() == "and":
                self.take()
            elif self.peek() in ("", "or", "close"):
                return all_of(parts)
            parts.append(self.item())

    def item(self) -> Query:
        if self.at >= len(self.tokens) or self.peek() in ("or", "and", "close"):
            raise QueryError(
                "Something is missing beside OR, AND, NOT or a bracket.", advice="Write energy OR sanctions."
            )
        kind, value = self.take()
        if kind in ("minus", "not"):
            return negate(self.nested(self.item))
        if kind == "open":
            return self.nested(self.bracket)
        return _term(kind, value)

    def nested(self, rule: Callable[[], Query]) -> Query:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError(
                "The brackets are nested too deep.", advice=f"At most {MAX_DEPTH} levels are read."
            )
        query = rule()
        self.depth -= 1
        return query

    def bracket(self) -> Query:
        query = self.either()
        if self.peek() != "close":
            raise QueryError("A bracket is not closed.", advice="Write (taiwan OR japan) xi.")
        self.take()
        return query


def _term(kind: str, value: str) -> Query:
    if kind == "phrase":
        words = " ".join(value.split())
        if not words:
            raise QueryError("A phrase is empty.", advice='Write a phrase as "power of siberia".')
        return Phrase(words) if " " in words else Word(words)
    if kind.startswith("filter:"):
        return _filter(kind.removeprefix("filter:"), " ".join(value.split()))
    return Word(value)


def _filter(name: str, value: str) -> Query:
    build = _FILTERS.get(name)
    if build is None:
        raise QueryError(
            f"There is no filter “{name[:40]}:”.",
            advice="There are " + ", ".join(f"{f}:" for f in _FILTERS) + ".",
        )
    if not value:
        raise QueryError(f"The filter “{name}:” has no value.", advice=f"Write {_EXAMPLES[name]}.")
    if build in (Since, Until):
        parse_when(value)
    return build(value.lower())


_EXAMPLES = {
    "theme": "theme:energy",
    "actor": "actor:vladimir-putin",
    "source": "source:reuters.com",
    "lang": "lang:en",
    "since": "since:7d",
    "until": "until:2026-11-15",
}
