"""Which quotes are worth a digest: what they say, who says it, whether they can stand alone; and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.document import Cast, Member, Naming
from bot.analysis.lexicon.words import load_words
from bot.analysis.quotes.choice import mark_key
from bot.analysis.quotes.standing import Standings, place_in_words
from bot.analysis.quotes.worth import weigh_quotes
from bot.analysis.substance import list_features, read_substance, weigh_features
from bot.model.findings import Quote, QuoteKind
from tests.analysis.reading import read
from tests.builders import make_quote, name_of

STRONG = "We will never withdraw our troops from the border, whatever Russia threatens"


def cast(*people: str, office: str = "president of France") -> Cast:
    members = {
        p: Member(
            id=p, name=name_of(p), kind="person", known=p != "elena", office=None if p == "elena" else office
        )
        for p in people
    }
    return Cast(
        members=members,
        namings=[Naming(actor=p, start=i, end=i + 1, by="name") for i, p in enumerate(people)],
    )


def worth(content: str, by: str = "ana-silva", **more: object) -> float:
    quote = make_quote(content, by, **more)  # type: ignore[arg-type]  # keywords of a builder
    (found,) = weigh_quotes([quote], Standings("", [quote], cast(by)))
    return found.value


def keys(*quotes: Quote, words: int = 1000) -> list[int]:
    spoken = {q.speaker_id for q in quotes if q.speaker_id}
    marked = mark_key("word " * words, quotes, cast(*sorted(spoken)))
    return [i for i, quote in enumerate(marked) if quote.key]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (STRONG, "We had a very good and friendly exchange of views on all areas of our cooperation today"),
        (STRONG, "I would like to thank our hosts for the warm hospitality that we have enjoyed in this city"),
        ("The line will carry fifty billion cubic metres a year", "The line will carry quite a lot of it someday"),
        ("Moscow has stolen two thousand children from us", "And Moscow has stolen two thousand children from us"),
        ("Moscow has stolen two thousand children from us", "Has Moscow stolen two thousand children from us?"),
        ("France rejects this lie about its army", "They rejected the lie about it, which it was"),
        ("The talks have failed and the war will go on", "It is too early to say, and time will tell how it ends"),
    ],
)  # fmt: skip
def test_words_that_say_more_are_worth_more(better: str, worse: str) -> None:
    assert worth(better) > worth(worse)


def test_office_is_worth_more_than_standing_by() -> None:
    assert worth(STRONG, "ana-silva") > worth(STRONG, "elena")


def test_a_fragment_is_worth_less_than_its_sentence() -> None:
    assert worth("never withdraw our troops", kind=QuoteKind.MIXED) < worth("We never withdraw our troops")


@pytest.mark.parametrize(
    ("role", "standing"),
    [
        ("Russian Foreign Minister", "leader"),
        ("a spokesman for the foreign minister", "spokesperson"),
        ("a retired general", "expert"),
        ("national security adviser", "leader"),
        ("the Polish ambassador to Kyiv", "official"),
        ("a taxi driver", "bystander"),
        ("a tall man", None),
    ],
)
def test_a_role_places_its_bearer(role: str, standing: str | None) -> None:
    assert place_in_words(role) == standing


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Sen. Ana Silva spoke.", "official"),
        ("Ana Silva, who leads the opposition, spoke.", "leader"),
        ("Ana Silva, who sells fish, spoke.", "bystander"),
        ("The driver left. Ana Silva spoke.", "unplaced"),
    ],
)
def test_the_text_beside_a_name_places_its_bearer(text: str, standing: str) -> None:
    start = text.index("Ana Silva")
    member = Member(id="ana-silva", name="Ana Silva", kind="person", known=False)
    naming = Naming(actor="ana-silva", start=start, end=start + len("Ana Silva"), by="name")
    quote = make_quote(STRONG, "ana-silva")
    standings = Standings(text, [quote], Cast(members={"ana-silva": member}, namings=[naming]))
    assert standings.features_of(quote) == (standing,)


def test_a_longer_term_hides_the_shorter_within() -> None:
    assert read_substance("We will see") == {"procedure": 1}
    assert read_substance("We will fight") == {"commitment": 1}


def test_reasons_are_told_the_weightiest_first() -> None:
    quotes = [make_quote("Thank you, we will never forget it", "ana-silva")]
    (found,) = weigh_quotes(quotes, Standings("", quotes, cast("ana-silva")))
    assert found.why[0] == "is a courtesy"
    assert "refuses or denies" in found.why


def test_every_feature_has_a_reason_and_every_list_a_feature() -> None:
    features = list_features()
    assert all(feature.why and feature.weight for feature in features.values())
    assert set(load_words("worth.toml")["standing"]) <= set(features)
    assert weigh_features(dict.fromkeys(features, 1)).value == pytest.approx(
        sum(f.weight for f in features.values())
    )


def test_nobody_without_a_name_and_no_reported_clause_is_key() -> None:
    assert keys(make_quote(STRONG, None), make_quote(STRONG, "ana-silva", kind=QuoteKind.INDIRECT)) == []
    assert keys(make_quote(STRONG, "ana-silva", confidence=0.5)) == []
    assert keys(make_quote(STRONG, "ana-silva")) == [0]


def test_an_article_of_courtesies_has_no_key_quote() -> None:
    reading = read(
        "“Good morning and thank you all for coming here today,” Sergey Lavrov said.\n\n"
        "“We exchanged views on issues of common interest in a friendly atmosphere,” Li Qiang said.\n\n"
        "“We will see,” Maria Zakharova said."
    )
    assert [quote.key for quote in reading.quotes] == [False, False, False]


def test_halves_of_an_interrupted_sentence_are_torn() -> None:
    text = "“We will never leave,” Vladimir Putin said, “the harbour of our fathers to China or France.”"
    assert [quote.key for quote in read(text).quotes] == [False, False]


def test_a_repeated_quote_is_key_once() -> None:
    words = "“China and France will never agree on the price of gas,” Vladimir Putin said."
    assert [quote.key for quote in read(f"{words}\n\n{words}").quotes] == [True, False]


def test_one_speaker_does_not_fill_the_places() -> None:
    threats = [
        "Russia will sink ships",
        "China must lift tariffs",
        "nobody may close banks",
        "war kills children",
    ]
    quotes = [
        make_quote(f"We will never forget that {threat} by the million", "ana-silva") for threat in threats
    ]
    other = make_quote("The minister lies, and he will answer for this crime in court", "bo-lind")
    chosen = keys(*quotes, other)
    assert 4 in chosen
    assert len(chosen) <= 4


def test_who_only_asks_is_no_news() -> None:
    asked = [
        make_quote(f"Will {state} start a nuclear war?", "ana-silva", start=i)
        for i, state in enumerate("ABC")
    ]
    said = make_quote("Russia will attack NATO within three years, and we must stop it", "ana-silva", start=9)
    assert keys(*asked, said) == []


def test_a_short_text_has_few_places() -> None:
    people = ["ana-silva", "bo-lind", "cy-moor", "di-nash"]
    said = [
        "We will never again sell gas to Japan",
        "Two hundred ships must leave this port by Monday",
        "The attack on our refinery was a crime that India will answer",
        "Poland has decided to close every border crossing tonight",
    ]
    quotes = [make_quote(words, person) for words, person in zip(said, people, strict=True)]
    assert len(keys(*quotes, words=50)) == 2
    assert len(keys(*quotes, words=500)) == 4


def test_among_very_many_quotes_the_worthiest_are_found() -> None:
    dull = [make_quote(f"Line {n} of the timetable stays as it was", f"p-{n % 9}") for n in range(3000)]
    assert keys(*dull, make_quote(STRONG, "ana-silva")) == [3000]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=300), max_size=12))
def test_whatever_is_said_few_are_key_and_nothing_else_changes(contents: list[str]) -> None:
    quotes = [make_quote(words or "x", f"p-{i % 3}", start=i) for i, words in enumerate(contents)]
    marked = mark_key("word " * 2000, quotes, cast("p-0", "p-1", "p-2"))
    assert sum(quote.key for quote in marked) <= load_words("worth.toml")["choice"]["at_most"]
    assert [quote.content for quote in marked] == [quote.content for quote in quotes]
