"""Merging two actors, undoing it, and splitting one: all stored rows go with the name, and come back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotFoundError, UsageError
from bot.model.findings import ActorMention
from bot.model.knowledge import Actor, Role
from bot.model.subscriptions import Rhythm, RhythmKind
from bot.query.tree import ActorIs
from bot.storage.actor_edits import load_edits
from bot.storage.actors import find_actor, load_actors, sync_actors
from bot.storage.articles import load_text
from bot.storage.columns import metadata
from bot.storage.database import Database, open_database
from bot.storage.events import load_events
from bot.storage.merges import Moved, load_merges, merge_actors, unmerge_actor
from bot.storage.printed_names import decide_side
from bot.storage.quotes import load_quotes
from bot.storage.relations import count_relation
from bot.storage.rereading import load_doubtful
from bot.storage.search import count_matching
from bot.storage.splits import split_alias
from bot.storage.subscriptions import add_subscription, load_subscriptions
from tests.builders import (
    NOW,
    FixedClock,
    Library,
    make_analysis,
    make_article,
    make_event,
    make_mention,
    make_quote,
)

TALL = Actor(id="ana-tall", name="Ana Tall", kind="person", aliases=("A. Tall",))
SMALL = Actor(
    id="ann-small", name="Ann Small", kind="person", roles=(Role(title="envoy", of="japan"),), gender="f"
)
FINDINGS = ("mentions", "quotes", "quote_about", "events", "event_sides", "speakers")


def everything(library: Library) -> dict[str, list[str]]:
    """All rows that name actors, in a fixed order."""
    with library.read() as scope:
        return {
            name: sorted(repr(row) for row in scope.connection.execute(metadata.tables[name].select()))
            for name in (*FINDINGS, "subscriptions")
        }


def merge(library: Library, gone: str = SMALL.id, kept: str = TALL.id) -> Moved:
    with library.write() as scope:
        return merge_actors(scope, gone, kept, NOW, "anna")


def unmerge(library: Library, gone: str = SMALL.id) -> Moved:
    with library.write() as scope:
        return unmerge_actor(scope, gone, NOW, "anna")


def subscribe(library: Library, topic: str) -> None:
    with library.write() as scope:
        add_subscription(
            scope,
            channel="C1",
            topic=topic,
            rhythm=Rhythm(kind=RhythmKind.HOURLY),
            timezone="UTC",
            created_by=None,
            now=NOW,
        )


def topics(library: Library) -> list[str]:
    with library.read() as scope:
        return [subscription.topic for subscription in load_subscriptions(scope)]


@pytest.fixture
def filled(library: Library) -> Library:
    """Two who are known; the one alone in an article, the other alone in one, and both in one."""
    library.know(TALL, SMALL, "china")
    library.article(
        "Small met China",
        actors=["ann-small", "china"],
        quotes=[
            make_quote("We agreed on fish", by="ann-small", about=["china"]),
            make_quote("She was fair", by="china", about=["ann-small"]),
        ],
        events=[make_event("ann-small", "met", "china")],
    )
    library.article("Tall spoke", actors=["ana-tall"], quotes=[make_quote("No", by="ana-tall")])
    library.article(
        "Both spoke",
        actors=[make_mention("ana-tall", [(0, 4)]), make_mention("ann-small", [(5, 9)]), "china"],
        quotes=[
            make_quote("One of them said so", by="ann-small"),
            make_quote("Who said it", by="china", about=["ana-tall", "ann-small"]),
        ],
        events=[make_event(["ana-tall", "ann-small"], "warned", "china")],
    )
    subscribe(library, "actor:ann-small fish")
    return library


def test_all_that_is_stored_of_the_one_is_the_others(filled: Library) -> None:
    moved = merge(filled)
    assert (moved.actor, moved.articles, moved.topics) == (TALL.id, 2, 1)
    with filled.read() as scope:
        assert count_matching(scope, ActorIs(TALL.id)) == (3, 3, 1)
        assert count_matching(scope, ActorIs(SMALL.id)) == (0, 0, 0)
        assert len(load_quotes(scope, speaker=TALL.id)) == 3
        assert {quote.quote.speaker_name for quote in load_quotes(scope, speaker=TALL.id)} == {"Ana Tall"}
        assert len(load_quotes(scope, about=[TALL.id])) == 2
        assert [event.event.verb for event in load_events(scope, a=TALL.id, b="china")] == ["warned", "met"]
        assert count_relation(scope, TALL.id, "china").articles == 2
    assert topics(filled) == ["actor:ana-tall fish"]


def test_its_names_and_offices_are_the_others_and_itself_is_out_of_sight(filled: Library) -> None:
    merge(filled)
    with filled.read() as scope:
        known = {actor.id: actor for actor in load_actors(scope)}
        assert find_actor(scope, SMALL.id) is None
        assert find_actor(scope, TALL.id) == known[TALL.id]
    assert SMALL.id not in known
    assert known[TALL.id].aliases == ("A. Tall", "Ann Small")
    assert known[TALL.id].roles == SMALL.roles


def test_undoing_it_brings_back_every_row(filled: Library) -> None:
    before = everything(filled)
    merge(filled)
    assert everything(filled) != before
    moved = unmerge(filled)
    assert (moved.articles, moved.doubtful, moved.topics) == (2, 0, 1)
    assert everything(filled) == before
    with filled.read() as scope:
        assert {TALL, SMALL} <= set(load_actors(scope))
        assert load_merges(scope) == ()


def test_who_did_it_and_when_is_on_record(filled: Library) -> None:
    merge(filled)
    unmerge(filled)
    with filled.read() as scope:
        edits = load_edits(scope, SMALL.id)
    assert [(edit.action, edit.by, edit.at) for edit in edits] == [
        ("merge", "anna", NOW),
        ("unmerge", "anna", NOW),
    ]
    assert edits[0].detail["into"] == TALL.id


def test_what_came_in_since_goes_by_the_name_that_it_prints(filled: Library) -> None:
    merge(filled)
    text = "Ann Small left. Small was tired."
    theirs = filled.article(text=text, actors=[make_mention(TALL.id, [(0, 9), (16, 21)])])
    both = filled.article(text="Ann Small saw Ana Tall.", actors=[make_mention(TALL.id, [(0, 9), (14, 22)])])
    ours = filled.article(text="Ana Tall stayed.", actors=[make_mention(TALL.id, [(0, 8)])])
    moved = unmerge(filled)
    assert (moved.articles, moved.doubtful) == (3, 1)
    assert filled.card(theirs).actors == (SMALL.id,)
    assert filled.card(ours).actors == (TALL.id,)
    with filled.read() as scope:
        assert [article for article, _ in load_doubtful(scope, 10)] == [both.id]


def test_an_article_that_was_read_anew_is_not_put_back_as_it_was(filled: Library) -> None:
    saved = filled.article("Small spoke", actors=[SMALL.id, TALL.id])
    merge(filled)
    with filled.read() as scope:
        text = load_text(scope, saved.id)
    filled.change(saved, make_article("Small spoke", text), make_analysis(actors=["china"]))
    unmerge(filled)
    assert filled.card(saved).actors == ("china",)


def test_articles_of_two_merges_are_read_again(filled: Library) -> None:
    filled.know(Actor(id="third", name="Third Person", kind="person"))
    saved = filled.article("All three", actors=[TALL.id, SMALL.id, "third"])
    merge(filled)
    merge(filled, "third")
    assert unmerge(filled).doubtful == 1
    with filled.read() as scope:
        assert [article for article, _ in load_doubtful(scope, 10)] == [saved.id]


def test_new_defaults_bring_no_merged_actor_back(library: Library) -> None:
    with library.write() as scope:
        sync_actors(scope, [TALL, SMALL], NOW)
    merge(library)
    for wanted in ([TALL, SMALL], [TALL], [TALL, SMALL]):
        with library.write() as scope:
            sync_actors(scope, wanted, NOW)
            (actor,) = load_actors(scope)
        assert (actor.id, actor.aliases) == (TALL.id, ("A. Tall", "Ann Small"))
    unmerge(library)
    with library.read() as scope:
        assert set(load_actors(scope)) == {TALL, SMALL}


def test_a_channel_that_follows_both_keeps_one_subscription(filled: Library) -> None:
    subscribe(filled, "actor:ana-tall fish")
    merge(filled)
    assert topics(filled) == ["actor:ana-tall fish"]
    unmerge(filled)
    assert topics(filled) == ["actor:ann-small fish", "actor:ana-tall fish"]


def test_what_cannot_be_merged_is_said_plainly(filled: Library) -> None:
    with pytest.raises(UsageError, match="already"):
        merge(filled, TALL.id)
    with pytest.raises(NotFoundError, match="no actor “nobody”"):
        merge(filled, "nobody")
    with pytest.raises(UsageError, match="is a state"):
        merge(filled, "china")
    with pytest.raises(NotFoundError, match="was not merged"):
        unmerge(filled)
    merge(filled)
    with pytest.raises(UsageError, match="was merged into “ana-tall” on 2026-11-21"):
        merge(filled)
    with pytest.raises(UsageError, match="was merged into"):
        merge(filled, TALL.id, SMALL.id)


def test_merges_are_undone_in_order(filled: Library) -> None:
    filled.know(Actor(id="third", name="Third Person", kind="person"))
    before = everything(filled)
    merge(filled)
    merge(filled, TALL.id, "third")
    with filled.read() as scope:
        assert count_matching(scope, ActorIs("third")) == (3, 3, 1)
        (known,) = (actor for actor in load_actors(scope) if actor.id == "third")
    assert known.aliases == ("Ana Tall", "A. Tall", "Ann Small")
    with pytest.raises(UsageError, match="itself merged into “third”"):
        unmerge(filled)
    unmerge(filled, TALL.id)
    unmerge(filled)
    assert everything(filled) == before


def split(library: Library, alias: str = "A. Tall", name: str = "Alba Tall") -> Moved:
    new = Actor(id="-".join(name.casefold().split()), name=name, kind="person", aliases=(alias,))
    with library.write() as scope:
        return split_alias(scope, TALL.id, alias, new, NOW, "anna")


def test_a_spelling_that_is_somebody_elses_becomes_an_actor(library: Library) -> None:
    library.know(TALL)
    theirs = library.article(
        text="A. Tall spoke. Tall left.",
        actors=[make_mention(TALL.id, [(0, 7), (15, 19)])],
        quotes=[make_quote("Yes", by=TALL.id)],
    )
    both = library.article(text="A. Tall met Ana Tall.", actors=[make_mention(TALL.id, [(0, 7), (12, 20)])])
    ours = library.article(text="Ana Tall spoke.", actors=[make_mention(TALL.id, [(0, 8)])])
    moved = split(library)
    assert (moved.actor, moved.articles, moved.doubtful) == ("alba-tall", 1, 1)
    assert library.card(theirs).actors == ("alba-tall",)
    assert library.card(both).actors == library.card(ours).actors == (TALL.id,)
    with library.read() as scope:
        assert [quote.quote.speaker_name for quote in load_quotes(scope, speaker="alba-tall")] == [
            "Alba Tall"
        ]
        assert {actor.id: actor.aliases for actor in load_actors(scope)} == {
            TALL.id: (),
            "alba-tall": ("A. Tall",),
        }
        assert load_edits(scope, TALL.id)[-1].detail == {"alias": "A. Tall", "to": "alba-tall", "articles": 1}


def test_defaults_do_not_bring_a_split_alias_back(library: Library) -> None:
    with library.write() as scope:
        sync_actors(scope, [TALL], NOW)
    split(library)
    with library.write() as scope:
        sync_actors(scope, [TALL], NOW)
        sync_actors(
            scope, [Actor(id=TALL.id, name="Ana Tall", kind="person", aliases=("A. Tall", "Anita"))], NOW
        )
        assert {actor.id: actor.aliases for actor in load_actors(scope)} == {
            TALL.id: ("Anita",),
            "alba-tall": ("A. Tall",),
        }


def test_what_cannot_be_split_is_said_plainly(filled: Library) -> None:
    with pytest.raises(NotFoundError, match="has no alias “Anita”"):
        split(filled, "Anita")
    with pytest.raises(UsageError, match="own name"):
        split(filled, "Ana Tall")
    with pytest.raises(UsageError, match="There is an actor “Ann Small”"):
        split(filled, name="Ann Small")
    merge(filled)
    with pytest.raises(UsageError, match="came with “ann-small”") as caught:
        split(filled, "Ann Small", "Somebody Else")
    assert "unmerge ann-small" in caught.value.advice


@pytest.mark.parametrize(
    ("printed", "side"),
    [
        (["John R. Smith", "Smith", "Smith’s"], "theirs"),
        (["John Smith", "Smith"], "ours"),
        (["John R. Smith", "John Smith"], "theirs"),  # every word of it is one of the spelling's
        (["John R. Smith", "Jack Smith"], "doubtful"),
        (["John R. Smith", "the French leader"], "doubtful"),
        ([], "ours"),
    ],
)
def test_whose_an_article_is_by_what_it_prints(printed: list[str], side: str) -> None:
    assert decide_side(printed, ["John R. Smith"]) == side


def test_every_table_that_names_actors_is_known_to_the_move() -> None:
    """A new one has to be moved as well: see `actor_moves`."""
    named = {
        table.name
        for table in metadata.tables.values()
        if {"actor_id", "about_id", "speaker_id", "speaker_key"} & set(table.columns.keys())
    }
    about_the_table = {"aliases", "actor_edits", "found_names", "proposals"}
    assert named - about_the_table == {"mentions", "quotes", "quote_about", "event_sides", "speakers"}


def test_people_found_in_texts_can_be_merged_into_known_ones(library: Library) -> None:
    library.know(TALL)
    found = ActorMention(id="annie-tall", name="Annie Tall", kind="person", known=False)
    saved = library.article("Annie", actors=[found])
    merge(library, "annie-tall")
    assert library.card(saved).actors == (TALL.id,)
    with library.read() as scope:
        (actor,) = load_actors(scope)
    assert actor.aliases == ("A. Tall", "Annie Tall")


def test_another_workspace_is_left_alone(database: Database, filled: Library) -> None:
    database.adopt("T0", "mine")
    other = Library(database, database.adopt("T1", "other").id, FixedClock())
    other.know(TALL, SMALL)
    saved = other.article("Small spoke", actors=[SMALL.id], quotes=[make_quote("Yes", by=SMALL.id)])
    subscribe(other, "actor:ann-small fish")
    merge(filled)
    assert other.card(saved).actors == (SMALL.id,)
    assert topics(other) == ["actor:ann-small fish"]
    with other.read() as scope:
        assert set(load_actors(scope)) == {TALL, SMALL}
        assert len(load_quotes(scope, speaker=SMALL.id)) == 1
        assert load_edits(scope) == ()
    with pytest.raises(NotFoundError, match="was not merged"):
        unmerge(other)


ACTORS = ("ana-tall", "ann-small", "third")
SOME = st.lists(st.sampled_from(ACTORS), unique=True, max_size=3)
ARTICLES = st.lists(
    st.tuples(SOME, st.sampled_from((None, *ACTORS)), SOME, SOME, SOME), min_size=1, max_size=5
)  # named, who speaks, about whom, who acts, on whom


@settings(deadline=None, max_examples=25)
@given(articles=ARTICLES, order=st.permutations(ACTORS))
def test_whatever_is_stored_merges_are_undone_to_the_last_row(
    migrated: Database,
    articles: list[tuple[list[str], str | None, list[str], list[str], list[str]]],
    order: list[str],
) -> None:
    workspace = migrated.adopt(f"T{len(migrated.workspaces())}", "one of many")
    library = Library(migrated, workspace.id, FixedClock())
    library.know(*(Actor(id=actor, name=actor.title(), kind="person") for actor in ACTORS))
    for named, by, about, sources, targets in articles:
        library.article(
            actors=named,
            quotes=[make_quote("So it is", by=by, about=about)],
            events=[make_event(sources, "saw", targets)],
        )
    before = everything_of(library)
    first, second, third = order
    merge(library, first, second)
    merged = everything_of(library)
    merge(library, second, third)
    assert not any(
        f"'{first}'" in row or f"'{second}'" in row for rows in everything_of(library) for row in rows
    )
    unmerge(library, second)
    assert everything_of(library) == merged
    unmerge(library, first)
    assert everything_of(library) == before


def everything_of(library: Library) -> list[list[str]]:
    """The rows of one workspace of several that name actors."""
    with library.read() as scope:
        return [
            sorted(
                repr(row)
                for row in scope.connection.execute(
                    table.select().where(table.c.workspace_id == scope.workspace_id)
                )
            )
            for table in (metadata.tables[name] for name in FINDINGS)
        ]


@pytest.fixture(scope="module")
def migrated(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples, with a workspace each."""
    path = tmp_path_factory.mktemp("merges") / "rapporteur.db"
    shutil.copy(migrated_file, path)
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.close()
