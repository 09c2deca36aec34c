"""The registrars' desk in Wagtail's admin, and the editors' settings of registration."""
