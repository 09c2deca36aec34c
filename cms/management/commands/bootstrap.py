import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError

from events.models import Edition
from home.services import ensure_site

FIRST_LOGIN = "first_login"


class Command(BaseCommand):
    help = "Bring the installation up: database, front page, roles, administrator. Repeatable."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="Load the demo if it is empty.")

    def handle(self, *, demo, **options):
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise CommandError(f"The database cannot be used: {error}") from None
        ensure_site()
        call_command("make_roles", verbosity=0)
        if demo and not Edition.objects.public().exists():
            self.stdout.write("Loading the demo content…")
            call_command("demo")
        self._administrator()

    def _administrator(self):
        users = get_user_model().objects
        path = settings.SECRETS_DIR / FIRST_LOGIN
        if not users.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            settings.SECRETS_DIR.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(password)
            users.create_superuser("admin", "", password)
        if not path.exists():
            return
        if users.filter(username="admin", last_login__isnull=False).exists():
            path.unlink()  # the password was used once: nothing needs to show it again
            return
        self.stdout.write(
            f"\n  Log in at {settings.BASE_URL}/admin/ as admin with {path.read_text()}\n"
            "  (shown until the first log-in; change it under your name, Account)\n"
        )
