"""check: what is wrong in records, where, and what to do about it. Finds only; prints nothing."""

from extract.check.files import Options, check_paths
from extract.check.finding import Finding, Severity
from extract.check.rules import rules

__all__ = ["Finding", "Options", "Severity", "check_paths", "rules"]
