"""What is stored already, in the terms in which `dedupe` decides."""

from __future__ import annotations

from bot.fetch.dedupe import Keys, Known
from bot.storage.articles import load_known
from bot.storage.database import Scope


def load_known_for(scope: Scope, keys: Keys) -> tuple[Known, ...]:
    """The stored articles that share an address, a GUID or a text with those keys."""
    rows = load_known(scope, canonical=keys.canonical, guid=keys.guid, text_hash=keys.hash)
    return tuple(
        Known(
            id=row.id,
            canonical=row.canonical,
            guid=row.guid,
            hash=row.text_hash,
            fingerprint=row.entry_hash,
            published=row.published,
            version_mark=row.version_mark,
        )
        for row in rows
    )
