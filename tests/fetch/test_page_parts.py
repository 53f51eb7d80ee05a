"""Parts of an article's page: posts that it quotes, captions, cards, lists, elements of a site's own making."""

from __future__ import annotations

import time

import pytest

from bot.model.articles import Article
from tests.fetch.test_pages import BODY, HEADLINE, PARAGRAPHS, read


def inside(addition: str) -> Article:
    """A page whose article goes on with `addition` before its last two paragraphs."""
    body = "".join([*PARAGRAPHS[:-2], addition, *PARAGRAPHS[-2:]])
    return read(
        f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"
    )


POST = (
    '<div class="social-embed"><blockquote class="twitter-tweet"><p lang="en">Pilots are not servants. <br><br>They go home at six.</p>'
    '&mdash; Sen. Ada Lind (@adalind) <a href="https://twitter.com/adalind/1">March 5, 2026</a></blockquote><script src="x.js"></script></div>'
)


def test_a_post_that_the_article_quotes_is_its_text() -> None:
    text = inside(POST).text
    assert (
        "Pilots are not servants.\n\nThey go home at six.\n\n— Sen. Ada Lind (@adalind) March 5, 2026" in text
    )


def test_an_article_may_end_with_a_post() -> None:
    page = f"<html><body><article><h1>{HEADLINE}</h1>{''.join(PARAGRAPHS)}{POST}</article></body></html>"
    assert read(page).text.endswith("— Sen. Ada Lind (@adalind) March 5, 2026")


def test_a_box_of_posts_beside_the_article_stays_out() -> None:
    assert "servants" not in inside(f"<aside>{POST}</aside>").text


def test_a_page_of_posts_takes_no_quadratic_time() -> None:
    began = time.process_time()
    inside('<blockquote class="twitter-tweet"><p>So it is.</p></blockquote>' * 15_000)
    inside('<div class="image">' * 200 + '<img src="x">' * 15_000 + "</div>" * 200)
    assert time.process_time() - began < 10


def test_elements_of_a_sites_own_making_stand_in_the_line() -> None:
    text = inside(
        "<p>The office counted ninety ships (<x-source>1</x-source>), and <x-tip>eleven</x-tip> tugs.</p>"
    ).text
    assert "The office counted ninety ships (1), and eleven tugs." in text


@pytest.mark.parametrize(
    "addition",
    [
        '<div class="image wide"><img src="x"><p>In this file picture ships wait at dusk, seen from the quay.</p></div>',
        '<div><div class="photo-box"><picture></picture><p>A pilot climbs down to his boat on a calm day.</p></div></div>',
        "<p>A tug passes the harbour wall on Tuesday morning.Reuters</p>",
        "<p>Published Thu, Mar 5 2026 4:29 AM ESTUpdated an hour ago</p>",
        "<p>Advert</p>",
    ],
)
def test_captions_and_stamps_stay_out(addition: str) -> None:
    assert inside(addition).text == BODY


def test_a_box_with_a_picture_and_the_text_is_no_caption() -> None:
    page = f'<html><body><div class="image"><img src="x"><h1>{HEADLINE}</h1>{"".join(PARAGRAPHS)}</div></body></html>'
    assert read(page).text == BODY


def test_a_card_that_hangs_on_a_name_stays_out_and_the_name_stays() -> None:
    card = '<span class="card"><img src="x"><a href="/ada">Ada Lind</a><a href="/1">A crab walks into a bar</a></span>'
    text = inside(
        f'<p>“We wait,” said <span class="person"><a href="/ada">Ada Lind</a>{card}</span>, who heads the office.</p>'
    ).text
    assert "“We wait,” said Ada Lind, who heads the office." in text


def test_a_list_at_the_end_that_the_article_announces_is_its_own() -> None:
    items = [
        "A second pilot boat before the summer",
        "Higher pay for work at night",
        "No more calls on feast days",
    ]
    listed = "".join(f"<li>{item}</li>" for item in items)
    page = f"<html><body><article><h1>{HEADLINE}</h1>{''.join(PARAGRAPHS)}<p>The pilots ask for three things:</p><ul>{listed}</ul></article></body></html>"
    assert read(page).text == "\n\n".join([BODY, "The pilots ask for three things:", *items])


def test_an_article_that_is_a_list_is_kept_whole() -> None:
    rows = [f"Best boat of class {number} – the Gull of harbour {number}" for number in range(1, 30)]
    listed = "".join(f"<p>{row}</p>" for row in rows)
    page = f"<html><body><article><h1>{HEADLINE}</h1>{''.join(PARAGRAPHS[:2])}<h2>The full list</h2>{listed}</article></body></html>"
    assert read(page).text.endswith("\n\n".join(rows))
