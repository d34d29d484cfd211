"""The HTML page in a real Chromium: edit, approve, undo, save, reopen, and what comes back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from localize.document import Article
from localize.review import Review
from localize.review.html import HtmlReview

from .conftest import LANG

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("chromium") and shutil.which("chromedriver")),
        reason="needs Chromium: apt-get install chromium chromium-driver",
    ),
]
webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium: pip install selenium")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1300,900",
)  # fmt: skip
CONTROL = "\ue009"
ENTER, ESCAPE, SHIFT = "\ue007", "\ue00c", "\ue008"


class Desk:
    """One browser, the folder it saves to, and the page that lies open."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver, self.folder = driver, folder

    def open(self, article: Article, name: str = "article.kk.html") -> None:
        (self.folder / name).write_bytes(HtmlReview().export(article, LANG))
        self.driver.get(f"file://{self.folder / name}")

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def shown(self) -> list[str]:
        rows = self.driver.find_elements("css selector", ".row")
        return [row.get_attribute("id") for row in rows if row.is_displayed()]

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        chain = ActionChains(self.driver)
        for key in keys[:-1]:
            chain.key_down(key)
        chain.send_keys(keys[-1])
        for key in reversed(keys[:-1]):
            chain.key_up(key)
        chain.perform()

    def type(self, text: str) -> None:
        self.driver.switch_to.active_element.send_keys(text)

    def rewrite(self, row: int, text: str) -> None:
        self.one(f"#r{row} .target, #r{row} .edited:not([hidden])").click()
        self.press(CONTROL, "a")
        self.type(text)

    def state(self, row: int) -> str:
        return str(self.one(f"#r{row}").get_attribute("data-state"))

    def save(self) -> Path:
        for old in self.folder.glob("*.reviewed.html"):
            old.unlink()
        self.press(CONTROL, "s")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            for path in self.folder.glob("*.reviewed.html"):
                return path
            time.sleep(0.05)
        raise AssertionError("the page saved nothing")

    def wait_until_kept(self, rows: int) -> None:
        """Until the browser holds this many decided rows: it keeps them a moment after the last key."""
        from selenium.webdriver.support.ui import WebDriverWait

        held = "return Object.values(localStorage).some(v => v[0] == '{' && Object.keys(JSON.parse(v).decided?.rows || {}).length == arguments[0])"
        WebDriverWait(self.driver, 20).until(lambda driver: driver.execute_script(held, rows))

    def busy(self) -> float:
        """Seconds of processor time that the page's main thread has worked."""
        metrics = self.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    def review(self) -> Review:
        return HtmlReview().load(self.save().read_bytes(), "x")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("browser")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    yield Desk(driver, folder)
    driver.quit()


@pytest.fixture
def desk(browser: Desk) -> Iterator[Desk]:
    """A page without memory of the test before; nothing may have been written to the console after it."""
    browser.driver.get_log("browser")
    yield browser
    (browser.folder / "empty.html").write_text("<!doctype html>")
    browser.driver.get(
        f"file://{browser.folder / 'empty.html'}"
    )  # the page keeps its work when it is left: clear after
    browser.driver.execute_script("localStorage.clear()")
    assert browser.driver.get_log("browser") == []


def rows(review: Review) -> list[tuple[str, str, bool, str]]:
    return [(e.id, e.target, e.approved, e.comment) for e in review.entries]


def test_a_page_saved_untouched_changes_nothing(desk: Desk, rich: Article) -> None:
    """What the browser writes loads as what we wrote."""
    desk.open(rich)
    assert desk.review() == HtmlReview().load(HtmlReview().export(rich, LANG), "x")


def test_hostile_texts_survive_the_browser(desk: Desk, hostile: Article) -> None:
    """Every text comes back from the page saved by Chromium; none of them ran."""
    desk.open(hostile)
    desk.rewrite(1, "</script><b>{{ 1 }} ]]> \u2028")
    assert desk.driver.execute_script("return document.querySelectorAll('b').length") == desk.driver.execute_script(
        "return document.querySelectorAll('.summary b').length"
    )
    review = desk.review()
    drafts = hostile.drafts[LANG]
    assert [e.source for e in review.entries] == [d.segment.text for d in drafts]
    assert [e.target for e in review.entries][1:] == [d.target for d in drafts][1:]
    assert review.entries[0].target == "</script><b>{{ 1 }} ]]> \u2028"
    assert not any(e.approved for e in review.entries)


