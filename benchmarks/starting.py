"""Start-up: `--help` and `ask` beside importing spaCy, in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.table import print_table

RUNS = 9
CALLS = {
    "python -c pass": ["-c", "pass"],
    "rapporteur --help": ["-m", "bot", "--help"],
    'rapporteur ask "/media help"': ["-m", "bot", "ask", "/media help"],
    "import spacy": ["-c", "import spacy"],
}


def run() -> None:
    """Print the table; the calls take turns, so that a busy moment hits all of them."""
    spent: dict[str, list[float]] = {name: [] for name in CALLS}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RAPPORTEUR_DATA_DIR": folder}
        for turn in range(RUNS + 1):
            for name, arguments in CALLS.items():
                begun = time.perf_counter()
                subprocess.run([sys.executable, *arguments], capture_output=True, env=environment, check=True)
                if turn:  # the first round fills the caches
                    spent[name].append(time.perf_counter() - begun)
    spacy = statistics.median(spent["import spacy"])
    rows: list[list[object]] = [
        [name, statistics.median(times), statistics.median(times) / spacy] for name, times in spent.items()
    ]
    print_table("Start-up", ["command", "median s", "× import spacy"], rows)


if __name__ == "__main__":
    run()
