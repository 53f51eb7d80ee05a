"""Installing by OAuth: the address where a person allows it, and the exchange of Slack's code for a bot token.

https://docs.slack.dev/authentication/installing-with-oauth and
https://docs.slack.dev/reference/methods/oauth.v2.access
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urljoin

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import SlackError
from bot.slack.answers import SlowDown, explain_answer
from bot.slack.faults import explain, unknown_outcome
from bot.slack.scopes import BOT_SCOPES

REQUEST_SECONDS = 10  # a person waits for the page
_STALE = frozenset({"invalid_code", "code_already_used", "code_expired"})
_MISCONFIGURED = frozenset({"bad_client_secret", "invalid_client_id", "bad_redirect_uri"})


@dataclass(frozen=True, kw_only=True, slots=True)
class OAuthApp:
    """The app, as its page at Slack has it, and where people come back to."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str
    api_url: str = "https://slack.com/api/"  # another for a local workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """What a workspace allowed."""

    team_id: str
    team_name: str
    bot_user: str
    scopes: tuple[str, ...]
    installed_by: str | None  # Slack's user id
    token: str = field(repr=False)


def compose_authorize_url(app: OAuthApp, state: str) -> str:
    """Where a person allows the install; Slack sends them back with the same state."""
    query = {
        "client_id": app.client_id,
        "scope": ",".join(BOT_SCOPES),
        "redirect_uri": app.redirect_url,
        "state": state,
    }
    return urljoin(app.api_url, "../oauth/v2/authorize") + "?" + urlencode(query)


def exchange_code(app: OAuthApp, code: str) -> Grant:
    """Slack's code → what was granted; a code counts once, for ten minutes.

    Raises:
        SlackError: Slack refused, or it was a whole organisation that was granted.
        UnknownOutcomeError: Slack cannot be reached.
    """
    web = WebClient(base_url=app.api_url, timeout=REQUEST_SECONDS, retry_handlers=[])
    try:
        answer = web.oauth_v2_access(
            client_id=app.client_id,
            client_secret=app.client_secret,
            code=code,
            redirect_uri=app.redirect_url,
        )
    except SlackApiError as error:
        raise _refused(error) from None  # the chain would carry the request
    except (OSError, HTTPException, SlackClientError) as error:
        raise unknown_outcome(f"oauth.v2.access: {type(error).__name__}") from None
    return read_grant(answer.data if isinstance(answer.data, dict) else {})


def _refused(error: SlackApiError) -> SlackError:
    found = explain_answer("oauth.v2.access", error)
    if isinstance(found, SlowDown):
        return explain("ratelimited", detail="oauth.v2.access")
    if found.code in _STALE:
        sentence, advice = "Slack's permission is used up or too old.", "Start the install again."
    elif found.code in _MISCONFIGURED:
        sentence = "Slack does not know this app by the settings that Rapporteur has."
        advice = "Ask whoever runs it to look at SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PUBLIC_URL."
    else:
        return found
    return SlackError(sentence, advice=advice, cause=found.cause, code=found.code)


def read_grant(answer: Mapping[str, Any]) -> Grant:
    """The answer of `oauth.v2.access`.

    Raises:
        SlackError: it is for a whole organisation, or holds no bot token.
    """
    team = _table(answer, "team")
    if answer.get("is_enterprise_install") or not team.get("id"):
        raise SlackError(
            "Rapporteur cannot be installed for a whole organisation.",
            advice="Install it in one workspace: choose that at the top right of Slack's page.",
            cause="is_enterprise_install",
            code="enterprise_install",
        )
    token, bot_user = str(answer.get("access_token") or ""), str(answer.get("bot_user_id") or "")
    if not token or not bot_user or answer.get("token_type", "bot") != "bot":
        raise SlackError(
            "Slack granted no bot token.", advice="Start the install again.", cause="no bot token"
        )
    return Grant(
        team_id=str(team["id"]),
        team_name=str(team.get("name") or team["id"]),
        bot_user=bot_user,
        scopes=tuple(filter(None, str(answer.get("scope") or "").split(","))),
        installed_by=_table(answer, "authed_user").get("id"),
        token=token,
    )


def _table(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = answer.get(name)
    return found if isinstance(found, dict) else {}
