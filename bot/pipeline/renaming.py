"""Findings with some of their actors under another id. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.model.findings import ActorMention, Analysis, Event, Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who somebody is."""

    id: str
    name: str
    known: bool = False  # stands in the table


def rename_actors(analysis: Analysis, identities: Mapping[str, Identity]) -> Analysis:
    """The analysis with each actor of `identities` under that identity; two that become one are one."""
    if not identities:
        return analysis
    ids = {old: identity.id for old, identity in identities.items()}
    return replace(
        analysis,
        actors=_join_mentions(analysis.actors, identities),
        quotes=tuple(_rename_quote(quote, identities, ids) for quote in analysis.quotes),
        events=tuple(_rename_event(event, ids) for event in analysis.events),
    )


def _join_mentions(
    mentions: tuple[ActorMention, ...], identities: Mapping[str, Identity]
) -> tuple[ActorMention, ...]:
    joined: dict[str, ActorMention] = {}
    for mention in mentions:
        if identity := identities.get(mention.id):
            known = identity.known or mention.known
            mention = replace(mention, id=identity.id, name=identity.name, known=known)
        first = joined.get(mention.id)
        joined[mention.id] = _both(first, mention) if first else mention
    return tuple(joined.values())


def _both(one: ActorMention, two: ActorMention) -> ActorMention:
    spans = tuple(sorted({*one.spans, *two.spans}))
    return replace(one, spans=spans, known=one.known or two.known, role=one.role or two.role)


def _rename_quote(quote: Quote, identities: Mapping[str, Identity], ids: Mapping[str, str]) -> Quote:
    about = _each_once(quote.about, ids)
    identity = identities.get(quote.speaker_id or "")
    if identity is None:
        return quote if about == quote.about else replace(quote, about=about)
    return replace(quote, speaker_id=identity.id, speaker_name=identity.name, about=about)


def _rename_event(event: Event, ids: Mapping[str, str]) -> Event:
    if ids.keys().isdisjoint((*event.source, *event.target)):
        return event
    return replace(event, source=_each_once(event.source, ids), target=_each_once(event.target, ids))


def _each_once(actors: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids.get(actor, actor) for actor in actors))
