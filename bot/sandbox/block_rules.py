"""Slack's rules for the blocks of a message, a modal or a Home tab."""

from __future__ import annotations

from typing import Any, Literal

from bot.sandbox.card_rules import (
    check_alert,
    check_card,
    check_carousel,
    check_plan,
    check_task,
    check_video,
)
from bot.sandbox.element_rules import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    Rule,
    check_element,
    check_url,
)
from bot.sandbox.findings import Findings, Json
from bot.sandbox.limits import limit
from bot.sandbox.rich_rules import check_chart, check_data_table, check_rich_text, check_table, text_length

Surface = Literal["message", "modal", "home"]
_MESSAGE_ONLY = frozenset(
    ("table", "data_table", "data_visualization", "context_actions", "markdown", "task_card", "plan")
)
_MODAL_ONLY = frozenset(("alert",))
_IN_CONTAINER = frozenset(
    ("actions", "context", "divider", "header", "image", "input", "rich_text", "section", "table", "video")
)
_TABLES = frozenset(("table", "data_table"))


def check_blocks(blocks: Any, surface: Surface, *, at: str = "/blocks") -> Findings:
    """Everything that Slack would find wrong with the blocks of a message, a modal or a Home tab."""
    findings = Findings()
    if not isinstance(blocks, list):
        findings.add(at, "must be an array")
        return findings
    most = limit("message.blocks" if surface == "message" else "view.blocks")
    if len(blocks) > most:
        findings.add(at, f"no more than {most} items allowed")
    for index, block in enumerate(blocks):
        _check_block(block, f"{at}/{index}", findings, surface)
    records = [block for block in blocks if isinstance(block, dict)]
    findings.unique([b["block_id"] for b in records if isinstance(b.get("block_id"), str)], at, "block_id")
    _check_totals(records, at, findings)
    return findings


def _check_block(block: Any, at: str, findings: Findings, surface: Surface) -> None:
    body = findings.record(block, at)
    if not body:
        return
    allowed = _RULES.keys() - (_MESSAGE_ONLY if surface != "message" else frozenset())
    allowed -= _MODAL_ONLY if surface != "modal" else frozenset()
    kind = findings.kind(body, at, allowed)
    if not kind:
        return
    findings.string(body, "block_id", at, "block_id")
    _RULES[kind](body, at, findings)
    if kind == "container":
        _check_container(body, at, findings, surface)


def _check_container(block: Json, at: str, findings: Findings, surface: Surface) -> None:
    findings.text(block, "title", at, "container.title", required="rich_text_title" not in block)
    findings.text(block, "subtitle", at, "container.title", plain=False, required=False)
    findings.choice(block, "width", at, ("narrow", "standard", "wide", "full"), "standard")
    for index, child in enumerate(findings.items(block, "child_blocks", at, "container.child_blocks")):
        place = f"{at}/child_blocks/{index}"
        if isinstance(child, dict) and child.get("type") in _IN_CONTAINER:
            _check_block(child, place, findings, surface)
        else:
            findings.add(f"{place}/type", "unsupported type in a container")


def _check_totals(blocks: list[Json], at: str, findings: Findings) -> None:
    """The limits on a message as a whole."""
    tables = [block for block in blocks if str(block.get("type")) in _TABLES]
    if len(tables) > limit("message.tables"):
        findings.add(at, "only_one_table_allowed")
    if sum(text_length(table.get("rows")) for table in tables) > limit("message.table_characters"):
        findings.add(at, f"tables hold more than {limit('message.table_characters')} characters")
    charts = sum(block.get("type") == "data_visualization" for block in blocks)
    if charts > limit("message.charts"):
        findings.add(at, f"no more than {limit('message.charts')} data_visualization blocks allowed")
    markdown = sum(len(str(b.get("text", ""))) for b in blocks if b.get("type") == "markdown")
    if markdown > limit("message.markdown"):
        findings.add(at, f"markdown blocks hold more than {limit('message.markdown')} characters")


def _check_section(block: Json, at: str, findings: Findings) -> None:
    if "text" not in block and "fields" not in block:
        findings.add(at, "missing required field: text or fields")
    findings.text(block, "text", at, "section.text", plain=False, required=False)
    if "fields" in block:
        for index, field in enumerate(findings.items(block, "fields", at, "section.fields")):
            findings.text({str(index): field}, str(index), f"{at}/fields", "section.field", plain=False)
    if "accessory" in block:
        check_element(block["accessory"], f"{at}/accessory", findings, IN_SECTION)


def _check_header(block: Json, at: str, findings: Findings) -> None:
    findings.text(block, "text", at, "header.text")


def _nothing_more(_block: Json, _at: str, _findings: Findings) -> None:
    """A divider has nothing that could be wrong, and a container is checked with its surface."""


def _check_context(block: Json, at: str, findings: Findings) -> None:
    for index, element in enumerate(findings.items(block, "elements", at, "context.elements")):
        place = f"{at}/elements/{index}"
        body = findings.record(element, place)
        if body.get("type") == "image":
            check_element(body, place, findings, frozenset(("image",)))
        else:
            findings.text({"e": body}, "e", place, "context.text", plain=False)


def _check_actions(block: Json, at: str, findings: Findings) -> None:
    _check_elements(block, at, findings, "actions.elements", IN_ACTIONS)


def _check_context_actions(block: Json, at: str, findings: Findings) -> None:
    _check_elements(block, at, findings, "context_actions.elements", IN_CONTEXT_ACTIONS)


def _check_elements(block: Json, at: str, findings: Findings, rule: str, allowed: frozenset[str]) -> None:
    elements = findings.items(block, "elements", at, rule)
    for index, element in enumerate(elements):
        check_element(element, f"{at}/elements/{index}", findings, allowed)
    ids = [e["action_id"] for e in elements if isinstance(e, dict) and isinstance(e.get("action_id"), str)]
    findings.unique(ids, f"{at}/elements", "action_id")


def _check_image(block: Json, at: str, findings: Findings) -> None:
    check_url(block, "image_url", at, findings, "image.url", required="slack_file" not in block)
    findings.string(block, "alt_text", at, "image.alt_text", required=True)
    findings.text(block, "title", at, "image.title", required=False)


def _check_input(block: Json, at: str, findings: Findings) -> None:
    findings.text(block, "label", at, "input.label")
    findings.text(block, "hint", at, "input.hint", required=False)
    if "element" not in block:
        findings.add(at, "missing required field: element")
        return
    check_element(block["element"], f"{at}/element", findings, IN_INPUT)


def _check_markdown(block: Json, at: str, findings: Findings) -> None:
    findings.string(block, "text", at, "message.markdown", required=True)


_RULES: dict[str, Rule] = {
    "section": _check_section,
    "header": _check_header,
    "divider": _nothing_more,
    "container": _nothing_more,
    "context": _check_context,
    "actions": _check_actions,
    "context_actions": _check_context_actions,
    "image": _check_image,
    "input": _check_input,
    "markdown": _check_markdown,
    "rich_text": check_rich_text,
    "table": check_table,
    "data_table": check_data_table,
    "data_visualization": check_chart,
    "card": check_card,
    "carousel": check_carousel,
    "alert": check_alert,
    "video": check_video,
    "task_card": check_task,
    "plan": check_plan,
}
