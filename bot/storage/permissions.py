"""The rule by which a workspace lets people change sources, themes and settings."""

from __future__ import annotations

from bot.model.permissions import Changers, ChangeRule
from bot.storage.database import Scope
from bot.storage.settings import load_setting, save_setting

_KEY = "change_rule"


def load_change_rule(scope: Scope) -> ChangeRule:
    """What the workspace chose; until it does, its admins and nobody else."""
    value = load_setting(scope, _KEY)
    if value is None:
        return ChangeRule()
    return ChangeRule(changers=Changers(value["changers"]), listed=tuple(value["listed"]))


def save_change_rule(scope: Scope, rule: ChangeRule) -> None:
    """Remember what the workspace chose."""
    save_setting(scope, _KEY, {"changers": rule.changers.value, "listed": list(rule.listed)})
