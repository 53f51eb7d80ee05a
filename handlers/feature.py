"""What a matter with forms, buttons of its own, shortcuts or events tells the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from handlers.forms import Form
from handlers.visit import Visit

Listener = Callable[[Visit], None]
"""Works in a thread of the pool, after the acknowledgement; what it raises is told to the person."""


def accept(_: Visit) -> Mapping[str, str]:
    """The check of a form in which nothing can be wrong."""
    return {}


@dataclass(frozen=True, slots=True)
class FormListener:
    """Takes a form that was sent."""

    take: Listener
    check: Callable[[Visit], Mapping[str, str]] = accept
    """Before the acknowledgement: name of an input → what is wrong with it. Quick, changes nothing."""
    waiting: Form | None = None
    """What the modal shows while `take` works, which then shows something else; None closes it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """All names are plain words, each used by one feature only."""

    actions: Mapping[str, Listener] = field(default_factory=dict)  # of buttons, menus and live inputs
    forms: Mapping[str, FormListener] = field(default_factory=dict)  # by `Form.name`
    shortcuts: Mapping[str, Listener] = field(default_factory=dict)  # by callback_id, as in the manifest
    events: Mapping[str, Listener] = field(default_factory=dict)  # by type, as in the manifest
