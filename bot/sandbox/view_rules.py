"""Slack's rules for views: modals and Home tabs."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.block_rules import check_blocks
from bot.sandbox.findings import Findings, Json
from bot.sandbox.limits import limit


def check_view(view: Any) -> Findings:
    """Everything that Slack would find wrong with a view; pointers start at `/view`."""
    findings = Findings()
    body = findings.record(view, "/view")
    if not body:
        return findings
    kind = findings.kind(body, "/view", ("modal", "home"))
    if not kind:
        return findings
    _check_names(body, findings)
    if kind == "modal":
        _check_modal(body, findings)
    blocks = check_blocks(body.get("blocks"), "modal" if kind == "modal" else "home", at="/view/blocks")
    findings.faults.extend(blocks.faults)
    return findings


def is_too_large(view: Json) -> bool:
    """Whether the view is beyond the 250 kB that Slack takes."""
    return len(json.dumps(view).encode()) > limit("view.bytes")


def _check_names(view: Json, findings: Findings) -> None:
    findings.string(view, "private_metadata", "/view", "view.private_metadata")
    findings.string(view, "callback_id", "/view", "view.callback_id")
    findings.string(view, "external_id", "/view", "view.external_id")


def _check_modal(view: Json, findings: Findings) -> None:
    findings.text(view, "title", "/view", "view.title")
    findings.text(view, "submit", "/view", "view.button", required=False)
    findings.text(view, "close", "/view", "view.button", required=False)
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(
        isinstance(b, dict) and b.get("type") == "input" for b in blocks
    )
    if has_input and "submit" not in view:
        findings.add("/view/submit", "missing required field: submit")
