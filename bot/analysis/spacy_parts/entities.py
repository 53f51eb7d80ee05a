"""Named entities: spaCy's greedy search, done for all words at once.

spaCy decides word by word: outside an entity, whether one begins; inside, whether it ends. For each decision it
asks of each of 74 moves whether it is allowed, and takes Python's lock for most of these questions: two thirds of
the component's time. Yet what is decided outside depends on the one word only, so that all of it is one product of
matrices; and inside there are two moves to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

_FEATURES = 3  # of a state: the word, the first one of the open entity, the one before the word

Numbers = NDArray[np.float32]
Flags = NDArray[np.bool_]


class BulkEntities:
    """Finds the entities that an `EntityRecognizer` would find."""

    def __init__(self, ner: EntityRecognizer) -> None:
        self._encode, self._lower, upper = ner.model.layers
        self._weights: Numbers = upper.get_param("W")
        self._bias: Numbers = upper.get_param("b")
        names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        self._labels = [name[2:] for name in names]  # of each move; "" for none
        self._outside = names.index("O")
        self._begins = _numbers_of(names, "B-")
        self._units = _numbers_of(names, "U-")
        self._never = _numbers_of(names, "I-", "L-", bare=True)  # outside of an entity
        self._goes_on = {name[2:]: number for number, name in enumerate(names) if name.startswith("I-")}
        self._ends = {name[2:]: number for number, name in enumerate(names) if name.startswith("L-")}

    @staticmethod
    def fits(ner: object) -> bool:
        """Whether a component is one whose search is known."""
        if not isinstance(ner, EntityRecognizer) or ner.cfg.get("beam_width") != 1:
            return False
        model = ner.model
        plain = model.attrs.get("has_upper") is True and not model.attrs.get("unseen_classes")
        return plain and model.get_ref("lower").get_dim("nF") == _FEATURES

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one text."""
        self._annotate([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Set the entities of many texts, in order."""
        coming = iter(docs)
        while batch := list(islice(coming, batch_size)):
            self._annotate(batch)
            yield from batch

    def _annotate(self, docs: Sequence[Doc]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        parts = self._lower.predict(self._encode.predict(docs))
        closed, spaces = _closed(docs), np.concatenate([doc.to_array("IS_SPACE") for doc in docs]) == 1
        moves = self._moves_outside(parts, closed, spaces)
        begin = 0
        for doc in docs:
            end = begin + len(doc)
            found = self._search(parts, moves, closed, begin, end)
            doc.set_ents([Span(doc, a - begin, b - begin, label=label) for a, b, label in found])
            begin = end

    def _moves_outside(self, parts: Numbers, closed: Flags, spaces: Flags) -> NDArray[np.intp]:
        """For each word the move that is best where no entity is open."""
        states = parts[1:, 0] + parts[0, 1]
        states += parts[0, 2]
        scores = self._scores(states)
        scores[:, self._never] = -np.inf
        _forbid(scores, closed, self._begins)
        _forbid(scores, spaces, self._begins + self._units)
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _scores(self, states: Numbers) -> Numbers:
        states += self._lower.get_param("b")
        hidden, _ = self._lower.ops.maxout(states)
        scores: Numbers = hidden @ self._weights.T
        scores += self._bias
        return scores

    def _search(
        self, parts: Numbers, moves: NDArray[np.intp], closed: Flags, begin: int, end: int
    ) -> Iterator[tuple[int, int, str]]:
        """The entities of words [begin, end): half-open spans with their labels."""
        free = begin  # the first word that belongs to none
        for word in (np.flatnonzero(moves[begin:end] != self._outside) + begin).tolist():
            if word < free:
                continue
            move = int(moves[word])
            label = self._labels[move]
            free = word + 1 if move in self._units else self._end_of(word, label, parts, closed)
            yield word, free, label

    def _end_of(self, first: int, label: str, parts: Numbers, closed: Flags) -> int:
        """Behind the last word of an entity of two or more words."""
        word = first + 1
        goes_on, ends = self._goes_on[label], self._ends[label]
        while not closed[word]:
            state = parts[word + 1, 0] + parts[first + 1, 1]
            state += parts[word, 2]
            scores = self._scores(state[np.newaxis])[0]
            if scores[ends] > scores[goes_on] or (scores[ends] == scores[goes_on] and ends < goes_on):
                break
            word += 1
        return word + 1


def _forbid(scores: Numbers, words: Flags, moves: Sequence[int]) -> None:
    """Rule these moves out for these words."""
    scores[np.flatnonzero(words)[:, np.newaxis], moves] = -np.inf


def _numbers_of(names: Sequence[str], *prefixes: str, bare: bool = False) -> list[int]:
    """The moves with one of these prefixes and a label; `bare`: those without a label too, but for "O"."""
    return [
        number
        for number, name in enumerate(names)
        if (name.startswith(prefixes) and len(name) > 2) or (bare and name != "O" and len(name) <= 2)
    ]


def _closed(docs: Sequence[Doc]) -> Flags:
    """For each word whether an entity must end with it: the last one of a sentence or a text."""
    starts = np.concatenate([doc.to_array("SENT_START") for doc in docs]) == 1
    starts[np.cumsum([0, *(len(doc) for doc in docs[:-1])])] = True
    return np.append(starts[1:], True)
