"""The arguments of a Web API call, in any of the forms that Slack takes: query, form fields or JSON."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.sandbox.records import Json, RefusedError

_TRUE = frozenset(("1", "true", "True", "yes"))


class Arguments:
    """Arguments by name, read as the type that a method needs."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """The argument as text."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """The argument as text.

        Raises:
            RefusedError: `error`, where it is missing or empty.
        """
        value = self.text(name)
        if not value:
            raise RefusedError(error, messages=[f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """The argument as a truth value."""
        value = self.values.get(name)
        return default if value is None else value is True or str(value) in _TRUE

    def number(self, name: str, default: int, *, most: int, error: str = "invalid_limit") -> int:
        """The argument as a whole number from 1 to `most`.

        Raises:
            RefusedError: `error`, where it is no such number.
        """
        if name not in self:
            return default
        text = self.text(name)
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise RefusedError(error)
        return int(text)

    def structure(self, name: str, error: str) -> Any:
        """The argument as JSON, whether it came as text or as part of a JSON body; None where absent.

        Raises:
            RefusedError: `error`, where the text is no JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as problem:
            raise RefusedError(error) from problem


async def read_arguments(request: web.Request) -> Arguments:
    """The arguments of a request; of a multipart body only the text fields.

    Raises:
        RefusedError: the body is not what its content type says.
    """
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        values.update(await _read_json(request))
    elif request.method == "POST":
        form = await request.post()
        values.update({key: value for key, value in form.items() if isinstance(value, str)})
    return Arguments(values)


async def _read_json(request: web.Request) -> Json:
    body = await request.read()
    if not body:
        return {}
    try:
        values = json.loads(body)
    except ValueError as problem:
        raise RefusedError("invalid_json") from problem
    if not isinstance(values, dict):
        raise RefusedError("json_not_object")
    return values


def read_token(request: web.Request, arguments: Arguments) -> str:
    """The token of a call, from the header or from the body."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else arguments.text("token")
