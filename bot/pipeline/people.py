"""Before an article is stored: its people joined with those found earlier, merged actors under their new id.
After it: their names remembered, and those proposed to the team who are named often enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.analysis.spellings import family_key, has_initial_only
from bot.model.findings import Analysis
from bot.model.found import Found, FoundActor
from bot.pipeline.joining import Intent, Join, Rename, is_namesake, join_found
from bot.pipeline.renaming import Identity, rename_actors
from bot.storage.actor_rows import load_rows
from bot.storage.database import Scope
from bot.storage.findings import FOUND
from bot.storage.found_actors import load_found, load_namesakes, rename_found, save_found_names
from bot.storage.proposals import propose_actors
from bot.storage.redirects import load_redirects

MOST_LIKELY = 60  # earlier people with whom those of one article are compared by what is told of them


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """Findings ready to be stored, and what is to be remembered of their people."""

    analysis: Analysis
    names: tuple[tuple[str, str, str], ...]  # family name, actor, full name as printed
    found: tuple[str, ...]  # ids of those who are in no table


def settle_people(scope: Scope, analysis: Analysis, story: int | None, outlet: str | None) -> Settled:
    """Say who is who in the findings of an article, with what is stored."""
    found = _list_found(analysis)
    intents = _decide(scope, found, story, outlet)
    for intent in intents:
        if isinstance(intent, Rename):
            rename_found(scope, intent.stored, intent.into, intent.name)
    joined = {i.found: Identity(id=i.into, name=i.name) for i in intents if isinstance(i, Join)}
    names = tuple(
        (family_key(person.name), joined[person.id].id if person.id in joined else person.id, person.name)
        for person in found
    )
    settled = _redirect(scope, rename_actors(analysis, joined))
    unknown = tuple(mention.id for mention in settled.actors if not mention.known)
    return Settled(analysis=settled, names=names, found=unknown)


def note_people(scope: Scope, settled: Settled, dated_at: datetime, now: datetime) -> None:
    """Remember the names of an article that is stored now, and propose whom it makes worth it."""
    rows = {row.id for row in load_rows(scope, {actor for _, actor, _ in settled.names})}
    save_found_names(scope, (name for name in settled.names if name[0] and name[1] in rows))
    propose_actors(scope, settled.found, dated_at, now)


def _list_found(analysis: Analysis) -> tuple[Found, ...]:
    return tuple(
        Found(id=mention.id, name=mention.name, role=mention.role)
        for mention in analysis.actors
        if not mention.known and mention.kind == "person"
    )


def _decide(
    scope: Scope, found: tuple[Found, ...], story: int | None, outlet: str | None
) -> tuple[Intent, ...]:
    if not found:
        return ()
    families = {person.id: family_key(person.name) for person in found}
    namesakes = load_namesakes(scope, families.values())
    names = {actor: spellings for bearers in namesakes.values() for actor, spellings in bearers.items()}
    likely = dict.fromkeys(
        actor
        for person in found
        if person.id not in names or has_initial_only(person.name)
        for actor, spellings in namesakes.get(families[person.id], {}).items()
        if is_namesake(person, spellings)
    )
    if not likely:
        return ()
    here = {person.id for person in found} & names.keys() - likely.keys()
    themselves = (FoundActor(id=actor, name=names[actor][0], names=names[actor]) for actor in here)
    earlier = (*load_found(scope, list(likely)[:MOST_LIKELY]), *themselves)
    intents = join_found(found, earlier, story, outlet)
    taken = {row.id for row in load_rows(scope, [i.into for i in intents if isinstance(i, Rename)])}
    return tuple(i for i in intents if not (isinstance(i, Rename) and i.into in taken))


def _redirect(scope: Scope, analysis: Analysis) -> Analysis:
    """The findings without actors that were merged into others, by an older reading or a found name."""
    redirects = load_redirects(scope)
    named = redirects.keys() & set(_ids_in(analysis)) if redirects else set()
    if not named:
        return analysis
    identities = _identify(scope, {gone: redirects[gone] for gone in named})
    return rename_actors(analysis, identities)


def _identify(scope: Scope, redirects: Mapping[str, str]) -> dict[str, Identity]:
    rows = {row.id: row for row in load_rows(scope, set(redirects.values()))}
    return {
        gone: Identity(id=kept, name=rows[kept].name, known=rows[kept].origin != FOUND)
        for gone, kept in redirects.items()
        if kept in rows
    }


def _ids_in(analysis: Analysis) -> Iterable[str]:
    yield from (mention.id for mention in analysis.actors)
    for quote in analysis.quotes:
        yield from quote.about
        if quote.speaker_id:
            yield quote.speaker_id
    for event in analysis.events:
        yield from event.source
        yield from event.target
