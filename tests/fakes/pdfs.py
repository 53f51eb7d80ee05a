"""PDF files made by hand: text set where a test says, in the fonts that every reader knows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 612, 792  # points
COURIER = 0.6  # of the size: the width of each of its letters
_FONTS = {"F1": "Courier", "F2": "Helvetica-Bold", "F3": "Courier-Bold"}
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Pdf:
    """Pages with text; `Pdf().page().text(…).build()`."""

    info: dict[str, str] = field(default_factory=dict)
    pages: list[list[str]] = field(default_factory=list)

    def page(self) -> Pdf:
        """A new page."""
        self.pages.append([])
        return self

    def text(self, x: float, y: float, text: str, *, size: float = 10, font: str = "F1") -> Pdf:
        """A line whose feet stand at (x, y), from the lower left corner."""
        content = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.pages[-1].append(f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({content}) Tj ET")
        return self

    def column(self, x: float, top: float, lines: str, *, size: float = 10, leading: float = 12) -> Pdf:
        """Lines one below the other; a line that begins with a space is indented, an empty one leaves room."""
        for number, line in enumerate(lines.strip("\n").split("\n")):
            indent = 15 if line.startswith(" ") else 0
            if line.strip():
                self.text(x + indent, top - number * leading, line.strip(), size=size)
        return self

    def build(self, *, password: str | None = None) -> bytes:
        """The file; with a password its strings and pages are encrypted (RC4, 40 bits)."""
        key = _key(password) if password is not None else None
        objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        fonts = []
        for name, base in _FONTS.items():
            objects.append(
                f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>".encode()
            )
            fonts.append(f"/{name} {len(objects)} 0 R")
        kids = []
        for content in self.pages:
            stream = "\n".join(content).encode("cp1252")
            number = len(objects) + 1
            stream = _encrypt(stream, key, number) if key else stream
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number} 0 R"
                f" /Resources << /Font << {' '.join(fonts)} >> >> >>".encode()
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
        info = " ".join(f"/{name} ({value})" for name, value in self.info.items())
        objects.append(f"<< {info} >>".encode("cp1252"))
        return _assemble(objects, password)


def _assemble(objects: list[bytes], password: str | None) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    encrypt = b""
    if password is not None:
        encrypt = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
            _owner(password).hex().encode(),
            _rc4(_key(password), _PADDING).hex().encode(),
        )
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        encrypt,
        start,
    )
    return bytes(out)


def _padded(password: str) -> bytes:
    return (password.encode() + _PADDING)[:32]


def _owner(password: str) -> bytes:
    return _rc4(hashlib.md5(_padded(password)).digest()[:5], _padded(password))  # noqa: S324 - the format's


def _key(password: str) -> bytes:
    seed = _padded(password) + _owner(password) + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"\0"
    return hashlib.md5(seed).digest()[:5]  # noqa: S324 - the format's


def _encrypt(data: bytes, key: bytes, number: int) -> bytes:
    return _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)  # noqa: S324


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
