"""Mails and saved pages: newsletters, forwarded articles, attachments."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from bot.errors import RejectedError
from bot.fetch.documents.contents import Contents
from bot.fetch.documents.formats import read_document
from bot.fetch.extract import extract_article
from bot.fetch.outlets import OutletTable
from bot.model.articles import ContentKind, Entry
from tests.fakes.pdfs import Pdf

FIRST = "Ninety ships are waiting off the coast, the harbour office said on Thursday."
SECOND = "“We have no pilots,” said its head, Ada Lind. The office counts the ships twice a day."
ARTICLE = f"{FIRST}\n\n{SECOND}\n"
NOON = datetime(2026, 3, 5, 12, 30, tzinfo=timezone(timedelta(hours=1)))


def mail(text: str = "", *, html: str = "", subject: str = "Ships wait off the coast", sender: str = "Ada Holm <ada@post.org>", **headers: str) -> EmailMessage:  # fmt: skip
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "desk@monitor.org"
    message["Subject"] = subject
    message["Date"] = "Thu, 5 Mar 2026 12:30:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def read(message: EmailMessage) -> Contents:
    return read_document(message.as_bytes(), "a.eml", "/drop/a.eml")


def only(message: EmailMessage) -> Entry:
    (entry,) = read(message).entries
    return entry


def paragraphs(entry: Entry) -> list[str]:
    return extract_article(entry, OutletTable.shipped()).text.split("\n\n")


def test_a_mail_is_an_article() -> None:
    entry = only(mail(ARTICLE))
    assert (entry.title, entry.byline, entry.published, entry.outlet_name) == (
        "Ships wait off the coast",
        "Ada Holm",
        NOON,
        None,
    )
    assert paragraphs(entry) == [FIRST, SECOND]


def test_a_newsletter_comes_from_its_outlet() -> None:
    html = (
        "<html><body><table><tr><td><a href='https://gull.org/v'>View this email in your browser</a></td></tr>"
        f"<tr><td><h1>Ships wait off the coast</h1><p>{FIRST}</p><p>{SECOND}</p></td></tr>"
        "<tr><td>You are receiving this because you signed up at gull.org.<br><a href='https://gull.org/u'>Unsubscribe</a></td></tr></table></body></html>"
    )
    entry = only(
        mail(html=html, sender="Gull Gazette <news@gull.org>", List_Unsubscribe="<https://gull.org/u>")
    )
    assert (entry.byline, entry.outlet_name) == (None, "Gull Gazette")
    assert paragraphs(entry) == [FIRST, SECOND]


def test_encoded_headers_and_quoted_printable() -> None:
    entry = only(mail("Neunzig Schiffe warten vor der Küste, sagte das Hafenamt am Donnerstag der Zeitung.", subject="Schiffe vor Rügen – Übersicht", sender="Jörg Müller <jm@post.org>"))  # fmt: skip
    assert (entry.title, entry.byline) == ("Schiffe vor Rügen – Übersicht", "Jörg Müller")
    assert "Küste" in entry.content


FORWARDED = f"""Worth a look before the meeting.

---------- Forwarded message ---------
From: Gull Gazette <news@gull.org>
Date: Wed, 4 Mar 2026 at 08:15
Subject: Ninety ships wait
To: <bert@monitor.org>


{FIRST}

{SECOND}

