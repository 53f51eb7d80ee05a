"""One person of the local workspace with all they can do; the page and tests call these."""

from __future__ import annotations

import copy

from bot.sandbox.channel_deeds import ChannelDeeds
from bot.sandbox.modal_deeds import ModalDeeds
from bot.sandbox.records import Json
from bot.sandbox.writing import Writing


class Human(Writing, ModalDeeds, ChannelDeeds):
    """A person at the page, or in a test."""

    def open_home(self) -> None:
        """Look at the bot's Home tab."""
        self._open_app("home")

    def open_messages(self) -> None:
        """Look at the Messages tab of the bot."""
        self._open_app("messages")

    def _open_app(self, tab: str) -> None:
        channel = self.workspace.direct_channel(self.user)
        event: Json = {"type": "app_home_opened", "user": self.user, "channel": channel.id, "tab": tab}
        view = self.workspace.views.get(self.workspace.homes.get(self.user, ""))
        self.emit(event | ({"view": copy.deepcopy(view)} if view and tab == "home" else {}))
