"""Verbs without hands: parse a condition, evaluate it, and turn facts and a date into a proposal."""
