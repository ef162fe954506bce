"""The databases of the journal's tests, for what leaves them."""

from storage.conftest import postgresql, sqlite, store, url

__all__ = ["postgresql", "sqlite", "store", "url"]
