from django.conf import settings
from django.core.management import BaseCommand

from cms.catalogues import compile_all


class Command(BaseCommand):
    help = "Compile the .po files in locale/ without the gettext programs."
    requires_system_checks = []

    def handle(self, **options):
        for path in compile_all(settings.LOCALE_PATHS[0]):
            if options["verbosity"] > 1:
                self.stdout.write(str(path))
