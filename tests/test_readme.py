"""The documentation says what is true: commands work, paths exist, examples are what the program gives."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from extract import cli, pipeline
from extract.evaluate import readme
from extract.write.labels import LABELS
from extract.write.tables import TABLES
from schemas import Record

ROOT = Path(__file__).parent.parent
LEXICONS = ROOT / "extract" / "lexicons"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", LEXICONS / "README.md")
README = PAGES[0].read_text(encoding="utf-8")
#: what stands for something of the user's or is written by a run
NOT_HERE = ("out/", "my-lexicons/", ".venv/", "news/", "pages.zip/", "rows.jsonl/")
#: commands that need an extra; tested in tests/extras
WITH_EXTRAS = {"pack", "run-cluster"}

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
_PATH = re.compile(r"`(?!\d)([\w.-]+/[\w./-]*)`")


def blocks(text: str, language: str) -> list[str]:
    return [content for name, content in _FENCE.findall(text) if name == language]


def commands(text: str) -> list[str]:
    return [line[2:] for block in blocks(text, "") for line in block.splitlines() if line.startswith("$ ")]


def anchors(text: str) -> set[str]:
    """Anchors of the headings, as they are made where the page is shown."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# --- commands


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A folder in which the commands of the README can run: the inputs of the repository, outputs elsewhere."""
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    # the seeds alone: what the commands print of the whole set is not looked at here
    gold = folder / "gold" / "dev"
    gold.mkdir(parents=True)
    for seed in (ROOT / "seeds").glob("*.txt"):
        for path in (ROOT / "gold" / "dev").glob(f"{seed.stem}.*"):
            shutil.copy(path, gold)
    (folder / "gold" / "ledger").symlink_to(ROOT / "gold" / "ledger", target_is_directory=True)
    own = folder / "my-lexicons"
    own.mkdir()
    (entry,) = blocks(README, "yaml")
    (own / "organizations.yaml").write_text(entry, encoding="utf-8")
    return folder


def test_commands_work(workplace, nlp, monkeypatch, capsys):
    """All commands of the README in their order: later ones read what earlier ones write."""
    load = pipeline.load

    def loaded(*, lexicons=None):
        return load(lexicons=lexicons) if lexicons else nlp

    monkeypatch.chdir(workplace)
    ran = []
    for command in commands(README):
        said, _, rest = command.rpartition(" | ")
        words = shlex.split(rest)
        if words[0] != "kommunike" or words[1] in WITH_EXTRAS or "--with" in words:
            continue
        if said:
            text = shlex.split(said)[1] + "\n"
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        # a run loads its models in a process of its own
        monkeypatch.setattr(pipeline, "load", load if words[1] == "run" else loaded)
        status = cli.main(words[1:])
        captured = capsys.readouterr()
        assert (status, captured.err) == (0, ""), (command, captured.err)
        if "my-lexicons" in words and words[1] == "explain":
            assert "organization.lexicon" in captured.out
        ran.append(words[1])
    assert {"run", "show", "explain", "schema", "eval", "gold"} <= set(ran)


def test_options_that_are_named_exist(capsys):
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    known = {"--help"}
    plain = ("run", "show", "explain", "schema", "eval", "report", "ledger", "due", "new", "pack", "run-cluster")
    for command in (*([name] for name in plain), ["gold", "apply"], ["gold", "tiers"], ["gold", "draft"]):
        cli.main([*command, "--help"])
        known |= set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    assert named <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_targets_exist(page):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^\$ )make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_library_examples_run(nlp, monkeypatch, capsys):
    monkeypatch.setattr(pipeline, "load", lambda **_: nlp)
    examples = blocks(README, "python")
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines()[:2] == [
        "agreement | расширить обмен данными до конца 2025 года | 2025",
        "text-1 1",
    ]


# --- links and paths


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for path, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), (path, anchor)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_paths_exist(page):
    places = (ROOT, page.parent, ROOT / "extract")
    for path in _PATH.findall(page.read_text(encoding="utf-8")):
        if not path.startswith(NOT_HERE):
            assert any((place / path).exists() for place in places), path


def test_every_lexicon_is_described():
    text = (LEXICONS / "README.md").read_text(encoding="utf-8")
    for path in sorted(LEXICONS.glob("*.yaml")):
        assert path.stem in re.findall(r"\w+", text), path.name


# --- generated parts


def test_generated_parts_are_fresh(nlp, monkeypatch):
    monkeypatch.setattr(pipeline, "load", lambda **_: nlp)
    fresh = readme.build(ROOT / "gold" / "dev", PAGES[0])
    for name in ("example", "record", "scores"):
        assert readme.part(README, name) == readme.part(fresh, name), f"README: {name} is stale, run `make scores`"


def test_record_is_a_record(nlp):
    """The excerpt is cut, but its quotations are those of the text, and what it refers to is in it."""
    text = (ROOT / "seeds" / f"{readme.EXAMPLE}.txt").read_text(encoding="utf-8")
    record = yaml.safe_load(blocks(README, "json")[0])
    assert set(record) == set(Record.model_fields)
    spans = [item for item in _walk(record) if {"start", "end", "text"} <= set(item)]
    assert spans
    assert [span for span in spans if text[span["start"] : span["end"]] != span["text"]] == []
    ids = {item["id"] for items in record["entities"].values() for item in items}
    assert {party["entity"] for party in record["commitments"][0]["actors"]} <= ids
    assert set(record["events"][0]["dates"]) <= ids


def _walk(value):
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(part)


def test_parts_need_their_markers():
    with pytest.raises(readme.GoldError, match="scores:start"):
        readme.put("no markers", "scores", "")
    text = "a\n<!-- x:start -->\nold\n<!-- x:end -->\nb"
    assert readme.part(readme.put(text, "x", "new\\1"), "x") == "new\\1"


def test_command_says_whether_the_page_is_fresh(nlp, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(readme, "build", lambda gold, path: path.read_text(encoding="utf-8") + "more\n")
    page = tmp_path / "README.md"
    page.write_text("text\n", encoding="utf-8")
    assert readme.main(["gold", str(page), "--check"]) == 1
    assert "make scores" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "text\n"
    assert readme.main(["gold", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == "text\nmore\n"


# --- tables


def test_every_field_of_a_record_is_described():
    section = README[README.index("## The record") : README.index("## As a library")].split("<!-- record:end -->")[1]
    named = set(re.findall(r"`(\w+)`", section))
    models = [Record]
    fields: set[str] = set()
    while models:
        model = models.pop()
        for name, field in model.model_fields.items():
            if name not in fields:
                fields.add(name)
            models += [part for part in _models(field.annotation) if part is not model]
    assert fields - named == set()


def _models(annotation):
    for part in (annotation, *getattr(annotation, "__args__", ())):
        if hasattr(part, "model_fields"):
            yield part


def test_values_and_sheets_are_described():
    for group in ("force", "event_status", "commitment_status", "basis", "event_type"):
        for value, (_, english) in LABELS[group].items():
            assert value in README or english in README, (group, value)
    for table in TABLES:
        assert f"| {table.name} |" in README


# --- lexicon recipes

_RECIPE = re.compile(r"```yaml\n# (\w+)\.yaml\n(.*?)```(?:\n> (.+?) → `(.+?)`)?", re.DOTALL)
RECIPES = _RECIPE.findall((LEXICONS / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The pipeline with the entries of all recipes as a user's own lexicons."""
    folder = tmp_path_factory.mktemp("lexicons")
    for name, entry, _, _ in RECIPES:
        with (folder / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(entry)
    return pipeline.load(lexicons=folder)


@pytest.mark.parametrize(
    ("name", "sentence", "effect"), [(n, s, e) for n, _, s, e in RECIPES if s], ids=lambda x: x[:30]
)
def test_recipe_does_what_it_says(own, nlp, name, sentence, effect):
    assert effect in _effects(pipeline.record(own, sentence)), name


def test_recipes_are_there_for_each_section():
    assert {name for name, *_ in RECIPES} >= {
        "date_words", "cities", "organizations", "positions", "given_names", "document_heads",
        "triggers", "happenings", "cues", "cues_en", "topics", "ru_en",
    }  # fmt: skip


def _effects(record: Record) -> set[str | None]:
    found: set[str | None] = {mention.rule for mention in record.mentions}
    for event in record.events:
        found |= {event.rule, event.status, *event.topics}
    for item in record.commitments:
        found |= {item.rule, *item.topics}
    return found | {report.rule for report in record.reports}
