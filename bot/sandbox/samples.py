"""The demo's sample articles, all invented: read from `samples/`, dated relative to a given present."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from bot.clock import require_aware

Via = Literal["feed", "drop"]
Format = Literal["html", "txt", "md"]


@dataclass(frozen=True, kw_only=True)
class SampleOutlet:
    """An invented outlet and the furniture of its pages."""

    id: str  # also the first part of its addresses
    name: str
    menu: tuple[str, ...]
    above: tuple[str, ...]  # between headline and text
    middle: tuple[str, ...]  # in the middle of the text
    below: tuple[str, ...]  # after the text
    related: tuple[str, ...]  # headlines of other posts


@dataclass(frozen=True, kw_only=True)
class SampleArticle:
    """One invented article."""

    slug: str
    outlet: SampleOutlet
    title: str
    byline: str
    published: datetime  # UTC
    via: Via
    format: Format
    teaser: str
    paragraphs: tuple[str, ...]
    reprint_of: str = ""  # slug of the article whose text this is, word for word

    @property
    def path(self) -> str:
        """The path of its address."""
        return f"/{self.outlet.id}/{self.published:%Y/%m/%d}/{self.slug}"


def load_samples(now: datetime) -> list[SampleArticle]:
    """All sample articles as of `now` (aware), newest first."""
    moment = require_aware(now)
    rows, outlets = _read_rows(), _read_outlets()
    articles = [_build(slug, row, rows, outlets[row["outlet"]], moment) for slug, row in rows.items()]
    return sorted(articles, key=lambda article: article.published, reverse=True)


def _build(
    slug: str, row: dict[str, Any], rows: dict[str, dict[str, Any]], outlet: SampleOutlet, now: datetime
) -> SampleArticle:
    source = rows[row["reprint_of"]] if "reprint_of" in row else row
    happened = now - timedelta(hours=source.get("happened_hours_ago", source["hours_ago"]))
    body = source["body"].strip().replace("{weekday}", f"{happened:%A}")
    return SampleArticle(
        slug=slug,
        outlet=outlet,
        title=row["title"],
        byline=row["byline"],
        published=now - timedelta(hours=row["hours_ago"]),
        via=row["via"],
        format=row.get("format", "html"),
        teaser=row["teaser"],
        paragraphs=tuple(paragraph.strip() for paragraph in body.split("\n\n")),
        reprint_of=row.get("reprint_of", ""),
    )


@cache
def _read_rows() -> dict[str, dict[str, Any]]:
    folder = files("bot.sandbox").joinpath("samples")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    return {
        name.removesuffix(".toml"): tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in names
        if name != "outlets.toml"
    }


@cache
def _read_outlets() -> dict[str, SampleOutlet]:
    path = files("bot.sandbox").joinpath("samples", "outlets.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = ("menu", "above", "middle", "below", "related")
    return {
        key: SampleOutlet(id=key, name=row["name"], **{name: tuple(row[name]) for name in lists})
        for key, row in rows.items()
    }
