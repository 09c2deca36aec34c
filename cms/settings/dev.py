"""What `make run` uses: production settings, open to this machine, without TLS."""

from cms.settings.base import *

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]
if not EMAIL_URL:
    EMAIL_BACKEND = "cms.mails.KeptMails"  # read in the admin
