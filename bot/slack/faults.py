"""Slack's error codes → errors with a sentence and advice for people. Pure.

The codes are those of https://docs.slack.dev/reference/methods/chat.postMessage and of the other methods used.
"""

from __future__ import annotations

from bot.errors import SlackError


class UnknownOutcomeError(SlackError):
    """Slack may or may not have done what was asked: a time-out, a dropped connection, a server error.

    Whoever sees it must look (the channel's history) before asking again.
    """


_FORBIDDEN = frozenset(
    {"restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"}
)

CHANNEL_GONE = _FORBIDDEN | {"channel_not_found", "not_in_channel", "is_archived", "messages_tab_disabled"}
"""Codes by which Slack refuses a channel for good, until a person does something."""

THREAD_GONE = frozenset({"thread_not_found", "message_not_found"})
"""Codes by which Slack says that the message a thread hangs on was deleted."""

PERSON_GONE = frozenset({"user_not_found", "user_disabled", "user_not_visible"})
"""Codes by which Slack says that a person cannot be written to."""

POST_FIXED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Codes by which Slack says that a post cannot be changed any more: deleted, or too old for the workspace."""

TOKEN_REFUSED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
)
"""Codes by which Slack refuses the token: nothing is wrong with the channel or the message."""

MESSAGE_REFUSED = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "metadata_too_large",
        "invalid_metadata_format",
        "message_too_large",
        "too_many_attachments",
        "cannot_reply_to_message",
        "thread_locked",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    }
)
"""Codes by which Slack refuses this very message: it would refuse it again."""

UNKNOWN_OUTCOME = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Codes after which, so the docs say, some of the operation may have succeeded."""

_SENTENCES: dict[str, tuple[str, str]] = {
    "not_in_channel": ("I am not a member of that channel.", "Invite me there: /invite @Rapporteur"),
    "channel_not_found": (
        "I cannot see that channel: it was deleted, or it is private.",
        "If it is private, invite me there: /invite @Rapporteur",
    ),
    "is_archived": ("That channel is archived.", "Unarchive it, or subscribe another channel."),
    **dict.fromkeys(THREAD_GONE, ("The message of that thread was deleted.", "Nothing is to be done.")),
    **dict.fromkeys(
        _FORBIDDEN,
        (
            "A setting of this workspace forbids me to post there.",
            "Ask a workspace admin to allow apps to post in that channel.",
        ),
    ),
    "messages_tab_disabled": (
        "Direct messages with me are switched off.",
        "Ask whoever runs Rapporteur to switch on the messages tab in the app's settings.",
    ),
    "expired_url": ("That message is too old to be changed.", "Run the command again."),
    "used_url": ("That message has been answered too often.", "Run the command again."),
    "user_not_found": ("Slack knows no such person.", ""),
    "user_disabled": ("That person has left this workspace.", ""),
    "ratelimited": ("Slack asks us to slow down.", "Try again in a minute."),
}


def explain(code: str, *, needed: str = "", detail: str = "") -> SlackError:
    """The error for one of Slack's codes.

    Args:
        code: Slack's `error`.
        needed: the scope that is missing, where Slack names it.
        detail: for the log; must hold no token.
    """
    cause = f"{code} {detail}".strip()
    if code in UNKNOWN_OUTCOME:
        return unknown_outcome(cause, code=code)
    if code in TOKEN_REFUSED:
        sentence, advice = (
            "Slack refuses the bot's token.",
            "Check SLACK_BOT_TOKEN, or install the app again.",
        )
    elif code == "missing_scope":
        sentence = f"The app lacks the permission “{needed or 'unknown'}”."
        advice = "Add this scope to the app's manifest and install the app again."
    else:
        sentence, advice = _SENTENCES.get(code, (f"Slack refused the request ({code[:60]}).", ""))
    return SlackError(sentence, advice=advice, cause=cause, code=code)


def unknown_outcome(cause: str, *, code: str = "") -> UnknownOutcomeError:
    """The error for a request whose answer never came; without a code, since that would be Slack's word."""
    return UnknownOutcomeError(
        "Slack did not answer in time.", advice="Try again in a minute.", cause=cause, code=code
    )
