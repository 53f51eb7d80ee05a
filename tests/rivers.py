"""A theme with an article that is of it and one that only looks so: for tests of marks and tuning."""

from __future__ import annotations

from bot.model.knowledge import Theme

RIVERS = Theme(
    id="rivers",
    name="Rivers",
    description="Dams and treaties about shared rivers.",
    include=("river treaty",),
    hints=("river", "bank", "boat", "bridge", "flood"),
    examples=("The two governments agreed how much water the dam may hold back.",),
)
WANTED = "The two countries signed the river treaty on Monday. The dam may hold back less water from now on."
UNWANTED = "A boat hit the bridge by the river bank at noon. The flood was small, and the boat was mended."
