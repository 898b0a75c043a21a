"""repair: text as it was printed, every change an `Edit`, no digit touched."""

from __future__ import annotations

from extract.text import Edit, Text

PRESENTATION_FORMS = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u00ad": ""}


def repair(text: Text) -> Text:
    """The text with its presentation-form ligatures spelt out and its soft hyphens gone."""
    found = (
        Edit(i, i + 1, c, PRESENTATION_FORMS[c], "glyph")
        for i, c in enumerate(text.repaired)
        if c in PRESENTATION_FORMS
    )
    return text.apply(found)
