"""Entrance of Alembic: always inside the program, on the connection and transaction that `adv.store.location` hands over."""

from __future__ import annotations

from alembic import context

from adv.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
