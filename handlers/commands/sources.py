"""`/sources`: which feeds are watched and how they do; add, pause, remove, take in and give out lists."""

from __future__ import annotations

from bot.errors import UsageError
from bot.model.articles import Source, SourceKind
from bot.model.intake import FeedPreview
from bot.services import Services
from bot.slack.port import Upload
from bot.storage.sources import add_source, load_source, load_sources, pause_source, remove_source
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Button, Buttons, Paragraph, Part, Small, bold, line
from handlers.command import Command, Request
from handlers.options import page_buttons
from handlers.permissions import require_change
from handlers.replies import ASK, RERUN, Reply
from handlers.source_dialog import ADD, IMPORT, add_form, import_form
from handlers.source_words import count_health, describe_source, health_lines
from handlers.words import tidy

PER_PAGE = 12  # three blocks each, and Slack takes 50
_DEEDS = ("remove", "pause", "resume")
_LIST = "list"


def answer(request: Request, services: Services) -> Reply:
    """The list, its health, or what was asked to be done."""
    what, _, rest = tidy(request.text).partition(" ")
    what, rest = what.lower(), rest.strip()
    if what in ("", _LIST, "health"):
        return _list(request, services, failing=what == "health", page=_page(rest))
    if what == "add":
        return _add(request, services, rest)
    if what == "watch" and rest:
        return _watch(request, services, rest)
    if what == "import":
        require_change(request, services)
        return Reply(heading="Import feeds", form=import_form(request.channel_id), parts=(_how_to_import(),))
    if what == "export":
        return _export(request, services)
    if what in _DEEDS:
        return _list(request, services, done=_do(request, services, what, rest))
    raise UsageError("That is not understood.", advice="Write /sources help for what can be done.")


def _page(text: str) -> int:
    """ "page:2"; also "2", as buttons of older versions have it."""
    word = text.removeprefix("page").lstrip(": ")
    return int(word) if word.isdecimal() and 0 < len(word) < 5 else 1


def _do(request: Request, services: Services, deed: str, number: str) -> str:
    """Pause, resume or remove one source; says what was done."""
    require_change(request, services)
    number = number.lstrip("#")
    if not number.isdecimal() or len(number) > 12:
        raise UsageError("Which one?", advice=f"Write /sources {deed} 3 with a number of the list.")
    with services.database.write(request.workspace_id) as scope:
        source = load_source(scope, int(number))
        if deed == "remove":
            remove_source(scope, source.id)
            return f"Removed: {source.name}. Its articles stay."
        pause_source(scope, source.id, deed == "pause")
    return f"{'Paused' if deed == 'pause' else 'Resumed'}: {source.name}."


def _add(request: Request, services: Services, address: str) -> Reply:
    """What the feed holds, before it is watched; without an address a form."""
    require_change(request, services)
    if not address:
        return Reply(
            heading="Add a source",
            form=add_form(request.channel_id),
            parts=(Paragraph((line("Write /sources add with the address of a feed or a site."),)),),
        )
    if services.intake is None:
        raise UsageError("No feed can be fetched here.", advice="Use the running bot.")
    preview = services.intake.preview_feed(address.strip("<>").partition("|")[0])
    watched = find_watched(request, services, preview.address)
    if watched:
        return Reply(
            heading="Watched already",
            parts=(Paragraph((describe_source(watched, request.timezone),)), *_samples(preview)),
            buttons=(Button("All sources", ASK, "/sources"),),
        )
    return Reply(
        heading=f"Add {clip(clean(preview.name), 120)}?",
        understood=preview.address,
        parts=_samples(preview),
        buttons=(Button("Watch this feed", RERUN, f"/sources watch {preview.address}", primary=True),),
    )


def _samples(preview: FeedPreview) -> tuple[Part, ...]:
    if not preview.samples:
        return (Paragraph((line("The feed is there, and holds nothing now."),)),)
    shown = tuple(line(clip(clean(title), 200)) for title in preview.samples)
    return (
        Paragraph(
            (
                line(
                    bold("Its newest entries"),
                ),
            )
        ),
        Bullets(shown),
    )


