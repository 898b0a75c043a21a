"""Builds the word data of the package from named sources; run only when the data are renewed."""
