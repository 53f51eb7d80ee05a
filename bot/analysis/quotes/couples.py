"""Two who are named together: "Russia and China", "Ann Lee (D-MA), a senator, and Jim Banks"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from bot.analysis.document import Naming
from bot.analysis.quotes.discourse import Discourse

_REACH = 2  # sentences back in which "they" looks for two people
_LONGEST = 120  # characters between two names, an apposition included
_GROUP_REACH = 6  # sentences back in which "the three" looks for a list of three
_IN_LIST = re.compile(r",?\s(?:and\s)?(?:(?:[A-Z][\w.’'-]*|the|his|her|former)\s){0,6}")
_ENDS_LIST = re.compile(r"\band\s")
_JOINED = re.compile(
    r"(?:\s\([^()\n]{1,40}\))?(?:,\s[^.;:“”\"\n]{1,90})?,?\sand\s(?:(?:[A-Z][\w.’'-]*|the|his|her|former)\s){0,6}"
)


def pair_before(discourse: Discourse, place: int, kinds: Sequence[str]) -> tuple[str, str] | None:
    """The two actors of these kinds that stand side by side most often before `place` ("Russia and China"),
    else the two that were named last."""
    pairs: Counter[frozenset[str]] = Counter()
    order: dict[frozenset[str], tuple[str, str]] = {}
    seen: list[str] = []
    later: Naming | None = None
    for mention in discourse.before(place):
        naming = mention.naming
        if discourse.cast.members[naming.actor].kind not in kinds or naming.by == "demonym":
            continue
        if later is not None and naming.actor != later.actor and _side_by_side(discourse.text, naming, later):
            pair = frozenset((naming.actor, later.actor))
            pairs[pair] += 1
            order.setdefault(pair, (naming.actor, later.actor))
        if naming.actor not in seen:
            seen.append(naming.actor)
        later = naming
    if pairs:
        return order[pairs.most_common(1)[0][0]]
    return (seen[1], seen[0]) if len(seen) > 1 else None


def group_before(discourse: Discourse, place: int, size: int, kinds: Sequence[str]) -> tuple[str, ...] | None:
    """The last `size` actors of one of these kinds that are listed side by side before `place`: "A, B and C"."""
    members = discourse.cast.members
    here = discourse.sentence_at(place)
    run: list[Naming] = []
    for mention in discourse.before(place):
        if here - mention.sentence > _GROUP_REACH:
            return None
        naming = mention.naming
        kind = members[naming.actor].kind
        if kind not in kinds or naming.by == "demonym":
            continue
        joined = (
            bool(run) and members[run[-1].actor].kind == kind and _listed(discourse.text, naming, run[-1])
        )
        run = [*run, naming] if joined else [naming]
        actors = tuple(dict.fromkeys(each.actor for each in reversed(run)))
        if len(actors) == size and _ENDS_LIST.search(discourse.text[run[1].end : run[0].start]):
            return actors
    return None


def _listed(text: str, one: Naming, two: Naming) -> bool:
    return (
        _IN_LIST.fullmatch(text[one.end : two.start]) is not None
        or _JOINED.fullmatch(text[one.end : two.start]) is not None
    )


def partner_of(discourse: Discourse, place: int) -> Naming | None:
    """The person joined by "and" to the one named at `place`, with nothing but an apposition between."""
    members = discourse.cast.members
    near = takewhile(lambda m: place - m.naming.end <= _LONGEST, discourse.before(place + 1))
    people = (m.naming for m in near if members[m.naming.actor].kind == "person")
    two, one = next(people, None), next(people, None)
    if one is None or two is None or one.actor == two.actor:
        return None
    return one if _JOINED.fullmatch(discourse.text[one.end : two.start]) else None


def couple_before(discourse: Discourse, place: int) -> tuple[str, str] | None:
    """The two people whom one of the last sentences before `place` names together."""
    here = discourse.sentence_at(place)
    for mention in discourse.before(place):
        if here - mention.sentence > _REACH:
            return None
        partner = partner_of(discourse, mention.naming.start)
        if partner is not None:
            return partner.actor, mention.naming.actor
    return None


def _side_by_side(text: str, one: Naming, two: Naming) -> bool:
    """ "Russia and China", "China-Russia", "President Xi and Russian President Putin"."""
    between = text[one.end : two.start]
    if between in ("-", "–", "/"):
        return True
    words = between.split()
    return (
        0 < len(words) < 6 and words[0] == "and" and all(w[0].isupper() or w in ("and", "the") for w in words)
    )
