"""Slack's rules for blocks that frame content: cards, carousels, containers, alerts, videos, tasks."""

from __future__ import annotations

from bot.sandbox.element_rules import check_element, check_url
from bot.sandbox.findings import Findings, Json
from bot.sandbox.rich_rules import check_rich_text

_BUTTON = frozenset(("button",))
_IMAGE = frozenset(("image",))
ALERT_LEVELS = ("default", "info", "warning", "error", "success")


def check_card(card: Json, at: str, findings: Findings) -> None:
    """Check a `card`: a picture, a title, a text or buttons at least."""
    if not any(key in card for key in ("hero_image", "title", "actions", "body")):
        findings.add(at, "missing required field: hero_image, title, actions or body")
    for key, rule in (("title", "card.title"), ("subtitle", "card.title"), ("body", "card.body")):
        findings.text(card, key, at, rule, plain=False, required=False)
    for key in ("hero_image", "icon"):
        if key in card:
            check_element(card[key], f"{at}/{key}", findings, _IMAGE)
    if "actions" in card:
        for index, button in enumerate(findings.items(card, "actions", at, "card.actions")):
            check_element(button, f"{at}/actions/{index}", findings, _BUTTON)


def check_carousel(carousel: Json, at: str, findings: Findings) -> None:
    """Check a `carousel` of cards."""
    for index, card in enumerate(findings.items(carousel, "elements", at, "carousel.elements")):
        place = f"{at}/elements/{index}"
        body = findings.record(card, place)
        if findings.kind(body, place, ("card",)):
            check_card(body, place, findings)


def check_alert(alert: Json, at: str, findings: Findings) -> None:
    """Check an `alert`."""
    findings.text(alert, "text", at, "section.text", plain=False)
    findings.choice(alert, "level", at, ALERT_LEVELS, "default")


def check_video(video: Json, at: str, findings: Findings) -> None:
    """Check a `video`; its addresses are https only."""
    findings.text(video, "title", at, "video.text")
    findings.text(video, "description", at, "video.text", required=False)
    findings.string(video, "alt_text", at, "image.alt_text", required=True)
    findings.string(video, "author_name", at, "video.author")
    check_url(video, "thumbnail_url", at, findings, "image.url", required=True)
    for key in ("video_url", "title_url"):
        check_url(video, key, at, findings, "image.url", required=key == "video_url")
        if not str(video.get(key, "https:")).startswith("https:"):
            findings.add(f"{at}/{key}", "must be an https url")


def check_task(task: Json, at: str, findings: Findings) -> None:
    """Check a `task_card`."""
    findings.string(task, "task_id", at, required=True)
    findings.string(task, "title", at, required=True)
    findings.choice(task, "status", at, ("pending", "in_progress", "complete", "error"), "pending")
    for key in ("details", "output"):
        if key in task:
            check_rich_text(findings.record(task[key], f"{at}/{key}"), f"{at}/{key}", findings)


def check_plan(plan: Json, at: str, findings: Findings) -> None:
    """Check a `plan` of tasks."""
    findings.string(plan, "title", at, required=True)
    tasks = plan.get("tasks", [])
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        check_task(findings.record(task, f"{at}/tasks/{index}"), f"{at}/tasks/{index}", findings)
