"""Offices and edits of actors as lines of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.knowledge import Role

if TYPE_CHECKING:
    from bot.storage.actor_edits import ActorEdit


def count_of(number: int, noun: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def describe_role(role: Role) -> str:
    """ "president of russia, 2012-05-07 to today"."""
    term = f"{role.start or '…'} to {role.end or 'today'}"
    return role.title + (f" of {role.of}" if role.of else "") + f", {term}"


def describe_edit(edit: ActorEdit) -> str:
    """ "2026-11-21 09:00 UTC, anna: merge (into: vladimir-putin)"."""
    detail = ", ".join(f"{key}: {_words(value)}" for key, value in edit.detail.items() if value)
    return f"{edit.at:%Y-%m-%d %H:%M} UTC, {edit.by or 'somebody'}: {edit.action}" + (
        f" ({detail})" if detail else ""
    )


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
