"""From the printed speaker ("the minister", "she", "Russia and China") to a name and an actor."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from bot.analysis.document import Naming, Paragraph
from bot.analysis.lexicon.words import word_set
from bot.analysis.names import honorifics, slug
from bot.analysis.quotes.bearers import find_national
from bot.analysis.quotes.couples import partner_of
from bot.analysis.quotes.newcomers import name_given
from bot.analysis.quotes.nouns import resolve_group, resolve_noun
from bot.analysis.quotes.pronouns import PERSONAL, resolve_pronoun
from bot.analysis.quotes.scene import UNKNOWN, Scene, Speaker
from bot.analysis.roles import is_role_noun

_WORD_BEFORE = re.compile(r"([^\s]+)\s$")


def resolve_speaker(scene: Scene, paragraph: Paragraph, token: Token) -> Speaker:
    """The speaker whose phrase has `token` for its head."""
    others = [t for t in token.conjuncts if t.i > token.i and t.pos_ in ("PROPN", "NOUN", "PRON")]
    if others and token.dep_ != "conj" and not paragraph.is_masked(others[0]) and others[0].i - token.i < 25:
        joint = _joint(scene, paragraph, [token, *others])
        if joint is not None:
            return joint
    speaker = _single(scene, paragraph, token)
    partner = _partner(scene, paragraph, token) if speaker.how == "name" else None
    if partner is None:
        return speaker
    name = f"{partner} and {speaker.name}"
    return Speaker(printed=speaker.printed, name=name, how="joint")


def _partner(scene: Scene, paragraph: Paragraph, token: Token) -> str | None:
    """Who speaks together with a name at the head of its sentence: "Ann Lee (D-MA) and Jim Banks, …, said"."""
    found = partner_of(scene.discourse, paragraph.span_of(token)[0])
    if found is None or paragraph.start > found.start:
        return None
    opening = token.sent.start_char + paragraph.start
    lead = paragraph.doc.char_span(
        max(0, opening - paragraph.start),
        paragraph.span_of(token)[0] - paragraph.start,
        alignment_mode="contract",
    )
    if lead is None or found.start < opening or any(t.pos_ in ("VERB", "AUX") for t in lead):
        return None
    return scene.cast.members[found.actor].name


def speaker_at(scene: Scene, start: int, end: int) -> Speaker:
    """The speaker printed at a place without a parse, such as a trailing attribution."""
    text = scene.document.text[start:end]
    naming = scene.cast.at(start, end)
    if naming is not None:
        return _of_naming(scene, naming, text[: naming.end - start].strip())
    name, _, role = text.partition(",")
    if not re.fullmatch(r"[A-Z][\w.’'-]+(?: [\w.’'-]+){1,4}", name.strip()):
        return UNKNOWN
    return Speaker(
        printed=name.strip(), name=name.strip(), id=slug(name), role=role.strip() or None, how="unlisted"
    )


def _single(scene: Scene, paragraph: Paragraph, token: Token) -> Speaker:
    token = _who_is_of(scene, paragraph, token)
    word = token.lower_
    if word == "both":
        group = resolve_group(scene, paragraph, token)
        return replace(group, printed=token.text) if group else Speaker(printed=token.text)
    if token.pos_ == "PRON" or word in PERSONAL:
        return resolve_pronoun(scene, paragraph, token)
    if word in scene.lists["nationals"]:
        national = find_national(scene, paragraph, token)
        if national is not None:
            return national
    issuer = _issuer(scene, paragraph, token)
    if issuer is not None:
        return replace(issuer, printed=scene.document.text[slice(*scene.phrase(paragraph, token))])
    start, end = scene.phrase(paragraph, token)
    naming = _naming_of(scene, paragraph, token, start, end)
    if naming is not None:
        printed = scene.document.text[naming.start : naming.end]
        return _of_naming(scene, naming, printed)
    return resolve_noun(scene, paragraph, token, start, end)


def _who_is_of(scene: Scene, paragraph: Paragraph, token: Token) -> Token:
    """The person of "Anna Berg of the Harbour Party said", where the parser takes the party for the subject."""
    if token.dep_ != "pobj" or token.head.lower_ not in ("of", "from", "at"):
        return token
    person = token.head.head
    naming = scene.cast.at(*paragraph.span_of(person)) if person.i < token.i else None
    return person if naming is not None and naming.by != "demonym" and scene.is_person(naming) else token


def _issuer(scene: Scene, paragraph: Paragraph, document: Token) -> Speaker | None:
    """Who is named as the owner of a document that speaks: "Brightwater’s note said"."""
    if document.lemma_.lower() not in (*scene.lists["documents"], "note", "voice"):
        return None
    for child in document.children:
        owner = (
            child
            if child.dep_ == "poss"
            else next(iter(child.children), None)
            if child.lower_ == "of"
            else None
        )
        naming = scene.cast.at(*paragraph.span_of(owner)) if owner is not None else None
        if (
            naming is not None
            and naming.by != "demonym"
            and (child.dep_ == "poss" or document.lemma_.lower() == "voice")
        ):
            return _of_naming(scene, naming, scene.document.text[naming.start : naming.end])
    return None


def _naming_of(scene: Scene, paragraph: Paragraph, token: Token, start: int, end: int) -> Naming | None:
    """The naming that the phrase's head belongs to, or that stands beside it ("its spokesman, Gan Yu")."""
    own = scene.cast.at(*paragraph.span_of(token))
    if own is not None and own.by != "demonym":
        beside = _apposition(scene, paragraph, token)
        return beside if beside is not None and own.by in ("metonym", "title") else own
    beside = _apposition(scene, paragraph, token)
    if beside is not None:
        return beside
    people = [n for n in scene.cast.within(start, end) if scene.cast.members[n.actor].kind == "person"]
    rest = scene.document.text[people[-1].end : end].strip() if people else ""
    if people and (len(rest) < 2 or rest in word_set("post_nominals")):
        return people[-1]
    called = name_given(scene.document.text, end)
    if called is not None:
        return scene.cast.at(*called)
    behind = _name_behind_body(scene, paragraph, token)
    if behind is not None:
        return behind
    following = scene.cast.at(end, min(end + 3, paragraph.end))
    if (
        following is not None
        and following.start <= end + 2
        and scene.is_person(following)
        and (scene.is_role(token) or token.lower_.rstrip(".") in honorifics())
    ):
        return following
    return None


