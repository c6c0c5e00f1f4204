"""The review page in a real browser: it opens, filters, shows words, keeps verdicts, and no text becomes markup."""

from __future__ import annotations

import csv
import io
import os
import shutil
import time
from pathlib import Path

import invented
import pytest

from extract import report, review
from extract.review import Row
from extract.write import to_json_line

playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `browser`")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; set CHROMIUM to its path")

SECTIONS = ("commitments", "events", "timeline", "network", "trends", "documents", "refused", "review")
#: what a page with 20 MB of records may take to open on a busy machine
_SLOWEST_SECONDS = 10
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>{{7*7}}${7*7}"
BIDI = "abc\u202edef\u2066ghi"
TEXT = (
    "5 июня 2024 года в Астане Генеральный секретарь ОДКБ Иван Петров встретился с директором АКН Таджикистана "
    "Рустамом Рахмоновым.\nСтороны договорились провести учения «Заслон-2024» до конца 2024 года.\nИ.Петров призвал "
    "Казахстан ускорить обмен данными о прекурсорах.\nОн подчеркнул важность сотрудничества.\nМинистерства намерены "
    "создать рабочую группу по борьбе с терроризмом.\n"
)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


class Opened:
    """A page with everything it complained about and asked for."""

    def __init__(self, browser, path: Path, section: str = "commitments", **options) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        self.page = self.context.new_page()
        self.problems: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.problems.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        started = time.monotonic()
        self.page.goto(f"{path.as_uri()}#{section}")
        self.page.wait_for_selector("html[data-ready]")
        self.seconds = time.monotonic() - started

    def go(self, address: str) -> None:
        self.page.evaluate("address => { location.hash = address }", address)
        self.page.wait_for_timeout(50)

    def rows(self) -> list[str]:
        return self.page.locator("#view .rows > .item").all_inner_texts()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.context.close()
        if kind is None:
            assert self.problems == []
            assert [url for url in self.requests if not url.startswith(("file:", "blob:"))] == []


@pytest.fixture(scope="module")
def record(read):
    return read(TEXT, "2024-06-12")


# the session's pipeline is loaded for a module's record
@pytest.fixture(scope="module")
def read(nlp):
    from extract.document import SourceInfo
    from extract.pipeline import record

    def run(text: str, published: str | None = None, name: str = "news"):
        info = SourceInfo(id=name, source=f"{name}.txt", published=published, published_basis="metadata")
        return record(nlp, text, info)

    return run


def build(folder: Path, *records, **options) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "records.jsonl").write_text("".join(map(to_json_line, records)), encoding="utf-8")
    return report.build(folder, **options).path


@pytest.fixture(scope="module")
def page(tmp_path_factory, record):
    return build(tmp_path_factory.mktemp("run"), record, invented.record())


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_every_section_opens_without_errors_or_requests(browser, page, lang, scheme, width):
    with Opened(browser, page, color_scheme=scheme, viewport={"width": width, "height": 800}) as opened:
        if lang == "en":
            opened.page.click("#language")
        for section in SECTIONS:
            opened.go(section)
            assert opened.page.locator("#view").inner_text().strip()
            # nothing is wider than the window
            assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert opened.page.locator("html").get_attribute("lang") == lang
        assert ("Обязательства" in opened.page.locator("#frame").inner_text()) == (lang == "ru")


def test_filters_filter(browser, page):
    with Opened(browser, page) as opened:
        all_rows = len(opened.rows())
        opened.page.click(".chip.agreement")
        agreements = opened.rows()
        assert 0 < len(agreements) < all_rows
        assert all("договорённость" in text for text in agreements)
        assert "force=agreement" in opened.page.url
        opened.page.click(".chip.agreement")
        opened.page.fill(".filters input.search", "терроризм")
        opened.page.wait_for_timeout(300)
        (row,) = opened.rows()
        assert "рабочую группу" in row
        opened.page.click(".filters button.link")
        assert len(opened.rows()) == all_rows


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("who=петров", "ускорить обмен"),
        ("to=Казахстан", "ускорить обмен"),
        ("due=any&doc=5 июня", "учения"),
        ("topic=terrorism", "рабочую группу"),
        ("topic=drugs.precursors&force=proposal", "ускорить обмен"),
    ],
)
def test_a_filter_in_the_address_is_applied(browser, page, query, expected):
    with Opened(browser, page, f"commitments?{query}") as opened:
        rows = opened.rows()
        assert any(expected in row for row in rows)
        assert len(rows) < len(Opened(browser, page).rows())


