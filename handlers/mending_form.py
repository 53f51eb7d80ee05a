"""The form in which somebody says what is wrong with a quote or an event. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.corrections import Act, Fault
from bot.model.findings import Event, EventClass, Quote
from bot.query.write import Names
from bot.storage.mending_rows import Placed
from digests.mrkdwn import clean, clip
from handlers.forms import Form, Option, ask_choice, ask_text
from handlers.speaker_names import LONGEST

FORM = "mending"
WHAT, HOW, WHO = "mending_what", "mending_how", "mending_who"
MOST_LISTED = 40
_CLASSES = {
    EventClass.VERBAL_COOPERATION: "It was cooperation in words",
    EventClass.MATERIAL_COOPERATION: "It was cooperation in deeds",
    EventClass.VERBAL_CONFLICT: "It was conflict in words",
    EventClass.MATERIAL_CONFLICT: "It was conflict in deeds",
}
_OF_QUOTES = (
    Option("Somebody else said it (write who below)", Fault.SPEAKER.value),
    Option("This is no quote", Fault.NO_QUOTE.value),
)
_OF_EVENTS = (
    Option("This did not happen: retract it", Fault.NO_EVENT.value),
    Option("It was the other way round", Fault.DIRECTION.value),
    *(Option(label, f"{Fault.CLASS.value}:{kind.value}") for kind, label in _CLASSES.items()),
)


def compose_mending(shown: Sequence[Placed], names: Names, channel: str) -> Form:
    """The form for what is shown; something has to be."""
    listed = shown[:MOST_LISTED]
    quotes = any(isinstance(placed.finding, Quote) for placed in listed)
    events = any(isinstance(placed.finding, Event) for placed in listed)
    choices = tuple(Option(describe_finding(p.finding, names), write_choice(p)) for p in listed)
    who = ask_text(
        WHO,
        "Who said it",
        hint="A name, or: unknown. Only where somebody else said it.",
        optional=True,
        most=LONGEST,
    )
    return Form(
        name=FORM,
        title="Something wrong?",
        submit="Correct",
        close="Cancel",
        kept=channel,
        blocks=(
            ask_choice(WHAT, "Which one", choices, initial=choices[0].value if len(choices) == 1 else ""),
            ask_choice(
                HOW, "What is wrong", (*(_OF_QUOTES if quotes else ()), *(_OF_EVENTS if events else ()))
            ),
            *((who,) if quotes else ()),
        ),
    )


def write_choice(placed: Placed) -> str:
    """ "quote:12", "event:7"."""
    return f"{'quote' if isinstance(placed.finding, Quote) else 'event'}:{placed.id}"


def describe_finding(finding: Quote | Event, names: Names) -> str:
    """A quote or event in a line; a menu shows 75 characters of it."""
    if isinstance(finding, Quote):
        said = finding.speaker_name or finding.speaker or "an unnamed speaker"
        return f"{clip(clean(said), 28)}: “{clip(clean(finding.content), 40)}”"
    return clip(f"{describe_act(finding, names)} ({clean(finding.verb)})", 75)


def describe_act(act: Event | Act, names: Names) -> str:
    """ "Russia → China"."""
    source, target = act.source or act.source_text, act.target or act.target_text
    who, whom = (" and ".join(clean(names.actor_name(id)) for id in side) for side in (source, target))
    return f"{clip(who, 60) or 'somebody'} → {clip(whom, 60) or 'somebody'}"
