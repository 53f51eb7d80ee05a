"""Errors carry a sentence for the person and a cause for the log, also across process borders."""

from __future__ import annotations

import pickle

from bot.errors import FetchError, RapporteurError, SlackError


def test_an_error_survives_pickling() -> None:
    error = FetchError("The site refused.", advice="Try later.", cause="HTTP 403")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes
    assert isinstance(again, FetchError)
    assert (again.sentence, again.advice, again.cause) == ("The site refused.", "Try later.", "HTTP 403")
    assert again.message == "The site refused. Try later."


def test_a_richer_error_survives_pickling_too() -> None:
    error = SlackError("Not in the channel.", code="not_in_channel")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes
    assert isinstance(again, RapporteurError)
    assert again.code == "not_in_channel"
