"""Scores a reading against our own gold articles: quotes with speakers, actors, events, themes.

A span of speech is right when intersection over union of its words is at least `SPAN_IOU` (indirect speech:
`INDIRECT_IOU`, its borders being a matter of taste). A speaker is right when the id (without one, the name)
is the gold's name, id or one of its accepted spellings; nobody is right only for an anonymous speaker or a
joint statement's missing id. Events and indirect speech list clear cases only, so recall alone counts there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

SPAN_IOU = 0.8
INDIRECT_IOU = 0.5
STRAY = {"the", "a", "an", "and", "of", "mr", "ms", "mrs", "s"}
Record = dict[str, Any]


class Tally:
    """Hits out of chances, by what was tried."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.chances: Counter[str] = Counter()
        self.misses: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, what: str, hit: bool, detail: str = "") -> None:
        """One chance, taken or missed."""
        self.hits[what] += hit
        self.chances[what] += 1
        if not hit:
            self.misses[what].append(detail)

    def ratios(self) -> dict[str, float]:
        """Every share, and the F1 of each pair of precision and recall."""
        found = {what: self.hits[what] / self.chances[what] for what in self.chances}
        for what in [w for w in found if w.endswith(" precision")]:
            stem = what.removesuffix(" precision")
            both = found[what] + found.get(f"{stem} recall", 0.0)
            found[f"{stem} F1"] = 2 * found[what] * found[f"{stem} recall"] / both if both else 0.0
        return found


def score(pairs: Iterable[tuple[Record, Record]]) -> Tally:
    """The tally over pairs of gold and printed analysis."""
    tally = Tally()
    for gold, read in pairs:
        _score_speech(tally, gold, read)
        _score_actors(tally, gold, read)
        _score_themes(tally, gold, read)
        _score_events(tally, gold, read)
    return tally


def _words(text: str | None) -> list[str]:
    plain = unicodedata.normalize("NFKD", text or "")
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).casefold())


def _overlap(one: str, two: str) -> float:
    a, b = Counter(_words(one)), Counter(_words(two))
    return sum((a & b).values()) / max(1, sum((a | b).values()))


def _pair(gold: list[Record], read: list[Record], least: float) -> dict[int, int]:
    """One-to-one, the best overlap first."""
    scored = [
        (_overlap(g["content"], r["content"]), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)
    ]
    paired: dict[int, int] = {}
    for overlap, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if overlap >= least and i not in paired and j not in paired.values():
            paired[i] = j
    return paired


def _name(text: str) -> frozenset[str]:
    return frozenset(_words(text)) - STRAY


def _speaker_right(gold: Record, read: Record) -> bool:
    answer = read["speaker_id"] or read["speaker_name"]
    if not answer:
        return gold["speaker_name"] is None
    known = [x for x in (gold["speaker_name"], gold["speaker_id"], *gold.get("speaker_also_ok", ())) if x]
    return any(_name(answer) == _name(x) for x in known)


def _score_speech(tally: Tally, gold: Record, read: Record) -> None:
    for printed in (True, False):
        wanted = [q for q in gold["quotes"] if (q["kind"] != "indirect") is printed]
        given = [q for q in read["quotes"] if (q["kind"] != "indirect") is printed]
        area = "quotes" if printed else "indirect speech"
        paired = _pair(wanted, given, SPAN_IOU if printed else INDIRECT_IOU)
        right = _score_wanted(tally, area, wanted, given, paired, gold["file"])
        if printed:
            _score_given(tally, gold, wanted, given, {paired[i]: i for i in paired}, right)


def _score_wanted(
    tally: Tally, area: str, wanted: list[Record], given: list[Record], paired: dict[int, int], file: str
) -> set[int]:
    """Recall; returns the wanted ones found with the right speaker."""
    right = {i for i, j in paired.items() if _speaker_right(wanted[i], given[j])}
    for i, quote in enumerate(wanted):
        if not quote.get("optional"):
            detail = f"{file}: {quote['content'][:60]} ({quote['speaker_name']})"
            tally.add(f"{area}: span recall", i in paired, detail)
            tally.add(f"{area}: QA recall", i in right, detail)
    return right


