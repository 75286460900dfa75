"""Lists the addresses of the programming interface and describes them; it must not know what they answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from tracker.api import errors, lists, one
from tracker.api.keys import Bearer

ROOT = "/api/v1/"

api = NinjaAPI(
    title="Servanda",
    version="1",
    description=(
        "Reads what the owner of the key may see: the lists of the pages with the same filters, order and "
        "columns, and one commitment with its result, reasons and evidence. Changes nothing."
    ),
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
)
api.add_router("", lists.router)
api.add_router("", one.router)
errors.connect(api)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """What can be asked and how answers look (OpenAPI); it holds no data, so it needs no key."""
    return JsonResponse(api.get_openapi_schema(path_prefix=ROOT))


urlpatterns: list[URLPattern] = [
    path("api/v1/openapi.json", schema, name="api_schema"),
    *(
        path(f"api/v1/{one_.pattern}", errors.in_shape(one_.callback), name=one_.name)
        for one_ in api.urls[0]
        if isinstance(one_, URLPattern) and one_.name != "api-root"
    ),
    re_path(r"^api/(?P<rest>.*)$", errors.nowhere),
]
