"""Proposing to the team whom many articles name and no table knows; each once, whatever is answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Select, and_, func, select, type_coerce, update

from bot.errors import NotFoundError
from bot.model.found import Proposal
from bot.storage.actor_edits import log_edit
from bot.storage.actor_tables import proposals
from bot.storage.actors import load_actor, save_actor
from bot.storage.database import Scope
from bot.storage.findings import FOUND
from bot.storage.redirects import load_names_found, load_redirects
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import actors, articles, mentions

LEAST_ARTICLES = 3  # that name somebody and are no copies
LEAST_OUTLETS = 2  # that published these: one that floods the news proposes nobody
WITHIN = timedelta(days=30)  # of each other, by date of publication
MOST_LISTED = 50  # proposals in one list, best evidence first
MOST_WEIGHED = 500  # newest open proposals of which the list is chosen
MOST_SIGHTINGS = 20_000  # (actor, outlet, day) that are looked at for one article
EVIDENCE = 500  # newest articles that tell roles and outlets of one proposal
HEADLINES = 3  # of its newest articles
OPEN, ACCEPTED, DISMISSED = "open", "accepted", "dismissed"
_DAY = 86_400 * 1_000_000  # microseconds, as instants are stored

Sighting = tuple[int, str | None, int]
"""Day since 1970, outlet, articles of that outlet on that day."""


def is_worth_proposing(sightings: Iterable[Sighting]) -> bool:
    """Whether in any 30 days at least three articles of at least two outlets stand. Pure."""
    found = sorted((day, outlet or "", count) for day, outlet, count in sightings)
    first = 0
    for last in range(len(found)):
        while found[last][0] - found[first][0] >= WITHIN.days:
            first += 1
        window = found[first : last + 1]
        outlets = {outlet for _, outlet, _ in window if outlet}
        if sum(count for *_, count in window) >= LEAST_ARTICLES and len(outlets) >= LEAST_OUTLETS:
            return True
    return False


def propose_actors(scope: Scope, found: Sequence[str], dated_at: datetime, now: datetime) -> None:
    """Propose those of these found actors whom an article of that date makes worth it."""
    p, a = proposals.c, actors.c
    asked = select(p.actor_id).where(p.workspace_id == scope.workspace_id, p.actor_id.in_(found))
    unknown = select(a.id).where(a.workspace_id == scope.workspace_id, a.id.in_(found), a.origin == FOUND)
    wanted = scope.connection.execute(unknown.where(a.id.not_in(asked))).scalars().all()
    sightings = _load_sightings(scope, wanted, dated_at) if wanted else {}
    rows = [
        {"workspace_id": scope.workspace_id, "actor_id": actor, "proposed_at": now, "state": OPEN}
        for actor, seen in sightings.items()
        if is_worth_proposing(seen)
    ]
    if rows:
        scope.connection.execute(insert_new(proposals), rows)


def _load_sightings(
    scope: Scope, wanted: Sequence[str], around: datetime
) -> defaultdict[str, list[Sighting]]:
    """Actor → where it was seen within 30 days before and after; copies left out."""
    m, a = mentions.c, articles.c
    day = (type_coerce(m.dated_at, BigInteger) // _DAY).label("day")
    query: Select[Any] = (
        select(m.actor_id, day, a.outlet_id, func.count())
        .join(articles, and_(a.workspace_id == m.workspace_id, a.id == m.article_id))
        .where(m.workspace_id == scope.workspace_id, m.actor_id.in_(wanted))
        .where(m.dated_at > around - WITHIN, m.dated_at < around + WITHIN, a.copy_of.is_(None))
        .group_by(m.actor_id, day, a.outlet_id)
        .limit(MOST_SIGHTINGS)
    )
    found: defaultdict[str, list[Sighting]] = defaultdict(list)
    for actor, number, outlet, count in scope.connection.execute(query):
        found[actor].append((int(number), outlet, count))
    return found


def _of(scope: Scope, actor: str) -> ColumnElement[bool]:
    return and_(mentions.c.workspace_id == scope.workspace_id, mentions.c.actor_id == actor)


def load_proposals(scope: Scope) -> tuple[Proposal, ...]:
    """The open proposals, those of most outlets and articles first (at most 50)."""
    p, a = proposals.c, actors.c
    unknown = and_(a.workspace_id == p.workspace_id, a.id == p.actor_id, a.origin == FOUND)
    query: Select[Any] = (
        select(a.id, a.name, a.kind, p.proposed_at)
        .join(actors, unknown)
        .where(p.workspace_id == scope.workspace_id, p.state == OPEN)
        .where(a.id.not_in(list(load_redirects(scope))))
        .order_by(p.proposed_at.desc(), a.id)
        .limit(MOST_WEIGHED)
    )
    found = [_tell(scope, row) for row in scope.connection.execute(query).all()]
    found = [proposal for proposal in found if proposal.articles]
    return tuple(sorted(found, key=lambda f: (-len(f.outlets), -f.articles, f.id))[:MOST_LISTED])


def _tell(scope: Scope, row: Row[Any]) -> Proposal:
    m, a = mentions.c, articles.c
    query = (
        select(m.dated_at, m.role, a.outlet_id, a.headline)
        .join(articles, and_(a.workspace_id == m.workspace_id, a.id == m.article_id))
        .where(_of(scope, row.id), a.copy_of.is_(None))
        .order_by(m.dated_at.desc(), m.article_id.desc())
        .limit(EVIDENCE)
    )
    seen = scope.connection.execute(query).all()
    dates = [sighting.dated_at for sighting in seen] or [datetime.fromtimestamp(0, UTC)]
    return Proposal(
        id=row.id,
        name=row.name,
        kind=row.kind,
        names=load_names_found(scope, [row.id]).get(row.id, (row.name,)),
        articles=len(seen),
        outlets=_by_frequency(sighting.outlet_id for sighting in seen),
        roles=_by_frequency(sighting.role for sighting in seen),
        first_seen=min(dates),
        last_seen=max(dates),
        proposed_at=row.proposed_at,
        headlines=tuple(sighting.headline for sighting in seen[:HEADLINES]),
    )


def _by_frequency(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value for value, _ in Counter(value for value in values if value).most_common())


def accept_actor(
    scope: Scope, actor: str, now: datetime, by: str | None, *, name: str | None = None, of: str | None = None
) -> None:
    """Take somebody who is proposed into the table, with all the names that were found.

    Args:
        name: what that one is called; as printed where it is None.
        of: the state or body that it belongs to.

    Raises:
        NotFoundError: nobody of that id is proposed.
    """
    _decide(scope, actor, ACCEPTED, now, by)
    found = load_actor(scope, actor)
    names = (found.name, *load_names_found(scope, [actor]).get(actor, ()))
    shown = " ".join(name.split()) if name else found.name
    aliases = tuple(spelling for spelling in dict.fromkeys(names) if spelling != shown)
    save_actor(scope, replace(found, name=shown, aliases=aliases, of=of), now)
    log_edit(scope, "accept", actor, now, by, aliases=list(aliases), of=of)


def dismiss_actor(scope: Scope, actor: str, now: datetime, by: str | None) -> None:
    """Never propose somebody again. Raises NotFoundError where nobody of that id is proposed."""
    _decide(scope, actor, DISMISSED, now, by)
    log_edit(scope, "dismiss", actor, now, by)


def _decide(scope: Scope, actor: str, state: str, now: datetime, by: str | None) -> None:
    p = proposals.c
    here = and_(p.workspace_id == scope.workspace_id, p.actor_id == actor, p.state == OPEN)
    change = update(proposals).where(here).values(state=state, decided_at=now, decided_by=by)
    if not scope.connection.execute(change).rowcount:
        raise NotFoundError(
            f"Nobody called “{actor[:80]}” is proposed.", advice="“rapporteur actors proposals” lists all."
        )
