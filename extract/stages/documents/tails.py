"""What may end a title behind its noun phrases: an occasion, a union, what is said of the things by a participle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.document import Mention, Organization
from extract.language.later import later
from extract.language.morphology import dictionary_entries
from extract.language.words import Word

if TYPE_CHECKING:
    from extract.stages.documents.candidates import Finder

#: nouns of doing in the locative: `при оказании помощи`
_DOING = later(r"[а-я]+(?:[аяе]нии|тии|ации)")
#: what is done, in the cases of a title
_DONE = later(
    r"[а-я]+(?:[аяе]н|т|ц)и[еяию]|(?:до|о)смотр[ауе]?|(?:в|вы|про|пере)воз(?:к[аеиу]|[ауе])?|(?:провер|достав)к[аеиу]"
    r"|охран[аеыу]|передач[аеиу]"
)
_FOUNDS = later(r"(?:создани|открыти|учреждени|строительств|размещени|образовани)[а-я]$")
#: along which things are done
_WAYS = frozenset(("маршрут", "участок", "коридор"))
#: what is somewhere
_STATES_OF = frozenset(("положение", "ситуация", "обстановка", "проверка", "контроль"))
#: what is counted but measures time
_SPANS = frozenset(("год", "лето", "месяц", "день", "неделя", "час", "сутки"))
#: how something is signed, not when it applies: `при участии`, `при подписании`
_BESIDE = later(
    r"(?:участ|содейств|услов|налич|присутств|отношен|соответств|здан|заседан|рассмотр|"
    r"обсужд|подпис|принят|голосован|посредни|посещен).*"
)
#: what else a title says when it applies
_OCCASIONS = frozenset(("ситуации", "ситуациях", "бедствиях", "авариях", "перевозке", "перевозках", "происшествиях"))
#: so many words may stand between a name and the word that the end of the text cuts
_CUT_BEFORE = 2
#: the case after a preposition
_CASES = {
    "через": ("accs",), "в": ("accs", "loct"), "на": ("accs", "loct"), "с": ("ablt",), "со": ("ablt",),
    "к": ("datv",), "для": ("gent",), "от": ("gent",), "из": ("gent",), "под": ("ablt",), "по": ("datv",),
    "при": ("loct",), "за": ("accs", "ablt"), "о": ("loct",), "об": ("loct",), "против": ("gent",),
}  # fmt: skip
#: what an active participle governs, what a passive one or a reflexive one
_OBJECT, _BY = ("accs", "gent", "datv", "ablt"), ("ablt",)
_REST = frozenset({"gent", "в", "по", "на"})


def cut_word(words: Sequence[Word], index: int) -> int:
    """`(Хартия многообразия) и взаимоп`: the index after a word that the end of an excerpt has cut, else `index`.

    >>> from extract.pipeline import load
    >>> doc = load()("Стороны приняли Заявление о развитии приграничного сотрудн")
    >>> [doc.text[m.start:m.end] for m in doc._.documents]
    ['Заявление о развитии приграничного сотрудн']
    """
    last = len(words) - 1
    if not last - _CUT_BEFORE <= index <= last or words[last].sentence != words[index - 1].sentence:
        return index
    between = words[index:last]
    if not words[last].low.isalpha() or words[last].capital or dictionary_entries(words[last].low):
        return index
    joined = all(word.low in {"и", "в", "о", "по"} or word.pos in {"ADJ", "ADP", "CCONJ"} for word in between)
    return last + 1 if joined else index


def tail(finder: Finder, index: int, head: int) -> int | None:
    """The index after one more phrase of a title that has been read up to word `index`."""
    words = finder.words
    if index + 1 >= len(words):
        return None
    low = words[index].low
    if low == "при":
        return _occasion(finder, index + 1)
    if low == "в" and words[index + 1].low == "рамках":
        return _union(finder, index + 2)
    if low == ",":
        return _participle(finder, index + 1, head)
    if low in {"в", "на"}:
        return _founded(finder, index, head) or _along(finder, index) or _numbered(finder, index)
    if low in {"за", "с"}:
        return _liable(finder, index)
    return _status(finder, index) or _by_whom(finder, index, head)


def doing(low: str) -> bool:
    """Whether a noun in the locative names what is done: `в проведении`, not `в присутствии`."""
    return _DOING.fullmatch(low) is not None and _BESIDE.fullmatch(low) is None


def _founded(finder: Finder, index: int, head: int) -> int | None:
    """`(о создании центра) в г. Душанбе (и бюро в Оше)`: where that is which the paper founds."""
    words = finder.words
    owner = next((o for i in range(head + 1, index) if (o := finder.walker.owners.get(i)) and o.end == index), None)
    body = getattr(getattr(owner, "value", None), "entity", None)
    centre = words[head].lemma == "положение" and isinstance(body, Organization)
    if not centre and not any(_FOUNDS.match(words[i].low) for i in range(head + 1, index - 1)):
        return None
    at = index + 1
    while at < len(words) and words[at].low in {"г", "городе", "."}:
        at += 1
    place = finder.walker.owners.get(at)
    if place is None or getattr(getattr(place.value, "entity", None), "kind", None) != "city":
        return None
    second = finder.walker.phrase(place.end + 1, "gent") if words[place.end : place.end + 1] else None
    if second is not None and words[place.end].low == "и":
        end = finder.walker.chain(second.noun, second.end, takes=frozenset({"gent", "по"})).end
        there = finder.walker.owners.get(end + 1) if words[end].low in {"в", "на"} else None
        if there is not None and isinstance(there.value, Mention):
            return there.end
    return place.end


def _numbered(finder: Finder, index: int) -> int | None:
    """`(о строительстве больницы) на 350 коек`."""
    words = finder.words
    if words[index].low != "на" or index + 2 >= len(words) or not words[index + 1].text.isdigit():
        return None
    thing = words[index + 2]
    counts = thing.pos == "NOUN" and not thing.capital and any(f[0] == "gent" for f in thing.nouns)
    return index + 3 if counts and thing.lemma not in _SPANS else None


def _liable(finder: Finder, index: int) -> int | None:
    """`(об усилении ответственности) за пособничество`, `с использованием сети Интернет`."""
    words = finder.words
    if words[index].low == "за" and words[index - 1].lemma == "ответственность":
        phrase = finder.walker.phrase(index + 1, "accs")
        takes = frozenset({"gent", "datv", "с", "в"})
    elif words[index].low == "с" and words[index + 1].low in {"использованием", "применением"}:
        phrase = finder.walker.phrase(index + 1, "ablt")
        takes = frozenset({"gent"})
    else:
        return None
    if phrase is None:
        return None
    end = finder.walker.chain(phrase.noun, phrase.end, takes=takes).end
    # `с использованием сети Интернет`
    return end + 1 if words[end - 1].lemma == "сеть" and end < len(words) and words[end].low == "интернет" else end


def _along(finder: Finder, index: int) -> int | None:
    """`(о контроле поставок) на Северном маршруте`, `(о положении) на южных рубежах`, `(о проверках) на полиграфе`."""
    phrase = finder.walker.phrase(index + 1, "loct") if finder.words[index].low == "на" else None
    state = finder.words[index - 1].lemma in _STATES_OF
    if phrase is None or (finder.words[phrase.noun].lemma not in _WAYS and not state):
        return None
    return finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent"}), cases=("loct",)).end


def _by_whom(finder: Finder, index: int, head: int) -> int | None:
    """`(о порядке пересечения границы) спасательными отрядами`: several who do it, in the instrumental."""
    words = finder.words
    word = words[index]
    if word.number != "plur" or word.case != "ablt" or word.capital or word.pos not in {"ADJ", "NOUN"}:
        return None
    done = any(_DONE.fullmatch(words[i].low) for i in range(head + 2, index - 1))
    # `подписание соглашения о пересечении границы министрами`
    before = words[head - 1] if head else None
    if not done or (before is not None and _DONE.fullmatch(before.low)):
        return None
    phrase = finder.walker.phrase(index, "ablt")
    return finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent"})).end if phrase is not None else None


def _status(finder: Finder, index: int) -> int | None:
    """`(о предоставлении) Лаосу статуса партнёра по диалогу`: to whom, and which status."""
    words = finder.words
    at = index
    if words[at - 1].lemma == "предоставление" and (owner := finder.walker.owners.get(at)) is not None:
        at = owner.end
    if at < len(words) and words[at].low == "статуса":
        at += 1
    elif words[at - 1].low != "статуса" or at > index:
        return None
    end = finder.walker.chain(at - 1, at, takes=frozenset({"gent", "при", "по"})).end
    return end if end > index else None


def _occasion(finder: Finder, index: int) -> int | None:
    """`(о взаимодействии) при оказании помощи пострадавшим`."""
    phrase = finder.walker.phrase(index, "loct")
    if phrase is None:
        return None
    low = finder.words[phrase.noun].low
    if low not in _OCCASIONS and (not _DOING.fullmatch(low) or _BESIDE.fullmatch(low)):
        return None
    return finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent"}), cases=("loct",)).end


def _union(finder: Finder, index: int) -> int | None:
    """`(о гарантиях безопасности) в рамках Союзного государства`: within which union it applies."""
    owner = finder.walker.owners.get(index)
    entity = owner.value.entity if owner is not None and isinstance(owner.value, Mention) else None
    return owner.end if owner is not None and isinstance(entity, Organization) and entity.country is None else None


def _participle(finder: Finder, index: int, head: int) -> int | None:
    """`(об обмене сведениями), составляющими тайну`: several things and a participle that agrees with them alone."""
    words = finder.words
    noun, word = words[index - 2], words[index]
    if word.number != "plur" or noun.number != "plur" or words[head].number == "plur" or word.capital:
        return None
    entry = next((e for e in dictionary_entries(word.low) if e.pos == "PRTF"), None)
    cases = {f[0] for f in noun.nouns if f[1] == "plur" and noun.case in {f[0], None}} - {"nomn"}
    if entry is None or not any(f[0] in cases and f[1] == "plur" for f in word.agreeing):
        return None
    passive = "pssv" in entry.tag.grammemes
    at = index + 1
    if at >= len(words) or words[at].sentence != word.sentence:
        return None
    governed = _CASES.get(words[at].low)
    start, options = (at + 1, governed) if governed is not None else (at, _BY if passive else _OBJECT)
    owner = finder.walker.owners.get(start)
    if owner is not None and governed is not None:
        return owner.end
    for case in options:
        phrase = finder.walker.phrase(start, case)
        if phrase is not None:
            return finder.walker.chain(phrase.noun, phrase.end, takes=_REST, cases=(case,)).end
    return None
