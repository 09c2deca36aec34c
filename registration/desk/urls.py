from django.urls import path

from registration.desk import decisions, exports, settings, views

app_name = "registrations"
one = "<slug:slug>/<uuid:pk>/"
urlpatterns = [
    path("", views.EditionsView.as_view(), name="editions"),
    path("<slug:slug>/", views.ListView.as_view(), name="list"),
    path("<slug:slug>/settings/", settings.SettingsView.as_view(), name="settings"),
    path("<slug:slug>/decide/", decisions.DecideView.as_view(), name="decide"),
    path("<slug:slug>/undo/", decisions.UndoView.as_view(), name="undo"),
    path("<slug:slug>/draw/", decisions.DrawView.as_view(), name="draw"),
    path("<slug:slug>/seats/<int:pool>/", decisions.CapacityView.as_view(), name="capacity"),
    path("<slug:slug>/export/", exports.ExportView.as_view(), name="export"),
    path("<slug:slug>/caterer/", exports.CatererView.as_view(), name="caterer"),
    path("<slug:slug>/log/", views.LogView.as_view(), name="log"),
    path(one, views.DetailView.as_view(), name="detail"),
    path(f"{one}note/", decisions.NoteView.as_view(), name="note"),
    path(f"{one}retry/", decisions.RetryView.as_view(), name="retry"),
    path(f"{one}erase/", decisions.EraseView.as_view(), name="erase"),
]
