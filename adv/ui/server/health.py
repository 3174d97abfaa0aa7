"""Health for whoever runs the server: ``/healthz`` lives, ``/readyz`` can serve figures. Neither touches a figure."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from adv.errors import AdvError
from adv.paths import household_key

if TYPE_CHECKING:
    from starlette.requests import Request

PATIENCE_SECONDS = 3.0
UNAVAILABLE = 503
NO_STORE = {"cache-control": "no-store"}


async def _lives(_request: Request) -> Response:
    return PlainTextResponse("ok", headers=NO_STORE)


async def _is_ready(_request: Request) -> Response:
    try:
        why = await asyncio.wait_for(asyncio.to_thread(trouble), PATIENCE_SECONDS)
    except TimeoutError:
        why = "store_busy"
    return JSONResponse({"ready": why is None, "trouble": why}, status_code=200 if why is None else UNAVAILABLE, headers=NO_STORE)


def trouble() -> str | None:
    """Name what keeps the server from serving figures, by the key of its error; None: nothing does."""
    from adv.ui import view  # noqa: PLC0415 - it imports every library a page needs

    try:
        view.store().check_ready(household_key())
    except AdvError as error:
        return error.key
    return None


ROUTES = [Route("/healthz", _lives), Route("/readyz", _is_ready)]
