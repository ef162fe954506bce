"""Drawings of a guideline as SVG, each with its text beside it."""
