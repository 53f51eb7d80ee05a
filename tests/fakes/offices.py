"""Office documents made by hand: the parts that a reader looks at, and nothing else."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "meta")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, *, core: str = "", styles: str = "") -> bytes:
    """A Word document: `body` and `styles` as WordprocessingML, `core` as Dublin Core elements."""
    members: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    }
    if styles:
        members["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    if core:
        members["docProps/core.xml"] = (
            '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{core}</c:coreProperties>'
        )
    return zipped(members)


def paragraph(text: str, *, style: str = "") -> str:
    """A paragraph of a Word document."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def open_document(body: str, *, meta: str = "", styles: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument text; `styles` are automatic ones."""
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": manifest,
        "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {_ODF}><office:meta>{meta}</office:meta></office:document-meta>",
    })  # fmt: skip
