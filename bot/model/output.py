"""The JSON of `analyze` and `ingest`, one object a line; docs/users/json.md describes every field."""

from __future__ import annotations

from typing import Any

from bot.model.articles import Article
from bot.model.findings import ActorMention, Analysis, Event, Quote, ThemeMatch

JsonObject = dict[str, Any]


def analysis_as_json(source: str, article: Article, analysis: Analysis) -> JsonObject:
    """One article with all findings. `source` is the path or URL as it was given."""
    return {
        "source": source,
        "title": article.title,
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "outlet": article.outlet.name if article.outlet else None,
        "depth": analysis.depth.value,
        "depth_why": analysis.depth_why,
        "text": article.text,
        "themes": [_theme(theme) for theme in analysis.themes],
        "actors": [_actor(actor) for actor in analysis.actors],
        "quotes": [_quote(quote) for quote in analysis.quotes],
        "events": [_event(event) for event in analysis.events],
    }


def _theme(theme: ThemeMatch) -> JsonObject:
    evidence = [{"start": e.start, "end": e.end, "terms": list(e.terms)} for e in theme.evidence]
    return {"id": theme.id, "name": theme.name, "score": round(theme.score, 3), "evidence": evidence}


def _actor(actor: ActorMention) -> JsonObject:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "wikidata": actor.wikidata,
        "spans": [list(span) for span in actor.spans],
    }


def _quote(quote: Quote) -> JsonObject:
    return {
        "content": quote.content,
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "speaker": quote.speaker,
        "speaker_name": quote.speaker_name,
        "speaker_id": quote.speaker_id,
        "speaker_role": quote.speaker_role,
        "cue": quote.cue,
        "confidence": round(quote.confidence, 3),
        "about": list(quote.about),
        "key": quote.key,
    }


def _event(event: Event) -> JsonObject:
    return {
        "source": list(event.source),
        "target": list(event.target),
        "source_text": list(event.source_text),
        "target_text": list(event.target_text),
        "verb": event.verb,
        "class": event.event_class.value,
        "negated": event.negated,
        "start": event.start,
        "end": event.end,
    }
