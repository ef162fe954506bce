"""A second reader over HTTP."""
