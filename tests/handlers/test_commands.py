"""The commands, asked as people ask: what they say, where it comes from, and what they offer next."""

from __future__ import annotations

import pytest

from bot.model.findings import ActorMention
from bot.storage.subscriptions import add_subscription
from digests.page import Button
from digests.rhythm import parse_rhythm
from handlers.commands.table import COMMANDS
from tests.builders import make_quote
from tests.digests.hostile import HOSTILE
from tests.handlers.conftest import AnsweringDesk

SPANS = ("7d", "30d", "90d", "1y")


def test_relations_shows_the_whole_of_a_pair(desk: AnsweringDesk) -> None:
    said = desk.read("/relations silva bo-lind")
    assert "Ana Silva and Bo Lind, last 90 days" in said
    assert "2 articles, 2 stories, 2 outlets (1 article in the 90 days before)" in said
    assert "Cooperation 1, conflict 1" in said
    assert "Energy (2)" in said
    assert "“We and our friend will build this pipeline together” — Ana Silva, president" in said
    assert "“The winter will be long without it” — Bo Lind" in said
    assert "Bo Lind → Ana Silva: sue (conflict in deeds)" in said
    assert "Ana Silva praise Bo Lind." in said
    assert "North Post, 19 Nov 2026 <https://north-post.example/leaders-agree-on-a-pipeline>)" in said
    assert "Russia (1)" in said


def test_relations_offers_other_periods_a_subscription_and_to_share(desk: AnsweringDesk) -> None:
    reply = desk.ask("/relations silva bo-lind 30d")
    buttons = [button for button in reply.buttons if isinstance(button, Button)]
    assert [button.value for button in buttons] == [
        *(f"/relations ana-silva bo-lind {span}" for span in SPANS),
        "/subscribe actor:ana-silva actor:bo-lind",
        "/relations ana-silva bo-lind 30d csv",
    ]
    assert reply.shared == "/relations ana-silva bo-lind 30d"
    assert [b.label for b in buttons if b.primary] == ["30d"]


def test_relations_of_one_actor_are_its_counterparts(desk: AnsweringDesk) -> None:
    said = desk.read("/relations silva")
    assert "Ana Silva: named together with" in said
    assert "Bo Lind 2 +1 1 1 ±0" in said
    assert "/relations ana-silva bo-lind 90d" in desk.runs("/relations silva")


def test_relations_of_somebody_in_no_table(desk: AnsweringDesk) -> None:
    fisk = ActorMention(id="edda-fisk", name="Edda Fisk", kind="person", known=False, spans=((0, 1),))
    desk.library.article("Skipper speaks", actors=["ana-silva", fisk], at="2026-11-20 11:00")
    said = desk.read("/relations silva edda-fisk")
    assert "Ana Silva and Edda Fisk, last 90 days" in said
    assert "1 article," in said


def test_relations_without_a_name_says_who_was_in_the_news(desk: AnsweringDesk) -> None:
    assert "Ana Silva (2)" in desk.read("/relations")


def test_a_pair_without_articles_is_an_honest_line(desk: AnsweringDesk) -> None:
    assert "0 articles" in desk.read("/relations xu-an silva 7d")


def test_an_ambiguous_name_is_never_guessed(desk: AnsweringDesk) -> None:
    reply = desk.ask("/relations silva lind 30d")
    assert reply.problem
    assert [(b.label, b.value) for b in reply.buttons] == [
        ("Bo Lind", '/relations silva "Bo Lind" 30d'),
        ("Cy Lind", '/relations silva "Cy Lind" 30d'),
    ]
    assert not desk.ask(reply.buttons[0].value).problem


def test_a_misspelt_name_is_asked_about(desk: AnsweringDesk) -> None:
    reply = desk.ask("/relations silvva xu")
    assert reply.problem
    assert reply.buttons[0].value == '/relations "Ana Silva" xu 90d'


def test_quotes_of_a_speaker_with_their_sentence_and_source(desk: AnsweringDesk) -> None:
    said = desk.read("/quotes silva")
    assert "Ana Silva, last 90 days" in said
    assert "“We and our friend will build this pipeline together”" in said
    assert "North Post, 19 Nov 2026" in said


def test_quotes_of_somebody_in_no_table(desk: AnsweringDesk) -> None:
    said = desk.read("/quotes fisk")
    assert "“Nobody asked the fishermen about it” — Edda Fisk, a skipper" in said


