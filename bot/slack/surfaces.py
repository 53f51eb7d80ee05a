"""What is not a message: modals, the Home tab, direct messages, files."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from bot.errors import SlackError
from bot.slack.calling import REQUEST_SECONDS, Caller
from bot.slack.faults import unknown_outcome
from bot.slack.limits import check_view
from bot.slack.port import Upload, View

PAGE = 200  # conversations a page; Slack takes up to 999 and advises 200
MAX_PAGES = 25
FILE_SECONDS = 60.0  # for a whole file to arrive
_PIECE = 65_536  # bytes
_FILE_HOSTS = (".slack.com", ".slack-files.com", ".slack-edge.com")


class Surfaces:
    """The methods of one workspace's token for these; each raises SlackError."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def open_direct(self, user: str) -> str:
        """The id of the direct message with a person (`conversations.open`)."""
        return str(self._caller.call("conversations.open", {"users": user})["channel"]["id"])

    def open_view(self, trigger: str, view: View) -> str:
        """Open a modal, within three seconds of what triggered it. Returns the view's id."""
        return self._show("views.open", {"trigger_id": trigger}, view)

    def push_view(self, trigger: str, view: View) -> str:
        """Open a modal on top of the one that is open. Returns the view's id."""
        return self._show("views.push", {"trigger_id": trigger}, view)

    def update_view(self, view_id: str, view: View) -> None:
        """Put another content into an open modal."""
        self._show("views.update", {"view_id": view_id}, view)

    def publish_home(self, user: str, view: View) -> None:
        """Show a person's Home tab (`views.publish`)."""
        self._show("views.publish", {"user_id": user}, view)

    def fetch_channels(self, user: str) -> tuple[str, ...]:
        """The ids of the channels that a person is in, as far as the bot sees them (`users.conversations`)."""
        every = self._conversations(user=user, types="public_channel,private_channel")
        return tuple(str(channel["id"]) for channel in every)

    def fetch_public_channels(self) -> tuple[str, ...]:
        """The ids of the public channels that the bot is in (`users.conversations`)."""
        return tuple(str(channel["id"]) for channel in self._conversations(types="public_channel"))

    def send_file(self, channel: str, upload: Upload, comment: str = "") -> None:
        """Put a file into a channel or direct message, in the two steps of
        https://docs.slack.dev/messaging/working-with-files#upload."""
        wanted = {"filename": upload.name, "length": len(upload.content)}
        if upload.alt:
            wanted["alt_txt"] = upload.alt
        place = self._caller.call("files.getUploadURLExternal", wanted)
        self._put(str(place["upload_url"]), upload.content)
        done: dict[str, Any] = {
            "files": [{"id": place["file_id"], "title": upload.title}],
            "channel_id": channel,
        }
        if comment:
            done["initial_comment"] = comment
        self._caller.call("files.completeUploadExternal", done)

    def fetch_file(self, file: str, most: int) -> tuple[str, bytes]:
        """Name and content of a file that somebody shared, at most `most` bytes (`files.info`).

        Raises:
            SlackError: Slack does not show it, it is too large, or it lies outside Slack.
        """
        found = self._caller.call("files.info", {"file": file}).get("file", {})
        name, address = str(found.get("name") or file), str(found.get("url_private_download") or "")
        if int(found.get("size") or 0) > most:
            raise _too_large(name, most)
        if not self._is_slacks(address):  # the token goes to nobody else
            raise SlackError(f"The file {name} lies outside Slack.", advice="Share the file itself.")
        headers = {"Authorization": f"Bearer {self._caller.web.token}"}
        content = self._get(urllib.request.Request(address, headers=headers), most)  # noqa: S310 -- checked above
        if len(content) > most:
            raise _too_large(name, most)
        return name, content

    def _show(self, method: str, place: dict[str, Any], view: View) -> str:
        check_view(view)
        answer = self._caller.call(method, place | {"view": dict(view)})
        return str((answer.get("view") or {}).get("id", ""))

    def _conversations(self, **asked: str) -> Iterator[dict[str, Any]]:
        query: dict[str, Any] = {**asked, "exclude_archived": True, "limit": PAGE}
        for _ in range(MAX_PAGES):
            data = self._caller.call("users.conversations", query)
            yield from data.get("channels", ())
            cursor = (data.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            query["cursor"] = cursor

    def _is_slacks(self, address: str) -> bool:
        asked, own = urlsplit(address), urlsplit(self._caller.web.base_url)
        if (asked.scheme, asked.netloc) == (own.scheme, own.netloc):
            return True
        return asked.scheme == "https" and (asked.hostname or "").endswith(_FILE_HOSTS)

    def _put(self, address: str, content: bytes) -> None:
        self._get(urllib.request.Request(address, data=content, method="POST"), 10_000)  # noqa: S310 -- Slack named it

    def _get(self, request: urllib.request.Request, most: int) -> bytes:
        """The body of an answer, one byte more than `most` at the most; redirects are not followed."""
        end = time.monotonic() + FILE_SECONDS  # the time limit of a request is one for each piece of it
        body = bytearray()
        try:
            with _OPENER.open(request, timeout=REQUEST_SECONDS) as answer:
                while len(body) <= most and (piece := answer.read1(min(_PIECE, most + 1 - len(body)))):
                    body += piece
                    if time.monotonic() > end:
                        raise TimeoutError
                if answer.length and len(body) <= most:  # what is still to come never came
                    raise ConnectionResetError
                return bytes(body)
        except (OSError, HTTPException) as error:
            raise unknown_outcome(f"file: {type(error).__name__}") from None  # the cause may carry the token


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Unfollowed)


def _too_large(name: str, most: int) -> SlackError:
    return SlackError(
        f"The file {name} is too large.", advice=f"At most {most // 1_000_000} MB are taken: split it."
    )
