"""Texts that nobody wants to read, by name: each must get an answer or a clear refusal."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.sandbox.samples import load_samples
from tests.builders import NOW

SPEECH = "“The gate is shut,” said Anna Berg, a harbour pilot. She added that Putin and Xi “would wait”."


@cache
def news() -> str:
    """All invented sample articles in one text of a few thousand words."""
    return "\n\n".join(paragraph for sample in load_samples(NOW) for paragraph in sample.paragraphs)


def news_of(words: int) -> str:
    """The sample articles again and again, up to so many words; paragraphs stay whole lines."""
    paragraphs = news().split("\n\n")
    taken: list[str] = []
    count = 0
    while count < words:
        paragraph = paragraphs[len(taken) % len(paragraphs)].split()[: words - count]
        count += len(paragraph)
        taken.append(" ".join(paragraph))
    return "\n\n".join(taken)


def _without(text: str, characters: str) -> str:
    return text.translate(dict.fromkeys(map(ord, characters)))


SMALL = {
    "empty": "",
    "blank": " \n\n\t\u2028 ",
    "one word": "word",
    "one mark": "“",
    "no punctuation": _without(news_of(600), ".,;:!?“”\"'‘’—–-()"),
    "no marks": _without(news_of(600), "“”\"‘’"),
    "all capitals": news_of(600).upper(),
    "all small": news_of(600).lower(),
    "all one line": news_of(600).replace("\n", " "),
    "a word a line": "\n".join(news_of(300).split()),
    "marks that never close": _without(news_of(600), "”"),
    "marks that only close": _without(news_of(600), "“"),
    "marks the wrong way round": news_of(600).translate({ord("“"): "”", ord("”"): "“"}),
    "right to left": "قال الرئيس «لن نغلق الباب» في موسكو يوم الاثنين. " * 30,
    "right to left inside": SPEECH.replace("Anna Berg", "\u202eAnna Berg\u202c אבג") * 20,
    "emoji": SPEECH.replace(" ", " 😀👩\u200d🚀 ") * 20,
    "control characters": SPEECH.replace(" ", " \x01\x07\x1b[0m\x7f ") * 20,
    "NULs": SPEECH.replace(" ", "\x00 ") * 20,
    "zero width": "\u200b".join(SPEECH) * 5,
    "combining": "".join(c + "\u0301" * 5 for c in SPEECH) * 5,
    "lone surrogates": SPEECH.replace("a", "a\ud83d") + "\udc00" * 50,
    "mixed languages": f"{SPEECH} «Мы подождём», — сказал Путин. „Wir warten“, sagte Xi. 「待ちます」と習氏は述べた。" * 10,
    "HTML inside": "".join(f"<p class=\"a\">{SPEECH}</p><script>var a = “b”;</script>&ldquo;Hi&rdquo;" for _ in range(10)),
    "JSON inside": '{"quotes": [{"content": "We wait", "speaker": "Putin said"}]}' * 20,
    "nested marks": "“‘" * 60 + "we wait" + "’”" * 60 + " said Putin.",
    "nested brackets": "(" * 300 + "said Putin" + ")" * 300,
    "brackets that never close": "Putin said that the ship (a " * 300 + "Yes.",
    "a chain of pronouns": "He ran. " * 990 + "“Yes,” he said.",
    "a chain of numbers": "China seized " + "one of " * 1_100 + "its ships, Putin said.",
    "a chain of owners": "The " + "son of the " * 700 + "king said: “Yes.”",
    "a chain of clauses": "Putin, " + "who met the man " * 450 + "said: “Yes.”",
    "nested speech": "Putin said that Xi said that " * 40 + "the gate is shut.",
    "only marks": "“”\"'‘’«»„''``" * 60,
    "apostrophes": "'Tis the '90s, said the Joneses' dogs' owner; 'rock 'n' roll' " * 20,
    "numbers": "12,5 % 6'2\" 24\" 1.000.000,00 § 3 " * 60,
    "tabs and breaks": SPEECH.replace(" ", "\t").replace(".", ".\r\x0b\x0c\x85\u2028\u2029") * 10,
    "a label a line": "".join(f"PUTIN: {word}\n" for word in news_of(100).split()),
    "long name": "“Yes,” said " + "Anna-Maria " * 200 + "Berg.",
    "titles of titles": "The " + "president of the minister of the " * 100 + "Kremlin said: “Yes.”",
    "and": "Putin and " * 200 + "Xi said: “Yes.”",
}  # fmt: skip
"""Small ones, for every run of the tests."""


LONG: dict[str, Callable[[], str]] = {
    "200,000 words": lambda: news_of(200_000),
    "200,000 words in one line": lambda: news_of(200_000).replace("\n", " "),
    "50,000 words without punctuation": lambda: _without(news_of(50_000), ".,;:!?“”\"'‘’—–-()\n"),
    "50,000 words in capitals": lambda: news_of(50_000).upper(),
    "10,000 open marks": lambda: "“" * 10_000,
    "10,000 marks": lambda: "“Yes.” " * 5_000,
    "10,000 marks that never close": lambda: "“Yes, said Putin. " * 10_000,
    "10,000 straight marks": lambda: 'a " b ' * 10_000,
    "10,000 single marks": lambda: "‘tis " * 10_000,
    "one word of 100,000 letters": lambda: "x" * 100_000,
    "100,000 letters and a speaker": lambda: f"“{'x' * 100_000},” said Putin.",
    "50,000 paragraphs": lambda: "Yes, said Putin.\n\n" * 50_000,
    "50,000 paragraphs of speech": lambda: "“Yes.\n\n" * 50_000,
    "20,000 labels": lambda: "PUTIN: Yes.\n" * 20_000,
    "deep nesting": lambda: "“‘" * 5_000 + "we wait" + "’”" * 5_000 + " said Putin.",
    "20,000 people": lambda: "".join(f"“Yes,” said Anna Berg{n:x}. " for n in range(20_000)),
    "20,000 times and": lambda: "Putin and " * 20_000 + "Xi said: “Yes.”",
    "20,000 commas": lambda: "Putin, Xi, " * 10_000 + "said: “Yes.”",
    "1,000,000 blanks": lambda: "“Yes,”" + " " * 1_000_000 + "said Putin.",
    "1,000,000 dots": lambda: "“Yes,” said Putin" + "." * 1_000_000,
    "1,000,000 NULs": lambda: "“Yes,” said Putin." + "\x00" * 1_000_000,
}
"""Long ones, made when they are read; for `make test-all`."""
