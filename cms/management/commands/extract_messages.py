from django.conf import settings
from django.core.management import BaseCommand

from cms.catalogues import extract, merge


class Command(BaseCommand):
    help = "Bring the .po files of all languages up to date with the texts in the source."

    def handle(self, **options):
        messages = extract(settings.BASE_DIR)
        for language, _name in settings.LANGUAGES:
            if language != settings.LANGUAGE_CODE:
                path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"
                merge(path, language, messages)
                self.stdout.write(f"{language}: {len(messages)} messages")
