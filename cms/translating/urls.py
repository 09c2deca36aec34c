from django.urls import path

from cms.translating import (
    asking,
    bulk,
    editor,
    glossary_views,
    invite_views,
    po_views,
    views,
    writing,
)

app_name = "translating"
GLOSSARY, EDITION = "glossary/", "editions/<slug:slug>/"
urlpatterns = [
    path("", views.EditionsView.as_view(), name="editions"),
    path("texts/<int:pk>/", editor.TextView.as_view(), name="text"),
    path("texts/<int:pk>/<int:segment>/", writing.SegmentView.as_view(), name="segment"),
    path("invite/", invite_views.InviteView.as_view(), name="invite"),
    path("invite/<int:pk>/again/", invite_views.SendAgainView.as_view(), name="send_again"),
    path("invite/<int:pk>/out/<slug:code>/", invite_views.TakeOutView.as_view(), name="take_out"),
    path("editions/<slug:slug>/po/<slug:language>/", po_views.EditionPoView.as_view(), name="po"),
    path("site/po/<slug:language>/", po_views.EditionPoView.as_view(), name="po"),
    path("editions/<slug:slug>/po/<slug:language>/download/", po_views.pack, name="po_download"),
    path("site/po/<slug:language>/download/", po_views.pack, name="po_download"),
    path("texts/<int:pk>/po/", po_views.TextPoView.as_view(), name="text_po"),
    path("texts/<int:pk>/po/download/", po_views.download, name="text_po_download"),
    path("po/reports/<slug:key>/", po_views.ReportView.as_view(), name="po_report"),
    path(GLOSSARY, glossary_views.TermsView.as_view(), name="glossary"),
    path(f"{GLOSSARY}new/", glossary_views.NewTermView.as_view(), name="new_term"),
    path(f"{GLOSSARY}<int:pk>/", glossary_views.TermView.as_view(), name="term"),
    path(f"{GLOSSARY}<int:pk>/delete/", glossary_views.DeleteView.as_view(), name="delete_term"),
    path("site/", views.BoardView.as_view(), name="site_board"),
    path("site/ask/one/", asking.AskOneView.as_view(), name="site_ask_one"),
    path("site/drafts/<slug:language>/", bulk.DraftsView.as_view(), name="site_drafts"),
    path("site/publish/<slug:language>/", bulk.PublishView.as_view(), name="site_publish"),
    path(EDITION, views.BoardView.as_view(), name="board"),
    path(f"{EDITION}ask/", asking.AskView.as_view(), name="ask"),
    path(f"{EDITION}ask/one/", asking.AskOneView.as_view(), name="ask_one"),
    path(f"{EDITION}jobs/", asking.JobsView.as_view(), name="jobs"),
    path(f"{EDITION}jobs/<int:pk>/", asking.JobView.as_view(), name="job"),
    path(f"{EDITION}drafts/<slug:language>/", bulk.DraftsView.as_view(), name="drafts"),
    path(f"{EDITION}publish/<slug:language>/", bulk.PublishView.as_view(), name="publish"),
]
