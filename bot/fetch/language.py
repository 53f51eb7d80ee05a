"""Which language a text is written in. Pure; the model is read once, on first use."""

from __future__ import annotations

import functools
import re
from typing import Any

LANGUAGES = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "tr", "uk", "vi", "zh"
)  # fmt: skip

"""What can be told apart; a closed list keeps short texts from being taken for Luxembourgish."""

UNKNOWN = "und"
"""ISO 639 code for "cannot be told"."""

SAMPLE = 4_000  # characters; more changes nothing (and one page can be megabytes)
LEAST_LETTERS = 20  # below, the answer is a guess
LEAST_WORDS = 4  # for scripts that part words by spaces
SURE = 0.6  # least normalised probability for short texts

_LETTER = re.compile(r"[^\W\d_]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}


def language_of(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code of the language of `text`, or "und".

    Args:
        declared: what the page says of itself ("de-DE"); believed only where the text is too short to tell.
    """
    sample = text[:SAMPLE]
    ideographs = len(_IDEOGRAPH.findall(sample))
    letters = len(_LETTER.findall(sample))
    if ideographs < 6 and (letters < LEAST_LETTERS or len(sample.split()) < LEAST_WORDS):
        return _declared_code(declared)
    code, probability = _identifier().classify(sample)
    if probability < SURE and letters < 200:
        return _declared_code(declared)
    return str(code)


def _declared_code(declared: str | None) -> str:
    code = (declared or "").strip().casefold().replace("_", "-").split("-")[0]
    code = _ALIASES.get(code, code)
    return code if code in LANGUAGES else UNKNOWN


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.3 s and numpy: only where texts are read

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
