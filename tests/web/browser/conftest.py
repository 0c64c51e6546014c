"""
The pages in a real Chromium, cut off from the network: the server is a process of its own, as a user starts it.

Without a Chromium these tests are skipped, and the end of the run says so in a section of its own.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from goalsearch import Searcher

CHECKOUT = Path(__file__).resolve().parents[3]
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET = "apt-get install chromium, or python -m playwright install chromium"
NO_CHROMIUM = "NO CHROMIUM"

TEXT = (
    "腸内細菌叢が産生する代謝物が、宿主の免疫細胞の分化と慢性炎症をどう制御するかを、ノトバイオートマウスと"
    "シングルセル解析で調べる。短鎖脂肪酸の受容体を介した制御性T細胞の誘導に注目する。"
)

# What the server may not do: reach, or look for, another machine. It tells on standard error, which has to stay silent.
# And a file of a certain name is not opened before the test says so: what is shown meanwhile can be looked at.
WATCH = """
import os, sys, time

HERE = ("127.0.0.1", "localhost", "::1", None, "")

def watch(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in HERE:
        print("connects to", arguments[1], file=sys.stderr)
    if event == "socket.getaddrinfo" and arguments[0] not in HERE:
        print("looks for", arguments[0], file=sys.stderr)
    if event == "open" and str(arguments[0]).endswith("held.txt") and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        while not os.path.exists(os.environ["RELEASE"]):
            time.sleep(0.02)

sys.addaudithook(watch)
"""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"No Chromium was found for {len(skipped)} tests of the pages. To run them: {HOW_TO_GET}")


@dataclass
class Visit:
    """
    A browser of one's own at one page: nothing in it is left from another test.

    Attributes:
        page: The page.
        address: Of the server, with a slash at the end.
        problems: Errors that the browser's console told, and scripts that failed.
        requested: Every address that was asked for.
    """

    page: Page
    address: str
    problems: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def to(self, path: str) -> Page:
        """Go to a page of the server."""
        self.page.goto(self.address + path)
        return self.page

    def ask(self, text: str, lang: str = "ja", **fields: str) -> Page:
        """Send an abstract, and come to its answer."""
        page = self.to(f"{lang}/")
        page.fill("#text", text)
        if fields:
            page.click(".options > summary")
        for name, value in fields.items():
            if page.locator(f"#{name}").evaluate("field => field.tagName") == "SELECT":
                page.select_option(f"#{name}", value)
            else:
                page.fill(f"#{name}", value)
        page.click("#ask .actions button")
        page.wait_for_selector(".hits")
        # The script comes after the page.
        page.wait_for_load_state()
        return page

    def titles(self) -> list[str]:
        """Titles of the hits that can be seen."""
        return [title for title in self.page.locator(".hit h3:visible").all_inner_texts() if title]


Open = Callable[..., Visit]


def is_wide(page: Page, width: int) -> bool:
    """
    Whether a page is wider than a screen of this width, and stays so.

    What is laid out anew for another width may be wide for a moment; without scripts no frame can be waited for.
    """
    page.set_viewport_size({"width": width, "height": 900})
    for _ in range(100):
        if page.evaluate("width => innerWidth === width && document.scrollingElement.scrollWidth <= width", width):
            return False
        page.wait_for_timeout(50)
    return True


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files named ``held.txt`` are read as soon as there is this file."""
    return tmp_path_factory.mktemp("watch") / "release"


@pytest.fixture(scope="session")
def server(searcher: Searcher, cache_folder: Path, release: Path) -> Iterator[str]:
    """Address of ``goalsearch serve``, which ends on Ctrl-C and has told nobody anything."""
    watch = release.parent
    (watch / "sitecustomize.py").write_text(WATCH)
    command = [sys.executable, "-W", "error", str(CHECKOUT / "cli.py"), "serve", "--port", "0", "--no-browser"]
    path = os.pathsep.join((str(watch), str(CHECKOUT)))
    environment = {**os.environ, "PYTHONPATH": path, "RELEASE": str(release)}
    with (
        (watch / "err").open("w+") as err,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=err, text=True) as running,
    ):
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            release.touch()
            running.send_signal(signal.SIGINT)
            code = running.wait(timeout=60)
        err.seek(0)
        told = err.read().splitlines()
    assert code == 0
    # The line that says how to end it, and that it has ended: no request, no traceback, no other machine.
    assert [line.split(".")[0] for line in told] == ["Open the address above in a browser", "Ended"]


# Of a file of tests and not of the session: as long as Playwright runs, no other test could start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, that finds no other machine."""
    with sync_playwright() as playwright:
        path = _chromium(playwright)
        if path is None:
            pytest.skip(f"{NO_CHROMIUM}: {HOW_TO_GET}")
        options = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")
        running = playwright.chromium.launch(executable_path=path, args=options)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Open]:
    """
    ``visit(**options)``: a `Visit`, with the options of a context, such as ``color_scheme`` and ``viewport``.

    After the test none of them has asked for anything from elsewhere or had a problem that the test did not clear.
    """
    with contextlib.ExitStack() as contexts:
        visits = []

        def start(**options: Any) -> Visit:
            context = browser.new_context(**{"locale": "ja-JP", "viewport": {"width": 1280, "height": 900}, **options})
            contexts.callback(context.close)
            started = Visit(context.new_page(), server)
            _watch(context, started)
            visits.append(started)
            return started

        yield start
        for each in visits:
            assert [url for url in each.requested if not url.startswith((server, "blob:", "data:"))] == []
            assert each.problems == []


def _watch(context: BrowserContext, visit: Visit) -> None:
    def listen(message: ConsoleMessage) -> None:
        # A page that says what is wrong has a status that says so, too.
        if message.type in ("error", "warning") and not re.search(r"status of 4\d\d", message.text):
            visit.problems.append(message.text)

    context.set_default_timeout(60_000)
    context.on("request", lambda request: visit.requested.append(request.url))
    context.on("console", listen)
    context.on("weberror", lambda error: visit.problems.append(str(error.error)))
    context.on("dialog", lambda dialog: visit.problems.append(f"dialog: {dialog.message}"))
    context.route(re.compile(rf"^(?!{re.escape(visit.address)})https?:"), lambda route: route.abort())


def _chromium(playwright: Playwright) -> str | None:
    """A Chromium that runs: the system's own, else the one that Playwright has fetched."""
    for path in (*map(shutil.which, NAMES), playwright.chromium.executable_path):
        # Some systems have a script of that name that only says where to get it.
        if path and Path(path).exists() and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    return None


@pytest.fixture(scope="session")
def text() -> str:
    """An abstract on gut bacteria, to which 2016-amed-1 is nearest."""
    return TEXT
