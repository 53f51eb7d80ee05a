"""Workers without processes and without a parser: extraction is real, analysis sees only what is cheap."""

from __future__ import annotations

from bot.analysis.copies import sign_text
from bot.analysis.gate import passes_gate
from bot.analysis.story_terms import extract_features
from bot.analysis.themes import ThemeTable
from bot.errors import ChildError
from bot.fetch.extract import extract_article
from bot.fetch.outlets import OutletTable
from bot.model.articles import Article, Entry
from bot.model.findings import Analysis, Depth
from bot.work import Interest

POISON = "this text crashes its reader"


class InProcessWorkers:
    """Stands in for `bot.work.Workers`. A text that contains `POISON` takes its process down."""

    count = 2

    def __init__(self) -> None:
        self.analysed: list[str] = []  # headlines, in order
        self._outlets = OutletTable.shipped()

    def extract(self, entry: Entry) -> Article:
        """As the real one does."""
        return extract_article(entry, self._outlets)

    def analyse(self, article: Article, interest: Interest) -> Analysis:
        """Depth, fingerprint and features; no findings."""
        if POISON in article.text:
            raise ChildError("Reading it ended in a crash of the reader.", cause="exit code -11")
        self.analysed.append(article.title or "")
        followed = interest.followed
        if article.language != "en":
            return Analysis(depth=Depth.LANGUAGE, fingerprint=sign_text(article.text).to_bytes())
        full = followed is None or passes_gate(article.text, article.title, set(), ThemeTable(()), followed)
        return Analysis(
            depth=Depth.FULL if full else Depth.GATED,
            fingerprint=sign_text(article.text, article.title).to_bytes(),
            features=extract_features(article.text, article.title, ()),
        )

    def close(self) -> None:
        """Nothing to end."""
