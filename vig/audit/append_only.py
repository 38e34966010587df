"""Triggers by which the database itself refuses to change or delete an event, whoever asks.

A migration that alters the table calls `install` again at its end: SQLite makes the table anew and drops its triggers.
Whoever owns the database can take triggers away; that is what the chain is for.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Event

REFUSAL = "The audit is append-only."
SEALED_LATER = ("sequence", "chain")

POSTGRESQL = [
    f"""
CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.sequence IS NULL THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
       AND to_jsonb(OLD) - 'sequence' - 'chain' = to_jsonb(NEW) - 'sequence' - 'chain' THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE OR REPLACE TRIGGER audit_event_rows BEFORE INSERT OR UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only()
""",
    """
CREATE OR REPLACE TRIGGER audit_event_all BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only()
""",
]

# `INSERT OR REPLACE` and `UPDATE OR REPLACE` delete the row in their way without asking a trigger for deletes.
SQLITE = {
    "insert": "NEW.sequence IS NOT NULL OR EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id OR rowid = NEW.rowid)",
    "update": (
        "NOT (OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND NEW.rowid = OLD.rowid AND {same})"
        " OR EXISTS (SELECT 1 FROM audit_event WHERE sequence = NEW.sequence)"
    ),
    "delete": "TRUE",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Harmless where they are there already."""
    if connection.vendor == "postgresql":
        _run(connection, POSTGRESQL)
        return
    columns = [field.column for field in Event._meta.concrete_fields if field.name not in SEALED_LATER]
    same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in columns)
    _run(
        connection,
        (
            f"CREATE TRIGGER IF NOT EXISTS audit_event_{step} BEFORE {step} ON audit_event "
            f"WHEN {refused.format(same=same)} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for step, refused in SQLITE.items()
        ),
    )


def take_away(connection: BaseDatabaseWrapper) -> None:
    """For migrations that alter the table, and for tests that empty it."""
    if connection.vendor == "postgresql":
        _run(connection, ["DROP FUNCTION IF EXISTS audit_event_is_append_only() CASCADE"])
    else:
        _run(connection, (f"DROP TRIGGER IF EXISTS audit_event_{step}" for step in SQLITE))


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
