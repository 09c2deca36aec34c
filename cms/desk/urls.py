from django.urls import path

from cms.desk import copy_views, views

app_name = "desk"
urlpatterns = [
    path("", views.EditionsView.as_view(), name="editions"),
    path("new/", views.NewEditionView.as_view(), name="new"),
    path("<slug:slug>/", views.HubView.as_view(), name="hub"),
    path("<slug:slug>/facts/", views.EditionFactsView.as_view(), name="facts"),
    path("<slug:slug>/copy/", copy_views.CopyView.as_view(), name="copy"),
    path("<slug:slug>/copying/", copy_views.ProgressView.as_view(), name="copying"),
    path("<slug:slug>/sessions/<int:pk>/<slug:action>/", views.SlotView.as_view(), name="slot"),
]
