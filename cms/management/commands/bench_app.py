from django.core.management import BaseCommand, CommandError
from playwright.sync_api import sync_playwright

from cms.bench import app, stage
from cms.bench.quiet import load

PARTS = ["sizes", "second", "answers", "first"]


class Command(BaseCommand):
    help = "Measure the app in a browser: first visit at 2G, offline start, keys and taps, sizes."

    def add_arguments(self, parser):
        parser.add_argument("--samples", type=int, default=7, help="Of each; 7 by default.")
        parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="Parts.")

    def handle(self, *, samples, only, **options):
        self.stdout.write(f"{load()}\n\n{'':<54}{'aim':>8}{'median':>9}{'least':>9}{'most':>9}")
        rows = []
        with stage.site(stage.REFERENCE, stage.LARGE) as port, sync_playwright() as playwright:
            for row in self._rows(only, playwright, port, samples):
                self._show(row)
                rows.append(row)
        self.stdout.write(f"\n{load()}")
        over = [row.name for row in rows if row.is_over]
        if over:
            raise CommandError(f"Over the aim: {'; '.join(over)}")

    def _rows(self, only, playwright, port, samples):
        if "sizes" in only:
            yield from app.sizes()
        if "second" in only:
            yield from app.second_visits(playwright, port, samples)
        if "answers" in only:
            yield from app.answers(playwright, port, samples)
        if "first" in only:
            yield from app.first_visits(playwright, port, min(samples, 3))

    def _show(self, row):
        numbers = [row.median, min(row.samples), max(row.samples)]
        mark = "" if row.aim is None else "  over" if row.is_over else "  ok"
        self.stdout.write(
            f"{row.name:<54}{row.aim or '':>8}"
            + "".join(f"{number:>9,.0f}" for number in numbers)
            + f" {row.unit:<5}{mark}"
        )
        self.stdout.flush()
