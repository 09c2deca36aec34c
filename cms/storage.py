"""Where static files are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Adds hashes to names, but not to the app's scripts: they carry hashes and name each other.

    With a second hash, one script would be loaded under two addresses, as two programs.
    """

    def hashed_name(self, name, content=None, filename=None):
        if name.startswith("app/"):
            return name
        return super().hashed_name(name, content, filename)
