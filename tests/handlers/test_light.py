"""What `ask` loads: the commands, and neither Bolt nor spaCy nor the Slack SDK nor Pillow."""

from __future__ import annotations

import subprocess
import sys


def test_the_commands_load_nothing_heavy() -> None:
    code = (
        "import sys, handlers.commands.table;"
        "heavy = {'slack_bolt', 'slack_sdk', 'spacy', 'aiohttp', 'apscheduler', 'PIL'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
