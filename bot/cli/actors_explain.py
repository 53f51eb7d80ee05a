"""`rapporteur actors explain`: why a name is, or is not, an actor."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from bot.cli.actor_words import count_of, describe_edit, describe_role
from bot.cli.common import add_json_option, open_rooms, print_json
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.analysis.actors import ActorTable
    from bot.analysis.explaining import Reading
    from bot.app.build import Rooms
    from bot.model.stored import ArticleCard
    from bot.storage.database import Scope

SAMPLES = 2  # articles of each actor that are shown
LONGEST = 20_000  # characters of a text that is explained
_NAME_WORDS = 6  # more words, or a full stop behind several, are a text to be parsed
_EDITS = ("add", "alias", "accept", "merge", "unmerge", "split", "absorb")


def add_parser(actions: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the sub-command."""
    parser = actions.add_parser("explain", help="why a name, or the names of a text, are which actor's")
    parser.add_argument("text", metavar="NAME|TEXT", nargs="+")
    parser.add_argument("--on", metavar="DATE", help="the day of the article (2026-11-21); default: today")
    add_json_option(parser)
    parser.set_defaults(action=explain)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One reading, with what stands in the database and the files about its actor."""

    reading: Reading
    name: str | None  # of the actor
    origin: str  # where the row stands
    offices: tuple[str, ...]  # held on the day
    articles: int  # that name the actor
    samples: tuple[tuple[str, str, str], ...]  # date, outlet or address, passage
    decoys: tuple[str, ...]  # longer names that would prevent it


def explain(options: argparse.Namespace) -> int:
    """Every place of a text that is, or might be, an actor's."""
    from bot.storage.actors import load_actors

    text = " ".join(options.text).strip()[:LONGEST]
    if not any(char.isalnum() for char in text):
        raise UsageError("There is no name in it.", advice='Try: rapporteur actors explain "the Kremlin"')
    with open_rooms(options) as rooms:
        day = _read_day(options.on) or rooms.services.clock().date()
        with rooms.database.read(rooms.workspace.id) as scope:
            table = _compile(load_actors(scope))
            readings = _read(rooms, text, table, day)
            answers = list(_answer(rooms, scope, readings, table, day))
            found = () if answers else _explain_unknown(rooms, scope, text)
    for answer in answers:
        print_json(_as_json(answer)) if options.json else print("\n".join(_describe(answer)))
    for sentence in found:
        print_json({"printed": text, "actor": None, "why": sentence}) if options.json else print(sentence)
    return 0


def _read_day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise UsageError(f"“{given}” is no date.", advice="Write it as 2026-11-21.") from error


def _compile(actors: Any) -> ActorTable:
    from bot.analysis.actors import ActorTable

    return ActorTable(actors)


def _read(rooms: Rooms, text: str, table: ActorTable, day: date) -> tuple[Reading, ...]:
    """A name by the table alone; a text as an article of that day is read."""
    from bot.analysis.explaining import explain_name, explain_text

    if len(text.split()) <= _NAME_WORDS and not text.endswith((".", "!", "?")):
        return explain_name(text, table)
    from bot.analysis.nlp import load_nlp
    from bot.analysis.parse import parse_document

    return explain_text(parse_document(text, None, load_nlp(rooms.settings.spacy_model)), table, day)


def _answer(
    rooms: Rooms, scope: Scope, readings: tuple[Reading, ...], table: ActorTable, day: date
) -> Iterator[Answer]:
    from bot.analysis.explaining import held_on, list_decoys
    from bot.storage.mention_samples import count_mentions, load_mentions

    origin_of, decoys_of = cache(partial(find_origin, rooms, scope)), cache(list_decoys)
    articles_of = cache(partial(count_mentions, scope))
    told: set[str] = set()
    for reading in readings:
        about, actor = reading.actor or "", table.by_id.get(reading.actor or "")
        first = about not in told
        told.add(about)
        yield Answer(
            reading=reading,
            name=actor.name if actor else None,
            origin=origin_of(about, reading.row) if reading.row else "",
            offices=tuple(describe_role(role) for role in held_on(actor, day)) if actor and first else (),
            articles=articles_of(about) if about else 0,
            samples=_sample(load_mentions(scope, about, SAMPLES)) if about and first else (),
            decoys=decoys_of(reading.printed),
        )


