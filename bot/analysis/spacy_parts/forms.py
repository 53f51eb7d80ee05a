"""Parts of speech, morphology and lemmas: decided once for each kind of word, tag and label.

spaCy's attribute ruler tries 179 patterns on each token, a tenth of the whole pipeline's time. All but ten of them
look at one token only: at its tag, its label, and whether its word is one of some two hundred. What they say of such a
token is remembered, and so is the lemma of each word by what they say. The other ten are tried where the text
has the words that they need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from bot.analysis.spacy_parts.patterns import JointPatterns, NamedWords, is_alone, rules_of

MOST_FORMS = 100_000
"""Words and their lemmas kept, at some 300 bytes each; when they are full, they are begun anew."""

_SEEN: Any = [*JointPatterns.COLUMNS, "ORTH"]
_SET: Any = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]

Match = tuple[int, int, int, int]  # number of the rule, its id, first token, behind the last one
Form = tuple[int, int, int, int, int]  # tag, label, part of speech, morphology, lemma (0: the word's own)


class RememberedForms:
    """Sets what an `AttributeRuler` and a `Lemmatizer` would set, in fresh texts."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer | None) -> None:
        self._ruler: Any = ruler
        self._lemmatizer = lemmatizer
        if lemmatizer is not None:
            _make_searchable(lemmatizer)
        self._alone, self._joint = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._offsets: list[int] = []  # by rule: which token of the pattern it changes
        for number, rule in enumerate(rules_of(ruler)):
            matcher = self._alone if is_alone(rule) else self._joint
            matcher.add(str(number), rule["patterns"])
            self._offsets.append(rule["index"])
        self._named = NamedWords(rules_of(ruler))
        self._needed = JointPatterns(rules_of(ruler), ruler.vocab.strings)
        self._words: dict[
            int, int
        ] = {}  # by word: itself where a pattern names it, else what all others share
        self._forms: dict[tuple[int, int, int], Form] = {}  # by tag, label and named word
        self._lemmas: dict[tuple[int, int, int], int] = {}  # by word, part of speech and morphology

    @staticmethod
    def fits(ruler: object) -> bool:
        """Whether nothing but word, tag and label decides what the ruler says of a single token."""
        if not isinstance(ruler, AttributeRuler):
            return False
        rules = rules_of(ruler)
        return NamedWords.are_all(rules) and all(set(rule["attrs"]) <= set(_SET) for rule in rules)

    def __call__(self, doc: Doc) -> Doc:
        """Set the forms of all words of a text."""
        if not len(doc):
            return doc
        if max(len(self._words), len(self._lemmas)) > MOST_FORMS:
            self._words.clear()
            self._lemmas.clear()
            self._forms.clear()
        seen = doc.to_array(_SEEN).tolist()
        joint = (
            self._match_joint(doc)
            if self._needed.may_match([set(c) for c in zip(*seen, strict=True)])
            else {}
        )
        forms = [
            self._with_lemma(doc, at, word, self._decide(doc, at, joint[at]))
            if at in joint
            else self._form_of(doc, at, tag, label, word)
            for at, (_, tag, label, word) in enumerate(seen)
        ]
        made: Any = np.array(forms, dtype=np.uint64)
        doc.from_array(_SET, made)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:  # noqa: ARG002 -- spaCy passes it
        """Set the forms of many texts."""
        return map(self, docs)

    def _match_joint(self, doc: Doc) -> dict[int, list[Match]]:
        """By token the matches of patterns of several tokens."""
        found: defaultdict[int, list[Match]] = defaultdict(list)
        for name, first, behind in self._joint(doc, allow_missing=True):
            number = int(doc.vocab.strings[name])
            offset = self._offsets[number]
            found[first + offset if offset >= 0 else behind + offset].append((number, name, first, behind))
        return found

    def _form_of(self, doc: Doc, at: int, tag: int, label: int, word: int) -> Form:
        named = self._words.get(word)
        if named is None:
            named = self._words[word] = self._named.key_of(doc[at])
        form = self._forms.get((tag, label, named))
        if form is None:
            form = self._forms[tag, label, named] = self._decide(doc, at, [])
        return self._with_lemma(doc, at, word, form)

    def _decide(self, doc: Doc, at: int, joint: list[Match]) -> Form:
        """What spaCy's own ruler says of one token; later rules override earlier ones."""
        alone = self._alone(doc[at : at + 1], allow_missing=True)
        matches = [(int(doc.vocab.strings[name]), name, at, at + 1) for name, _, _ in alone]
        self._ruler.set_annotations(doc, sorted([*matches, *joint]))
        token: Any = doc[at]
        return token.tag, token.dep, token.pos, token.morph.key, token.lemma

    def _with_lemma(self, doc: Doc, at: int, word: int, form: Form) -> Form:
        tag, label, pos, morph, lemma = form
        if lemma or self._lemmatizer is None:
            return form
        known = self._lemmas.get((word, pos, morph))
        if known is None:
            token: Any = doc[at]
            token.pos = pos
            token.set_morph(morph)
            known = doc.vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
            self._lemmas[word, pos, morph] = known
        return tag, label, pos, morph, known


def _make_searchable(lemmatizer: Lemmatizer) -> None:
    """Turn the lists in which a lemmatizer looks words up into sets: it walks through 100,000 words for each."""
    if "lemma_index" in lemmatizer.lookups:
        index = lemmatizer.lookups.get_table("lemma_index")
        for kind, words in list(index.items()):
            if isinstance(words, list):
                index[kind] = frozenset(words)
