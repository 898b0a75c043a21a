"""Files made to bring a reader down: bombs, giants, circles. Each is small on disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

WORDS = b"En 2025, le taux atteint 27,5 % des adh\xe9rents."


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of numbered objects, with a right cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(data: bytes, words: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), words, data)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def page(box: bytes = b"0 0 595 842", contents: int = 5) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R /Resources << /Font << /F 4 0 R >> >> >>" % (
        box,
        contents,
    )


def pages(kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    return b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)


def show(words: bytes = WORDS) -> bytes:
    return b"BT /F 11 Tf 72 700 Td (%s) Tj ET" % words


def deflated(pattern: bytes, times: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join([*(packer.compress(pattern) for _ in range(times)), packer.flush()])


def stream_bomb() -> bytes:
    """A page whose content unfolds to 100 MB."""
    packed = deflated(b" " * 1_000_000, 100)
    return pdf(CATALOG, pages(), page(), FONT, stream(packed, b"/Filter /FlateDecode"))


def double_bomb() -> bytes:
    """Deflated twice: 200 MB in 1 kB."""
    packed = zlib.compress(deflated(b"\0" * 1_000_000, 200), 9)
    return pdf(CATALOG, pages(), page(), FONT, stream(packed, b"/Filter [/FlateDecode /FlateDecode]"))


def giant_page() -> bytes:
    return pdf(CATALOG, pages(), page(b"0 0 14400000 14400000"), FONT, stream(show()))


def endless_page() -> bytes:
    return pdf(CATALOG, pages(), page(b"0 0 1e38 1e38"), FONT, stream(show()))


def empty_page_box() -> bytes:
    return pdf(CATALOG, pages(), page(b"0 0 0 0"), FONT, stream(show()))


def many_pages() -> bytes:
    return pdf(CATALOG, pages(b"3 0 R " * 5000, 5000), page(), FONT, stream(show()))


def false_count() -> bytes:
    return pdf(CATALOG, pages(count=2_000_000_000), page(), FONT, stream(show()))


def page_tree_circle() -> bytes:
    return pdf(CATALOG, pages(b"2 0 R 3 0 R", 2), page(), FONT, stream(show()))


def form_circle() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do " + show(), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 6 0 R")
    resources = b"<< /XObject << /X 5 0 R >> /Font << /F 4 0 R >> >>"
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources 6 0 R >>"
    return pdf(CATALOG, pages(), sheet, FONT, form, resources, stream(b"/X Do"))


def length_circle() -> bytes:
    return pdf(CATALOG, pages(), page(), FONT, b"<< /Length 5 0 R >>\nstream\n" + show() + b"\nendstream")


def deep_arrays() -> bytes:
    return pdf(CATALOG, pages(), page(), FONT, stream(b"[" * 200_000 + show()))


def giant_picture_in_pdf() -> bytes:
    picture = stream(
        deflated(b"\xff" * 1_000_000, 313),
        b"/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
        b" /Filter /FlateDecode",
    )
    sheet = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R"
        b" /Resources << /Font << /F 4 0 R >> /XObject << /X 5 0 R >> >> >>"
    )
    return pdf(CATALOG, pages(), sheet, FONT, picture, stream(b"q 595 0 0 842 0 0 cm /X Do Q " + show()))


def giant_png() -> bytes:
    """50,000 × 50,000 white points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + b"\xff" * 6250
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", deflated(row, 50_000)) + chunk(b"IEND", b"")


def false_png() -> bytes:
    """A head that claims four thousand million points, and no data."""
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = struct.pack(">II", 65_000, 65_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def tiff_circle() -> bytes:
    """A TIFF whose second page is its first."""
    out = io.BytesIO()
    Image.new("1", (200, 200), 1).save(out, "TIFF")
    data = bytearray(out.getvalue())
    (start,) = struct.unpack("<I", data[4:8])
    (count,) = struct.unpack("<H", data[start : start + 2])
    data[start + 2 + 12 * count : start + 6 + 12 * count] = struct.pack("<I", start)
    return bytes(data)


def docx(document: bytes, *more: tuple[str, bytes]) -> bytes:
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        b' Target="word/document.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("[Content_Types].xml", types),
            ("_rels/.rels", rels),
            ("word/document.xml", document),
            *more,
        ):
            archive.writestr(name, data)
    return out.getvalue()


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s<w:sectPr/></w:body></w:document>'
PARAGRAPH = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def zip_bomb() -> bytes:
    return docx(WORD % (PARAGRAPH % (b"a" * 50_000_000)))


def false_zip_size() -> bytes:
    """A part that unfolds to 30 MB, and says that it has 1 kB."""
    data = bytearray(docx(WORD % (PARAGRAPH % (b" " * 30_000_000))))
    size = struct.pack("<I", len(WORD % (PARAGRAPH % (b" " * 30_000_000))))
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
    return bytes(data)


def docx_laughs() -> bytes:
    return docx(LAUGHS + WORD % (PARAGRAPH % b"&a11;"))


def docx_reads_a_file() -> bytes:
    return docx(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + WORD % (PARAGRAPH % b"12 % &f;"))


def docx_depth() -> bytes:
    return docx(WORD % (b"<w:sdt><w:sdtContent>" * 50_000 + PARAGRAPH % WORDS + b"</w:sdtContent></w:sdt>" * 50_000))


def html_laughs() -> bytes:
    return LAUGHS.replace(b"DOCTYPE x", b"DOCTYPE html") + b"<html><body><p>27,5 % &a11;</p></body></html>"


def html_depth() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + b"<p>27,5 % des cas</p>"


def html_table() -> bytes:
    """A table of cells that all claim a million rows and columns."""
    return (
        b"<html><table>" + (b"<tr>" + b"<td rowspan=1000000 colspan=1000000>1 %</td>" * 10) * 2000 + b"</table></html>"
    )


def one_line() -> bytes:
    """A megabyte of figures without a line break."""
    return b"En 2025, 12 % de " * 60_000


def no_word() -> bytes:
    return b"1" * 2_000_000


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "giant-page.pdf": (giant_page, ""),
    "endless-page.pdf": (endless_page, ""),
    "false-count.pdf": (false_count, ""),
    "page-tree-circle.pdf": (page_tree_circle, "damaged page"),
    "form-circle.pdf": (form_circle, ""),
    "length-circle.pdf": (length_circle, ""),
    "deep-arrays.pdf": (deep_arrays, ""),
    "many-pages.pdf": (many_pages, "more than 1000"),
    "stream-bomb.pdf": (stream_bomb, ""),
    "double-bomb.pdf": (double_bomb, ""),
    "giant-picture.pdf": (giant_picture_in_pdf, ""),
    "giant.png": (giant_png, "pixels"),
    "false.png": (false_png, "pixels"),
    "bomb.docx": (zip_bomb, "unfolds to more"),
    "false-size.docx": (false_zip_size, "no readable DOCX"),
    "laughs.docx": (docx_laughs, "no readable DOCX"),
    "entity.docx": (docx_reads_a_file, ""),
    "depth.docx": (docx_depth, "no readable DOCX"),
    "laughs.html": (html_laughs, ""),
    "depth.html": (html_depth, ""),
    "table.html": (html_table, ""),
    "circle.tif": (tiff_circle, ""),
    "empty-page.pdf": (empty_page_box, ""),
    "one-line.txt": (one_line, ""),
    "no-word.txt": (no_word, ""),
}
"""Each with words of the error it must end in, empty where it may be read as far as it goes."""
