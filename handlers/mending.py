""" "Something wrong?" and "Wrong?": the form, the correction, the messages that showed it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.errors import NotFoundError, UsageError
from bot.model.corrections import Act, Correction, Fault, Voice
from bot.model.findings import EventClass, Quote
from bot.storage.articles import load_article
from bot.storage.corrections import act_of, voice_of
from bot.storage.database import Scope
from bot.storage.mending import make_correction, undo_correction
from bot.storage.mending_rows import Placed, load_placed_events, load_placed_quotes
from bot.storage.passages import load_texts
from bot.storage.quotes import load_quotes
from digests.correcting import Corrected, correct_posted
from handlers.feature import Feature, FormListener
from handlers.mended import UNDO, compose_made, compose_undone, mend_of
from handlers.mending_form import FORM, HOW, WHAT, WHO
from handlers.speaker_names import read_speaker
from handlers.visit import Visit

MOST_QUOTES = 200  # of a story, among which the wordings of one are looked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a form says is wrong."""

    placed: Placed
    fault: Fault
    voice: Voice | None = None  # who said it instead
    event_class: EventClass | None = None


def read_said(visit: Visit, scope: Scope) -> Said:
    """The form as it was sent.

    Raises:
        NotFoundError: the quote or event is not there any more.
        UsageError: the answers do not go together; `cause` is the input that is wrong.
    """
    values: Mapping[str, object] = visit.call.view.values if visit.call.view else {}
    placed = find_placed(scope, str(values.get(WHAT, "")))
    deed, _, kind = str(values.get(HOW, "")).partition(":")
    if deed not in set(Fault) or (deed == Fault.CLASS and kind not in set(EventClass)):
        raise UsageError("Choose what is wrong.", cause=HOW)
    fault = Fault(deed)
    if fault.of_quote != isinstance(placed.finding, Quote):
        wrong = "an event" if fault.of_quote else "a quote"
        raise UsageError(f"That cannot be said of {wrong}. Choose another answer.", cause=HOW)
    if fault is Fault.CLASS:
        return Said(placed=placed, fault=fault, event_class=EventClass(kind))
    if fault is not Fault.SPEAKER:
        return Said(placed=placed, fault=fault)
    return Said(placed=placed, fault=fault, voice=_read_voice(visit, scope, placed, str(values.get(WHO, ""))))


def _read_voice(visit: Visit, scope: Scope, placed: Placed, typed: str) -> Voice:
    try:
        voice = read_speaker(scope, visit.services.names(visit.workspace.id), typed)
    except UsageError as error:
        raise UsageError(error.sentence, advice=error.advice, cause=WHO) from error
    finding = placed.finding
    if isinstance(finding, Quote) and (voice.id, voice.name) == (finding.speaker_id, finding.speaker_name):
        raise UsageError("That is who it says now.", cause=WHO)
    return voice


def find_placed(scope: Scope, choice: str) -> Placed:
    """The quote or event of a choice such as "quote:12". Raises NotFoundError."""
    kind, _, number = choice.partition(":")
    if number.isdecimal() and len(number) < 19:
        load = {"quote": load_placed_quotes, "event": load_placed_events}.get(kind)
        if load and (found := load(scope, ids=[int(number)])):
            return found[0]
    raise NotFoundError(
        "That is not there any more: its article was read again, or somebody corrected it.",
        advice="Ask again to see how it stands.",
    )


def _check(visit: Visit) -> Mapping[str, str]:
    try:
        with visit.services.database.read(visit.workspace.id) as scope:
            read_said(visit, scope)
    except NotFoundError as error:
        return {WHAT: error.sentence[:150]}
    except UsageError as error:
        return {error.cause or HOW: error.message[:150]}
    return {}


def _take(visit: Visit) -> None:
    """Correct what is stored, then the messages that show it, and say so."""
    if visit.call.view is None:
        return
    now = visit.services.clock()
    with visit.services.database.read(visit.workspace.id) as scope:
        wanted = _draft(scope, read_said(visit, scope))
    wanted = replace(wanted, made_at=now, made_by=visit.call.user_id)
    with visit.services.database.write(visit.workspace.id) as scope:
        made = make_correction(scope, wanted)
    if made is None:
        raise NotFoundError("That was corrected already.", advice="/media corrections lists what was done.")
    corrected = _correct_posted(visit, made, undone=False)
    names = visit.services.names(visit.workspace.id)
    visit.at(visit.call.view.kept).answer(compose_made(made, corrected, names))


def _draft(scope: Scope, said: Said) -> Correction:
    """The correction, before it is known who makes it and when."""
    placed, finding = said.placed, said.placed.finding
    before: Voice | Act
    after: Voice | Act | None
    if isinstance(finding, Quote):
        before, after, contents = voice_of(finding), said.voice, _wordings(scope, placed, finding)
    else:
        before = act_of(finding)
        after, contents = _change(before, said), (_sentence(scope, placed),)
    return Correction(
        fault=said.fault,
        article=placed.article,
        before=before,
        after=after,
        contents=contents,
        made_at=placed.dated_at,
    )


def _change(act: Act, said: Said) -> Act | None:
    if said.fault is Fault.DIRECTION:
        return replace(
            act,
            source=act.target,
            target=act.source,
            source_text=act.target_text,
            target_text=act.source_text,
        )
    return replace(act, event_class=said.event_class) if said.event_class else None


def _wordings(scope: Scope, placed: Placed, quote: Quote) -> tuple[str, ...]:
    """The quote as all outlets of its story print it."""
    stored = load_quotes(scope, story=placed.story, limit=MOST_QUOTES)
    groups = (s.contents for s in stored if quote.content in s.contents)
    return tuple(dict.fromkeys((quote.content, *next(groups, ()))))


def _sentence(scope: Scope, placed: Placed) -> str:
    text = load_texts(scope, [placed.article]).get(placed.article, "")
    return text[placed.finding.start : placed.finding.end][:600]


def _undo(visit: Visit) -> None:
    number, now = visit.call.line, visit.services.clock()
    id = int(number) if number.isdecimal() and len(number) < 19 else 0
    with visit.services.database.write(visit.workspace.id) as scope:
        undone = undo_correction(scope, id, by=visit.call.user_id, now=now)
    if undone is None:
        raise UsageError("That was undone already.", advice="/media corrections lists what was done.")
    corrected = _correct_posted(visit, undone, undone=True)
    names = visit.services.names(visit.workspace.id)
    visit.answer(compose_undone(undone, corrected, names), replace=True)


def _correct_posted(visit: Visit, correction: Correction, *, undone: bool) -> Corrected:
    """Digests show quotes, no events."""
    mend = mend_of(correction, undone=undone, timezone=visit.timezone)
    if mend is None or visit.slack is None:
        return Corrected()
    with visit.services.database.read(visit.workspace.id) as scope:
        since = load_article(scope, correction.article).stored_at
    return correct_posted(visit.services.database, visit.workspace.id, visit.slack, mend, since)


FEATURE = Feature(actions={UNDO: _undo}, forms={FORM: FormListener(_take, _check)})
