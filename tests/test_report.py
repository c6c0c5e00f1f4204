"""The review page without a browser: what it holds, that it is whole, that no text becomes markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import invented
import pytest
import yaml

from extract import report, review
from extract.cli import main
from extract.errors import InputError
from extract.report.data import collect
from extract.report.page import data_block
from extract.review import Review, Row
from extract.write import label, to_json, to_json_line
from schemas import Diagnostic, Report, Span

HERE = Path(report.__file__).parent


@pytest.fixture
def record():
    return invented.record()


@pytest.fixture
def run(tmp_path, record):
    """A folder as run leaves it."""
    (tmp_path / "records.jsonl").write_text(to_json_line(record), encoding="utf-8")
    return tmp_path


class Page(HTMLParser):
    """Scripts of a page by id, and everything it names from elsewhere."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.scripts: dict[str, str] = {}
        self.outside: list[str] = []
        self.title = ""
        self._open = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._open = given.get("id") or tag
        self.outside += [f"{tag} {name}" for name in ("src", "href", "srcset", "data") if name in given]

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        self.scripts[self._open] = self.scripts.get(self._open, "") + data

    def data(self, name: str = "index"):
        return json.loads(self.scripts[name])


def test_page_is_whole_and_names_nothing_outside(run):
    built = report.build(run)
    page = Page(built.path)
    assert built.path == run / "report.html"
    assert (built.documents, built.events, built.commitments) == (1, 1, 3)
    assert page.outside == []
    assert "connect-src" not in page.scripts  # nothing is allowed that default-src 'none' does not forbid
    assert page.data()["documents"][0]["id"] == "invented"
    assert page.data("doc-0")["text"] == invented.TEXT


def test_skeleton_is_small(run):
    size = report.build(run).size_bytes
    assert size < 600_000


def test_same_records_same_page(run):
    first = report.build(run).path.read_bytes()
    assert report.build(run).path.read_bytes() == first


def test_offsets_count_as_browsers_do(record):
    shift = "🙂🙂\n"
    moved = move(record, shift)
    data = collect([moved])
    text = data.sheets[0]["text"].encode("utf-16-le")
    for mention, (_, _, start, end, *_) in zip(moved.mentions, data.sheets[0]["mentions"]):
        assert text[2 * start : 2 * end].decode("utf-16-le") == mention.text
    for item, given in zip(moved.commitments, data.index["commitments"]):
        assert text[2 * given["at"] : 2 * given["to"]].decode("utf-16-le") == item.clause.text
        words = given["text"].encode("utf-16-le")
        assert words[2 * given["cue"][0] : 2 * given["cue"][1]].decode("utf-16-le") == item.cue.text
        assert words[2 * given["act"][0] : 2 * given["act"][1]].decode("utf-16-le") == item.action.text


def move(record, before: str):
    """The record of a text with something before it."""
    content = json.loads(to_json(record))

    def shift(value):
        if isinstance(value, dict):
            offsets = {k: v + len(before) for k, v in value.items() if k in ("start", "end") and v is not None}
            return {k: offsets.get(k, shift(v)) for k, v in value.items()}
        return [shift(part) for part in value] if isinstance(value, list) else value

    content = shift(content)
    content["document"] |= {"text": before + invented.TEXT, "length": len(before + invented.TEXT)}
    return type(record).model_validate_json(json.dumps(content))


def test_entities_are_named_once_for_all_documents(record):
    other = record.model_copy(update={"document": record.document.model_copy(update={"id": "other"})})
    one, two = collect([record]).index, collect([record, other]).index
    assert two["entities"] == one["entities"]
    assert [c["actors"] for c in two["commitments"][:4]] == [c["actors"] for c in two["commitments"][4:]]


def test_translations_share_a_row_and_groups_keep_their_words(record):
    commitments = collect([record]).index["commitments"]
    assert [c.get("hidden") for c in commitments] == [None, None, None, True]
    assert commitments[2]["other"] == 3
    assert commitments[2]["actors"][0]["words"] == "Главы делегаций"
    assert "e" not in commitments[2]["actors"][0]
    assert [p["basis"] for p in commitments[0]["actors"]] == ["resolved", "resolved"]


def test_refused_sentences_are_listed_with_their_reason(record):
    start = invented.TEXT.index("расширить")
    refused = Diagnostic(
        stage="events", code="refused", message="event.x:y: needs person", start=start, end=start + len("расширить")
    )
    (found,) = collect([record.model_copy(update={"diagnostics": [refused]})]).index["refused"]
    assert (found["rule"], found["reason"]) == ("event.x:y", "needs person")
    assert found["text"][slice(*found["words"])] == "расширить"
    assert label("refusal", "needs person", "ru") != "needs person"


def test_remark_about_the_whole_document(record):
    remark = Diagnostic(stage="analysis", code="cut", message="text: was cut", start=None, end=None)
    (found,) = collect([record.model_copy(update={"diagnostics": [remark]})]).index["refused"]
    assert found["reason"] == "text: was cut"
    assert "text" not in found


def test_verdicts_reach_the_page_and_what_matches_nothing_is_listed(run, record):
    item = next(x for x in review.items(record) if x.kind == "commitment")
    rows = [
        Row("commitment", item.key, "invented", item.quote, "correct", "deadline", "2031-12-01", other={"mine": "7"}),
        Row("event", "invented:gone:x", "invented", verdict="reject", number=9),
        Row("merge", "a | b", verdict="accept"),
    ]
    review.write_rows(run / "review.csv", rows)
    built = report.build(run)
    index = Page(built.path).data()
    (verdict,) = index["verdicts"]
    assert (verdict["key"], verdict["corrections"], verdict["other"]) == (
        item.key,
        {"deadline": "2031-12-01"},
        {"mine": "7"},
    )
    assert [x["key"] for x in index["unmatched"]] == ["invented:gone:x"]
    assert [x["key"] for x in index["others"]] == ["a | b"]
    assert built.verdicts == 1
    assert len(built.notes) == 1


HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>]]>\u2028\u2029&lt;"


def test_texts_cannot_leave_their_block(tmp_path, record):
    text = invented.TEXT + HOSTILE
    source = record.document.model_copy(
        update={"text": text, "length": len(text), "title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)"}
    )
    record = record.model_copy(update={"document": source})
    (tmp_path / "a.jsonl").write_text(to_json_line(record), encoding="utf-8")
    page = Page(report.build(tmp_path / "a.jsonl", title=HOSTILE).path)
    assert page.outside == []
    assert page.data("doc-0")["text"] == text
    raw = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in raw
    assert raw.count("<script") == 3


def test_data_blocks_hold_any_string():
    value = {"a": "<\u2028\ud800\x00é🙂", "b": [None, 1]}
    written = data_block(value)
    assert "<" not in written
    assert "\u2028" not in written
    assert json.loads(written)["b"] == [None, 1]
    assert json.loads(written)["a"].endswith("é🙂")


def test_script_may_run_and_nothing_else(run):
    raw = report.build(run).path.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', raw)[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/]+=*';", policy.replace("&#43;", "+"))
    assert "unsafe-eval" not in policy


def test_every_word_of_the_page_has_both_languages():
    words = yaml.safe_load((HERE / "words.yaml").read_text(encoding="utf-8"))
    assert all(len(pair) == 2 and all(isinstance(x, str) and x for x in pair) for pair in words.values())
    sources = "".join(path.read_text(encoding="utf-8") for path in (HERE / "web" / "src").glob("*.js"))
    used = set(re.findall(r'\bt\("(\w+)"\)', sources))
    assert used <= set(words)


def test_script_holds_the_licences_of_its_packages():
    script = (HERE / "page.js").read_text(encoding="utf-8")
    head = script[: script.index("*/")]
    for name in ("@observablehq/plot", "d3-force", "d3-dsv"):
        assert f"{name} " in head
    assert "Permission to use, copy, modify" in head
    lock = (HERE / "web" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock


# --- records and the command


def test_records_of_single_files(tmp_path, record):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.json").write_text(to_json(record), encoding="utf-8")
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    assert [r.document.id for r in report.read_records(tmp_path)] == ["invented"]
    assert [r.document.id for r in report.read_records(tmp_path / "sub" / "a.json")] == ["invented"]


def test_broken_line_is_named(tmp_path, record):
    (tmp_path / "records.jsonl").write_text(to_json_line(record) + "\n{}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"records\.jsonl:3: no kommunike record"):
        list(report.read_records(tmp_path))


def test_nothing_to_show_is_an_error(tmp_path):
    with pytest.raises(InputError, match="holds no records"):
        report.build(tmp_path)


def test_command_writes_the_page(run, capsys):
    assert main(["report", str(run), "--out", str(run / "page.html"), "--lang", "en"]) == 0
    assert "1 document: 3 commitments, 1 event" in capsys.readouterr().out
    assert '<html lang="en">' in (run / "page.html").read_text(encoding="utf-8")


def test_command_says_what_no_longer_matches(run, capsys):
    (run / "review.csv").write_text("kind;key;document;verdict\nevent;gone;invented;reject\n", encoding="utf-8")
    assert main(["report", str(run)]) == 0
    assert "row 2 (event gone): is no longer found" in capsys.readouterr().err


def test_command_gold_apply(run, record, tmp_path, capsys):
    event = next(x for x in review.items(record) if x.kind == "event")
    review.write_rows(run / "mine.csv", [Row("event", event.key, "invented", verdict="accept")])
    out = tmp_path / "gold"
    assert main(["gold", "apply", str(run), "--review", str(run / "mine.csv"), "--out", str(out)]) == 0
    assert "1 verdict in 1 document" in capsys.readouterr().out
    assert (out / "invented.ann").exists()
    assert main(["gold", "apply", str(run), "--out", str(tmp_path / "none")]) == 0
    assert "nothing written" in capsys.readouterr().out


def test_commands_refuse_a_missing_folder(tmp_path, capsys):
    assert main(["report", str(tmp_path / "gone")]) == 1
    assert "gone" in capsys.readouterr().err


def test_an_empty_review_changes_nothing(record):
    assert collect([record], Review()).index == collect([record]).index


def test_what_was_done_stands_beside_its_commitment(record):
    done = Report(
        id="r1",
        key="invented:implemented:группа",
        kind="implemented",
        negated=False,
        draft=False,
        cue=Span(**invented.span("создать")),
        theme=Span(**invented.span("рабочую группу")),
        evidence=Span(**invented.span("Стороны договорились создать рабочую группу")),
        document=None,
        commitment="c1",
        event=None,
        actors=[],
        recipients=[],
        date="2031",
        date_mention="m9",
        language="ru",
        rule=None,
    )
    (found,) = collect([record.model_copy(update={"reports": [done]})]).index["reports"]
    assert (found["commitment"], found["theme"], found["date"][:2]) == (
        0,
        "рабочую группу",
        ["2031", "конца 2031 года"],
    )
    assert found["text"][slice(*found["cue"])] == "создать"
