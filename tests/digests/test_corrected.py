"""Posted messages after a correction: the speaker, the strike, the line that says so; nothing else changes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.bounds import LIMITS
from bot.slack.limits import check_message
from bot.slack.message import Message
from digests.blocks import render_message
from digests.content import QuoteItem
from digests.corrected import Mend, mend_message
from digests.lines import quote_line
from digests.page import Bullets, Line, Paragraph, Part, line

WORDS = "The harbour stays shut until the ice is gone and the pilots are back from the north"
QUOTE = QuoteItem(
    content=WORDS,
    verbatim=True,
    speaker="Ana Silva",
    role="minister",
    outlet="Harbour Wire",
    date="20 Nov 2026",
    link="https://harbour-wire.example/x",
    carried_by=3,
)
MEND = Mend(
    contents=(WORDS,), speaker="Bo Lind", role=None, struck=False, mark="corrected-1", note="Corrected: Bo."
)
BACK = replace(MEND, speaker="Ana Silva", role="minister", note="")


def show(*quotes: Line, quoted: bool = True) -> Message:
    parts: list[Part] = [Paragraph((line(f"A summary. {WORDS}."),)), Paragraph(quotes, quoted=quoted)]
    return render_message(parts, "A digest")


def text_of(message: Message | None) -> str:
    return str(message.blocks) if message else ""


def test_speaker_and_role_change_and_the_outlet_stays() -> None:
    mended = text_of(mend_message(show(quote_line(QUOTE)), MEND))
    assert "Bo Lind" in mended
    assert "Ana Silva" not in mended
    assert "minister" not in mended
    assert "Harbour Wire + 2, 20 Nov 2026" in mended
    assert "A summary." in mended


def test_a_quote_that_was_cut_or_shown_in_its_sentence_is_known_again() -> None:
    sentence = replace(QUOTE, content=f"She said that {WORDS.lower()} at noon", verbatim=False)
    assert "Bo Lind" in text_of(mend_message(show(quote_line(QUOTE, 60)), MEND))
    mend = replace(MEND, contents=(WORDS.lower(),))
    assert "Bo Lind" in text_of(mend_message(show(quote_line(sentence)), mend))


def test_only_that_quote_changes_among_others() -> None:
    other = replace(QUOTE, content="Something else was said about the boats", speaker="Cora Vale")
    mended = mend_message(show(quote_line(QUOTE), quote_line(other)), replace(MEND, struck=True))
    assert "Cora Vale" in text_of(mended)
    quote = next(block for block in mended.blocks if "Cora Vale" in str(block)) if mended else {}
    elements = quote["elements"][0]["elements"]
    cut = next(place for place, element in enumerate(elements) if element.get("text") == "\n")
    assert all(element["style"]["strike"] for element in elements[:cut])
    assert all("strike" not in element.get("style", {}) for element in elements[cut:])


def test_items_of_a_list_are_found_too() -> None:
    message = render_message([Bullets((quote_line(QUOTE),))], "A digest")
    assert "Bo Lind" in text_of(mend_message(message, MEND))


def test_a_message_that_does_not_show_it_or_says_so_already_is_left_alone() -> None:
    assert mend_message(render_message([Paragraph((line(WORDS),))], "x"), MEND) is None
    mended = mend_message(show(quote_line(QUOTE)), MEND)
    assert mended is not None
    assert mend_message(mended, MEND) is None


def test_what_is_mended_and_mended_back_is_as_it_was() -> None:
    message = show(quote_line(QUOTE))
    mended = mend_message(message, replace(MEND, struck=True))
    assert mended is not None
    assert mend_message(mended, BACK) == message


def test_a_full_message_takes_no_further_line() -> None:
    full = Message(
        text="x", blocks=(*show(quote_line(QUOTE)).blocks, *({"type": "divider"} for _ in range(48)))
    )
    assert len(full.blocks) == LIMITS["message blocks"].most
    mended = mend_message(full, MEND)
    assert mended is not None
    assert len(mended.blocks) == len(full.blocks)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=300), st.booleans())
def test_whatever_the_name_the_message_stays_within_the_limits(name: str, role: str, struck: bool) -> None:
    mend = replace(MEND, speaker=name, role=role, struck=struck, note=f"Corrected: {name}")
    mended = mend_message(show(quote_line(QUOTE)), mend)
    assert mended is not None
    check_message(mended)
