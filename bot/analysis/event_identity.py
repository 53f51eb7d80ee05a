"""Who is who among the parties to an event: the same actor twice, several in one phrase, one's own people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.analysis.event_lexicon import Frame
from bot.analysis.event_parties import Party
from bot.model.findings import EventClass


def list_actors(parties: Sequence[Party]) -> tuple[str, ...]:
    """The ids of all actors that the parties denote, each once."""
    return tuple(dict.fromkeys(actor for party in parties for actor in party.actors))


def is_same(party: Party, source: Sequence[Party]) -> bool:
    """Whether a party is the source itself, or denotes only actors that the source denotes."""
    actors = set(list_actors(source))
    return any(party.start == other.start for other in source) or (
        bool(party.actors) and set(party.actors) <= actors
    )


def part_actors(party: Party) -> list[Party]:
    """The several actors of one phrase, each by itself: "Peruvian and Chilean ships"."""
    return [replace(party, actors=(actor,)) for actor in party.actors] or [party]


def drop_source(source: Sequence[Party], frame: Frame) -> Callable[[Party], Party | None]:
    """Drops the source itself; of its own people ("police in Lima arrested a Peruvian") the actor goes."""

    def judge(party: Party) -> Party | None:
        if not is_same(party, source):
            return party
        kept = frame.event_class is not EventClass.VERBAL_COOPERATION and not frame.both and not party.headed
        if kept and party.person is not True and all(party.start != other.start for other in source):
            return replace(party, actors=(), proper=False)
        return None

    return judge