--
Bert Olsen
Media desk, room 12
"""


def test_a_forwarded_article_is_that_article() -> None:
    entry = only(mail(FORWARDED, subject="Fwd: Ninety ships wait", sender="Bert Olsen <bert@monitor.org>"))
    assert (entry.title, entry.byline, entry.outlet_name) == ("Ninety ships wait", None, "Gull Gazette")
    assert entry.published == date(2026, 3, 4)
    assert paragraphs(entry) == [FIRST, SECOND]


def test_an_article_forwarded_as_html() -> None:
    html = (
        "<div>For the record.</div><div class='gmail_quote'><div>---------- Forwarded message ---------<br>"
        "From: <b>Ada Holm</b> &lt;<a href='mailto:ada@post.org'>ada@post.org</a>&gt;<br>Date: Wed, Mar 4, 2026 at 8:15 AM<br>"
        f"Subject: Ninety ships wait<br>To: Bert &lt;bert@monitor.org&gt;<br></div><br><p>{FIRST}</p><p>{SECOND}</p></div>"
    )
    entry = only(mail(html=html, subject="FW: Ninety ships wait", sender="Bert Olsen <bert@monitor.org>"))
    assert (entry.title, entry.byline, entry.published) == ("Ninety ships wait", "Ada Holm", date(2026, 3, 4))
    assert paragraphs(entry) == [FIRST, SECOND]


OUTLOOK = f"<p>FYI, see below.</p><div><b>From:</b> Ada Holm &lt;ada@post.org&gt;<br><b>Sent:</b> Thursday, March 5, 2026 12:30 PM<br><b>To:</b> Bert Olsen &lt;b@m.org&gt;<br><b>Subject:</b> Ninety ships wait</div><p>{FIRST}</p><p>{SECOND}</p>"
APPLE = f"<div>Begin forwarded message:</div><blockquote type='cite'><div><b>From: </b><a href='mailto:ada@post.org'>Ada Holm</a></div><div><b>Subject: </b><b>Ninety ships wait</b></div><div><b>Date: </b>5 March 2026 at 12:30:00 CET</div><div><b>To: </b><a href='x'>b@m.org</a></div><br><div>{FIRST}</div><div><br></div><div>{SECOND}</div></blockquote>"
QUOTED = f"Begin forwarded message:\n\n> From: Ada Holm <ada@post.org>\n> Subject: Ninety ships wait\n> Date: 5 March 2026 at 12:30:00 CET\n> To: b@m.org\n> \n> {FIRST}\n> \n> {SECOND}\n"
GERMAN = f"Zur Kenntnis\n\n-----Ursprüngliche Nachricht-----\nVon: Ada Holm <ada@post.org>\nGesendet: Donnerstag, 5. März 2026 12:30\nAn: Bert\nBetreff: Ninety ships wait\n\n{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("message", [mail(html=OUTLOOK), mail(html=APPLE), mail(QUOTED), mail(GERMAN)])
def test_forwards_of_several_programs(message: EmailMessage) -> None:
    message.replace_header("Subject", "FW: to be read")
    entry = only(message)
    assert entry.title == "Ninety ships wait"
    assert str(entry.published).startswith("2026-03-05")
    assert paragraphs(entry) == [FIRST, SECOND]


def test_a_writer_and_her_letter() -> None:
    text = f"View this post on the web at https://gull.example/p\n\n{FIRST}\n\n[https://gull.example/x.png]\n\n{SECOND} [ https://gull.example/x ]\n\nUnsubscribe https://gull.example/u\n"
    entry = only(mail(text, sender="Ada Lind from The Harbour <harbour@letters.example>", List_Id="<x>"))
    assert (entry.byline, entry.outlet_name) == ("Ada Lind", "The Harbour")
    assert paragraphs(entry) == [FIRST, SECOND]


def test_a_reply_is_read_without_what_it_answers() -> None:
    text = f"{ARTICLE}\nOn Wed, 4 Mar 2026 at 09:00, Bert Olsen <bert@monitor.org> wrote:\n> How many ships are there at the moment?\n> And who says so?\n"
    entry = only(mail(text, subject="Re: How many ships?"))
    assert entry.title == "How many ships?"
    assert paragraphs(entry) == [FIRST, SECOND]


def test_signatures_and_devices_go() -> None:
    assert paragraphs(only(mail(f"{ARTICLE}\n-- \nAda Holm\nReporter\n+99 123"))) == [FIRST, SECOND]
    assert paragraphs(only(mail(f"{ARTICLE}\nSent from my phone\n"))) == [FIRST, SECOND]


def test_wrapped_and_flowed_lines_are_paragraphs() -> None:
    words = f"{FIRST} {SECOND}".split()
    wrapped = "\n".join(" ".join(words[at : at + 8]) for at in range(0, len(words), 8))
    assert paragraphs(only(mail(f"{wrapped}\n\n{wrapped}")))[0] == f"{FIRST} {SECOND}"
    flowed = mail(wrapped.replace("\n", " \n"))
    flowed.set_param("format", "flowed")
    assert only(flowed).content == f"{FIRST} {SECOND}"


def test_what_is_attached_is_an_entry_of_its_own() -> None:
    message = mail("Please see attached.")
    message.add_attachment(Pdf().page().column(60, 700, FIRST).build(), maintype="application", subtype="pdf", filename="ships.pdf")  # fmt: skip
    message.add_attachment(SECOND.encode(), maintype="text", subtype="plain", filename="pilots.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"%PDF-1.4 rubbish", maintype="application", subtype="pdf", filename="bad.pdf")
    contents = read(message)
    assert [entry.address for entry in contents.entries] == [
        "/drop/a.eml#ships.pdf",
        "/drop/a.eml#pilots.txt",
    ]
    (refused,) = contents.refused
    assert refused.place == "bad.pdf"
    assert contents.places == ("ships.pdf", "pilots.txt")


def test_a_text_that_cannot_be_read_costs_no_attachment() -> None:
    data = (
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        + b"\xff\x00abcdefghij" * 30
    )
    data += (
        b"\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n"
        + SECOND.encode()
        + b"\n--b--"
    )
    contents = read_document(data, "a.eml", "/drop/a.eml")
    assert contents.places == ("a.txt",)
    assert [refused.place for refused in contents.refused] == ["the text of the mail"]


def test_a_mail_attached_to_a_mail() -> None:
    message = mail(f"Two more lines from the office on this matter follow below.\n\n{FIRST}")
    message.add_attachment(mail(ARTICLE, subject="The other one"))
    assert [entry.title for entry in read(message).entries] == ["Ships wait off the coast", "The other one"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no headers here", "does not begin with headers"),
        (mail("").as_bytes(), "no text in the mail"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: image/png\n\nx\n--a--", "no text in the mail"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    with pytest.raises(RejectedError, match=sentence):
        read_document(data, "a.eml", "/drop/a.eml")


def test_reading_a_mail_is_linear() -> None:
    for line in (
        "--",
        "> From: x",
        "On Monday somebody",
        "From: x Subject: y To: z",
        "<https://x",
        "Sent from my",
    ):
        began = time.process_time()
        read_document(
            f"Subject: x\n\n{FIRST}\n".encode() + f"{line}\n".encode() * 40_000, "a.eml", "/drop/a.eml"
        )
        assert time.process_time() - began < 5


def test_a_message_nested_for_ever() -> None:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    with pytest.raises(RejectedError, match="deep"):
        read_document(parts + b"\nText.", "a.eml", "/drop/a.eml")


SAVED = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://gull.org/ships
Subject: Ships wait
Date: Fri, 6 Mar 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="x"

--x
Content-Type: text/css
Content-Location: https://gull.org/a.css

p { color: red }
--x
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://gull.org/ships

<html><head><meta charset=3D"utf-8"><title>Ships wait off the coast</title></head><body><h1>Ships wait off the coast</h1>
<p>Ninety ships are waiting off the coast, the harbour office said on Thursday.</p><p>=E2=80=9CWe have no pilots,=E2=80=9D said its head, Ada Lind.</p></body></html>
--x--
"""


def test_a_saved_page_keeps_its_address() -> None:
    (entry,) = read_document(SAVED, "a.mhtml", "/drop/a.mhtml").entries
    assert (entry.address, entry.kind) == ("https://gull.org/ships", ContentKind.HTML_PAGE)
    article = extract_article(entry, OutletTable.shipped())
    assert article.title == "Ships wait off the coast"
    assert article.text == f"{FIRST}\n\n“We have no pilots,” said its head, Ada Lind."
    assert article.published is None  # the date of the file is the day of saving


def test_a_saved_page_without_page() -> None:
    with pytest.raises(RejectedError, match="no page"):
        read_document(SAVED.replace(b"text/html\n", b"text/css\n"), "a.mht", "/drop/a.mht")
