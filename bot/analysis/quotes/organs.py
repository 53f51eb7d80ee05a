"""Organs of a state as speakers where no name of the state stands before them: "the ministry", "its embassy"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from bot.analysis.datelines import dateline_end
from bot.analysis.document import Paragraph
from bot.analysis.quotes.pronouns import GENDERED, resolve_pronoun
from bot.analysis.quotes.scene import Scene, Speaker


def resolve_organ(scene: Scene, paragraph: Paragraph, token: Token, printed: str) -> Speaker | None:
    """The state for which an organ speaks: its possessor's, its seat's, that of its last naming in full, or
    the country that a wire report comes from. None for other nouns, and where no state can be told."""
    if token.lemma_.lower() == "office":
        return _leaders_office(scene, paragraph, token, printed)
    if token.lemma_.lower() not in scene.lists["organs"]:
        return None
    state, lead = _possessor(scene, paragraph, token)
    if state is None and any(child.dep_ == "poss" for child in token.children):
        return None
    state = state or _seat(scene, token) or _named_in_full(scene, paragraph, token) or _home(scene)
    if state is None:
        return None
    organ = _without_article(printed)
    known = scene.table.by_id.get(state)
    name = f"{organ} of {known.name if known else scene.cast.members[state].name}"
    return Speaker(printed=printed, name=name, id=state, how="role", lead=lead)


def _leaders_office(scene: Scene, paragraph: Paragraph, token: Token, printed: str) -> Speaker | None:
    """ "His office" of a president or prime minister speaks for the state; anybody else's is nobody's voice."""
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    naming = scene.cast.at(*paragraph.span_of(owner))
    leader = naming.actor if naming is not None else None
    if owner.lower_ in GENDERED:
        leader = resolve_pronoun(scene, paragraph, owner).id
    state = _state_led(scene, leader) if leader is not None else None
    if leader is None or state is None:
        return None
    return Speaker(printed=printed, name=f"office of {scene.cast.members[leader].name}", id=state, how="role")


def _state_led(scene: Scene, leader: str) -> str | None:
    """The state of which a person is president, prime minister or king, by the table or the printed role."""
    member = scene.cast.members[leader]
    office = (member.office or member.role or "") if member.kind == "person" else ""
    heads = "|".join(sorted(scene.lists["heads_of_state"], key=len, reverse=True))
    led = re.search(
        rf"(?<!vice )(?<!vice-)(?<!former )(?<!shadow )\b(?:{heads})\b(?! of the exchequer)",
        office.casefold(),
    )
    states = (
        [a for a in scene.table.name_actors(office) if scene.table.by_id[a].kind == "state"] if led else []
    )
    return states[0] if len(states) == 1 else None


def _without_article(printed: str) -> str:
    first, _, rest = printed.partition(" ")
    return rest if first.casefold() in ("the", "its", "their") and rest else printed


def _possessor(scene: Scene, paragraph: Paragraph, token: Token) -> tuple[str | None, float]:
    """ "Its embassy": the state last spoken of; "Rome’s embassy": Italy."""
    for child in token.children:
        owner = scene.cast.at(*paragraph.span_of(child)) if child.dep_ == "poss" else None
        if owner is not None and scene.cast.members[owner.actor].kind == "state":
            return owner.actor, 3.0
        if child.dep_ == "poss" and child.lower_ in ("its", "their"):
            choice = scene.discourse.body_for(paragraph.start + child.idx, child, ("state",))
            if choice is not None:
                return choice.actor, choice.lead
    return None, 0.0


def _seat(scene: Scene, token: Token) -> str | None:
    """ "The presidency in Ankara": the state whose seat of government is named behind it."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "at"):
            for place in child.children:
                state = _state_at(scene, place.text)
                if state is not None:
                    return state
    return None


def _named_in_full(scene: Scene, paragraph: Paragraph, token: Token) -> str | None:
    """ "The ministry" behind "the Chilean Mining Ministry": the state of the last organ of that kind."""
    return scene.discourse.body_printed_with(paragraph.start + token.idx, token.lemma_.lower())


def _home(scene: Scene) -> str | None:
    """The state in whose capital the report was filed."""
    first = scene.document.paragraphs[0]
    end = dateline_end(first.text, 0, len(first.text))
    return _state_at(scene, first.text[:end].title()) if end else None


def _state_at(scene: Scene, text: str) -> str | None:
    """The one state of which a capital or the name stands in `text`."""
    found = {
        entry.actor
        for hit in scene.table.index.find(text)
        for entry in hit.entries
        if entry.actor and entry.by in ("metonym", "name")
    }
    states = [actor for actor in found if scene.table.by_id[actor].kind == "state"]
    return states[0] if len(states) == 1 else None
