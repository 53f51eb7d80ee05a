"""What is wrong with a payload: collected with JSON pointers, as Slack reports it in `response_metadata`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.sandbox.limits import limit

Json = dict[str, Any]


class Findings:
    """The faults found so far in one payload; every check adds to it and none stops at the first."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, str]] = []

    def add(self, pointer: str, message: str) -> None:
        """Note a fault at the place that `pointer` (RFC 6901) names."""
        self.faults.append((pointer, message))

    @property
    def messages(self) -> list[str]:
        """The faults in the wording of Slack's `response_metadata.messages`."""
        return [f"[ERROR] {error}" for error in self.errors]

    @property
    def errors(self) -> list[str]:
        """The same in the wording of the `errors` beside `invalid_blocks`."""
        return [f"{message} [json-pointer:{pointer}]" for pointer, message in self.faults]

    def string(self, owner: Json, key: str, at: str, rule: str = "", *, required: bool = False) -> str:
        """Check that `owner[key]` is a string within the limit named `rule`; return it, or ""."""
        value = owner.get(key)
        if value is None:
            if required:
                self.add(at, f"missing required field: {key}")
            return ""
        if not isinstance(value, str):
            self.add(f"{at}/{key}", "must be a string")
            return ""
        if required and not value:
            self.add(f"{at}/{key}", "must be more than 0 characters")
        if rule and len(value) > limit(rule):
            self.add(f"{at}/{key}", f"must be less than {limit(rule) + 1} characters")
        return value

    def items(self, owner: Json, key: str, at: str, rule: str, *, least: int = 1) -> list[Any]:
        """Check that `owner[key]` is a list of `least` items up to the limit named `rule`; return it, or []."""
        value = owner.get(key)
        if not isinstance(value, list):
            self.add(at, f"missing required field: {key}")
            return []
        if len(value) < least:
            self.add(f"{at}/{key}", f"no fewer than {least} items allowed")
        if len(value) > limit(rule):
            self.add(f"{at}/{key}", f"no more than {limit(rule)} items allowed")
        return value

    def record(self, value: Any, at: str) -> Json:
        """Check that `value` is an object; return it, or {}."""
        if isinstance(value, dict):
            return value
        self.add(at, "must be an object")
        return {}

    def choice(
        self, owner: Json, key: str, at: str, allowed: tuple[str, ...], default: str | None = None
    ) -> str:
        """Check that `owner[key]`, or `default` where it is missing, is one of `allowed`; return it, or ""."""
        value = owner.get(key, default)
        if isinstance(value, str) and value in allowed:
            return value
        self.add(f"{at}/{key}", f"must be one of: {', '.join(allowed)}")
        return ""

    def kind(self, body: Json, at: str, allowed: Collection[str]) -> str:
        """Check that `body` is of an allowed type; return the type, or ""."""
        kind = body.get("type")
        if isinstance(kind, str) and kind in allowed:
            return kind
        self.add(f"{at}/type", f"unsupported type: {kind}")
        return ""

    def text(
        self, owner: Json, key: str, at: str, rule: str, *, plain: bool = True, required: bool = True
    ) -> None:
        """Check that `owner[key]` is a text object of an allowed type and length."""
        if owner.get(key) is None:
            if required:
                self.add(at, f"missing required field: {key}")
            return
        place = f"{at}/{key}"
        text = self.record(owner[key], place)
        if not text:
            return
        allowed = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        if text.get("type") not in allowed:
            self.add(f"{place}/type", f"must be one of: {', '.join(allowed)}")
        if text.get("type") == "mrkdwn" and "emoji" in text:
            self.add(f"{place}/emoji", "emoji is allowed in plain_text only")
        self.string(text, "text", place, rule, required=True)

    def unique(self, values: list[Any], at: str, what: str) -> None:
        """Check that no value occurs twice."""
        seen = set()
        for value in values:
            if value in seen:
                self.add(at, f"{what} {value!r} already exists")
            seen.add(value)
