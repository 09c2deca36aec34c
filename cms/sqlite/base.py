"""SQLite with a gate before its writers: see docs/decisions/0015."""

from django.db.backends.sqlite3 import base

from cms.sqlite.gate import Gate

ENDS = ("COMMIT", "ROLLBACK", "END")  # by themselves: "ROLLBACK TO" a savepoint ends nothing
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "VACUUM")


class DatabaseWrapper(base.DatabaseWrapper):
    """One writer at a time, of all threads and processes, in the order in which they came."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gate = Gate(self.settings_dict)

    def _commit(self):
        try:
            return super()._commit()
        finally:
            self.gate.leave()

    def _rollback(self):
        try:
            return super()._rollback()
        finally:
            self.gate.leave()

    def close(self):
        super().close()
        if not self.in_atomic_block:
            self.gate.leave()

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=Cursor)
        cursor.gate = self.gate
        return cursor


class Cursor(base.SQLiteCursorWrapper):
    """Enters the gate with the statement that begins to write.

    Not only Django's own transactions pass here: django-tasks writes BEGIN and COMMIT by itself.
    What is written outside of a transaction is one by itself.
    """

    def execute(self, query, params=None):
        start = query.lstrip()[:12].upper()
        if start.startswith("BEGIN") and not self.gate.is_held:
            return self._begin(query, params)
        if start.rstrip(" ;") in ENDS:
            try:
                return super().execute(query, params)
            finally:
                self.gate.leave()
        if self.gate.is_held or not start.startswith(WRITES):
            return super().execute(query, params)
        with self.gate:
            return super().execute(query, params)

    def _begin(self, query, params):
        self.gate.enter()
        try:
            return super().execute(query, params)
        except BaseException:
            self.gate.leave()
            raise

    def executemany(self, query, param_list):
        if self.gate.is_held:
            return super().executemany(query, param_list)
        with self.gate:
            return super().executemany(query, param_list)
