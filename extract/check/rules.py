"""The rules by name: how severe, what they ask for, and a record that breaks and keeps each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract import toml
from extract.check.finding import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """`wrong` and `right` are excerpts of records; `needs_source` where only `--source` looks."""

    name: str
    severity: Severity
    asks: str
    why: str
    wrong: str
    right: str
    needs_source: bool = False

    @property
    def page(self) -> str:
        """Its page of docs, in Markdown."""
        lines = [f"# {self.name}", "", f"{self.asks} Severity: {self.severity.word}.", "", self.why.strip(), ""]
        if self.needs_source:
            lines += ["Looked at with `extract check --source` only.", ""]
        for head, excerpt in (("Wrong", self.wrong), ("Right", self.right)):
            if excerpt:
                lines += [f"{head}:", "", "```yaml", excerpt.strip("\n"), "```", ""]
        lines += [f"`extract check --ignore {self.name}` leaves it out."]
        return "\n".join(lines) + "\n"


@cache
def rules() -> dict[str, Rule]:
    """Every rule, in the order in which they are documented."""
    return {
        name: Rule(
            name,
            Severity[row.get("severity", "error").upper()],
            row["asks"],
            row["why"],
            row.get("wrong", ""),
            row.get("right", ""),
            row.get("needs_source", False),
        )
        for name, row in toml.table("extract.check", "rules").items()
    }
