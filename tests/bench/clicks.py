"""A visitor who clicks: goes to pages, and clicks the bars and points of their charts as a browser would tell the server."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.session import LONGEST_RERUN, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.session import Server, Session


class Spot(Struct, frozen=True):
    """A bar or point that can be clicked: its chart's widget, and what Plotly says of it."""

    widget: str
    point: dict[str, Any]


class Visitor(Struct):
    """One visitor on one page."""

    session: Session
    page: str = ""
    spots: list[Spot] = field(default_factory=list)

    async def go(self, page: str) -> None:
        """Open a page and see what can be clicked on it."""
        self.page = page
        self.spots = await self._run(None)

    async def click(self, spot: Spot) -> None:
        """Click a bar or point."""
        await self._run(spot)

    async def _run(self, spot: Spot | None) -> list[Spot]:
        request = BackMsg()
        request.rerun_script.page_name = self.page
        if spot is not None:
            state = request.rerun_script.widget_states.widgets.add()
            state.id = spot.widget
            chosen = {"points": [spot.point], "point_indices": [0], "box": [], "lasso": []}
            state.string_value = json.dumps({"selection": chosen})
        await self.session.socket.send(request.SerializeToString())
        found: list[Spot] = []
        while True:
            data = await asyncio.wait_for(self.session.socket.recv(), LONGEST_RERUN)
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "script_finished":
                return found
            found += _spots(message)


def _spots(message: ForwardMsg) -> list[Spot]:
    if message.WhichOneof("type") != "delta" or message.delta.new_element.WhichOneof("type") != "plotly_chart":
        return []
    chart = message.delta.new_element.plotly_chart
    if not chart.selection_mode:
        return []
    return [
        Spot(chart.id, {"customdata": data, "curve_number": curve, "point_index": place})
        for curve, trace in enumerate(json.loads(chart.spec)["data"])
        for place, data in enumerate(trace.get("customdata") or ())
        if isinstance(data, list)
    ]


async def click_costs(server: Server, page: str, most: int = 12) -> tuple[int, float] | None:
    """How many spots of a page were clicked, and the processor milliseconds of each click to the changed page; None: it has no spots."""
    async with session(server) as socket:
        visitor = Visitor(socket)
        await visitor.go(page)
        spots = random.Random(page).sample(visitor.spots, min(most, len(visitor.spots)))
        if not spots:
            return None
        await visitor.click(spots[0])
        start = server.cpu_seconds()
        for spot in spots:
            await visitor.click(spot)
        return len(spots), (server.cpu_seconds() - start) / len(spots) * 1000


async def crowd(server: Server, pages: Sequence[str], people: int, every: float, seconds: float) -> list[float]:
    """Seconds that each click took of `people` who click once in `every` seconds, for so many seconds.

    One click in three goes to another page, the others are on a bar or point of the page; where there are none the page runs again.
    """
    async with session(server) as first:
        for page in pages:
            await Visitor(first).go(page)  # the server is warm: what is measured is a working day, not its first minute
    waits: list[float] = []
    ends = time.perf_counter() + every + seconds
    await asyncio.gather(*(_person(server, pages, number, people, every, ends, waits) for number in range(people)))
    return waits


async def _person(
    server: Server, pages: Sequence[str], number: int, people: int, every: float, ends: float, waits: list[float]
) -> None:
    chance = random.Random(number)
    async with session(server) as socket:
        visitor = Visitor(socket)
        await asyncio.sleep(every * number / people)
        await visitor.go(chance.choice(pages))
        while time.perf_counter() < ends:
            start = time.perf_counter()
            if chance.random() < 1 / 3 or not visitor.spots:
                await visitor.go(chance.choice(pages))
            else:
                await visitor.click(chance.choice(visitor.spots))
            waits.append(time.perf_counter() - start)
            await asyncio.sleep(max(0.0, every - waits[-1]))
