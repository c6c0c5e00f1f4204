"""Candidates: where a text names an instrument; how far the name reaches is told by `extent`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from extract.document import Mention, Organization, Place, Refusal, match_text_of, sentences, source_text_of
from extract.language.headlines import headlines
from extract.language.later import later
from extract.language.morphology import noun_lemmas
from extract.language.noun_chains import Owner, Walker
from extract.language.paper_lists import paper_items
from extract.language.words import Word, word_index, words_of
from extract.lexicons.countries import country_by_adjective
from extract.stages.documents.extent import (
    QUOTE,
    TITLE_PREPOSITIONS,
    extend,
    gloss_end,
    period_end,
    quotation_end,
    years_at,
)
from extract.stages.documents.lexicon import DocumentHeadEntry, Lexicon
from extract.stages.documents.lower_case import SIGNED, is_certain
from schemas.base import Language

STAGE = "documents"
#: words of a lower-case name with a year, of one with a title, of one with a title that is signed
_DATED_WORDS, _TITLE_WORDS, _SIGNED_WORDS = 4, 5, 3
#: how far before a lower-case name a word of signing stands
_CUE_WORDS = 10
#: how long a subject may be that stands between a name and its verb
_LONGEST_SUBJECT = 8
#: adjectives of its kind that make a lower-case programme one certain thing
_CERTAIN_KINDS = 2
#: `Душанбинская (декларация)`: adjectives of towns, which the tagger takes for persons
_OF_A_TOWN = later(r"[А-ЯЁ][а-яё-]+(?:ск|цк)(?:ая|ой|ую|ое|ого|ому|им|ом|ий|ие|их|ими)")
#: nouns that tell what was decided rather than name a text
_TELLS_OF_ITSELF = frozenset(("решение", "распоряжение"))
#: what a title makes a certain one, whatever is told of it
_LAWS = frozenset(("закон", "законопроект"))
#: nouns of what is said or asked, which nobody signs
_SAID = frozenset(("заявление", "обращение", "призыв", "послание", "положение", "доклад", "рекомендация"))
#: those of them that are drafted
_DRAFTED_WORDS = frozenset(("положение", "рекомендация"))
#: papers that are called together by a place
_MADE_TOGETHER = frozenset(("соглашение", "конвенция", "протокол"))
#: what is done with a text that is not there yet, and how far before it that stands
_TO_BE_WRITTEN = frozenset(
    ("обсудить", "обсуждать", "подготовить", "разработать", "составить", "выработать", "подготовка", "разработка")
)
_WRITTEN_WORDS = 6
#: nouns of a plan or programme of work, whose lower-case name needs no `о`
_OF_WORK = frozenset(("план", "программа", "карта", "стратегия", "концепция", "график"))
#: papers that speak of themselves at their end
_PAGES = frozenset(("решение", "протокол"))
#: words from a part of a programme to the whole
_PART_WORDS = 20
_KEEPS = frozenset(("вести", "составить", "составленный"))
#: what is drafted as one certain text even without owner or years
_DRAFTED = frozenset(("концепция", "стратегия", "доктрина"))
#: said of a plan only right before it: `принята дорожная карта`, `приняли участие` is something else
_TAKEN = frozenset(("принять", "принятый"))
_MAIN = frozenset(("основной", "стратегический", "главный", "приоритетный", "ключевой"))
_SIGNING = frozenset(("подписать", "подписание", "подписывать"))
#: of the papers that were told, one by one
_AMONG_PAPERS = later(
    r"\bдокумент\w*[^.\n]{0,60}?(?:,\s+|\.\s+)(?:(?:а )?в том числе|среди (?:них|которых)|включая|в их числе)"
    r"\s*[-:]?\s*(?:[а-яё]+\s+){0,2}$",
    re.IGNORECASE,
)
#: who signs, in a form that is a genitive too
_SIGNERS = frozenset(("государства", "страны", "стороны", "министерства", "ведомства"))
#: what bodies are made for with an instrument: `группа по согласованию проекта Программы`
_WORK_ON = frozenset(
    ("согласование", "проект", "разработка", "подготовка", "реализация", "выполнение", "доработка", "исполнение")
)
#: adjectives that are part of a lower-case name
_KINDS = frozenset(
    (
        "модельный", "целевой", "межгосударственный", "единый", "государственный", "рамочный",
        "межправительственный", "межведомственный", "антинаркотический", "комплексный", "типовой", "многосторонний",
        "федеральный", "страновой",
    )
)  # fmt: skip
#: words from `ст.` to the code
_ARTICLE_WORDS = 8
#: between two papers of a row
_ROW = later(r"(?:,|,?\s+(?:и|а также))\s+")
_ROW_GAP = 12
#: words of an item of a list of papers
_LEAST_WORDS, _ITEM_WORDS = 3, 70
#: words that say the text spoke of it before
_POINTS_BACK = frozenset(("этот", "данный", "такой", "тот", "вышеуказанный", "указанный"))
#: who addresses authorities
_ANYBODY = frozenset(("граждан", "жителей", "населения", "заявителей", "потребителей", "читателей"))
#: what parts the items of a menu
_LONGEST_MENU = 8
_MENU_BEFORE = later(r"(?:[ \t]{3}|\t|[|•·›] ?)$")
_MENU_AFTER = later(r"[ \t]{3}|\t| ?[|•·›]|[ \t]*(?:\n|$)")
#: a statement over its own text that says at the end of which visit it was made, not whose it is
OF_A_VISIT = later(r"\s*по итогам (?:[а-яё]+ )?визита", re.IGNORECASE)
_DATELINE = later(r"\n[ \t]*(?:г|город)(?![а-яё])")
_ORDINAL = later(r"\d+-?\w{1,3}")


def _tells(word: Word) -> bool:
    """A verb with a tense, a short participle: what names do not have."""
    return word.pos in {"VERB", "AUX"} and ("VerbForm=Fin" in word.morph or "Variant=Short" in word.morph)


def _is_title_in(name: Name, others: list[Name]) -> bool:
    inner = name.rule == "document.quotes_after_class"
    return inner and any(other.begin < name.begin and name.finish <= other.finish for other in others)


@dataclass(eq=False, slots=True)
class Name:
    """A candidate: words `[start, end)`, the characters `[begin, finish)` of the mention."""

    start: int
    end: int
    head: int
    lemma: str
    rule: str
    begin: int
    finish: int
    entry: DocumentHeadEntry | None = None
    kind: Literal["full", "short", "english"] = "full"
    years: list[str] = field(default_factory=list)
    issuer: Organization | Place | None = None
    #: words that are not the name's own: owners and parties
    owned: set[int] = field(default_factory=set)
    canonical: str | None = None
    #: the index of `на` before the years that end the name
    untimed: int | None = None


class Finder:
    """Finds the candidates of one document."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.source = source_text_of(doc)
        self.copy = match_text_of(doc)
        self.words = words_of(doc)
        self.refusals: list[Refusal] = []
        self._languages: list[Language] = [sentence.language for sentence in sentences(doc)]
        self._index = word_index(doc)
        self._at, self._ends = self._index.at, self._index.ends
        self.dates = self._spans(doc._.dates)
        owners: dict[int, Owner] = {}
        for mentions in (doc._.places, doc._.organizations):
            for (start, end), mention in self._spans(mentions).items():
                if start not in owners or owners[start].end < end:
                    owners[start] = Owner(start, end, mention)
        self._inside = {
            index for (start, end) in self._spans(doc._.organizations) for index in range(start, end) if end - start > 1
        }
        blocked = {index for (start, end) in self.dates for index in range(start, end)}
        for name in doc._.names:
            if name.kind == "PER" and (span := self.word_span(name.start, name.end)):
                blocked.update(range(*span))
        self.walker = Walker(
            self.words,
            owners=owners,
            blocked=blocked,
            portfolio=lexicon.words["portfolio"],
            persons_allowed=lexicon.words["person_in_name"],
            not_after_po=lexicon.words["not_after_po"],
        )
        self.date_at = dict(self.dates.keys())
        self._capitals = headlines(doc)
        #: lower-case names that only a certain one before them makes names
        self._waiting: list[Name] = []
        self._items = {item.start: item.end for item in paper_items(self.copy)}

    def word_span(self, start: int, end: int) -> tuple[int, int] | None:
        first, last = self._at.get(start), self._ends.get(end)
        return (first, last) if first is not None and last is not None and last > first else None

    def _spans(self, mentions: Iterable[Mention]) -> dict[tuple[int, int], Mention]:
        found = {}
        for mention in mentions:
            span = self.word_span(mention.start, mention.end)
            if span:
                found[span] = mention
        return found

    @property
    def has_english(self) -> bool:
        return "en" in self._languages

    def language(self, index: int) -> Language:
        return self._languages[self.words[index].sentence]

    def refuse(self, rule: str, reason: str, start: int, end: int) -> None:
        self.refusals.append(Refusal(STAGE, rule, reason, self.words[start].start, self.words[end - 1].end))

    def find(self) -> list[Name]:
        """All candidates; instruments to the right are known when a name that holds them is read."""
        found: list[Name] = []
        words, openings = self.words, self.lexicon.openings
        # without a capital only the lemma makes a word a head
        may_head = set(self._index.with_lemma(self.lexicon.heads.keys()))
        may_head.update(i for i in self._index.capitals if words[i].low[:3] in openings or words[i].low[:2] in openings)
        for index in sorted(may_head, reverse=True):
            entry = self._head(index)
            if entry is None:
                continue
            name = self._name(index, entry)
            if name is None:
                continue
            if name.kind == "full" and words[index].number == "plur" and self._looks_plural(index):
                rest = self.source[words[index].end : name.finish]
                name.canonical = f"{entry.lemma.capitalize()}{' '.join(f'.{rest}'.split())[1:]}"
            if name.lemma in _OF_WORK | {"направление"}:
                self._take_years_of(name, found)
            found.append(name)
            if name.kind == "full" and name.end - name.start > 1:
                self.walker.owners.setdefault(name.start, Owner(name.start, name.end, name))
        found += self._in_a_row(found)
        reports = [n for n in found if n.lemma == "отчет"]
        if reports:
            # `отчёт об исследовании «Рынок»`: one paper; whoever's it is has not approved it
            for report in reports:
                report.issuer = None
            found = [n for n in found if n.lemma == "отчет" or not _is_title_in(n, reports)]
        return sorted(found, key=lambda n: (n.begin, -n.finish))

    def _take_years_of(self, plan: Name, found: list[Name]) -> None:
        """`План по реализации Соглашения на 2025 год`: the years are the plan's, not those of the instrument in it."""
        for inner in found:
            if inner.end == plan.end and inner.start > plan.start and inner.lemma not in _OF_WORK and inner.untimed:
                plan.years = plan.years or inner.years
                inner.end, inner.years, inner.untimed = inner.untimed, [], None
                self._measure(inner)

    def _take_years_within(self, name: Name) -> None:
        """`Перечень направлений на 2025 год`: what the paper lists has its years."""
        last = (self.walker.owners.get(i) for i in range(name.head + 1, name.end) if not name.years)
        inner = next((o.value for o in last if o is not None and o.end == name.end), None)
        if isinstance(inner, Name) and inner.lemma == "направление":
            name.years = list(inner.years)

    def _head(self, index: int) -> DocumentHeadEntry | None:
        word = self.words[index]
        if word.pos in {"VERB", "ADP", "ADV", "PART", "CCONJ"} or not word.text[:1].isalpha():
            return None
        if index in self._inside and not self._worked_on(index):
            return None
        heads = self.lexicon.heads
        entry = heads.get(word.lemma)
        if entry is None and word.capital:
            entry = next((heads[name] for name in noun_lemmas(word.low) if name in heads), None)
        if word.text[-2:].isupper():
            # `УК`, `КоАП`
            entry = heads.get(word.low, entry)
        if entry is None or entry.refused or (entry.expands and not word.text[-2:].isupper()):
            return None
        if entry.after:
            around = [self.words[i].lemma for i in (index - 1, index + 1) if 0 <= i < len(self.words)]
            if entry.after not in around:
                return None
        return entry

    def _worked_on(self, index: int) -> bool:
        """Whether an instrument in the name of a body is one the body works on."""
        words = self.words
        first = self.walker.prefix(index)
        return words[first].capital and first > 0 and words[first - 1].lemma in _WORK_ON and words[first].low != "по"

    def _name(self, head: int, entry: DocumentHeadEntry) -> Name | None:
        words = self.words
        word = words[head]
        plural = word.number == "plur" and not entry.expands and not self._looks_plural(head)
        if plural != entry.plural and not self._of_a_place(head, entry):
            if plural and word.capital:
                self.refuse("document.head", "generic_plural", head, head + 1)
            return None
        if word.sentence in self._capitals:
            self.refuse("document.head", "headline_in_capitals", head, head + 1)
            return None
        run = self.walker.prefix(head) if not entry.expands else head
        if run == head and head and _OF_A_TOWN.fullmatch(words[head - 1].text):
            run = head - 1
        name = Name(run, head + 1, head, entry.lemma, "document.head", 0, 0, entry=entry)
        if entry.after and self._in_quotes(head):
            # `«дорожная карта» по развитию`
            name.end += 1
        titled = extend(self, name, entry)
        self._take_years_within(name)
        if self._is_item(name, run):
            return name
        self._give_back_subject(name)
        self._give_back_dateline(name)
        start = next(
            (
                i
                for i in range(run, head + 1)
                if words[i].capital and words[i].lemma not in self.lexicon.words["not_first"]
            ),
            None,
        )
        if start is None:
            return self._lower(name, entry, titled)
        name.start = start
        self._measure(name)
        if reason := self._no_instrument(name):
            self.refuse("document.head", reason, name.start, name.end)
            return None
        adjectives = head - start
        bare = name.end == head + 1 and adjectives == 0
        if entry.after and self._in_quotes(head):
            name.start = head - 2
            self._measure(name)
        if bare and head + 1 < len(words) and words[head + 1].text[:1].isdigit():
            return None
        if entry.expands and name.issuer is None:
            # `по ст. 283 УК`
            return name if bare and self._of_article(head) else None
        if bare:
            name.kind, name.rule = "short", "document.short_form"
            if self._is_page(name):
                self.refuse("document.head", "the_page_itself", name.start, name.end)
                return None
            # `Настоящее Заявление вступает в силу`: the text that was named above
            itself = start > 0 and words[start - 1].text == "Настоящее"
            if not entry.alone and not itself and not self._signed_under(name):
                self.refuse("document.head", "common_noun", name.start, name.end)
                return None
            return name
        opening = words[start].first
        # `Решение о встрече` at the start of a sentence is a common noun with its complement
        order = entry.number and name.lemma not in _TELLS_OF_ITSELF
        title = self._has_title(name) and not (entry.weak and adjectives == 0 and not order)
        certain = bool(name.years) or name.issuer is not None or self.numbered(name) or title
        # `План совместной подготовки подписан`
        signed = name.lemma in _OF_WORK and self._signed_after(name)
        own_capital = any(words[i].capital for i in range(start + 1, head + 1))
        if opening and not own_capital and not certain and not signed and not self._opens_alone(start, head, entry):
            self.refuse("document.head", "sentence_start", name.start, name.end)
            return None
        if entry.adjective and adjectives == 0:
            self.refuse("document.head", "common_noun", name.start, name.end)
            return None
        if entry.weak and not titled and not name.years and not signed and name.issuer is None and adjectives == 0:
            self.refuse("document.head", "common_noun", name.start, name.end)
            return None
        return name

    def _looks_plural(self, head: int) -> bool:
        """`подпрограммы 1 «Развитие» Программы ООН`, `ждут соглашения с Китаем о визах`: genitives of one paper."""
        words, before = self.words, self.words[max(0, head - _PART_WORDS) : head]
        if words[head].lemma == "программа" and words[head].capital:
            return any(w.lemma == "подпрограмма" and w.sentence == words[head].sentence for w in before)
        partner = self.walker.owners.get(head + 2)
        if words[head].low != "соглашения" or self._low(head + 1) != "с" or partner is None:
            return False
        return self._low(partner.end) in {"о", "об"}

    def _is_page(self, name: Name) -> bool:
        """`настоящее Решение`, `Протокол вёл`: what the page itself is."""
        words, before = self.words, self.words[name.start - 1].lemma if name.start else ""
        if name.lemma not in _PAGES:
            return False
        after = [word.lemma for word in words[name.end : name.end + 1] if word.sentence == words[name.head].sentence]
        kept = name.lemma == "протокол" and words[name.start].first and bool(after) and after[0] in _KEEPS
        return before == "настоящий" or kept

    def _of_article(self, head: int) -> bool:
        """Whether a numbered article stands before a code: `ст. 283 (УК)`, `статьи 307(3)`."""
        words = self.words[max(head - _ARTICLE_WORDS, 0) : head]
        near = [word.low for word in words if word.sentence == self.words[head].sentence]
        numbered = bool(near) and (near[-1][-1:].isdigit() or near[-1] == ")")
        return numbered and any(
            low in {"ст", "ст.", "статья", "статьи", "статье", "статьям", "статьей"} for low in near
        )

    def _is_item(self, name: Name, first: int) -> bool:
        """`Подписаны документы:`, and below `Решение о бюджете на 2026 год;`: such an item is a name as a whole."""
        words = self.words
        stop = self._items.get(words[first].start)
        if stop is None:
            return False
        end = next(
            (i for i in range(name.head + 1, min(name.head + _ITEM_WORDS, len(words))) if words[i].end >= stop), None
        )
        if end is None or words[end].end > stop or words[end].sentence != words[name.head].sentence:
            return False
        if end - first < _LEAST_WORDS or any(_tells(words[i]) for i in range(name.head + 1, end + 1)):
            # `План утверждён единогласно`
            return False
        if not name.years:
            years = (years_at(self, i) for i in range(name.end, end + 1))
            name.years = next((found[1] for found in years if found is not None), [])
        name.start, name.end, name.rule = first, end + 1, "document.listed"
        self._measure(name)
        return True

    def _of_a_place(self, head: int, entry: DocumentHeadEntry) -> bool:
        """`Рижские соглашения`: several papers that are called together by where they were made."""
        before = self.words[head - 1] if head else None
        if before is None or entry.lemma not in _MADE_TOGETHER or before.first:
            return False
        return _OF_A_TOWN.fullmatch(before.text) is not None and country_by_adjective(before.text) is None

    def _give_back_subject(self, name: Name) -> None:
        """`Соглашение о борьбе с оборотом наркотиков государства ШОС подписали`: who signed ends no name."""
        words = self.words
        verb = words[name.end] if name.end < len(words) else None
        if verb is None or verb.pos != "VERB" or "Number=Plur" not in verb.morph or "VerbForm=Fin" not in verb.morph:
            return
        for index in range(name.end - 1, max(name.head + 1, name.end - 1 - _LONGEST_SUBJECT), -1):
            if words[index].low in _SIGNERS and words[index - 1].pos in {"NOUN", "PROPN"}:
                name.end = index
                return

    def _give_back_dateline(self, name: Name) -> None:
        """`Декларация двадцатилетия Союза / г. Минск`: where it was made stands on the next line."""
        first = self.words[name.start].start
        dateline = _DATELINE.search(self.copy, first, self.words[name.end - 1].end)
        if dateline is not None:
            name.end = next(i for i in range(name.start, name.end) if self.words[i].start >= dateline.start())

    def _in_quotes(self, head: int) -> bool:
        """Whether a noun and the word before it stand in quotes of their own."""
        words = self.words
        closed = head + 1 < len(words) and words[head + 1].text == QUOTE
        return closed and head > 1 and words[head - 2].text == QUOTE

    def _no_instrument(self, name: Name) -> str | None:
        """Why a noun with a capital names no text: it points back, it is an item of a menu, it is anybody's."""
        rest = self.words[name.head + 1 : name.end]
        if any(word.lemma in _POINTS_BACK for word in rest) and not name.years:
            # `Окончательное решение по этому вопросу`
            return "points_back"
        if name.lemma in _SAID and rest and rest[0].low in _ANYBODY:
            # `Обращения граждан`
            return "common_noun"
        opens = not name.begin or self.copy[name.begin - 1] == "\n"
        if (
            opens
            and name.lemma in {"заявление", "коммюнике"}
            and OF_A_VISIT.match(self.copy, self.words[name.head].end)
        ):
            return "not_said_whose"
        before = _MENU_BEFORE.search(self.copy, max(name.begin - 4, 0), name.begin)
        short = name.end - name.start <= _LONGEST_MENU
        if before is not None and short and _MENU_AFTER.match(self.copy, name.finish) and not name.years:
            return "item_of_a_menu"
        return None

    def _opens_alone(self, start: int, head: int, entry: DocumentHeadEntry) -> bool:
        """`Ташкентская декларация`, `Совместное заявление`: an adjective and a noun that are enough of a name."""
        if start == head:
            return False
        strong = self.words[start].lemma in self.lexicon.words["strong_first"]
        return strong or (entry.alone and not entry.weak)

    def _has_title(self, name: Name) -> bool:
        return any(self.words[i].low in TITLE_PREPOSITIONS for i in range(name.head + 1, name.end))

    def _lower(self, name: Name, entry: DocumentHeadEntry, titled: bool) -> Name | None:
        """`резолюция 2396 Совета Безопасности`, `стратегия «Мир»`: in lower case only what is one certain thing."""
        words = self.words
        before = words[name.head - 1].lemma if name.head else ""
        name.start = name.head - 1 if entry.after and before == entry.after else name.head
        if entry.after and self._in_quotes(name.head):
            name.start -= 1
        quote = quotation_end(self, name.head + 1)
        if entry.quoted and quote is not None and name.end >= quote:
            if self.words[name.head + 2].low in {"о", "об"} or not entry.adjective:
                # `закон "О прокуратуре"`, `программа «Чистый двор»`: such a title needs its noun
                name.end, name.rule = quote, "document.class_and_title"
                self._take_kind(name)
            else:
                name.start, name.end = name.head + 2, quote - 1
                name.rule = "document.quotes_after_class"
            self._measure(name)
            return name
        if entry.quoted and name.issuer is not None and self._own_title(name):
            # `постановление Правительства «Об утверждении порядка»`
            name.rule = "document.class_and_title"
            self._measure(name)
            return name
        certain = name.years or (name.issuer is not None and titled) or (entry.number and self.numbered(name))
        following = self.words[name.head + 1].text if name.head + 1 < len(self.words) else ""
        if not following.isdigit() and _ORDINAL.fullmatch(following) and not name.years:
            # `проект резолюции 69-й сессии`
            certain = False
        # `решением Совета от 25 мая 2001 года`
        issued = name.issuer is not None and bool(name.years) and self._dated(name)
        numbered = entry.number and (issued or self.numbered(name))
        # `план работы на 2022 год`
        dated = bool(name.years) and name.end - name.head >= _DATED_WORDS and not entry.number and not entry.adjective
        # `подготовить план на 2024 год`: a text that is not there yet
        dated = dated and not self.to_be_written(name) and self._settled(name)
        if (
            self._next_year(name)
            or (certain and (entry.lower or numbered or dated))
            or (titled and not entry.adjective and self._titled_after_cue(name))
            or (entry.lower and name.issuer is not None and self._just_adopted(name))
            or (name.lemma in _LAWS and titled and name.end - name.head >= _SIGNED_WORDS and self._has_title(name))
            or is_certain(self, name, entry, titled=titled)
        ):
            name.rule = "document.lower_case"
            self._take_kind(name)
            self._measure(name)
            return name
        if entry.adjective and name.years and before in _MAIN and self._settled(name):
            # `утвердили основные направления политики на 2026 год`
            name.start, name.rule = name.head - 1, "document.lower_case"
            self._measure(name)
            return name
        kinds = self._take_kind(name) - (entry.after is not None)
        if (
            kinds
            and name.start
            and self.words[name.start - 1].lemma == "проект"
            and name.end - name.start >= _TITLE_WORDS
        ):
            # `проект единых правил отслеживания прекурсоров`
            name.rule = "document.lower_case"
            self._measure(name)
            return name
        drafted = name.head > 0 and words[name.head - 1].lemma == "проект"
        if drafted and name.lemma in _DRAFTED and name.end - name.head >= _SIGNED_WORDS:
            # `представил проект концепции пограничной политики`
            name.rule = "document.lower_case"
            self._measure(name)
            return name
        if kinds >= _CERTAIN_KINDS and name.lemma == "программа" and name.end > name.head + 1:
            # `целевая межгосударственная программа укрепления границы`
            name.rule = "document.lower_case"
            self._measure(name)
            return name
        self.refuse("document.head", "lower_case", name.head, name.end)
        if (
            titled
            and name.end - name.head >= _SIGNED_WORDS
            and name.lemma not in _TELLS_OF_ITSELF | _SAID - _DRAFTED_WORDS
        ):
            self._waiting.append(name)
        return None

    def _in_a_row(self, found: list[Name]) -> Iterator[Name]:
        """`утверждены Концепция А, программа по борьбе с Б`: lower-case names behind one that is certain."""
        stops = {name.finish: name for name in found if name.kind == "full"}
        for name in sorted(self._waiting, key=lambda n: n.head):
            self._measure(name)
            before = next((at for at in range(name.begin, name.begin - _ROW_GAP, -1) if at in stops), None)
            if before is None or _ROW.fullmatch(self.copy, before, name.begin) is None:
                continue
            first = stops[before]
            cases = {self.words[first.head].case, self.words[name.head].case}
            # `утвердят Программу и план`: the tagger may take the second for a subject
            if (len(cases) > 1 and cases != {"accs", "nomn"}) or first.head == name.head:
                continue
            name.rule = "document.lower_case"
            stops[name.finish] = name
            yield name

    def _own_title(self, name: Name) -> bool:
        """Whether the name ends with its title in quotes: `«О порядке обмена»`."""
        words = self.words
        opening = next((i for i in range(name.head + 1, name.end - 2) if words[i].text == QUOTE), None)
        return opening is not None and words[name.end - 1].text == QUOTE and words[opening + 1].low in {"о", "об"}

    def _settled(self, name: Name) -> bool:
        """Whether a plan with years is said to be signed, approved or drafted, not merely to hold something."""
        words, first = self.words, max(0, name.head - _CUE_WORDS)
        around = (*range(first, name.head), *range(name.end, min(name.end + 2, len(words))))
        near = {words[i].lemma for i in around if words[i].sentence == words[name.head].sentence}
        return bool(near & (self.lexicon.words["signed"] | self.lexicon.words["lower_cue"] | SIGNED))

    def to_be_written(self, name: Name) -> bool:
        """`поручили подготовить в месячный срок план`: whether the verb nearest before is one of writing."""
        words = self.words
        for index in range(name.head - 1, max(-1, name.head - 1 - _WRITTEN_WORDS), -1):
            if words[index].sentence != words[name.head].sentence:
                return False
            if words[index].lemma in _TO_BE_WRITTEN:
                return True
            if words[index].pos == "VERB":
                return False
        return False

    def _take_kind(self, name: Name) -> int:
        """`[модельный] закон о противодействии`: move the start over adjectives of the kind; how many there are."""
        words = self.words
        while name.start and words[name.start - 1].lemma in _KINDS and words[name.start - 1].agreeing:
            name.start -= 1
        return name.head - name.start

    def _dated(self, name: Name) -> bool:
        return any(self.words[i].low == "от" for i in range(name.head + 1, name.end))

    def _next_year(self, name: Name) -> bool:
        """`утверждён план мероприятий на следующий год`: move the end over it."""
        words = self.words
        before = {words[i].lemma for i in range(max(0, name.head - 4), name.head)}
        end = name.end
        if (
            name.lemma not in {"план", "программа"}
            or not before & self.lexicon.words["signed"]
            or end + 2 >= len(words)
        ):
            return False
        after = period_end(self, end)
        if after is None:
            return False
        name.end = after
        return name.end - name.head >= _DATED_WORDS

    def _titled_after_cue(self, name: Name) -> bool:
        """`принято заявление об укреплении ...`: a title of some length after a word that is said of instruments."""
        words = self.words
        if name.lemma in _OF_WORK and (self._work_signed(name) or self._glossed(name)):
            return True
        openings = {"о", "об", "между"} if name.lemma in _OF_WORK else {"о", "об"}
        drafted = "проект" in {words[i].lemma for i in range(max(0, name.start - 2), name.start)}
        if drafted and name.lemma in _DRAFTED_WORDS | {"руководство", "пособие"}:
            # `согласовали проект рекомендаций по хранению улик`
            openings.add("по")
        title = next((i for i in range(name.head + 1, name.end) if words[i].low in openings), None)
        if title is not None and name.lemma in _TELLS_OF_ITSELF and self._just_signed(name):
            # `подписали решение глав государств об открытии центра`
            return True
        # `регламент обмена сведениями о лицах` has no title
        if title is None or any(i not in name.owned for i in range(name.head + 1, title)):
            return False
        if title + 1 < len(words) and words[title + 1].pos == "PRON":
            # `проект положения о нём`
            return False
        if self._signed_after(name):
            return True
        first = max(0, name.head - _CUE_WORDS)
        before = [i for i in range(first, name.head) if words[i].sentence == words[name.head].sentence]
        near = {words[i].lemma for i in before[-3:]}
        if name.lemma in _TELLS_OF_ITSELF and name.issuer is None:
            # `принято решение о проведении ...` tells of a decision, `проект решения о ...` of a text
            return "проект" in near or self._signed_as_paper(name, {words[i].lemma for i in before})
        if name.end - name.head >= _TITLE_WORDS and near & self.lexicon.words["lower_cue"]:
            return True
        if "процедура" in near and name.end - name.head >= _SIGNED_WORDS:
            # `внутригосударственные процедуры по соглашению о транзите`
            return True
        if "проект" in near and name.end - name.head >= _SIGNED_WORDS and name.lemma not in _SAID - _DRAFTED_WORDS:
            return True
        # `подписание до конца года протокола об обмене данными`
        signed = {words[i].lemma for i in before} & self.lexicon.words["signed"]
        return bool(signed) and name.end - name.head >= _SIGNED_WORDS and name.lemma not in _TELLS_OF_ITSELF | _SAID

    def _signed_as_paper(self, name: Name, before: set[str]) -> bool:
        """`подписали решение о бюджете`, `подписан ряд документов, в том числе решение о бюджете`."""
        first = self.words[name.start].start
        among = _AMONG_PAPERS.search(self.copy, max(first - 120, 0), first) is not None
        return name.end - name.head >= _SIGNED_WORDS and (among or bool(before & _SIGNING))

    def _just_signed(self, name: Name) -> bool:
        near = self.words[max(0, name.head - 2) : name.head]
        return any(word.lemma in _SIGNING and word.sentence == self.words[name.head].sentence for word in near)

    def _just_adopted(self, name: Name) -> bool:
        """`Принята декларация Совета`: its owner and the word right before tell which one."""
        before = [word.lemma for word in self.words[max(0, name.head - 2) : name.head]]
        return bool(SIGNED & set(before)) and isinstance(name.issuer, Organization)

    def _glossed(self, name: Name) -> bool:
        """`план мероприятий («дорожная карта») по развитию X`: a plan with a name of its own and its field."""
        inside = any(self.words[i].text == "(" and gloss_end(self, name, i) for i in range(name.head + 1, name.end))
        return inside and self._has_title(name)

    def _signed_after(self, name: Name) -> bool:
        """`протокол о взаимодействии подписан в 2022 году`: a participle of concluding right after the name."""
        if name.lemma in _TELLS_OF_ITSELF | _SAID:
            return False
        ends = [name.end]
        phrase = self.walker.phrase(name.end + 1, "loct") if self._low(name.end) in {"на", "в"} else None
        if phrase is not None:
            # `о неприменении беспилотников на границе`
            ends.append(phrase.end)
        for end in ends:
            at = end + 1 if self._low(end) in {"был", "была", "было", "будет"} else end
            after = self.words[at] if at < len(self.words) else None
            told = after is not None and after.sentence == self.words[name.head].sentence
            if after is not None and told and after.lemma in SIGNED and "VerbForm=Part" in after.morph:
                name.end = end
                return True
        return False

    def _low(self, index: int) -> str:
        return self.words[index].low if index < len(self.words) else ""

    def _work_signed(self, name: Name) -> bool:
        """`подписали дорожную карту по пресечению X`: a plan that is concluded, with its field, owner or years."""
        words = self.words
        before = range(max(0, name.head - _CUE_WORDS), name.head)
        near = {words[i].lemma for i in before if words[i].sentence == words[name.head].sentence}
        taken = name.head - name.start < 2 and {words[i].lemma for i in before[-2:]} & _TAKEN
        if not (near & self.lexicon.words["signed"] or taken) or self.to_be_written(name):
            return False
        if any(words[i].text == QUOTE for i in range(name.head + 2, name.end)):
            # `утвердили план операции «Шёлковый путь»`
            return True
        field = any(words[i].low in {"по", "с", "между", "против"} for i in range(name.head + 1, name.end))
        lasts = name.end > name.head + 1 and words[name.end - 1].lemma in {"период", "год"}
        return name.end - name.head >= _DATED_WORDS and (field or lasts or bool(name.years))

    def adopted(self, name: Name) -> bool:
        """`приняли Коммюнике`: a capitalised noun within a sentence, right after a word that is said of instruments."""
        first = self.words[name.start]
        if first.first or name.kind != "short" or not first.capital or name.entry is None:
            return False
        after = self.words[name.end : name.end + 2]
        if len(after) > 1 and after[0].text == "," and after[1].lemma in SIGNED:
            return True
        if self._signed_under(name):
            return True
        return name.start > 0 and self.words[name.start - 1].lemma in self.lexicon.words["lower_cue"]

    def _signed_under(self, name: Name) -> bool:
        """`подписи под Решением`."""
        before = [word.lemma for word in self.words[max(0, name.start - 2) : name.start]]
        return before in (["подпись", "под"], ["подписаться", "под"])

    def numbered(self, name: Name) -> bool:
        """Whether a number follows the noun, or a number sign anywhere in the name."""
        following = range(name.head + 1, min(name.head + 4, name.end))
        numbers = [self.words[i].text for i in following if self.words[i].text[:1].isdigit()]
        return any(not _ORDINAL.fullmatch(text) or text.isdigit() for text in numbers) or any(
            word.text == "№" for word in self.words[name.head : name.end]
        )

    def _measure(self, name: Name) -> None:
        name.begin = self.words[name.start].start
        name.finish = self.words[name.end - 1].end
