"""Match copy, sentences, tokens and syntax trees."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from razdel import sentenize, tokenize

from extract.document import Mention, Starts
from extract.language import tokenizer as tokenizer_module
from extract.language.columns import columns, value
from extract.language.match_text import match_text
from extract.language.morphology import case_forms, lemma, parses
from extract.language.phrases import PhraseMatcher
from extract.language.plain import plain_text
from extract.language.sentences import marked_sentences, sentences
from extract.language.syntax import subject
from extract.language.tokenizer import RazdelTokenizer
from extract.language.words import tokens_with
from extract.language.wrapped import unwrapped, with_whole_lines

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
TOKENIZER = RazdelTokenizer(spacy.blank("ru").vocab)


@given(st.text())
def test_match_copy_keeps_length(text):
    assert len(match_text(text)) == len(text)


def test_match_copy_repairs_a_lone_latin_letter():
    assert match_text("провёл встречу c заместителем") == "провел встречу с заместителем"


def test_a_text_wrapped_by_hand_goes_on_with_a_capital_after_full_lines_only():
    lines = [
        "Кабинет министров поручил министерству торговли и",
        "министерству транспорта подготовить к осени проект",
        "соглашения о перевозке грузов между государствами Союза",
        "Независимых Портов и внести его на рассмотрение Совета",
        "глав правительств, а также до конца года согласовать с",
        "ведомствами порядок оплаты и представить его на совещание",
        "руководителей портовых служб",
        "Фото пресс-службы",
        "Конец",
    ]
    found = [" ".join(text.split()) for text in _sentence_texts("\n".join(lines))]
    assert found == [" ".join(lines[:7]), *lines[7:]]
    apart = ["Новости портов и перевозок за неделю", "Министр открыл новый порт", "Подписан договор о перевозке"]
    assert _sentence_texts("\n".join(apart)) == apart


def _sentence_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_title_goes_on_where_its_line_lacks_whose_it_is():
    titles = (
        "Решение Совета государств – участников\nСодружества Независимых Государств",
        "Указ Президента Республики\nКения",
    )
    assert all(_sentence_texts(title) == [title] for title in titles)
    others = ("Заседание Совета государств-членов\nПётр Орам", "МВД Чешской Республики\nПётр Орам")
    assert all(_sentence_texts(other) == other.splitlines() for other in others)


def test_short_lines_beside_an_unwrapped_paragraph_stand_alone():
    caption = "Саммит глав государств в Минске, архивное"
    wrapped = f"Встреча прошла.\n\nИтоги подвели.\n\n{caption}\nФото пресс-службы\n\nКонец."
    assert f"{caption}\nФото пресс-службы" in [wrapped[a:b] for a, b in sentences(wrapped)]
    long = wrapped + "\n\n" + "Стороны обсудили вопросы сотрудничества " * 6
    assert caption in [long[a:b] for a, b in sentences(long)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Первая строка\nВторая строка", ["Первая строка", "Вторая строка"]),
        ("Организации Договора\nо коллективной безопасности", ["Организации Договора\nо коллективной безопасности"]),
        ("Встреча прошла в\nМинске.", ["Встреча прошла в\nМинске."]),
        ("Решили:\n1. Продолжить работу;\n2. Усилить её.", ["Решили:", "1. Продолжить работу;", "2. Усилить её."]),
        ("", []),
        (
            "Москва. 5 января. INTERFAX.RU - Очередное заседание совета пройдет в Душанбе в мае",
            ["Москва.", "5 января.", "INTERFAX.RU -", "Очередное заседание совета пройдет в Душанбе в мае"],
        ),
        (
            "БИШКЕК, 18 окт – Министр внутренних дел Кыргызстана встретился с коллегой",
            ["БИШКЕК, 18 окт –", "Министр внутренних дел Кыргызстана встретился с коллегой"],
        ),
        (
            "МИНСК, 3 фев - БЕЛТА. Секретари советов безопасности собрались в столице",
            ["МИНСК, 3 фев - БЕЛТА.", "Секретари советов безопасности собрались в столице"],
        ),
        (
            "MINSK, Feb. 12 (Agency) -- Ministers met in No. 5. 12 men came.",
            ["MINSK, Feb. 12 (Agency) -- Ministers met in No. 5.", "12 men came."],
        ),
        (
            "СНГ – Содружество Независимых Государств, образованное в 1991 году",
            ["СНГ – Содружество Независимых Государств, образованное в 1991 году"],
        ),
        ('В Оше прошёл форум "Горы и люди. Навстречу миру" с участием гостей.', None),
        ('Круглый стол "Что дальше? Взгляд в завтра" состоялся в Оше.', None),
        ('The forum "Hills and People. Together" took place in Osh.', None),
        (
            'Он привёл слова "Мы едем. Ждите нас", - пишет агентство.',
            ['Он привёл слова "Мы едем.', 'Ждите нас", - пишет агентство.'],
        ),
        ("Встретимся до конца года.В ходе беседы пили чай.", ["Встретимся до конца года.", "В ходе беседы пили чай."]),
        (
            "Они бывали в Осло и Берне.О новой поездке сообщили позже.",
            ["Они бывали в Осло и Берне.", "О новой поездке сообщили позже."],
        ),
        ("Так сказал Берг.«Мы едем домой», - добавил он.", ["Так сказал Берг.", "«Мы едем домой», - добавил он."]),
        ("Портал «Евразия.Эксперт» сообщил об этом.", ["Портал «Евразия.Эксперт» сообщил об этом."]),
        ("Дом на ул.Рябиновой снесли.", ["Дом на ул.Рябиновой снесли."]),
        (
            "They met on an agreed date.During the talks Ann spoke.",
            ["They met on an agreed date.", "During the talks Ann spoke."],
        ),
        ('Он сказал "Мы едем. Ждите нас" и уехал.', ['Он сказал "Мы едем.', 'Ждите нас" и уехал.']),
        ('Закрыт завод "Горы". Цех "Люди" открыт.', ['Закрыт завод "Горы".', 'Цех "Люди" открыт.']),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == ([text] if expected is None else expected)


@given(st.text(alphabet='аБ1. \n?!;:()"»…-', max_size=60))
def test_marks_that_razdel_does_not_look_at_end_no_sentence(text):
    assert [part.text for part in marked_sentences(text)] == [part.text for part in sentenize(text)]


@given(st.text(alphabet="аБ .\n!1)«»-", max_size=200))
def test_sentences_do_not_overlap(text):
    spans = list(sentences(text))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[start:end].strip() for start, end in spans)


@given(text=st.text(alphabet="абвгд АБ.,\n-\u00a01x", max_size=300))
def test_doc_is_the_source(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in doc)


def test_case_forms_decline_head_and_agreeing_words_only():
    forms = case_forms("Генеральный секретарь Совета")
    assert "Генеральному секретарю Совета" in forms
    assert all(form.endswith("Совета") for form in forms)


def test_phrases_match_across_line_breaks_and_dashes():
    matcher: PhraseMatcher[str] = PhraseMatcher()
    matcher.add(["государства-члены"], "members")
    text = match_text("все государства —\nчлены и другие")
    assert [(text[s:e], v) for s, e, v in matcher.all(text)] == [("государства -\nчлены", ["members"])]


def _tokens(text):
    return [(token.start, token.stop) for token in tokenize(match_text(text))]


def _spans(doc):
    """Character spans of the tokens that are not white space in the match copy."""
    return [(t.idx, t.idx + len(t)) for t in doc if doc._.match_text[t.idx : t.idx + len(t)].strip()]


@pytest.mark.parametrize(
    "text",
    [
        "слово -то", "слово - то", "слово- то", "кое- что -нибудь", "5 -10", "5- 10", "5 ,5 и 5, 5", "1. 5", ". 5 .",
        "а _б_ в", "а/ б", "1/ 2 /3", "\n- 5", "-", "- -", "-- --", "-5- 5-", "10-й и -й", ":-) и : -)", "yahoo!",
        "yahoo !",
        "«слово». (Слово)", "Δσ mβж Δ P", "1,5.2", "а,б", "т.е.", "слово,-то", "слово.5 слово,5", "...и", "и...", "5%,",
        "№5-",
        "словоʼ -а", "ſ -K", "٣ -٣", "٣ ,٣", " -5", "5- ", "а.- б", "5.- 5", "", " ",
        "\u00a0-\u00a0то\u2009-", "a\u200b-\u200bb",
    ],
)  # fmt: skip
def test_tokens_are_razdels(nlp, text):
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert _spans(doc) == _tokens(text)


@given(st.text(alphabet='а5б -,./_\\–\n\u00a0PΔ("…:)', max_size=24))
@settings(max_examples=300)
def test_tokens_of_any_text_are_razdels(text):
    doc = TOKENIZER(text)
    assert doc.text == text
    assert _spans(doc) == _tokens(text)


@pytest.mark.parametrize("word", ["слово", "И", "по-русски", "USA", "well-known", "yahoo", "5", "2024"])
@pytest.mark.parametrize("before", ["", '"', "("])
@pytest.mark.parametrize("end", ["", ".", ",", ":", ";", "!", "?"])
def test_tokens_of_words_between_signs_are_razdels(before, word, end):
    for close in ("", '"', ")", '")'):
        chunk = f"{before}{word}{close}{end}"
        for text in (chunk, f"а {chunk} а", f"5 {chunk} 5", f'. {chunk} "'):
            assert _spans(TOKENIZER(text)) == _tokens(text)


def test_tokens_of_the_seeds_are_razdels():
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        assert _spans(TOKENIZER(text)) == _tokens(text)


def test_tokens_do_not_depend_on_what_is_kept(monkeypatch):
    monkeypatch.setattr(tokenizer_module, "_CACHED_CHUNKS", 3)
    tokenizer = RazdelTokenizer(spacy.blank("ru").vocab)
    text = SEEDS[0].read_text(encoding="utf-8")
    assert [t.text for t in tokenizer(text)] == [t.text for t in TOKENIZER(text)]
    assert len(tokenizer._chunks) <= 3


# ----------------------------------------------------------------------------------- columns, look-up of mentions


def test_columns_say_what_the_tokens_say(nlp):
    doc = nlp("В Минске  министр «обсудил»\nплан. The parties met.\n\nСтороны договорились.")
    table = columns(doc)
    assert table.norms == [t.norm_ for t in doc]
    assert table.starts == [t.idx for t in doc]
    assert table.lemmas == [t.lemma_ for t in doc]
    assert table.pos == [t.pos_ for t in doc]
    assert table.heads == [t.head.i for t in doc]
    assert table.deps == [t.dep_ for t in doc]
    assert [opens == 1 for opens in table.opens] == [bool(t.is_sent_start) for t in doc]
    for name in ("Case", "Number", "Tense", "Voice"):
        assert [value(morph, name) for morph in table.morphs] == [next(iter(t.morph.get(name)), None) for t in doc]
    assert columns(doc) is table
    assert [t.text for t in tokens_with(doc, {"министр", "сторона"})] == ["министр", "Стороны"]


def test_columns_follow_a_change_of_tokens(nlp):
    doc = nlp("Министр обсудил план.")
    before = columns(doc)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[1:3])
    assert columns(doc) is not before
    assert columns(doc).starts == [t.idx for t in doc]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12), st.integers(0, 50), st.integers(0, 12))
def test_mentions_of_a_passage(spans, start, length):
    mentions = [Mention("place", first, first + size, "rule") for first, size in spans]
    found = Starts(mentions)
    end = start + length
    assert found.within(start, end) == [m for m in mentions if start <= m.start < end]
    assert found.cover(start, end) == any(m.start <= start and m.end >= end for m in mentions)


def test_letters_without_a_name_have_no_analysis(nlp):
    """Tangut, for one, has letters that the Unicode tables of Python give no name."""
    assert parses("\U00017000") == ()
    assert lemma("\U00017000") == "\U00017000"
    assert nlp("Стороны \U00017000\U00017001 договорились.")[0].lemma_ == "сторона"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("нар-\nкотиками", "наркотиками"),
        ("Таджи-\nкистан", "Таджикистан"),
        ("Бел-\nлини", "Беллини"),
        ("государств-\nчленов", "государств-членов"),
        ("генерал-\nмайор", "генерал-майор"),
        ("северо-\nзападного", "северо-западного"),
        ("Нур-\nСултан", "Нур-\nСултан"),
        ("встреча -\nпереговоры", "встреча -\nпереговоры"),
        ("нар-\n\nкотиками", "нар-\n\nкотиками"),
    ],
)
def test_words_that_a_line_end_parts(text, form):
    assert unwrapped(text) == form


def test_a_parted_word_is_one_token_where_it_stands(nlp, read):
    text = "Директор Агентства по контролю за нар-\nкотиками при Президенте Республики Таджи-\nкистан прибыл."
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert [t.norm_ for t in doc if "\n" in t.text] == ["наркотиками", "Таджикистан"]
    body = next(iter(read(text).entities.organizations))
    assert body.name == "Агентство по контролю за наркотиками при Президенте Республики Таджикистан"
    mention = next(m for m in read(text).mentions if m.type == "organization")
    assert text[mention.start : mention.end] == mention.text == text[9:-8]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Совет на заседании в Ташкенте:\n– утвердил план;\n– поручил Секретариату доклад.\n", "поручил", "Совет"),
        ("Участники встречи:\n1) договорились создать группу;\n2) одобрили план.\n", "одобрили", "Участники"),
        ("Повестка дня совещания:\n– поручили Секретариату доклад;\n– одобрили план.\n", "одобрили", None),
        ("Директор отметил:\n– В этом году провели две операции.\n", "провели", None),
    ],
)
def test_the_subject_of_an_item_stands_above_its_list(nlp, text, verb, expected):
    doc = nlp(text)
    found = subject(next(token for token in doc if token.text == verb))
    assert (found.text if found is not None else None) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("встре\u00adча министров обороны Рос\u00adсии", "встреча министров обороны России"),
        ("до\u200bго\u200cво\u200dри\u2060лись\ufeff", "договорились"),
        ("прошла\u0301 в Аста\u0301\u00adне", "прошла в Астане"),
        ("И\u0306ошкар-Ола\u0301, подъе\u0308м, заи\u0306м", "Йошкар-Ола, подъём, займ"),
        ("Jose\u0301 из Буэнос\u00ad-Айреса, вице-\u00adпремьер", "José из Буэнос-Айреса, вице-премьер"),
        ("\ufeffвстреча\u200b министров \u200b«\u2060СНГ\u200b».", "встреча министров «СНГ»."),
        # a soft hyphen is seen at the end of a line: the word is one on two lines
        ("встре\u00ad\nча", "встре-\nча"),
        # these are left to the match copy, or as they are
        ("прошла\u200bМинистр", "прошла\u200bМинистр"),
        ("x\u0301 \U0001f468\u200d\U0001f469 \u0301", "x\u0301 \U0001f468\u200d\U0001f469 \u0301"),
        ("встреча прошла", "встреча прошла"),
    ],
)
def test_words_with_characters_inside_have_a_plain_form(text, plain):
    found, written = plain_text(text)
    assert found == plain
    assert (written is None) == (found == text)
    if written is not None:
        assert len(written.starts) == len(plain) + 1
        assert all(first < second for first, second in pairwise(written.starts))


@given(st.text(alphabet="аи\u0306\u0301\u00ad\u200b\ufeffA e-\n.«", max_size=60))
def test_every_span_of_a_plain_text_is_one_of_what_was_written(text):
    plain, written = plain_text(text)
    if written is None:
        assert plain == text
        return
    bounds = [written.span(at, at + 1) for at in range(len(plain))]
    assert all(0 <= start < end <= len(text) for start, end in bounds)
    assert all(first[1] <= second[0] for first, second in pairwise(bounds))


def test_lines_of_fixed_width_run_on_in_english():
    page = (
        "Press release\n\nRIGA, 4 March 2031 - The Commission on Northern\nLakes opened its second session today in"
        " Riga. The\nsession was attended by Minister of Fisheries of\nKenya Fred Holt, Deputy Prime Minister of"
        " Serbia\nAna Petrovic and Foreign Minister of Peru J.\nLopez.\nMember States agreed to meet again in\nOslo.\n"
    )
    whole = with_whole_lines(page)
    assert len(whole) == len(page)
    assert [x in whole for x in ("Northern Lakes opened", "Serbia Ana Petrovic", "J. Lopez.\nMember")] == [True] * 3
    assert whole.startswith("Press release\n\nRIGA")
    names = "\n".join(["Ana Petrovic, Minister of Trade", "Fred Holt, Ambassador at Large", "Jon Berg, Mayor"] * 3)
    russian = "Комиссия по северным озёрам открыла в Риге\nвторую сессию, в которой приняли участие\n" * 4
    assert with_whole_lines(names) == names
    assert with_whole_lines(russian) == russian
