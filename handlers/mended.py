"""What was corrected, in words: the answer, the mark in posted messages, and `/media corrections`. Pure but the last."""

from __future__ import annotations

from bot.clock import parse_timezone
from bot.model.corrections import Act, Correction, Fault, Voice
from bot.query.write import Names
from bot.services import Services
from bot.storage.corrections import load_corrections
from digests.corrected import Mend
from digests.correcting import Corrected
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import Button, Buttons, Line, Paragraph, Part, Piece, Small, italic, line
from handlers.command import Request
from handlers.mending_form import describe_act
from handlers.replies import ASK, Reply
from handlers.subscribing import write_moment

UNDO = "correction_undo"  # its value is the correction's number
NOBODY = "an unnamed speaker"  # as digests call one


def mend_of(correction: Correction, *, undone: bool, timezone: str) -> Mend | None:
    """What becomes of posted messages; None for events, which no digest shows."""
    before, after = correction.before, correction.after
    if not isinstance(before, Voice):
        return None
    shown = before if undone or not isinstance(after, Voice) else after
    local = correction.made_at.astimezone(parse_timezone(timezone))
    return Mend(
        contents=correction.contents,
        speaker=shown.name or NOBODY,
        role=shown.role,
        struck=correction.fault is Fault.NO_QUOTE and not undone,
        mark=f"corrected-{correction.id}",
        note="" if undone else f"Corrected {local.day} {local:%b %Y}: {_tell_voices(before, after)}",
    )


def _tell_voices(before: Voice, after: Voice | Act | None) -> str:
    old = before.name or NOBODY
    if isinstance(after, Voice):
        return f"{after.name or NOBODY} is quoted above, not {old}."
    return f"what is struck out above is no quote of {old}."


def tell_correction(correction: Correction, names: Names) -> str:
    """What was made of what, in a sentence."""
    before, after = correction.before, correction.after
    said = clip(clean(correction.contents[0] if correction.contents else ""), 200)
    if isinstance(before, Voice):
        if isinstance(after, Voice):
            return f"“{said}” was said by {after.name or NOBODY}, not by {before.name or NOBODY}."
        return f"“{said}” is no quote of {before.name or NOBODY}."
    if not isinstance(after, Act):
        return f"Retracted: {describe_act(before, names)}. {said}"
    kinds = f"{before.event_class.value} → {after.event_class.value}"
    if correction.fault is Fault.CLASS:
        return f"{describe_act(before, names)}: {kinds}. {said}"
    return f"{describe_act(after, names)}, not {describe_act(before, names)}. {said}"


def compose_made(correction: Correction, corrected: Corrected, names: Names) -> Reply:
    """The answer to a correction."""
    return Reply(
        heading="Corrected",
        parts=(
            Paragraph((line(tell_correction(correction, names)),)),
            Small(
                f"{_tell_posts(corrected)} It holds in the whole story, also when its articles are read again."
            ),
        ),
        buttons=(
            Button("Undo", UNDO, str(correction.id)),
            Button("All corrections", ASK, "/media corrections"),
        ),
    )


def compose_undone(correction: Correction, corrected: Corrected, names: Names) -> Reply:
    """The answer to taking one back."""
    said = f"No longer: {tell_correction(correction, names)}"
    return Reply(
        heading="Correction undone",
        parts=(Paragraph((line(said),)), Small(_tell_posts(corrected))),
        buttons=(Button("All corrections", ASK, "/media corrections"),),
    )


def _tell_posts(corrected: Corrected) -> str:
    said = "No posted message shows it."
    if corrected.updated:
        said = f"{count_of(corrected.updated, 'posted message was', 'posted messages were')} updated."
    if corrected.failed:
        failed = count_of(corrected.failed, "message", "messages")
        said = f"{said if corrected.updated else ''} Slack did not let me change {failed}.".strip()
    return said


def compose_corrections(request: Request, services: Services) -> Reply:
    """The latest corrections of the workspace: what, by whom, when; those that stand with Undo."""
    names = services.names(request.workspace_id)
    with services.database.read(request.workspace_id) as scope:
        found = load_corrections(scope, limit=15)
    parts: list[Part] = []
    for correction in found:
        parts.append(Paragraph((line(tell_correction(correction, names)), _made(correction, request))))
        if correction.undone_at is None:
            parts.append(Buttons((Button("Undo", UNDO, str(correction.id)),)))
    return Reply(
        heading="Corrections",
        understood="the latest ones, of the whole workspace",
        parts=tuple(parts) or (Paragraph((line("Nothing was corrected yet."),)),),
    )


def _made(correction: Correction, request: Request) -> Line:
    pieces: list[Piece | str] = [italic(write_moment(correction.made_at, request.timezone))]
    if correction.made_by:
        pieces += [italic(", by "), Piece("", user=correction.made_by)]
    if correction.undone_at:
        pieces.append(italic(f"; undone {write_moment(correction.undone_at, request.timezone)}"))
    if correction.undone_at and correction.undone_by:
        pieces += [italic(", by "), Piece("", user=correction.undone_by)]
    return line(*pieces)
