"""What makes a name in lower case one certain paper, whatever stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.stages.documents.lexicon import DocumentHeadEntry

if TYPE_CHECKING:
    from extract.stages.documents.candidates import Finder, Name

#: words of a name with a title that is enough by itself, of a programme with years, of a concept with its owner
_TITLE_WORDS, _PERIOD_WORDS, _OWNED_WORDS = 5, 5, 6
#: said of an instrument that stands right before: `Меморандумом, подписанным в 2012 году`
SIGNED = frozenset(
    (
        "подписанный",
        "принятый",
        "утвержденный",
        "заключенный",
        "подписать",
        "принять",
        "утвердить",
        "вступить",
        "вступивший",
    )
)
#: said right before a report that becomes a paper by it
_APPROVED = frozenset(("утвердить", "одобрить", "утвержденный", "одобренный"))
_ACTS = frozenset(("распоряжение",))
_TAKEN = frozenset(("принять", "подписать", "издать"))
_REPORT_WORDS = 3
#: words of a name of which a pronoun tells more
_TOLD_WORDS = 3
_IT = frozenset(("он", "она", "оно", "они"))


def is_certain(finder: Finder, name: Name, entry: DocumentHeadEntry, *, titled: bool) -> bool:
    """Whether the words of a lower-case name, with the one before it, make it one certain paper."""
    length = name.end - name.head
    if length >= _TOLD_WORDS and _told_again(finder, name):
        return True
    if name.lemma in {"соглашение", "договор"} and titled and length >= _TITLE_WORDS:
        # `соглашение об упрощённом пропуске грузов`
        return _says_about(finder, name)
    if name.lemma == "программа" and name.years and length >= _PERIOD_WORDS:
        # `в повестке - программа сотрудничества на 2026-2030 годы`
        return not finder.to_be_written(name)
    if name.lemma == "концепция" and name.issuer is not None and length >= _OWNED_WORDS:
        return True
    if name.lemma == "подпрограмма":
        return finder.numbered(name)
    near = {word.lemma for word in finder.words[max(0, name.start - 2) : name.start]}
    if name.lemma in _ACTS:
        # `приняли распоряжение о разработке единого порядка учёта`
        return titled and length >= _TITLE_WORDS and bool(near & _TAKEN)
    if name.lemma == "отчет":
        # `утвердили отчёт об исполнении бюджета`, `отчёт за 2020 год`
        return bool(near & _APPROVED) and length > _REPORT_WORDS and (bool(name.years) or _says_about(finder, name))
    # `протокола от 12 декабря 2019 г. № 11`
    return bool(name.years) and any(finder.words[i].text in {"№", "N"} for i in range(name.head + 1, name.end))


def _says_about(finder: Finder, name: Name) -> bool:
    """`соглашение о X`, `соглашение с Y о X`: nothing but whose it is stands before what it is about."""
    words = finder.words
    title = next((i for i in range(name.head + 1, name.end) if words[i].low in {"о", "об"}), None)
    if title is None or title + 1 >= name.end or words[title + 1].pos == "PRON":
        return False
    return all(i in name.owned for i in range(name.head + 1, title))


def _told_again(finder: Finder, name: Name) -> bool:
    """`обещали программу укрепления границы - она утверждена в ноябре`."""
    words = finder.words[name.end : name.end + _TOLD_WORDS]
    if len(words) < _TOLD_WORDS or words[0].text not in {"-", ","} or words[1].low not in _IT:
        return False
    return words[2].lemma in SIGNED and "Variant=Short" in words[2].morph
