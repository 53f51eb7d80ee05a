"""Invented wires and what others make of them: copies of each kind, and look-alikes that are none."""

from __future__ import annotations

WIRES: tuple[tuple[str, ...], ...] = (
    (
        "LINDAU, May 4 (Fjord Press) - The ferry company Norlys will buy 3 electric ships from the yard Hansen & Moe for 410 "
        "million crowns, director Eva Torp said on Monday.",
        "The ships will carry 280 cars each between Lindau and Sarro from 2028 on.",
        "“Diesel was cheap until we counted the harbour's air,” Torp told reporters in Lindau.",
        "The union leader Karl Brandt warned that 60 engineers could lose their work.",
        "Norlys carried 4.2 million passengers last year, 7 percent more than before.",
    ),
    (
        "SARRO - Prosecutor Ines Valdor charged 14 former officials of the Port Authority of Sarro with taking bribes worth 22 "
        "million crowns, her office announced on Tuesday.",
        "Among them is Milan Reyk, who led the authority from 2014 to 2021.",
        "“My client slept badly but signed nothing,” said his lawyer Petra Oss.",
        "The trial is to begin in Hallund and may take 18 months, Valdor said.",
        "Investigators searched 37 flats in March and seized 9 boats.",
    ),
    (
        "HALLUND, June 11 (Quay Wire) - Drought has cut the wheat harvest of the Dorn valley by 31 percent, the Institute for "
        "Soils reported on Thursday.",
        "Its director Amina Keller said that 120 villages had asked for water.",
        "“The river is a road now, and cows walk on it,” Keller said in Hallund.",
        "Minister Jonas Pell promised 75 million crowns, and 40 tankers by July.",
        "The farmers' league of Tomas Ruud called that a glass for a burning barn.",
    ),
    (
        "BODMAR (Harbour Wire) - Bodmar City beat Port Rovers 3-2 in the cup final before 41,000 spectators on Saturday, after "
        "two goals by Ismael Konder in the last 6 minutes.",
        "Rovers had led through Piet Lang and the captain Ole Frey.",
        "“We ran out of legs and they ran out of patience,” coach Nuno Salgado said.",
        "It is the 5th cup for Bodmar City and the first since 1998.",
        "Police counted 12 arrests around the Mill Street stadium.",
    ),
    (
        "OSTREL, Jan. 19 - Foreign ministers Lena Marsh of Ostrel and Davit Orbel of Karin signed an accord on Friday that opens "
        "4 border crossings closed since 2009.",
        "The first lorries will pass the Zar bridge on February 1, Marsh said.",
        "“A border is a door that forgot its handle,” Orbel told journalists.",
        "Trade between the two may grow by 650 million within 3 years, the Chamber of Ostrel estimates.",
        "The opposition leader Goran Hesse said that parliament had seen 2 of 30 pages.",
    ),
    (
        "KARIN (Ridge News) - An avalanche killed 8 hikers below Mount Teleg on Sunday, the mountain rescue of Karin said; 5 "
        "others were dug out alive.",
        "Rescuer Mira Solt said the slab was 300 metres wide and 2 metres deep.",
        "“We called their names until our own voices came back,” Solt said.",
        "The group of 13 had left the Upper Hut at 6.40 with guide Anton Weir.",
        "The avalanche service had raised its warning to level 4 on Saturday.",
    ),
)

_SYNONYMS = {
    "said": "stated",
    "told reporters": "noted",
    "will": "is going to",
    "announced": "made known",
    "warned": "cautioned",
    "promised": "pledged",
    "reported": "found",
    "called": "named",
    "others": "more people",
    "began": "started",
    "may": "could",
    "Among them is": "One of them is",
    "last year": "in the past year",
}


def reprint(wire: tuple[str, ...]) -> str:
    """The same with another house's boilerplate."""
    return "\n\n".join(("Sign up for the morning letter.", *wire, "Write to our desk at news@example.org."))


def shorten(wire: tuple[str, ...]) -> str:
    """Without its last paragraph, and without a dateline."""
    first = wire[0].split(" - ", 1)[1]
    return "\n\n".join((first, *wire[1:-1]))


def edit(wire: tuple[str, ...]) -> str:
    """Other words for the plainest ones."""
    text = "\n\n".join(wire)
    for word, other in _SYNONYMS.items():
        text = text.replace(f" {word} ", f" {other} ")
    return text


def reorder(wire: tuple[str, ...]) -> str:
    """Two of the later paragraphs change places, a credit is added."""
    return "\n\n".join((*wire[:3], wire[4], wire[3], "With matter of the agencies."))


def follow_up(wire: tuple[str, ...]) -> str:
    """What another desk writes on the day after: the same people, hardly anything of the same text. No copy."""
    names = [word.strip(",.;”") for word in " ".join(wire).split() if word[0].isupper() and len(word) > 4]
    return (
        f"What comes next for {names[1]}? A day later {names[2]} is full of questions. Nobody at the table of {names[-1]} "
        f"wanted to speak about money, 17 people asked all the same, and {names[3]} answered none of them.\n\n"
        "“Ask me again when the coffee is cold,” an old man said at the corner. Our correspondent spent 5 hours there."
    )


def refill(wire: tuple[str, ...]) -> str:
    """The same form with other figures and another voice: a like event. No copy."""
    text = "\n\n".join(wire)
    turned = text.translate(str.maketrans("0123456789", "7294806153"))
    head, _, rest = turned.partition("“")
    return (
        f"{head}“Nothing of this was planned, and nobody should believe otherwise,{rest[rest.index('”') :]}"
    )


COPIES = (reprint, shorten, edit, reorder)
LOOK_ALIKES = (follow_up, refill)
