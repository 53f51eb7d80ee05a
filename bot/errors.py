"""The errors of Rapporteur: each has a sentence for the person and a cause for the log.

Everything that can go wrong because of the outside world (a feed, a file, a setting, a query, Slack) is
raised as a `RapporteurError`. Its `sentence` says what happened and its `advice` what to do next; both are
safe to show. `cause` holds the technical detail and goes to the log only.
"""

from __future__ import annotations

from typing import Any


class RapporteurError(Exception):
    """Root of all expected errors.

    Args:
        sentence: what happened, for a person; no stack trace, no secret, one or two sentences.
        advice: what to do next, for a person; may be empty where the sentence says it.
        cause: technical detail for the log.
    """

    def __init__(self, sentence: str, *, advice: str = "", cause: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice
        self.cause = cause

    def __reduce__(self) -> tuple[object, ...]:
        """Cross process borders whole (the default would lose the keyword arguments)."""
        return (_rebuild, (type(self), vars(self)))

    @property
    def message(self) -> str:
        """The sentence and the advice, as one text to show."""
        return f"{self.sentence} {self.advice}".strip()


def _rebuild(kind: type[RapporteurError], state: dict[str, Any]) -> RapporteurError:
    error = kind(state["sentence"])
    vars(error).update(state)
    return error


class SettingError(RapporteurError):
    """A setting is missing or wrong; the start stops with this one line."""


class UsageError(RapporteurError):
    """A command was called in a way that it does not understand."""


class QueryError(UsageError):
    """A query or topic does not parse."""


class UnknownNameError(UsageError):
    """A name is neither an actor nor a theme; `suggestions` holds up to three near ones."""

    def __init__(
        self,
        sentence: str,
        *,
        advice: str = "",
        cause: str = "",
        suggestions: tuple[str, ...] = (),
    ) -> None:
        super().__init__(sentence, advice=advice, cause=cause)
        self.suggestions = suggestions


class FetchError(RapporteurError):
    """An address could not be fetched: refused, not found, too large, too slow."""


class FeedError(RapporteurError):
    """What was fetched is no feed, or no feed that can be read."""


class RejectedError(RapporteurError):
    """A file or a page holds no article that can be read; nothing is lost, the sentence says why."""


class ChildError(RapporteurError):
    """A child process was stopped at its limit of time, CPU or memory, or died."""


class StorageError(RapporteurError):
    """The database cannot be opened, is too new, or is locked by another process."""


class NotFoundError(RapporteurError):
    """No such row in this workspace."""


class NotAllowedError(RapporteurError):
    """A person may not change that here; the advice says whom to ask."""


class MailError(RapporteurError):
    """An e-mail could not be sent."""


class SlackError(RapporteurError):
    """Slack refused a call; `code` is Slack's own error code, such as `not_in_channel`."""

    def __init__(self, sentence: str, *, advice: str = "", cause: str = "", code: str = "") -> None:
        super().__init__(sentence, advice=advice, cause=cause)
        self.code = code


class StoppedError(Exception):
    """Work was not begun, or broken off, because the program stops; nothing was stored of it.

    It is no RapporteurError on purpose: what is broken off is not refused, it is done at the next start.
    """


class MessageTooLargeError(SlackError):
    """A message is beyond Slack's limits; raised by our own checker before it is sent."""
