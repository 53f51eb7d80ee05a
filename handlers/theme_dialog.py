"""`/media themes`: the themes of the workspace, and the form in which one is edited or made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count, takewhile

from bot.analysis.lexicon.written_terms import MAX_LIST, term_fault
from bot.errors import UsageError
from bot.model.knowledge import Theme
from bot.query.tree import ThemeIs
from bot.services import Services
from bot.slack.bounds import length
from bot.slack.message import Block
from bot.storage.search import count_matching
from bot.storage.themes import load_theme, load_themes, save_theme
from digests.items import count_of
from digests.page import Button, Line, Menu, Paragraph, Table, bold, line
from handlers.command import Request
from handlers.feature import Feature, FormListener
from handlers.forms import Form, ask_text, say
from handlers.incoming import Value
from handlers.permissions import require_change
from handlers.replies import ASK, Reply
from handlers.visit import Visit

EDIT = "theme_edit"  # of a menu; its value is a theme's id, or NEW
FORM = "theme"
NEW = "new"
NAME, ABOUT = "theme_name", "theme_about"
INCLUDE, EXCLUDE, THRESHOLD = "theme_include", "theme_exclude", "theme_threshold"
SPAN = timedelta(days=7)
LEAST, MOST = 0.05, 1.0  # of a threshold
LONGEST_PART = 2_500  # characters of a list in one input; Slack takes 3,000, and some room is left to write


def compose_themes(request: Request, services: Services) -> Reply:
    """All themes with what they brought in the last week; a menu to edit one."""
    with services.database.read(request.workspace_id) as scope:
        themes = load_themes(scope)
        since = request.now - SPAN
        counts = {
            theme.id: count_matching(
                scope, ThemeIs(theme.id), since=since, until=request.now, now=request.now
            )
            for theme in themes
        }
    head: tuple[Line, ...] = (
        line(bold("Theme")),
        line(bold("Stories, 7 days")),
        line(bold("Terms")),
        line(bold("Threshold")),
    )
    rows = tuple(
        (
            line(bold(theme.name), f" ({theme.id})"),
            line(str(counts[theme.id][1])),
            line(str(len(theme.include))),
            line(f"{theme.threshold:.2f}"),
        )
        for theme in themes
    )
    choices = (*((theme.name, theme.id) for theme in themes), ("A new theme…", NEW))
    return Reply(
        heading="Themes",
        understood=count_of(len(themes), "theme", "themes"),
        parts=(Table((head, *rows), right=(1, 2, 3)),),
        buttons=(Menu("Edit a theme", EDIT, choices), Button("Latest stories", ASK, "/theme")),
    )


def _open(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    theme = None
    if visit.call.line != NEW:
        with visit.services.database.read(visit.workspace.id) as scope:
            theme = load_theme(scope, visit.call.line)
    visit.require_open(compose_form(theme, visit.call.channel_id))


def compose_form(theme: Theme | None, channel: str) -> Form:
    """The form of a theme, or of a new one."""
    shown = theme or Theme(id="", name="")
    return Form(
        name=FORM,
        title="Edit theme" if theme else "New theme",
        submit="Save",
        close="Cancel",
        kept=f"{shown.id} {channel}",
        blocks=(
            ask_text(NAME, "Name", initial=shown.name, most=100),
            ask_text(ABOUT, "What it is about", initial=shown.description, optional=True, multiline=True),
            *_ask_terms(
                INCLUDE,
                "Words and phrases",
                shown.include,
                hint="One a line. A * at a word's end stands for any ending: sanction*",
                optional=bool(shown.hints or shown.examples or shown.actors),
            ),
            *_ask_terms(
                EXCLUDE,
                "Words and phrases that speak against it",
                shown.exclude,
                hint="One a line.",
                optional=True,
            ),
            ask_text(
                THRESHOLD,
                "Threshold",
                initial=f"{shown.threshold:.2f}",
                hint=f"From {LEAST} to {MOST:.0f}: the higher, the fewer and surer the matches.",
                most=5,
            ),
            *_left_alone(shown),
        ),
    )


def _left_alone(theme: Theme) -> tuple[Block, ...]:
    """What the form does not show stays as it is, and is said to be there."""
    kept = [
        count_of(len(theme.hints), "hint", "hints") if theme.hints else "",
        count_of(len(theme.examples), "example", "examples") if theme.examples else "",
        count_of(len(theme.actors), "actor", "actors") if theme.actors else "",
    ]
    told = ", ".join(filter(None, kept))
    return say(Paragraph((line(f"Also in this theme, and kept: {told}."),))) if told else ()


def _ask_terms(
    name: str, label: str, terms: tuple[str, ...], *, hint: str, optional: bool
) -> Iterator[Block]:
    """A list in as many inputs as it needs: one that is cut would be saved as it is cut."""
    for number, part in enumerate(_parts(terms), 1):
        again = number > 1
        yield ask_text(
            _part_name(name, number),
            f"{label}, continued" if again else label,
            initial=part,
            hint=hint,
            multiline=True,
            optional=optional or again,
        )


def _part_name(name: str, number: int) -> str:
    return f"{name}_{number}" if number > 1 else name


def _parts(terms: tuple[str, ...]) -> list[str]:
    """The terms one a line, in parts of which each fits an input; one empty part where there are none."""
    parts = [""]
    for term in terms:
        if parts[-1] and length(f"{parts[-1]}\n{term}") > LONGEST_PART:
            parts.append("")
        parts[-1] = f"{parts[-1]}\n{term}" if parts[-1] else term
    return parts


def _terms(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    """One a line, out of all inputs of the list; each once."""
    inputs = takewhile(values.__contains__, (_part_name(name, number) for number in count(1)))
    lines = (" ".join(row.split()) for key in inputs for row in str(values[key] or "").splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def _check(visit: Visit) -> Mapping[str, str]:
    """What is wrong, beside its input."""
    values: Mapping[str, Value] = visit.call.view.values if visit.call.view else {}
    include, exclude = _terms(values, INCLUDE), _terms(values, EXCLUDE)
    wrong = {
        INCLUDE: _fault(include),
        EXCLUDE: _fault(exclude) or _both(include, exclude),
        THRESHOLD: _threshold_fault(str(values.get(THRESHOLD, ""))),
        NAME: "" if str(values.get(NAME, "")).strip() else "Give it a name.",
    }
    return {name: said for name, said in wrong.items() if said}


def _fault(terms: tuple[str, ...]) -> str:
    if len(terms) > MAX_LIST:
        return f"At most {MAX_LIST} are taken."
    return next((fault for term in terms if (fault := term_fault(term))), "")[:150]


def _both(include: tuple[str, ...], exclude: tuple[str, ...]) -> str:
    twice = sorted({term.lower() for term in include} & {term.lower() for term in exclude})
    return f"“{twice[0][:60]}” stands in both lists." if twice else ""


def _threshold_fault(typed: str) -> str:
    value = _number(typed)
    return "" if value is not None and LEAST <= value <= MOST else f"A number from {LEAST} to {MOST:.0f}."


def _number(typed: str) -> float | None:
    found = re.fullmatch(r"\s*([01](?:[.,]\d{1,4})?)\s*", typed)
    return float(found[1].replace(",", ".")) if found else None


def _save(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    if visit.call.view is None:
        return
    values = visit.call.view.values
    own, _, channel = visit.call.view.kept.partition(" ")
    with visit.services.database.write(visit.workspace.id) as scope:
        before = load_theme(scope, own) if own else Theme(id=_free_id(load_themes(scope), values), name="")
        theme = replace(
            before,
            name=str(values[NAME]).strip(),
            description=str(values.get(ABOUT, "")).strip(),
            include=_terms(values, INCLUDE),
            exclude=_terms(values, EXCLUDE),
            threshold=_number(str(values.get(THRESHOLD, ""))) or before.threshold,
        )
        save_theme(scope, theme, visit.services.clock())
    said = Reply(
        heading="Theme saved",
        understood=f"{theme.name} ({theme.id})",
        parts=(
            Paragraph((line("It holds for what comes in from now on; what is stored keeps its matches."),)),
        ),
        buttons=(Button("All themes", ASK, "/media themes"),),
    )
    visit.at(channel).answer(said)


def _free_id(themes: tuple[Theme, ...], values: Mapping[str, Value]) -> str:
    """A new theme's id, out of its name. Raises UsageError where another has it."""
    slug = re.sub(r"[^a-z0-9]+", "-", str(values.get(NAME, "")).lower()).strip("-")[:40] or "theme"
    if slug in {theme.id for theme in themes}:
        raise UsageError(
            f"There is a theme “{slug}” already.", advice="Edit that one, or choose another name."
        )
    return slug


FEATURE = Feature(actions={EDIT: _open}, forms={FORM: FormListener(_save, _check)})
