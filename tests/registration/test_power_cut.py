"""A power cut: every write that was not synced before it is gone.

Simulated by a file system of SQLite's own (VFS): what it wrote counts once it was synced, not
before. That a disk keeps what it says it has synced cannot be tested here.
"""

import sqlite3

import apsw

from cms.settings.base import SQLITE_OPTIONS

SHIPPED = SQLITE_OPTIONS["init_command"]
COMMITS, CUTS = 60, 5


class Disk(apsw.VFS):
    """Writes through, and remembers for each file what would be left after a cut."""

    def __init__(self):
        super().__init__("cut", "")
        self.durable = {}

    def xOpen(self, name, flags):
        return File(self, name, flags)

    def xDelete(self, name, is_durable):
        super().xDelete(name, is_durable)
        self.durable.pop(name, None)

    def cut(self, folder):
        """The files as they are found after a cut, in another folder; returns the database."""
        folder.mkdir()
        for name, content in self.durable.items():
            (folder / name.rpartition("/")[2]).write_bytes(content)
        return folder / "majlis.sqlite3"


class File(apsw.VFSFile):
    def __init__(self, disk, name, flags):
        self.name = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.disk, self.pending = disk, []
        super().__init__("", name, flags)

    def xWrite(self, data, offset):
        super().xWrite(data, offset)
        self.pending.append((offset, bytes(data)))

    def xTruncate(self, size):
        super().xTruncate(size)
        self.pending.append((size, None))

    def xSync(self, flags):
        super().xSync(flags)
        content = self.disk.durable.setdefault(self.name, bytearray())
        for offset, data in self.pending:
            if data is None:
                del content[offset:]
            else:
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(data)] = data
        self.pending.clear()


def lost(tmp_path, pragmas):
    """How many of the acknowledged commits are not there after each of some cuts."""
    disk = Disk()
    connection = apsw.Connection(str(tmp_path / "majlis.sqlite3"), vfs="cut")
    list(connection.execute(pragmas))  # each is run when the rows before it are read
    connection.execute("CREATE TABLE seats (number INTEGER PRIMARY KEY, sealed BLOB)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    missing = 0
    for number in range(COMMITS * CUTS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO seats VALUES (?, randomblob(200))", (number,))
        connection.execute("COMMIT")  # from here on the person was told
        if number % COMMITS == COMMITS - 1:
            kept = rows_of(disk.cut(tmp_path / f"after-{number}"))
            missing += number + 1 - len(kept)
            assert kept == list(range(len(kept)))
    connection.close()
    return missing


def rows_of(path):
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT number FROM seats ORDER BY 1")]


def test_the_shipped_settings_lose_no_acknowledged_commit(tmp_path):
    assert "synchronous=FULL" in SHIPPED
    assert lost(tmp_path, SHIPPED) == 0


def test_what_most_recommend_loses_acknowledged_commits(tmp_path):
    assert lost(tmp_path, SHIPPED.replace("FULL", "NORMAL")) > 0
