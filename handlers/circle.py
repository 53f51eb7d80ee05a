"""One actor among the others: who is named together with it, how they get on, and a picture of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.stored import RelationCounts, Tally
from bot.slack.port import Upload
from bot.storage.relations import count_naming_both, count_relation, named_beside
from bot.storage.ties import count_ties
from digests.items import count_of
from digests.network import Node, Tie, describe_network
from digests.page import Button, Buttons, Line, Menu, Paragraph, Part, Table, bold, line
from handlers.exports import compose_export, compose_file, write_slug
from handlers.look import Look, write_change, write_signed
from handlers.options import page_buttons
from handlers.periods import period_buttons
from handlers.replies import ASK, Reply

PAGE = 12
MOST_DRAWN = 12  # names around the actor that can still be read
MOST_EXPORTED = 100
PICTURE = "picture"  # the word that asks for it
_HEADER = ("With", "Articles", "Change", "Coop.", "Conflict", "Balance")
_SHEET = ("with", "id", "articles", "articles before", "stories", "outlets", "cooperation", "conflict")


@dataclass(frozen=True, kw_only=True, slots=True)
class Counterpart:
    """Somebody who is named together with the actor."""

    tally: Tally
    counts: RelationCounts
    before: int  # articles in the period before


def _load(look: Look, a: str, limit: int, skip: int = 0) -> tuple[Counterpart, ...]:
    """The counterparts, most articles first, with how often they were named together before."""
    scope, since, until = look.scope, look.since, look.until
    return tuple(
        Counterpart(
            tally=tally,
            counts=count_relation(scope, a, tally.id, since=since, until=until),
            before=count_naming_both(scope, a, tally.id, look.period.before, since),
        )
        for tally in named_beside(scope, a, since, until, limit)[skip:]
    )


def compose_circle(look: Look, a: str, page: int) -> Reply:
    """The counterparts, those named with the actor in most articles first, a page of them."""
    found, name = _load(look, a, page * PAGE + 1, skip=(page - 1) * PAGE), look.names.actor_name(a)
    shown = found[:PAGE]
    command = f"/relations {a} {look.period.written}"
    picture = (Button("Network picture", ASK, f"{command} {PICTURE}"),) if found else ()
    return Reply(
        heading=f"{name}: named together with",
        understood=f"{_understood(look, a)} (change: articles against the {look.period.words} before)",
        parts=tuple(_table(look, a, shown)) if shown else (_nobody(name),),
        buttons=(
            *period_buttons(f"/relations {a}", look.period.written),
            *page_buttons(command, "page", page, more=len(found) > PAGE, labels=("‹ Back", "More ›")),
            *picture,
            Button("Subscribe this channel", ASK, f"/subscribe actor:{a}"),
            *((Button("CSV", ASK, f"{command} csv"),) if found else ()),
        ),
        shared=command,
    )


def _understood(look: Look, a: str) -> str:
    return f"{look.names.actor_name(a)}, last {look.period.words}"


def _nobody(name: str) -> Part:
    return Paragraph((line(f"Nobody is named together with {name} in this period."),))


def _table(look: Look, a: str, shown: tuple[Counterpart, ...]) -> list[Part]:
    rows = (tuple(line(bold(title)) for title in _HEADER), *map(_row, shown))
    choices = tuple((c.tally.name, f"/relations {a} {c.tally.id} {look.period.written}") for c in shown)
    return [Table(rows, right=tuple(range(1, len(_HEADER)))), Buttons((Menu("Open a pair …", ASK, choices),))]


def _row(found: Counterpart) -> tuple[Line, ...]:
    counts = found.counts
    events = bool(counts.cooperation or counts.conflict)
    cells = (
        f"{counts.articles:,}",
        write_change(counts.articles, found.before),
        f"{counts.cooperation:,}" if events else "–",
        f"{counts.conflict:,}" if events else "–",
        write_signed(counts.cooperation - counts.conflict) if events else "–",
    )
    return (line(found.tally.name), *map(line, cells))


def draw_circle(look: Look, a: str) -> Reply:
    """The picture of an actor's network, sent to the person."""
    from digests.pictures import (
        draw_network,  # only where one is asked for: the terminal draws none otherwise
    )

    found = _load(look, a, MOST_DRAWN)
    name = look.names.actor_name(a)
    if not found:
        return Reply(heading=f"{name}: network", understood=_understood(look, a), parts=(_nobody(name),))
    ids = [counterpart.tally.id for counterpart in found]
    pairs = count_ties(look.scope, a, ids, since=look.since, until=look.until)
    nodes = tuple(_node(counterpart) for counterpart in found)
    ties = tuple(Tie(ids.index(one), ids.index(other), n) for (one, other), n in sorted(pairs.items()))
    title = f"{name}, last {look.period.words}"
    upload = Upload(
        name=f"{write_slug(f'network {a} {look.period.written}')}.png",
        title=title,
        content=draw_network(name, title, nodes, ties),
        alt=describe_network(name, look.period.words, nodes),
    )
    holds = f"{name} and {count_of(len(nodes), 'counterpart', 'counterparts')}"
    return compose_file(look.request, f"{name}: network", upload, holds)


def _node(found: Counterpart) -> Node:
    counts = found.counts
    return Node(found.tally.name, counts.articles, counts.cooperation, counts.conflict)


def export_circle(look: Look, a: str) -> Reply:
    """The counterparts as a CSV file."""
    found = _load(look, a, MOST_EXPORTED)
    rows = ((c.tally.name, c.tally.id, c.counts.articles, c.before, *_rest(c)) for c in found)
    return compose_export(
        look.request, f"relations-{a}-{look.period.written}", _understood(look, a), _SHEET, rows
    )


def _rest(found: Counterpart) -> tuple[int, int, int, int]:
    counts = found.counts
    return (counts.stories, counts.outlets, counts.cooperation, counts.conflict)
