"""The quotes of an article in order of the text, each with its speaker."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from bot.analysis.actors import ActorTable
from bot.analysis.document import Cast, Document, Paragraph
from bot.analysis.quotes.attach import subject_before
from bot.analysis.quotes.attributions import find_attributions
from bot.analysis.quotes.confidence import confidence_of
from bot.analysis.quotes.discourse import Discourse
from bot.analysis.quotes.drafts import Draft, draft_clauses, draft_nested, draft_quotations
from bot.analysis.quotes.speakers import UNKNOWN, Speaker, SpeakerResolver
from bot.analysis.quotes.transcripts import find_turns
from bot.analysis.quotes.turns import read_turns
from bot.analysis.quotes.worth import ThemesOf, mark_key, spoken_of
from bot.model.findings import Quote


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
    quotes = read_turns(document, cast, turns, table) if turns else _Reader(document, cast).read()
    about = (_with_about(document, cast, quote, themes) for quote in quotes)
    return mark_key(tuple(about), cast)


def _with_about(document: Document, cast: Cast, quote: Quote, themes: ThemesOf | None) -> Quote:
    return replace(quote, about=spoken_of(document, cast, quote, themes))


class _Reader:
    """Reads one article from top to bottom, remembering who spoke."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self._document = document
        self._discourse = Discourse(document, cast)
        self._resolver = SpeakerResolver(document, cast, self._discourse)
        self._last: tuple[Draft, Speaker] | None = None

    def read(self) -> list[Quote]:
        found = {p.index: find_attributions(p) for p in self._document.paragraphs}
        inside = {p.index: find_attributions(p) for p in self._document.inner}
        homes = {
            place: self._discourse.paragraph_at(place)
            for q in self._document.quoted
            for place in (q.open, q.parts[-1][0])
        }
        drafts = list(draft_quotations(self._document, homes, found))
        drafts += draft_clauses(self._document, found, drafts)
        drafts += draft_nested(self._document, inside)
        return [self._quote(draft) for draft in sorted(drafts, key=lambda d: (d.open, -d.close))]

    def _quote(self, draft: Draft) -> Quote:
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
        self._last = (draft, speaker)
        if speaker.id is not None:
            self._discourse.note_speaker(draft.open, speaker.id)
        elif speaker.how == "joint" and speaker.name:
            self._discourse.note_joint(draft.open, speaker.name)

    def _speaker(self, draft: Draft) -> tuple[Speaker, str]:
        if draft.link is not None:
            attribution = draft.link.attribution
            return self._resolver.resolve(attribution.paragraph, attribution.speaker), draft.link.way
        if draft.trailing is not None:
            speaker = self._resolver.of_span(*draft.trailing)
            if speaker is not UNKNOWN:
                return speaker, "trailing"
        return self._carried(draft)

    def _carried(self, draft: Draft) -> tuple[Speaker, str]:
        """The speaker of words that no attribution governs: who spoke, or was spoken of, just before."""
        subject = subject_before(draft.paragraph, draft.open)
        if self._last is not None and self._last[0].paragraph is draft.paragraph:
            last, speaker = self._last
            if subject is None or not self._is_news(draft.paragraph, subject, last):
                return speaker, "same-paragraph"
        if subject is not None:
            speaker = self._resolver.resolve(draft.paragraph, subject)
            if speaker.name is not None or speaker.how == "anonymous":
                return speaker, "sentence-before"
        return self._from_paragraph_before(draft)

    def _is_news(self, paragraph: Paragraph, subject: Token, last: Draft) -> bool:
        """Whether the subject stands behind the last quote and its attribution."""
        at = paragraph.start + subject.idx
        behind = last.link.attribution.end if last.link else last.close
        return at >= max(last.close, behind)

    def _from_paragraph_before(self, draft: Draft) -> tuple[Speaker, str]:
        if self._last is None or self._last[1].name is None:
            return UNKNOWN, "none"
        distance = draft.paragraph.index - self._last[0].paragraph.index
        if distance > 1 or draft.paragraph.text[: draft.open - draft.paragraph.start].strip():
            return UNKNOWN, "none"
        return self._last[1], "paragraph-before"