def _name_behind_body(scene: Scene, paragraph: Paragraph, token: Token) -> Naming | None:
    """The name at the end of "the representative of the ministry Anna Berg", as bad translations have it, or
    of "the deputy head of the port authority, Peter Holm,", where the parser hangs it on the body."""
    last = next((child.right_edge for child in token.rights if child.dep_ == "prep"), token.right_edge)
    while last.is_punct and last.i > token.i:
        last = last.nbor(-1)
    if not scene.is_role(token) or not 2 <= last.i - token.i <= 14:
        return None
    naming = scene.cast.at(*paragraph.span_of(last))
    if naming is None or not scene.is_person(naming) or naming.start <= paragraph.span_of(token)[0]:
        return None
    before = _WORD_BEFORE.search(scene.document.text, max(0, naming.start - 40), naming.start)
    if before is None or _leads_to_name(before.group(1)):
        return None
    member = scene.cast.members[naming.actor]
    role = scene.document.text[scene.phrase(paragraph, token)[0] : naming.start].strip(" ,")
    member.role = member.role or role
    return naming


def _leads_to_name(word: str) -> bool:
    """Whether a name behind this word is that of somebody else: "the spokesman for …", "of President …"."""
    plain = word.rstrip(".").casefold()
    return (
        plain in honorifics()
        or is_role_noun(plain)
        or plain in word_set("before_titles")
        or plain == "the"
        or word.endswith(("’s", "'s"))
    )


def _apposition(scene: Scene, paragraph: Paragraph, token: Token) -> Naming | None:
    for child in token.children:
        if child.dep_ == "appos" and child.i > token.i:
            naming = scene.cast.at(*paragraph.span_of(child))
            if naming is not None and (scene.is_person(naming) or _is_its_name(scene, naming, token)):
                return naming
    return None


def _is_its_name(scene: Scene, naming: Naming, noun: Token) -> bool:
    """Whether a body's name stands beside its noun: "the power company, K-Volt"."""
    body = scene.cast.members[naming.actor].kind == "organisation" and naming.by == "name"
    return body and noun.lemma_.lower() in scene.lists["bodies"]


def _of_naming(scene: Scene, naming: Naming, printed: str) -> Speaker:
    member = scene.cast.members[naming.actor]
    how = {"title": "title", "demonym": "anonymous"}.get(
        naming.by, "name" if member.kind == "person" else "body"
    )
    speaker = scene.of_actor(naming.actor, printed, how)
    if naming.by == "metonym":
        name = re.sub(r"^(?:the|its|their|his|her)\s+", "", printed, flags=re.IGNORECASE)
        return replace(speaker, name=name)
    return speaker


def _joint(scene: Scene, paragraph: Paragraph, tokens: list[Token]) -> Speaker | None:
    found = [_single(scene, paragraph, token) for token in tokens]
    if any(speaker.name is None for speaker in found):
        return None
    names = [speaker.name or "" for speaker in found]
    first = paragraph.span_of(tokens[0])[0]
    start = scene.phrase(paragraph, tokens[0])[0]
    printed = scene.document.text[min(first, start) : paragraph.span_of(tokens[-1])[1]]
    return Speaker(printed=printed, name=" and ".join(dict.fromkeys(names)), how="joint")
