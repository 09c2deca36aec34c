from django.core.management import BaseCommand

from cms.translating import digests


class Command(BaseCommand):
    help = "Mail translators what there is to do, if they want it and anything is new. Repeatable."

    def handle(self, **options):
        total = 0
        while sent := digests.send_due():
            total += sent
        self.stdout.write(f"{total} mails were sent.")
