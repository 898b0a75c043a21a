"""Tokens of French prose for counting, choosing and repairing: words, elided words, numbers, single signs."""

from __future__ import annotations

import re

TOKEN = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?|\d+(?:[.,]\d+)*|[^\w\s]|_")
"""« l’ » and « qu’ » are tokens of their own, a hyphen parts words, a number is one token."""
