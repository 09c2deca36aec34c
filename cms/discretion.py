"""Wagtail tells the titles of drafts to whoever has the admin's addresses; here it does not.

Its own addresses come before those of hooks, so cms/urls.py puts ours before it.
"""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail import hooks
from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page, PageLogEntry
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns


def told(user):
    """Pages whose titles a person is told: those of the explorer, and what is public."""
    mine = PagePermissionPolicy().explorable_instances(user)
    return Page.objects.filter(Q(live=True) | Q(pk__in=mine.values("pk")))


@hooks.register("construct_page_chooser_queryset")
def offer_what_is_told(pages, request):
    allowed = told(request.user)
    parent = request.resolver_match.kwargs.get("parent_page_id")
    if parent and not allowed.filter(pk=parent).exists():
        raise PermissionDenied
    return pages.filter(pk__in=allowed.values("pk"))


@hooks.register("before_move_page")
def guard_moving(request, page, destination):
    """Wagtail asks only once the move is confirmed."""
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


class Translations(PageTranslationsField):
    def to_representation(self, page):
        rows = super().to_representation(page)
        allowed = told(self.context["request"].user).filter(pk__in=[row["id"] for row in rows])
        mine = set(allowed.values_list("pk", flat=True))
        return [row for row in rows if row["id"] in mine]


class PageSerializer(AdminPageSerializer):
    translations = Translations(read_only=True)


class Pages(PagesAdminAPIViewSet):
    base_serializer_class = PageSerializer


@hooks.register("construct_admin_api")
def answer_with_what_is_told(router):
    router.register_endpoint("pages", Pages)


class Chosen(ChosenMultipleView):
    def get(self, request):
        ids = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
        if Page.objects.filter(pk__in=ids).exclude(pk__in=told(request.user).values("pk")).exists():
            raise PermissionDenied
        return super().get(request)


class PageTypes(PageTypesUsageReportView):
    """Which page of a type was edited last is told only to those who find it in the explorer."""

    def decorate_paginated_queryset(self, page_types):
        explorer = PagePermissionPolicy().explorable_instances(self.request.user)
        found = explorer.filter(pk__in=[row.last_edited_page_id for row in page_types])
        mine = set(found.values_list("pk", flat=True))
        for row in page_types:
            if row.last_edited_page_id not in mine:
                row.last_edited_page_id = None
        return super().decorate_paginated_queryset(page_types)


class HistoryFilterSet(SiteHistoryReportFilterSet):
    """Offers those whose acts are shown; Wagtail asks for them by a name that nobody calls."""

    def get_users_queryset(self):
        return self.get_user_choices()


stock_offered = MultipleUserFilter.get_queryset


def offer_colleagues(self, request):
    """Filters of pages offer everybody who has written any; here, who wrote in what one sees."""
    users = stock_offered(self, request)
    if self.field_name not in ("owner", "edited_by") or request.user.is_superuser:
        return users
    mine = PagePermissionPolicy().explorable_instances(request.user).values("pk")
    acts = PageLogEntry.objects.filter(page__in=mine)
    owners = Page.objects.filter(pk__in=mine)
    return users.filter(Q(pk__in=acts.values("user")) | Q(pk__in=owners.values("owner")))


MultipleUserFilter.get_queryset = offer_colleagues


class DiscreetMixin:
    """Names what one may not act on only where one sees it anyway; refuses if that is nothing."""

    def get_actionable_objects(self):
        objects, others = super().get_actionable_objects()
        others["items_with_no_access"] = self._seen(others["items_with_no_access"])
        if not objects and not others["items_with_no_access"]:
            raise PermissionDenied
        return objects, others

    def _seen(self, rows):
        user = self.request.user
        if issubclass(self.model, Page):
            mine = PagePermissionPolicy().explorable_instances(user)
            pks = set(mine.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
            return [row for row in rows if row.pk in pks]
        policy = policy_registry.get_by_type(self.model)
        return rows if policy.user_has_any_permission(user, {"view", "add", "change"}) else []


def act_on_many(request, app_label, model_name, action):
    """As Wagtail's own; its dispatcher takes classes from a register that cannot be read."""
    stock = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if stock is None:
        raise Http404
    view = type(stock.__name__, (DiscreetMixin, stock), {})
    return view(request, apps.get_model(app_label, model_name)).dispatch(request)


urlpatterns = [
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", act_on_many),
    path("choose-page/chosen-multiple/", Chosen.as_view()),
    path("reports/site-history/", LogEntriesView.as_view(filterset_class=HistoryFilterSet)),
    path(
        "reports/site-history/results/",
        LogEntriesView.as_view(filterset_class=HistoryFilterSet, results_only=True),
    ),
    path("reports/page-types-usage/", PageTypes.as_view()),
    path("reports/page-types-usage/results/", PageTypes.as_view(results_only=True)),
]
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