@pytest.mark.parametrize(
    ("line", "understood", "found"),
    [
        ("/quotes silva about energy", "Ana Silva about Energy", True),
        ("/quotes silva to bo-lind 30d", "Ana Silva about Bo Lind, last 30 days", True),
        ("/quotes silva about pipeline", "Ana Silva about “pipeline”", True),
        ("/quotes silva about trade", "Ana Silva about Trade", False),
        ("/quotes silva about energy to xu-an", "Ana Silva about Energy and Xu An", False),
    ],
)
def test_quotes_are_filtered(desk: AnsweringDesk, line: str, understood: str, found: bool) -> None:
    said = desk.read(line)
    assert understood in said
    assert ("build this pipeline" in said) == found


def test_quotes_without_a_name_are_the_key_ones(desk: AnsweringDesk) -> None:
    assert "The winter will be long" in desk.read("/quotes")


def test_subscribing_says_what_it_would_have_brought_and_when_it_comes(desk: AnsweringDesk) -> None:
    said = desk.read("/subscribe energy weekdays 9:00")
    assert "theme Energy" in said
    assert "weekdays 09:00 (Europe/Paris), next Mon 23 Nov 09:00" in said
    assert "2 stories in 2 articles" in said


def test_subscribing_twice_is_one_subscription(desk: AnsweringDesk) -> None:
    desk.ask("/subscribe energy")
    desk.ask("/subscribe theme:energy")
    assert desk.read("/subscriptions").count("theme Energy") == 1


def test_a_channel_without_the_bot_is_told_at_once(desk: AnsweringDesk) -> None:
    desk.slack.member = False
    assert "/invite @Rapporteur" in desk.read("/subscribe energy")


def test_a_search_word_near_a_name_is_pointed_out(desk: AnsweringDesk) -> None:
    reply = desk.ask("/subscribe silvva hourly")
    assert "“silvva”" in reply.understood
    assert reply.buttons[0].value.startswith("/subscribe actor:ana-silva hourly")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/relations silva xu-an russia", "Relations are between two; these are 3"),
        ("/subscribe energy daily 25:00", "no time of day"),
        ("/subscribe energy daily 8:30 Mars/Base", "no time zone “Mars/Base”"),
        ("/subscribe energy since:7d", "periods of its own"),
        ("/subscribe (energy", "not closed"),
        ("/subscriptions pause 99", "99"),
        ("/subscriptions dance 1", "not understood"),
        ("/digest theme:nothing", "no theme"),
        ("/quotes silva about", "Nothing stands after “about”"),
        ("/quotes nobodyatall", "No actor is called"),
        ("/relations silva xu 0d", "no span of time"),
        ("/relations silva and xu and bo-lind", "between two"),
        ("/relatoins silva", "Did you mean /relations?"),
    ],
)
def test_mistakes_are_answered_with_what_to_do(desk: AnsweringDesk, line: str, said: str) -> None:
    reply = desk.ask(line)
    assert reply.problem
    assert said in desk.read(line)


def test_subscriptions_are_paused_resumed_and_removed(desk: AnsweringDesk) -> None:
    desk.ask("/subscribe energy")
    assert "1. theme Energy — daily 08:30 Europe/Paris, next Sun 22 Nov 08:30" in desk.read("/subscriptions")
    assert "paused" in desk.read("/subscriptions pause 1")
    assert "next Sun 22 Nov" in desk.read("/subscriptions resume 1")
    assert "None yet" in desk.read("/subscriptions remove 1")


def test_another_channels_subscription_is_not_found(desk: AnsweringDesk) -> None:
    desk.ask("/subscribe energy")
    desk.channel = "C2"
    assert desk.ask("/subscriptions remove 1").problem
    desk.channel = "C1"
    assert "theme Energy" in desk.read("/subscriptions")


@pytest.mark.parametrize(
    "line", ["/subscriptions", "/subscriptions remove 1", "/unsubscribe", "/unsubscribe 1"]
)
def test_from_where_there_is_no_channel_nobodys_subscriptions_are_told(
    desk: AnsweringDesk, line: str
) -> None:
    desk.ask("/subscribe energy")
    desk.channel = ""
    assert "belong to a channel" in desk.read(line)
    desk.channel = "C1"
    assert "theme Energy" in desk.read("/subscriptions")


def test_unsubscribing_by_topic_by_number_or_by_choice(desk: AnsweringDesk) -> None:
    desk.ask("/subscribe energy")
    desk.ask("/subscribe trade hourly")
    assert desk.runs("/unsubscribe") == ["/unsubscribe 1", "/unsubscribe 2"]
    assert "Unsubscribed" in desk.read("/unsubscribe energy")
    assert desk.ask("/unsubscribe energy").problem
    assert desk.runs("/unsubscribe") == ["/unsubscribe 2"]  # asked first, also where there is only one
    assert "Unsubscribed" in desk.read("/unsubscribe 2")
    assert "no subscriptions" in desk.read("/unsubscribe")


