"""Texts that attack: what headlines and quotes from outside may hold (scale.md, attack 7)."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = (
    "<!channel> everyone look",
    "<!here|here> & <@U1> <#C1>",
    "<https://evil.example|https://good.example>",
    "`rm -rf` ```block``` *bold* _it_ ~s~",
    "\u202egnihtemos sdrawkcab\u202c",
    "\u200b\u200b\ufeff",
    "x" * 10_000,
    "word " * 3_000,
    "Z" + "\u0351" * 500,
    "😀" * 4_000,
    "習近平 普京 " * 800,
    "\x00\x07\x1b[31mred\x1b[0m",
    "line\nbreak\r\nand\ttab",
    "&amp;&lt;!channel&gt;",
    ":smile: :rotating_light:",
    "",
    " ",
)
LINKS = (
    "https://news.example/a",
    "http://news.example/a?b=c&d=e",
    "javascript:alert(1)",
    "data:text/html,x",
    "/home/user/file.txt",
    "https://user:secret@news.example/",
    "https://news.example/" + "x" * 5_000,
    "https://news.example/a|b>",
    "https://",
    "",
)

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=400))
links = st.sampled_from(LINKS)
