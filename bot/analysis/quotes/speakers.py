"""From the printed speaker ("the minister", "she", "Russia and China") to a name and an actor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Member, Naming, Paragraph
from bot.analysis.lexicon.words import load_words
from bot.analysis.names import gender_of, slug
from bot.analysis.quotes.attach import subject_before
from bot.analysis.quotes.discourse import Choice, Discourse

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_FIRST = frozenset(
    {
        "i",
        "we",
        "you",
        "me",
        "us",
        "who",
        "one",
        "there",
        "what",
        "which",
        "that",
        "this",
        "these",
        "those",
        "everybody",
        "everyone",
        "nobody",
        "somebody",
        "someone",
        "many",
        "some",
        "others",
        "few",
        "most",
        "all",
    }
)
_INDEFINITE = frozenset(
    {
        "a",
        "an",
        "one",
        "another",
        "some",
        "several",
        "many",
        "two",
        "three",
        "no",
        "any",
        "other",
        "most",
        "few",
    }
)
_ANIMATE = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ee)$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. All None: nobody can be named."""

    printed: str | None = None
    name: str | None = None
    id: str | None = None
    role: str | None = None
    how: str = (
        "unknown"  # "name", "title", "body", "pronoun", "role", "joint", "anonymous", "unlisted", "unknown"
    )
    lead: float = 0.0  # pronouns: how clearly the antecedent stands before others


UNKNOWN = Speaker()


