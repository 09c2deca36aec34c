from django.core.management import BaseCommand, CommandError

from registration import rotation


class Command(BaseCommand):
    help = "Seal all registrations with a new master key; finishes what was begun before."

    def add_arguments(self, parser):
        parser.add_argument(
            "--drop-old",
            action="store_true",
            help="Instead: remove keys that nothing uses. Backups from before need them.",
        )

    def handle(self, *, drop_old, **options):
        if not drop_old:
            count = rotation.rotate()
            self.stdout.write(f"{count} registrations are sealed with the new key. Back it up.")
        elif rotation.drop_older():
            self.stdout.write("Only the current key is left.")
        else:
            raise CommandError("Older keys are in use: run `manage.py rotate_keys` first.")
