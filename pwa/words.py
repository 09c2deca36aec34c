"""All words of the app's interface: what the scripts in frontend/ may show to a reader.

Many are those of the server's pages, whose screens the app draws as well; a word that is in both
is translated once. The three functions mark words for extraction and give back what they got.
"""

# Between context and text, as in gettext's own files.
GLUE = "\x04"


def gettext(text):
    return text


def pgettext(context, text):
    return f"{context}{GLUE}{text}"


def ngettext(singular, plural):
    return singular, plural


TEXTS = [
    # around every screen
    gettext("Language"),
    gettext("Sections"),
    gettext("As of %(time)s, offline"),
    gettext("As of %(time)s: the server gives no usable answer"),
    gettext("New announcement:"),
    gettext("A new version is ready."),
    gettext("Reload"),
    gettext("In %(name)s: not yet translated into %(wanted)s."),
    gettext("Partly in %(name)s: not all of it is translated into %(wanted)s yet."),
    gettext("Read in the original"),
    pgettext("between names", ", "),
    # front page and overview
    gettext("Editions"),
    gettext("No edition has been announced yet."),
    gettext("sample: nothing in it is real"),
    gettext("Sample"),
    gettext("Nothing here is real."),
    gettext("Archived"),
    gettext("This edition is over."),
    gettext("See the programme"),
    gettext("Register"),
    gettext("All announcements"),
    gettext("Tracks"),
    gettext("Venue"),
    gettext("Coordinates"),
    gettext("Organisers"),
    # programme
    gettext("Programme"),
    gettext('Times are those of <bdi>%(city)s</bdi> (<bdi dir="ltr">%(offset)s</bdi>).'),
    gettext("Days"),
    gettext("Search and filter"),
    gettext("Words in titles, names, rooms"),
    gettext("Track"),
    gettext("Room"),
    gettext("Kind"),
    gettext("Language you understand"),
    gettext("all"),
    gettext("Some titles are in %(name)s: they are not yet translated into %(wanted)s."),
    gettext("Show"),
    gettext("Show everything"),
    gettext("Nothing is planned for this day yet."),
    gettext("The programme for your calendar"),
    gettext("Announcements as a feed (Atom)"),
    gettext("Time not yet known"),
    gettext("interpretation:"),
    gettext("before:"),
    gettext("instead:"),
    # one session
    gettext("Speakers"),
    gettext("When and where"),
    gettext("When"),
    gettext("Spoken"),
    gettext("Interpreted into"),
    gettext("Level"),
    gettext("Recording"),
    gettext("At the same time"),
    gettext("Before and after"),
    gettext("Before"),
    gettext("After"),
    # people and announcements
    gettext("No speakers have been announced yet."),
    gettext("Sessions"),
    gettext("Announcements"),
    gettext("Nothing has been announced yet."),
    gettext("For whom:"),
    # what is not on the device
    gettext("Not on this device yet"),
    gettext("There is no connection, and this page has not been kept on this device before."),
    gettext("Try again"),
    gettext("What you can read without a connection"),
    # fixed sets, as the models name them
    gettext("keynote"),
    gettext("panel"),
    gettext("talk"),
    gettext("workshop"),
    gettext("discussion"),
    gettext("performance"),
    gettext("exhibition"),
    gettext("social"),
    gettext("break"),
    gettext("introductory"),
    gettext("advanced"),
    gettext("sound is recorded"),
    gettext("recorded"),
    gettext("presented as a group, without names"),
    gettext("no one is named"),
    gettext("moderator"),
    gettext("host"),
    gettext("interpreter"),
    gettext("moved"),
    gettext("delayed"),
    gettext("cancelled"),
    gettext("replaced"),
    gettext("important"),
    gettext("urgent"),
    gettext("people who come in person"),
    gettext("people who take part online"),
    gettext("announced"),
    gettext("open for registration"),
    gettext("running"),
    gettext("archived"),
]
COUNTED = [
    ngettext("%(count)s session found", "%(count)s sessions found"),
]
# Names of the app itself, for the manifest.
NAME = gettext("Majlis")
DESCRIPTION = gettext("The programme of your conference, also without a network.")