def _score_given(
    tally: Tally,
    gold: Record,
    wanted: list[Record],
    given: list[Record],
    taken: dict[int, int],
    right: set[int],
) -> None:
    """Precision, and marked words that nobody says."""
    for j, quote in enumerate(given):
        i = taken.get(j)
        if i is None or not wanted[i].get("optional"):
            tally.add("quotes: span precision", i is not None, f"{gold['file']}: {quote['content'][:60]}")
            tally.add("quotes: QA precision", i in right)
    for words in gold["not_quotes"]:
        shown = any(_overlap(words, q["content"]) >= SPAN_IOU for q in given)
        tally.add("quotes: not_quotes left alone", not shown, f"{gold['file']}: {words}")


def _score_actors(tally: Tally, gold: Record, read: Record) -> None:
    spans = {_name(a["id"]): len(a["spans"]) for a in read["actors"]}
    for actor in gold["actors"]:
        mentions = spans.get(_name(actor["id"]), 0)
        detail = f"{gold['file']}: {actor['id']} {mentions} of {actor['min_mentions']}"
        tally.add("actors: recall", mentions > 0, detail)
        tally.add("actors: recall with min_mentions", mentions >= actor["min_mentions"], detail)
    for bad in gold["actors_forbidden"]:
        tally.add("actors: traps avoided", _name(bad) not in spans, f"{gold['file']}: {bad}")


def _score_themes(tally: Tally, gold: Record, read: Record) -> None:
    found = {theme["id"] for theme in read["themes"]}
    for theme in gold["themes"]:
        tally.add("themes: recall", theme in found, f"{gold['file']}: {theme}")
    for theme in sorted(found & {*gold["themes"], *gold["themes_forbidden"]}):
        tally.add("themes: precision", theme in gold["themes"], f"{gold['file']}: {theme}")
    if not gold["themes"]:
        alarms = found - set(gold["themes_optional"])
        tally.add("themes: off-topic articles kept silent", not alarms, f"{gold['file']}: {sorted(alarms)}")


def _ways(event: Record) -> Iterator[tuple[set[str], set[str], set[str]]]:
    """Accepted sources, wanted targets and other targets, in each direction that counts."""
    source, also_source = set(event["source"]), set(event.get("source_also_ok", ()))
    target, also_target = set(event["target"]), set(event.get("target_also_ok", ()))
    yield source | also_source, target, also_target
    if event.get("reciprocal"):
        yield target | also_target, source, also_source


def _fits(event: Record, read: Record) -> bool:
    if read["class"] not in {event["class"], *event.get("class_also_ok", ())}:
        return False
    source, target = set(read["source"]), set(read["target"])
    for sources, targets, others in _ways(event):
        both = event.get("reciprocal") and source & sources and (source & targets or source & others)
        if source & sources and (targets <= target or target & others or both):
            return True
    return False


def _score_events(tally: Tally, gold: Record, read: Record) -> None:
    fitting = {id(e) for e in read["events"] if any(_fits(wanted, e) for wanted in gold["events"])}
    for event in gold["events"]:
        if event.get("optional"):
            continue
        hits = [e for e in read["events"] if _fits(event, e)]
        detail = f"{gold['file']}: {event['source']} {event['verb']} {event['target']} ({event['class']})"
        tally.add("events: recall", bool(hits), detail)
        if hits:
            tally.add("events: negation right", any(e["negated"] == event["negated"] for e in hits), detail)
    for passage in gold["not_events"]:
        at = read["text"].find(passage)
        loose = [
            e
            for e in read["events"]
            if e["start"] < at + len(passage) and at < e["end"] and id(e) not in fitting
        ]
        tally.add(
            "events: passages without one kept free", at >= 0 and not loose, f"{gold['file']}: {passage[:50]}"
        )
