"""`python -m benchmarks`: all tables."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before spaCy is imported

from benchmarks import acknowledging, answers, digests, growth, memory, reading, starting, stream

for part in (starting, acknowledging, answers, digests, reading, stream, growth, memory):
    part.run()
