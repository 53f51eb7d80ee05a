"""What is encrypted before it is stored: bot tokens. Fernet: AES-128-CBC with HMAC-SHA-256, by a key of the operator's."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import StorageError


class Sealer:
    """Encrypts with the newest key, and reads what any of the keys encrypted. Its keys are never shown."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` as Fernet has them, the newest first; at least one.

        Raises:
            ValueError: one is no key.
        """
        self._newest = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])

    def seal(self, secret: str) -> bytes:
        """Text → bytes that nobody reads without the key."""
        return self._newest.encrypt(secret.encode())

    def unseal(self, sealed: bytes) -> str:
        """The text again.

        Raises:
            StorageError: none of the keys encrypted it, or it was changed.
        """
        try:
            return self._all.decrypt(sealed).decode()
        except InvalidToken as error:
            raise StorageError(
                "A bot token cannot be read with this key.",
                advice="Set RAPPORTEUR_SECRET_KEY to the key it was stored with (after the new one, by a comma),"
                " or install the app again.",
                cause="InvalidToken",
            ) from error

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key encrypted it."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return False
        return True


def make_key() -> str:
    """A new random key."""
    return Fernet.generate_key().decode()
