"""Servers to kill: the real gunicorn with several workers, and a PostgreSQL of our own."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from cms.bench import server

POSTGRES_BIN = Path("/usr/lib/postgresql/15/bin")
WORKERS, THREADS = 3, 4


class Web:
    """The site as it is served in production, on a port of this machine."""

    def __init__(self, port):
        self.port, self.process = port, None

    def start(self):
        command = [
            Path(sys.executable).parent / "gunicorn", "cms.wsgi",
            "--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS),
            "--threads", str(THREADS), "--log-level", "critical",
            "--preload",  # workers that are killed come back at once, to be killed again
        ]  # fmt: skip
        self.process = subprocess.Popen(  # noqa: S603
            command, env=os.environ, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if server.get(self.port, "/bench/hello")[0] == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError("The server did not start.")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def cpu(self):
        """Seconds of the processor that the workers used so far."""
        return sum(server.cpu_seconds(pid) for pid in children(self.process.pid))

    def kill_worker(self):
        workers = children(self.process.pid)
        if workers:
            _kill(random.choice(workers))  # noqa: S311

    def kill(self):
        """The master and all workers at once, and then started again."""
        for pid in [self.process.pid, *children(self.process.pid)]:
            _kill(pid)
        self.process.wait(10)
        self.start()


class Postgres:
    """A throw-away cluster that listens on this machine only."""

    def __init__(self, folder, port):
        self.folder, self.port = Path(folder), port

    @staticmethod
    def is_installed():
        return (POSTGRES_BIN / "initdb").exists()

    def create(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            # PostgreSQL does not run as root; its folder must be reachable for its user.
            self.folder.parent.chmod(0o711)
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", self.folder, "-A", "trust", "-U", "postgres", "-E", "UTF8")
        self.start()

    def start(self):
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder}"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self.folder, "-o", options, "-l", log, "-w", "start")

    def stop(self):
        self._run("pg_ctl", "-D", self.folder, "-m", "immediate", "-w", "stop")

    def kill(self):
        """The postmaster and all its processes at once; it recovers when it is started again."""
        postmaster = int((self.folder / "postmaster.pid").read_text().split()[0])
        for pid in [postmaster, *children(postmaster)]:
            _kill(pid)
        while Path(f"/proc/{postmaster}").exists():
            time.sleep(0.05)
        self.start()

    def _run(self, name, *arguments):
        command = [POSTGRES_BIN / name, *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(  # noqa: S603
            list(map(str, command)),
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def children(pid):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(path.parent.name))
    return found


def _kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
