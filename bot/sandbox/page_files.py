"""The files of the page, and who may talk to the server behind it."""

from __future__ import annotations

from importlib.resources import files

from aiohttp import web

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = "default-src 'self'; img-src 'self' http: https: data:; style-src 'self'; frame-ancestors 'none'"
_LOCAL = ("127.0.0.1", "localhost")


def send_page_file(name: str) -> web.Response:
    """A file of the page's folder, with the policy that nothing from outside is loaded.

    Raises:
        HTTPNotFound: there is no such file.
    """
    found = {item.name: item for item in files("bot.sandbox").joinpath("page").iterdir()}.get(name)
    if found is None or not found.is_file():
        raise web.HTTPNotFound
    kind = _TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream")
    headers = {
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(text=found.read_text(encoding="utf-8"), content_type=kind, headers=headers)


def require_local(request: web.Request) -> None:
    """Refuse what another site's page asks of this server in the human's browser.

    Raises:
        HTTPForbidden: the request names another host, or comes from a page of another origin.
    """
    host = request.headers.get("Host", "")
    origin = request.headers.get("Origin")
    if host.partition(":")[0] not in _LOCAL or (origin and origin != f"http://{host}"):
        raise web.HTTPForbidden(text="this page answers to its own host only")
