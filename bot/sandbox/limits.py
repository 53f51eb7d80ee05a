"""Slack's limits as the local workspace enforces them: one row a limit, with the page of Slack's docs it is from.

This table is kept apart from the one in `bot.slack` on purpose: a limit mistyped there must be refused here.
Pages are relative to https://docs.slack.dev/reference/.
"""

from __future__ import annotations

DOCS = "https://docs.slack.dev/reference/"

LIMITS: dict[str, tuple[int, str]] = {
    # Messages and views
    "message.blocks": (50, "block-kit/blocks"),
    "view.blocks": (100, "block-kit/blocks"),
    "message.text": (40_000, "methods/chat.postMessage"),
    "message.attachments": (100, "methods/chat.postMessage"),
    "message.tables": (1, "block-kit/blocks/table-block"),
    "message.charts": (2, "block-kit/blocks/data-visualization-block"),
    "message.markdown": (12_000, "block-kit/blocks/markdown-block"),
    "message.table_characters": (10_000, "block-kit/blocks/table-block"),
    "metadata.bytes": (16_384, "metadata"),
    "view.bytes": (250_000, "methods/views.open"),
    "view.title": (24, "views/modal-views"),
    "view.button": (24, "views/modal-views"),
    "view.private_metadata": (3_000, "views/modal-views"),
    "view.callback_id": (255, "views/modal-views"),
    "view.external_id": (255, "views/modal-views"),
    "view.stack": (3, "methods/views.push"),
    "response_url.uses": (5, "interaction-payloads"),
    "response_url.seconds": (1_800, "interaction-payloads"),
    "trigger.seconds": (3, "interaction-payloads"),
    # Blocks
    "block_id": (255, "block-kit/blocks"),
    "action_id": (255, "block-kit/block-elements"),
    "section.text": (3_000, "block-kit/blocks/section-block"),
    "section.fields": (10, "block-kit/blocks/section-block"),
    "section.field": (2_000, "block-kit/blocks/section-block"),
    "header.text": (150, "block-kit/blocks/header-block"),
    "context.elements": (10, "block-kit/blocks/context-block"),
    "context.text": (3_000, "block-kit/composition-objects/text-object"),
    "actions.elements": (25, "block-kit/blocks/actions-block"),
    "context_actions.elements": (5, "block-kit/blocks/context-actions-block"),
    "image.url": (3_000, "block-kit/blocks/image-block"),
    "image.alt_text": (2_000, "block-kit/blocks/image-block"),
    "image.title": (2_000, "block-kit/blocks/image-block"),
    "input.label": (2_000, "block-kit/blocks/input-block"),
    "input.hint": (2_000, "block-kit/blocks/input-block"),
    "table.rows": (100, "block-kit/blocks/table-block"),
    "table.cells": (20, "block-kit/blocks/table-block"),
    "table.column_settings": (20, "block-kit/blocks/table-block"),
    "data_table.rows": (101, "block-kit/blocks/data-table-block"),
    "data_table.cells": (20, "block-kit/blocks/data-table-block"),
    "data_table.page_size": (100, "block-kit/blocks/data-table-block"),
    "chart.title": (50, "block-kit/blocks/data-visualization-block"),
    "chart.series": (6, "block-kit/blocks/data-visualization-block"),
    "chart.segments": (6, "block-kit/blocks/data-visualization-block"),
    "chart.points": (20, "block-kit/blocks/data-visualization-block"),
    "chart.label": (20, "block-kit/blocks/data-visualization-block"),
    "chart.axis_label": (50, "block-kit/blocks/data-visualization-block"),
    "card.title": (150, "block-kit/blocks/card-block"),
    "card.body": (200, "block-kit/blocks/card-block"),
    "card.actions": (3, "block-kit/blocks/card-block"),
    "carousel.elements": (10, "block-kit/blocks/carousel-block"),
    "container.child_blocks": (10, "block-kit/blocks/container-block"),
    "container.title": (150, "block-kit/blocks/container-block"),
    "video.text": (199, "block-kit/blocks/video-block"),  # "must be less than 200 characters"
    "video.author": (49, "block-kit/blocks/video-block"),
    # Elements and what they are composed of
    "button.text": (75, "block-kit/block-elements/button-element"),
    "button.value": (2_000, "block-kit/block-elements/button-element"),
    "button.url": (3_000, "block-kit/block-elements/button-element"),
    "accessibility_label": (75, "block-kit/block-elements/button-element"),
    "select.options": (100, "block-kit/block-elements/select-menu-element"),
    "select.groups": (100, "block-kit/block-elements/select-menu-element"),
    "placeholder": (150, "block-kit/block-elements/select-menu-element"),
    "overflow.options": (5, "block-kit/block-elements/overflow-menu-element"),
    "choice.options": (10, "block-kit/block-elements/radio-button-group-element"),
    "option.text": (75, "block-kit/composition-objects/option-object"),
    "option.value": (150, "block-kit/composition-objects/option-object"),
    "option.description": (75, "block-kit/composition-objects/option-object"),
    "option.url": (3_000, "block-kit/composition-objects/option-object"),
    "group.label": (75, "block-kit/composition-objects/option-group-object"),
    "file_input.max_files": (10, "block-kit/block-elements/file-input-element"),
    "plain_text_input.length": (3_000, "block-kit/block-elements/plain-text-input-element"),
    "confirm.title": (100, "block-kit/composition-objects/confirmation-dialog-object"),
    "confirm.text": (300, "block-kit/composition-objects/confirmation-dialog-object"),
    "confirm.button": (30, "block-kit/composition-objects/confirmation-dialog-object"),
}


def limit(name: str) -> int:
    """The highest number allowed, by its name in `LIMITS`."""
    return LIMITS[name][0]


def source_of(name: str) -> str:
    """The address of the page in Slack's docs that states the limit."""
    return DOCS + LIMITS[name][1]
