"""Muting an outlet, a story or a word: the effect first, then the deed, and back; `/media mutes`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import NotFoundError
from bot.model.mutes import Mute, MuteKind
from bot.services import Services
from bot.storage.database import Scope
from bot.storage.mutes import add_mute, list_mutes, load_mute, undo_mute
from bot.storage.subscriptions import load_subscription, load_subscriptions
from bot.storage.words import fold_words
from digests.items import count_of
from digests.page import Button, Buttons, Line, Paragraph, Part, Piece, Small, bold, italic, line
from handlers.command import Request
from handlers.feature import Feature, FormListener
from handlers.forms import Form, Option, ask_choice, ask_text
from handlers.mute_effect import Asked, describe_place, load_effects, parse_asked, read_mute, write_asked
from handlers.permissions import require_change
from handlers.replies import ASK, RERUN, Reply
from handlers.subscribing import describe_topic, write_moment
from handlers.visit import Visit

MUTE, HERE, EVERYWHERE, LATER = "mute", "mute_here", "mute_everywhere", "mute_later"
UNMUTE, FORM = "unmute", "mute_term"
TERM, WHERE = "mute_words", "mute_where"
LONGEST_TERM = 100
MOST_LISTED = 15
WHOLE = "0"  # the choice of the whole workspace
KINDS = {MuteKind.OUTLET: "Outlet", MuteKind.STORY: "Story", MuteKind.TERM: "Word"}


def _ask(visit: Visit) -> None:
    """What muting would change, here and in the whole workspace."""
    visit.answer(_compose_effects(visit, _read(visit)))


def _compose_effects(visit: Visit, asked: Asked) -> Reply:
    with visit.services.database.read(visit.workspace.id) as scope:
        own = _own(scope, asked.subscription, visit.call.channel_id)
        mute = read_mute(scope, asked, visit.call.user_id, visit.services.clock())
        effects = load_effects(visit.services, scope, visit.workspace.id, mute, own)
    value = write_asked(asked)
    buttons = [Button("Mute in the whole workspace", EVERYWHERE, value), Button("Not now", LATER, "")]
    here = (Button("Mute here", HERE, value, primary=True),) if own else ()
    return Reply(
        heading=f"Mute “{mute.shown}”?",
        parts=(
            *(Paragraph((line(bold(f"{where}: "), effect.sentence),)) for where, effect in effects),
            Small("Look-ups still find what is muted. It can be undone at any time."),
        ),
        buttons=(*here, *buttons),
    )


def _read(visit: Visit) -> Asked:
    asked = parse_asked(visit.call.line)
    if asked is None:
        raise NotFoundError("That button belongs to an older version.", advice="/media mutes has a new one.")
    return asked


def _own(scope: Scope, number: int, channel: str) -> int | None:
    """The subscription's number where it is of the channel that is asked from. Raises NotFoundError."""
    if not number:
        return None
    subscription = load_subscription(scope, number)
    if subscription.channel != channel:
        raise NotFoundError(
            f"This channel has no subscription {number}.", advice="/subscriptions lists those that it has."
        )
    return number


def _mute_here(visit: Visit) -> None:
    asked = _read(visit)
    with visit.services.database.read(visit.workspace.id) as scope:
        own = _own(scope, asked.subscription, visit.call.channel_id)
    if own is None:
        raise NotFoundError("That button belongs to no subscription.", advice="/media mutes has a new one.")
    _save(visit, asked, own)


def _mute_everywhere(visit: Visit) -> None:
    require_change(visit.request(), visit.services)
    _save(visit, _read(visit), None)


def _save(visit: Visit, asked: Asked, where: int | None) -> None:
    now = visit.services.clock()
    with visit.services.database.write(visit.workspace.id) as scope:
        mute = add_mute(scope, read_mute(scope, asked, visit.call.user_id, now, where))
        place = describe_place(scope, visit.services.names(visit.workspace.id), mute)
    said = f"{KINDS[mute.kind]} muted {place}, from the next digest on."
    buttons = (Button("Undo", UNMUTE, str(mute.id)), Button("All mutes", ASK, "/media mutes"))
    reply = Reply(heading=f"Muted: {mute.shown}", parts=(Paragraph((line(said),)),), buttons=buttons)
    visit.answer(reply, replace=True)


def _later(visit: Visit) -> None:
    visit.answer(Reply(heading="Not now", parts=(Paragraph((line("Nothing was muted."),)),)), replace=True)


