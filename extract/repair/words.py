"""What a word is to the passes for damaged pages."""

from __future__ import annotations

import re

WORD = re.compile(r"(?<![\w.@/])[^\W\d_]+(?!\w)")
