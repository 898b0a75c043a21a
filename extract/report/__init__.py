"""report: what people and their tools look at."""
