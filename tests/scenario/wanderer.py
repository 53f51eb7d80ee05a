"""Somebody who presses, types and sends whatever is there, and much that is not; the same way for the same seed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.scenario.bolt import Workplace

WORDS = (
    *("ana-silva", "bo-lind", "silva", "lind", "Cy", "nobody", "energy", "trade", "russia", "pipeline"),
    *('"gas pipeline"', "-football", "OR", "&", "(", ")", "source:north-post.example", "lang:en", "since:7d"),
    *("7d", "30d", "1y", "0d", "99999y", "csv", "picture", "about", "to", "page", "2", "-1", "health", "add"),
    *(
        "daily",
        "25:00",
        "weekly",
        "mon",
        "8:00",
        "Mars/Base",
        "instantly",
        "help",
        "docx",
        "snooze",
        "resume",
    ),
    *(
        "习近平",
        "😀",
        "\u202egnirts",
        "<!channel>",
        "<@U1>",
        "`x`",
        "*",
        '"',
        "%_",
        "\x00",
        "“curly”",
        "–",
        "&amp;",
    ),
)
COMMANDS = (
    *("relations", "actor", "theme", "quotes", "find", "digest", "subscribe", "unsubscribe", "subscriptions"),
    *("sources", "media", "media status", "media themes", "media actors", "media settings", "media help"),
)
VALUES = (
    "",
    "energy",
    "0.5",
    "9",
    "x" * 2_999,
    "https://news.example.org/",
    "🙂 <!here> “q”",
    "C1",
    "1",
    "nonsense",
)
EVENTS = ("app_home_opened", "file_shared", "member_joined_channel")


@dataclass
class Wanderer:
    """Takes one step after another in a workplace."""

    work: Workplace
    random: Random
    steps: list[str] = field(default_factory=list)  # for whoever reads a failure

    def step(self) -> None:
        """One interaction, most often with what is on the screen."""
        kinds = (self._type, self._press, self._press, self._choose, self._send, self._tell, self._shortcut)
        kind = self.random.choice(kinds)
        kind()
        self.work.library.clock.move(hours=self.random.choice((0.0, 0.01, 1.0)))

    def _note(self, what: str) -> None:
        self.steps.append(what[:200])

    def _type(self) -> None:
        count = self.random.choice((0, 1, 1, 2, 2, 3, 5))
        words = [self.random.choice(WORDS) for _ in range(count)]
        if self.random.random() < 0.02:
            words = ["long" * 3_000]
        line = f"/{self.random.choice(COMMANDS)} {' '.join(words)}"
        if line.startswith("/media "):
            name, _, rest = line.removeprefix("/media ").partition(" ")
            line = f"/media {name} {rest}"
        self._note(line)
        self.work.type(line.strip())

    def _press(self) -> None:
        """A button of any message or view so far, also an old one; sometimes twice, sometimes made up."""
        buttons = [(e["action_id"], e.get("value", "")) for e in self._elements("button")]
        action, value = self.random.choice(buttons) if buttons else ("rerun:0", "/subscriptions")
        if self.random.random() < 0.05:
            value = self.random.choice(VALUES)
        self._note(f"press {action} {value}")
        for _ in range(self.random.choice((1, 1, 1, 2))):
            self.work.press(action, value)

    def _choose(self) -> None:
        menus = [e for e in self._elements("static_select") if e.get("options")]
        if not menus:
            return
        menu = self.random.choice(menus)
        value = self.random.choice(menu["options"])["value"]
        self._note(f"choose {menu['action_id']} {value}")
        shown = [s for s in self.work.slack.shown if s.how != "home"]
        view = dict(shown[-1].view) | {"id": shown[-1].id} if shown and self.random.random() < 0.5 else None
        if view is not None:
            view["state"] = {"values": {n: {n: v} for n, v in self._filled(view).items()}}
        self.work.choose(menu["action_id"], value, view=view)

    def _send(self) -> None:
        """A form that was opened, filled in somehow."""
        forms = [s for s in self.work.slack.shown if s.view.get("submit")]
        if not forms:
            return
        form = self.random.choice(forms[-3:])
        self._note(f"send {form.view['callback_id']}")
        filled = self._filled(form.view)
        kept = form.view.get("private_metadata", "")
        self.work.submit(form.view["callback_id"], kept=kept, view=form.id, **filled)

    def _filled(self, view: Any) -> dict[str, Any]:
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        return {block["block_id"]: self._fill(block["element"]) for block in inputs}

    def _fill(self, element: Any) -> dict[str, Any]:
        kind = element["type"]
        options = [option["value"] for option in element.get("options", ())]
        match kind:
            case "static_select":
                return {"type": kind, "selected_option": {"value": self.random.choice(options)}}
            case "multi_static_select":
                some = self.random.sample(options, min(len(options), self.random.randint(0, 2)))
                return {"type": kind, "selected_options": [{"value": value} for value in some]}
            case "timepicker":
                return {"type": kind, "selected_time": self.random.choice(["00:00", "08:30", "23:59", None])}
            case "conversations_select":
                return {"type": kind, "selected_conversation": self.random.choice(["C1", "C2", None])}
            case "multi_conversations_select":
                return {"type": kind, "selected_conversations": self.random.choice([[], ["C1"]])}
            case "multi_users_select":
                return {"type": kind, "selected_users": self.random.choice([[], ["U-ANA"]])}
            case "file_input":
                return {"type": kind, "files": self.random.choice([[], [{"id": "F-GONE"}]])}
            case _:
                initial = element.get("initial_value", "")
                return {"type": kind, "value": self.random.choice([initial, initial, *VALUES]) or None}

    def _tell(self) -> None:
        event = self.random.choice(EVENTS)
        self._note(f"event {event}")
        self.work.tell(
            event,
            user=self.random.choice(["U-ANA", "U0"]),
            tab=self.random.choice(["home", "messages"]),
            channel="D1",
            channel_id="D1",
            file_id="F-GONE",
            user_id="U-ANA",
            inviter="U-ANA",
        )

    def _shortcut(self) -> None:
        words = " ".join(self.random.choice(WORDS) for _ in range(self.random.choice((1, 90))))
        self._note("shortcut add_to_monitoring")
        message = {"text": f"{words} <https://gone.example/x>", "ts": f"{len(self.steps)}.0"}
        self.work.shortcut(self.random.choice(["add_to_monitoring", "gone"]), message=message)

    def _elements(self, kind: str) -> list[dict[str, Any]]:
        """What can be pressed in the last messages and views."""
        places: list[Any] = [sent.message.blocks for sent in self.work.slack.sent[-12:]]
        places += [shown.view["blocks"] for shown in self.work.slack.shown[-4:]]
        return [element for place in places for element in _walk(place) if element.get("type") == kind]


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _walk(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _walk(value)


def unhandled(work: Workplace) -> list[str]:
    """Answers that say that something went wrong on our side."""
    answers = [json.dumps(s.message.blocks, ensure_ascii=False) for s in work.slack.sent]
    return [answer for answer in answers if "Something went wrong on our side" in answer]
