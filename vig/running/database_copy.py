"""The whole database in files, at one moment, while others write; and back again.

SQLite by its own backup. PostgreSQL by COPY from one snapshot, a file a table, with the tables themselves made by our
migrations: no program of a certain version is needed on either side.
"""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

SQLITE_FILE = "database.sqlite3"
TABLES_FILE = "database.json"
TABLES_FOLDER = "database"
MIGRATIONS = "django_migrations"

Migrations = list[tuple[str, str]]


class AnotherKindOfDatabase(Exception):
    """The copy is of SQLite and the database is PostgreSQL, or the other way round."""


class UnknownMigrations(Exception):
    """The copy is of a later version of the platform than this one."""


class CopyDamaged(Exception):
    """SQLite finds faults in the copy."""


def copy_database(folder: Path) -> None:
    """Into `folder`, as it is at one moment."""
    if connection.vendor == "sqlite":
        _copy_sqlite(folder / SQLITE_FILE)
    else:
        _copy_postgres(folder)


def kind() -> str:
    return connection.vendor


def migrations_applied() -> Migrations:
    return sorted(MigrationRecorder(connection).applied_migrations())


def database_is_empty() -> bool:
    """Nobody has an account there."""
    if connection.vendor == "sqlite" and not _sqlite_file().exists():
        return True
    user = apps.get_model("accounts", "User")
    with connection.cursor() as cursor:
        made = user._meta.db_table in connection.introspection.table_names(cursor)
    return not made or not user._default_manager.exists()


def check_copy(folder: Path, *, migrations: Migrations) -> None:
    """Raises AnotherKindOfDatabase, UnknownMigrations or CopyDamaged; changes nothing."""
    kind = "sqlite" if (folder / SQLITE_FILE).exists() else "postgresql"
    if kind != connection.vendor:
        raise AnotherKindOfDatabase(f"This backup is of {kind}, and VIG_DATABASE_URL names {connection.vendor}.")
    unknown = set(migrations) - set(MigrationExecutor(None).loader.disk_migrations)
    if unknown:
        raise UnknownMigrations(f"This backup was made by a later version, with {', '.join(map('.'.join, unknown))}.")
    if kind == "sqlite":
        _check_sqlite(folder / SQLITE_FILE)


def bring_back_database(folder: Path, *, migrations: Migrations) -> None:
    """In place of whatever is there, and up to date. Nobody else may be at work on the database."""
    if connection.vendor == "sqlite":
        _bring_back_sqlite(folder / SQLITE_FILE)
    else:
        _bring_back_postgres(folder, migrations)
    call_command("migrate", verbosity=0, interactive=False)


def _copy_sqlite(target: Path) -> None:
    address = f"{_sqlite_file().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    _check_sqlite(target)


def _check_sqlite(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        try:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise CopyDamaged(str(error)) from error
    if said != "ok":
        raise CopyDamaged(str(said))


def _bring_back_sqlite(copy: Path) -> None:
    connections.close_all()
    target = _sqlite_file()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.restoring")
    shutil.copyfile(copy, draft)
    for journal in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + journal).unlink(missing_ok=True)
    draft.replace(target)
    target.chmod(0o600)


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"])).resolve()


def _copy_postgres(folder: Path) -> None:
    columns: dict[str, list[str]] = {}
    (folder / TABLES_FOLDER).mkdir()
    connection.close()  # a snapshot begins with its transaction
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in _tables(cursor):
            columns[table] = _columns(cursor, table)
            with (folder / TABLES_FOLDER / table).open("wb") as file:
                _copy_out(cursor, table, columns[table], file)
    (folder / TABLES_FILE).write_text(json.dumps(columns, indent=1))


def _copy_out(cursor: Any, table: str, columns: Sequence[str], file: Any) -> None:
    with cursor.copy(sql.SQL("COPY {} ({}) TO STDOUT").format(*_names(table, columns))) as copy:
        for piece in copy:
            file.write(piece)


def _bring_back_postgres(folder: Path, migrations: Migrations) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of_each_app(migrations, executor.loader.graph))
    columns: dict[str, list[str]] = json.loads((folder / TABLES_FILE).read_text())
    _own_triggers("DISABLE")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in _tables(cursor):
            _empty(cursor, table)
        for table, names in columns.items():
            _copy_in(cursor, table, names, folder / TABLES_FOLDER / table)
    _own_triggers("ENABLE")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)


def _last_of_each_app(migrations: Migrations, graph: MigrationGraph) -> Migrations:
    """Django would go back from the others."""
    known = set(migrations)
    followed = {parent.key for key in known for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    return sorted(known - followed)


def _own_triggers(verb: str) -> None:
    """They rest meanwhile: what the audit takes only one by one comes back as it was sealed."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables(cursor):
            cursor.execute(sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(sql.Identifier(table), sql.SQL(verb)))


def _empty(cursor: Any, table: str) -> None:
    """Of what migrations put there. A table that may only grow is not touched where it is empty."""
    cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
    if cursor.fetchone()[0]:
        cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def _copy_in(cursor: Any, table: str, columns: Sequence[str], file: Path) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(*_names(table, columns))
    with cursor.copy(statement) as copy, file.open("rb") as content:
        while piece := content.read(1024**2):
            copy.write(piece)


def _tables(cursor: Any) -> list[str]:
    return sorted(set(connection.introspection.table_names(cursor)) - {MIGRATIONS})


def _columns(cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _names(table: str, columns: Sequence[str]) -> tuple[sql.Identifier, sql.Composed]:
    return sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
