"""Write the rules' pages of docs: `python -m extract.check.pages docs/rules`."""

from __future__ import annotations

import sys
from pathlib import Path

from extract.check.rules import rules


def write_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    lines = ["# Rules of `extract check`", "", "| rule | severity | asks |", "|---|---|---|"]
    for name, rule in rules().items():
        (folder / f"{name}.md").write_text(rule.page, encoding="utf-8")
        lines.append(f"| [{name}]({name}.md) | {rule.severity.word} | {rule.asks} |")
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
