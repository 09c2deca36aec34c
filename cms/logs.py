"""Keeps what would tell of a person out of the log, tracebacks included."""

import logging
import re

# Whoever has the address of a registration can act for its person.
KEY = re.compile(r"(/registration/)[^/\s]+")
MAILBOX = re.compile(r"[^\s@<>\"'(=:]+@[\w-]+(\.[\w-]+)+")
# PostgreSQL quotes the row that broke a rule; errors of a group stand behind a margin.
ROW = re.compile(r"^([ |]*)(DETAIL|CONTEXT): .*$", re.MULTILINE)


class Discreet(logging.Formatter):
    """Writes a record without keys of registrations, mailboxes and rows of the database."""

    def format(self, record):
        text = KEY.sub(r"\1…", super().format(record))
        return ROW.sub(r"\1\2: …", MAILBOX.sub("…@…", text))
