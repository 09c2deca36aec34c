from django.conf import settings
from django.core.management import BaseCommand

from cms.catalogues import compile_all


class Command(BaseCommand):
    help = "Compile the .po files without the gettext programs."
    requires_system_checks = []

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for path in compile_all(folder):
                if options["verbosity"] > 1:
                    self.stdout.write(str(path))