def test_edit_approve_and_save(desk: Desk, rich: Article) -> None:
    """The main walk: click, write, Ctrl+Enter, and the next unreviewed row is there."""
    desk.open(rich)
    desk.rewrite(2, "Қолмен жазылған сөйлем.")
    desk.press(CONTROL, ENTER)
    assert desk.state(2) == "approved"
    assert desk.one(".row.active").get_attribute("id") == "r3"
    assert desk.one("#tally").text == "2 of 8 approved"
    review = desk.review()
    assert rows(review)[1] == ("p2.s1", "Қолмен жазылған сөйлем.", True, "")
    assert [e.id for e in review.entries if e.approved] == ["p1.s1", "p2.s1"]


def test_an_edit_alone_is_no_approval(desk: Desk, rich: Article) -> None:
    """Enter keeps it, Escape drops it, the state stays."""
    desk.open(rich)
    desk.rewrite(2, "Қалады.")
    desk.press(ENTER)
    desk.rewrite(3, "Кетеді.")
    desk.press(ESCAPE)
    review = desk.review()
    assert rows(review)[1][1:3] == ("Қалады.", False)
    assert review.entries[2].target == rich.drafts[LANG][2].target


def test_pasted_line_breaks_become_spaces(desk: Desk, rich: Article) -> None:
    """A segment holds none."""
    desk.open(rich)
    desk.one("#r2 .target").click()
    desk.driver.execute_script(
        "const box = document.activeElement; box.value = 'Бір\\nекі'; box.dispatchEvent(new Event('input'))"
    )
    assert desk.review().entries[1].target == "Бір екі"


def test_keys_do_not_depend_on_the_layout(desk: Desk, rich: Article) -> None:
    """N, A, Q and R work where the keyboard writes т, ф, й and к."""
    desk.open(rich)

    def key(code: str, letter: str) -> None:
        desk.driver.execute_script(
            "(document.activeElement || document.body).dispatchEvent(new KeyboardEvent('keydown',"
            " {code: arguments[0], key: arguments[1], bubbles: true, cancelable: true}))", code, letter,
        )  # fmt: skip

    key("KeyN", "т")
    assert desk.one(".row.active").get_attribute("id") == "r2"
    key("KeyA", "ф")
    assert desk.state(2) == "approved"
    key("KeyN", "т")
    key("KeyQ", "й")
    assert desk.state(3) == "question"


def test_undo_and_redo(desk: Desk, rich: Article) -> None:
    """An edit is one step, an approval another; both come back."""
    desk.open(rich)
    desk.rewrite(2, "Жаңа.")
    desk.press(CONTROL, ENTER)
    desk.press(CONTROL, "z")
    assert desk.state(2) == "draft"
    assert desk.one("#r2 .edited").text == "Жаңа."
    desk.press(CONTROL, "z")
    assert desk.one("#r2 .target").is_displayed()
    desk.press(CONTROL, SHIFT, "z")
    desk.press(CONTROL, SHIFT, "z")
    assert rows(desk.review())[1] == ("p2.s1", "Жаңа.", True, "")


def test_differences_are_shown_by_words(desk: Desk, rich: Article) -> None:
    """Against the machine's draft."""
    desk.open(rich)
    desk.rewrite(6, "Нарық тыныштықты күтеді.")
    desk.press(ENTER)
    desk.one("#differences").click()
    assert desk.one("#r6 .edited del").text == "айқындықты"
    assert desk.one("#r6 .edited ins").text == "тыныштықты"
    assert desk.review().entries[5].target == "Нарық тыныштықты күтеді."


def test_suggestions_are_taken_by_click_or_number(desk: Desk, rich: Article) -> None:
    """From the memory or the engine's other hypotheses."""
    desk.open(rich)
    desk.one("#r3 .number").click()
    desk.press("1")
    assert desk.one("#r3 .edited").text == "«Біз жақсы өнім күтеміз», — деді министр."
    desk.driver.find_elements("css selector", "#r3 .use")[1].click()
    assert desk.review().entries[2].target.startswith("«Рекордтық өнім болады")


def test_comments_questions_and_the_reviewer_are_kept(desk: Desk, rich: Article) -> None:
    """They come back with the file."""
    desk.open(rich)
    desk.one("#reviewer").send_keys("Айгүл Серік")
    desk.one("#r4 .number").click()
    desk.press("q")
    desk.press("c")
    desk.type("Қай жылы?")
    desk.press(ENTER)
    review = desk.review()
    assert (review.reviewer, review.entries[3].comment, review.entries[3].approved) == (
        "Айгүл Серік",
        "Қай жылы?",
        False,
    )


