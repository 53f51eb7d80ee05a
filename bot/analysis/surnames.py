"""Which known person a family name alone may mean, without the full name in the article."""

from __future__ import annotations

from collections.abc import Sequence

from bot.analysis.lexicon.words import load_words
from bot.analysis.names import family_names, fold
from bot.model.knowledge import Actor

_HIGH_OFFICES = (
    "president", "prime minister", "premier", "chancellor", "supreme leader", "foreign minister", "secretary of state",
    "secretary-general", "secretary general", "general secretary", "king", "pope", "crown prince",
)  # fmt: skip


class Surnames:
    """Family names of the table's people, and whether they are enough."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._bearers: dict[str, list[Actor]] = {}
        common = frozenset(load_words("names.toml")["ambiguous_family"])
        for actor in actors:
            if actor.kind == "person":
                for name in {actor.surname or "", *family_names(actor.name)} - {""}:
                    self._bearers.setdefault(fold(name), []).append(actor)
        self._unique = {
            name: bearer
            for name, found in self._bearers.items()
            if name.casefold() not in common and (bearer := _only_bearer(found)) is not None
        }
        self._famous = {actor.id for actor in actors if _held_high_office(actor)} & set(self._unique.values())

    def bearers(self, surname: str) -> Sequence[Actor]:
        """The table's people of that family name."""
        return self._bearers.get(fold(surname), ())

    def is_famous(self, actor_id: str) -> bool:
        """Whether the family name alone names this person: a high office, no other bearer of one, no common name."""
        return actor_id in self._famous

    def alone(self, surname: str, *, with_title: bool) -> str | None:
        """The id of the person whom a family name means by itself, or None.

        Args:
            with_title: a form of address or an office stands before it ("President", "Mr").
        """
        actor_id = self._unique.get(fold(surname))
        if actor_id is None:
            return None
        return actor_id if with_title or actor_id in self._famous else None


def _only_bearer(bearers: Sequence[Actor]) -> str | None:
    """The one person of that family name, or the only one of high office: "Biden" is no relative of his."""
    for found in (bearers, [actor for actor in bearers if _held_high_office(actor)]):
        if len({actor.id for actor in found}) == 1:
            return found[0].id
    return None


def _held_high_office(actor: Actor) -> bool:
    return actor.kind == "person" and any(
        role.title.casefold().startswith(_HIGH_OFFICES) for role in actor.roles
    )
