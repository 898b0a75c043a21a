"""How much memory a process and all that it started hold, where the system tells (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def resident(pid: int) -> int:
    """Bytes in memory; 0 where the process is gone or the system does not tell."""
    try:
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        children = [
            int(n) for task in Path(f"/proc/{pid}/task").iterdir() for n in (task / "children").read_text().split()
        ]
    except (OSError, ValueError, IndexError):
        return 0
    return total + sum(map(resident, children))