def test_a_filter_that_nothing_passes_says_so(browser, page):
    with Opened(browser, page, "commitments?q=этогонигденет") as opened:
        assert opened.rows() == []
        assert "ничего не подходит" in opened.page.locator("#view").inner_text()


def test_weak_reaffirmations_are_folded_until_asked_for(browser, page, record):
    weak = [c for c in record.commitments if c.force == "reaffirmation"]
    assert len(weak) == 1
    with Opened(browser, page) as opened:
        assert not any("сотрудничества" in row for row in opened.rows())
        opened.page.get_by_role("button", name="Показать слабые подтверждения (1)").click()
        assert any("сотрудничества" in row for row in opened.rows())


def test_a_click_on_a_card_shows_its_words(browser, page):
    with Opened(browser, page, "document?d=0", viewport={"width": 1200, "height": 300}) as opened:
        card = opened.page.locator(".cards .item.commitment", has_text="ускорить обмен")
        card.locator(".what").click()
        flashed = opened.page.locator(".text .flash")
        words = "".join(flashed.all_inner_texts())
        assert words.startswith("И.Петров призвал")
        opened.page.wait_for_timeout(900)
        assert opened.page.locator(".text mark.m-cue.flash", has_text="призвал").first.is_visible()
        box = opened.page.locator(".text mark.m-cue.flash", has_text="призвал").first.bounding_box()
        frame = opened.page.locator(".page").bounding_box()
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]


def test_a_link_from_a_commitment_leads_to_its_words(browser, page):
    with Opened(browser, page, "commitments?q=рабочую") as opened:
        opened.page.locator(".item .origin a.where").first.click()
        opened.page.wait_for_selector(".text .flash")
        assert "создать рабочую группу" in "".join(opened.page.locator(".text .flash").all_inner_texts())
        assert opened.page.locator(".cards .item.selected").count() == 1


def test_every_mention_cue_and_action_is_marked_in_the_text(browser, page, record):
    with Opened(browser, page, "document?d=0") as opened:
        assert opened.page.locator("article.text").evaluate("x => x.textContent") == record.document.text
        for mention in record.mentions:
            pieces = opened.page.locator(f'.text mark.m-{mention.type}[data-m~="{mention.id}"]').all_text_contents()
            assert "".join(pieces) == mention.text
        for kind, spans in (
            ("cue", [c.cue for c in record.commitments]),
            ("act", [c.action for c in record.commitments]),
        ):
            marked = "".join(opened.page.locator(f".text .m-{kind}").all_text_contents())
            assert all(span.text in marked for span in spans)
        assert opened.page.locator(".text .m-trigger").count() >= len(record.events)


def test_a_mention_tells_what_it_is_and_takes_a_verdict(browser, page):
    with Opened(browser, page, "document?d=0") as opened:
        opened.page.locator(".text mark.m-person", has_text="Иван Петров").first.click()
        popup = opened.page.locator(".popup")
        popup.get_by_text("Иван Петров").first.wait_for()  # the page fills it while the click returns
        popup.locator("button.accept").first.click()
        assert popup.locator("button.accept").first.get_attribute("aria-pressed") == "true"
        opened.go("review")
        assert "верно" in opened.page.locator("table.verdicts").inner_text()


# --- verdicts


