"""The steps that bring the tables of an older edition up to date, run by Alembic in order."""
