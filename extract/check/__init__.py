"""check: what is wrong in records, where, and what to do about it. Finds only; prints nothing."""

from extract.check.files import check_paths
from extract.check.finding import Finding

__all__ = ["Finding", "check_paths"]
