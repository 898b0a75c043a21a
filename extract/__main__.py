"""The launcher of `extract` and of `python -m extract`.

`cli.py` stands at the top level of the project and is packed into the wheel as `extract/cli.py`; here both are found.
"""

from __future__ import annotations

import gc
import os
import sys
from types import FrameType, ModuleType

ALLOCATED = 100_000  # objects between two looks for garbage: of what is loaded nothing is, and to look took 10 ms
INTERRUPTED = 130  # `extract.errors.ExitCode.INTERRUPTED`, before there is anything to load it with


def _cli() -> ModuleType:
    from importlib import import_module
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

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


def _leave(number: int, frame: FrameType | None) -> None:
    """Nothing is begun yet, so nothing is to be left in order.

    An exception would do worse: where it meets the making of a class, Python turns it into an error of another kind.
    """
    os._exit(INTERRUPTED)


def main() -> None:
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else the shell wants it ignored
            signal.signal(signal.SIGINT, _leave)
        # Plugins of Pydantic have nothing to do with this program; to look for them takes 20 ms.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        gc.set_threshold(ALLOCATED)
        cli = _cli()
        if signal.getsignal(signal.SIGINT) is _leave:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        gc.freeze()  # the process ends, and needs no last look for garbage, which takes 15 ms


if __name__ == "__main__":
    main()
