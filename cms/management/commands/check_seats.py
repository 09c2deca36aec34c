import os
import socket
import subprocess
import sys
import tempfile

from django.core.management import BaseCommand, CommandError

from cms.bench.seats import servers
from cms.bench.seats.check import Check

# One machine is one network: without these it would be told to wait.
NO_LIMITS = '{"request": [1000000, 600], "look": [1000000, 600], "link": [1000000, 600]}'
SIZES = {"requests": 2000, "rush": 1000, "seats": 300, "killed": 600}


class Command(BaseCommand):
    help = "Take seats by storm on the real server, kill it meanwhile, and count what is wrong."

    def add_arguments(self, parser):
        for name, size in SIZES.items():
            parser.add_argument(f"--{name}", type=int, default=size)
        parser.add_argument("--sqlite", action="store_true", help="SQLite only.")
        parser.add_argument("--postgres", action="store_true", help="PostgreSQL only.")
        parser.add_argument("--no-aims", action="store_true", help="Only what must not be wrong.")
        parser.add_argument("--here", action="store_true", help="The database of the settings.")

    def handle(self, *, here, **options):
        if here:
            sizes = {name: options[name] for name in SIZES}
            sizes["has_aims"] = not options["no_aims"]
            if not Check(self.stdout.write, **sizes).run(_free_port()):
                raise CommandError("Something is wrong: see above.")
            return
        codes = [self._elsewhere(name, options) for name in self._databases(**options)]
        if any(codes):
            raise CommandError("Something is wrong: see above.")

    def _databases(self, *, sqlite, postgres, **options):
        if not sqlite and not servers.Postgres.is_installed():
            self.stdout.write("SKIPPED PostgreSQL: it is not installed on this machine.")
            postgres, sqlite = False, True
        return ["sqlite"] * (not postgres) + ["postgres"] * (not sqlite)

    def _elsewhere(self, database, options):
        """The same in a process with a throw-away installation; returns its exit code."""
        with tempfile.TemporaryDirectory(prefix="majlis-seats-") as folder:
            port = _free_port()
            url = f"postgres://postgres@127.0.0.1:{port}/postgres" if database == "postgres" else ""
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "cms.settings.bench",
                "MAJLIS_BENCH": folder,
                "DATABASE_URL": url,
                "REGISTRATION_LIMITS": NO_LIMITS,
            }
            sizes = [f"--{name}={options[name]}" for name in SIZES]
            sizes += ["--no-aims"] * options["no_aims"]
            command = [sys.executable, sys.argv[0], "check_seats", "--here", *sizes]
            return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
