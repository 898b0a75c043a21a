"""The launcher of `extract` and of `python -m extract`.

`cli.py` stands at the top level of the project and is packed into the wheel as `extract/cli.py`; here both are found.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def _cli() -> ModuleType:
    beside = Path(__file__).resolve().parent.parent / "cli.py"
    if (Path(__file__).resolve().parent / "cli.py").exists() or not beside.exists():
        return import_module("extract.cli")
    spec = spec_from_file_location("extract.cli", beside)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["extract.cli"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    # Plugins of Pydantic have nothing to do with this program; to look for them takes 20 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        gc.disable()  # nothing of what is loaded is garbage
        cli = _cli()
        gc.enable()
        cli.main()
    except KeyboardInterrupt:  # before there was anything to go on with
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