def saved(opened) -> list[dict[str, str]]:
    opened.go("review")
    with opened.page.expect_download() as download:
        opened.page.click("#download")
    assert download.value.suggested_filename == "review.csv"
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_verdicts_are_saved_and_applied_by_the_program(browser, tmp_path, record):
    path = build(tmp_path, record)
    agreement = next(c for c in record.commitments if c.force == "agreement")
    proposal = next(c for c in record.commitments if c.force == "proposal")
    with Opened(browser, path) as opened:
        opened.go("review")
        opened.page.fill(".reviewer input", "А. К.")
        opened.page.keyboard.press("Tab")
        opened.go("commitments")
        opened.page.locator(".item.proposal button.reject").first.click()
        row = opened.page.locator(".item.agreement").first
        row.locator("button.correct").click()
        form = row.locator("form.editor")
        form.get_by_label("срок", exact=True).fill("01.12.2024")
        form.get_by_label("Заметка", exact=True).fill('=1+1; "кавычки"\tи')
        form.get_by_label("Исход", exact=True).fill("выполнено")
        form.locator("button.primary").click()
        assert "01.12.2024" in row.locator(".said").inner_text()
        assert row.locator("ins.reviewed").count() > 0
        rows = saved(opened)
    assert [(r["verdict"], r["field"], r["value"], r["by"]) for r in rows] == [
        ("reject", "", "", "А. К."),
        ("correct", "deadline", "01.12.2024", "А. К."),
    ]
    assert rows[1]["note"].startswith("'=1+1")  # a spreadsheet must not take it for a formula
    write(tmp_path / "review.csv", rows)
    found = review.load(tmp_path)
    verdicts = found.verdicts(record)
    assert verdicts[proposal.id].verdict == "reject"
    assert verdicts[agreement.id].corrections == {"deadline": "01.12.2024"}
    assert (verdicts[agreement.id].note, verdicts[agreement.id].outcome) == ('=1+1; "кавычки"\tи', "выполнено")
    assert found.unmatched() == []

    report.build(tmp_path)
    with Opened(browser, path) as opened:
        assert opened.page.locator(".item.is-reject").count() == 1
        assert "01.12.2024" in opened.page.locator(".item.is-correct .said").inner_text()
        opened.go("commitments?tier=rejected")
        assert len(opened.rows()) == 1


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_verdicts_survive_closing_the_page(browser, page):
    with Opened(browser, page) as opened:
        opened.page.locator(".item button.accept").first.click()
        opened.page.reload()
        opened.page.wait_for_selector("html[data-ready]")
        assert opened.page.locator(".item.is-accept").count() == 1
        opened.page.locator(".item button.accept").first.click()
        assert opened.page.locator(".item.is-accept").count() == 0


