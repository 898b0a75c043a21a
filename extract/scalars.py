"""Plain scalars: what they mean in the core schema of YAML 1.2, and whether YAML 1.1 disagrees."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

INT = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
OTHERWISE = re.compile(  # what a YAML 1.1 reader takes for a date, a truth value, a base-60 or an octal number
    r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?|[-+]?0[0-9]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?[0-9]+(?:_[0-9]+)+"
    r"|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
)


class Written(float):
    """A float that prints as it was written, so that a decimal number stays exact."""

    def __new__(cls, text: str) -> Written:
        number = super().__new__(cls, text)
        number.text = text
        return number

    text: str

    def __repr__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def resolve(value: str) -> tuple[Any, bool]:
    """What a plain scalar means in YAML 1.2, and whether YAML 1.1 disagrees."""
    otherwise = OTHERWISE.fullmatch(value) is not None
    if value in WORDS:
        return WORDS[value], otherwise
    if INT.fullmatch(value) and len(value) < 300:
        return int(value), otherwise
    if FLOAT.fullmatch(value):
        return Written(value), otherwise
    return value, otherwise