def test_a_digest_now(desk: AnsweringDesk) -> None:
    said = desk.read("/digest energy 7d")
    assert "2 stories · 2 articles · 2 outlets" in said
    assert "Leaders agree on a pipeline <https://north-post.example/" in said
    assert "in the thread" not in said
    assert desk.ask("/digest energy 7d").shared == "/digest theme:energy 7d"


def test_a_digest_without_a_topic_is_that_of_the_channel(desk: AnsweringDesk) -> None:
    assert "2 articles" in desk.read("/digest 7d")
    desk.ask("/subscribe trade")
    assert "Theme Trade" in desk.read("/digest 7d")
    assert "1 article" in desk.read("/digest 7d")


def test_subscribing_again_moves_to_the_time_zone_that_is_asked_for(desk: AnsweringDesk) -> None:
    desk.ask("/subscribe energy daily 9:00")
    said = desk.read("/subscribe energy daily 9:00 Asia/Tokyo")
    assert "daily 09:00 (Asia/Tokyo), next Sun 22 Nov 09:00" in said
    assert desk.read("/subscriptions").count("theme Energy") == 1


def test_subscribing_again_says_what_there_is_already(desk: AnsweringDesk) -> None:
    desk.ask("/subscribe energy daily 9:00")
    desk.ask("/subscriptions pause 1")
    assert "/subscriptions resume 1" in desk.runs("/subscribe energy daily 9:00")
    said = desk.read("/subscribe energy hourly")
    assert "This channel gets the same topic also daily 09:00; /unsubscribe 1 ends that." in said


def test_subscribe_without_a_topic_says_what_there_is(desk: AnsweringDesk) -> None:
    said = desk.read("/subscribe")
    assert not desk.ask("/subscribe").problem
    assert "/subscribe energy" in said
    assert "Your themes: energy · trade" in said


def test_subscriptions_are_told_by_names_as_they_were_typed_or_not(desk: AnsweringDesk) -> None:
    with desk.library.write() as scope:
        add_subscription(
            scope,
            channel="C1",
            topic="(silva xu-an) OR energy",
            rhythm=parse_rhythm("daily 08:30")[0],
            timezone="UTC",
            created_by=None,
            now=desk.library.clock(),
        )
    assert "(Ana Silva and Xu An) or theme Energy — daily 08:30 UTC" in desk.read("/subscriptions")


def test_one_quote_names_its_other_outlets_and_another_wording(desk: AnsweringDesk) -> None:
    for outlet, words in (("a.example", "gates"), ("b.example", "doors")):
        said = make_quote(f"The harbour will open its {words} to all ships in the spring", "xu-an")
        desk.library.article(
            f"Harbour in {outlet}", quotes=[said], outlet=outlet, at="2026-11-20 11:00", story="harbour"
        )
    told = desk.read("/quotes xu-an")
    assert "; also B)" in told
    assert "B: “The harbour will open its doors to all ships in the spring” (instead of “gates”)" in told


def test_every_command_works_below_media_and_helps(desk: AnsweringDesk) -> None:
    assert desk.read("/media relations silva bo-lind") == desk.read("/relations silva bo-lind")
    help_text = desk.read("/media help")
    for command in COMMANDS:
        assert f"/{command.name} " in help_text
        assert not desk.ask(f"/{command.name} help").problem
        assert not desk.ask(f"/media {command.name} help").problem
    assert desk.read("/media") == help_text


@pytest.mark.parametrize("text", [*HOSTILE, '"', "( OR", "* NEAR/2 x", "%_%", "a:b:c", "🙂 90d", "-"])
def test_hostile_text_gets_an_answer_within_the_limits(desk: AnsweringDesk, text: str) -> None:
    for command in COMMANDS:
        desk.ask(f"/{command.name} {text}")


@pytest.mark.parametrize(
    ("form", "name", "begins"),
    [("docx", "digest-2026-11-21.docx", b"PK"), ("email", "digest-2026-11-21.eml", b"")],
)
def test_a_digest_comes_as_a_file_too(desk: AnsweringDesk, form: str, name: str, begins: bytes) -> None:
    (upload,) = desk.ask(f"/digest energy 7d {form}").files
    assert upload.name == name
    assert upload.content.startswith(begins)
    assert len(upload.content) > 500
