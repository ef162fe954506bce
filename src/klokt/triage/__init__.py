"""The use cases: choose the guideline, collect the facts of each target, propose."""
