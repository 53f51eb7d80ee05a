"""How often something was in the news, what goes with it, and the passage that says so."""

from __future__ import annotations

from bot.model.findings import ActorMention, Evidence, ThemeMatch
from bot.query.tree import ActorIs, And, Not, Phrase, ThemeIs, Word
from bot.storage.excerpts import load_excerpts
from bot.storage.planning import Window
from bot.storage.relations import count_naming_both, named_beside
from bot.storage.relevance import load_candidates
from bot.storage.search import count_newest, find_stories, load_stories
from bot.storage.ties import count_ties
from bot.storage.trends import count_actor, count_theme, top_themes
from tests.builders import NOW, Library, instant, make_match

PUTIN, XI, RUSSIA, JAPAN = "vladimir-putin", "xi-jinping", "russia", "japan"
EDGES = tuple(instant(f"2026-11-{day} 00:00") for day in (18, 19, 20, 21))


def fill(library: Library) -> None:
    library.know(PUTIN, XI, RUSSIA, JAPAN, themes=["energy", "taiwan"])
    library.article("One", actors=[PUTIN, XI, RUSSIA], themes=["energy"], at="2026-11-18 08:00", story="a")
    library.article("Two", actors=[PUTIN, XI], themes=["energy"], at="2026-11-18 09:00", story="a")
    library.article("Three", actors=[PUTIN, JAPAN, RUSSIA], themes=["taiwan"], at="2026-11-20 08:00")
    library.article(
        "Four", actors=[XI], themes=[make_match("energy", score=0.1)], at="2026-11-20 09:00", outlet=None
    )


def test_articles_of_an_actor_and_of_a_theme_over_time(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        assert count_actor(scope, PUTIN, EDGES) == (2, 0, 1)
        assert count_theme(scope, "energy", EDGES) == (2, 0, 0)
        assert count_actor(scope, "nobody", EDGES) == (0, 0, 0)
        assert count_actor(scope, PUTIN, EDGES[:1]) == ()


def test_the_themes_of_what_matches(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        found = top_themes(scope, ActorIs(PUTIN))
        assert [(tally.id, tally.name, tally.count) for tally in found] == [
            ("energy", "Energy", 2),
            ("taiwan", "Taiwan", 1),
        ]


def test_who_is_named_beside_and_who_with_whom(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        assert [(t.id, t.count) for t in named_beside(scope, PUTIN)] == [(RUSSIA, 2), (XI, 2), (JAPAN, 1)]
        assert count_naming_both(scope, PUTIN, XI) == 2
        assert count_ties(scope, PUTIN, [RUSSIA, XI, JAPAN]) == {(JAPAN, RUSSIA): 1, (RUSSIA, XI): 1}
        assert count_ties(scope, PUTIN, [RUSSIA, XI], EDGES[1], EDGES[3]) == {}


def test_how_much_matches(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        count = count_newest(scope, ActorIs(XI), now=NOW)
        assert (count.articles, count.stories, count.outlets, count.complete) == (3, 2, 1, True)


def test_pages_of_stories_follow_each_other(library: Library) -> None:
    fill(library)
    with library.read() as scope:
        every = find_stories(scope, None, now=NOW)
        assert [story.articles[0].title for story in every] == ["Four", "Three", "One"]
        paged = [find_stories(scope, None, limit=1, skip=n, now=NOW) for n in range(4)]
        assert [page[0].id for page in paged[:3]] == [story.id for story in every]
        assert paged[3] == ()
        asked = [every[2].id, every[0].id, 999]
        assert [s.id for s in load_stories(scope, None, asked, window=Window(), now=NOW)] == asked[:2]


def test_candidates_say_how_much_they_are_about_what_is_asked(library: Library) -> None:
    fill(library)
    often = ActorMention(id=PUTIN, name="Putin", kind="person", spans=tuple((n, n + 1) for n in range(30)))
    library.article("Five", actors=[often], themes=["energy"], at="2026-11-20 11:00")
    with library.read() as scope:
        found = load_candidates(scope, And((ActorIs(PUTIN), ThemeIs("energy"))), now=NOW)
    assert [candidate.headline for candidate in found] == ["Five", "Two", "One"]
    assert found[0].strength == 1.0 + 0.9
    assert found[1].strength == 0.1 + 0.9
    assert found[0].opening.startswith("Five")


TEXT = "The weather was fine.\n\nXi spoke first.\n\nHis Gas-Pipeline plan, said Putin, will come in spring."


def excerpt(library: Library, *query: ActorIs | ThemeIs | Word | Phrase | Not) -> str | None:
    at = TEXT.index
    putin = ActorMention(id=PUTIN, name="Putin", kind="person", spans=((at("Putin"), at("Putin") + 5),))
    xi = ActorMention(id=XI, name="Xi", kind="person", spans=((at("Xi"), at("Xi") + 2),))
    weather = ThemeMatch(
        id="weather", name="Weather", score=0.9, threshold=0.5, evidence=(Evidence(start=4, end=11),)
    )
    saved = library.article("Plan", text=TEXT, actors=[putin, xi], themes=[weather])
    with library.read() as scope:
        found = load_excerpts(scope, And(query) if len(query) > 1 else query[0], [saved.id]).get(saved.id)
    return found.passage if found else None


def test_the_passage_of_a_search_word_whatever_marks_part_it(library: Library) -> None:
    assert str(excerpt(library, Phrase("gas pipeline"))).startswith("His Gas-Pipeline plan")


def test_the_passage_of_an_actor_and_of_a_theme(library: Library) -> None:
    assert excerpt(library, ActorIs(XI)) == "Xi spoke first."
    assert excerpt(library, ThemeIs("weather")) == "The weather was fine."


def test_the_passage_in_which_most_stands_goes_first(library: Library) -> None:
    assert str(excerpt(library, ActorIs(XI), ActorIs(PUTIN), Word("spring"))).startswith("His Gas")


def test_what_is_excluded_or_not_printed_gives_no_passage(library: Library) -> None:
    assert excerpt(library, Not(Word("spring"))) is None
    assert excerpt(library, Word("harbour")) is None
    assert excerpt(library, Word("***")) is None
