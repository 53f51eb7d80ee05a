"""The quotes of an article in order of the text, each with its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot.analysis.actors import ActorTable
from bot.analysis.document import Cast, Document
from bot.analysis.quotes.about import ThemesOf, tell_subjects
from bot.analysis.quotes.attributions import find_attributions
from bot.analysis.quotes.carry import carry_speaker, name_between
from bot.analysis.quotes.choice import mark_key
from bot.analysis.quotes.confidence import confidence_of
from bot.analysis.quotes.discourse import Discourse
from bot.analysis.quotes.drafts import Draft, draft_clauses, draft_nested, draft_quotations
from bot.analysis.quotes.newcomers import admit_newcomers
from bot.analysis.quotes.scene import Scene, Speaker
from bot.analysis.quotes.speakers import resolve_speaker, speaker_at
from bot.analysis.quotes.threads import Thread
from bot.analysis.quotes.transcripts import Turn, find_turns
from bot.analysis.quotes.turns import read_turns
from bot.model.findings import Quote, QuoteKind, Span


def extract_quotes(
    document: Document, cast: Cast, table: ActorTable, themes: ThemesOf | None = None
) -> tuple[Quote, ...]:
    """All quotes of an article, in order of the text.

    Args:
        cast: of the same document, from `match_actors`.
        table: the table with which the cast was made.
        themes: gives the ids of the themes of a passage; without it `about` holds actors only.

    Returns:
        Quotes with `text[start:end] == content` within one paragraph. A speaker who cannot be told is None.
    """
    turns = find_turns(document)
    spoken = read_turns(document, cast, turns, table)  # first: people named by labels join the cast
    around = _Reader(document, cast, table).read(without=_stretch(turns))
    quotes = sorted([*around, *spoken], key=lambda quote: quote.start)
    told = tuple(tell_subjects(document, cast, quotes, themes))
    return mark_key(document.text, told, cast)


def _stretch(turns: Sequence[Turn]) -> Span:
    """From the first label of a transcript to the last word."""
    return (turns[0].label[0], turns[-1].parts[-1][1]) if turns else (0, 0)


def _is_anothers(draft: Draft) -> bool:
    """Whether words in marks are somebody else's than the one's who tells them: "Anna Berg once said, “…”"."""
    if draft.link is None or draft.kind is QuoteKind.INDIRECT:
        return False
    return draft.link.attribution.speaker.lower_ not in ("i", "we", "you", "they", "who", "it")


def _is_outside(quote: Quote, stretch: Span) -> bool:
    return quote.end <= stretch[0] or quote.start >= stretch[1]


class _Reader:
    """Reads one article from top to bottom, remembering who spoke."""

    def __init__(self, document: Document, cast: Cast, table: ActorTable) -> None:
        self._document = document
        self._found = {p.index: find_attributions(p) for p in document.paragraphs}
        cast = admit_newcomers(document, cast, chain.from_iterable(self._found.values()))
        self._discourse = Discourse(document, cast)
        self._scene = Scene(document, cast, self._discourse, table)
        self._thread = Thread(self._scene)
        self._cast = cast
        self._last: tuple[Draft, Speaker] | None = None

    def read(self, without: Span) -> list[Quote]:
        """The quotes before and behind `without`, where a transcript stands, and what is quoted within it."""
        found = self._found
        inside = {p.index: find_attributions(p) for p in self._document.inner}
        homes = {
            place: self._discourse.paragraph_at(place)
            for q in self._document.quoted
            for place in (q.open, q.parts[-1][0])
        }
        drafts = list(draft_quotations(self._document, homes, found))
        drafts += draft_clauses(self._document, found, drafts)
        drafts += draft_nested(self._document, inside)
        kept = [d for d in drafts if d.close <= without[0] or d.open >= without[1] or _is_anothers(d)]
        quotes = [self._quote(draft) for draft in sorted(kept, key=lambda d: (d.open, -d.close))]
        return [quote for quote in quotes if _is_outside(quote, without) or quote.speaker_name is not None]

    def _quote(self, draft: Draft) -> Quote:
        self._thread.follow(draft.open)
        speaker, way = self._speaker(draft)
        if draft.depth == 0:
            self._remember(draft, speaker)
        parts = [self._document.text[start:end] for start, end in draft.parts]
        cue = draft.link.attribution.cue_text if draft.link else None
        return Quote(
            content="\n\n".join(parts),
            start=draft.parts[0][0],
            end=draft.parts[-1][1],
            kind=draft.kind,
            speaker=speaker.printed,
            speaker_name=speaker.name,
            speaker_id=speaker.id,
            speaker_role=speaker.role,
            cue=cue,
            confidence=confidence_of(kind=draft.kind.value, way=way, how=speaker.how, lead=speaker.lead),
        )

    def _remember(self, draft: Draft, speaker: Speaker) -> None:
        if speaker.name is not None or draft.kind is not QuoteKind.MIXED:
            self._last = (draft, speaker)  # a stranger's fragment does not take the floor
        if speaker.id is not None:
            self._discourse.note_speaker(draft.open, speaker.id)
        elif speaker.how == "joint" and speaker.name:
            self._discourse.note_joint(draft.open, speaker.name)
        if speaker.how == "unlisted-body" and speaker.name:
            self._discourse.note_unlisted(draft.open, speaker.name)

    def _speaker(self, draft: Draft) -> tuple[Speaker, str]:
        if draft.link is not None:
            named = name_between(draft, self._cast)
            if named is not None:
                return speaker_at(self._scene, *named), draft.link.way
        if draft.trailing is not None:
            speaker = speaker_at(self._scene, *draft.trailing)
            if speaker.name is not None:
                return speaker, "trailing"
        if draft.link is not None:
            attribution = draft.link.attribution
            return resolve_speaker(self._scene, attribution.paragraph, attribution.speaker), draft.link.way
        return carry_speaker(draft, self._last, self._scene, self._found)
