"""The turns of a transcript as quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.analysis.actors import ActorTable
from bot.analysis.document import Cast, Document, Member, Naming, member_of
from bot.analysis.names import gender_of, is_family_first, same_person, slug
from bot.analysis.quotes.confidence import confidence_of
from bot.analysis.quotes.transcripts import Turn
from bot.model.findings import Quote, QuoteKind

_ANSWERS = ("A", "ANSWER")
_QUESTIONER = re.compile(
    r"(?:Q|A|QUESTION|ANSWER|REPORTER|JOURNALIST|MODERATOR|HOST|INTERVIEWER|UNIDENTIFIED.*|SPEAKER.*|AUDIENCE.*)$"
)


def read_turns(document: Document, cast: Cast, turns: Sequence[Turn], table: ActorTable) -> list[Quote]:
    """One direct quote a turn; the label is the speaker. People named by labels join the cast."""
    members: dict[str, Member | None] = {}
    quotes = []
    for turn in turns:
        label = document.text[slice(*turn.label)].strip()
        if label not in members:
            answers = label.upper() in _ANSWERS
            members[label] = _interviewee(cast, turns[0].label[0]) if answers else _member(label, cast, table)
        quotes.append(_quote(document, turn, label, members[label]))
        _name(cast, turn, members[label])
    return quotes


def _interviewee(cast: Cast, start: int) -> Member | None:
    """The person who answers under "A:": the one named most before the first label, the earliest of several."""
    named = Counter(n.actor for n in cast.within(0, start) if cast.members[n.actor].kind == "person")
    return cast.members[named.most_common(1)[0][0]] if named else None


def _quote(document: Document, turn: Turn, label: str, member: Member | None) -> Quote:
    return Quote(
        content="\n\n".join(document.text[start:end] for start, end in turn.parts),
        start=turn.parts[0][0],
        end=turn.parts[-1][1],
        kind=QuoteKind.DIRECT,
        speaker=label,
        speaker_name=member.name if member else None,
        speaker_id=member.id if member else None,
        speaker_role=member.role if member else None,
        confidence=confidence_of(kind="direct", way="label", how="name" if member else "anonymous"),
    )


def _member(label: str, cast: Cast, table: ActorTable) -> Member | None:
    """The person or body of a label, known or new; None for "Q:" and the like."""
    if _QUESTIONER.match(label.upper()):
        return None
    name = label.split(",")[0].split("(")[0].strip()
    shown = _readable(name)
    for member in cast.members.values():
        if same_person(member.name, shown) or _surname_of(member, shown):
            return member
    actor = table.named_exactly(shown)
    if actor is not None:
        member = member_of(table.by_id[actor])
    else:
        person = gender_of(shown) is not None or is_family_first(shown)
        member = Member(id=slug(shown), name=shown, kind="person" if person else "organisation", known=False)
    return cast.members.setdefault(member.id, member)


def _readable(name: str) -> str:
    """ "LIN JIAN" → "Lin Jian"; "ALTYN TV" → "Altyn TV"."""
    if not name.isupper():
        return name
    return " ".join(w if len(w) <= 2 or "." in w else w.title().replace("’S", "’s") for w in name.split())


def _surname_of(member: Member, name: str) -> bool:
    return member.kind == "person" and " " not in name and name.casefold() in member.name.casefold().split()


def _name(cast: Cast, turn: Turn, member: Member | None) -> None:
    if member is not None and cast.at(*turn.label) is None:
        cast.namings.append(Naming(actor=member.id, start=turn.label[0], end=turn.label[1], by="name"))
        cast.namings.sort(key=lambda naming: naming.start)
