"""A real server, and strangers who try its door: from outside, under another name, from another page, with made-up tokens.

The server runs with a hook that writes down every name it looks up and every connection it makes: there must be none.
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import textwrap
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import Struct
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from adv.ui.server import lifetime
from adv.ui.server.gate import MOST_OF_A_VISITOR, MOST_OF_ALL
from tests.processes import PATIENCE, free_port, started

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

    from websockets.sync.client import ClientConnection

ROOT = Path(__file__).parents[3]
MEGABYTE = 1024 * 1024
SOON = 60.0  # seconds
WATCHING = textwrap.dedent("""
    import os, sys
    from pathlib import Path
    ASKED = {"getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "connect", "sendto", "sendmsg"}
    def _watch(event, args):
        room, _, what = event.partition(".")
        if room == "socket" and what in ASKED:
            where = args[0] if what.startswith("get") else args[1]
            with Path(os.environ["ADV_WATCH"]).open("a") as file:
                file.write(f"{event} {where}\\n")
    sys.addaudithook(_watch)
    Path(os.environ["ADV_WATCH"]).write_text("watching\\n")
""")


class Server(Struct, frozen=True):
    """A running server."""

    port: int
    watch: Path  # what it looked up and where it connected
    pid: int
    at: str

    @property
    def host(self) -> str:
        """Its address as a browser writes it."""
        return f"[{self.at}]:{self.port}" if ":" in self.at else f"{self.at}:{self.port}"

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send one request, and give status, headers and body."""
        sent = {"Host": self.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        with closing(http.client.HTTPConnection(self.at, self.port, timeout=20)) as connection:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def memory(self) -> float:
        """Resident megabytes."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def begun(folder: Path, command: Sequence[str], **environment: str) -> subprocess.Popen[bytes]:
    (folder / "sitecustomize.py").write_text(WATCHING)
    environment = {
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "ADV_DATA": str(folder / "data"),
        "ADV_WATCH": str(folder / "watch"),
        **environment,
    }
    with (folder / "output").open("wb") as output:
        return started([sys.executable, "-m", *command], folder, environment, output)


OWN = ("adv", "run", "--port", "{port}", "--no-sample")


@contextmanager
def running(folder: Path, command: Sequence[str] = OWN, at: str = "127.0.0.1", **environment: str) -> Iterator[Server]:
    """Start it the way the README says, or another one, from another folder, on an empty database."""
    port = free_port()
    process = begun(folder, [part.format(port=port) for part in command], **environment)
    server = Server(port, folder / "watch", process.pid, at)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if server.ask("/healthz")[0] == 200:
                    break
            except OSError:
                assert process.poll() is None, (folder / "output").read_text()
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("server")) as found:
        yield found


STARTS = {
    "a flag": (["streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", "{port}", "--server.address", "0.0.0.0"], {}),  # noqa: S104 - must be refused
    "the environment": (
        ["streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", "{port}"],
        {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"},  # noqa: S104 - must be refused
    ),
    "another server": (["uvicorn", "dashboard:app", "--port", "{port}", "--host", "0.0.0.0"], {}),  # noqa: S104 - must be refused
}


@pytest.mark.parametrize("how", STARTS)
def test_it_does_not_start_where_others_could_see_it_and_says_why(tmp_path: Path, how: str) -> None:
    command, environment = STARTS[how]
    process = begun(tmp_path, [part.format(port=free_port()) for part in command], **environment)
    try:
        status = process.wait(PATIENCE)
    finally:
        process.kill()
    said = (tmp_path / "output").read_text()
    assert status != 0
    assert "er is nog geen inlog" in said
    assert "--server.address" in said


ANOTHER_SERVER = """
import asyncio, sys
from dashboard import app

async def main():
    async def receive():
        return {"type": "lifespan.startup"}
    async def send(message):
        print(message["type"])
        sys.exit("lifespan.startup.complete" != message["type"])
    await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)

asyncio.run(main())
"""


def test_a_server_whose_address_is_not_known_does_not_start_it(tmp_path: Path) -> None:
    (tmp_path / "another_server.py").write_text(ANOTHER_SERVER)
    process = begun(tmp_path, ["another_server"])
    try:
        status = process.wait(PATIENCE)
    finally:
        process.kill()
    said = (tmp_path / "output").read_text()
    assert status != 0
    assert "lifespan.startup.complete" not in said
    assert "er is nog geen inlog" in said.casefold()
    assert "python -m adv run" in said


@pytest.mark.parametrize("command", [OWN, ("streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", "{port}")])
def test_settings_of_another_folder_open_nothing(tmp_path: Path, command: Sequence[str]) -> None:
    """Nor does the environment where our own command starts it: that serves this computer, whatever is set."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[server]\naddress = "0.0.0.0"\n')
    environment = {"STREAMLIT_SERVER_ADDRESS": "::"} if command is OWN else {}
    with running(tmp_path, command, **environment) as server:
        listening = [Path(f"/proc/{server.pid}/net/{kind}").read_text() for kind in ("tcp", "tcp6")]
    assert f" 0100007F:{server.port:04X} 00000000:0000 0A" in listening[0]
    assert not any(f" {'0' * digits}:{server.port:04X} " in lines for digits, lines in zip((8, 32), listening, strict=True))


@pytest.mark.parametrize("name", ["evil.example:{port}", "localhost.evil.example:{port}", "localhost:1", "[::1]:1", "localhost"])
@pytest.mark.parametrize("path", ["/", "/bereik", "/_stcore/health", "/_stcore/host-config", "/healthz", "/adv/ui.js", "/media/a"])
def test_another_name_gets_nothing(server: Server, path: str, name: str) -> None:
    status, headers, body = server.ask(path, Host=name.format(port=server.port))
    assert (status, body) == (421, b"")
    assert "set-cookie" not in {name.lower() for name in headers}


def test_the_long_address_of_this_computer_is_its_own_too_and_another_port_is_not(tmp_path: Path) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no such address")
    command = ["streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", "{port}", "--server.address", "::1"]
    with running(tmp_path, command, "::1") as server:
        assert server.ask("/")[0] == 200
        assert server.ask("/", Host="[::1]:1")[0] == 421
        with open_socket(server, origin=f"http://{server.host}") as connection:
            assert session_of(connection)
        for origin in ("http://[::1]:1", f"http://localhost:{server.port}", f"http://127.0.0.1:{server.port}"):
            with pytest.raises(InvalidStatus), open_socket(server, origin=origin):
                pass


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/redoc", "/_stcore/metrics"])
def test_what_nobody_needs_is_not_there(server: Server, path: str) -> None:
    assert server.ask(path)[0] == 404


def test_no_other_site_may_send_messages_into_the_page(server: Server) -> None:
    status, _, body = server.ask("/_stcore/host-config")
    assert status == 200
    assert b'"allowedOrigins":[]' in body.replace(b" ", b"")


def open_socket(server: Server, *, origin: str | None, host: str = "") -> ClientConnection:
    return connect(
        f"ws://{host or server.host}/_stcore/stream",
        sock=socket.create_connection((server.at, server.port), timeout=20),
        origin=Origin(origin) if origin else None,
        subprotocols=[Subprotocol("streamlit")],
        open_timeout=20,
    )


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        pytest.param("", "http://evil.example", id="another site"),
        pytest.param("", "http://localhost:1", id="another port"),
        pytest.param("", "http://127.0.0.1", id="no port"),
        pytest.param("", "http://localhost:{port}", id="this server under another name"),
        pytest.param("", "http://[::1]:{port}", id="this server at its other address"),
        pytest.param("", "null", id="a file"),
        pytest.param("", "", id="nobody"),
        pytest.param("evil.example:{port}", "http://evil.example:{port}", id="a name that points here"),
    ],
)
def test_a_socket_of_another_page_is_refused(server: Server, host: str, origin: str) -> None:
    with pytest.raises(InvalidStatus), open_socket(
        server, host=host.format(port=server.port), origin=origin.format(port=server.port)
    ):  # fmt: skip
        pass


