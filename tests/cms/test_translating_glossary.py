"""The glossary: whose terms are whose, and which stand in a text."""

import pytest
from wagtail_localize.models import Translation

from cms.models import Term
from cms.translating import glossary
from tests import factories
from tests.cms.people import log_in, messages
from tests.cms.translating import locale_of
from tests.cms.visits import client_of, outcome, queries, text

pytestmark = pytest.mark.django_db

GLOSSARY = "/admin/translations/glossary/"


def make_term(term="strand", translation="مسار", *, into="ar", source="en", **values):
    return Term.objects.create(
        source_locale=locale_of(source),
        target_locale=locale_of(into),
        term=term,
        translation=translation,
        **values,
    )


@pytest.fixture
def terms(home):
    return make_term(), make_term("strand", "izlek", into="tr")


def fields(into="ar", **values):
    return {
        "source_locale": locale_of("en").pk,
        "target_locale": locale_of(into).pk,
        "term": "open mic",
        "translation": "منصة",
        "note": "",
    } | values


# --- who may ---

EVERYBODY = ["anonymous", "registrars", "editors", "translators-tr", "translators-ar"]
EVERYBODY += ["coordinators", "admin"]


def test_a_term_opens_only_for_those_of_its_language(terms):
    for path in (f"{GLOSSARY}{terms[0].pk}/", f"{GLOSSARY}{terms[0].pk}/delete/"):
        found = {role: outcome(client_of(role).get(path)) for role in EVERYBODY}

        refused = dict.fromkeys(EVERYBODY, "refused") | {"anonymous": "login"}
        allowed = ["translators-ar", "coordinators", "admin"]
        assert found == refused | dict.fromkeys(allowed, 200)


def test_the_list_has_the_terms_of_the_persons_languages(terms):
    def shown(role, **asked):
        rows = log_in(role).get(GLOSSARY, asked).context["rows"]
        return [(term.term, term.translation) for term, _source, _target in rows]

    assert shown("translators-ar") == [("strand", "مسار")]
    assert shown("translators-ar", language="tr") == [("strand", "مسار")]
    assert shown("coordinators") == [("strand", "مسار"), ("strand", "izlek")]
    assert shown("coordinators", language="tr") == [("strand", "izlek")]
    assert shown("coordinators", q="IZL") == [("strand", "izlek")]
    assert shown("coordinators", q="none") == []
    assert outcome(client_of("registrars").get(GLOSSARY)) == "refused"


@pytest.mark.parametrize("role", ["anonymous", "registrars", "editors", "translators-tr"])
def test_nobody_writes_terms_of_another_language(terms, role):
    client = client_of(role)

    client.post(f"{GLOSSARY}new/", fields())
    client.post(f"{GLOSSARY}{terms[0].pk}/", fields())
    client.post(f"{GLOSSARY}{terms[0].pk}/delete/")

    assert list(Term.objects.values_list("term", flat=True)) == ["strand", "strand"]


def test_a_term_is_not_moved_into_another_language(terms):
    response = log_in("translators-ar").post(f"{GLOSSARY}{terms[0].pk}/", fields("tr"))

    assert "target_locale" in response.context["form"].errors
    assert Term.objects.get(pk=terms[0].pk).target_locale == locale_of("ar")


# --- writing ---


def test_a_translator_adds_changes_and_deletes_a_term(home):
    client = log_in("translators-ar")
    form = client.get(f"{GLOSSARY}new/").context["form"]
    assert form["target_locale"].initial == locale_of("ar")

    response = client.post(f"{GLOSSARY}new/", fields(), follow=True)
    term = Term.objects.get()
    assert response.redirect_chain == [(f"{GLOSSARY}?language=ar", 302)]
    assert messages(response) == ["The term was saved."]

    client.post(f"{GLOSSARY}{term.pk}/", fields(translation="منصة مفتوحة"))
    term.refresh_from_db()
    assert term.translation == "منصة مفتوحة"

    client.post(f"{GLOSSARY}{term.pk}/delete/")
    assert not Term.objects.exists()


@pytest.mark.parametrize("term", ["strand", "Strand", " strand "])
def test_a_term_that_is_there_already_is_said_in_words(terms, term):
    response = log_in("translators-ar").post(f"{GLOSSARY}new/", fields(term=term))

    assert response.context["form"].errors == {"term": ["The glossary has this term: “مسار”."]}
    assert Term.objects.count() == 2


def test_from_and_into_differ(home):
    response = log_in("coordinators").post(f"{GLOSSARY}new/", fields("en"))

    assert response.context["form"].errors == {
        "target_locale": ["Choose two languages that differ."]
    }


def test_words_carry_their_language(terms):
    html = log_in("translators-ar").get(GLOSSARY).content.decode()
    assert 'lang="ar" dir="rtl">مسار<' in html

    html = log_in("translators-ar").get(f"{GLOSSARY}{terms[0].pk}/").content.decode()
    assert 'value="مسار" maxlength="100" dir="rtl" lang="ar"' in html


def test_an_empty_glossary_says_what_it_is_for(home):
    assert "The glossary is empty." in text(log_in("translators-ar").get(GLOSSARY))


def test_as_many_queries_for_one_and_for_three(home):
    client = log_in("coordinators")
    make_term()
    one = queries(client, GLOSSARY)
    make_term("room")
    make_term("room", "oda", into="tr")

    assert queries(client, GLOSSARY) == one


# --- marks ---


def marked(translation, html):
    return [term.term for term in glossary.marks(translation, {1: html})[1]]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("The Strand begins.", ["strand"]),
        ("strands, strandless", []),
        ("<b>strand</b>: an <i>action plan</i>", ["action plan", "strand"]),
        ("A plan.", ["plan"]),
        ("An action plan is no other plan, strand!", ["action plan", "strand", "plan"]),
        ("An action plan.", ["action plan"]),
        ("C++ and .NET", []),
        ("", []),
    ],
)
def test_terms_are_found_as_whole_words_the_longest_first(translation, html, found):
    for term in ("plan", "strand", "action plan"):
        make_term(term)
    make_term("strand", "izlek", into="tr")
    make_term("…", "…")

    assert marked(translation, html) == found


@pytest.mark.parametrize(
    ("source", "term", "html"),
    [
        ("ar", "مجلس", "اجتمع المجلس اليوم"),
        ("ar", "مجلس", "وبالجملة فالمجلس مجلسٌ"),
        ("ar", "أمة", "للامة صوت"),
        ("ar", "كتاب", "كتاب جديد"),
        ("ur", "کتاب", "نئی كتاب"),
        ("ur", "مجلس", "یہ مَجلِس ہے"),
    ],
)
def test_arabic_and_urdu_words_are_found_as_they_are_written(home, source, term, html):
    page = factories.make_edition(source, source_language=source)
    translation = factories.submit(page, "tr")
    make_term(term, "x", source=source, into="tr")

    assert marked(translation, html) == [term]
    assert marked(translation, html.replace(term, "")) in ([], [term])
    assert marked(translation, f"{term}xyz") == []


def test_a_prefix_is_none_in_other_scripts(translation):
    make_term("مجلس", "x")

    assert marked(translation, "المجلس") == []


def test_marks_take_one_query(translation, django_assert_num_queries):
    for term in ("one", "two", "three"):
        make_term(term)
    translation = Translation.objects.select_related("source__locale").get(pk=translation.pk)
    with django_assert_num_queries(1):
        glossary.marks(translation, {1: "One two.", 2: "Three."})
