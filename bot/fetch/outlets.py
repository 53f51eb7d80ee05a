"""Outlets: known ones by domain or name, with country, tier and ownership; others by what they call themselves."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import resources

from bot.fetch.characters import bare_words, one_line
from bot.fetch.urls import host_of, outlet_id
from bot.model.articles import Outlet

_DATELINE_CREDIT = re.compile(r"^.{2,90}?\((?P<name>[^()]{2,40})\)\s*(?:[–—-]+|:)\s+\S")
_END_CREDIT = re.compile(r"\((?P<name>[^()]{2,30})\)\s*$")
_NOT_CREDIT = re.compile(r"\d|^(?:local|updated|analysis|opinion|excerpts|photo|pictured)", re.IGNORECASE)


class OutletTable:
    """Looks outlets up by domain, host or name. Unchangeable after its making."""

    def __init__(
        self,
        outlets: Iterable[Outlet],
        *,
        aliases: Mapping[str, str] | None = None,
        aggregators: Iterable[str] = (),
    ) -> None:
        """`aliases`: other domains or names, to the id of an outlet; `aggregators`: hosts that say nothing of it."""
        self._aggregators = frozenset(aggregators)
        self._by_id = {outlet.id: outlet for outlet in outlets}
        self._by_name = {bare_words(outlet.name): outlet for outlet in self._by_id.values()}
        for alias, key in (aliases or {}).items():
            if "." in alias and " " not in alias:
                self._by_id[alias] = self._by_id[key]
            else:
                self._by_name[bare_words(alias)] = self._by_id[key]

    @classmethod
    def shipped(cls) -> OutletTable:
        """The table that comes with Rapporteur (`outlets.toml`)."""
        raw = tomllib.loads(resources.files("bot.fetch").joinpath("outlets.toml").read_text(encoding="utf-8"))
        outlets, aliases = [], {}
        for row in raw["outlet"]:
            for alias in row.pop("also", ()):
                aliases[alias] = row["id"]
            outlets.append(Outlet(**row))
        return cls(outlets, aliases=aliases, aggregators=raw["aggregators"])

    def __len__(self) -> int:
        return len({outlet.id for outlet in self._by_id.values()})

    def by_address(self, address: str) -> Outlet | None:
        """The known outlet of a web address: by host first ("edition.cnn.com"), then by registrable domain."""
        host = host_of(address).removeprefix("www.")
        return self._by_id.get(host) or self._by_id.get(outlet_id(address) or "")

    def by_name(self, name: str | None) -> Outlet | None:
        """The known outlet of that name, an article ("The") before it or not."""
        bare = bare_words(name or "")
        return (
            self._by_name.get(bare)
            or self._by_name.get(bare.removeprefix("the "))
            or self._by_name.get(f"the {bare}")
        )

    def name_outlet(self, address: str, site_name: str | None = None, text: str = "") -> Outlet | None:
        """Who published it: by its address, else by the name it gives itself, else by the wire credit of its text.

        An aggregator's address says nothing; a page without web address is judged by the rest.
        """
        domain = outlet_id(address)
        if domain and not self._is_aggregator(address, domain):
            known = self.by_address(address)
            return known or Outlet(id=domain, name=one_line(site_name or "") or domain)
        if name := one_line(site_name or "")[:80]:
            return self.by_name(name) or _unknown(name)
        return self._by_credit(text)

    def _is_aggregator(self, address: str, domain: str) -> bool:
        return domain in self._aggregators or host_of(address).removeprefix("www.") in self._aggregators

    def _by_credit(self, text: str) -> Outlet | None:
        first, _, rest = text.partition("\n")
        if match := _DATELINE_CREDIT.match(first[:200]):
            name = match["name"].strip()
            if not _NOT_CREDIT.search(name):
                return self.by_name(name) or _unknown(name)
        last = rest.rsplit("\n", 1)[-1]
        match = _END_CREDIT.search(last[-60:])
        return self.by_name(match["name"]) if match else None


def _unknown(name: str) -> Outlet | None:
    slug = slug_of(name)
    return Outlet(id=slug, name=name.title() if name.isupper() and len(name) > 6 else name) if slug else None


def slug_of(name: str) -> str:
    """ "The Quayside Ledger" → "the-quayside-ledger"; letters of other scripts stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-")[:60]