def test_neither_strangers_nor_visitors_make_the_server_ask_anybody_outside(server: Server) -> None:
    for origin in ("http://evil.example", f"http://localhost:{server.port + 1}"):
        with pytest.raises(InvalidStatus), open_socket(server, origin=origin):
            pass
    for page in ("", "bereik", "gegevens"):
        with open_socket(server, origin=f"http://127.0.0.1:{server.port}") as connection:
            session_of(connection, page)
            until_finished(connection)
    first, *asked = server.watch.read_text().splitlines()
    assert first == "watching"
    assert [line for line in asked if not any(own in line for own in ("localhost", "127.0.0.1", "::1"))] == []


def token_of(server: Server) -> str:
    _, headers, _ = server.ask("/_stcore/health")
    return headers["set-cookie"].partition("=")[2].partition(";")[0]


def put(server: Server, path: str, content: bytes, token: str, cookie: str | None = None) -> int:
    body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n' + content + b"\r\n--b--\r\n"
    headers = {"X_Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token if cookie is None else cookie}"}
    return server.ask(path, method="PUT", body=body, Content_Type="multipart/form-data; boundary=b", **headers)[0]


def said(connection: ClientConnection) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(connection.recv(timeout=PATIENCE, decode=False))
    return message


def session_of(connection: ClientConnection, page: str = "") -> str:
    """Begin a session by asking for a page, and read its number from what comes back."""
    ask = BackMsg()
    ask.rerun_script.page_name = page
    connection.send(ask.SerializeToString())
    while not (session := said(connection).new_session.initialize.session_id):
        pass
    return str(session)


