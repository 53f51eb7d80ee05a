"""The speaker of words that no attribution governs: who spoke, or was spoken of, just before."""

from __future__ import annotations

import re

from spacy.tokens import Token

from bot.analysis.document import Cast, Paragraph
from bot.analysis.names import UPPER, slug
from bot.analysis.quotes.attach import subject_before
from bot.analysis.quotes.drafts import Draft, Found
from bot.analysis.quotes.outlook import named_by_sequel
from bot.analysis.quotes.scene import UNKNOWN, Scene, Speaker
from bot.analysis.quotes.speakers import resolve_speaker, speaker_at
from bot.model.findings import Span

_PARAGRAPHS_AFAR = 4
_HEADING = re.compile(rf"([{UPPER}][\w’'-]+(?: [{UPPER}][\w.’'-]*){{1,3}}), ([^.!?:“”\"]{{3,120}})")
_I = re.compile(r"\b(?:I|me|my)\b")
_OTHERS = re.compile(r"\b(?:him|her|he|she)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:the |these |those )?(?:two|three|four|\w+s)\b", re.IGNORECASE)


def name_between(draft: Draft, cast: Cast) -> Span | None:
    """The person named between a quotation and "he said", where a bad translation attributes twice."""
    link = draft.link
    if (
        link is None
        or link.attribution.speaker.lower_ not in ("he", "she")
        or link.attribution.start <= draft.close
    ):
        return None
    for naming in cast.within(draft.close, link.attribution.start):
        if cast.members[naming.actor].kind == "person":
            return naming.start, naming.end
    return None


def carry_speaker(
    draft: Draft,
    last: tuple[Draft, Speaker] | None,
    scene: Scene,
    found: Found,
) -> tuple[Speaker, str]:
    """The speaker and the way in which it was found (see confidence.toml).

    Args:
        last: the quote before this one, with its speaker.
        found: the attributions by paragraph.
    """
    subject = subject_before(draft.paragraph, draft.open)
    if (
        last is not None
        and last[0].paragraph is draft.paragraph
        and (subject is None or not _is_new(draft.paragraph, subject, last[0]))
    ):
        return last[1], "same-paragraph"
    if subject is not None:
        subject = _possessor_of_words(scene, subject) or subject
        speaker = resolve_speaker(scene, draft.paragraph, subject)
        leader = _leader_instead(draft, scene, speaker)
        if leader is not None:
            return leader, "sentence-before"
        if speaker.name is not None or speaker.how == "anonymous":
            return speaker, "sentence-before"
    sequel = named_by_sequel(scene, draft.close)
    if sequel is not None:
        return speaker_at(scene, sequel.start, sequel.end), "sentence-before"
    carried, way = _from_paragraph_before(draft, last, scene, found)
    if carried is UNKNOWN:
        carried, way = _from_afar(draft, last, scene)
    leader = _leader_instead(draft, scene, carried)
    return (leader, "paragraph-before") if leader is not None else (carried, way)


def _from_afar(draft: Draft, last: tuple[Draft, Speaker] | None, scene: Scene) -> tuple[Speaker, str]:
    """Words that are all of their paragraph, behind narration or an interviewer's question: whose the narration is,
    who spoke last, or whom the text is about."""
    if _lead(draft):
        return UNKNOWN, "none"
    before = scene.document.paragraphs[max(0, draft.paragraph.index - 1)]
    asked = before.text.rstrip().endswith("?")
    subject = None if asked else subject_before(before, before.end)
    told = resolve_speaker(scene, before, subject) if subject is not None else UNKNOWN
    teller = scene.cast.members.get(told.id or "")
    if teller is not None and teller.kind == "person":
        return told, "afar"
    if last is not None and last[1].name is not None and last[1].how != "afar":
        near = draft.paragraph.index - last[0].paragraph.index <= _PARAGRAPHS_AFAR
        return (last[1], "afar") if near else (UNKNOWN, "none")
    first = next((n for n in scene.cast.within(0, draft.open) if scene.is_person(n)), None)
    if asked and first is not None:
        return speaker_at(scene, first.start, first.end), "afar"
    return UNKNOWN, "none"


