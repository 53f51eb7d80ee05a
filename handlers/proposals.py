"""`/media actors`: whom many articles name and no table knows; taken in or left out by a button."""

from __future__ import annotations

from bot.errors import UsageError
from bot.model.found import Proposal
from bot.query.names import NameTable
from bot.services import Services
from bot.storage.actors import load_actors
from bot.storage.proposals import accept_actor, dismiss_actor, load_proposals
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import Button, Buttons, Paragraph, Part, Small, bold, italic, line
from handlers.command import Request
from handlers.permissions import require_change
from handlers.replies import ASK, RERUN, Reply

MOST_SHOWN = 8
_DEEDS = ("accept", "dismiss")


def compose_actors(request: Request, services: Services) -> Reply:
    """The proposals; `accept ID` and `dismiss ID` decide one."""
    deed, _, actor = request.text.partition(" ")
    done = _decide(request, services, deed.lower(), actor.strip()) if request.text else ""
    with services.database.read(request.workspace_id) as scope:
        proposals, known = load_proposals(scope), len(load_actors(scope))
    parts: list[Part] = [Paragraph((line(bold(done)),))] if done else []
    for proposal in proposals[:MOST_SHOWN]:
        parts += _proposal(proposal)
    if not proposals:
        parts.append(Paragraph((line("Nobody is proposed: all whom several articles name are known."),)))
    if len(proposals) > MOST_SHOWN:
        parts.append(Small(f"and {len(proposals) - MOST_SHOWN} more"))
    return Reply(
        heading="Actors",
        understood=f"{known:,} are known · {count_of(len(proposals), 'proposal', 'proposals')}",
        parts=tuple(parts),
    )


def _decide(request: Request, services: Services, deed: str, actor: str) -> str:
    require_change(request, services)
    if deed not in _DEEDS or not actor:
        raise UsageError(
            "That is not understood.",
            advice="Write /media actors; /actor NAME shows what is known of somebody.",
        )
    with services.database.write(request.workspace_id) as scope:
        decide = accept_actor if deed == "accept" else dismiss_actor
        decide(scope, actor, request.now, request.user_id or None)
    shown = _name(services.names(request.workspace_id), actor)
    return f"Taken in: {shown}." if deed == "accept" else f"Left out: {shown}."


def _name(names: NameTable, actor: str) -> str:
    return names.actor_name(actor)


def _proposal(proposal: Proposal) -> list[Part]:
    role = f", {clip(clean(proposal.roles[0]), 100)}" if proposal.roles else ""
    outlets = count_of(len(proposal.outlets), "outlet", "outlets")
    counted = f"{count_of(proposal.articles, 'article', 'articles')} from {outlets}"
    lines = [line(bold(clip(clean(proposal.name), 100)), f"{role} — {counted}")]
    if proposal.headlines:
        lines.append(line(italic(clip(clean(proposal.headlines[0]), 150))))
    return [
        Paragraph(tuple(lines)),
        Buttons(
            (
                Button("Take in", RERUN, f"/media actors accept {proposal.id}", primary=True),
                Button("Leave out", RERUN, f"/media actors dismiss {proposal.id}"),
                Button("Quotes", ASK, f"/quotes {proposal.name}"),
            )
        ),
    ]
