"""Page → a DOCX file. Pure: bytes out of records.

python-docx is loaded only here, when a document is asked for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.content import DigestContent
from digests.mrkdwn import clean, safe_link
from digests.page import Bullets, Chart, Heading, Line, Paragraph, Part, Piece, Rule, Small
from digests.report import lay_out_report, title_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Block

_LINK_BLUE = "1155CC"
_MONOSPACED = "Courier New"


def render_docx(content: DigestContent) -> bytes:
    """The whole digest as a Word document with headings, links and lists."""
    return render_parts(lay_out_report(content), title_of(content))


def render_parts(parts: Sequence[Part], title: str) -> bytes:
    """Any page as a Word document; buttons are left out."""
    import docx

    document = docx.Document()
    document.core_properties.title = clean(title)[:255]
    document.core_properties.author = "Rapporteur"
    document.core_properties.comments = ""
    for part in parts:
        _write(document, part)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _write(document: Document, part: Part) -> None:
    match part:
        case Heading(words, level):
            document.add_heading(clean(words), level)
        case Paragraph(lines, quoted):
            _write_lines(document.add_paragraph(style="Quote" if quoted else None), lines)
        case Bullets(items):
            for item in items:
                _write_lines(document.add_paragraph(style="List Bullet"), (item,))
        case Chart(rows):
            document.add_paragraph().add_run("\n".join(rows)).font.name = _MONOSPACED
        case Small(words):
            document.add_paragraph(clean(words), style="Caption")
        case Rule():
            document.add_paragraph()
        case _:
            pass


def _write_lines(block: Block, lines: Sequence[Line]) -> None:
    for number, pieces in enumerate(lines):
        if number:
            block.add_run().add_break()
        for piece in pieces:
            _write_piece(block, piece)


def _write_piece(block: Block, piece: Piece) -> None:
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    words = before + clean(piece.text) + after
    address = safe_link(piece.link)
    if address:
        _write_link(block, words, address, strong=piece.bold)
        return
    run = block.add_run(words)
    run.bold, run.italic = piece.bold or None, piece.italic or None


def _write_link(block: Block, words: str, address: str, *, strong: bool) -> None:
    """A link: python-docx reads them but does not make them."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), block.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = block.add_run(words)
    run.bold, run.underline = strong or None, True
    run.font.color.rgb = RGBColor.from_string(_LINK_BLUE)
    link.append(run._r)
    block._p.append(link)
