from django.core.management import BaseCommand

from cms.roles import make_roles


class Command(BaseCommand):
    help = "Make the groups of editors, coordinators, translators and publishers. Repeatable."

    def handle(self, *, verbosity, **options):
        names = sorted(make_roles().values_list("name", flat=True))
        if verbosity:
            self.stdout.write(f"Roles: {', '.join(names)}")
