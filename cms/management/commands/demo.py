from django.conf import settings
from django.core.management import BaseCommand, CommandError

from cms.demo.content import ContentError, read
from cms.demo.loading import load
from cms.demo.removing import Kept


class Command(BaseCommand):
    help = (
        "Load the demo: two archived editions and an invented one, in every language. Repeatable: "
        "an edition that exists stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--again",
            action="store_true",
            help="Remove what this command has made, edited or not, and make it anew.",
        )

    def handle(self, *, again, **options):
        languages = [code for code, _name in settings.LANGUAGES]
        try:
            made = load(read(languages), again=again, tell=self.stdout.write)
        except (ContentError, Kept) as error:
            raise CommandError(str(error)) from None
        for slug in made:
            self.stdout.write(self.style.SUCCESS(f"{slug} is ready."))
