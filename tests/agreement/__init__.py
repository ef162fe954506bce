"""Tests that every evaluator of a guideline says the same, and says it of every completion."""
