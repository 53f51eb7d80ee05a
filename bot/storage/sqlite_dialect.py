"""All that is SQLite's own: the engine, its transactions, join order, upserts and the full-text index.

PostgreSQL would stand beside it: a pool, `ON CONFLICT` from its own dialect, a tsvector column.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Select,
    Table,
    column,
    create_engine,
    event,
    exists,
    false,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import Join

from bot.storage.words import index_text, match_phrase

BUSY_SECONDS = 5.0  # how long one statement waits for another process
WRITES = "rapporteur_writes"  # execution option of a connection that is going to write
TEXT_INDEX = "article_search"
_CACHE_KIB = 32_768  # page cache of one connection; SQLite's own default is 2 MB


def make_engine(url: URL) -> Engine:
    """The engine of a database file: WAL, foreign keys on, transactions begun by us."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # Threads are few and bounded; a limit of connections would let an acknowledgement wait for a look-up.
    unbounded = {"max_overflow": -1} if url.database and url.database != ":memory:" else {}
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, **unbounded)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set up one driver connection (sqlite3's own; SQLAlchemy types it as Any)."""
    connection.isolation_level = None  # or the driver would begin transactions in its own way
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    _use_wal(connection)


def _use_wal(connection: Any) -> None:
    """Switch a new file to WAL. Two processes may do so at once, and SQLite does not wait by itself here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_busy(error: Exception) -> bool:
    """Whether another process holds the lock, so that trying again may help."""
    return "locked" in str(error) or "busy" in str(error)


class OrderedJoin(Join):
    """A join whose left side is read first: the planner otherwise may start from the frequent side."""

    inherit_cache = True


@compiles(OrderedJoin)
def _render_ordered_join(join: OrderedJoin, compiler: SQLCompiler, **options: Any) -> str:
    options["asfrom"] = True
    left = compiler.process(join.left, **options)
    right = compiler.process(join.right, **options)
    condition = compiler.process(join.onclause, **options) if join.onclause is not None else "1"
    return f"{left} CROSS JOIN {right} ON {condition}"


def ordered(first: FromClause, *others: tuple[FromClause, ColumnElement[bool]]) -> FromClause:
    """Join tables so that they are read in this order."""
    for other, condition in others:
        first = OrderedJoin(first, other, condition)
    return first


@cache
def insert_new(into: Table) -> Insert:
    """An insert that leaves rows which are there already."""
    return insert(into).on_conflict_do_nothing()


@cache
def upsert(into: Table, keys: tuple[str, ...], values: tuple[str, ...]) -> Insert:
    """An insert that sets `values` where a row of the same `keys` is there already."""
    statement = insert(into)
    return statement.on_conflict_do_update(
        index_elements=list(keys), set_={name: statement.excluded[name] for name in values}
    )


_search = table(TEXT_INDEX, column("rowid"), column("headline"), column("body"))


def create_text_index(connection: Connection) -> None:
    """Create the full-text index: without a copy of the texts, accents and case folded.

    It holds what `words.index_text` makes of a text; a change there needs a migration that rebuilds it.
    """
    connection.execute(
        text(
            f"CREATE VIRTUAL TABLE {TEXT_INDEX} USING fts5("
            "headline, body, content='', tokenize='unicode61 remove_diacritics 2')"
        )
    )


def add_to_text_index(connection: Connection, article_id: int, headline: str, body: str) -> None:
    """Index an article."""
    connection.execute(
        _search.insert(), {"rowid": article_id, "headline": index_text(headline), "body": index_text(body)}
    )


def remove_from_text_index(connection: Connection, article_id: int, headline: str, body: str) -> None:
    """Take an article out; an index without the texts must be told what it held."""
    connection.execute(
        text(
            f"INSERT INTO {TEXT_INDEX} ({TEXT_INDEX}, rowid, headline, body)"  # noqa: S608 (a constant)
            " VALUES ('delete', :id, :headline, :body)"
        ),
        {"id": article_id, "headline": index_text(headline), "body": index_text(body)},
    )


def matching_ids(*words: str) -> Select[Any]:
    """The ids of articles with all of these words or phrases, of all workspaces: bind the result to one."""
    phrases = [match_phrase(word) for word in words]
    searchable = bool(phrases) and None not in phrases
    matches = literal_column(TEXT_INDEX).op("MATCH", is_comparison=True)(" AND ".join(filter(None, phrases)))
    return select(_search.c.rowid).where(matches if searchable else false())


def newest_matching_ids(*words: str, limit: int) -> Select[Any]:
    """The ids that were stored last, of those with all of these words or phrases."""
    return matching_ids(*words).order_by(_search.c.rowid.desc()).limit(limit)


def text_matches(
    article_id: ColumnElement[int], words: str, within: tuple[int, int] | None = None
) -> ColumnElement[bool]:
    """Whether one article has that word or phrase.

    Args:
        within: the first and the last id that count; the index is then read once over these, which for a few
            hundred articles in a row takes a tenth of asking for each.
    """
    if within is not None:
        return article_id.in_(matching_ids(words).where(_search.c.rowid.between(*within)))
    return exists(matching_ids(words).where(_search.c.rowid == article_id).correlate_except(_search))


def database_bytes(connection: Connection) -> int:
    """How large the database is, without what waits in its log."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
