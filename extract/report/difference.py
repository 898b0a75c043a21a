"""Two records side by side, claim by claim."""

from __future__ import annotations

from typing import TextIO

from extract.check.compare import compare, head_changes, say
from extract.records import Claim, Release
from extract.report.terminal import is_coloured, printable

COLOURS = {"-": 31, "+": 32, "~": 33}


def show_difference(names: tuple[str, str], before: Release, after: Release, out: TextIO) -> bool:
    """Print what differs; gives whether anything does. `-` is in the first record alone, `+` in the second, `~` in both."""
    lines = [("~", f"release: {change}") for change in head_changes(before, after)]
    for pair in compare(before.claims, after.claims):
        if pair.after is None:
            lines.append(("-", _line(before.claims[pair.before or 0])))
        elif pair.before is None:
            lines.append(("+", _line(after.claims[pair.after])))
        else:
            head = f"« {before.claims[pair.before].quantity} » in « {_short(before.claims[pair.before].quote)} »"
            lines.append(("~", f"{head}: " + "; ".join(map(str, pair.changes))))
    if lines:
        print(printable(f"--- {names[0]}\n+++ {names[1]}"), file=out)
    for mark, text in lines:
        print(_coloured(mark, printable(f"{mark} {text}"), out), file=out)
    return bool(lines)


def _line(claim: Claim) -> str:
    fields = ("value", "unit", "bound", "direction", "entity", "property", "period", "place")
    said = ", ".join(f"{name} {say(getattr(claim, name))}" for name in fields if getattr(claim, name) is not None)
    return f"« {claim.quantity} » in « {_short(claim.quote)} »: {said}"


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 70 else words[:69] + "…"


def _coloured(mark: str, line: str, out: TextIO) -> str:
    if not is_coloured(out):
        return line
    return f"\x1b[{COLOURS[mark]}m{line}\x1b[0m"
