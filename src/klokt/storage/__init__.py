"""The journal: append-only events with their lists, in SQLite or PostgreSQL, one schema and one code path."""
