"""The buttons "Something wrong?", "Not about this?" and "Wrong?": what they stand under → the form that asks more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.errors import NotFoundError
from bot.model.findings import Event
from bot.storage.articles import load_article
from bot.storage.database import Scope
from bot.storage.mending_rows import Placed, load_placed_events, load_placed_quotes
from bot.storage.quotes import load_quotes
from bot.storage.search import find_story
from bot.storage.themes import load_theme
from digests.page import Button, Paragraph, line
from digests.places import FEEDBACK, WHY, write_place
from handlers.feature import Feature, FormListener
from handlers.forms import Form, Option, ask_choices
from handlers.look import WRONG
from handlers.mending_form import MOST_LISTED, compose_mending
from handlers.replies import Reply
from handlers.tuning import mark_matches
from handlers.visit import Visit
from handlers.why_here import read_own_place

FORM, ARTICLES = "not_about", "not_about_articles"
MOST_ARTICLES = 20
_IDS = r"(\d{1,18}(?:,\d{1,18}){0,199})"
_FINDINGS = re.compile(rf"(quotes|events):{_IDS}")
_MATCHES = re.compile(rf"themes:{_IDS}:(\S{{1,100}})")


def _wrong(visit: Visit) -> None:
    """A button or menu under a list of a look-up."""
    if match := _MATCHES.fullmatch(visit.call.line):
        _ask_matches(visit, _numbers(match[1]), match[2])
        return
    found = _FINDINGS.fullmatch(visit.call.line)
    if found is None:
        raise NotFoundError("That button belongs to an older version.", advice="Run the command again.")
    load = load_placed_quotes if found[1] == "quotes" else load_placed_events
    with visit.services.database.read(visit.workspace.id) as scope:
        by_id = {placed.id: placed for placed in load(scope, ids=_numbers(found[2]))}
    _ask(visit, [by_id[id] for id in _numbers(found[2]) if id in by_id])


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, written.split(","))))


def _ask(visit: Visit, shown: Sequence[Placed]) -> None:
    if not shown:
        raise NotFoundError(
            "Nothing of that is there any more: its articles were read again, or it was corrected.",
            advice="Run the command again to see how it stands.",
        )
    names = visit.services.names(visit.workspace.id)
    said = Paragraph((line("That form could not be opened in time. Press again."),))
    form = compose_mending(shown, names, visit.call.channel_id)
    visit.answer(Reply(heading="Something wrong?", parts=(said,), form=form))


def _feedback(visit: Visit) -> None:
    """The button under a story of a digest: its quotes and events."""
    place = read_own_place(visit)
    with visit.services.database.read(visit.workspace.id) as scope:
        shown = _of_story(visit, scope, place.story)
    if shown:
        _ask(visit, shown)
        return
    said = "It shows no quote and no event. What its themes were given for can be marked."
    visit.answer(
        Reply(
            heading="Something wrong?",
            parts=(Paragraph((line(said),)),),
            buttons=(Button("Why is this here?", WHY, write_place(place)),),
        )
    )


def _of_story(visit: Visit, scope: Scope, story: int) -> list[Placed]:
    """Its quotes, key quotes first, and its events, each as look-ups show them: once."""
    now = visit.services.clock()
    found = find_story(scope, None, story, until=now, now=now)
    if found is None:
        raise NotFoundError("That story is not there any more.")
    stored = load_quotes(scope, story=story, limit=MOST_LISTED // 2)
    first = [s.id for s in sorted(stored, key=lambda s: not s.quote.key)]
    by_id = {placed.id: placed for placed in load_placed_quotes(scope, ids=first)}
    events: dict[object, Placed] = {}
    for placed in load_placed_events(scope, story):
        if isinstance(placed.finding, Event):
            events.setdefault(_identity(placed.finding), placed)
    return [*(by_id[id] for id in first if id in by_id), *list(events.values())[: MOST_LISTED // 2]]


def _identity(event: Event) -> object:
    return (event.event_class, event.negated, frozenset(event.source), frozenset(event.target))


def _ask_matches(visit: Visit, articles: tuple[int, ...], theme: str) -> None:
    """One article is marked at once; of several one says which."""
    with visit.services.database.read(visit.workspace.id) as scope:
        name = load_theme(scope, theme).name
        options = tuple(
            Option(load_article(scope, article).title, str(article)) for article in articles[:MOST_ARTICLES]
        )
    if len(articles) == 1:
        mark_matches(visit, articles, theme, relevant=False)
        return
    form = Form(
        name=FORM,
        title="Not about this?",
        submit="Mark",
        close="Cancel",
        kept=f"{theme} {visit.call.channel_id}",
        blocks=(ask_choices(ARTICLES, f"Not about {name}", options, optional=False),),
    )
    said = Paragraph((line("That form could not be opened in time. Press again."),))
    visit.answer(Reply(heading="Not about this?", parts=(said,), form=form))


def _check(visit: Visit) -> Mapping[str, str]:
    return {} if _chosen(visit) else {ARTICLES: "Choose at least one."}


def _chosen(visit: Visit) -> tuple[int, ...]:
    value = visit.call.view.values.get(ARTICLES, ()) if visit.call.view else ()
    return tuple(int(id) for id in value if id.isdecimal() and len(id) < 19)


def _take(visit: Visit) -> None:
    if visit.call.view is None:
        return
    theme, _, channel = visit.call.view.kept.partition(" ")
    mark_matches(visit.at(channel), _chosen(visit), theme, relevant=False)


FEATURE = Feature(actions={WRONG: _wrong, FEEDBACK: _feedback}, forms={FORM: FormListener(_take, _check)})
