"""The family of errors and the exit code that each one carries."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; documented in the README."""

    OK = 0
    FINDINGS = 1  # `check` found something
    USAGE = 2  # the command line was wrong
    INPUT = 3  # a file is missing, empty, of an unknown type, damaged or encrypted
    TESSERACT = 4  # Tesseract or its language data is missing
    OUTPUT = 5  # the result could not be written
    SOME_FAILED = 6  # a batch went to its end, but some files failed
    LIMIT = 7  # a file went over a limit of time, memory, pages or size
    INTERNAL = 70  # a defect of this program (EX_SOFTWARE of sysexits.h)
    INTERRUPTED = 130


class ExtractError(Exception):
    """A failure that a person can act on: names the file, the cause and the next step in one line."""

    code = ExitCode.INTERNAL

    def __init__(self, file: str, cause: str, step: str = "") -> None:
        self.file, self.cause, self.step = file, cause, step
        super().__init__(f"{file}: {cause}" + (f" — {step}" if step else ""))

    def __reduce__(self) -> tuple[type[ExtractError], tuple[str, str, str]]:
        return type(self), (self.file, self.cause, self.step)


class InputError(ExtractError):
    code = ExitCode.INPUT


class TesseractError(ExtractError):
    code = ExitCode.TESSERACT


class OutputError(ExtractError):
    code = ExitCode.OUTPUT


class LimitError(ExtractError):
    code = ExitCode.LIMIT


class InternalError(ExtractError):
    """A defect of this program, met while it worked on a file."""
