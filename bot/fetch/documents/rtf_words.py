"""Control words of rich text that a reader of articles must know, after Microsoft's specification 1.9.1."""

from __future__ import annotations

BREAKS = frozenset({"par", "sect", "page", "column", "row", "nestrow"})
CHARACTERS = {
    "tab": " ", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SYMBOLS = {"~": " ", "_": "-", "-": "", "\n": "\n", "\r": "\n"}
DESTINATIONS = frozenset({  # groups whose text is none of the article's
    "fonttbl", "colortbl", "stylesheet", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "atnid", "atnauthor",
    "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "filetbl", "xmlnstbl", "themedata", "colorschememapping", "latentstyles", "datastore", "fldinst", "bkmkstart", "bkmkend",
    "xe", "tc", "rxe", "nonshppict", "pntext", "listtext", "mmathPr",
})  # fmt: skip
PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARSETS = {0: None, 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
