"""Everything that the database holds, read with SQL."""

from django.db import connection


def everything_in_the_database() -> str:
    """Return the text of all rows of all tables, as the database returns it."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return "\n".join(str(bytes(value) if isinstance(value, memoryview) else value) for row in rows for value in row)
