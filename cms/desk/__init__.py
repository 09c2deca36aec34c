"""The editors' desk in Wagtail's admin: one hub for each edition, and what is done from there."""
