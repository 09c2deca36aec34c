"""A small site in which every address of the admin leads somewhere."""

from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    UploadedFile,
    Workflow,
    WorkflowTask,
)
from wagtail_localize.models import StringSegment, Translation

from cms.models import Job, Term
from cms.translating import po_views, taking
from events.models import EditionPage
from tests import factories
from tests.cms.people import make_user
from tests.events.api_content import make_image
from tests.registration.making import make_admission, make_question, register

LANGUAGES = ["en", "ar", "tr"]


def make_world():
    """An edition with registration; its pages and vocabularies in three languages."""
    admission = make_admission()
    edition = admission.edition
    page = EditionPage.objects.get(edition=edition)
    admin = make_user()
    rows = {
        "page": page,
        "session": factories.make_session(page),
        "moderated": factories.make_session(page, "Moderated", at=None),
        "room": factories.make_room(edition),
        "track": factories.make_track(edition),
        "question": make_question(admission),
    }
    for language in LANGUAGES[1:]:
        for row in rows.values():
            factories.translate(row, language)
    image = make_image()
    file = ContentFile(b"x", name="words.txt")
    document = get_document_model().objects.create(title="Words", file=file)
    workflow, task = _make_workflow()
    translated = {"source__object_id": rows["session"].translation_key}
    return SimpleNamespace(
        admin=admin,
        editor=make_user("editors"),
        translator=make_user("translators-tr"),
        home=page.get_parent(),
        edition=edition,
        rows={code: _in_language(rows, code, workflow, admin) for code in LANGUAGES},
        segment=StringSegment.objects.filter(**translated).first(),
        workflow=workflow,
        task=task,
        job=_make_jobs(edition, page),
        report=po_views._keep(taking.Report("ar"), admin, "/admin/"),
        registration=register(admission),
        image=image,
        document=document,
        uploads={type(row).__name__: _upload(row, admin) for row in (image, document)},
        collection=Collection.get_first_root_node().add_child(name="Portraits"),
    )


def _make_workflow():
    workflow = Workflow.objects.create(name="Reading")
    task = GroupApprovalTask.objects.create(name="Read")
    task.groups.set(Group.objects.filter(name="coordinators"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow, task


def _make_jobs(edition, page):
    """Translations that are asked for; and what made the edition from an old one."""
    details = {"from": page.pk, "plan": [], "left_out": {}, "failures": [], "texts": 0}
    Job.objects.create(edition=edition, kind=Job.Kind.COPY, details=details)
    return Job.objects.create(edition=edition, kind=Job.Kind.SUBMIT)


def _upload(row, user):
    """A file that waits for its title."""
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(row),
        uploaded_by_user=user,
        file=ContentFile(b"x", name="waiting.txt"),
    )


def _in_language(rows, code, workflow, user):
    locale = Locale.objects.get(language_code=code)
    found = SimpleNamespace(
        locale=locale, **{name: row.get_translation(locale) for name, row in rows.items()}
    )
    for page in (found.session, found.moderated):
        page.save_revision()
    found.state = workflow.start(found.moderated, user)
    found.editing = EditingSession.objects.create(
        user=user, content_object=found.session, last_seen_at=timezone.now()
    )
    found.translation = Translation.objects.filter(
        source__object_id=found.session.translation_key, target_locale=locale
    ).first()
    source = "ar" if code == "en" else "en"
    found.term = Term.objects.create(
        source_locale=Locale.objects.get(language_code=source),
        target_locale=locale,
        term="Word",
        translation=f"Word in {code}",
    )
    return found
