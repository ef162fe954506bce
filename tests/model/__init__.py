"""Tests of the nouns: durations, facts and truth."""
