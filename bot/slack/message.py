"""One message as it goes to Slack: fallback text and blocks. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
"""A Block Kit block as JSON. Slack's own shapes are not modelled: the limit checker knows what matters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message's content, without where it goes."""

    text: str  # fallback for notifications and screen readers; Slack reads it as mrkdwn, so it is escaped
    blocks: tuple[Block, ...] = ()


def write_message(message: Message) -> str:
    """The message as JSON, the same bytes each time; kept beside its claim."""
    return json.dumps({"text": message.text, "blocks": list(message.blocks)}, ensure_ascii=False)


def parse_message(payload: str) -> Message:
    """Read what `write_message` wrote."""
    data = json.loads(payload)
    return Message(text=data["text"], blocks=tuple(data["blocks"]))
