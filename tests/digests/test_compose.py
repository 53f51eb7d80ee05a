"""What a digest says: a golden file, and limits that hold for whatever comes in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.articles import Outlet
from bot.model.findings import QuoteKind
from bot.model.knowledge import Actor, Theme
from bot.model.stored import ArticleCard, StoredQuote, StoryCard, Wording
from bot.model.subscriptions import Period
from bot.query.names import NameTable
from bot.query.tree import ActorIs, ThemeIs, all_of
from bot.slack.limits import check_message
from digests.compose import Material, compose_digest
from digests.content import NewItem, TalkItem
from digests.layout import describe_glance, lay_out_digest, lay_out_parts
from digests.live_layout import lay_out_live, page_of_gathered, page_of_joined, page_of_spike, page_of_story
from digests.places import DigestPlace
from digests.plain import render_text
from digests.unusual import Excess
from tests.builders import make_quote
from tests.digests.hostile import links, texts

GOLDEN = Path(__file__).parent.parent / "data" / "digests"
PARIS = ZoneInfo("Europe/Paris")
END = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
DAY = Period(start=END - timedelta(days=1), end=END)
NAMES = NameTable(
    [Theme(id="energy", name="Energy"), Theme(id="trade-finance", name="Trade and finance")],
    [
        Actor(id="ana-silva", name="Ana Silva", kind="person"),
        Actor(id="bo-lind", name="Bo Lind", kind="person"),
        Actor(id="northland", name="Northland", kind="state"),
    ],
)


def card(
    id: int, title: str, outlet: str, *, story: int, tier: int = 2, hours: int = 3, **more: object
) -> ArticleCard:
    moment = END - timedelta(hours=hours)
    fields: dict[str, object] = {
        "id": id,
        "address": f"https://{outlet.lower().replace(' ', '-')}.example/{id}",
        "title": title,
        "byline": None,
        "outlet": Outlet(id=f"{outlet}.example", name=outlet, tier=tier),
        "dated_at": moment,
        "stored_at": moment,
        "language": "en",
        "story": story,
        "themes": ("energy", "trade-finance"),
        "actors": ("ana-silva", "northland"),
    }
    return ArticleCard(**(fields | more))  # type: ignore[arg-type]  # a builder's keywords


def said(id: int, content: str, article: ArticleCard, by: str, **more: object) -> StoredQuote:
    quote = make_quote(content, by, key=True, **more)  # type: ignore[arg-type]  # a builder's keywords
    return StoredQuote(
        id=id, quote=quote, article=article, sentence=content, outlets=("Coast Wire", "Harbour Post")
    )


def story(*articles: ArticleCard) -> StoryCard:
    copies = sum(article.copy_of is not None for article in articles)
    first = articles[0]
    return StoryCard(id=first.story, articles=articles, first_at=first.dated_at, copies=copies)


def morning() -> Material:
    """A morning with one large story, a copied one and a small one that is an update."""
    opens = card(1, "Northland opens the coast pipeline", "Coast Wire", story=1, tier=1)
    echo = card(2, "Coast pipeline opens", "Harbour Post", story=1)
    mixed = card(3, "Gas flows at last", "Inland Times", story=1, hours=1)
    price = card(4, "Price of gas falls & <b>stays</b> low", "Harbour Post", story=2)
    price_copy = card(5, "Price of gas falls", "Evening Echo", story=2, copy_of=4, tier=3)
    row = card(6, "Fishermen go to court over the pipeline", "Inland Times", story=3, actors=("bo-lind",))
    return Material(
        query=ThemeIs("energy"),
        period=DAY,
        stories=(story(row), story(opens, echo, mixed), story(price, price_copy)),
        quotes=(
            said(
                1,
                "Our homes will be warm for thirty winters",
                opens,
                "ana-silva",
                role="Northland’s president",
            ),
            said(2, "It was worth every coin of it", mixed, "ana-silva", role="Northland’s president"),
            said(3, "that the price will not rise before spring", price, "bo-lind", kind=QuoteKind.INDIRECT),
        ),
        texts={
            1: "COAST CITY, Nov 20 (Coast Wire) — Northland opened its coast pipeline on Friday after ten years of"
            " building. Ships will follow in the spring.\n\nMore to come.",
            4: "The price of gas fell by a tenth on Friday. Traders spoke of a mild winter.",
            6: "“Nobody asked us.”\n\nThree villages on the coast have gone to court, their mayor said on Friday.",
        },
        counts=(6, 3, 4),
        weeks=(4, 3, 5, 0, 0, 0, 0, 0),
        seen={3: DAY.start},
    )


def test_the_morning_reads_as_the_golden_file_says() -> None:
    content = compose_digest(morning(), NAMES, PARIS, late="Late: this was due at 08:30.")
    assert render_text(lay_out_parts(content)) == (GOLDEN / "morning.txt").read_text(encoding="utf-8")


def test_the_morning_is_sent_as_the_golden_file_says() -> None:
    content = compose_digest(morning(), NAMES, PARIS)
    messages = [{"text": m.text, "blocks": list(m.blocks)} for m in lay_out_digest(content)]
    golden = json.loads((GOLDEN / "morning.json").read_text(encoding="utf-8"))
    assert messages == golden


def test_each_story_has_its_quote_and_none_is_shown_twice() -> None:
    content = compose_digest(morning(), NAMES, PARIS)
    assert [item.quote.content if item.quote else None for item in content.stories] == [
        "Our homes will be warm for thirty winters",
        "that the price will not rise before spring",
        None,
    ]
    assert [quote.content for quote in content.quotes] == ["It was worth every coin of it"]


@pytest.mark.parametrize(
    "printed", ["We waited ten years for this pipeline to open", "We waited a decade for it"]
)
def test_words_that_the_summary_quotes_are_not_shown_again(printed: str) -> None:
    opens = card(1, "Pipeline opens", "Coast Wire", story=1)
    first = said(1, "We waited ten years for this pipeline to open", opens, "ana-silva")
    other = Wording(
        content="We waited a decade for it", verbatim=True, article=2, dated_at=END, outlets=(), runs=()
    )
    twice = replace(first, wordings=(other,))
    once = said(2, "The villages will be warm at last", opens, "ana-silva")
    text = f"“{printed},” President Ana Silva said in the harbour on Friday."
    material = Material(
        query=ThemeIs("energy"),
        period=DAY,
        stories=(story(opens),),
        quotes=(twice, once),
        texts={1: text},
        counts=(1, 1, 1),
    )
    content = compose_digest(material, NAMES, PARIS)
    (item,) = content.stories
    assert (item.summary, item.quote and item.quote.content) == (text, once.quote.content)
    assert content.quotes == ()


def test_the_topics_own_themes_and_actors_come_first() -> None:
    main = card(1, "Talks", "Coast Wire", story=1, themes=("trade-finance",), actors=("ana-silva", "bo-lind"))
    other = card(2, "Gas", "Harbour Post", story=1, themes=("trade-finance", "energy"), tier=3)
    material = replace(
        morning(),
        query=all_of([ThemeIs("energy"), ActorIs("bo-lind")]),
        stories=(story(main, other),),
        quotes=(),
    )
    (item,) = compose_digest(material, NAMES, PARIS).stories
    assert item.themes == ("Energy", "Trade and finance")
    assert item.actors == ("Bo Lind", "Ana Silva")


def test_copies_are_marked_and_a_known_story_is_an_update() -> None:
    big, copied, known = compose_digest(morning(), NAMES, PARIS).stories
    assert big.outlets == "Coast Wire + 2"
    assert "articles carry one report (Harbour Post)" in copied.copied
    assert known.update
    assert not big.update


def test_the_glance_compares_with_the_usual_day() -> None:
    content = compose_digest(morning(), NAMES, PARIS)
    assert describe_glance(content.glance) == (
        "3 stories · 6 articles · 4 outlets · 1.5 × the usual Saturday (4)"
    )


outlets = st.builds(Outlet, id=texts, name=texts, tier=st.one_of(st.none(), st.integers(1, 3)))


@st.composite
def hostile_material(draw: st.DrawFn) -> Material:
    """Up to forty stories of texts that attack."""
    title, link, outlet = draw(texts), draw(links), draw(outlets)
    stories, quotes = [], []
    for number in range(draw(st.integers(0, 40))):
        articles = tuple(
            replace(
                card(
                    number * 100 + n,
                    draw(texts) if number < 3 else title,
                    "Wire",
                    story=number,
                    address=draw(links) if number < 3 else link,
                    note=draw(st.one_of(st.none(), texts)) if number < 3 else None,
                    copy_of=draw(st.one_of(st.none(), st.just(7))) if number < 3 else None,
                ),
                outlet=outlet,
            )
            for n in range(1 + number % 4)
        )
        stories.append(story(*articles))
        quotes.append(
            said(number, draw(texts) if number < 5 else title, articles[0], "ana-silva", role=title)
        )
    return Material(
        query=ThemeIs("energy"),
        period=DAY,
        stories=tuple(stories),
        quotes=tuple(quotes),
        texts={s.articles[0].id: title for s in stories},
        counts=(99_999, 9_999, 999),
    )


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
@given(hostile_material())
def test_any_digest_is_within_slacks_limits(material: Material) -> None:
    messages = lay_out_digest(compose_digest(material, NAMES, PARIS))
    for message in messages:
        check_message(message)
        assert "<!" not in message.text
    assert len(messages) <= 7


hostile_news = st.builds(
    lambda new, talking, news: {"new": tuple(new), "talking": tuple(talking), "news": news},
    st.lists(
        st.builds(NewItem, name=texts, outlets=st.integers(0, 9), headline=texts, link=links), max_size=7
    ),
    st.lists(st.builds(TalkItem, speaker=texts, stories=st.integers(3, 99), usual=st.just(0.5)), max_size=3),
    texts,
)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
@given(hostile_material(), hostile_news)
def test_any_live_message_is_within_slacks_limits(material: Material, news: dict[str, Any]) -> None:
    place = DigestPlace(subscription=10**17, slot="story:" + "9" * 17)
    content = compose_digest(material, NAMES, PARIS, place=place)
    stories = tuple(replace(item, update=True, news=news["news"]) for item in content.stories)
    content = replace(content, stories=stories, new=news["new"], talking=news["talking"])
    excess = Excess(count=99_999, usual=3.5, spread=1.0, weeks=8)
    pages = [page_of_spike(content, excess, "/digest " + "x" * 500 + " 24h")]
    pages.append(page_of_gathered(stories * 9, content.topic, 9_999))
    if stories:
        pages += [page_of_story(content), page_of_joined(page_of_story(content))]
    for page in pages:
        for message in lay_out_live(page, END, PARIS, END):
            check_message(message)
            assert "<!" not in message.text
    for message in lay_out_digest(content):
        check_message(message)


def test_what_a_live_message_tells_does_not_depend_on_the_clock() -> None:
    page = page_of_story(compose_digest(morning(), NAMES, PARIS))
    later = page_of_story(compose_digest(morning(), NAMES, PARIS, late="Late."))
    assert page.told == later.told
    assert lay_out_live(page, END, PARIS) != lay_out_live(page, END, PARIS, END)


def test_a_digest_of_large_stories_shows_all_ten() -> None:
    articles = [card(n, f"Headline {n} " + "word " * 60, "Coast Wire", story=n) for n in range(1, 11)]
    material = Material(
        query=ThemeIs("energy"),
        period=DAY,
        stories=tuple(story(article) for article in articles),
        quotes=tuple(said(a.id, f"Quote {a.id} " + "word " * 200, a, "ana-silva") for a in articles),
        texts={
            a.id: "The council sat on Friday for a long time. " + "It spoke on and on of many things. " * 20
            for a in articles
        },
        counts=(10, 10, 1),
    )
    first = json.dumps(lay_out_digest(compose_digest(material, NAMES, PARIS))[0].blocks)
    assert all(f"Headline {n} " in first for n in range(1, 11))
