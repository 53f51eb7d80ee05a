"""How soon the running bot acknowledges and answers while it reads at full speed: `python -m benchmarks.acknowledging`.

The real bot over Socket Mode against the local workspace, both in this process, a drop folder that never runs
empty, and one worker fewer than there are cores (at least one).
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import make_entries
from benchmarks.table import print_table
from bot.app.run import RunningBot
from bot.clock import system_clock
from bot.config import load_settings
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox

ARTICLES = 400  # handed over: more than are read while commands are asked
ASKED = 100
COMMANDS = (
    "/relations putin xi 30d",
    "/quotes putin",
    "/theme energy",
    "/find pipeline",
    "/digest energy 24h",
)
PAUSE = 0.1  # seconds between an answer and the next command


def _fill(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, entry in enumerate(make_entries(ARTICLES, seed=5)):
        (folder / f"{number}.txt").write_text(f"{entry.title}\n\n{entry.content}", encoding="utf-8")


def _environment(folder: Path, sandbox: RunningSandbox) -> dict[str, str]:
    return {
        "RAPPORTEUR_DATA_DIR": str(folder),
        "RAPPORTEUR_DROP_FOLDER": str(folder / "drop"),
        "RAPPORTEUR_SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "RAPPORTEUR_WORKERS": str(max((os.cpu_count() or 2) - 1, 1)),
    }


def _ask(sandbox: RunningSandbox, line: str) -> float:
    """Seconds until the answer stands in the channel."""
    before = len(sandbox.ephemerals("relations"))
    begun = time.perf_counter()
    sandbox.write("relations", line)
    sandbox.wait_for(lambda: len(sandbox.ephemerals("relations")) > before, seconds=30)
    return time.perf_counter() - begun


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, start_sandbox(tiers=False) as sandbox:
        folder = Path(name)
        _fill(folder / "drop")
        settings = load_settings(_environment(folder, sandbox))
        with RunningBot(settings, system_clock):
            _ask(sandbox, "/media help")
            answered = []
            for number in range(ASKED):
                answered.append(_ask(sandbox, COMMANDS[number % len(COMMANDS)]))
                time.sleep(PAUSE)
            left = len(list((folder / "drop").glob("*.txt")))
        acknowledged = [d.seconds for d in sandbox.deliveries if d.outcome == "acknowledged"]
    rows = [_row("acknowledged", acknowledged), _row("answered", answered)]
    print_table(
        f"Socket Mode while reading ({ARTICLES - left} of {ARTICLES} articles were taken meanwhile), ms",
        ("", "calls", "median", "p95", "p99", "most"),
        rows,
    )


def _row(name: str, seconds: list[float]) -> tuple[str, int, int, int, int, int]:
    ordered = sorted(seconds)

    def at(share: float) -> int:
        return round(1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)])

    return name, len(ordered), at(0.5), at(0.95), at(0.99), round(1000 * ordered[-1])


if __name__ == "__main__":
    run()
