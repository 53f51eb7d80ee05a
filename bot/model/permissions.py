"""Who may change what the whole desk works with: its sources, themes and settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Changers(StrEnum):
    """Who may; `admins` unless a workspace chose otherwise."""

    EVERYONE = "everyone"
    ADMINS = "admins"  # admins and owners of the Slack workspace, and those listed
    LISTED = "listed"  # those listed, and nobody else


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRule:
    """What a workspace chose."""

    changers: Changers = Changers.ADMINS
    listed: tuple[str, ...] = ()  # Slack's user ids


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody who wants to change something."""

    id: str  # Slack's user id
    is_admin: bool  # admin or owner of the Slack workspace


def may_change(user: Member, rule: ChangeRule) -> bool:
    """Whether this person may change sources, themes and settings."""
    if rule.changers is Changers.EVERYONE or user.id in rule.listed:
        return True
    return rule.changers is Changers.ADMINS and user.is_admin
