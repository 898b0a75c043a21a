"""HTML: the text that a reader of the page sees, with the structure that its markup states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from extract.errors import InputError, LimitError
from extract.read.document import Document, Mark, MarkKind, Origin, Page
from extract.read.options import ReadOptions
from extract.read.plain import decode
from extract.read.raw import RawText
from extract.read.superscript import raised
from extract.text import Span

SPACE = re.compile(r"[ \t\n\r\f]+")
FIGURE_FIRST = re.compile(r"[+−-]? ?\d")
"""HTML's white space: no-break spaces are none of it."""
WIDTHLESS = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
UNSEEN = frozenset(
    "script style noscript template head nav svg math iframe object embed canvas video audio map select button input"
    " textarea datalist dialog".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr"
    " ul caption".split()
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
STYLED = frozenset("b strong em i span small big".split())
REGIONS = {"header": MarkKind.HEADER, "footer": MarkKind.FOOTER, "address": MarkKind.FOOTER}
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
NOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:foot|end)?notes?(?:$|[\s_-])", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
MAX_SPAN = 200  # of a cell, against colspan="1000000"


def read_html(name: str, sha256: str, data: bytes, options: ReadOptions) -> Document:
    """Raises InputError where there is no text to see, LimitError where the file is larger than allowed."""
    if len(data) > options.max_bytes:
        raise LimitError(name, f"is larger than {options.max_bytes} bytes")
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(DECLARATION.sub("", _decode(data)), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(name, "holds no HTML that can be read") from error
    out = RawText()
    _Walk(out).run(root)
    if not out.text.strip():
        raise InputError(
            name, "holds no text", "the page may be filled in by scripts: save it from a browser or as PDF"
        )
    page = Page(1, Span(0, len(out.text)), 0.0, 0.0, Origin.TEXT)
    return Document(name, sha256, "text/html", Origin.TEXT, out.text, (page,), out.marks)


def _decode(data: bytes) -> str:
    """UTF-8 where it is, else the charset the page declares, else the likeliest."""
    declared = CHARSET.search(data[:4096])
    return decode(data, declared.group(1).decode("ascii") if declared else None)


@dataclass
class _Inline:
    """The run of text that is being gathered for one block."""

    parts: list[str] = field(default_factory=list)

    def add(self, text: str, *, keep: bool = False) -> None:
        text = text.translate(WIDTHLESS)
        if not keep:
            text = SPACE.sub(" ", text)
            if text.startswith(" ") and (not self.parts or self.parts[-1][-1:] in (" ", "\n")):
                text = text[1:]
        if text:
            self.parts.append(text)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def take(self) -> list[str]:
        """The paragraphs gathered so far (two line breaks part them), and a fresh start."""
        whole, self.parts = self.text, []
        return [p for p in (_tidy(p) for p in re.split(r"\n[ \t]*\n\s*", whole)) if p]


def _tidy(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", "\n", text).strip(" \t\n")


class _Walk:
    """One pass over the tree; `kind` and `level` are those of the block at hand."""

    def __init__(self, out: RawText) -> None:
        self.out = out
        self.line = _Inline()
        self.kind, self.level = MarkKind.PARAGRAPH, 0
        self.bullet: tuple[int, object] | None = None  # an item that has not been written yet: its depth and its list
        self.depth = -1
        self.lists: list[object] = []

    def run(self, root: etree._Element) -> None:
        self.visit(root)
        self.flush()

    def flush(self) -> None:
        for text in self.line.take():
            if self.bullet is not None and self.kind is MarkKind.PARAGRAPH:
                self.out.item(text, *self.bullet)
                self.bullet = None
            else:
                self.out.block(text, self.kind, self.level)

    def visit(self, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in UNSEEN or _hidden(node):
            return
        if tag == "br":
            self.line.add("\n", keep=True)
        elif tag == "sup":
            self.line.add(raised(SPACE.sub(" ", "".join(node.itertext())), self.line.text))
        elif tag in BLOCKS:
            self.block(node, tag)
        else:
            if (gap := _gap(node)) and not self.line.text[-1:].isspace():
                self.line.add(gap, keep=True)
            self.children(node)

    def children(self, node: etree._Element) -> None:
        keep = node.tag == "pre"
        if node.text:
            self.line.add(node.text, keep=keep)
        for child in node:
            self.visit(child)
            if child.tail:
                self.line.add(child.tail, keep=keep)

    def block(self, node: etree._Element, tag: str) -> None:
        if tag == "dd":
            self.defined(node)
            return
        self.flush()
        kind, level = self.kind, self.level
        if tag in HEADINGS:
            self.level = HEADINGS[tag]
            self.kind = MarkKind.TITLE if self.level == 1 else MarkKind.HEADING
        elif tag in ("figcaption", "caption"):
            self.kind = MarkKind.CAPTION
        elif kind is MarkKind.PARAGRAPH and _is_note(node):
            self.kind = MarkKind.NOTE
        region = REGIONS.get(tag)
        with self.out.region(region):
            if tag == "table":
                self.table(node)
            elif tag in ("ul", "ol", "menu", "dir"):
                self.list(node)
            elif tag == "li":
                self.item(node)
            else:
                self.children(node)
            if tag != "dt":
                self.flush()
        self.kind, self.level = kind, level

    def defined(self, node: etree._Element) -> None:
        """What is said of a term, read as one with it: « Voyages : 48 millions », or a figure over its label."""
        term = self.line.text.strip()
        if term and not FIGURE_FIRST.match(term):
            self.line.add(" " if term.endswith(":") else " : ", keep=True)
            self.bullet = (max(self.depth, 0), next(node.iterancestors("dl"), node.getparent()))
        elif term:
            self.line.add("\n", keep=True)
        alone = len(node) == 1 and node[0].tag in ("p", "div") and not (node.text or "").strip()
        self.children(node[0] if alone else node)
        self.flush()
        self.bullet = None

    def list(self, node: etree._Element) -> None:
        pending = self.bullet
        self.bullet = None
        self.lists.append(self.lists[0] if self.lists else node)  # the items of a nested list follow line by line
        self.depth += 1
        self.children(node)
        self.flush()
        self.depth -= 1
        self.lists.pop()
        self.bullet = pending

    def item(self, node: etree._Element) -> None:
        if not self.lists:
            self.lists.append(node.getparent())
        self.bullet = (max(self.depth, 0), self.lists[-1])
        self.children(node)
        self.flush()
        self.bullet = None

    def table(self, node: etree._Element) -> None:
        rows = [r for r in node.iter("tr") if next(r.iterancestors("table"), None) is node]
        if _for_layout(node, rows):
            self.children(node)
            return
        for caption in node.findall("caption"):
            self.visit(caption)
        cells = _grid(rows, len(node.xpath("./thead/tr")))
        if any(text for row in cells for text, _ in row):
            self.out.table(cells)


def _grid(rows: list[etree._Element], head: int) -> list[list[tuple[str, Mark]]]:
    """The cells of each row with their place; places taken by a cell that spans rows stand empty, without a mark."""
    taken: dict[tuple[int, int], bool] = {}
    out: list[list[tuple[str, Mark]]] = []
    for i, row in enumerate(rows):
        line: list[tuple[str, Mark]] = []
        j = 0
        for cell in (c for c in row if c.tag in ("td", "th")):
            if _hidden(cell):
                continue
            while (i, j) in taken:
                j += 1
            wide, high = _count(cell, "colspan"), min(_count(cell, "rowspan"), len(rows) - i)
            for di in range(high):
                for dj in range(wide):
                    taken[i + di, j + dj] = True
            header = cell.tag == "th" or i < head
            line.append((_cell_text(cell), Mark(Span(0, 0), MarkKind.CELL, 0, 0, i, j, high, wide, header)))
            j += wide
        out.append(line)
    return out


def _cell_text(cell: etree._Element) -> str:
    inner = RawText()
    walk = _Walk(inner)
    walk.children(cell)
    walk.flush()
    return re.sub(r"\s*[\n\t]\s*", " ", inner.text).strip(" ")


def _count(cell: etree._Element, name: str) -> int:
    value = re.match(r"\d{1,4}", cell.get(name, "1").strip())
    return min(max(int(value.group()) if value else 1, 1), MAX_SPAN)


def _for_layout(node: etree._Element, rows: list[etree._Element]) -> bool:
    """A table that only places text: it says so, holds headings, lists or tables, or has one column."""
    if node.get("role") in ("presentation", "none"):
        return True
    if any(next(node.iter(tag), node) is not node for tag in ("table", "h1", "h2", "h3", "ul", "ol")):
        return True
    return max((sum(c.tag in ("td", "th") for c in row) for row in rows), default=0) < 2


def _hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or bool(HIDDEN_STYLE.search(node.get("style", "")))


def _is_note(node: etree._Element) -> bool:
    return bool(NOTE_CLASS.search(node.get("class", ""))) or node.get("role") in (
        "doc-footnote",
        "doc-endnotes",
        "note",
    )


def _gap(node: etree._Element) -> str:
    """What parts two styled boxes written without a space between them.

    « <span class=k>27 %</span><span class=l>taux… », « <b>421 800</b><span>visiteurs »: a figure stands over its label.
    """
    before = node.getprevious()
    if before is None or before.tail or not {before.tag, node.tag} <= STYLED:
        return ""
    above = "".join(before.itertext()).strip()
    if before.tag == node.tag == "span":
        return (
            " "
            if None not in (before.get("class"), node.get("class")) and before.get("class") != node.get("class")
            else ""
        )
    if before.tag == node.tag or len(above) < 2 or _has_own_text(node.getparent()):
        return ""
    return "\n" if FIGURE_FIRST.match(above) else " "


def _has_own_text(node: etree._Element | None) -> bool:
    return node is not None and any((text or "").strip() for text in (node.text, *(child.tail for child in node)))
