"""Migration of a database to the schema of today, in one transaction."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from adv.errors import StoreError
from adv.store.dialect import APPLICATION_ID, make_engine, writing
from adv.store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

FOLDER = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration that runs in a global


def migrate(url: URL) -> None:
    """Bring a database, also an empty one, to the schema of today."""
    # off while tables are rebuilt: dropping the old one would be refused, or take its dependants along
    engine = make_engine(url, foreign_keys=False)
    try:
        with _ONE_AT_A_TIME, writing(engine, any_schema=True) as connection:
            upgrade(connection)
            if connection.dialect.name == "sqlite":
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise StoreError("store_damaged")
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        engine.dispose()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that the database has not had, in the transaction that `connection` is in."""
    from alembic import command  # noqa: PLC0415 - takes 0.2 s to import; most starts have nothing to migrate
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()  # there is no file with settings
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
