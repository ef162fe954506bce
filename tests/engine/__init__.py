"""Tests of the engine: reading conditions, deciding them, and what a proposal says."""
