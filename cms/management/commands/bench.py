import time

from django.core.management import BaseCommand, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.bench import server, translating
from events.compiler import documents, snapshots
from events.models import Edition, Snapshot
from home.services import ensure_site

SIZES = [100, 400, 2000]
BROTLI = {"Accept-Encoding": "br"}


class Command(BaseCommand):
    help = "Measure building and serving of reference programmes; prints ratios to a bare view."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, help="Sessions.")
        parser.add_argument("--requests", type=int, default=2000, help="For each address.")
        parser.add_argument(
            "--translated", type=int, default=400, help="Sessions that are translated; 0: none."
        )

    def handle(self, *, sizes, requests, translated, **options):
        call_command("migrate", verbosity=0)
        ensure_site()
        for size in sizes:
            call_command("load_reference", edition=f"reference-{size}", sessions=size, verbosity=0)
        snapshots.mark_dirty()
        for size in sizes:
            self._building(Edition.objects.get(slug=f"reference-{size}"))
        snapshots.rebuild()
        for size in sizes:
            self._bytes(size)
        with server.serve() as (port, pid):
            for size in sizes:
                self._serving(port, pid, f"reference-{size}", requests)
        if translated:
            translating.measure(self.stdout.write, sessions=translated)

    def _building(self, edition):
        self.stdout.write(f"\nBuilding {edition.slug}")
        for language in edition.languages:
            with CaptureQueriesContext(connection) as queries:
                started = time.process_time()
                built = documents.build(edition, language)
                seconds = time.process_time() - started
            count = len(built["programme"]["sessions"])
            self.stdout.write(
                f"  {language}: {count} sessions, {len(queries)} queries,"
                f" {seconds * 1000:.0f} ms CPU"
            )

    def _bytes(self, size):
        self.stdout.write(f"\nBytes of reference-{size}        identity      gzip    brotli")
        rows = Snapshot.objects.filter(edition__slug=f"reference-{size}")
        for row in rows.order_by("document", "language"):
            sizes = [len(row.identity), len(row.gzip), len(row.br)]
            numbers = "".join(f"{number:>10,}" for number in sizes)
            self.stdout.write(f"  {row.language} {row.document:<18}{numbers}")

    def _serving(self, port, pid, slug, requests):
        self.stdout.write(
            f"\nServing {slug}       CPU ms   × hello   requests/s   p99 ms    bytes  status"
        )
        hello = server.load(port, pid, "/bench/hello", requests=requests)
        self._row("hello", hello, hello)
        for name, path, headers in self._addresses(port, slug):
            count = requests // 4 if name.startswith("list") else requests
            self._row(name, server.load(port, pid, path, headers, count), hello)

    def _addresses(self, port, slug):
        document = f"/api/v1/editions/{slug}/en/programme"
        etag = server.get(port, document, BROTLI)[1]["ETag"]
        page = f"/en/{slug}/programme/"
        first = Edition.objects.get(slug=slug)
        session = documents.build(first, "en")["programme"]["sessions"][0]["slug"]
        return [
            ("document 200", document, BROTLI),
            ("document 304", document, BROTLI | {"If-None-Match": etag}),
            ("programme page", page, BROTLI),
            ("session page", f"{page}{session}/", BROTLI),
            ("list of 20", f"/api/v1/editions/{slug}/en/sessions/?limit=20", {}),
        ]

    def _row(self, name, load, hello):
        self.stdout.write(
            f"  {name:<22}{load.cpu:>8.2f}{load.cpu / hello.cpu:>10.2f}{load.per_second:>12.0f}"
            f"{load.p99:>10.1f}{load.bytes:>9,}{load.status:>8}"
        )
