"""Words that the app shows and its scripts do not name: those of what the documents hold."""

from django.utils.translation import gettext_noop as _

# The documents' fixed sets, by the values of the models: each set in the model's order, without
# the value that is meant where the document says nothing.
LABELS = {
    "keynote": _("keynote"),
    "panel": _("panel"),
    "talk": _("talk"),
    "workshop": _("workshop"),
    "discussion": _("discussion"),
    "performance": _("performance"),
    "exhibition": _("exhibition"),
    "social": _("social"),
    "break": _("break"),
    "introductory": _("introductory"),
    "advanced": _("advanced"),
    "audio": _("sound is recorded"),
    "yes": _("recorded"),
    "collective": _("presented as a group, without names"),
    "none": _("no one is named"),
    "moderator": _("moderator"),
    "host": _("host"),
    "interpreter": _("interpreter"),
    "moved": _("moved"),
    "delayed": _("delayed"),
    "cancelled": _("cancelled"),
    "replaced": _("replaced"),
    "important": _("important"),
    "urgent": _("urgent"),
    "in_person": _("people who come in person"),
    "online": _("people who take part online"),
    "announced": _("announced"),
    "open": _("open for registration"),
    "running": _("running"),
    "archived": _("archived"),
}
# Name of the app itself, where no edition is open.
NAME = _("Majlis")
