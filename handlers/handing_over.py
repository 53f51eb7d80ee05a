"""Articles that people hand over in Slack: the links or text of a message, a file shared with the bot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.errors import SlackError, UsageError
from bot.model.intake import Filed
from bot.services import Intake
from bot.slack.port import SlackPort
from bot.storage.settings import load_setting
from digests.items import count_of
from digests.mrkdwn import clean, clip, safe_link
from digests.page import Bullets, Button, Line, Paragraph, bold, line, link
from handlers.feature import Feature
from handlers.replies import ASK, Reply
from handlers.source_dialog import import_feeds
from handlers.visit import Visit

ADD = "add_to_monitoring"  # the message shortcut's callback_id, as in the manifest
FILE_CHANNELS = "file_channels"  # the setting: ids of channels whose shared files are read
MOST_LINKS = 10
MOST_SHOWN = 20
SHORTEST_TEXT = 200  # characters of a message that may be an article itself
MAX_FILE = 20_000_000  # bytes, as in the drop folder
_LINK = re.compile(r"<(https?://[^|>\s]{1,2000})(?:\|[^>]*)?>")
_STATUS = {
    "new": "added",
    "changed": "known, with a new text",
    "copy": "added; another outlet has it too",
    "known": "known already",
}


def list_links(message: Mapping[str, Any]) -> tuple[str, ...]:
    """The web addresses in a message, each once, in order: of its rich text, else of its text."""
    found = [*_walk(message.get("blocks") or ()), *_LINK.findall(str(message.get("text") or ""))]
    plain = (address.replace("&amp;", "&") for address in found)
    return tuple(dict.fromkeys(address for address in plain if safe_link(address)))


def _walk(node: Any) -> Iterator[str]:
    """The addresses of all links in blocks, wherever they stand."""
    if isinstance(node, Mapping):
        if node.get("type") == "link" and isinstance(node.get("url"), str):
            yield node["url"]
        for value in node.values():
            yield from _walk(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _walk(value)


def _on_shortcut(visit: Visit) -> None:
    """Read the files of the message, the pages that it links to, or its own text."""
    intake = _intake(visit)
    message = visit.call.told
    files = tuple(str(file["id"]) for file in message.get("files") or () if file.get("id"))
    links = list_links(message)
    filed: list[Filed] = []
    if files and visit.slack:
        filed += _read_files(visit, intake, visit.slack, files)
    for address in links[:MOST_LINKS]:
        filed += intake.read_address(visit.workspace.id, address)
    if not filed:
        filed += _read_text(visit, intake, str(message.get("text") or ""))
    left = len(links) - MOST_LINKS
    visit.answer(compose_filed(filed, f"{left} more links were left out." if left > 0 else ""))


def _read_text(visit: Visit, intake: Intake, text: str) -> tuple[Filed, ...]:
    if len(text) < SHORTEST_TEXT:
        raise UsageError(
            "There is nothing to add in that message.",
            advice="I read the pages that a message links to, its files, or a text of some length.",
        )
    stamp = visit.call.message_ts.replace(".", "")
    address = f"slack:{visit.call.channel_id}/p{stamp}"
    return intake.read_file(visit.workspace.id, "message.txt", text.encode(), address)


def _on_file(visit: Visit) -> None:
    """A file was shared: read where it is a direct message with the bot, or a channel chosen for it."""
    if visit.slack is None or not visit.call.user_id or not _is_meant(visit):
        return
    file = str(visit.call.told.get("file_id") or (visit.call.told.get("file") or {}).get("id") or "")
    if not file:
        return
    name, content = visit.slack.fetch_file(file, MAX_FILE)
    if name.lower().endswith(".opml"):
        visit.answer(import_feeds(visit, content))
        return
    filed = _intake(visit).read_file(visit.workspace.id, name, content)
    visit.answer(compose_filed(filed))


def _is_meant(visit: Visit) -> bool:
    """The bot's own uploads are no articles; neither are files of channels that nobody chose."""
    if visit.call.channel_id.startswith("D"):
        return True
    with visit.services.database.read(visit.workspace.id) as scope:
        return visit.call.channel_id in load_setting(scope, FILE_CHANNELS, [])


def _read_files(visit: Visit, intake: Intake, slack: SlackPort, files: Iterable[str]) -> Iterator[Filed]:
    for file in files:
        try:
            name, content = slack.fetch_file(file, MAX_FILE)
        except SlackError as error:
            yield Filed(label="a file", status="rejected", reason=error.message)
        else:
            yield from intake.read_file(visit.workspace.id, name, content)


def _intake(visit: Visit) -> Intake:
    if visit.services.intake is None:
        raise UsageError("Nothing can be read here.", advice="Use the drop folder.")
    return visit.services.intake


def compose_filed(filed: Iterable[Filed], left_out: str = "") -> Reply:
    """What became of each article, refused ones with their reason."""
    every = tuple(filed)
    good = [one for one in every if one.status != "rejected"]
    items = tuple(_filed_line(one) for one in every[:MOST_SHOWN])
    said = [line(left_out)] if left_out else []
    if len(every) > MOST_SHOWN:
        said.append(line(f"and {len(every) - MOST_SHOWN} more"))
    return Reply(
        heading="Added to monitoring" if good else "Nothing was added",
        understood=count_of(len(good), "article", "articles") if good else "",
        parts=(Bullets(items), *((Paragraph(tuple(said)),) if said else ())),
        buttons=(Button("A digest now", ASK, "/digest 24h"),) if good else (),
    )


def _filed_line(filed: Filed) -> Line:
    name = link(clip(clean(filed.label), 200), filed.label)
    if filed.status == "rejected":
        return line(name, " — ", bold("not read: "), clip(clean(filed.reason or "the log says why"), 300))
    off = "" if filed.relevant or filed.status == "known" else "; it matches none of your themes"
    return line(name, f" — {_STATUS.get(filed.status, filed.status)}{off}")


FEATURE = Feature(shortcuts={ADD: _on_shortcut}, events={"file_shared": _on_file})
