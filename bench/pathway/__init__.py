"""Measure the state of episodes on a day."""
