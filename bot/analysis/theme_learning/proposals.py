"""From groups of terms to proposed themes: what each is called, what it is shown by, and where that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language

from bot.analysis.theme_learning.candidates import Term, list_terms
from bot.analysis.theme_learning.clusters import group_terms, likeness_of
from bot.analysis.theme_learning.tagging import Passage, tag_passages
from bot.analysis.vectors.table import Vectors, WordVectors
from bot.model.findings import Span

MOST_THEMES = 24
"""Most themes of one proposal, weightiest first."""
LEAST_PASSAGES = 6
"""Fewest sentences from which anything is learnt."""
_THEME_PASSAGES = 3  # fewest sentences that hold a theme's terms
_ALONE_PASSAGES = 4  # the same where the theme has one term
_MOST_INCLUDE = 12
_MOST_HINTS = 8
_MOST_EXAMPLES = 5
_LONGEST_EXAMPLE = 500  # code points
_AKIN = 0.22  # least likeness to a theme of a term that is a hint of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A place of the collection."""

    document: int
    place: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposedTerm:
    """A term with its spellings for a theme file, and where it was found."""

    printed: str
    spellings: tuple[str, ...]  # "pipeline*"
    count: int  # sentences that have it
    documents: int
    first: int  # number of the document that has it first


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A proposed theme."""

    id: str
    name: str
    terms: tuple[ProposedTerm, ...]
    hints: tuple[ProposedTerm, ...]
    examples: tuple[Shown, ...]


def propose_themes(
    texts: Sequence[str], titles: Sequence[str | None], nlp: Language, vectors: WordVectors
) -> tuple[Proposal, ...]:
    """The themes that a collection of texts suggests, weightiest first; none from too little text.

    Args:
        texts: the articles' prose.
        titles: their headlines, as many.
        nlp: tells nouns from names.
        vectors: tells how common words are at large, and which are near in meaning.
    """
    found = tag_passages(texts, titles, nlp)
    terms = list_terms(found, vectors) if len(found) >= LEAST_PASSAGES else []
    if not terms:
        return ()
    alike = likeness_of(terms, found, vectors)
    groups = [group for group in group_terms(terms, alike) if _is_theme(group, terms)]
    groups.sort(key=lambda group: (-_weight(group, terms), group))
    proposals: list[Proposal] = []
    for group in groups[:MOST_THEMES]:
        taken = {proposal.id for proposal in proposals}
        proposals.append(_propose(group, terms, found, alike, taken))
    return tuple(proposals)


def _is_theme(group: Sequence[int], terms: Sequence[Term]) -> bool:
    held = {at for i in group for at in terms[i].passages}
    if len(group) > 1:
        return len(held) >= _THEME_PASSAGES
    alone = terms[group[0]].printed
    return len(held) >= _ALONE_PASSAGES and not alone.isupper()  # a body by itself is an actor


def _weight(group: Sequence[int], terms: Sequence[Term]) -> float:
    return sum(terms[i].weight for i in group)


def _propose(
    group: list[int], terms: Sequence[Term], found: Sequence[Passage], alike: Vectors, taken: set[str]
) -> Proposal:
    best = sorted(group, key=lambda i: (-terms[i].weight, terms[i].stems))
    named = [terms[i].printed for i in best if terms[i].noun][:2]
    hints = _hints(group, terms, alike)
    return Proposal(
        id=_slug(named, taken),
        name=_title(named),
        terms=tuple(_describe(terms[i], found) for i in best[:_MOST_INCLUDE]),
        hints=tuple(_describe(terms[i], found) for i in hints),
        examples=_examples(group, terms, found),
    )


def _hints(group: Sequence[int], terms: Sequence[Term], alike: Vectors) -> list[int]:
    """Terms outside of the group that are nearest to it."""
    near = alike[group].mean(axis=0)
    others = (i for i in range(len(terms)) if i not in group and near[i] >= _AKIN)
    return sorted(others, key=lambda i: (-float(near[i]), i))[:_MOST_HINTS]


def _examples(group: Sequence[int], terms: Sequence[Term], found: Sequence[Passage]) -> tuple[Shown, ...]:
    """The sentences with the weightiest terms, those of documents not shown yet first."""
    weights: dict[int, float] = {}
    for i in group:
        for at in terms[i].passages:
            weights[at] = weights.get(at, 0.0) + terms[i].weight
    shown = {at: _shown(found[at]) for at in sorted(weights, key=lambda at: (-weights[at], at))}
    placed = {at: place for at, place in shown.items() if place is not None}
    short = [at for at, place in placed.items() if place.place[1] - place.place[0] <= _LONGEST_EXAMPLE]
    left = short or list(placed)[:1]
    chosen: list[int] = []
    while left and len(chosen) < _MOST_EXAMPLES:
        documents = {found[at].document for at in chosen}
        at = next((at for at in left if found[at].document not in documents), left[0])
        left.remove(at)
        chosen.append(at)
    return tuple(placed[at] for at in sorted(chosen))


def _shown(passage: Passage) -> Shown | None:
    """The place of a passage; None for a headline."""
    return None if passage.place is None else Shown(document=passage.document, place=passage.place)


def _describe(term: Term, found: Sequence[Passage]) -> ProposedTerm:
    return ProposedTerm(
        printed=term.printed,
        spellings=_spellings(term),
        count=len(term.passages),
        documents=len(term.documents),
        first=found[term.passages[0]].document,
    )


def _spellings(term: Term) -> tuple[str, ...]:
    """One spelling with * where every form begins with the shortest one, else each form."""
    forms = sorted(term.forms, key=lambda form: (len(form), form))
    shortest = forms[0]
    if len(forms) > 1 and len(shortest) >= 4 and all(form.startswith(shortest) for form in forms):
        return (f"{shortest}*",)
    return tuple(sorted(forms))


def _slug(names: Sequence[str], taken: set[str]) -> str:
    base = "-".join(names[0].lower().split())[:40].strip("-")
    wanted = [base, "-".join("-".join(names).lower().split())[:60].strip("-")]
    wanted += [f"{base}-{number}" for number in range(2, MOST_THEMES + 2)]
    return next(slug for slug in wanted if slug not in taken)


def _title(names: Sequence[str]) -> str:
    joined = " and ".join(names)
    return joined[:1].upper() + joined[1:]
