"""Installs by OAuth, as a browser goes through them: once, in time, by the browser that set out; never a trace."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from bot.errors import StorageError
from bot.model.subscriptions import Workspace
from bot.slack.oauth import Grant, OAuthApp
from bot.slack.scopes import BOT_SCOPES
from bot.storage import install_states
from bot.storage.database import Database
from bot.web.installing import COOKIE, Installer
from bot.web.serving import Site, WebServer
from tests.builders import FixedClock
from tests.fakes.slack_server import CLIENT_ID, CLIENT_SECRET, SlackServer, grant, serve_slack, token_of
from tests.web.http import Answer, ask


@dataclass
class Desk:
    """The pages, the Slack behind them, and what was installed."""

    slack: SlackServer
    address: str
    installed: list[Grant] = field(default_factory=list)
    mishap: Exception | None = None

    def install(self, given: Grant) -> Workspace:
        """What the roof does with a grant."""
        if self.mishap:
            raise self.mishap
        self.installed.append(given)
        return Workspace(id=1, name=given.team_name, team_id=given.team_id)

    def begin(self, cookie: str = "") -> tuple[str, str, Answer]:
        """Open the page: the state that Slack is given, the cookie that the browser keeps, and the page."""
        answer = ask(f"{self.address}/slack/install", headers={"Cookie": cookie} if cookie else {})
        (link,) = re.findall(r'href="([^"]+)"', answer.text)
        (state,) = parse_qs(urlsplit(unescape(link)).query)["state"]
        return state, answer.headers["Set-Cookie"].partition(";")[0], answer

    def come_back(self, cookie: str = "", **query: str) -> Answer:
        """As Slack sends the person back."""
        headers = {"Cookie": cookie} if cookie else {}
        return ask(f"{self.address}/slack/oauth_redirect?{urlencode(query)}", headers=headers)


@pytest.fixture
def desk(database: Database, clock: FixedClock) -> Iterator[Desk]:
    with serve_slack() as slack, WebServer() as server:
        made = Desk(slack, "")
        app = OAuthApp(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            redirect_url="https://news.example.org/bot/slack/oauth_redirect",
            api_url=slack.api_url,
        )
        pages = Installer(app=app, database=database, clock=clock, install=made.install)
        port = server.open(Site(setting="the port", host="127.0.0.1", port=0, routes=pages.routes()))
        made.address = f"http://127.0.0.1:{port}"
        slack.grants["good-code"] = grant("T1", "Desk")
        yield made


def test_the_whole_way(desk: Desk) -> None:
    state, cookie, page = desk.begin()
    (link,) = (urlsplit(unescape(found)) for found in re.findall(r'href="([^"]+)"', page.text))
    query = {name: values[0] for name, values in parse_qs(link.query).items()}
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{desk.slack.address}/oauth/v2/authorize"
    assert query == {
        "client_id": CLIENT_ID,
        "scope": ",".join(BOT_SCOPES),
        "redirect_uri": "https://news.example.org/bot/slack/oauth_redirect",
        "state": state,
    }
    done = desk.come_back(cookie, code="good-code", state=state)
    assert done.status == 200
    assert "Rapporteur is in Desk" in done.text
    (installed,) = desk.installed
    assert (installed.team_id, installed.bot_user, installed.token) == ("T1", "U-BOT-T1", token_of("T1"))
    (exchanged,) = desk.slack.exchanged
    assert exchanged["redirect_uri"] == query["redirect_uri"]


def test_the_cookie_is_for_this_install_alone_and_pages_keep_to_themselves(desk: Desk) -> None:
    _, cookie, page = desk.begin()
    said = page.headers["Set-Cookie"]
    for flag in ("HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600"):
        assert flag in said
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert desk.begin(cookie)[1] == cookie, "two pages open in one browser both work"
    assert desk.begin(f"{COOKIE}=short")[1] != f"{COOKIE}=short"


def test_a_state_counts_once(desk: Desk) -> None:
    state, cookie, _ = desk.begin()
    desk.slack.grants["second-code"] = grant("T2", "Other")
    assert desk.come_back(cookie, code="good-code", state=state).status == 200
    again = desk.come_back(cookie, code="second-code", state=state)
    assert again.status == 400
    assert "twice" in again.text
    assert len(desk.installed) == len(desk.slack.exchanged) == 1


def test_whoever_did_not_set_out_cannot_finish(desk: Desk) -> None:
    """A stranger's link in somebody else's browser: no code is exchanged, and the state is spent."""
    state, cookie, _ = desk.begin()
    _, other, _ = desk.begin()
    assert desk.come_back(other, code="good-code", state=state).status == 400
    assert desk.come_back("", code="good-code", state=state).status == 400
    assert desk.come_back(cookie, code="good-code", state=state).status == 400
    assert desk.come_back(cookie, code="good-code", state="made-up").status == 400
    assert desk.slack.exchanged == []


def test_a_state_expires(desk: Desk, clock: FixedClock) -> None:
    state, cookie, _ = desk.begin()
    clock.move(minutes=11)
    assert desk.come_back(cookie, code="good-code", state=state).status == 400
    assert desk.slack.exchanged == []


def test_cancelling_is_said_kindly(desk: Desk) -> None:
    state, cookie, _ = desk.begin()
    answer = desk.come_back(cookie, error="access_denied", state=state)
    assert answer.status == 200
    assert "Nothing was installed" in answer.text
    assert 'href="install"' in answer.text


def test_what_goes_wrong_is_a_page_with_a_sentence(desk: Desk) -> None:
    cases = {
        "Slack did not finish": {"error": "server_error"},
        "used up or too old": {"code": "spent-code"},
        "whole organisation": {"code": "org-code"},
        "no bot token": {"code": "user-code"},
    }
    desk.slack.grants["org-code"] = grant("T1", "Desk") | {"team": None, "is_enterprise_install": True}
    desk.slack.grants["user-code"] = grant("T1", "Desk") | {"token_type": "user"}
    for sentence, query in cases.items():
        state, cookie, _ = desk.begin()
        answer = desk.come_back(cookie, state=state, **query)
        assert answer.status == 400
        assert sentence in answer.text
        assert "Traceback" not in answer.text
    assert desk.installed == []


@pytest.mark.parametrize(
    ("mishap", "status", "said"),
    [
        (StorageError("The database is locked by another process.", cause="x"), 400, "database is locked"),
        (ZeroDivisionError("a detail of ours"), 500, "the reference"),
    ],
)
def test_what_fails_on_our_side_is_a_page_too(
    desk: Desk, mishap: Exception, status: int, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk.mishap = mishap
    state, cookie, _ = desk.begin()
    answer = desk.come_back(cookie, code="good-code", state=state)
    assert answer.status == status
    assert said in answer.text
    assert "a detail of ours" not in answer.text


def test_a_teams_name_is_words_and_no_markup(desk: Desk) -> None:
    desk.slack.grants["odd"] = grant("T1", '<script>alert("x")</script>')
    state, cookie, _ = desk.begin()
    assert "<script>" not in desk.come_back(cookie, code="odd", state=state).text


def test_no_secret_is_logged_or_shown(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    state, cookie, page = desk.begin()
    done = desk.come_back(cookie, code="good-code", state=state)
    failed = desk.come_back(cookie, code="bad-code", state=desk.begin(cookie)[0])
    said = caplog.text + repr([r.__dict__ for r in caplog.records]) + done.text + failed.text + page.text
    for secret in (token_of("T1"), CLIENT_SECRET, "good-code", "bad-code"):
        assert secret not in said
    assert token_of("T1") not in repr(desk.installed)


def test_installs_under_way_are_bounded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    monkeypatch.setattr(install_states, "MOST_UNDER_WAY", 2)
    desk.begin()
    desk.begin()
    answer = ask(f"{desk.address}/slack/install")
    assert answer.status == 400
    assert "Too many installs" in answer.text
    clock.move(minutes=11)
    assert ask(f"{desk.address}/slack/install").status == 200
