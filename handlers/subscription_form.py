"""The form in which a channel is subscribed, or a subscription changed. Pure.

Names of its inputs begin with "subscription": they are also those of the actions that a change is told by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from bot.clock import parse_timezone
from bot.errors import RapporteurError
from bot.model.knowledge import Theme
from bot.model.subscriptions import QuietDay, Rhythm, RhythmKind, Subscription
from bot.query.parser import parse_query
from digests.page import Part
from digests.rhythm import DEFAULT_AT, WEEKDAYS
from handlers.forms import (
    Form,
    Json,
    Option,
    ask_channel,
    ask_choice,
    ask_choices,
    ask_text,
    ask_time,
    parse_kept,
    say,
)
from handlers.incoming import Value
from handlers.topic_parts import split_themes

FORM = "subscription"
TOPIC, THEMES, RHYTHM = "subscription_topic", "subscription_themes", "subscription_rhythm"
WEEKDAY, AT, ZONE = "subscription_weekday", "subscription_at", "subscription_zone"
MINIMUM, QUIET, ALERTS = "subscription_minimum", "subscription_quiet", "subscription_alerts"
PLACE, CHANNEL = "subscription_place", "subscription_channel"
HERE, DIRECT = "channel", "direct"

_RHYTHMS = (
    Option("Every day", RhythmKind.DAILY.value),
    Option("Monday to Friday", RhythmKind.WEEKDAYS.value),
    Option("Once a week", RhythmKind.WEEKLY.value),
    Option("Every hour", RhythmKind.HOURLY.value),
    Option("Instantly, when a story breaks", RhythmKind.INSTANTLY.value),
)
_MINIMA = (
    Option("Every story", "1"),
    Option("2 outlets or more", "2"),
    Option("3 outlets or more", "3"),
    Option("5 outlets or more", "5"),
)
_QUIET = (
    Option("Say so in one line", QuietDay.LINE.value),
    Option("Post nothing", QuietDay.NOTHING.value),
)
_ALERTS = (
    Option("No alerts", "no"),
    Option("Alert when far above its own normal", "yes"),
)
_PLACES = (Option("In a channel", HERE), Option("To me, as a direct message", DIRECT))
_AT_FIXED_TIMES = frozenset({RhythmKind.DAILY, RhythmKind.WEEKDAYS, RhythmKind.WEEKLY})


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What stands in the form's inputs, right or wrong."""

    topic: str = ""  # words, names, phrases, as typed
    themes: tuple[str, ...] = ()  # ids
    rhythm: RhythmKind = RhythmKind.DAILY
    weekday: int = 0  # 0 = Monday
    at: time = DEFAULT_AT
    timezone: str  # as typed
    minimum: int = 1
    quiet_day: QuietDay = QuietDay.LINE
    alerts: bool = False  # of spikes
    direct: bool = False  # to the person, not to a channel
    channel: str = ""  # Slack's id; "" where it is still to be chosen
    subscription: int = 0  # id of the one that is changed; 0 for a new one

    def timing(self) -> Rhythm:
        """The rhythm with what belongs to it."""
        at = self.at if self.rhythm in _AT_FIXED_TIMES else None
        weekday = self.weekday if self.rhythm is RhythmKind.WEEKLY else None
        return Rhythm(kind=self.rhythm, at=at, weekday=weekday)


def compose_form(answers: Answers, themes: Sequence[Theme], preview: Sequence[Part]) -> Form:
    """The form with what stands in it, and what the last days would have brought."""
    new = not answers.subscription
    return Form(
        name=FORM,
        title="Subscribe" if new else "Edit subscription",
        submit="Subscribe" if new else "Save",
        close="Cancel",
        kept=_keep(answers),
        blocks=(
            *_about(answers, themes),
            *say(*preview),
            *_when(answers),
            *_how(answers),
            *(_where(answers) if new else ()),
        ),
    )


def read_answers(values: Mapping[str, Value], kept: str) -> Answers:
    """The answers out of a form that was sent, or changed while it was open."""
    before = _recall(kept)
    return replace(
        before,
        topic=_word(values, TOPIC).strip(),
        themes=_words(values, THEMES),
        rhythm=RhythmKind(_word(values, RHYTHM) or before.rhythm),
        weekday=int(_word(values, WEEKDAY) or before.weekday),
        at=time.fromisoformat(_word(values, AT)) if _word(values, AT) else before.at,
        timezone=_word(values, ZONE).strip() or before.timezone,
        minimum=int(_word(values, MINIMUM) or before.minimum),
        quiet_day=QuietDay(_word(values, QUIET) or before.quiet_day),
        alerts=_word(values, ALERTS) == "yes" if ALERTS in values else before.alerts,
        direct=_word(values, PLACE) == DIRECT,
        channel=_word(values, CHANNEL) or before.channel,
    )