def test_nothing_of_a_file_is_lost_on_the_page(browser, tmp_path, record):
    key = review.items(record)[0].key
    rows = [
        Row("commitment", key, "news", "q", "accept", note="мой", other={"Папка": "7"}),
        Row("event", "news:gone:x", "news", verdict="reject", other={"Папка": "8"}),
        Row("merge", "a | b", verdict="accept"),
    ]
    path = build(tmp_path, record)
    review.write_rows(tmp_path / "review.csv", rows)
    report.build(tmp_path)
    with Opened(browser, path, "review") as opened:
        assert "news:gone:x" in opened.page.locator("#view").inner_text()
        found = saved(opened)
    assert [(r["kind"], r["key"], r["verdict"], r["Папка"]) for r in found] == [
        ("commitment", key, "accept", "7"),
        ("event", "news:gone:x", "reject", "8"),
        ("merge", "a | b", "accept", ""),
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_file_is_loaded_on_the_page(browser, tmp_path, record, separator):
    key = review.items(record)[0].key
    mention = next(x for x in review.items(record) if x.kind == "mention")
    lines = [
        ("kind", "key", "document", "verdict", "note"),
        ("commitment", key, "news", "accept", "из файла"),
        ("mention", mention.key, "news", "reject", ""),
        ("event", "gone", "news", "accept", ""),
    ]
    path = tmp_path / "mine.csv"
    path.write_text("\ufeff" + "\r\n".join(separator.join(line) for line in lines), encoding="utf-8")
    with Opened(browser, build(tmp_path / "run", record), "review") as opened:
        opened.page.set_input_files("input[type=file]", path)
        opened.page.wait_for_selector("table.verdicts")
        assert "загружено вердиктов: 2" in opened.page.locator(".message").inner_text()
        assert "gone" in opened.page.locator("#view").inner_text()
        opened.go("commitments")
        assert "из файла" in opened.page.locator(".item.is-accept").inner_text()


def test_a_file_of_something_else_is_refused(browser, tmp_path, page):
    path = tmp_path / "mine.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with Opened(browser, page, "review") as opened:
        opened.page.set_input_files("input[type=file]", path)
        playwright.expect(opened.page.locator(".message")).not_to_be_empty()
        assert "kind" in opened.page.locator(".message").inner_text()


@pytest.mark.parametrize("key", ["KeyA", "KeyR"])
def test_keys_judge_the_selected_row_in_any_alphabet(browser, page, key):
    with Opened(browser, page) as opened:
        opened.page.keyboard.press("KeyJ")
        opened.page.keyboard.press("KeyJ")
        # the same key with a Cyrillic layout: another character from the same place
        opened.page.evaluate(
            "code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
            "{ code, key: code === 'KeyA' ? 'ф' : 'к', bubbles: true }))",
            key,
        )
        chosen = opened.page.locator("#view .item").nth(1)
        assert ("is-accept" if key == "KeyA" else "is-reject") in chosen.get_attribute("class")
        opened.page.keyboard.press("Digit2")
        playwright.expect(opened.page.locator("#frame a[aria-current]")).to_contain_text("События")


def test_copying_a_citation(browser, page):
    with Opened(browser, page, "commitments?q=рабочую", permissions=["clipboard-read", "clipboard-write"]) as opened:
        opened.page.locator(".cite").first.click()
        playwright.expect(opened.page.locator(".cite").first).to_have_text("скопировано")
        copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("«Министерства намерены создать рабочую группу")
    assert "12.06.2024" in copied


# --- hostile texts


def test_hostile_texts_stay_text(browser, tmp_path, read):
    text = TEXT.replace("«Заслон-2024»", f"«{HOSTILE}»").replace("прекурсорах", f"прекурсорах {BIDI}")
    hostile = read(text, "2024-06-12", HOSTILE.replace("/", "_"))
    source = hostile.document.model_copy(
        update={"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:window.hacked=1"}
    )
    hostile = hostile.model_copy(update={"document": source})
    path = build(tmp_path, hostile, title=HOSTILE)
    with Opened(browser, path) as opened:
        for section in (*SECTIONS, "document?d=0"):
            opened.go(section)
            assert opened.page.locator("#view img, #view script, #frame img").count() == 0
        assert opened.page.evaluate("window.hacked") is None
        shown = opened.page.locator("article.text").evaluate("x => x.textContent")
        assert "<script>window.hacked=1</script>" in shown
        assert "\u202e" not in shown
        assert len(shown) == len(text)
        assert opened.page.locator("a[href^='javascript']").count() == 0
        (opened.page.locator(".text mark.m-cue").first).click()
        opened.go("commitments")
        opened.page.locator(".item button.accept").first.click()
        assert saved(opened)[0]["verdict"] == "accept"


def test_a_line_of_a_megabyte(browser, tmp_path, read):
    text = TEXT.replace("\n", " ")
    long = read(text, "2024-06-12", "long")
    filler = "слово " * 170_000
    source = long.document.model_copy(update={"text": text + filler, "length": len(text + filler)})
    path = build(tmp_path, long.model_copy(update={"document": source}))
    with Opened(browser, path, "document?d=0") as opened:
        assert opened.seconds < _SLOWEST_SECONDS
        assert opened.page.locator("article.text").evaluate("x => x.textContent.length") == len(text + filler)
        opened.page.locator(".cards .item .what").first.click()
        assert opened.page.locator(".text .flash").count() > 0


def test_a_thousand_documents_open_quickly(browser, tmp_path, record):
    def copy(number: int):
        name = f"news{number}"
        source = record.document.model_copy(update={"id": name})
        commitments = [c.model_copy(update={"key": c.key.replace("news", name, 1)}) for c in record.commitments]
        return record.model_copy(update={"document": source, "commitments": commitments})

    path = build(tmp_path, *map(copy, range(1000)))
    with Opened(browser, path) as opened:
        assert opened.seconds < _SLOWEST_SECONDS
        assert len(opened.rows()) < 200  # the rest comes as one scrolls
        opened.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        opened.page.wait_for_timeout(300)
        assert len(opened.rows()) > 60
        started = time.monotonic()
        opened.page.fill(".filters input.search", "терроризм")
        playwright.expect(opened.page.locator(".count b")).to_have_text("1000")
        assert time.monotonic() - started < _SLOWEST_SECONDS


def test_printing_shows_all_rows_without_buttons(browser, page):
    with Opened(browser, page) as opened:
        opened.page.emulate_media(media="print", color_scheme="dark")
        opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert not opened.page.locator(".verdict").first.is_visible()
        assert not opened.page.locator(".filters").is_visible()
        ink = opened.page.evaluate("getComputedStyle(document.body).color")
        assert ink == "rgb(28, 33, 38)"


# --- the ledger on the page

LEDGER_TEXTS = (
    ("one", "2031-01-10", "Совет министров обороны СНГ решил создать до 1 июня 2031 года единый реестр мин."),
    ("two", "2031-02-10", "Генеральный секретарь ОДКБ Иван Петров встретился с директором АКН Таджикистана Рустамом "
     "Рахмоновым. Казахстан намерен передать Таджикистану пять вертолётов до конца 2031 года."),
    ("three", "2031-03-10", "Казахстан передал Таджикистану пять вертолётов."),
    ("four", "2031-04-10", "ОДКБ предложила провести форум врачей. Генеральный секретарь ОДКБ И.Петров встретился с "
     "министром обороны Армении Арманом Саркисяном."),
)  # fmt: skip


@pytest.fixture(scope="module")
def followed(tmp_path_factory, read):
    from extract.cli import main

    folder = tmp_path_factory.mktemp("followed")
    build(folder, *(read(text, published, name) for name, published, text in LEDGER_TEXTS))
    assert main(["report", str(folder), "--on", "2031-12-01", "--since", "2031-03-01"]) == 0
    return folder / "report.html"


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("width", [1400, 900, 400])
def test_the_page_says_what_is_due_from_which_day(browser, followed, lang, width):
    with Opened(browser, followed, "threads", viewport={"width": width, "height": 800}) as opened:
        if lang == "en":
            opened.page.click("#language")
        shown = opened.page.locator("#view").inner_text()
        assert ("01.12.2031" if lang == "ru" else "2031-12-01") in shown
        assert ("01.03.2031" if lang == "ru" else "2031-03-01") in shown
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        overdue = opened.rows()[0]
        assert ("срок прошёл" if lang == "ru" else "overdue") in overdue
        assert "реестр мин" in overdue


@pytest.mark.parametrize(
    ("chip", "expected", "other"),
    [
        ("overdue", "реестр мин", "вертолётов"),
        ("silent", "форум врачей", "реестр мин"),
        ("new", "Казахстан передал Таджикистану пять вертолётов", "реестр мин"),
    ],
)
def test_chips_choose_what_is_due_or_new(browser, followed, chip, expected, other):
    with Opened(browser, followed, "threads") as opened:
        opened.page.click(f".chip.{chip}")
        shown = "\n".join(opened.rows())
        assert expected in shown
        assert other not in shown
        assert f"is={chip}" in opened.page.url


def test_a_thread_shows_its_outcome_and_leads_to_the_words(browser, followed):
    with Opened(browser, followed, "threads?q=вертолётов") as opened:
        (row,) = opened.page.locator("#view .item.thread").all()
        entries = row.locator(".entry").all_inner_texts()
        assert "намерен" in entries[0] or "передать" in entries[0]
        outcome = row.locator(".entry.outcome")
        assert "передал" in outcome.inner_text()
        outcome.locator("a").click()
        opened.page.wait_for_selector(".text .flash")
        assert "передал" in "".join(opened.page.locator(".text .flash").all_inner_texts())


def test_a_commitment_leads_to_its_thread(browser, followed):
    with Opened(browser, followed, "commitments?q=вертолётов") as opened:
        opened.page.locator(".item.commitment .facts a", has_text="выполнено").click()
        opened.page.wait_for_selector(".item.thread")
        (row,) = opened.rows()
        assert "вертолётов" in row


def test_a_person_of_several_releases_is_one_node(browser, followed):
    with Opened(browser, followed, "network?level=persons&least=1") as opened:
        names = opened.page.locator(".network .node text").all_text_contents()
        assert sorted(names) == ["Арман Саркисян", "Иван Петров", "Рустам Рахмонов"]
        opened.page.locator(".network .node", has_text="Иван Петров").click()
        side = opened.page.locator("#view").inner_text()
        assert "И.Петров" in side
        assert "ОДКБ" in side


def test_without_a_ledger_the_page_has_no_such_section(browser, page):
    with Opened(browser, page, "threads") as opened:
        assert opened.page.locator("#frame a[href='#threads']").count() == 0
        assert opened.page.locator("#view.commitments").count() == 1
