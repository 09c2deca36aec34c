from django.core.management import BaseCommand

from registration import purge


class Command(BaseCommand):
    help = "Delete personal data whose day has come; the clock does it every day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only tell what would be.")

    def handle(self, *, dry_run, **options):
        items = list(purge.due()) if dry_run else purge.purge_due()
        for item in items:
            self.stdout.write(str(item))
        self.stdout.write("Nothing was deleted." if dry_run or not items else "Deleted.")
