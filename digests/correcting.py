"""What channels were told and was corrected since: their messages are changed in place.

`chat.update` may be repeated without harm; what a message says is noted after Slack took it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.errors import SlackError
from bot.slack.message import parse_message, write_message
from bot.slack.port import SlackPort
from bot.storage.database import Database
from bot.storage.live import save_payloads
from bot.storage.posted import find_posted
from digests.corrected import Mend, mend_message
from digests.mrkdwn import clean

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of the messages that show it."""

    updated: int = 0
    failed: int = 0  # Slack did not take the change


def correct_posted(
    database: Database, workspace_id: int, slack: SlackPort, mend: Mend, since: datetime
) -> Corrected:
    """Change all messages that show the quote, also those that still wait to be posted.

    Args:
        since: when its article was stored: no earlier message can show it.
    """
    with database.read(workspace_id) as scope:
        found = find_posted(scope, [clean(content) for content in mend.contents], since)
    updated = failed = 0
    for channel, post in found:
        message = mend_message(parse_message(post.payload), mend)
        if message is None:
            continue
        try:
            if post.ts is not None:  # else it is posted as it should be
                slack.update_message(channel, post.ts, message, key=post.key)
        except SlackError as error:
            log.warning("a message could not be corrected", extra={"fields": {"cause": error.cause}})
            failed += 1
            continue
        with database.write(workspace_id) as scope:
            save_payloads(scope, {post.id: write_message(message)})
        updated += post.ts is not None
    return Corrected(updated, failed)
