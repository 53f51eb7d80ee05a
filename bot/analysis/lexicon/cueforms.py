"""The verbs that report speech, in all their forms; read from cues.toml."""

from __future__ import annotations

from functools import lru_cache

from bot.analysis.lexicon.words import load_words


@lru_cache(maxsize=1)
def cue_classes() -> dict[str, tuple[str, str]]:
    """Form → (lemma, class): {"said": ("say", "speech"), "calls": ("call", "label"), …}."""
    data = load_words("cues.toml")
    irregular: dict[str, list[str]] = data["irregular"]
    table: dict[str, tuple[str, str]] = {}
    for name in ("gesture", "opinion", "label", "speech"):  # later classes win
        for lemma in data[name]:
            for form in irregular.get(lemma, _inflect(lemma)):
                table[form] = (lemma, name)
    return table


@lru_cache(maxsize=8)
def cue_forms(*classes: str) -> frozenset[str]:
    """The forms of the verbs of these classes."""
    return frozenset(form for form, (_, name) in cue_classes().items() if name in classes)


@lru_cache(maxsize=1)
def speech_forms() -> frozenset[str]:
    """The finite and past forms of the verbs of saying."""
    return frozenset(form for form in cue_forms("speech") if not form.endswith("ing"))


@lru_cache(maxsize=32)
def cue_words(name: str) -> frozenset[str]:
    """Another list of cues.toml by its name."""
    return frozenset(load_words("cues.toml")[name])


def _inflect(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return [lemma, f"{lemma}es", f"{lemma}ed", f"{lemma}ing"]
    return [lemma, f"{lemma}s", f"{lemma}ed", f"{lemma}ing"]
