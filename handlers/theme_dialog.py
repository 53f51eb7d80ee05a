"""`/media themes`: the themes of the workspace, and the form in which one is edited or made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.analysis.lexicon.written_terms import MAX_LIST, term_fault
from bot.errors import UsageError
from bot.model.knowledge import Theme
from bot.query.tree import ThemeIs
from bot.services import Services
from bot.slack.message import Block
from bot.storage.search import count_matching
from bot.storage.themes import load_theme, load_themes, save_theme
from digests.items import count_of
from digests.page import Button, Line, Menu, Paragraph, Table, bold, line, text
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
LONGEST_LIST = 3_000  # characters; Slack's inputs take no more


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
    if not visit.open(compose_form(theme, visit.call.channel_id)):
        raise UsageError("That form could not be opened in time.", advice="Choose again.")


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
            ask_text(
                ABOUT, "What it is about", initial=shown.description, optional=True, multiline=True, most=600
            ),
            ask_text(
                INCLUDE,
                "Words and phrases",
                initial=_write(shown.include),
                hint="One a line. A * at a word's end stands for any ending: sanction*",
                multiline=True,
                optional=bool(shown.hints or shown.examples or shown.actors),
            ),
            ask_text(
                EXCLUDE,
                "Words and phrases that speak against it",
                initial=_write(shown.exclude),
                hint="One a line.",
                multiline=True,
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
    return (
        say(
            Paragraph(
                (
                    line(
                        text(f"Also in this theme, and kept: {told}."),
                    ),
                )
            )
        )
        if told
        else ()
    )


def _write(terms: tuple[str, ...]) -> str:
    return "\n".join(terms)


def _terms(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    """One a line; each once."""
    value = values.get(name, "")
    lines = (" ".join(row.split()) for row in (value if isinstance(value, str) else "").splitlines())
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
