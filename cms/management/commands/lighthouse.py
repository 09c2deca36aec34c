import json
import os
import shutil
import subprocess
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from cms.bench import stage
from cms.bench.quiet import load
from events.models import EditionPage, SessionPage

LIGHTHOUSE = Path("tests/lighthouse/node_modules/lighthouse/cli/index.js")
# Least score of each category, of 100.
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
SECONDS = 180


class Command(BaseCommand):
    help = "Print Lighthouse's scores (mobile, slow 4G) of the main screens; fails below the aims."

    def add_arguments(self, parser):
        parser.add_argument("--language", default="en", help="Code; en by default.")
        parser.add_argument("--reports", type=Path, help="Folder to keep the whole reports in.")

    def handle(self, *, language, reports, **options):
        self.stdout.write(f"{load()}\n\n{'':<48}" + "".join(f"{name:>16}" for name in AIMS))
        low = []
        with stage.site(stage.REFERENCE) as port:
            for path in self._paths(language):
                report = self._audit(f"http://127.0.0.1:{port}{path}")
                if reports:
                    reports.mkdir(parents=True, exist_ok=True)
                    file = reports / f"{path.strip('/').replace('/', '-')}.json"
                    file.write_text(json.dumps(report))
                scores = {
                    name: round((report["categories"][name]["score"] or 0) * 100) for name in AIMS
                }
                self.stdout.write(
                    f"{path:<48}" + "".join(f"{score:>16}" for score in scores.values())
                )
                self.stdout.flush()
                low += [f"{path} {name}" for name, score in scores.items() if score < AIMS[name]]
                self._explain(report)
        if low:
            raise CommandError(f"Below the aim: {'; '.join(low)}")

    def _paths(self, language):
        sample, large = f"/{language}/{stage.SAMPLE}/", f"/{language}/{stage.REFERENCE}/"
        edition = EditionPage.objects.get(slug=stage.SAMPLE, locale__language_code=language)
        session = SessionPage.objects.live().child_of(edition).first()
        return [
            sample,
            f"{sample}programme/",
            f"{large}programme/",
            f"{sample}programme/{session.slug}/",
            f"{sample}speakers/",
            f"{sample}settings/",
        ]

    def _audit(self, address):
        command = [
            shutil.which("node"), LIGHTHOUSE, address, "--quiet", "--output=json",
            "--output-path=stdout", f"--only-categories={','.join(AIMS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
        answer = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
        if answer.returncode:
            raise CommandError(answer.stderr.decode()[-2000:])
        return json.loads(answer.stdout)

    def _explain(self, report):
        """Name the audits that cost points in the categories that are to be without fault."""
        for name, category in report["categories"].items():
            for reference in category["auditRefs"] if name != "performance" else ():
                audit = report["audits"][reference["id"]]
                if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                    self.stdout.write(f"    {name}: {audit['id']}: {audit['title']}")
