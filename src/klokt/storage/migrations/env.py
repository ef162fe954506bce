"""Where Alembic begins: the tables of the journal, on the connection that the store hands over."""

from alembic import context

from klokt.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
