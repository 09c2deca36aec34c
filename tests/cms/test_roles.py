import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
)

from cms.roles import make_roles, role_names
from events.models import SessionPage
from home.models import HomePage
from tests import factories
from tests.cms.people import make_user


def page_rights(role):
    """`{language: {right, …}}` on front pages."""
    rights = {}
    for row in GroupPagePermission.objects.filter(group__name=role).select_related("permission"):
        assert isinstance(row.page.specific, HomePage)
        name = row.permission.codename.removesuffix("_page")
        rights.setdefault(row.page.locale.language_code, set()).add(name)
    return rights


def model_rights(role):
    return sorted(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def can(user, page):
    tester = page.permissions_for_user(user)
    return (tester.can_edit(), tester.can_publish(), tester.can_delete())


def test_roles_of_four_languages(home):
    names = make_roles().values_list("name", flat=True)

    assert sorted(names) == [
        "coordinators",
        "editors",
        "publishers-ar",
        "publishers-en",
        "publishers-tr",
        "publishers-ur",
        "registrars",
        "translators-ar",
        "translators-en",
        "translators-tr",
        "translators-ur",
    ]


def test_translators_change_pages_of_their_language_only(home):
    make_roles()

    assert page_rights("translators-ar") == {"ar": {"change"}}
    assert model_rights("translators-ar") == ["access_admin"]


def test_publishers_also_publish(home):
    make_roles()

    assert page_rights("publishers-ur") == {"ur": {"change", "publish"}}
    assert model_rights("publishers-ur") == ["access_admin"]


def test_coordinators_work_in_all_languages(home):
    make_roles()

    rights = {"change", "publish", "lock", "unlock"}
    expected = dict.fromkeys(["en", "ar", "ur", "tr"], rights)
    assert page_rights("coordinators") == expected | {"en": rights | {"add"}}
    assert model_rights("coordinators") == [
        "access_admin",
        "add_edition",
        "add_room",
        "add_track",
        "change_edition",
        "change_question",
        "change_room",
        "change_track",
        "invite_translators",
        "submit_translation",
        "view_question",
        "view_room",
        "view_track",
    ]


def test_registrars_read_who_comes_and_edit_nothing(home):
    make_roles()

    assert page_rights("registrars") == {}
    assert model_rights("registrars") == [
        "access_admin",
        "change_registration",
        "delete_registration",
        "export_registration",
        "view_registration",
    ]


def test_editors_work_in_the_source_language_and_on_facts(home):
    make_roles()

    assert page_rights("editors") == {"en": {"add", "change", "publish", "lock", "unlock"}}
    actions = ["add", "change", "delete", "view"]
    models = ["admission", "edition", "question", "room", "seatpool", "slot", "track"]
    assert model_rights("editors") == sorted(
        ["access_admin", *(f"{action}_{model}" for action in actions for model in models)]
    )
    files = GroupCollectionPermission.objects.filter(group__name="editors")
    assert sorted(files.values_list("permission__codename", flat=True)) == [
        "add_document",
        "add_image",
        "change_document",
        "change_image",
        "choose_document",
        "choose_image",
    ]


def test_editors_also_work_in_the_source_language_of_an_edition(home):
    make_roles()
    factories.make_edition("arabic", source_language="ar")
    make_roles()

    assert sorted(page_rights("editors")) == ["ar", "en"]


def test_making_roles_again_changes_nothing(home):
    def state():
        return (
            Group.objects.count(),
            GroupPagePermission.objects.count(),
            GroupCollectionPermission.objects.count(),
            Group.permissions.through.objects.count(),
            Page.objects.count(),
            Workflow.objects.count(),
            GroupApprovalTask.groups.through.objects.count(),
            WorkflowPage.objects.count(),
        )

    make_roles()
    before = state()
    make_roles()

    assert state() == before


def test_rights_given_by_hand_stay(home):
    make_roles()
    group = Group.objects.get(name="translators-ar")
    GroupPagePermission.objects.create(
        group=group, page=home, permission=group.page_permissions.get().permission
    )
    make_roles()

    assert page_rights("translators-ar") == {"ar": {"change"}, "en": {"change"}}


# --- who reviews ---


def reviews():
    """`{language: (workflow, groups that approve)}` of front pages."""
    return {
        row.page.locale.language_code: (
            row.workflow.name,
            sorted(row.workflow.tasks.get().specific.groups.values_list("name", flat=True)),
        )
        for row in WorkflowPage.objects.filter(page__depth=2)
    }


def test_languages_that_are_translated_into_have_a_review(home):
    make_roles()

    assert reviews() == {
        "ar": ("Translation review: Arabic", ["coordinators", "publishers-ar"]),
        "tr": ("Translation review: Turkish", ["coordinators", "publishers-tr"]),
        "ur": ("Translation review: Urdu", ["coordinators", "publishers-ur"]),
    }


def test_a_source_language_that_is_translated_into_is_also_reviewed_by_its_editors(home):
    factories.make_edition("arabic", source_language="ar")
    make_roles()

    found = reviews()
    assert sorted(found) == ["ar", "en", "tr", "ur"]
    assert found["en"][1] == ["coordinators", "editors", "publishers-en"]
    assert found["tr"][1] == ["coordinators", "publishers-tr"]


def test_a_front_page_that_has_a_workflow_keeps_it(home):
    arabic = factories.translate(home, "ar")
    own = Workflow.objects.create(name="Ours")
    WorkflowPage.objects.create(page=arabic.page_ptr, workflow=own)
    make_roles()

    assert WorkflowPage.objects.get(page=arabic.page_ptr).workflow == own


def test_reviews_that_an_administrator_changed_stay_changed(home):
    make_roles()
    arabic, turkish, urdu = (
        Workflow.objects.get(name=f"Translation review: {name}")
        for name in ("Arabic", "Turkish", "Urdu")
    )
    arabic.name = "Ours"
    arabic.save()
    task = arabic.tasks.get().specific
    task.name = "Ours"
    task.save()
    turkish.tasks.get().specific.groups.set(Group.objects.filter(name="editors"))
    WorkflowPage.objects.filter(workflow=urdu).delete()
    before = reviews()
    make_roles()

    assert reviews() == before
    assert sorted(before) == ["ar", "tr"]
    assert GroupApprovalTask.objects.filter(name__startswith="Translation").count() == 2


def stock_review_is_on():
    return WorkflowPage.objects.filter(page__depth=1).exists()


def test_wagtails_own_workflow_is_put_away_once(home):
    assert stock_review_is_on()
    make_roles()
    assert not stock_review_is_on()

    root = Page.objects.get(depth=1)
    WorkflowPage.objects.create(page=root, workflow=Workflow.objects.order_by("pk").first())
    make_roles()

    assert stock_review_is_on()


def test_wagtails_own_workflow_stays_where_somebody_moderates(home, django_user_model):
    user = django_user_model.objects.create_user("moderator")
    user.groups.add(Group.objects.get(name="Moderators"))
    make_roles()

    assert stock_review_is_on()


def test_missing_front_pages_are_made_as_drafts(home):
    make_roles()

    pages = HomePage.objects.filter(translation_key=home.translation_key).order_by("pk")
    languages = pages.values_list("locale__language_code", "live", "alias_of")
    assert sorted(languages) == [
        ("ar", False, None),
        ("en", True, None),
        ("tr", False, None),
        ("ur", False, None),
    ]


def test_front_pages_that_exist_are_kept(home):
    arabic = factories.translate(home, "ar", {"Majlis": "مجلس"})
    make_roles()

    arabic.refresh_from_db()
    assert (arabic.title, arabic.live) == ("مجلس", True)


def test_without_a_front_page_there_are_still_editors(db):
    HomePage.objects.all().delete()

    assert sorted(group.name for group in make_roles()) == [
        "coordinators",
        "editors",
        "registrars",
    ]


@pytest.mark.parametrize(
    ("role", "english", "arabic"),
    [
        ("editors", (True, True, True), (False, False, False)),
        ("translators-ar", (False, False, False), (True, False, False)),
        ("publishers-ar", (False, False, False), (True, True, True)),
        ("publishers-tr", (False, False, False), (False, False, False)),
        ("coordinators", (True, True, True), (True, True, True)),
    ],
)
def test_what_each_role_may_do_with_a_session(edition_page, role, english, arabic):
    session = factories.make_session(edition_page)
    translated = factories.translate(session, "ar")
    user = make_user(role)

    assert can(user, session) == english
    assert can(user, SessionPage.objects.get(pk=translated.pk)) == arabic


def test_command_names_the_roles(home, capsys):
    call_command("make_roles")

    assert capsys.readouterr().out == f"Roles: {', '.join(sorted(role_names()))}\n"


def test_command_can_be_silent(home, capsys):
    call_command("make_roles", verbosity=0)

    assert capsys.readouterr().out == ""