class SpeakerResolver:
    """Turns tokens into speakers for one article."""

    def __init__(self, document: Document, cast: Cast, discourse: Discourse) -> None:
        self._document = document
        self._cast = cast
        self._discourse = discourse
        self._lists = {name: frozenset(words) for name, words in load_words("speakers.toml").items()}

    def resolve(self, paragraph: Paragraph, token: Token) -> Speaker:
        """The speaker whose phrase has `token` for its head."""
        others = [t for t in token.conjuncts if t.i > token.i and t.pos_ in ("PROPN", "NOUN", "PRON")]
        if (
            others
            and token.dep_ != "conj"
            and not paragraph.is_masked(others[0])
            and others[0].i - token.i < 25
        ):
            joint = self._joint(paragraph, [token, *others])
            if joint is not None:
                return joint
        return self._single(paragraph, token)

    def of_actor(self, actor: str, printed: str | None, how: str, lead: float = 0.0) -> Speaker:
        """The speaker who is a member of the cast."""
        member = self._cast.members[actor]
        return Speaker(printed=printed, name=member.name, id=member.id, role=member.role, how=how, lead=lead)

    def of_span(self, start: int, end: int) -> Speaker:
        """The speaker printed at a place without a parse, such as a trailing attribution."""
        text = self._document.text[start:end]
        naming = self._cast.at(start, end)
        if naming is not None:
            return self._of_naming(naming, text[: naming.end - start].strip())
        name, _, role = text.partition(",")
        if not re.fullmatch(r"[A-Z][\w.’'-]+(?: [\w.’'-]+){1,4}", name.strip()):
            return UNKNOWN
        return Speaker(
            printed=name.strip(), name=name.strip(), id=slug(name), role=role.strip() or None, how="unlisted"
        )

    # --- one speaker --------------------------------------------------------------------------

    def _single(self, paragraph: Paragraph, token: Token) -> Speaker:
        word = token.lower_
        if token.pos_ == "PRON" or word in _HE | _SHE | {"they", "it"}:
            return self._pronoun(paragraph, token)
        start, end = self._phrase(paragraph, token)
        naming = self._naming_of(paragraph, token, start, end)
        if naming is not None:
            printed = self._document.text[naming.start : naming.end]
            return self._of_naming(naming, printed)
        return self._common(paragraph, token, start, end)

    def _phrase(self, paragraph: Paragraph, token: Token) -> tuple[int, int]:
        """The phrase around its head, from its first modifier, without what follows the head."""
        left = token.left_edge if token.i - token.left_edge.i <= 9 else token
        while left.i < token.i and (
            left.is_punct
            or left.is_space
            or left.dep_ in ("cc", "mark", "advmod")
            or paragraph.is_masked(left)
        ):
            left = left.nbor(1)
        right = token
        while (
            right.i + 1 < len(token.doc)
            and right.nbor(1).pos_ == "PROPN"
            and right.nbor(1).dep_ in ("compound", "flat")
            and right.nbor(1).head.i <= right.i
        ):
            right = right.nbor(1)
        return paragraph.start + left.idx, paragraph.start + right.idx + len(right.text)

    def _naming_of(self, paragraph: Paragraph, token: Token, start: int, end: int) -> Naming | None:
        """The naming that the phrase's head belongs to, or that stands beside it ("its spokesman, Gan Yu")."""
        own = self._cast.at(*paragraph.span_of(token))
        if own is not None and own.by != "demonym":
            beside = self._apposition(paragraph, token)
            return beside if beside is not None and own.by in ("metonym", "title") else own
        beside = self._apposition(paragraph, token)
        if beside is not None:
            return beside
        people = [n for n in self._cast.within(start, end) if self._cast.members[n.actor].kind == "person"]
        if people and people[-1].end >= end - 1:
            return people[-1]
        following = self._cast.at(end, min(end + 3, paragraph.end))
        if (
            following is not None
            and following.start <= end + 1
            and self._is_person(following)
            and self._is_role(token)
        ):
            return following
        return None

    def _apposition(self, paragraph: Paragraph, token: Token) -> Naming | None:
        for child in token.children:
            if child.dep_ == "appos" and child.i > token.i:
                naming = self._cast.at(*paragraph.span_of(child))
                if naming is not None and self._is_person(naming):
                    return naming
        return None

    def _is_person(self, naming: Naming) -> bool:
        return self._cast.members[naming.actor].kind == "person"

    def _is_role(self, token: Token) -> bool:
        return token.lemma_.lower() in self._lists["roles"]

    def _of_naming(self, naming: Naming, printed: str) -> Speaker:
        member = self._cast.members[naming.actor]
        how = {"title": "title", "demonym": "anonymous"}.get(
            naming.by, "name" if member.kind == "person" else "body"
        )
        speaker = self.of_actor(naming.actor, printed, how)
        if naming.by == "metonym":
            name = re.sub(r"^(?:the|its|their|his|her)\s+", "", printed, flags=re.IGNORECASE)
            return replace(speaker, name=name)
        return speaker

    # --- nouns that are no names --------------------------------------------------------------

    def _common(self, paragraph: Paragraph, token: Token, start: int, end: int) -> Speaker:
        printed = self._document.text[start:end]
        first = printed.split()[0].casefold() if printed.split() else ""
        if token.pos_ == "PROPN" or (
            printed[:1].isupper() and token.text[:1].isupper() and not token.is_sent_start
        ):
            return self._unlisted(printed)
        if first in _INDEFINITE:
            return Speaker(printed=printed, how="anonymous")
        pair = self._pair(token, paragraph.start + token.idx)
        if pair is not None:
            return replace(pair, printed=printed)
        possessor = self._possessor(paragraph, token, printed)
        if possessor is not None:
            return possessor
        if first in ("the", "this", "that", "his", "her", "its", "their"):
            return self._definite(paragraph, token, printed)
        return Speaker(printed=printed, how="anonymous")

    def _unlisted(self, printed: str) -> Speaker:
        name = re.sub(r"^(?:the|a|an)\s+", "", printed, flags=re.IGNORECASE)
        person = gender_of(name) is not None
        return Speaker(
            printed=printed, name=name, id=slug(name) or None, how="unlisted" if person else "unlisted-body"
        )

    def _possessor(self, paragraph: Paragraph, token: Token, printed: str) -> Speaker | None:
        """ "Its embassy said": the organ speaks for its state."""
        if token.lemma_.lower() not in self._lists["organs"]:
            return None
        for child in token.children:
            if child.dep_ == "poss" and child.lower_ in ("its", "their"):
                choice = self._discourse.body_for(paragraph.start + child.idx, child, ("state",))
                if choice is not None:
                    name = f"{token.text} of {self._cast.members[choice.actor].name}"
                    return Speaker(printed=printed, name=name, id=choice.actor, how="role", lead=choice.lead)
        return None

    def _definite(self, paragraph: Paragraph, token: Token, printed: str) -> Speaker:
        """ "The minister", "the company": somebody named before."""
        noun = token.lemma_.lower()
        place = paragraph.start + token.idx
        if noun in self._lists["documents"]:
            return Speaker(
                printed=printed,
                name=re.sub(r"^the\s+", "", printed, flags=re.IGNORECASE),
                how="unlisted-body",
            )
        if noun in self._lists["voices"]:
            body = self._body_behind(paragraph, token)
            if body is not None:
                return Speaker(
                    printed=printed,
                    name=f"{self._document.text[body.start : body.end]} {noun}",
                    id=body.actor,
                    how="role",
                )
        if noun in self._lists["roles"]:
            roles = {
                m.id: " ".join(((m.role or "").casefold(), *m.offices))
                for m in self._cast.members.values()
                if m.kind == "person"
            }
            actor = self._discourse.with_role(place, [noun], roles)
            if actor is not None:
                return self.of_actor(actor, printed, "role")
            gender = gender_of("", noun)
            if gender is not None or noun in self._lists["persons"]:
                choice = self._discourse.person_for(place, token, gender)
                if choice is not None and choice.lead > 1:
                    return self.of_actor(choice.actor, printed, "role", choice.lead)
        if (noun in self._lists["bodies"] and token.tag_ in ("NN", "NNP")) or noun == "media":
            choice = self._body_called(noun, place, token)
            if choice is not None:
                return self.of_actor(choice.actor, printed, "role", choice.lead)
        return Speaker(printed=printed, how="anonymous")

    def _body_called(self, noun: str, place: int, token: Token) -> Choice | None:
        """The organisation that "the company" or "the paper" means; media are only called media."""
        media = noun in self._lists["media"]
        members = self._cast.members

        def fits(actor: str) -> bool:
            return members[actor].sector is None or (members[actor].sector == "media") == media

        return self._discourse.body_for(place, token, ("organisation", "group"), fits)

    def _body_behind(self, paragraph: Paragraph, token: Token) -> Naming | None:
        """ "The representative of the State Department": the body for which a voice speaks."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from"):
                for target in child.children:
                    naming = self._cast.at(*paragraph.span_of(target))
                    if naming is not None and not self._is_person(naming):
                        return naming
        return None

    def _pair(self, token: Token, place: int) -> Speaker | None:
        """ "The two countries": the last two named."""
        words = {t.lower_ for t in token.lefts}
        if not words & {"two", "both"} and token.lower_ not in ("duo",):
            return None
        for name, kinds in (
            ("pairs_states", ("state",)),
            ("pairs_people", ("person",)),
            ("pairs_bodies", ("organisation",)),
        ):
            if token.lower_ in self._lists[name]:
                found = self._discourse.pair_before(place, kinds)
                if found is not None:
                    return self._together(found)
        return None

    def _together(self, actors: tuple[str, ...]) -> Speaker:
        names = [self._cast.members[actor].name for actor in actors]
        return Speaker(name=" and ".join(names), how="joint")

    def _joint(self, paragraph: Paragraph, tokens: list[Token]) -> Speaker | None:
        found = [self._single(paragraph, token) for token in tokens]
        if any(speaker.name is None for speaker in found):
            return None
        names = [speaker.name or "" for speaker in found]
        first = paragraph.span_of(tokens[0])[0]
        start = self._phrase(paragraph, tokens[0])[0]
        printed = self._document.text[min(first, start) : paragraph.span_of(tokens[-1])[1]]
        return Speaker(printed=printed, name=" and ".join(dict.fromkeys(names)), how="joint")

    # --- pronouns -----------------------------------------------------------------------------

    def _pronoun(self, paragraph: Paragraph, token: Token) -> Speaker:
        word, place = token.lower_, paragraph.start + token.idx
        if word in _HE or word in _SHE:
            stranger = self._stranger(paragraph, token)
            if stranger is not None:
                return Speaker(printed=stranger, how="anonymous")
            choice = self._discourse.person_for(place, token, "m" if word in _HE else "f")
            if choice is None:
                return Speaker(printed=token.text, how="unknown")
            self._learn_gender(self._cast.members[choice.actor], "m" if word in _HE else "f", choice.lead)
            return self.of_actor(choice.actor, token.text, "pronoun", choice.lead)
        if word == "they":
            return replace(self._plural(place), printed=token.text)
        if word == "it":
            choice = self._discourse.body_for(place, token)
            if choice is not None:
                return self.of_actor(choice.actor, token.text, "pronoun-body", choice.lead)
        return Speaker(printed=token.text, how="unknown")

    def _stranger(self, paragraph: Paragraph, pronoun: Token) -> str | None:
        """ "A trader in Singapore … he said": the subject of the sentence before has no name."""
        subject = subject_before(paragraph, paragraph.start + pronoun.sent.start_char)
        if subject is None or subject.pos_ != "NOUN" or self._cast.at(*paragraph.span_of(subject)):
            return None
        first = next((t.lower_ for t in subject.lefts), "")
        start, end = self._phrase(paragraph, subject)
        if first not in ("a", "an", "one", "another") or list(self._cast.within(end, end + 3)):
            return None
        animate = self._is_role(subject) or any(t.lower_ == "who" for t in subject.subtree)
        return self._document.text[start:end] if animate or _ANIMATE.search(subject.lemma_) else None

    def _learn_gender(self, member: Member, gender: str, lead: float) -> None:
        """A pronoun that clearly means somebody tells the gender for the rest of the article."""
        if member.gender is None and lead >= 1.5:
            member.gender = gender

    def _plural(self, place: int) -> Speaker:
        names = self._discourse.last_joint(place)
        return Speaker(name=names, how="joint") if names is not None else UNKNOWN
