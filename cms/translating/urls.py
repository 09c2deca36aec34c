from django.urls import path

from cms.translating import editor, invite_views, views

app_name = "translating"
urlpatterns = [
    path("", views.EditionsView.as_view(), name="editions"),
    path("texts/<int:pk>/", editor.TextView.as_view(), name="text"),
    path("texts/<int:pk>/<int:segment>/", editor.SegmentView.as_view(), name="segment"),
    path("invite/", invite_views.InviteView.as_view(), name="invite"),
    path("invite/<int:pk>/again/", invite_views.SendAgainView.as_view(), name="send_again"),
    path("invite/<int:pk>/out/<str:code>/", invite_views.TakeOutView.as_view(), name="take_out"),
]
