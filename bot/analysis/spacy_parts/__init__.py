"""spaCy's components, made cheaper without changing what they find.

Each module replaces one thing that costs much and can be had for less, and says what and why. Where a model is
built otherwise than expected, its own component stays. `tests/analysis/test_spacy_parts.py` holds that every word of
a corpus gets the same tag, head, label, lemma and entity from both.
"""

from bot.analysis.spacy_parts.install import make_cheaper

__all__ = ["make_cheaper"]