def answers_of(subscription: Subscription, alerts: bool) -> Answers:
    """The answers that a subscription came from: its themes apart where they stand apart."""
    themes, topic = split_themes(parse_query(subscription.topic))
    rhythm = subscription.rhythm
    return Answers(
        topic=topic,
        themes=themes,
        rhythm=rhythm.kind,
        weekday=rhythm.weekday or 0,
        at=rhythm.at or DEFAULT_AT,
        timezone=subscription.timezone,
        minimum=subscription.minimum,
        quiet_day=subscription.quiet_day,
        alerts=alerts,
        channel=subscription.channel,
        subscription=subscription.id,
    )


def check_zone(answers: Answers) -> Mapping[str, str]:
    """What is wrong with the time zone, if anything."""
    try:
        parse_timezone(answers.timezone)
    except RapporteurError as error:
        return {ZONE: error.message[:150]}
    return {}


def _about(answers: Answers, themes: Sequence[Theme]) -> tuple[Json, ...]:
    words = ask_text(
        TOPIC,
        "Names, words or phrases",
        initial=answers.topic,
        placeholder='putin xi · "power of siberia" · gazprom -football',
        hint="All of them must be there; OR between two asks for either. Press Enter for the preview below.",
        optional=True,
        most=500,
        live=True,
    )
    if not themes:
        return (words,)
    options = [Option(theme.name, theme.id) for theme in themes]
    menu = ask_choices(
        THEMES, "Themes", options, initial=answers.themes, hint="Any of them will do.", live=True
    )
    return (menu, words)


def _when(answers: Answers) -> tuple[Json, ...]:
    asked = [ask_choice(RHYTHM, "How often", _RHYTHMS, initial=answers.rhythm.value, live=True)]
    if answers.rhythm is RhythmKind.WEEKLY:
        days = [Option(day.capitalize(), str(number)) for number, day in enumerate(WEEKDAYS)]
        asked.append(ask_choice(WEEKDAY, "Day", days, initial=str(answers.weekday)))
    if answers.rhythm in _AT_FIXED_TIMES:
        asked.append(ask_time(AT, "Time", initial=f"{answers.at:%H:%M}"))
    if answers.rhythm is not RhythmKind.INSTANTLY:
        asked.append(
            ask_text(ZONE, "Time zone", initial=answers.timezone, hint="Such as Europe/Paris", most=60)
        )
    return tuple(asked)


def _how(answers: Answers) -> tuple[Json, ...]:
    least = ask_choice(
        MINIMUM, "Which stories", _MINIMA, initial=_minimum_offered(answers.minimum), live=True
    )
    spikes = ask_choice(ALERTS, "Spikes", _ALERTS, initial="yes" if answers.alerts else "no")
    if answers.rhythm is RhythmKind.INSTANTLY:
        return (least, spikes)
    quiet = ask_choice(QUIET, "When nothing happened", _QUIET, initial=answers.quiet_day.value)
    return (least, quiet, spikes)


def _minimum_offered(minimum: int) -> str:
    offered = [int(option.value) for option in _MINIMA]
    return str(max(n for n in offered if n <= max(minimum, offered[0])))


def _where(answers: Answers) -> tuple[Json, ...]:
    place = DIRECT if answers.direct else HERE
    return (
        ask_choice(PLACE, "Where", _PLACES, initial=place),
        ask_channel(CHANNEL, "Channel", initial=answers.channel),
    )


def _keep(answers: Answers) -> str:
    """What no input holds, or none that is shown now."""
    return json.dumps(
        {
            "zone": answers.timezone[:60],
            "channel": answers.channel,
            "subscription": answers.subscription,
            "weekday": answers.weekday,
            "at": f"{answers.at:%H:%M}",
            "quiet": answers.quiet_day.value,
            "alerts": answers.alerts,
        }
    )


def _recall(kept: str) -> Answers:
    data = parse_kept(kept, "zone", "channel", "subscription", "weekday", "at", "quiet", "alerts")
    return Answers(
        timezone=data["zone"],
        channel=data["channel"],
        subscription=data["subscription"],
        weekday=data["weekday"],
        at=time.fromisoformat(data["at"]),
        quiet_day=QuietDay(data["quiet"]),
        alerts=bool(data["alerts"]),
    )


def _word(values: Mapping[str, Value], name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""


def _words(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    return value if isinstance(value, tuple) else ()
