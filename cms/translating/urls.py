from django.urls import path

from cms.translating import views

app_name = "translating"
urlpatterns = [
    path("", views.EditionsView.as_view(), name="editions"),
    path("texts/<int:pk>/", views.EditionsView.as_view(), name="text"),
]
