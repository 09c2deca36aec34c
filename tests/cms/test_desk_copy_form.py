"""The form and the hub of a new edition from an old one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import jobs
from cms.desk.copy_steps import Copy
from cms.models import Job
from events.models import Edition, EditionPage
from tests import factories
from tests.cms.people import log_in, messages

pytestmark = pytest.mark.django_db

COPY = "/admin/editions/sample/copy/"
HUB = "/admin/editions/next/"
VALUES = {
    "title": "Fourth edition",
    "slug": "next",
    "number": "4",
    "starts_on": "2028-06-09",
    "parts": ["programme", "pages", "registration"],
    "languages": ["ar", "tr"],
    "token": "a token",
}


@pytest.fixture
def coordinator(edition_page):
    return log_in("coordinators")


def run_queue():
    """Do what the worker would do now."""
    rows = DBTaskResult.objects.ready().filter(task_path=jobs.do_some.module_path)
    for row in rows:
        row.task.call(*row.task_result.args, **row.task_result.kwargs)


def errors(response):
    return dict(response.context["form"].errors)


def test_a_coordinator_makes_an_edition_in_one_step(edition_page, coordinator):
    factories.make_session(edition_page)

    response = coordinator.post(COPY, VALUES)

    edition = Edition.objects.get(slug="next")
    assert response.url == HUB
    assert (edition.number, edition.starts_on, edition.ends_on) == (
        4,
        dt.date(2028, 6, 9),
        dt.date(2028, 6, 11),
    )
    assert (edition.languages, edition.source_language) == (["en", "ar", "tr"], "en")
    assert (edition.time_zone, edition.city, edition.state) == (
        "Europe/Istanbul",
        "Istanbul",
        "draft",
    )
    html = coordinator.get(HUB).content.decode()
    assert "0 of 3 steps" in html
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html

    run_queue()

    html = coordinator.get(HUB).content.decode()
    assert "This edition is ready for your review" in html
    assert "refresh" not in html
    page = EditionPage.objects.get(edition=edition, locale__language_code="en")
    assert [child.title for child in page.get_children()] == ["Opening"]


def test_everything_is_set_to_the_next_year(edition_page, coordinator):
    EditionPage.objects.update(title="Third meeting 2027 (٣)")

    form = coordinator.get(COPY).context["form"]

    assert {name: form[name].value() for name in VALUES if name != "token"} == {
        "title": "Third meeting 2028 (٤)",
        "slug": "sample-4",
        "number": 4,
        "starts_on": dt.date(2028, 6, 9),
        "parts": ["programme", "pages", "registration"],
        "languages": ["ar", "ur", "tr"],
    }
    assert dt.date(2028, 6, 9).weekday() == edition_page.edition.starts_on.weekday()


def test_a_preset_address_and_number_are_free(edition_page, coordinator):
    factories.make_edition("sample-5", number=4)

    form = coordinator.get(COPY).context["form"]

    assert (form["number"].value(), form["slug"].value()) == (5, "sample-5-2")


def test_the_same_form_twice_makes_one_edition(coordinator):
    first, second = coordinator.post(COPY, VALUES), coordinator.post(COPY, VALUES)

    assert first.url == second.url == HUB
    assert (Edition.objects.count(), Job.objects.count()) == (2, 1)


def test_the_token_of_somebody_else_leads_nowhere(coordinator):
    log_in("editors").post(COPY, VALUES)

    response = coordinator.post(COPY, VALUES)

    assert errors(response) == {"slug": ["Another page has this address already."]}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"slug": "sample"}, {"slug": ["Another page has this address already."]}),
        ({"slug": "speakers"}, {"slug": ["This address is taken by the site itself."]}),
        (
            {"starts_on": "2027-06-10"},
            {"starts_on": ["This is before the edition that it is made from."]},
        ),
        ({"starts_on": "2999-06-10"}, {"starts_on": ["This is more than fifty years later."]}),
        ({"starts_on": "soon"}, {"starts_on": ["Enter a valid date."]}),
        ({"title": ""}, {"title": ["This field is required."]}),
        (
            {"languages": ["xx"]},
            {"languages": ["Select a valid choice. xx is not one of the available choices."]},
        ),
    ],
    ids=["taken", "reserved", "before", "far", "no date", "no title", "language"],
)
def test_wrong_answers_are_refused_in_words_and_make_nothing(coordinator, values, expected):
    response = coordinator.post(COPY, VALUES | values)

    assert errors(response) == expected
    assert response.context["form"]["token"].value() == "a token"
    assert (Edition.objects.count(), Job.objects.count()) == (1, 0)


def test_an_edition_without_page_is_nothing_to_copy(coordinator):
    EditionPage.objects.get().delete()

    response = coordinator.get(COPY, follow=True)

    assert [message.strip() for message in messages(response)] == [
        "This edition has no page in its source language yet: there is nothing to copy."
    ]


@pytest.mark.parametrize(("role", "status"), [("editors", 200), ("publishers-en", 302)])
def test_who_may_add_editions_may_copy_them(edition_page, role, status):
    client = log_in(role)

    assert client.get(COPY).status_code == status
    offers = COPY in client.get("/admin/editions/sample/").content.decode()
    assert offers == (status == 200)
    if status != 200:
        client.post(COPY, VALUES)
        assert Edition.objects.count() == 1


def test_copying_needs_the_right_to_add_pages_there(edition_page):
    """An edition in Arabic is below a front page where editors of English add nothing."""
    factories.make_edition("arabic", source_language="ar")
    client = log_in("editors")
    group = client.get("/admin/editions/").wsgi_request.user.groups.get()
    group.page_permissions.filter(page__locale__language_code="ar").exclude(
        permission__codename="change_page"
    ).delete()

    assert client.get("/admin/editions/arabic/").status_code == 200
    assert client.get("/admin/editions/arabic/copy/").status_code == 302


def test_a_new_edition_can_start_from_an_old_one(coordinator):
    html = coordinator.get("/admin/editions/new/").content.decode()

    assert f'href="{COPY}"' in html


def test_a_copy_that_stopped_is_gone_on_with_from_the_hub(coordinator):
    coordinator.post(COPY, VALUES)
    DBTaskResult.objects.all().delete()
    assert "Go on" not in coordinator.get(HUB).content.decode()
    Job.objects.update(beaten_at=timezone.now() - dt.timedelta(minutes=4))
    assert "Go on" in coordinator.get(HUB).content.decode()

    coordinator.post(f"{HUB}copying/")
    run_queue()

    assert Job.objects.get().state == "finished"


def test_what_failed_is_named_and_tried_again_from_the_hub(edition_page, coordinator, monkeypatch):
    factories.make_content_page(edition_page)
    coordinator.post(COPY, VALUES)

    def fail(run, kind, name):
        raise ValueError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(Copy, "do", fail)
        run_queue()
    html = coordinator.get(HUB).content.decode()
    assert "Something could not be copied" in html
    assert "<li><bdi>Venue</bdi></li>" in html

    coordinator.post(f"{HUB}copying/")
    run_queue()

    assert Job.objects.get().state == "finished"
    assert EditionPage.objects.get(slug="next", locale__language_code="en").numchild == 1


def test_only_who_may_copy_goes_on_with_a_copy(coordinator):
    coordinator.post(COPY, VALUES)
    Job.objects.update(state="failed")

    log_in("publishers-en").post(f"{HUB}copying/")

    assert Job.objects.get().state == "failed"


def test_the_hub_asks_for_a_part_of_itself(coordinator):
    coordinator.post(COPY, VALUES)

    html = coordinator.get(f"{HUB}copying/").content.decode()

    assert html.strip().startswith('<section id="desk-copying"')
    assert f'data-progress="{HUB}copying/"' in html
    assert coordinator.get("/admin/editions/sample/copying/").status_code == 404


@pytest.mark.parametrize("path", ["copy/", "copying/", ""])
def test_more_sessions_cost_no_more_queries(edition_page, coordinator, path):
    coordinator.post(COPY, VALUES)
    slug = "next" if path == "copying/" else "sample"
    costs = []
    for title in ("First", "Second", "Third"):
        factories.make_session(edition_page, title, at=f"{8 + len(costs):02}:00", minutes=30)
        coordinator.get(f"/admin/editions/{slug}/{path}")
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(f"/admin/editions/{slug}/{path}")
        costs.append(len(queries))

    assert costs[0] == costs[2]
