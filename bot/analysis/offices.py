"""Who holds which office when: "the French foreign minister" on a given day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from bot.analysis.lexicon.words import load_words
from bot.model.knowledge import Actor, Role

_COMPLEMENT = re.compile(r"\s(?:of|to|for|at|in)\s")


@lru_cache(maxsize=1)
def title_words() -> dict[str, tuple[str, ...]]:
    """Printed title → words of which one must stand in the title of an office."""
    titles: dict[str, list[str]] = load_words("offices.toml")["titles"]
    return {title: tuple(words) for title, words in titles.items()}


@lru_cache(maxsize=1)
def title_pattern() -> str:
    """A regular expression for any printed title, longest first."""
    return "|".join(re.escape(t).replace(r"\ ", r"\s") for t in sorted(title_words(), key=len, reverse=True))


class Offices:
    """The terms of office of the table's people, by the state or body that they serve."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._holders: dict[str, list[tuple[Role, Actor]]] = {}
        parliamentary = frozenset(load_words("offices.toml")["parliamentary"]["states"])
        self._parliamentary = parliamentary
        for actor in actors:
            for role in actor.roles if actor.kind == "person" else ():
                if role.of or actor.of:
                    self._holders.setdefault(role.of or actor.of or "", []).append((role, actor))

    def find_holder(
        self, of: str, title: str, published: date | None, present: Iterable[str] = ()
    ) -> str | None:
        """The id of the person meant by a printed title, or None where nobody or several may be.

        Args:
            of: actor id of the state or body ("russia").
            title: as printed, lower case ("leader", "foreign minister").
            published: the day; None asks for those still in office.
            present: ids of people named in the article; they are preferred, whatever the day.
        """
        words = title_words().get(title, (title,))
        fitting = [
            (role, actor)
            for role, actor in self._holders.get(of, ())
            if _fits(role.title.casefold(), words, title)
        ]
        here = set(present)
        named = [(role, actor) for role, actor in fitting if actor.id in here]
        dated = [(r, a) for r, a in fitting if _holds(r, published)]
        for choice in ([x for x in named if x in dated], named, dated):
            if choice:
                return self._first(of, choice, words)
        return None

    def _first(self, of: str, found: list[tuple[Role, Actor]], words: tuple[str, ...]) -> str | None:
        """The foremost: words are in order of rank, save where a head of state only represents."""

        def rank(pair: tuple[Role, Actor]) -> int:
            title = pair[0].title.casefold()
            place = next((i for i, word in enumerate(words) if _names_office(title, word)), len(words))
            ceremonial = title == "president" and of in self._parliamentary
            return place + (len(words) if ceremonial or "vice" in title or "deputy" in title else 0)

        ranked = sorted(found, key=rank)
        best = {actor.id for role, actor in ranked if rank((role, actor)) == rank(ranked[0])}
        return ranked[0][1].id if len(best) == 1 else None


def office_on(actor: Actor, bodies: Mapping[str, Actor], published: date | None) -> str | None:
    """The office that a person holds on a day (None: still), as words: "president of Russia"."""
    held = [role for role in actor.roles if _holds(role, published)]
    if not held:
        return None
    role = max(held, key=lambda r: r.start or date.min)
    body = bodies.get(role.of or "")
    plain = role.title.islower() and "spokes" not in role.title
    return f"{role.title} of {body.name}" if body is not None and plain else role.title


def _fits(office: str, words: tuple[str, ...], title: str) -> bool:
    if ("vice" in office or "deputy" in office or "former" in office) and "vice" not in title:
        return False
    return any(_names_office(office, word) for word in words)


def _names_office(office: str, word: str) -> bool:
    """Whether the office is that of the word: "president", not "head of the presidential office"."""
    head = office if office.startswith(word) else _COMPLEMENT.split(office)[0]
    end = "" if word == "spokes" else r"\b"
    return re.search(rf"\b{re.escape(word)}{end}", head) is not None


def _holds(role: Role, day: date | None) -> bool:
    if day is None:
        return role.end is None
    return (role.start is None or role.start <= day) and (role.end is None or day < role.end)
