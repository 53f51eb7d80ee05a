"""What a message consists of, checked as Slack checks it: text, blocks, attachments, metadata."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.block_rules import check_blocks
from bot.sandbox.block_walk import fill_ids
from bot.sandbox.limits import limit
from bot.sandbox.records import APP_ID, BOT_ID, BOT_USER_ID, Json, RefusedError
from bot.sandbox.state import Workspace

NO_TEXT = "This content can't be displayed."
_CHART = "data_visualization"


def read_content(arguments: Arguments, *, charts: bool = True) -> Json:
    """The content of a message: `text` and, where given, `blocks`, `attachments` and `metadata`.

    Args:
        arguments: of a chat method, or the body sent to a `response_url`.
        charts: whether a native chart may stand in this message.

    Raises:
        RefusedError: Slack would not take this content.
    """
    text = arguments.text("text")
    blocks = _read_blocks(arguments, charts=charts)
    attachments = _read_attachments(arguments, charts=charts)
    markdown = arguments.text("markdown_text")
    if markdown:
        blocks = _read_markdown(markdown, clashes=bool(text or blocks))
    if not (text.strip() or blocks or attachments):
        raise RefusedError("no_text")
    if len(text) > limit("message.text"):
        raise RefusedError("msg_too_long")
    content: Json = {"text": text or markdown or NO_TEXT}
    if blocks:
        content["blocks"] = blocks
    if attachments:
        content["attachments"] = attachments
    metadata = _read_metadata(arguments)
    if metadata:
        content["metadata"] = metadata
    return content


def bot_message(workspace: Workspace, content: Json) -> Json:
    """A message by the bot, without `ts`."""
    return {
        "type": "message",
        "user": BOT_USER_ID,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "team": workspace.team_id,
        "bot_profile": workspace.bot_profile,
        **content,
    }


def _read_blocks(arguments: Arguments, *, charts: bool) -> list[Json]:
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    require_valid_blocks(blocks, charts=charts)
    return fill_ids(blocks)


def require_valid_blocks(blocks: Any, *, charts: bool = True, at: str = "/blocks") -> None:
    """Check the blocks of a message.

    Raises:
        RefusedError: `invalid_blocks` with every fault, or `invalid_attachments` for a second table.
    """
    findings = check_blocks(blocks, "message", at=at)
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(block, dict) and block.get("type") == "input":
            findings.add(f"{at}/{index}/type", "unsupported type: input")
        if isinstance(block, dict) and block.get("type") == _CHART and not charts:
            findings.add(f"{at}/{index}/type", f"unsupported type: {_CHART}")
    if not findings.faults:
        return
    tables_only = all(message == "only_one_table_allowed" for _, message in findings.faults)
    code = "invalid_attachments" if tables_only else "invalid_blocks"
    raise RefusedError(code, messages=findings.messages, errors=findings.errors)


def _read_attachments(arguments: Arguments, *, charts: bool) -> list[Json]:
    attachments = arguments.structure("attachments", "invalid_attachments")
    if attachments is None:
        return []
    if not isinstance(attachments, list) or not all(isinstance(item, dict) for item in attachments):
        raise RefusedError("invalid_attachments")
    if len(attachments) > limit("message.attachments"):
        raise RefusedError("too_many_attachments")
    for index, attachment in enumerate(attachments):
        if attachment.get("blocks"):
            require_valid_blocks(attachment["blocks"], charts=charts, at=f"/attachments/{index}/blocks")
            attachment["blocks"] = fill_ids(attachment["blocks"])
    return attachments


def _read_markdown(markdown: str, *, clashes: bool) -> list[Json]:
    if clashes:
        raise RefusedError("markdown_text_conflict")
    if len(markdown) > limit("message.markdown"):
        raise RefusedError("msg_too_long")
    return fill_ids([{"type": "markdown", "text": markdown}])


def _read_metadata(arguments: Arguments) -> Json | None:
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict):
        raise RefusedError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise RefusedError("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > limit("metadata.bytes"):
        raise RefusedError("metadata_too_large")
    return {"event_type": event_type, "event_payload": payload}
