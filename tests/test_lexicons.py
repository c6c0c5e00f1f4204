"""Lexicons: every file, every entry's example, the user's own files, and what is said of a malformed one."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product

import pytest
import yaml

from extract.errors import LexiconError
from extract.language.morphology import parses
from extract.lexicons import FOLDER, Entry, load
from extract.stages.commitments.component import CommitmentsStage
from extract.stages.commitments.cues.lexicon import Cue
from extract.stages.commitments.english.cues import EnglishCue, compiled
from extract.stages.events.component import EventsStage
from extract.stages.events.framing.exercises import Exercise, Exercises
from extract.stages.events.triggers.lexicon import Trigger
from extract.topics import Topics

FILES = sorted(FOLDER.glob("*.yaml"))
TRIGGERS = load("triggers", Trigger)
EXERCISES = load("exercises", Exercise)
CUES = load("cues", Cue)
ENGLISH_CUES = load("cues_en", EnglishCue)


class Line(Entry):
    """A line of a lexicon whose entries are looked at as they are written."""

    status: str | None = None
    lemmas: tuple[str, ...] = ()
    topic: str | None = None
    stems: tuple[str, ...] = ()
    ru: str | None = None
    en: str | None = None


def _example(entry):
    return entry.example[:60]


def _repeated(values):
    return sorted(value for value, count in Counter(values).items() if count > 1)


# ------------------------------------------------------------------------------------------------- every file


def _raw(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _strings(value, where=""):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part, f"{where}.{key}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _strings(part, f"{where}[{number}]")
    elif isinstance(value, str):
        yield where, value


def _lists(value, where=""):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _lists(part, f"{where}.{key}")
    elif isinstance(value, list):
        yield where, value
        for number, part in enumerate(value):
            yield from _lists(part, f"{where}[{number}]")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_a_list_of_mappings_without_repeated_entries(path):
    entries = _raw(path)
    assert isinstance(entries, list)
    assert entries
    assert all(isinstance(entry, dict) for entry in entries)
    assert _repeated(repr(sorted(entry.items())) for entry in entries) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_forms_are_neither_empty_nor_padded(path):
    # the end of an English pattern is where the action begins: a space there means something
    strings = [(where, words) for where, words in _strings(_raw(path)) if not where.endswith(".pattern")]
    assert [(where, words) for where, words in strings if not words or words != words.strip()] == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if "organization" not in path.name], ids=lambda path: path.name
)
def test_no_form_is_given_twice_in_one_list(path):
    lists = ((where, [part for part in parts if isinstance(part, str)]) for where, parts in _lists(_raw(path)))
    assert [(where, _repeated(words)) for where, words in lists if _repeated(words)] == []


@pytest.mark.parametrize("name", ["actor_words", "cue_words"])
def test_example_of_a_word_set_holds_one_of_its_words(name):
    def holds(entry):
        text = entry["example"].lower().replace("ё", "е")
        words = {word.lower().replace("ё", "е") for word in entry["words"]}
        lemmas = {parse.normal_form.replace("ё", "е") for word in re.findall(r"[\w-]+", text) for parse in parses(word)}
        return not words.isdisjoint(lemmas) or any(word in text for word in words)

    assert [(e["use"], e["example"]) for e in _raw(FOLDER / f"{name}.yaml") if not holds(e)] == []


# --------------------------------------------------------------------------------------------------- triggers


@pytest.mark.parametrize("entry", TRIGGERS, ids=_example)
def test_trigger_example_is_found_by_its_entry(nlp, entry):
    doc = nlp(entry.example)
    found = [
        (event.type, token.lemma_)
        for event in doc._.events
        # `прибыл с визитом` is one visit: what tells it again counts too
        for start, end in (event.trigger, *event.evidence)
        for token in doc
        if start <= token.idx < end
    ]
    assert (entry.type, entry.noun or entry.verb) in found


@pytest.mark.parametrize("entry", EXERCISES, ids=_example)
def test_example_of_a_series_is_told_by_its_name_alone(nlp, entry):
    told = [(e.type, e.name, e.organizations) for e in nlp(entry.example)._.events if e.name]
    assert [(kind, orgs) for kind, _, orgs in told] == [(entry.type, [])]
    assert entry.name in told[0][1]


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [
        ("Рубеж-2025", "exercise", True),
        ("Каспий - Антитеррор - 2023", "exercise", True),
        ("Канал – Степной щит", "operation", True),
        ("наемник", "operation", True),
        ("Unbreakable Brotherhood", "exercise", True),
        ("Рубежи науки", "exercise", False),
        ("Антитеррор", "exercise", False),
        ("Первый канал", "operation", False),
    ],
)
def test_series_is_known_with_year_and_second_name(name, kind, known):
    assert Exercises().is_known(name, kind) is known


def test_triggers_are_words_with_one_meaning():
    assert all(bool(entry.noun) != bool(entry.verb) for entry in TRIGGERS)
    keys = [
        (entry.noun, entry.verb, adjective, need)
        for entry in TRIGGERS
        for adjective, need in product(entry.adjectives or ("",), entry.needs or ("",))
    ]
    assert _repeated(map(str, keys)) == []


# ------------------------------------------------------------------------------------------------- happenings


def test_a_happening_word_has_one_status():
    lines = load("happenings", Line)
    assert _repeated(lemma for line in lines for lemma in line.lemmas) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("В Минске состоялось заседание Совета.", "held"),
        ("В Минске проходит заседание Совета.", "ongoing"),
        ("В Минске планируется заседание Совета.", "planned"),
        ("Заседание Совета в Минске отложено.", "postponed"),
        ("Заседание Совета в Минске отменено.", "cancelled"),
        ("Предложено провести заседание Совета в Минске.", None),
    ],
)
def test_each_status_of_a_happening(nlp, sentence, status):
    found = [event.status for event in nlp(sentence)._.events]
    assert found == ([status] if status else [])


# ------------------------------------------------------------------------------------------------------- cues


@pytest.mark.parametrize("entry", CUES, ids=_example)
def test_cue_example_is_found_by_its_entry(nlp, entry):
    words = {*entry.verbs, *entry.adjectives, *entry.nouns}
    # a rule ends in `frame:verb noun`
    found = [(c.force, re.split("[.:_ ]", c.rule)) for c in nlp(entry.example)._.commitments]
    wanted = words if entry.frames != ("in_plans",) else {"plans"}
    assert any(force == entry.force and wanted & set(rule) for force, rule in found), found


@pytest.mark.parametrize("entry", [e for e in CUES if e.negated], ids=_example)
def test_example_of_a_denying_cue_is_negated(nlp, entry):
    assert [c.negated for c in nlp(entry.example)._.commitments] == [True]


def test_a_cue_has_one_force():
    """No word with the same frame, verb and object may stand in two entries: the first would hide the second."""
    keys = []
    for entry in CUES:
        assert entry.verbs or entry.adjectives or entry.nouns, entry.example
        assert entry.frames, entry.example
        words = [("noun", word) for word in entry.nouns]
        words += [("verb", word) for word in entry.verbs] + [("adjective", word) for word in entry.adjectives]
        keys += product(words, [entry.gerund], entry.frames, entry.with_verbs or [""], entry.object_nouns or [""])
    assert _repeated(map(str, keys)) == []


@pytest.mark.parametrize("entry", ENGLISH_CUES, ids=_example)
def test_english_cue_example_is_found_by_its_pattern(nlp, entry):
    match = compiled(entry).search(entry.example)
    assert match is not None
    assert not entry.needs or any(word in entry.example.lower() for word in entry.needs.split("|"))
    found = nlp(entry.example)._.commitments
    assert not entry.goes_on or len(found) == 2
    found = found[-1:] if entry.goes_on else found
    assert [(c.force, c.language, c.negated) for c in found] == [(entry.force, "en", entry.negated)]


# ----------------------------------------------------------------------------------------------- topics, stems


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("борьба с незаконным оборотом наркотиков", ["drugs.trafficking"]),
        ("контроль за прекурсорами", ["drugs.precursors"]),
        ("посевы опийного мака", ["drugs.cultivation"]),
        ("выявление нарколабораторий и метамфетамина", ["drugs.synthetics"]),
        ("профилактика наркомании", ["drugs.prevention"]),
        ("реабилитация наркозависимых", ["drugs.treatment"]),
        ("антинаркотическое сотрудничество", ["drugs"]),
        ("противодействие отмыванию денег", ["money_laundering"]),
        ("борьба с терроризмом", ["terrorism"]),
        ("последствия пандемии", ["public_health"]),
        ("трудовая миграция", ["migration"]),
        ("illicit drug trafficking", ["drugs.trafficking"]),
        ("рост экономики", ["economy"]),
        ("визит посла", ["other"]),
        ("протокол и билет", ["other"]),
        ("", ["other"]),
    ],
)
def test_topics_of_a_passage(words, topics):
    assert Topics().of(words) == topics


def test_topics_are_those_of_the_contract_and_each_stem_finds_its_topic():
    lines = load("topics", Line)
    main = {
        *("drugs", "money_laundering", "cyber", "terrorism", "organized_crime", "public_health", "migration"),
        *("security", "economy", "humanitarian", "other"),
    }
    finder = Topics()
    assert _repeated(line.topic for line in lines) == []
    assert _repeated(stem for line in lines for stem in line.stems) == []
    for line in lines:
        assert line.topic.split(".")[0] in main
        for stem in line.stems:
            assert stem == stem.lower().replace("ё", "е")
            assert any(topic.startswith(line.topic) for topic in finder.of(stem)), (line.topic, stem)


def test_pairs_of_stems_are_lower_case_and_given_once():
    pairs = load("ru_en", Line)
    assert _repeated((pair.ru, pair.en) for pair in pairs) == []
    for pair in pairs:
        assert re.fullmatch("[а-я -]+", pair.ru), pair
        assert re.fullmatch("[a-z -]+", pair.en), pair


# --------------------------------------------------------------------------------------------- the user's own


def test_user_entries_are_added(tmp_path, nlp):
    (tmp_path / "triggers.yaml").write_text(
        "- {type: conference, noun: слет, example: В Омске прошел слет дружин.}\n", encoding="utf-8"
    )
    (tmp_path / "topics.yaml").write_text("- {topic: ecology, stems: [дружин]}\n", encoding="utf-8")
    sentence = "В Омске 5 мая 2023 года прошёл слёт дружин. В Омске прошло заседание Совета."
    doc = nlp(sentence)
    assert [event.type for event in doc._.events] == ["session"]
    doc = EventsStage(tmp_path)(doc)
    assert [(event.type, event.topics) for event in doc._.events] == [
        ("conference", ["ecology"]),
        ("session", ["other"]),
    ]


def test_user_topics_may_have_stems_of_any_length(tmp_path):
    (tmp_path / "topics.yaml").write_text("- {topic: ecology, stems: [эк, очистк рек]}\n", encoding="utf-8")
    topics = Topics(tmp_path)
    assert topics.of("об экстернах") == ["ecology"]
    assert topics.of("работы по очистке  реки") == ["ecology"]
    assert topics.of("о рекреации") == ["other"]


STAGES = {
    "triggers": EventsStage,
    "exercises": EventsStage,
    "happenings": EventsStage,
    "topics": EventsStage,
    "cues": CommitmentsStage,
}
STAGES |= {"cues_en": CommitmentsStage, "ru_en": CommitmentsStage}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("triggers", "- {type: meeting, word: слет, example: Прошел слет.}", "word"),
        ("triggers", "- {type: party, noun: слет, example: Прошел слет.}", "type"),
        ("triggers", "- {type: meeting, noun: слет}", "example"),
        ("triggers", "type: meeting", "list"),
        ("triggers", "- {type: meeting", "YAML"),
        ("triggers", "- слет", "entry 1"),
        ("triggers", "", "list"),
        ("exercises", "- {name: Рубеж, type: meeting, example: Прошёл «Рубеж».}", "type"),
        ("happenings", "- {status: maybe, lemmas: [мочь]}", "status"),
        ("topics", "- {topic: ecology}", "stems"),
        ("cues", "- {force: promise, verbs: [клясться], frames: [infinitive], example: Клянутся прийти.}", "force"),
        ("cues", "- {force: pledge, verbs: [клясться], frames: [verse], example: Клянутся прийти.}", "frames"),
        ("cues_en", "- {force: pledge, example: We swear to come.}", "pattern"),
        ("ru_en", "- {ru: клятв, de: eid}", "de"),
    ],
)
def test_malformed_user_lexicon_gives_one_clear_line(tmp_path, name, content, says):
    (tmp_path / f"{name}.yaml").write_text(content + "\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        STAGES[name](tmp_path)
    message = str(caught.value)
    assert f"{name}.yaml" in message
    assert says in message
    assert "\n" not in message


def test_user_lexicon_that_is_no_text(tmp_path):
    (tmp_path / "cues.yaml").write_bytes(b"- {force: \xff\xfe}")
    with pytest.raises(LexiconError, match=r"/cues\.yaml: [^\n]+$"):
        CommitmentsStage(tmp_path)
