"""Word vectors: made once for each word, rather than at each place where it stands.

The first layers of spaCy's encoder see a word by itself (its norm, prefix, suffix and shape, and whether a space
follows), so that what they make of it may be kept. They take a third of the encoder's time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, Ragged

MOST_WORDS = 50_000
"""Words kept, at 400 bytes each for either encoder; when they are full, they are begun anew."""

_LAYERS = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")  # of an embedding

Vectors = NDArray[np.float32]


def remember_words(model: Model[Any, Any]) -> None:
    """Let the encoders inside a model keep what they made of each word. Only for reading: such a model cannot be
    trained."""
    for node in list(model.walk()):
        if node.has_ref("embed") and node.layers and node.layers[0] is node.get_ref("embed"):
            embed = node.layers[0]
            if len(embed.layers) == len(_LAYERS) and all(
                layer.name.startswith(name) for layer, name in zip(embed.layers, _LAYERS, strict=True)
            ):
                node.layers[0] = _remembering(embed)


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    """A layer that answers as `embed` does."""
    columns = embed.layers[0].attrs["columns"]
    made = _Memory(embed)

    def forward(
        _: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Vectors], Callable[[Any], Any]]:
        if is_train:
            raise NotImplementedError
        return made.vectors_of([doc.to_array(columns) for doc in docs]), lambda _: []

    return Model("remembered_words", forward, dims={"nO": embed.maybe_get_dim("nO")})


class _Memory:
    """The vectors of the words met so far."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._layers = embed.layers[2:4]  # hashes → vectors, and their mixture
        self._rows: dict[tuple[int, ...], int] = {}
        self._vectors: Vectors = np.zeros((0, 0), dtype=np.float32)

    def vectors_of(self, texts: list[NDArray[Any]]) -> list[Vectors]:
        """The vectors of the words of some texts, each word given by its features."""
        keys = [list(map(tuple, words.tolist())) for words in texts]
        new = {key for words in keys for key in words if key not in self._rows}
        if new:
            if len(self._rows) + len(new) > MOST_WORDS:
                self._rows.clear()
                new = {key for words in keys for key in words}
            self._learn(sorted(new))
        return [self._vectors[[self._rows[key] for key in words]] for words in keys]

    def _learn(self, keys: list[tuple[int, ...]]) -> None:
        made: Any = _ragged(keys)
        for layer in self._layers:
            made = layer.predict(made)
        begin = len(self._rows)
        self._rows.update((key, begin + number) for number, key in enumerate(keys))
        if len(self._rows) > len(self._vectors):
            room: Vectors = np.zeros((2 * len(self._rows), made.data.shape[1]), dtype=np.float32)
            if begin:
                room[:begin] = self._vectors[:begin]
            self._vectors = room
        self._vectors[begin : len(self._rows)] = made.data


def _ragged(keys: list[tuple[int, ...]]) -> Ragged:
    words: Any = np.array(keys, dtype=np.uint64)
    lengths: Any = np.array([len(keys)], dtype=np.int32)
    return Ragged(words, lengths)
