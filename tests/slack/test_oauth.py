"""Installing by OAuth: what is asked for is what the manifests declare, and what is granted is read strictly."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SlackError
from bot.slack.faults import UnknownOutcomeError
from bot.slack.oauth import OAuthApp, compose_authorize_url, exchange_code, read_grant
from bot.slack.scopes import BOT_SCOPES
from tests.fakes.slack_server import CLIENT_ID, CLIENT_SECRET, grant, serve_slack

DEPLOY = Path(__file__).parents[2] / "deploy"


def app(api_url: str = "https://slack.com/api/", secret: str = CLIENT_SECRET) -> OAuthApp:
    redirect = "https://news.example.org/slack/oauth_redirect"
    return OAuthApp(client_id=CLIENT_ID, client_secret=secret, redirect_url=redirect, api_url=api_url)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DEPLOY / name).read_text(encoding="utf-8"))
    return found


def test_the_scopes_that_are_asked_for_are_those_of_the_manifest() -> None:
    """One that is missing in bot/slack/scopes.py would be missing after an install by OAuth."""
    assert tuple(read("slack-manifest.json")["oauth_config"]["scopes"]["bot"]) == BOT_SCOPES


def test_the_manifest_for_http_is_made_from_the_other_one() -> None:
    """After a change of slack-manifest.json: python deploy/make_http_manifest.py"""
    compose = runpy.run_path(str(DEPLOY / "make_http_manifest.py"))["compose_http_manifest"]
    assert read("slack-manifest-http.json") == compose(read("slack-manifest.json"))


def test_both_manifests_ask_for_the_events_of_uninstalling() -> None:
    for name in ("slack-manifest.json", "slack-manifest-http.json"):
        events = read(name)["settings"]["event_subscriptions"]["bot_events"]
        assert {"app_uninstalled", "tokens_revoked"} <= set(events)


def test_people_are_sent_to_slack_itself() -> None:
    assert compose_authorize_url(app(), "s").startswith(
        "https://slack.com/oauth/v2/authorize?client_id=123.456&"
    )


@pytest.mark.parametrize("field", ["team", "access_token", "bot_user_id"])
def test_a_grant_that_lacks_something_is_refused(field: str) -> None:
    with pytest.raises(SlackError):
        read_grant({name: value for name, value in grant("T1", "Desk").items() if name != field})


@pytest.mark.parametrize("answer", [{}, {"team": "T1"}, {"team": {"id": 7}}, {"team": None, "ok": True}])
def test_a_strange_answer_is_a_refusal_and_no_crash(answer: dict[str, Any]) -> None:
    with pytest.raises(SlackError):
        read_grant(answer)


def test_wrong_credentials_are_said_without_them() -> None:
    with serve_slack() as slack:
        with pytest.raises(SlackError, match="does not know this app") as caught:
            exchange_code(app(slack.api_url, "another-secret"), "code")
        assert "another-secret" not in repr(caught.value.__dict__)
        assert "another-secret" not in repr(app(slack.api_url, "another-secret"))


def test_where_slack_is_away_that_is_said() -> None:
    with pytest.raises(UnknownOutcomeError):
        exchange_code(app("http://127.0.0.1:9/api/"), "code")
