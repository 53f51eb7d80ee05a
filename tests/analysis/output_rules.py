"""What holds of every printed analysis, whatever the text: docs/users/json.md, as rules that can be broken."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

Printed = dict[str, Any]

QUOTE_KINDS = {"direct", "mixed", "indirect"}
ACTOR_KINDS = {"person", "state", "organisation", "group"}
CLASSES = {f"{how}-{what}" for how in ("verbal", "material") for what in ("cooperation", "conflict")}


def broken_rules(printed: Printed) -> list[str]:
    """A sentence for each rule that the output breaks; empty where all is well."""
    return [
        *_broken_in_quotes(printed),
        *_broken_among_quotes(printed["quotes"]),
        *_broken_in_actors(printed),
        *_broken_in_events(printed),
        *_broken_in_themes(printed),
        *_broken_as_json(printed),
    ]


def _within(printed: Printed, start: int, end: int) -> bool:
    return 0 <= start < end <= len(printed["text"])


def _broken_in_quotes(printed: Printed) -> Iterator[str]:
    text = printed["text"]
    for quote in printed["quotes"]:
        said = f"quote {quote['content'][:40]!r}"
        if not _within(printed, quote["start"], quote["end"]):
            yield f"{said} stands outside the text"
        parts = quote["content"].split("\n\n")
        if len(parts) == 1 and text[quote["start"] : quote["end"]] != quote["content"]:
            yield f"{said} does not stand at its offsets"
        if not _in_order(text[quote["start"] : quote["end"]], parts):
            yield f"{said} is not made of what stands at its offsets"
        if not quote["content"].strip():
            yield f"{said} is blank"
        if quote["kind"] not in QUOTE_KINDS:
            yield f"{said} has the kind {quote['kind']!r}"
        if not 0 <= quote["confidence"] <= 1:
            yield f"{said} has the confidence {quote['confidence']}"
        for part in ("speaker", "cue"):
            if quote[part] is not None and not _is_printed(quote[part], text):
                yield f"{said}: its {part} {quote[part][:60]!r} is not printed in the text"
        if quote["speaker_id"] is not None and quote["speaker_name"] is None:
            yield f"{said}: {quote['speaker_id']} has no name"


def _is_printed(words: str, text: str) -> bool:
    """Whether the words stand there; capitals are a matter of the sentence's beginning."""
    return bool(words.strip()) and (words in text or words.casefold() in text.casefold())


def _in_order(text: str, parts: list[str]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _broken_among_quotes(quotes: list[Printed]) -> Iterator[str]:
    """In order, none twice; two either stand apart, or one stands inside the other."""
    spans = [(quote["start"], quote["end"]) for quote in quotes]
    if spans != sorted(spans, key=lambda span: span[0]):
        yield "the quotes are not in the order of the text"
    if len(set(spans)) < len(spans):
        yield "a quote stands there twice"
    open_: list[int] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        while open_ and open_[-1] <= start:
            open_.pop()
        if open_ and end > open_[-1]:
            yield f"the quote at {start} to {end} is cut by another one"
        open_.append(end)


def _broken_in_actors(printed: Printed) -> Iterator[str]:
    ids = [actor["id"] for actor in printed["actors"]]
    if len(set(ids)) < len(ids):
        yield "an actor stands there twice"
    for actor in printed["actors"]:
        if actor["kind"] not in ACTOR_KINDS:
            yield f"{actor['id']} is a {actor['kind']!r}"
        if not actor["spans"] or not all(_within(printed, *span) for span in actor["spans"]):
            yield f"{actor['id']} is mentioned nowhere, or outside the text"
        if not actor["id"] or not actor["name"].strip():
            yield f"an actor without id or name: {actor['id']!r}, {actor['name']!r}"
    places = sorted(tuple(span) for actor in printed["actors"] for span in actor["spans"])
    if any(one[1] > two[0] for one, two in itertools.pairwise(places)):
        yield "two mentions overlap"
    for actor in printed["actors"]:
        if actor["spans"] != sorted(actor["spans"]):
            yield f"the mentions of {actor['id']} are not in the order of the text"


def _broken_in_events(printed: Printed) -> Iterator[str]:
    events = printed["events"]
    if [e["start"] for e in events] != sorted(e["start"] for e in events):
        yield "the events are not in the order of the text"
    for event in events:
        told = f"event {event['verb']!r} at {event['start']}"
        if not _within(printed, event["start"], event["end"]):
            yield f"{told} stands outside the text"
        if event["class"] not in CLASSES:
            yield f"{told} has the class {event['class']!r}"
        if not event["verb"].strip() or not event["source_text"] or not event["target_text"]:
            yield f"{told} lacks a verb or a side"


def _broken_in_themes(printed: Printed) -> Iterator[str]:
    for theme in printed["themes"]:
        if not 0 <= theme["score"] <= 1:
            yield f"theme {theme['id']} has the score {theme['score']}"
        if not all(_within(printed, evidence["start"], evidence["end"]) for evidence in theme["evidence"]):
            yield f"theme {theme['id']} has evidence outside the text"


def _broken_as_json(printed: Printed) -> Iterator[str]:
    if json.loads(json.dumps(printed, ensure_ascii=False, allow_nan=False)) != printed:
        yield "it is not the same after JSON"
