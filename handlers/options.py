"""Words at the end of a command that say how to answer: `csv`, `page:2`, `by:relevance`. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from digests.page import Button
from handlers.replies import RERUN

MOST_PAGES = 40
_SETTING = re.compile(r"([a-z]+):(\w{1,20})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What was asked for beside the matter itself."""

    flag: str = ""  # "csv" and the like, the last word
    settings: Mapping[str, str] = field(default_factory=dict)  # "page" → "2"

    def page(self, name: str) -> int:
        """The number of the page of that list, from 1; 0 where none is asked for."""
        number = self.settings.get(name, "")
        return min(max(int(number), 1), MOST_PAGES) if number.isdecimal() else 0


def take_options(
    text: str, *, flags: Collection[str] = (), settings: Collection[str] = ()
) -> tuple[str, Options]:
    """The text without the words at its end that say how to answer; what is in quotation marks is none."""
    flag, taken = "", dict[str, str]()
    while text:
        rest, _, last = text.rstrip().rpartition(" ")
        match = _SETTING.fullmatch(last.lower())
        if match and match[1] in settings:
            taken.setdefault(match[1], match[2])
        elif last.lower() in flags:
            flag = flag or last.lower()
        else:
            break
        text = rest
    return text.strip(), Options(flag=flag, settings=taken)


def page_buttons(
    line: str, name: str, page: int, *, more: bool, labels: tuple[str, str] = ("‹ Newer", "Older ›")
) -> tuple[Button, ...]:
    """Buttons to the pages before and after, in place of this one.

    Args:
        line: the command line without a page.
        name: of the setting that tells the page.
        more: whether there is a page after this one.
    """
    before = Button(labels[0], RERUN, f"{line} {name}:{page - 1}")
    after = Button(labels[1], RERUN, f"{line} {name}:{page + 1}")
    return (*((before,) if page > 1 else ()), *((after,) if more and page < MOST_PAGES else ()))
