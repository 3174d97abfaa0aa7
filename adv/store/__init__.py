"""EDGE: the only SQL. Schema, migrations, imports (preview, commit), queries."""
