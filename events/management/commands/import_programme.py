from django.core.management import BaseCommand, CommandError

from events.interchange.importing import carry_out, summarise
from events.interchange.plan import make_plan
from events.interchange.reading import UnreadableProgramme, read_programme
from events.models import Edition
from events.services import create_edition
from home.services import ensure_site, home_in

NAMED_AT_MOST = 20


class Command(BaseCommand):
    help = (
        "Read a programme (schedule.xml or schedule.json, version 1) into an edition. "
        "Safe to repeat: what was imported before is updated. A new edition is made as a draft."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--edition", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="Report, and write nothing.")

    def handle(self, *, file, edition, dry_run, **options):
        found = Edition.objects.filter(slug=edition).first()
        try:
            record = read_programme(file, assumed_zone=found.time_zone if found else None)
        except UnreadableProgramme as error:
            raise CommandError(f"{error.message} ({error.code})") from None
        if found is None:
            found = self._new_edition(record, edition, dry_run)
        plan = make_plan(record, found)
        counts = summarise(plan)
        if not dry_run:
            carry_out(plan)
        self._report(plan, counts, dry_run)

    def _new_edition(self, record, slug, dry_run):
        if not record.starts_on or not record.ends_on:
            raise CommandError(f"There is no edition {slug}, and the file names no days for one.")
        edition = Edition(
            slug=slug,
            starts_on=record.starts_on,
            ends_on=record.ends_on,
            time_zone=record.time_zone or "UTC",
        )
        edition.full_clean()
        if not dry_run:
            home = home_in(ensure_site(), edition.source_language)
            create_edition(edition, title=record.title or slug, home=home)
            self.stdout.write(f"Made edition {slug}: publish its page, then announce it.")
        return edition

    def _report(self, plan, counts, dry_run):
        self.stdout.write("Nothing was written (dry run)." if dry_run else "Imported.")
        for name, verdicts in counts.items():
            read = sum(verdicts.values())
            parts = [f"{verdicts[word]} {word}" for word in ("created", "changed", "unchanged")]
            self.stdout.write(f"  {name}: {read} read, {', '.join(parts)}")
        if plan.gone:
            self.stdout.write(f"  {len(plan.gone)} sessions of the edition are not in the file")
        self._list("left out", plan.left_out)
        self._list("noted", plan.notes)

    def _list(self, title, rows):
        if rows:
            self.stdout.write(f"  {title}: {len(rows)}")
        for row in rows[:NAMED_AT_MOST]:
            self.stdout.write(f"    {row.what}: {row.why} ({row.reason_code})")
        if len(rows) > NAMED_AT_MOST:
            self.stdout.write(f"    … and {len(rows) - NAMED_AT_MOST} more")