def until_finished(connection: ClientConnection) -> None:
    while said(connection).WhichOneof("type") != "script_finished":
        pass


def test_a_token_that_somebody_made_up_is_refused(server: Server) -> None:
    made_up = "2|00000000|11111111111111111111111111111111|1700000000"
    with open_socket(server, origin=f"http://127.0.0.1:{server.port}") as connection:
        path = f"/_stcore/upload_file/{session_of(connection)}/one"
        assert put(server, path, b"x", made_up) == 403
        assert put(server, path, b"x", token_of(server), cookie="") == 403
        assert put(server, path, b"x", token_of(server)) == 204


IMPATIENT = """
import sys
from adv import cli
from adv.ui.server import lifetime
lifetime.KEPT_SECONDS, lifetime.LOOK_SECONDS = 1.0, 0.2
sys.exit(cli.main(sys.argv[1:]))
"""


def test_a_visitor_holds_no_more_than_a_share_and_leaves_nothing_behind(tmp_path: Path) -> None:
    assert lifetime.KEPT_SECONDS + 2 * lifetime.LOOK_SECONDS < SOON  # which the server of this test does not take
    (tmp_path / "impatient.py").write_text(IMPATIENT)
    with running(tmp_path, ("impatient", *OWN[1:])) as server:
        token, status = token_of(server), 204
        with open_socket(server, origin=f"http://127.0.0.1:{server.port}") as connection:
            session = session_of(connection)
            before, sent = server.memory(), 0
            while status == 204 and sent < 12:
                status = put(server, f"/_stcore/upload_file/{session}/{sent}", bytes(29 * MEGABYTE), token)
                sent += 1
            assert (sent, status) == (MOST_OF_A_VISITOR // (29 * MEGABYTE) + 1, 413)
        given_back(server, before)
        with ExitStack() as visitors:  # the C library learned something from the first round
            for _ in range(MOST_OF_ALL // (29 * MEGABYTE)):
                connection = visitors.enter_context(open_socket(server, origin=f"http://127.0.0.1:{server.port}"))
                assert put(server, f"/_stcore/upload_file/{session_of(connection)}/one", bytes(29 * MEGABYTE), token) == 204
        given_back(server, before)


def given_back(server: Server, before: float) -> None:
    until = time.monotonic() + SOON
    while time.monotonic() < until and server.memory() > before + 29:
        time.sleep(0.1)
    assert server.memory() <= before + 29
