"""`python -m benchmarks.pages FOLDER`: how much of the articles of a set of web pages is read, and nothing else.

FOLDER is a checkout of the article extraction benchmark (`ground-truth.json` and `html/*.html.gz`) or the
`dataset` folder of the Fundus evaluation (`ground_truth.json`). The measure is the first one's: rows of four
words; precision and recall of each page, their means, and F1 of the means. The first set's pages are halved by
the order of their names: the odd ones were looked at while the rules were made; the even ones, and the second
set, were not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from benchmarks.table import print_table
from bot.errors import RapporteurError
from bot.fetch.decoding import decode_page
from bot.fetch.extract import extract_article
from bot.fetch.outlets import OutletTable
from bot.model.articles import ContentKind, Entry

ROW = 4  # words
_WORD = re.compile(r"\w+", re.UNICODE)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("folder", type=Path, help="a checkout of the benchmark")
    parser.add_argument("--seen", action="store_true", help="one line a page that was looked at, worst first")
    options = parser.parse_args()
    scores = {
        name: score_page(gold, read_page(data, address))
        for name, address, gold, data in load_pages(options.folder)
    }
    names = sorted(scores)
    halves = [("all", names)]
    if (options.folder / "ground-truth.json").is_file():
        halves += [("odd (looked at)", names[::2]), ("even (unseen)", names[1::2])]
    rows = [[title, str(len(half)), *_shown([scores[name] for name in half])] for title, half in halves]
    print_table("Prose of web pages", ["pages", "count", "F1", "precision", "recall"], rows)
    if options.seen:
        for name in sorted(names[::2], key=lambda name: sum(scores[name])):
            print(f"{scores[name][0]:.3f} {scores[name][1]:.3f} {name}")
    return 0


def load_pages(folder: Path) -> Iterator[tuple[str, str, str, bytes]]:
    """Name, address, article and content of each page."""
    truth = next(
        path for name in ("ground-truth.json", "ground_truth.json") if (path := folder / name).is_file()
    )
    for name, gold in json.loads(truth.read_text(encoding="utf-8")).items():
        body = gold.get("articleBody") or "\n".join(_strings(gold.get("body") or ""))
        path = folder / "html" / (name if name.endswith(".gz") else f"{name}.html.gz")
        yield name, gold.get("url") or f"/{name}", body, gzip.decompress(path.read_bytes())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def read_page(data: bytes, address: str) -> str:
    """What we read of a page; nothing where it is refused."""
    entry = Entry(address=address, content=decode_page(data), kind=ContentKind.HTML_PAGE)
    try:
        return extract_article(entry, OutletTable.shipped()).text
    except RapporteurError:
        return ""


def score_page(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall of one page, of its rows of words."""
    wanted, found = _rows(gold), _rows(text)
    right = (wanted & found).total()
    return (right / found.total() if found else 1.0), (right / wanted.total() if wanted else 1.0)


def _rows(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + ROW]) for at in range(max(1, len(words) - ROW + 1)) if words)


def _shown(scores: Sequence[tuple[float, float]]) -> list[str]:
    precision, recall = mean(score[0] for score in scores), mean(score[1] for score in scores)
    return [f"{value:.4f}" for value in (2 * precision * recall / (precision + recall), precision, recall)]


if __name__ == "__main__":
    raise SystemExit(main())
