"""The whole reader on one text, as `analyze` prints it: with the shipped themes and actors, in this process."""

from __future__ import annotations

from functools import cache

from bot.analysis.analyse import Tables, analyse, compile_tables
from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.nlp import load_nlp
from bot.model.output import analysis_as_json
from tests.analysis.output_rules import Printed
from tests.builders import make_article


@cache
def shipped_tables() -> Tables:
    return compile_tables(default_knowledge(None, None))


def print_reading(text: str) -> Printed:
    """What `analyze --json` says of a text that was extracted as English."""
    article = make_article(text=text)
    return analysis_as_json("a.txt", article, analyse(article, shipped_tables(), load_nlp(), None))
