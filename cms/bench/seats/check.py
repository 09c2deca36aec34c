"""The check itself, on the database of the settings; prints a table as it goes."""

import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from cms.bench.seats import clients, scenes, servers
from registration.models import Registration

State = Registration.State
LEAST_PER_SECOND, LEAST_OF_FLOOR, LONGEST_RUSH, DEAREST_REFUSAL = 50, 1 / 3, 10, 1.05
WRONG = {
    "oversold": "oversold",
    "lost": "lost",
    "doubled": "doubled",
    "beside_free_seat": "waits beside free",
    "miscounted": "miscounted",
    "refused": "errors",
}


@dataclass(frozen=True)
class Load:
    """What a scene cost; times in milliseconds."""

    per_second: float
    cpu: float
    p50: float
    p99: float


class Check:
    """`requests` from a few clients, a `rush`, and `killed` requests while servers die."""

    def __init__(self, write, *, requests, rush, seats, killed, has_aims=True):
        self.write, self.has_aims = write, has_aims
        self.requests, self.rush, self.seats, self.killed = requests, rush, seats, killed
        self.web, self.postgres, self.is_good = None, None, True

    def run(self, port):
        """Play everything with a server on `port`; returns whether all is as it must be."""
        default = settings.DATABASES["default"]
        if "postgresql" in default["ENGINE"]:
            self.postgres = servers.Postgres(Path(settings.DATA_DIR) / "pg", default["PORT"])
            self.postgres.create()
        self.web = servers.Web(port)
        try:
            call_command("migrate", verbosity=0)
            self.web.start()
            name = "PostgreSQL" if self.postgres else "SQLite"
            self.write(f"\n{name}, {servers.WORKERS} workers of {servers.THREADS} threads")
            self._measure()
            self._kill()
            self._control()
        finally:
            self.web.stop()
            connections.close_all()
            if self.postgres:
                self.postgres.stop()
        return self.is_good

    # --- speed, and that nothing is wrong under load ---

    def _measure(self):
        self._head("calls", "per second", "CPU ms", "p50 ms", "p99 ms")
        bare, asked, seated, full = self._in_turns()
        slowest = self._rush()
        self._leave()
        self._repeat()
        if self.has_aims:
            self._aim("requests per second", asked.per_second, ">=", LEAST_PER_SECOND)
            of_floor = asked.per_second / bare.per_second
            self._aim("requests, of the bare view", of_floor, ">=", LEAST_OF_FLOOR)
            self._aim("p99 of the rush, seconds", slowest / 1000, "<=", LONGEST_RUSH)
            self._aim("CPU, full to seated", full.cpu / seated.cpu, "<=", DEAREST_REFUSAL)

    def _in_turns(self):
        floor = scenes.make_edition("floor", 10 * self.requests)
        calls = [clients.Call(f"/bench/bare/{floor.slug}")] * (self.requests // 2)
        bare = self._run("bare view: insert, count a seat", clients.in_turns, calls)
        edition = scenes.make_edition("turns", self.seats)
        calls = scenes.requests(edition, self.requests)
        asked = self._run("requests", clients.in_turns, calls, edition)
        proofs = scenes.acts(edition, "prove", states=[State.RECEIVED])
        first, rest = proofs[: self.seats], proofs[self.seats :]
        seated = self._run("proofs with a seat", clients.in_turns, first, edition)
        full = self._run("proofs when full", clients.in_turns, rest, edition)
        return bare, asked, seated, full

    def _rush(self):
        """All at once; returns the worse p99."""
        edition = scenes.make_edition("rush", self.seats)
        calls = scenes.requests(edition, self.rush)
        asked = self._run("rush of requests", clients.at_once, calls, edition)
        calls = scenes.acts(edition, "prove", states=[State.RECEIVED])
        proved = self._run("rush of proofs", clients.at_once, calls, edition)
        return max(asked.p99, proved.p99)

    def _leave(self):
        """Half of those with a seat give it back while others ask for it."""
        edition = scenes.make_edition("leaving", self.seats)
        clients.in_turns(self.web.port, scenes.requests(edition, 2 * self.seats))
        proofs = scenes.acts(edition, "prove", states=[State.RECEIVED])
        clients.in_turns(self.web.port, proofs[: self.seats])
        leaving = scenes.acts(edition, "withdraw", states=[State.CONFIRMED])[::2]
        mixed = proofs[self.seats :] + leaving
        random.shuffle(mixed)
        self._run("withdrawals among proofs", clients.at_once, mixed, edition)

    def _repeat(self):
        edition = scenes.make_edition("again", self.seats)
        five = [call for call in scenes.requests(edition, self.seats) for _copy in range(5)]
        self._run("each key five times at once", clients.at_once, five, edition)

    def _run(self, name, way, calls, edition=None):
        before, started = self.web.cpu(), time.perf_counter()
        answers = way(self.web.port, calls)
        wall = time.perf_counter() - started
        times = sorted(answer.seconds * 1000 for answer in answers)
        load = Load(
            per_second=len(answers) / wall,
            cpu=(self.web.cpu() - before) * 1000 / len(answers),
            p50=times[len(times) // 2],
            p99=times[int(len(times) * 0.99)],
        )
        numbers = f"{len(answers):>10}{load.per_second:>12.0f}{load.cpu:>10.1f}"
        self._row(name, f"{numbers}{load.p50:>10.0f}{load.p99:>10.0f}", edition, answers)
        return load

    # --- killing ---

    def _kill(self):
        self.write("")
        self._head("calls", "kills", "attempts", "acked", "slowest s")
        self._killed("workers die", self.web.kill_worker, 0.35)
        self._killed("the server dies", self.web.kill, 2.0)
        if self.postgres:
            self._killed("PostgreSQL dies", self.postgres.kill, 2.0)

    def _killed(self, name, kill, every):
        edition = scenes.make_edition(name.split()[-2].lower(), self.seats)
        with scenes.killing(kill, every) as kills:
            answers = clients.in_turns(self.web.port, scenes.requests(edition, self.killed))
        self._told(f"{name}: requests", kills, edition, answers)
        calls = scenes.acts(edition, "prove", states=[State.RECEIVED])
        with scenes.killing(kill, every) as kills:
            answers = clients.in_turns(self.web.port, calls)
        self._told(f"{name}: proofs", kills, edition, answers)
        calls = scenes.acts(edition, "withdraw", states=[State.CONFIRMED])[::2]
        with scenes.killing(kill, every) as kills:
            answers = clients.in_turns(self.web.port, calls)
        self._told(f"{name}: withdrawals", kills, edition, answers)

    def _told(self, name, kills, edition, answers):
        attempts = sum(answer.attempts for answer in answers)
        acked = sum(200 <= answer.status < 300 for answer in answers)
        slowest = max(answer.seconds for answer in answers)
        numbers = f"{len(answers):>10}{len(kills):>12}{attempts:>10}{acked:>10}{slowest:>10.1f}"
        self._row(name, numbers, edition, answers)

    # --- the control, and the table ---

    def _control(self):
        over = scenes.oversold_by_counting_first(self.web, self.seats)
        self.write("")
        self._aim("oversold by counting first (the control)", over, ">=", 1)

    def _head(self, *names):
        first, second, *rest = names
        head = f"{first:>10}{second:>12}" + "".join(f"{name:>10}" for name in rest)
        self.write(f"{'':<34}{head}   wrong")

    def _row(self, name, numbers, edition, answers):
        found = scenes.look(edition, answers) if edition else scenes.Found()
        self.is_good &= found.is_good
        wrong = [f"{count} {WRONG[key]}" for key, count in asdict(found).items() if count]
        self.write(f"{name:<34}{numbers}   {', '.join(wrong) or '0'}")

    def _aim(self, name, value, sign, bound):
        is_met = value >= bound if sign == ">=" else value <= bound
        self.is_good &= is_met
        self.write(f"{'ok' if is_met else 'MISSED':<8}{name}: {value:.2f} ({sign} {bound:.2f})")
