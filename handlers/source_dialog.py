"""The dialogs in which a feed is added or a list of feeds is taken in, and files and links handed over."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.errors import RapporteurError, UsageError
from bot.model.articles import SourceKind
from bot.model.intake import FeedPreview
from bot.storage.sources import add_source, load_sources
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Button, Paragraph, Small, bold, line
from handlers.feature import Feature, FormListener
from handlers.forms import Form, ask_file, ask_text, parse_kept, say
from handlers.permissions import require_change
from handlers.replies import ASK, Reply
from handlers.visit import Visit

ADD, WATCH, IMPORT = "source_add", "source_watch", "source_import"
ADDRESS, LIST = "source_address", "source_list"
MAX_OPML = 5_000_000  # bytes

LOOKING = Form(
    name="source_looking",
    title="Add a feed",
    blocks=say(Paragraph((line("Looking at that address…"),))),
)


def add_form(channel: str, address: str = "", wrong: str = "") -> Form:
    """Asks for an address."""
    return Form(
        name=ADD,
        title="Add a feed",
        submit="Look",
        close="Cancel",
        kept=json.dumps({"channel": channel}),
        blocks=(
            ask_text(
                ADDRESS,
                "Address of a feed or a site",
                initial=address,
                placeholder="https://news.example.org/",
                hint="Of a site, the feed that its page names is taken.",
                most=2_000,
            ),
            *(say(Paragraph((line(bold(wrong)),))) if wrong else ()),
        ),
    )


def watch_form(channel: str, preview: FeedPreview) -> Form:
    """Shows what a feed holds, and asks whether to watch it."""
    samples = tuple(line(clip(clean(title), 200)) for title in preview.samples)
    return Form(
        name=WATCH,
        title="Add a feed",
        submit="Watch",
        close="Cancel",
        kept=json.dumps(
            {"channel": channel, "address": preview.address[:2_000], "name": clip(preview.name, 200)}
        ),
        blocks=say(
            Paragraph((line(bold(clip(clean(preview.name), 200))), line(preview.address[:500]))),
            *((Bullets(samples),) if samples else (Small("The feed is there, and holds nothing now."),)),
        ),
    )


def import_form(channel: str) -> Form:
    """Asks for a list of feeds."""
    return Form(
        name=IMPORT,
        title="Import feeds",
        submit="Import",
        close="Cancel",
        kept=json.dumps({"channel": channel}),
        blocks=(ask_file(LIST, "OPML file", ("opml", "xml"), hint="As other feed readers export it."),),
    )


def _open_add(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    visit.require_open(add_form(visit.call.channel_id))


def _open_import(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    visit.require_open(import_form(visit.call.channel_id))


def _check_address(visit: Visit) -> Mapping[str, str]:
    address = str(visit.call.view.values.get(ADDRESS, "")) if visit.call.view else ""
    plausible = ("." in address or "://" in address) and " " not in address.strip()
    return {} if plausible else {ADDRESS: "Write an address, such as https://news.example.org/"}


def _look(visit: Visit) -> None:
    """Fetch the feed and show it in the open form; what is wrong is shown there too."""
    if visit.call.view is None or visit.services.intake is None:
        return
    channel = _kept(visit)["channel"]
    address = str(visit.call.view.values.get(ADDRESS, "")).strip()
    try:
        require_change(visit.request(), visit.services)
        preview = visit.services.intake.preview_feed(address)
    except RapporteurError as error:
        visit.show(add_form(channel, address, error.message))
        return
    visit.show(watch_form(channel, preview))


def _watch(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    kept = _kept(visit, "address", "name")
    with visit.services.database.write(visit.workspace.id) as scope:
        source = add_source(scope, SourceKind.FEED, kept["address"], kept["name"], visit.services.clock())
    reply = Reply(
        heading="Watching",
        parts=(
            Paragraph((line(bold(f"{source.id}. "), clip(clean(source.name), 200)),)),
            Small("Its articles come in within a minute; those older than a day are in no digest."),
        ),
        buttons=(Button("All sources", ASK, "/sources"),),
    )
    visit.at(kept["channel"]).answer(reply)


def _import(visit: Visit) -> None:
    """Take in a list that was put into the form."""
    require_change(visit.request(), visit.services)  # before a byte is fetched
    files = visit.call.view.values.get(LIST, ()) if visit.call.view else ()
    if not files or visit.slack is None:
        raise UsageError("There is no file.", advice="Choose an OPML file in the form.")
    _, content = visit.slack.fetch_file(files[0], MAX_OPML)
    visit.at(_kept(visit)["channel"]).answer(import_feeds(visit, content))


def import_feeds(visit: Visit, content: bytes) -> Reply:
    """Watch the feeds of a list, however it was handed over.

    Raises:
        NotAllowedError: the person may not change the sources.
        RejectedError: it is no such list.
    """
    from bot.fetch.opml import parse_opml  # an XML library: not for every answer

    require_change(visit.request(), visit.services)
    listed = parse_opml(content)
    with visit.services.database.write(visit.workspace.id) as scope:
        before = {source.address for source in load_sources(scope)}
        for feed in listed:
            add_source(scope, SourceKind.FEED, feed.address, feed.name, visit.services.clock())
    new = [feed for feed in listed if feed.address not in before]
    known = len(listed) - len(new)
    return Reply(
        heading="Feeds imported",
        parts=(
            Paragraph(
                (
                    line(
                        f"{count_of(len(new), 'feed is', 'feeds are')} watched now"
                        + (f"; {count_of(known, 'was', 'were')} watched already." if known else ".")
                    ),
                )
            ),
            Small("Those that do not answer show up in /sources health within a few minutes."),
        ),
        buttons=(Button("All sources", ASK, "/sources"),),
    )


def _kept(visit: Visit, *keys: str) -> dict[str, str]:
    """What the form was opened with. Raises UsageError where an older version opened it."""
    kept = parse_kept(visit.call.view.kept if visit.call.view else "", "channel", *keys)
    return {key: str(value) for key, value in kept.items()}


FEATURE = Feature(
    actions={ADD: _open_add, IMPORT: _open_import},
    forms={
        ADD: FormListener(_look, _check_address, waiting=LOOKING),
        WATCH: FormListener(_watch),
        IMPORT: FormListener(_import),
    },
)