def _lead(draft: Draft) -> str:
    """What stands before the words in their paragraph."""
    return draft.paragraph.text[: draft.open - draft.paragraph.start].strip()


def _leader_instead(draft: Draft, scene: Scene, speaker: Speaker) -> Speaker | None:
    """The protagonist of a profile where "I" speaks and the one at hand cannot: a stranger, or named by the words."""
    content = scene.document.text[draft.open : draft.close]
    if not _I.search(content) or (speaker.name is not None and not _speaks_of(scene, draft, speaker)):
        return None
    leader = scene.discourse.protagonist(draft.open)
    if leader is None or leader == speaker.id or not _may_be_leaders(speaker, content):
        return None
    return scene.of_actor(leader, None, "role")


def _may_be_leaders(speaker: Speaker, content: str) -> bool:
    """A stranger of the singular may say "I"; about him or her the protagonist says "him" or "her"."""
    single = speaker.how == "anonymous" and not _SEVERAL.match(speaker.printed or "")
    return not single or _OTHERS.search(content) is not None


def _speaks_of(scene: Scene, draft: Draft, speaker: Speaker) -> bool:
    """Whether the words name the speaker, which hardly anybody does."""
    return any(naming.actor == speaker.id for naming in scene.cast.within(draft.open, draft.close))


def _named_by_heading(scene: Scene, before: Paragraph) -> Speaker | None:
    """Who is printed above the words on a line of its own: "ANNA BERG, CHIEF ECONOMIST, HARBOUR BANK"."""
    line = _HEADING.fullmatch(before.text.strip())
    if line is None or any(
        t.pos_ in ("VERB", "AUX") and t.dep_ == "ROOT" for t in before.doc if not before.text.isupper()
    ):
        return None
    name = line.group(1)
    if name.isupper():
        known = next((m for m in scene.cast.members.values() if m.name.casefold() == name.casefold()), None)
        name = known.name if known else name.title()
    return Speaker(
        printed=line.group(1), name=name, id=slug(name), role=line.group(2).strip(), how="unlisted"
    )


def _possessor_of_words(scene: Scene, subject: Token) -> Token | None:
    """ "Mr Holm’s answer was: “…”": whose words the subject announces."""
    if subject.lemma_.lower() not in scene.lists["utterances"]:
        return None
    return next((child for child in subject.children if child.dep_ == "poss"), None)


def _is_new(paragraph: Paragraph, subject: Token, last: Draft) -> bool:
    """Whether the subject belongs to a sentence that begins behind the last quote."""
    if last.link is not None and paragraph.start + subject.idx < last.link.attribution.end:
        return False
    return paragraph.start + subject.sent.start_char >= last.close - 1


def _from_paragraph_before(
    draft: Draft,
    last: tuple[Draft, Speaker] | None,
    scene: Scene,
    found: Found,
) -> tuple[Speaker, str]:
    """Words that open their paragraph belong to whom the one before announces ("He said:"), or to its last speaker."""
    number = draft.paragraph.index
    if number == 0 or _lead(draft):
        return UNKNOWN, "none"
    before = scene.document.paragraphs[number - 1]
    headed = _named_by_heading(scene, before)
    if headed is not None:
        return headed, "announced"
    if before.text.rstrip().endswith(":"):
        cues = found[before.index]
        main = subject_before(before, before.end)
        named = main is not None and main.pos_ in ("PROPN", "PRON") and main.sent.end == len(before.doc)
        announcer = cues[-1].speaker if cues and not named else main
        if announcer is not None:
            return resolve_speaker(scene, before, announcer), "announced"
    if last is not None and last[1].name is not None and number - last[0].paragraph.index <= 1:
        return last[1], "paragraph-before"
    spoken = [a for a in found[before.index] if a.kind in ("speech", "label") and not a.weak]
    if spoken and not before.masked:  # "Holm praised the crew. ¶ “They …”"
        return resolve_speaker(scene, before, spoken[-1].speaker), "paragraph-before"
    return UNKNOWN, "none"
