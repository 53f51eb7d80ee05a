"""`/find QUERY`: stories that match, newest first or by relevance; `/find article:12`: one article to cite."""

from __future__ import annotations

from bot.clock import parse_timezone
from bot.query.names import NameTable, Resolved
from bot.query.span import parse_span
from bot.services import Services
from bot.storage.database import Scope
from digests.page import Button, Paragraph, line
from handlers.article import compose_article
from handlers.command import Command, Request
from handlers.exports import CSV
from handlers.finding import RELEVANCE, Search, compose_search, export_search
from handlers.naming import doubt_retries, read_topic
from handlers.options import Options, take_options
from handlers.replies import ASK, Reply
from handlers.words import tidy

_SETTINGS = ("page", "by", "article")


def answer(request: Request, services: Services) -> Reply:
    """Stories of a query, one article, or what came in last."""
    text, options = take_options(tidy(request.text), flags=(CSV,), settings=_SETTINGS)
    names = services.names(request.workspace_id)
    article = options.settings.get("article", "")
    with services.database.read(request.workspace_id) as scope:
        if article.isdecimal() and not text:
            zone = parse_timezone(request.timezone)
            return compose_article(scope, request, names, zone, int(article))
        search = _read(scope, request, names, text, options)
        if options.flag == CSV:
            return export_search(search)
        found = compose_search(search)
    return found if search.query is not None else _with_usage(found)


def _read(scope: Scope, request: Request, names: NameTable, text: str, options: Options) -> Search:
    """What was typed → what is looked for. Raises QueryError, NameInDoubtError."""
    topic, _, last = text.rpartition(" ")
    span = parse_span(last)
    topic, written = (topic.strip(), last.lower()) if span else (text, "")

    def again(choice: str) -> str:
        return f"/find {choice} {written}".strip()

    resolved: Resolved | None = read_topic(topic, names, again) if topic else None
    return Search(
        scope=scope,
        request=request,
        names=names,
        zone=parse_timezone(request.timezone),
        query=resolved.query if resolved else None,
        span=span,
        written=written,
        relevant=bool(resolved) and options.settings.get("by") == RELEVANCE,
        page=options.page("page") or 1,
        doubts=resolved.doubts if resolved else (),
        retries=doubt_retries(resolved, names, again) if resolved else (),
    )


def _with_usage(latest: Reply) -> Reply:
    """Without a query: the latest stories, and how to ask for others."""
    usage = Paragraph((line(f"Write /find {COMMAND.usage}, for example {COMMAND.examples[0]}"),))
    examples = tuple(Button(example, ASK, example) for example in COMMAND.examples[:3])
    return Reply(
        heading="Latest stories",
        understood=latest.understood,
        parts=(*latest.parts, usage),
        buttons=(*latest.buttons, *examples),
        shared=latest.shared,
    )


COMMAND = Command(
    name="find",
    summary="stories that match a query, newest first or by relevance",
    usage="QUERY [30d] [by:relevance] [page:2] [csv]",
    examples=(
        "/find putin xi 30d",
        '/find "power of siberia" by:relevance',
        "/find gazprom -football lang:en",
        "/find (taiwan OR japan) since:2026-11-01",
    ),
    answer=answer,
)
