from django.urls import path

from cms.translating import editor, views

app_name = "translating"
urlpatterns = [
    path("", views.EditionsView.as_view(), name="editions"),
    path("texts/<int:pk>/", editor.TextView.as_view(), name="text"),
    path("texts/<int:pk>/<int:segment>/", editor.SegmentView.as_view(), name="segment"),
]