def _sample(found: Iterable[tuple[ArticleCard, str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (f"{card.dated_at:%Y-%m-%d}", card.outlet.name if card.outlet else card.address, passage)
        for card, _, passage in found
    )


def find_origin(rooms: Rooms, scope: Scope, actor: str, row: str) -> str:
    """The file and line of an actor's row, or who of the team gave it and when."""
    from bot.analysis.lexicon.load import locate_actor
    from bot.storage.actor_edits import load_edits
    from bot.storage.actor_rows import load_alias_origins, load_rows
    from bot.storage.merges import load_merges

    rows = load_rows(scope, [actor])
    edits = [edit for edit in load_edits(scope, actor) if edit.action in _EDITS]
    for gone in (merge.gone for merge in load_merges(scope) if merge.kept == actor):
        names = (load_rows(scope, [gone])[0].name, *load_alias_origins(scope, gone))
        if row in names:
            edits = [edit for edit in load_edits(scope, gone) if edit.action == "merge"]
            return f"by the merge of {gone}: {describe_edit(edits[-1])}"
    of_team = load_alias_origins(scope, actor).get(row) == "team"
    if of_team or (rows and rows[0].origin == "team"):
        return "given by the team" + (f": {describe_edit(edits[-1])}" if edits else "")
    place = locate_actor(actor, row, rooms.settings.actors_file)
    return f"{place[0]}:{place[1]}" if place else "the actor table"


def _explain_unknown(rooms: Rooms, scope: Scope, text: str) -> tuple[str, ...]:
    """Why a text names nobody of the table."""
    from bot.cli.actor_names import find_found
    from bot.storage.actor_rows import load_row
    from bot.storage.mention_samples import count_mentions

    sentences = [
        f"{load_row(scope, actor).name} ({actor}) was found in "
        f"{count_of(count_mentions(scope, actor), 'article')} and stands in no table."
        for actor in find_found(scope, text)
    ]
    near = rooms.services.names(rooms.workspace.id).suggest(text[:80])
    hint = f" Near in spelling: {', '.join(near)}." if near else ""
    return tuple(sentences) or (f"No row of the actor table matches “{text[:80]}”.{hint}",)


def _describe(answer: Answer) -> Iterator[str]:
    from bot.analysis.explaining import describe_kind

    reading = answer.reading
    who = f"{answer.name} ({reading.actor})" if answer.name else (reading.actor or "nobody")
    yield f"“{reading.printed}” → {'' if reading.counts or not reading.actor else 'not '}{who}"
    if reading.row:
        yield f"    matches the {describe_kind(reading.by)} “{reading.row}”" + (
            f", {answer.origin}" if answer.origin else ""
        )
    yield f"    {reading.why}"
    yield from (f"    office on that day: {office}" for office in answer.offices)
    if answer.decoys:
        yield f"    within these names it does not count: {', '.join(answer.decoys)}"
    if reading.actor:
        yield f"    named in {count_of(answer.articles, 'article')}"
    for day, where, passage in answer.samples:
        yield f"    {day}, {where}: {passage}"


def _as_json(answer: Answer) -> dict[str, object]:
    reading = answer.reading
    return {
        "printed": reading.printed,
        "start": reading.start,
        "end": reading.end,
        "actor": reading.actor,
        "counts": reading.counts,
        "name": answer.name,
        "by": reading.by,
        "row": reading.row,
        "origin": answer.origin or None,
        "why": reading.why,
        "offices": list(answer.offices),
        "not_within": list(answer.decoys),
        "articles": answer.articles,
        "samples": [{"date": d, "where": w, "passage": p} for d, w, p in answer.samples],
    }
