"""Whom to ask."""

from __future__ import annotations

from extract import regex
from extract.blocks import BlockKind, Outline

_CONTACT = regex.compile(
    r"\b(?:contacts?|relations? presse|service presse|attachée? de presse)\b|@|\b0\d(?:[ .]\d\d){4}\b|\+33",
    regex.IGNORECASE,
)


def contacts_of(outline: Outline) -> tuple[str, ...]:
    """The contact blocks, and lines that give a name with a telephone number or an address."""
    return tuple(
        dict.fromkeys(
            " ".join(b.text.split())
            for b in outline.blocks
            if b.kind is BlockKind.CONTACT
            or (
                b.kind in {BlockKind.FOOTER, BlockKind.PARAGRAPH, BlockKind.BOILERPLATE}
                and len(b.text) < 300
                and _is_contact(b.text)
            )
        )
    )


def _is_contact(text: str) -> bool:
    return len({m.lower() for m in _CONTACT.findall(text)}) > 1
