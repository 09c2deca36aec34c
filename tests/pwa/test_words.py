"""What the scripts show is what translators see, and the words of fixed sets are the models'."""

from cms.catalogues import extract
from events.models import AnnouncementPage, Edition, SessionPage, SessionSpeaker, Slot
from pwa import built, words
from tests.pwa.conftest import ROOT

# Of each set the default, which is not in the documents and never shown.
SETS = {
    SessionPage.Kind: None,
    SessionPage.Level: "everyone",
    SessionPage.Recording: "no",
    SessionPage.Credit: "named",
    SessionSpeaker.Role: "speaker",
    Slot.State: "scheduled",
    AnnouncementPage.Urgency: "info",
    AnnouncementPage.Audience: "everyone",
    Edition.State: "draft",
}


def test_translators_see_every_text_of_the_scripts():
    seen = {(context, text): plural for (context, text), (plural, _) in extract(ROOT).items()}
    texts = [*built.texts(), *built.registration_texts()]
    shown = {(row.get("context"), row["text"]): row.get("plural") for row in texts}

    assert shown.items() - seen.items() == set()


def test_fixed_sets_have_the_words_and_the_order_of_the_models():
    expected = [
        (member.value, str(member.label))
        for choices, default in SETS.items()
        for member in choices
        if member.value != default
    ]

    assert list(words.LABELS.items()) == expected
