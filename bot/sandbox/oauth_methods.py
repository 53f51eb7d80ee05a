"""Installing by OAuth, and its end: oauth.v2.access, auth.revoke, apps.uninstall, and the page of consent.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from __future__ import annotations

import html
from base64 import b64decode
from binascii import Error as Base64Error
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.sandbox.installation import EndError
from bot.sandbox.methods import Call, Method
from bot.sandbox.records import APP_ID, BOT_USER_ID, HUMAN_ID, Json, RefusedError
from bot.sandbox.state import Workspace

_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Install {name}</title><link rel="stylesheet" href="/page/layout.css"></head>
<body class="consent"><main>
<h1>{name} wants to come to {team}</h1>
<p>It asks for these permissions:</p><ul>{scopes}</ul>
<p><a class="go" data-testid="allow" href="{allow}">Allow</a> <a data-testid="deny" href="{deny}">Cancel</a></p>
</main></body></html>
"""


def exchange_code(call: Call) -> Json:
    """oauth.v2.access: a code for a bot token."""
    call.workspace.installation.app.require(*_credentials(call))
    given = call.arguments.text("code")
    workspace = next((w for w in call.workspaces if w.installation.has_code(given)), call.workspace)
    installation = workspace.installation
    code = installation.exchange(given, redirect_uri=call.arguments.text("redirect_uri"), now=workspace.now())
    return {
        "access_token": installation.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(installation.scopes)),
        "bot_user_id": BOT_USER_ID,
        "app_id": APP_ID,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": code.user},
    }


def _credentials(call: Call) -> tuple[str, str]:
    """Client id and secret, from the arguments or by HTTP Basic, which Slack prefers."""
    scheme, _, encoded = call.authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            name, _, secret = b64decode(encoded, validate=True).decode().partition(":")
        except (Base64Error, UnicodeDecodeError) as error:
            raise RefusedError("invalid_client_id") from error
        return name, secret
    return call.arguments.text("client_id"), call.arguments.text("client_secret")


def revoke_token(call: Call) -> Json:
    """auth.revoke: ends the token of the call; with `test` it only says that it would."""
    if call.arguments.flag("test"):
        return {"revoked": False}
    end_installation(call.workspace, "token_revoked")
    call.emit(tokens_revoked())
    return {"revoked": True}


def uninstall_app(call: Call) -> Json:
    """apps.uninstall: the app leaves the workspace."""
    call.workspace.installation.app.require(*_credentials(call))
    end_installation(call.workspace, "account_inactive")
    call.emit(tokens_revoked())
    call.emit({"type": "app_uninstalled"})
    return {}


def tokens_revoked() -> Json:
    """The event that says which tokens ended; https://docs.slack.dev/reference/events/tokens_revoked."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER_ID]}}


def end_installation(workspace: Workspace, error: EndError) -> None:
    """End the bot token; the bot is then in no channel any more, as auth.revoke's page says."""
    workspace.installation.revoke(error=error)
    for channel in workspace.channels.values():
        if not channel.is_im:
            channel.members.discard(BOT_USER_ID)
    workspace.notify("channels")


def show_consent(workspaces: list[Workspace], request: web.Request) -> web.Response:
    """/oauth/v2/authorize: asks a person; `team` says where, `user` who installs, the first unless given."""
    query = request.query
    workspace = next((w for w in workspaces if w.team_id == query.get("team")), workspaces[0])
    if query.get("client_id") != workspace.installation.app.client_id:
        raise web.HTTPBadRequest(text="invalid_client_id")
    redirect_uri = query.get("redirect_uri", "")
    if urlsplit(redirect_uri).scheme not in {"http", "https"}:
        raise web.HTTPBadRequest(text="bad_redirect_uri")
    user = query.get("user", HUMAN_ID)
    if user not in workspace.people:
        raise web.HTTPBadRequest(text="user_not_found")
    scopes = [scope for scope in query.get("scope", "").replace(",", " ").split() if scope]
    code = workspace.installation.new_code(
        user=user, scopes=scopes, redirect_uri=redirect_uri, now=workspace.now()
    )
    state = query.get("state", "")
    page = _PAGE.format(
        name=html.escape(workspace.people[BOT_USER_ID].real_name),
        team=html.escape(workspace.team_name),
        scopes="".join(f"<li><code>{html.escape(scope)}</code></li>" for scope in scopes),
        allow=html.escape(_with_query(redirect_uri, code=code, state=state)),
        deny=html.escape(_with_query(redirect_uri, error="access_denied", state=state)),
    )
    return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": _POLICY})


def _with_query(address: str, **values: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(values)}"


METHODS = {
    "oauth.v2.access": Method(answer=exchange_code, caller="anyone"),
    "auth.revoke": Method(answer=revoke_token),
    "apps.uninstall": Method(answer=uninstall_app),
}