def _unmute(visit: Visit) -> None:
    number = visit.call.line
    with visit.services.database.read(visit.workspace.id) as scope:
        mute = load_mute(scope, int(number) if number.isdecimal() and len(number) < 12 else 0)
        if mute.subscription is not None:
            _own(scope, mute.subscription, visit.call.channel_id)
    if mute.subscription is None:
        require_change(visit.request(), visit.services)
    with visit.services.database.write(visit.workspace.id) as scope:
        done = undo_mute(scope, mute.id, by=visit.call.user_id, now=visit.services.clock())
    said = f"“{mute.shown}” is told again." if done else f"“{mute.shown}” was told again already."
    buttons = (Button("All mutes", ASK, "/media mutes"),)
    reply = Reply(heading="No longer muted", parts=(Paragraph((line(said),)),), buttons=buttons)
    visit.answer(reply, replace=True)


def compose_mutes(request: Request, services: Services) -> Reply:
    """What is muted in the workspace and in this channel's subscriptions, by whom, each with Undo."""
    names = services.names(request.workspace_id)
    channels = (request.channel_id,) if request.user_id else None  # the command line sees all
    with services.database.read(request.workspace_id) as scope:
        found = list_mutes(scope, channels)
        places = {mute.id: describe_place(scope, names, mute) for mute in found[:MOST_LISTED]}
    parts: list[Part] = []
    for mute in found[:MOST_LISTED]:
        parts.append(Paragraph((_line(mute, places[mute.id], request),)))
        parts.append(Buttons((Button("Undo", UNMUTE, str(mute.id)),)))
    if len(found) > MOST_LISTED:
        parts.append(Small(f"and {len(found) - MOST_LISTED} more"))
    return Reply(
        heading="Mutes",
        understood=count_of(len(found), "thing is muted", "things are muted"),
        parts=tuple(parts) or (Paragraph((line("Nothing is muted here."),)),),
        buttons=(Button("Mute a word", FORM, ""), Button("Refresh", RERUN, "/media mutes")),
    )


def _line(mute: Mute, place: str, request: Request) -> Line:
    when = write_moment(mute.made_at, request.timezone)
    made = line(italic(f" — {place}, since {when}"))
    by = line(italic(", by "), Piece("", user=mute.made_by)) if mute.made_by else ()
    return (*line(bold(f"{KINDS[mute.kind]}: "), mute.shown), *made, *by)


def _open(visit: Visit) -> None:
    """The form for a word; its value is a subscription's number, or nothing."""
    names = visit.services.names(visit.workspace.id)
    with visit.services.database.read(visit.workspace.id) as scope:
        own = load_subscriptions(scope, visit.call.channel_id) if visit.call.channel_id else ()
    places = tuple(Option(f"Here: {describe_topic(s.topic, names)}", str(s.id)) for s in own)
    form = Form(
        name=FORM,
        title="Mute a word",
        submit="See the effect",
        close="Cancel",
        kept=visit.call.channel_id,
        blocks=(
            ask_text(
                TERM,
                "Word or phrase",
                most=LONGEST_TERM,
                hint="Stories with it in their headline are left out.",
            ),
            ask_choice(
                WHERE,
                "Where",
                (*places[:90], Option("In the whole workspace", WHOLE)),
                initial=visit.call.line or (places[0].value if places else WHOLE),
            ),
        ),
    )
    said = Paragraph((line("That form could not be opened in time. Press again."),))
    visit.answer(Reply(heading="Mute a word", parts=(said,), form=form))


def _check(visit: Visit) -> Mapping[str, str]:
    values = visit.call.view.values if visit.call.view else {}
    if not fold_words(str(values.get(TERM, ""))):
        return {TERM: "Write a word or a phrase, with letters or digits."}
    return {} if str(values.get(WHERE, "")).isdecimal() else {WHERE: "Choose where."}


def _take(visit: Visit) -> None:
    """The effect of muting what was written."""
    if visit.call.view is None:
        return
    values = visit.call.view.values
    term = " ".join(str(values.get(TERM, "")).split())[:LONGEST_TERM]
    asked = Asked(subscription=int(str(values.get(WHERE, WHOLE))), kind=MuteKind.TERM, what=term)
    there = visit.at(visit.call.view.kept)
    there.answer(_compose_effects(there, asked))


FEATURE = Feature(
    actions={
        MUTE: _ask,
        HERE: _mute_here,
        EVERYWHERE: _mute_everywhere,
        LATER: _later,
        UNMUTE: _unmute,
        FORM: _open,
    },
    forms={FORM: FormListener(_take, _check)},
)