@pytest.mark.parametrize(("choice", "expected"), [
    ("flagged", ["r4", "r8"]), ("flag:number", ["r4"]), ("band:redo", ["r4", "r8"]), ("state:approved", ["r1"]),
    ("state:draft", ["r2", "r3", "r4", "r5", "r6", "r7", "r8"]), ("edited", []),
])  # fmt: skip
def test_filters(desk: Desk, rich: Article, choice: str, expected: list[str]) -> None:
    """By flag, kind of flag, band and state."""
    desk.open(rich)
    desk.driver.execute_script(
        "const f = document.querySelector('#filter'); f.value = arguments[0]; f.dispatchEvent(new Event('change'))",
        choice,
    )
    assert desk.shown() == expected


def test_search_finds_source_and_target(desk: Desk, rich: Article) -> None:
    """Whatever the case."""
    desk.open(rich)
    desk.one("#search").send_keys("МИНИСТР")
    assert desk.shown() == ["r2", "r3"]


def test_work_survives_a_closed_browser(desk: Desk, rich: Article) -> None:
    """Reopening the same file brings back what was never saved."""
    desk.open(rich)
    desk.rewrite(2, "Сақталмаған еңбек.")
    desk.press(CONTROL, ENTER)
    desk.driver.get("about:blank")
    desk.driver.get(f"file://{desk.folder / 'article.kk.html'}")
    assert desk.one("#r2 .edited").text == "Сақталмаған еңбек."
    assert rows(desk.review())[1] == ("p2.s1", "Сақталмаған еңбек.", True, "")


def test_other_work_in_the_browser_is_never_mixed_in_unasked(desk: Desk, rich: Article) -> None:
    """A file that was saved elsewhere and the work kept here: the person chooses."""
    desk.open(rich)
    desk.rewrite(2, "Осында.")
    desk.press(CONTROL, ENTER)
    saved = desk.save()
    desk.one("#r3 .number").click()
    desk.press("a")
    desk.wait_until_kept(2)
    desk.driver.get(f"file://{desk.folder / 'article.kk.html'}")
    assert desk.one("#choice").is_displayed()
    desk.one("#leave").click()
    assert desk.state(2) == "draft"
    desk.driver.execute_script("localStorage.clear()")
    desk.driver.get(f"file://{saved}")
    assert not desk.one("#choice").is_displayed()
    assert (desk.state(2), desk.one("#r2 .edited").text, desk.state(3)) == ("approved", "Осында.", "draft")


def test_a_saved_page_can_be_worked_on_again(desk: Desk, rich: Article) -> None:
    """Saved, reopened, edited, saved: both rounds are in the file, and undoing to the draft still works."""
    desk.open(rich)
    desk.rewrite(2, "Бірінші.")
    desk.press(CONTROL, ENTER)
    path = desk.save()
    second = path.with_name("second.html")
    path.rename(second)
    desk.driver.get(f"file://{second}")
    desk.rewrite(3, "Екінші.")
    desk.press(CONTROL, ENTER)
    desk.one("#r2 .number").click()
    desk.press("r")
    got = rows(desk.review())
    assert got[1][1] == rich.drafts[LANG][1].target
    assert got[2] == ("p2.s2", "Екінші.", True, "")


@pytest.mark.slow
def test_a_book_scrolls_smoothly(desk: Desk, sized: Callable[[int], Article]) -> None:
    """5,000 rows at 7,000 pixels a second: the page's own work stays far below what a person would feel.

    How near it comes to a frame of 1/60 s is for `benchmarks/review.py`; here is only the floor.
    """
    desk.driver.set_script_timeout(120)
    article = sized(5000)
    started = time.monotonic()
    desk.open(article)
    assert time.monotonic() - started < 30
    desk.driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    before = desk.busy()
    desk.driver.execute_async_script(SCROLL)
    assert (desk.busy() - before) / 200 < 1 / 20
    desk.driver.execute_script("scrollTo(0, 0)")
    desk.rewrite(2, "Бұл жылдам болуы керек.")
    started = time.monotonic()
    desk.press(CONTROL, ENTER)
    assert time.monotonic() - started < 3
    assert desk.review().entries[1].target == "Бұл жылдам болуы керек."


SCROLL = """
const done = arguments[arguments.length - 1];
let n = 0;
function step() {
  scrollBy(0, 120);
  if (++n < 200) requestAnimationFrame(step);
  else done();
}
requestAnimationFrame(step);
"""
