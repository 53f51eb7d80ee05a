"""The sheets of an export that hold what was found in articles: quotes, events, themes, actors named."""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.database import Scope
from bot.storage.events import load_sides
from bot.storage.export_sheet import Added, Cell, Sheet, Told, chosen, join_names, of_article
from bot.storage.quote_records import load_about
from bot.storage.tables import actors, article_themes, events, mentions, quotes, themes

_q, _e, _m, _t = quotes.c, events.c, mentions.c, article_themes.c


def _add_sides(scope: Scope, ids: Sequence[int]) -> Told:
    return load_sides(scope, ids)


def _add_about(scope: Scope, ids: Sequence[int]) -> Told:
    about = load_about(scope, ids)
    return {id: (about[id],) for id in ids}


QUOTES = Sheet(
    name="quotes",
    about="one quote, as often as articles carry it",
    of=quotes,
    start=of_article(quotes),
    order=(chosen.c.id, _q.id + 0),  # not a key: else each article would walk all quotes
    cells=(
        Cell("id", "the quote's number", _q.id),
        Cell("article", "number of its article", _q.article_id),
        Cell("dated_at", "the article's date", _q.dated_at),
        Cell("content", "what was said", _q.content),
        Cell("kind", "direct, mixed or indirect", _q.kind),
        Cell("cue", "the word that introduces it, such as: said", _q.cue),
        Cell("speaker", "as printed beside the quote", _q.speaker),
        Cell("speaker_name", "the speaker's full name", _q.speaker_name),
        Cell("speaker_id", "the speaker's id in the table of actors", _q.speaker_id),
        Cell("speaker_role", "as the article tells it", _q.speaker_role),
        Cell("confidence", "that it is the speaker's, from 0 to 1", _q.confidence),
        Cell("key", "whether it is worth a digest", _q.key),
        Cell("start", "where it begins in the text, in characters (Unicode code points)", _q.start),
        Cell("end", "where it ends in the text, likewise", _q.end),
    ),
    added=Added(("about",), ("ids of the actors and themes that it speaks of",), _add_about),
)

EVENTS = Sheet(
    name="events",
    about="one event: who did what to whom, as often as articles tell it",
    of=events,
    start=of_article(events),
    order=(chosen.c.id, _e.id + 0),  # likewise
    cells=(
        Cell("id", "the event's number", _e.id),
        Cell("article", "number of its article", _e.article_id),
        Cell("story", "number of its story", _e.story_id),
        Cell("dated_at", "the article's date", _e.dated_at),
        Cell("verb", "what was done", _e.verb),
        Cell("class", "verbal or material, cooperation or conflict", _e.event_class),
        Cell("negated", "whether the article says that it was not done", _e.negated),
        Cell("source_text", "who did it, as printed", _e.source_text),
        Cell("target_text", "to whom, as printed", _e.target_text),
        Cell("start", "where its sentence begins in the text, in characters", _e.start),
        Cell("end", "where its sentence ends, likewise", _e.end),
    ),
    added=Added(
        ("sources", "targets"), ("ids of the actors that did it", "ids of those to whom"), _add_sides
    ),
)

THEMES = Sheet(
    name="themes",
    about="one theme that an article matches",
    of=article_themes,
    start=join_names(of_article(article_themes), article_themes, _t.theme_id, themes),
    condition=_t.score >= _t.threshold,
    order=(chosen.c.id, _t.theme_id),
    cells=(
        Cell("article", "number of the article", _t.article_id),
        Cell("theme", "id of the theme", _t.theme_id),
        Cell("theme_name", "its name", themes.c.name),
        Cell("score", "how well it matches, from 0 to 1", _t.score),
        Cell("threshold", "the score from which it matched", _t.threshold),
    ),
)

MENTIONS = Sheet(
    name="mentions",
    about="one actor that an article names",
    of=mentions,
    start=join_names(of_article(mentions), mentions, _m.actor_id, actors),
    order=(chosen.c.id, _m.actor_id),
    cells=(
        Cell("article", "number of the article", _m.article_id),
        Cell("actor", "id of the actor", _m.actor_id),
        Cell("actor_name", "its name", actors.c.name),
        Cell("kind", "person, state, organisation or group", actors.c.kind),
        Cell("count", "how often the article names it", _m.count),
        Cell("role", "as the article tells it", _m.role),
    ),
)
