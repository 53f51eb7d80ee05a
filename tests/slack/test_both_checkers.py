"""One list of cases through the bot's checker and through the local workspace's, which know nothing of each other.

What the workspace refuses, the bot may never send; what it takes at the limit, the bot may.
"""

from __future__ import annotations

import pytest

from bot.errors import MessageTooLargeError
from bot.sandbox import block_rules
from bot.sandbox.limits import limit
from bot.slack.blocks_check import check_blocks
from bot.slack.limits import check_message
from bot.slack.message import Message
from tests.limit_cases import AT_LIMIT, WRONG, Build, Json


def bot_takes(blocks: list[Json]) -> bool:
    try:
        check_message(Message(text="x", blocks=tuple(blocks)))
    except MessageTooLargeError:
        return False
    return True


def workspace_takes(blocks: list[Json]) -> bool:
    return not block_rules.check_blocks(blocks, "message").faults


@pytest.mark.parametrize(("name", "build"), AT_LIMIT, ids=[name for name, _ in AT_LIMIT])
def test_both_keep_the_same_limit(name: str, build: Build) -> None:
    for beyond, taken in ((0, True), (1, False)):
        blocks = build(limit(name) + beyond)
        assert (bot_takes(blocks), workspace_takes(blocks)) == (taken, taken)


@pytest.mark.parametrize(("place", "block"), WRONG)
def test_both_refuse_what_is_wrong(place: str, block: Json) -> None:
    with pytest.raises(MessageTooLargeError):
        check_blocks([block])
    assert not workspace_takes([block]), place