def find_watched(request: Request, services: Services, address: str) -> Source | None:
    """The source of that address, where it is watched already."""
    with services.database.read(request.workspace_id) as scope:
        return next((s for s in load_sources(scope) if s.address == address), None)


def _watch(request: Request, services: Services, address: str) -> Reply:
    """Watch a feed that was shown before; it is looked at once more, for its name."""
    require_change(request, services)
    if services.intake is None:
        raise UsageError("No feed can be fetched here.", advice="Use the running bot.")
    preview = services.intake.preview_feed(address)
    with services.database.write(request.workspace_id) as scope:
        source = add_source(scope, SourceKind.FEED, preview.address, preview.name, request.now)
    return Reply(
        heading="Watching",
        parts=(
            Paragraph((describe_source(source, request.timezone),)),
            Small("Its articles come in within a minute; those older than a day are in no digest."),
        ),
        buttons=(
            Button("All sources", ASK, "/sources"),
            Button("Stop watching", RERUN, f"/sources remove {source.id}", danger=True),
        ),
    )


def _export(request: Request, services: Services) -> Reply:
    """All feeds as a file that other readers take."""
    from bot.fetch.opml import list_feeds, render_opml  # an XML library: not for every answer

    with services.database.read(request.workspace_id) as scope:
        feeds = list_feeds(load_sources(scope))
    content = render_opml(feeds, "Rapporteur's sources")
    return Reply(
        heading="Sources exported",
        parts=(Paragraph((line(f"{count_of(len(feeds), 'feed', 'feeds')}, sent to you as an OPML file."),)),),
        files=(Upload(name="sources.opml", title="Rapporteur's sources", content=content),),
    )


def _how_to_import() -> Part:
    return Paragraph((line("Send me an OPML file, as other feed readers export it, in a direct message."),))


def _list(
    request: Request, services: Services, *, done: str = "", failing: bool = False, page: int = 1
) -> Reply:
    with services.database.read(request.workspace_id) as scope:
        every = load_sources(scope)
    found = tuple(s for s in every if not failing or s.failing_since)
    pages = max(-(-len(found) // PER_PAGE), 1)
    page = min(page, pages)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    parts: list[Part] = [Paragraph((line(bold(done)),))] if done else []
    for source in shown:
        parts.append(Paragraph(health_lines(source, request.timezone)))
        parts.append(_buttons(source))
    if not found:
        none = "All feeds do well." if failing and every else "None yet. Add the address of a feed or a site."
        parts.append(Paragraph((line(none),)))
    command = "/sources health" if failing else f"/sources {_LIST}"
    return Reply(
        heading="Feeds that fail" if failing else "Sources",
        understood=count_health(every) + (f" · page {page} of {pages}" if pages > 1 else ""),
        parts=tuple(parts),
        buttons=(
            *page_buttons(command, "page", page, more=page < pages, labels=("‹ Back", "More ›")),
            Button("Add a feed", ADD, "", primary=not every),
            Button("Import OPML", IMPORT, ""),
            *((Button("Export OPML", ASK, "/sources export"),) if every else ()),
        ),
    )


def _buttons(source: Source) -> Buttons:
    pause = ("Resume", "resume") if source.paused else ("Pause", "pause")
    return Buttons(
        (
            Button(pause[0], RERUN, f"/sources {pause[1]} {source.id}"),
            Button(
                "Remove",
                RERUN,
                f"/sources remove {source.id}",
                danger=True,
                confirm="It is no longer watched; its articles stay.",
            ),
        )
    )


COMMAND = Command(
    name="sources",
    summary="which feeds are watched, and how they do",
    usage="[add URL | remove N | pause N | resume N | import | export | health]",
    examples=("/sources", "/sources add https://news.example.org/", "/sources health"),
    answer=answer,
    harmless=False,
    forms=frozenset({"add", "import"}),
)
