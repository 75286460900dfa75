"""Says which door answers which address; it must not know what the pages do."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from tracker.config import health, setup_token
from tracker.web.accounts.views import setup

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.pages, name="healthz"),
    path("healthz/jobs", health.jobs, name="healthz-jobs"),
    path("admin/", admin.site.urls),
    path("setup/<str:token>/", setup, {"tokens": setup_token}, name="setup"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("tracker.api.urls")),
    path("", include("tracker.web.urls")),
]

handler400 = "tracker.web.limits.refuse"
handler500 = "tracker.web.no_room.failed"
