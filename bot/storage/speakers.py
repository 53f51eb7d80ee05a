"""Speakers: the names under which anybody spoke, also people who are in no table."""

from __future__ import annotations

from sqlalchemy import and_, delete, exists, insert, select, update

from bot.query.names import fold
from bot.storage.database import Scope
from bot.storage.tables import quotes, speakers

UNNAMED = "name:"  # begins the key of a speaker who is no actor


def speaker_key(speaker_id: str | None, speaker_name: str | None) -> str:
    """What a speaker's quotes are found by: the actor's id, else the folded name, "" where none is known."""
    if speaker_id:
        return speaker_id
    folded = fold(speaker_name or "")
    return UNNAMED + folded if folded else ""


def surname_of(folded: str) -> str:
    """The last word of a folded name."""
    return folded.rpartition(" ")[2]


def load_speakers(scope: Scope, name: str) -> dict[str, str]:
    """Key → longest name of all who spoke and bear that full name, or else a name that ends so."""
    folded = fold(name)
    s, q = speakers.c, quotes.c
    spoke = exists().where(q.workspace_id == s.workspace_id, q.speaker_key == s.speaker_key)
    query = select(s.folded, s.speaker_key, s.name).where(
        s.workspace_id == scope.workspace_id, s.surname == surname_of(folded), spoke
    )
    rows = scope.connection.execute(query.order_by(s.folded, s.speaker_key)).all()
    same = [row for row in rows if row.folded == folded]
    found: dict[str, str] = {}
    for row in same or [row for row in rows if row.folded.endswith(f" {folded}")]:
        found[row.speaker_key] = max(found.get(row.speaker_key, ""), row.name, key=len)
    return found


def load_speakers_like(scope: Scope, letter: str, most: int = 5_000) -> list[tuple[str, str]]:
    """(folded surname, name) of those who spoke and whose folded surname begins with that letter."""
    s = speakers.c
    begins = and_(s.surname >= letter, s.surname < chr(ord(letter) + 1))
    query = select(s.surname, s.name).where(s.workspace_id == scope.workspace_id, begins)
    rows = scope.connection.execute(query.order_by(s.surname, s.name).limit(most))
    return [(row.surname, row.name) for row in rows]


def rename_speaker(scope: Scope, key: str, old: str, new: str) -> None:
    """Have the quotes of a speaker bear another name."""
    q = quotes.c
    mine = and_(q.workspace_id == scope.workspace_id, q.speaker_key == key, q.speaker_name == old)
    scope.connection.execute(update(quotes).where(mine).values(speaker_name=new))
    retie_speaker(scope, key)


def retie_speaker(scope: Scope, key: str) -> None:
    """Make the names of a speaker those of its quotes, after quotes came or went."""
    s, q = speakers.c, quotes.c
    told = select(q.speaker_name).where(q.workspace_id == scope.workspace_id, q.speaker_key == key)
    names = {fold(name): name for name in scope.connection.execute(told.distinct()).scalars() if name}
    mine = and_(s.workspace_id == scope.workspace_id, s.speaker_key == key)
    scope.connection.execute(delete(speakers).where(mine))
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "folded": folded,
            "speaker_key": key,
            "surname": surname_of(folded),
            "name": name,
        }
        for folded, name in names.items()
    ]
    if rows:
        scope.connection.execute(insert(speakers), rows)
