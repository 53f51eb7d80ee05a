"""Puts the cheaper parts into a loaded pipeline."""

from __future__ import annotations

from typing import cast

from spacy.language import Language
from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer, TrainablePipe

from bot.analysis.spacy_parts.arithmetic import use_numpy
from bot.analysis.spacy_parts.entities import BulkEntities
from bot.analysis.spacy_parts.forms import RememberedForms
from bot.analysis.spacy_parts.words import remember_words

_KEPT = "spacy_"  # prefix of the names of spaCy's own components that were replaced; they stay, disabled


def make_cheaper(nlp: Language) -> None:
    """Replace what is known to cost too much, in place; components keep their names and order."""
    for _, component in nlp.components:
        if isinstance(component, TrainablePipe):
            use_numpy(component.model)
            remember_words(component.model)
    if "ner" in nlp.pipe_names and BulkEntities.fits(nlp.get_pipe("ner")):
        _replace(nlp, "ner", "bulk_entities")
    if "attribute_ruler" in nlp.pipe_names and RememberedForms.fits(nlp.get_pipe("attribute_ruler")):
        lemmatizer = _rule_lemmatizer(nlp)
        _replace(nlp, "attribute_ruler", "remembered_forms", lemmatizer=lemmatizer)
        if lemmatizer:
            nlp.disable_pipe(lemmatizer)


def _rule_lemmatizer(nlp: Language) -> str | None:
    """The lemmatizer's name where it goes by rules and tables, and runs behind the attribute ruler."""
    names = nlp.pipe_names
    if "lemmatizer" not in names or names.index("lemmatizer") < names.index("attribute_ruler"):
        return None
    lemmatizer = nlp.get_pipe("lemmatizer")
    plain = (
        isinstance(lemmatizer, Lemmatizer)
        and lemmatizer.mode in ("rule", "lookup")
        and not lemmatizer.overwrite
    )
    return "lemmatizer" if plain else None


def _replace(nlp: Language, name: str, factory: str, **config: str | None) -> None:
    """Put a part of ours where spaCy's component of that name runs."""
    kept = _KEPT + name
    nlp.rename_pipe(name, kept)
    nlp.add_pipe(factory, name=name, after=kept, config={"kept": kept, **config})
    nlp.disable_pipe(kept)


@Language.factory("bulk_entities")
def _make_entities(nlp: Language, name: str, kept: str) -> BulkEntities:  # noqa: ARG001 -- spaCy passes it
    return BulkEntities(cast(EntityRecognizer, nlp.get_pipe(kept)))


@Language.factory("remembered_forms")
def _make_forms(
    nlp: Language,
    name: str,  # noqa: ARG001 -- spaCy passes it
    kept: str,
    lemmatizer: str | None,
) -> RememberedForms:
    found = cast(Lemmatizer, nlp.get_pipe(lemmatizer)) if lemmatizer else None
    return RememberedForms(cast(AttributeRuler, nlp.get_pipe(kept)), found)
