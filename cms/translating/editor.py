"""The editor of one translation: a form that works without a script."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail_localize.machine_translators import get_machine_translator

from cms.localize.panel import TEXT, TranslationPreviewPanel
from cms.translating import access, memory, places, review, rows, saving
from cms.translating.languages import Language
from cms.translating.summaries import address
from cms.translating.views import DeskMixin
from cms.translating.writing import TranslationMixin
from events.exceptions import Refused
from registration.desk.views import titles

WRITTEN = ("saved", "faulty", "cleared")


def _key(sent):
    """A primary key as it was sent, or None."""
    return int(sent) if sent.isdecimal() and len(sent) < 19 else None


def _words():
    """What the script of the editor says."""
    return {
        "count": _("%(done)s of %(total)s translated"),
        "length": _("Characters: %(length)s, original %(source)s"),
        "limit": _("at most %(limit)s"),
        "insert": _("Put %(token)s around the selected words"),
        "use": _("Take over"),
        "theirs": _("Now stored:"),
        "offline": _("This could not be saved: there is no connection. Your text is still here."),
        "statuses": {
            "done": _("translated"),
            "empty": _("not translated"),
            "draft": _("draft, not confirmed"),
            "faulty": _("at fault"),
        },
    }


class TextView(TranslationMixin, DeskMixin, TemplateView):
    """All texts of one translation."""

    template_name = "cms/translating/text.html"
    header_icon = "wagtail-localize-language"

    def get_page_title(self):
        return str(self.target)

    @cached_property
    def board(self):
        name = self.request.GET.get("board", "")
        return places.board_of(name, self.translation.source.get_source_instance())

    @cached_property
    def neighbours(self):
        return places.Neighbours(self.translation, self.board[1])

    def address(self, path=""):
        path = path or reverse("translating:text", args=[self.translation.pk])
        return f"{path}?board={self.board[0]}"

    def trail(self):
        edition = self.board[1]
        name = titles([edition])[edition.pk] if edition else _("Pages of the site")
        language = self.translation.target_locale.language_code
        return [
            {"url": address("board", edition, language=language), "label": name},
            {"url": "", "label": self.translation.source.object_repr},
        ]

    def get_context_data(self, *, typed=None, outcome=None, **kwargs):
        user, translation = self.request.user, self.translation
        lines = rows.load(translation)
        self._keep_typed(lines, typed or {}, outcome or {})
        panels = self._panels()
        machine = get_machine_translator()
        if machine and not machine.can_translate(
            translation.source.locale, translation.target_locale
        ):
            machine = None
        return super().get_context_data(
            translation=translation,
            target=self.target,
            is_page=self.is_page,
            is_locked=self.is_locked,
            may_publish=access.may_publish(user, translation),
            review=review.state_of(self.target) if self.is_page else None,
            may_decide=self.is_page and review.may_decide(user, self.target),
            source_language=Language(translation.source.locale.language_code),
            target_language=Language(translation.target_locale.language_code),
            lines=lines,
            done=sum(line.status == "done" for line in lines),
            drafts=sum(line.status == "draft" for line in lines),
            neighbours=self.neighbours,
            board=self.board[0],
            address=self.address(),
            machine=machine,
            side_panels=panels,
            media=MediaContainer(panels).media,
            has_unsaved_changes=bool(typed),
            is_source_public=getattr(translation.source.get_source_instance(), "live", True),
            words=_words(),
            **kwargs,
        )

    @staticmethod
    def _keep_typed(lines, typed, outcome):
        """Show again what could not be saved, as it was typed."""
        for line in lines:
            saved = outcome.get(line.pk)
            if saved and saved.state in ("refused", "conflict"):
                line.theirs = line.text if saved.state == "conflict" else ""
                line.text, line.error = typed[line.pk], saved.message

    def _panels(self):
        if not self.is_page:
            return []
        return [
            PageStatusSidePanel(
                self.target,
                self.request,
                live_object=self.target,
                scheduled_object=self.target.get_scheduled_revision_as_object(),
                locale=self.translation.target_locale,
            ),
            TranslationPreviewPanel(self.translation, self.target, self.request),
        ]

    def post(self, request, *args, **kwargs):
        if self.is_locked and request.POST.get("action") not in ("approve", "reject", "take_back"):
            messages.error(request, _("This page is locked: nothing was changed."))
            return redirect(self.address())
        act = {
            "review": self._send,
            "publish": self._publish,
            "approve": self._approve,
            "reject": self._reject,
            "take_back": self._take_back,
            "confirm": self._confirm,
            "fill": self._fill,
            "next": self._go_on,
        }.get(request.POST.get("action"), self._stay)
        typed = {
            pk: value
            for name, value in request.POST.items()
            if name.startswith(TEXT) and (pk := _key(name.removeprefix(TEXT))) is not None
        }
        outcome = {} if self.is_locked else self.write(typed)
        self._say_lost()
        if any(saved.state in ("refused", "conflict") for saved in outcome.values()):
            messages.error(request, _("Not everything was saved. See below."))
            return self.render_to_response(self.get_context_data(typed=self.typed, outcome=outcome))
        self.saved = sum(
            saved.state in ("saved", "faulty", "cleared") for saved in outcome.values()
        )
        try:
            return act()
        except (Refused, ValidationError) as refusal:
            messages.error(request, getattr(refusal, "message", None) or " ".join(refusal.messages))
            return redirect(self.address())

    def _say_lost(self):
        """What was typed for a sentence that is gone can still be copied."""
        for text in () if self.is_locked else self.lost:
            message = _("The original does not have this sentence any more. You wrote: %(text)s")
            messages.warning(self.request, message % {"text": text})

    def _stay(self):
        self._say_saved()
        return redirect(self.address())

    def _say_saved(self):
        if self.saved:
            text = ngettext("%(count)s text was saved.", "%(count)s texts were saved.", self.saved)
            messages.success(self.request, text % {"count": self.saved})
        else:
            messages.success(self.request, _("Nothing had changed."))

    def _go_on(self):
        self._say_saved()
        following = self.neighbours.to_do
        if following is None:
            messages.success(self.request, _("There is nothing more to translate here."))
        return redirect(self.address(following and following.address))

    def _confirm(self):
        count = saving.confirm(self.translation, self.request.user)
        text = ngettext("%(count)s draft was confirmed.", "%(count)s drafts were confirmed.", count)
        messages.success(self.request, text % {"count": count})
        return redirect(self.address())

    def _fill(self):
        count = memory.fill(self.translation, self.request.user)
        text = ngettext(
            "%(count)s text was filled in from memory.",
            "%(count)s texts were filled in from memory.",
            count,
        )
        messages.success(self.request, text % {"count": count})
        return redirect(self.address())

    def _send(self):
        review.send_to_review(self.translation, self.request.user)
        messages.success(
            self.request, _("Sent to review. Readers see it once it has been approved.")
        )
        self._say_gaps(saving.gaps(self.translation))
        return redirect(self.address())

    def _publish(self):
        if not access.may_publish(self.request.user, self.translation):
            raise PermissionDenied
        published = saving.publish(self.translation, self.request.user)
        messages.success(self.request, _("Published."))
        self._say_gaps(published)
        return redirect(self.address())

    def _say_gaps(self, gaps):
        """Nobody shall believe a translation complete that is not."""
        if gaps.left:
            text = ngettext(
                "%(count)s draft that nobody has confirmed was left out.",
                "%(count)s drafts that nobody has confirmed were left out.",
                gaps.left,
            )
            messages.warning(self.request, text % {"count": gaps.left})
        if gaps.missing:
            text = ngettext(
                "%(count)s text is not translated yet: readers see the original there.",
                "%(count)s texts are not translated yet: readers see the original there.",
                gaps.missing,
            )
            messages.warning(self.request, text % {"count": gaps.missing})

    def _approve(self):
        self._decide(review.APPROVE)
        messages.success(self.request, _("Approved and published."))
        self._say_gaps(saving.gaps(self.translation))
        return redirect(self.address())

    def _reject(self):
        self._decide(review.REJECT)
        messages.success(self.request, _("Given back, with your comment."))
        return redirect(self.address())

    def _decide(self, action):
        if not self.is_page or not review.may_decide(self.request.user, self.target):
            raise PermissionDenied
        data = self.request.POST
        review.decide(
            self.target,
            action,
            self.request.user,
            seen=_key(data.get("revision", "")),
            comment=data.get("comment", "").replace("\x00", "").strip(),
        )

    def _take_back(self):
        if not self.is_page:
            raise Http404
        review.take_back(self.target, self.request.user)
        messages.success(self.request, _("Taken back: you can go on writing."))
        return redirect(self.address())
