"""The sheets of an export: articles, stories, what was found in them, outlets, subscriptions, sources."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, select

from bot.storage.credentials import hide_credentials
from bot.storage.database import Scope
from bot.storage.export_findings import EVENTS, MENTIONS, QUOTES, THEMES
from bot.storage.export_sheet import Added, Cell, Sheet, Told, chosen, join_names
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import articles, bodies, outlets, sources, stories, subscriptions

_a, _s, _o, _u, _f = articles.c, stories.c, outlets.c, subscriptions.c, sources.c
_exported = ordered(chosen, (articles, _a.id == chosen.c.id))


def _add_headlines(scope: Scope, ids: Sequence[int]) -> Told:
    """Of the first exported article of each story."""
    a = articles.c
    found: dict[int, Sequence[str]] = {}
    theirs = ordered(articles, (chosen, chosen.c.id == a.id))  # from the few of these stories, never from all
    query = (
        select(a.story_id, a.headline)
        .select_from(theirs)
        .where(a.workspace_id == scope.workspace_id, a.story_id.in_(ids))
    )
    for row in scope.connection.execute(query.order_by(a.story_id, a.dated_at, a.id)):
        found.setdefault(row.story_id, (row.headline,))
    return found


ARTICLES = Sheet(
    name="articles",
    about="one article",
    of=articles,
    start=join_names(
        join_names(_exported, articles, _a.outlet_id, outlets).outerjoin(
            bodies, and_(bodies.c.workspace_id == _a.workspace_id, bodies.c.article_id == _a.id)
        ),
        articles,
        _a.source_id,
        sources,
    ),
    order=(chosen.c.id,),
    cells=(
        Cell("id", "the article's number; /find article:12 opens it", _a.id),
        Cell("story", "number of its story", _a.story_id),
        Cell("headline", "headline, or the first words where there is none", _a.headline),
        Cell("outlet", "id of the outlet: its domain", _a.outlet_id),
        Cell("outlet_name", "name of the outlet", _o.name),
        Cell("byline", "author, as printed", _a.byline),
        Cell("published", "as printed: an instant with its offset from UTC, or a date alone", _a.published),
        Cell("dated_at", "when it was published, else when it was stored", _a.dated_at),
        Cell("stored_at", "when it came in", _a.stored_at),
        Cell("changed_at", "when its text last changed", _a.changed_at),
        Cell("language", "ISO 639-1; und where it could not be told", _a.language),
        Cell("address", "URL, or path of the file, that it was read from", _a.address),
        Cell("copy_of", "number of the article whose text it has", _a.copy_of),
        Cell("version", "the desk's own mark of a newer version, such as: update 2", _a.version_mark),
        Cell("superseded_by", "number of a newer version of it", _a.superseded_by),
        Cell("source", "number of the source that brought it", _a.source_id),
        Cell("source_name", "name of that source", _f.name),
        Cell("teaser", "whether only a teaser could be read", _a.teaser),
        Cell("note", "what else to know about how it was read", _a.note),
        Cell("relevant", "whether it matched a theme, a subscription or a followed actor", _a.relevant),
        Cell("backfill", "whether it came from an archive, so that no digest brings it", _a.backfill),
        Cell("depth", "how far it was read: full, gated or language", _a.depth),
        Cell("text", "its prose, paragraphs parted by one blank line", bodies.c.text, text_only=True),
    ),
)

STORIES = Sheet(
    name="stories",
    about="one story: articles that tell the same event",
    of=stories,
    start=ordered(_exported, (stories, and_(_s.workspace_id == _a.workspace_id, _s.id == _a.story_id))),
    grouped=(_s.id,),
    order=(_s.id,),
    cells=(
        Cell("id", "the story's number", _s.id),
        Cell(
            "first_at",
            "date of its first article, exported or not",
            func.min(_s.first_at, type_=_s.first_at.type),
        ),
        Cell(
            "last_at",
            "date of its last article, exported or not",
            func.max(_s.last_at, type_=_s.last_at.type),
        ),
        Cell("articles", "how many of its articles are in this export", func.count()),
        Cell("copies", "how many of these are copies of another one", func.count(_a.copy_of)),
        Cell("outlets", "how many outlets these are from", func.count(_a.outlet_id.distinct())),
    ),
    added=Added(("headline",), ("headline of its first article in this export",), _add_headlines),
)

OUTLETS = Sheet(
    name="outlets",
    about="one outlet of these articles",
    of=outlets,
    start=ordered(_exported, (outlets, and_(_o.workspace_id == _a.workspace_id, _o.id == _a.outlet_id))),
    grouped=(_o.id,),
    order=(_o.id,),
    cells=(
        Cell("id", "its domain", _o.id),
        Cell("name", "its name", _o.name),
        Cell("country", "ISO 3166 code", _o.country),
        Cell("tier", "1: agency or paper of record, 2: known outlet, 3: the rest", _o.tier),
        Cell("state_owned", "whether a state owns it", _o.state_owned),
        Cell("trusted", "whether it is said to be trusted", _o.trusted),
        Cell("articles", "how many of its articles are in this export", func.count()),
    ),
)

SUBSCRIPTIONS = Sheet(
    name="subscriptions",
    about="one subscription of a channel",
    of=subscriptions,
    start=subscriptions,
    condition=_u.removed.is_(False),
    order=(_u.id,),
    cells=(
        Cell("id", "the subscription's number", _u.id),
        Cell("channel", "Slack's id of the channel", _u.channel),
        Cell("topic", "as in /subscribe", _u.topic),
        Cell("rhythm", "kind, time of day, day of the week (0 is Monday)", _u.rhythm),
        Cell("timezone", "IANA name; the time of day is meant in it", _u.timezone),
        Cell("quiet_day", "what is posted when nothing came in", _u.quiet_day),
        Cell("minimum", "how many outlets a story needs to be told", _u.minimum),
        Cell("paused", "whether it is paused", _u.paused),
        Cell("snoozed_until", "until when it is snoozed", _u.snoozed_until),
        Cell("created_at", "when it was made", _u.created_at),
        Cell("created_by", "Slack's id of the person who made it", _u.created_by),
    ),
)

SOURCES = Sheet(
    name="sources",
    about="one source that is watched",
    of=sources,
    start=sources,
    condition=_f.removed.is_(False),
    order=(_f.id,),
    cells=(
        Cell("id", "the source's number", _f.id),
        Cell("kind", "feed or drop folder", _f.kind),
        Cell("name", "its name", _f.name),
        Cell("address", "where it is; passwords and keys in it are hidden", _f.address, hide_credentials),
        Cell("paused", "whether it is paused", _f.paused),
        Cell("created_at", "when it was added", _f.created_at),
        Cell("last_polled_at", "when it was last looked at", _f.last_polled_at),
        Cell("last_new_at", "when it last brought something new", _f.last_new_at),
        Cell("failing_since", "since when it could not be read", _f.failing_since),
        Cell("failures", "how often since then", _f.failures),
        Cell("error", "why", _f.error),
    ),
)

SHEETS = (ARTICLES, STORIES, QUOTES, EVENTS, THEMES, MENTIONS, OUTLETS, SUBSCRIPTIONS, SOURCES)
