from pathlib import Path

from django.core.management import BaseCommand, CommandError

from cms.bench.reference import programme
from cms.demo import reference
from events.models import Edition


class Command(BaseCommand):
    help = "Load a large made-up programme as an edition, to measure with."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", type=Path, help="A programme as JSON; without it one is made up."
        )
        parser.add_argument("--edition", default="reference", help="The edition's address.")
        parser.add_argument(
            "--sessions", type=int, help="How many; the programme is cut or repeated on later days."
        )

    def handle(self, *, file, edition, sessions, verbosity, **options):
        if Edition.objects.filter(slug=edition).exists():
            raise CommandError(f"The edition {edition} exists.")
        if sessions is not None and sessions < 1:
            raise CommandError("--sessions is at least 1.")
        try:
            found = reference.read(file) if file else programme()
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from None
        made = reference.load_reference(found, edition, sessions)
        if verbosity:
            count = made.slots.count()
            self.stdout.write(self.style.SUCCESS(f"{made} is loaded with {count} slots."))
