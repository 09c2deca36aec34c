from django.conf import settings
from django.core.management import BaseCommand

from cms.catalogues import catalogue_path, extract, merge


class Command(BaseCommand):
    help = "Bring the .po files of all languages up to date with the texts in the source."

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="LANGUAGE", help="Leave the others as they are.")

    def handle(self, *, only, **options):
        messages = extract(settings.BASE_DIR)
        for language, _name in settings.LANGUAGES:
            if language != settings.LANGUAGE_CODE and only in (None, language):
                merge(catalogue_path(language), language, messages)
                self.stdout.write(f"{language}: {len(messages)} messages")
