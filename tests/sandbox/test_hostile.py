"""Arguments of any shape: a method or a deed answers with an error of its own, and never breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.sandbox.page_deeds import PageDeeds
from bot.sandbox.records import HUMAN_ID
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from bot.sandbox.web_api import METHODS
from tests.sandbox.builders import Json, actions, button, modal, select
from tests.sandbox.web import fetch

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
GOOD: dict[str, list[object]] = {
    "channel": ["general", "C0000000001"],
    "channel_id": ["C0000000001"],
    "user": [HUMAN_ID],
    "user_id": [HUMAN_ID],
    "users": [HUMAN_ID, f"{HUMAN_ID},{HUMAN_ID}"],
    "name": ["desk", "eyes"],
    "text": ["hello"],
    "ts": ["1.000000"],
    "timestamp": ["1.000000"],
    "thread_ts": ["1.000000"],
    "message_ts": ["1.000000"],
    "blocks": [[actions(button(), select("a", "b"))]],
    "view": [modal(), {"type": "home", "blocks": []}],
    "view_id": ["V0000000001"],
    "trigger_id": ["1.2.3"],
    "files": [[{"id": "F0000000001"}]],
    "filename": ["a.txt"],
    "length": [3],
    "limit": [1],
    "cursor": ["bmV4dDox"],
    "types": ["im,public_channel"],
    "attachments": [[{"blocks": [{"type": "divider"}]}]],
    "metadata": [{"event_type": "x", "event_payload": {}}],
    "block_id": ["b"],
    "action_id": ["pick"],
    "state": [{"b": {"pick": ["a"]}}],
    "answer": ["a", ["a"]],
    "event": [{"type": "link_shared"}],
}
ARGUMENTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) | JSON for name, values in GOOD.items()}
)
DEEDS = sorted(name.removeprefix("do_") for name in vars(PageDeeds) if name.startswith("do_"))
ENDING = {"auth.revoke", "apps.uninstall"}  # after them nothing else would be tried


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with start_sandbox(post_burst=None, ack_seconds=0.01, retry_delays=()) as made:
        yield made


def require_answer(status: int, body: str) -> None:
    assert status in {200, 400, 429}, body
    answer: Json = json.loads(body)
    assert answer["ok"] or isinstance(answer["error"], str)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(method=st.sampled_from(sorted(set(METHODS) - ENDING)), arguments=ARGUMENTS)
def test_no_arguments_break_a_method(running: RunningSandbox, method: str, arguments: Json) -> None:
    token = running.app_token if METHODS[method].caller == "app" else running.bot_token
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps(arguments).encode()
    answer = fetch("POST", running.api_url + method, body=body, headers=headers)
    require_answer(answer.status, answer.body)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deed=st.sampled_from([name for name in DEEDS if name != "uninstall"]), body=ARGUMENTS)
def test_no_body_breaks_a_deed_of_the_page(running: RunningSandbox, deed: str, body: Json) -> None:
    answer = fetch("POST", f"{running.address}/page-api/{deed}", body=json.dumps(body).encode())
    require_answer(answer.status, answer.body)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=JSON)
def test_no_answer_breaks_an_element(running: RunningSandbox, answer: object) -> None:
    running.invite_bot("general")
    client = WebClient(token=running.bot_token, base_url=running.api_url)
    options = select("a")["options"]
    elements = [
        {"type": "radio_buttons", "action_id": "one", "options": options},
        {"type": "checkboxes", "action_id": "several", "options": options},
        {"type": "overflow", "action_id": "more", "options": options},
        {"type": "datepicker", "action_id": "day"},
        {"type": "users_select", "action_id": "who"},
    ]
    ts = client.chat_postMessage(channel="general", text="x", blocks=[actions(*elements)])["ts"]
    block_id = running.messages("general")[-1]["blocks"][0]["block_id"]
    place = {"channel": running.channel_id("general"), "ts": ts, "block_id": block_id}
    for element in elements:
        body = {**place, "action_id": element["action_id"], "answer": answer}
        sent = fetch("POST", f"{running.address}/page-api/press", body=json.dumps(body).encode())
        require_answer(sent.status, sent.body)


def test_hostile_words_in_names_and_files_stay_words(running: RunningSandbox) -> None:
    name = "../../<script>alert(1)</script>.html"
    described = running.upload("general", name, b"x", text="<!channel> & *bold*")
    assert described["name"] == "script>.html"
    assert "<script" not in described["url_private"]
    running.write("general", "<!channel> & <script>")
    assert running.messages("general")[-1]["text"] == "&lt;!channel&gt; &amp; &lt;script&gt;"
