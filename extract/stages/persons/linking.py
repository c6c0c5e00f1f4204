"""Which mentions name the same person, and what that person is called.

A mention is read into parts (given name, patronymic, surname, initials). Full names that share a reading are one
person; then initials and bare surnames join the nearest person they fit; what fits nobody is a person of its own.
The canonical name is the fullest form in the nominative on which the readings of all mentions agree best; nothing is
completed from outside the document.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from extract.document import Person
from extract.language.later import later
from extract.stages.persons.forms import (
    Context,
    Reading,
    Role,
    asian_surname,
    forms,
    given_forms,
    is_dictionary_given,
    patronymic_forms,
    readings,
)
from extract.stages.persons.lexicons import Gender, Lexicons
from extract.stages.persons.names import NameSpan, is_surname
from extract.stages.persons.words import Words

_PINYIN = later(r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeiouv]{1,3})(?:ng|n(?![aeiou])|r(?![aeiou]))?'?-?){1,3}")
_FOREIGN_A = re.compile(r"(?<!ов)(?<!ев)(?<!ин)(?<!ын)а$")
_LATIN_PATRONYMIC = re.compile(r"(?:ovich|evich|yevich|ovna|evna|yevna)$")
Kind = Literal["full", "given_patronymic", "initials", "surname", "given"]
#: readings this far below the best one still count as possible
_MARGIN = 2.5
#: a bare surname may be read less likely than on its own: the full name nearby decides
_PARTIAL_MARGIN = 4.0
#: what stands between initials
_SIGNS = frozenset({".", "-"})
_FULLNESS: dict[Kind, int] = {"full": 3, "given_patronymic": 2, "initials": 1, "surname": 0, "given": 0}


class NameReading(NamedTuple):
    """One reading of a mention as parts in the nominative."""

    given: str | None
    patronymic: str | None
    surname: str | None
    gender: Gender
    score: float
    name: str


@dataclass(eq=False, slots=True)
class NamedPerson:
    """A mention of a person: its span, parts and readings, best first."""

    span: NameSpan
    start: int
    end: int
    kind: Kind
    initials: tuple[str, ...]
    readings: list[NameReading]
    language: str
    subject: bool = False
    sentence: int = 0
    person: Person | None = None


Slot: TypeAlias = Literal["given", "patronymic", "surname"]
_SLOTS: tuple[Slot, ...] = ("given", "patronymic", "surname")


class _Part(NamedTuple):
    text: str
    role: Role
    slot: Slot


def name_parts(
    words: Words, span: NameSpan, lexicons: Lexicons, *, titled: bool = False
) -> tuple[list[_Part], tuple[str, ...], Kind]:
    """The parts of a name in source order, its initials, and what kind of form it is.

    `titled`: a post or a verb of appointing precedes, so that `Александр Вольфович` ends in a surname.
    """
    tokens = [words[i] for i in range(span.first, span.last + 1)]
    letters = span.rule != "person.source_order"
    initials = tuple(word.text for word in tokens if word.initial and letters)
    content = [word for word in tokens if not (word.initial and letters) and word.text not in _SIGNS]
    if not content:
        return [], initials, "initials"
    texts = [words.copy[word.start : word.end] for word in content]
    lowers = [text.lower() for text in texts]
    english = span.rule.startswith("person.english")
    if len(texts) == 1 and letters and not english and not initials:
        (lone,) = _slots(span, [0], None, lowers, initials=False, lexicons=lexicons).values()
        return [_Part(texts[0], lone, lone)], initials, "given" if lone == "given" else "surname"
    if english:
        texts = _surname_last(texts)
        parts = [_Part(text, "fixed", "given") for text in texts]
        if len(texts) == 2 and not initials and lowers[0] in lexicons.parts["pinyin_surname"] and is_pinyin(lowers[1]):
            return [_Part(texts[0], "fixed", "surname"), parts[1]], initials, "full"
        if len(parts) == 1 or initials or len(parts) > 1:
            parts[-1] = _Part(texts[-1], "fixed", "surname")
        return parts, initials, "initials" if initials and len(parts) == 1 else "full" if len(parts) > 1 else "surname"
    if span.rule == "person.source_order":
        kind = asian_surname(lowers[0], lexicons)
        role: Role = "chinese" if kind == "chinese_surname" and len(texts) == 2 else "korean"
        parts = [_Part(texts[0], "asian_surname", "surname")]
        parts += [_Part(text, role if i == len(texts) - 2 else "fixed", "given") for i, text in enumerate(texts[1:])]
        return parts, initials, "full"
    kin, particles = lexicons.parts["kin"], lexicons.parts["particle"]
    fixed = [lower in kin or lower in particles or lower.isascii() for lower in lowers]
    for i, lower in enumerate(lowers):
        # the father's name before `оглы` stays as it is
        if lower in kin and i > 0:
            fixed[i - 1] = i > 1 or fixed[i - 1]
    if all(fixed):
        # `Ван И.`: the surname is spelled like a particle
        fixed = [False] * len(texts)
    named = [i for i in range(len(texts)) if not fixed[i]]
    patronymic = next((i for i in named if patronymic_forms(lowers[i]) and len(named) + len(initials) > 1), None)
    if titled and len(named) == 2 and not initials:
        patronymic = None
    slots = _slots(span, named, patronymic, lowers, bool(initials), lexicons)
    parts = []
    current: Slot = "given"
    for i, text in enumerate(texts):
        if i in slots:
            current = slots[i]
            parts.append(_Part(text, current, current))
            continue
        slot: Slot
        if lowers[i] in kin or (i + 1 < len(texts) and lowers[i + 1] in kin):
            slot = "patronymic"
        else:
            following = next((slots[k] for k in range(i + 1, len(texts)) if k in slots), current)
            slot = following
        parts.append(_Part(text, "fixed", slot))
    has = {part.slot for part in parts}
    if initials:
        kind_: Kind = "full" if "given" in has else "initials"
    elif has >= {"given", "surname"} or (len(parts) > 1 and "surname" in has and "patronymic" in has):
        kind_ = "full"
    elif "patronymic" in has and "given" in has:
        kind_ = "given_patronymic"
    else:
        kind_ = "given" if "given" in has else "surname"
    return parts, initials, kind_


def _surname_last(texts: list[str]) -> list[str]:
    """`TAKEDA Hiroshi`, `Asanov Marat Melisovich`: a surname in capitals or before a patronymic goes to the end."""
    if len(texts) < 2:
        return texts
    first, *others = texts
    capitals = len(first) > 2 and first.isupper() and not any(text.isupper() for text in others)
    patronymic = len(texts) == 3 and _LATIN_PATRONYMIC.search(texts[-1]) is not None
    if capitals or patronymic:
        return [*others, first.capitalize() if capitals else first]
    return texts


def is_pinyin(word: str) -> bool:
    """Whether a lower-case word is one or two Chinese syllables in pinyin: `guoqing`."""
    return bool(_PINYIN.fullmatch(word))


def _slots(
    span: NameSpan, named: list[int], patronymic: int | None, lowers: list[str], initials: bool, lexicons: Lexicons
) -> dict[int, Slot]:
    if len(named) == 1:
        lone = named[0]
        given = not initials and span.rule in {"person.given"}
        if span.rule == "person.father_name" and given_forms(lowers[lone], lexicons) and not is_surname(lowers[lone]):
            # `Нурланбек Тургунбек уулу` has no surname
            given = True
        return {lone: "given" if given or (span.rule == "person.given_initial_surname" and lone == 0) else "surname"}
    surname_first = span.rule in {"person.surname_given", "person.father_name"}
    if patronymic is not None:
        index = named.index(patronymic)
        if index == len(named) - 1 and len(named) >= 3:
            surname_first = True
        elif index == 1 and len(named) == 2 and not surname_first:
            return {named[0]: "given", patronymic: "patronymic"}
    elif not surname_first and len(named) == 2:
        first_given = bool(given_forms(lowers[named[0]], lexicons))
        second_given = bool(given_forms(lowers[named[1]], lexicons))
        surname_first = second_given and not first_given and is_surname(lowers[named[0]])
    slots: dict[int, Slot] = {}
    surname = named[0] if surname_first else named[-1]
    for i in named:
        slots[i] = "surname" if i == surname else "patronymic" if i == patronymic else "given"
    return slots


def read_name(
    words: Words, span: NameSpan, lexicons: Lexicons, context: Context, *, titled: bool = False
) -> NamedPerson:
    """The mention with its readings in `context`; `titled` as in `name_parts`."""
    parts, initials, kind = name_parts(words, span, lexicons, titled=titled)
    found = readings([(part.text, part.role) for part in parts], lexicons, context)
    spelled = _spelled(words, span)
    written = _written_initials(words, span) if initials else ""
    first = words[span.first]
    return NamedPerson(
        span=span,
        start=first.start,
        end=words[span.last].end,
        kind=kind,
        initials=initials,
        readings=_name_readings(found, parts, initials, written, spelled, span.rule),
        language=words.language(first),
        subject=first.read.dep.startswith("nsubj") or words[span.last].case == "Nom",
        sentence=first.sentence,
    )


def _written_initials(words: Words, span: NameSpan) -> str:
    """The initials with the spacing of the source, a blank at the end unless the surname is glued: `К.Ж. `, `А.`."""
    places = [i for i in range(span.first, span.last + 1) if words[i].initial]
    if not places:
        return ""
    last = places[-1]
    end = words[last + 1].end if last < span.last and words[last + 1].text == "." else words[last].end
    raw = " ".join(words.source[words[places[0]].start : end].split())
    glued = end < words[span.last].end and words.source[end : end + 1].isalpha()
    return raw if glued else raw + " "


def _spelled(words: Words, span: NameSpan) -> list[str] | None:
    """The parts of a name as the source has them, if there is an `ё` that the match copy levelled."""
    source = words.source
    if "ё" not in source[words[span.first].start : words[span.last].end].lower():
        return None
    return [
        source[words[i].start : words[i].end]
        for i in range(span.first, span.last + 1)
        if (not words[i].initial or span.rule == "person.source_order") and words[i].text not in _SIGNS
    ]


def _name_readings(
    found: Iterable[Reading],
    parts: Sequence[_Part],
    initials: tuple[str, ...],
    written: str,
    spelled: Sequence[str] | None,
    rule: str,
) -> list[NameReading]:
    if not parts:
        # nothing but initials
        name = written.strip()
        return [NameReading(None, None, name, reading.gender, reading.score, name) for reading in found]
    in_order = rule == "person.source_order" or (rule.startswith("person.english") and not initials)
    dotted = [f"{letter}." for letter in initials]
    slots = [part.slot for part in parts]
    named = []
    for words, gender, _, score in found:
        told = [_restore(word, source) for word, source in zip(words, spelled)] if spelled else words
        given, patronymic, surname = (
            " ".join([word for word, slot in zip(told, slots) if slot == wanted]) or None for wanted in _SLOTS
        )
        if in_order:
            name = " ".join(told)
        elif initials and surname and not given and not patronymic:
            name = written + surname
        else:
            name = " ".join(filter(None, (given, *dotted, patronymic, surname)))
        named.append(NameReading(given, patronymic, surname, gender, score, name))
    return named


def _restore(nominative: str, source: str) -> str:
    """Put back the `ё` that the match copy levelled."""
    if "ё" not in source.lower():
        return nominative
    letters = list(nominative)
    for i, (ours, theirs) in enumerate(zip(nominative, source)):
        if ours.lower() == "е" and theirs.lower() == "ё":
            letters[i] = "Ё" if ours == "Е" else "ё"
    return "".join(letters)


def possible_cases(words: Words, span: NameSpan, lexicons: Lexicons) -> frozenset[str]:
    """Cases in which the whole name can stand."""
    parts, _, _ = name_parts(words, span, lexicons)
    found: set[str] = set()
    lone: set[str] = set()
    for gender in ("Masc", "Fem"):
        common: set[str] | None = None
        given: set[str] = set()
        for part in parts:
            if part.role == "fixed":
                continue
            options = forms(part.text, part.role, lexicons)
            foreign = len(parts) > 2 or not is_dictionary_given(part.text.lower())
            if part.slot == "given" and part.role == "given" and part is not parts[-1] and foreign:
                # a foreign given name may stay as it is: the surname decides
                given |= {
                    case for f in given_forms(part.text.lower(), lexicons) if f.gender == gender for case in f.cases
                }
                continue
            weight = 0.0 if _stays(parts, part, lexicons) else 1.0
            cases = {case for f in options if f.gender == gender and f.weight >= weight for case in f.cases}
            common = cases if common is None else common & cases
        found |= common if common is not None else {"Nom", "Gen", "Dat", "Acc", "Ins", "Loc"}
        lone |= given
    if lone.isdisjoint(found):
        # `Мустафа Капуджу`: a surname that looks like a case of another
        found |= lone
    return frozenset(found) or frozenset({"Nom", "Gen", "Dat", "Acc", "Ins", "Loc"})


def _stays(parts: Sequence[_Part], part: _Part, lexicons: Lexicons) -> bool:
    """Whether a surname in `-а` is often left as it is: after a given name that never changes, `с Кэндзи Морита`."""
    if part is not parts[-1] or part.slot != "surname" or not _FOREIGN_A.search(part.text.lower()):
        return False
    given = parts[0].text.lower()
    return len(parts) > 1 and given[-1] in "оуиэе" and bool(given_forms(given, lexicons))


@lru_cache(maxsize=4096)
def _key(text: str | None) -> str:
    return (text or "").lower().replace("ё", "е")


@dataclass(eq=False, slots=True)
class _Cluster:
    number: int
    #: mentions that differ in form, kind or reading: what comparing needs
    mentions: list[NamedPerson] = field(default_factory=list)
    #: every mention, in the order in which they joined
    everyone: list[NamedPerson] = field(default_factory=list)
    _seen: set[object] = field(default_factory=set)
    _starts: list[int] = field(default_factory=list)

    def add(self, mention: NamedPerson) -> None:
        self.everyone.append(mention)
        insort(self._starts, mention.start)
        form = (mention.kind, mention.language, mention.initials, mention.span.rule, tuple(mention.readings))
        if form not in self._seen:
            self._seen.add(form)
            self.mentions.append(mention)

    def distance(self, mention: NamedPerson) -> tuple[int, int]:
        """How far the nearest mention before `mention` lies, else the nearest after it."""
        before = bisect_right(self._starts, mention.start)
        if before:
            return 0, mention.start - self._starts[before - 1]
        return 1, self._starts[0] - mention.start

    def given(self) -> set[str]:
        return {_key(r.given) for m in self.mentions if m.kind != "surname" for r in _likely(m) if r.given}

    def surnames(self) -> set[str]:
        """Surnames of the fullest mentions; a bare surname must not widen them."""
        best = max(_FULLNESS[m.kind] for m in self.mentions)
        return {_key(r.surname) for m in self.mentions if _FULLNESS[m.kind] == best for r in _likely(m) if r.surname}

    def genders(self) -> set[str]:
        full = [m for m in self.mentions if m.kind in {"full", "given_patronymic"}] or self.mentions
        return {m.readings[0].gender for m in full}

    def initials(self, *, latin: bool) -> tuple[str, ...]:
        """Initials in one script, from the mention that gives most of them."""
        same = (_initials_of(m) for m in self.mentions if m.readings[0].name.isascii() == latin)
        return max(same, key=len, default=())


def _likely(mention: NamedPerson, margin: float = _MARGIN) -> list[NameReading]:
    best = mention.readings[0].score
    return [r for r in mention.readings if r.score >= best - margin]


def _initials_of(mention: NamedPerson) -> tuple[str, ...]:
    if mention.kind == "initials":
        return tuple(_key(letter) for letter in mention.initials)
    reading = mention.readings[0]
    letters = [_key(part)[:1] for part in (reading.given, reading.patronymic) if part]
    return tuple(letters) + tuple(_key(letter) for letter in mention.initials[: 2 - len(letters)])


def _compatible_initials(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    # `Дж.` is written for Джон and for Дж. alike
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right))


def cluster(mentions: Sequence[NamedPerson]) -> list[Person]:
    """Give every mention its person; the persons in the order of their first mention."""
    clusters: list[_Cluster] = []
    full = [mention for mention in mentions if mention.kind == "full"]
    spellings = len({_spelling(mention) for mention in full})
    # clusters by words that a mention must share with them, so that not all are compared with all
    index: dict[object, dict[int, _Cluster]] = {}
    for mention in full:
        keys = _full_keys(mention)
        if spellings > 1:
            keys.add(_skeleton(mention))
        home = next((c for c in _near(index, keys) if _same_full(c, mention)), None)
        home = _add(clusters, home, mention)
        for key in keys:
            index.setdefault(key, {})[home.number] = home
    words: dict[object, dict[int, _Cluster]] = {}
    for group in clusters:
        for mention in group.mentions:
            _note(words, group, mention)
    for mention in mentions:
        if mention.kind == "full":
            continue
        candidates = [c for c in _near(words, _name_words(mention)) if _fits(c, mention)]
        home = min(candidates, key=lambda c: c.distance(mention), default=None)
        _note(words, _add(clusters, home, mention), mention)
    clusters = _join_addressed(clusters)
    clusters.sort(key=lambda c: min(m.start for m in c.everyone))
    persons = []
    for group in clusters:
        name, gender = _canonical(group)
        person = Person(name=name, gender=gender)
        for mention in group.everyone:
            mention.person = person
        persons.append(person)
    return persons


def _join_addressed(clusters: list[_Cluster]) -> list[_Cluster]:
    """`Сохиб Рахматович`, in the same interview `С. Хамраев`: one person, if only one has these initials."""
    addressed = [c for c in clusters if all(m.kind == "given_patronymic" for m in c.mentions)]
    initialled = [
        c for c in clusters if {m.kind for m in c.mentions} <= {"initials", "surname"} and c.initials(latin=False)
    ]
    for group in addressed:
        letters = group.initials(latin=False)
        fitting = [
            c
            for c in initialled
            if _compatible_initials(c.initials(latin=False), letters) and c.genders() & group.genders()
        ]
        rivals = [c for c in addressed if _compatible_initials(c.initials(latin=False)[:1], letters[:1])]
        if len(fitting) != 1 or len(rivals) != 1:
            continue
        for mention in fitting[0].everyone:
            group.add(mention)
        clusters.remove(fitting[0])
        initialled.remove(fitting[0])
    return clusters


def _add(clusters: list[_Cluster], home: _Cluster | None, mention: NamedPerson) -> _Cluster:
    if home is None:
        home = _Cluster(len(clusters))
        clusters.append(home)
    home.add(mention)
    return home


def _near(index: dict[object, dict[int, _Cluster]], keys: Iterable[object]) -> list[_Cluster]:
    """The clusters under any of the keys, in the order in which they began."""
    found: dict[int, _Cluster] = {}
    for key in keys:
        found.update(index.get(key, {}))
    return [found[number] for number in sorted(found)]


def _note(index: dict[object, dict[int, _Cluster]], group: _Cluster, mention: NamedPerson) -> None:
    for key in _name_words(mention):
        index.setdefault(key, {})[group.number] = group


def _full_keys(mention: NamedPerson) -> set[object]:
    """What two full names of one person share at least one of, or their consonants if they are spelled differently."""
    return {_key(reading.surname) for reading in _likely(mention)}


def _spelling(mention: NamedPerson) -> tuple[str, bool]:
    """The language and script of a name, which are compared by their words if these are the same."""
    return mention.language, mention.readings[0].name.isascii()


def _name_words(mention: NamedPerson) -> set[object]:
    """The words of given names and surnames in any likely reading, whole and one by one."""
    found: set[object] = set()
    for reading in _likely(mention, _PARTIAL_MARGIN):
        for part in (reading.given, reading.surname):
            if part:
                found |= {_key(part), *_key(part).split()}
    return found


def _same_full(group: _Cluster, mention: NamedPerson) -> bool:
    for other in group.mentions:
        if _spelling(other) != _spelling(mention):
            if _skeleton(other) == _skeleton(mention):
                return True
            continue
        for mine in _likely(mention):
            for theirs in _likely(other):
                if (
                    mine.gender == theirs.gender
                    and _key(mine.surname) == _key(theirs.surname)
                    and _same_given(mine, theirs)
                ):
                    return True
    return False


def _same_given(mine: NameReading, theirs: NameReading) -> bool:
    if mine.given and theirs.given:
        left, right = _key(mine.given).split(), _key(theirs.given).split()
        # one of several given names may be left out
        if left[0] != right[0] and not (set(left) & set(right) and len(left) != len(right)):
            return False
    if mine.patronymic and theirs.patronymic:
        return _key(mine.patronymic)[:3] == _key(theirs.patronymic)[:3]
    return True


def _fits(group: _Cluster, mention: NamedPerson) -> bool:
    if all(m.readings[0].name.isascii() != mention.readings[0].name.isascii() for m in group.mentions):
        return False
    likely = _likely(mention, _PARTIAL_MARGIN)
    if mention.kind in {"given", "given_patronymic"}:
        known = {word for given in group.given() for word in given.split()}
        named = any(_key(r.given) in known and r.gender in group.genders() for r in likely)
        # `Рахим` is a given name by itself and a surname here
        named = named or (mention.kind == "given" and any(_key(r.given) in group.surnames() for r in likely))
        if mention.kind == "given" or not named:
            return named
        own = {_key(r.patronymic)[:3] for r in likely}
        others = {_key(r.patronymic)[:3] for m in group.mentions for r in _likely(m) if r.patronymic}
        return not others or bool(own & others)
    surnames = group.surnames()
    alone = mention.kind == "surname"
    for reading in likely:
        surname = _key(reading.surname)
        same = surname in surnames or (alone and any(surname in s.split() for s in surnames))
        gender = reading.gender in group.genders() or all(m.kind != "full" for m in group.mentions)
        if (
            same
            and gender
            and (alone or _compatible_initials(group.initials(latin=reading.name.isascii()), _initials_of(mention)))
        ):
            return True
    # a bare part of a Chinese name may be its given part
    return alone and any(
        _key(r.surname) in group.given()
        for r in likely
        if all(m.span.rule == "person.source_order" for m in group.mentions)
    )


def _fullness(mention: NamedPerson) -> tuple[int, int, int]:
    """How much a mention tells of a name: by its kind, in Cyrillic before Latin, by its words."""
    name = mention.readings[0].name
    return _FULLNESS[mention.kind], int(not name.isascii()), len(name.split()) + len(mention.initials)


def _canonical(group: _Cluster) -> tuple[str, Gender | None]:
    """The name on which all mentions agree best, among those of the fullest form."""
    votes: dict[str, float] = defaultdict(float)
    genders: dict[str, Gender] = {}

    told = [_fullness(mention) for mention in group.everyone]
    best = max(told)
    top = [mention for mention, fullness in zip(group.everyone, told) if fullness == best]
    others = [mention for mention, fullness in zip(group.everyone, told) if fullness != best]
    for mention in top:
        highest = mention.readings[0].score
        voted: set[str] = set()
        for reading in mention.readings:
            if reading.name not in voted:
                # the best reading of a name speaks for it, once in a mention
                voted.add(reading.name)
                votes[reading.name] += max(reading.score - highest + 4.0, 0.0)
            genders.setdefault(reading.name, reading.gender)
    surnames: dict[str, set[str]] = defaultdict(set)
    for mention in top if others else ():
        for reading in mention.readings:
            surnames[reading.name].add(_key(reading.surname))
    for mention in others:
        highest = mention.readings[0].score
        weights: dict[str, float] = {}
        for reading in mention.readings:
            weight = max(reading.score - highest + 4.0, 0.0)
            weights[_key(reading.surname)] = max(weights.get(_key(reading.surname), 0.0), weight)
        for name in votes:
            votes[name] += 0.5 * max((weights.get(surname, 0.0) for surname in surnames[name]), default=0.0)
    russian = group.everyone[0].language != "en"
    # a page that begins in Russian spells the name in Cyrillic
    name = min(votes, key=lambda n: (russian and _CYRILLIC.search(n) is None, -round(votes[n], 6), n))
    whole = _with_surname(group, _with_patronymic(group, name))
    if group.everyone[0].language == "en" and name.isascii():
        return name, None
    return whole, genders[name]


def _with_patronymic(group: _Cluster, name: str) -> str:
    """A full name with the patronymic that another mention gives: `Мелис Асанович` beside `Мелис Чоров`."""
    readings = [r for m in group.mentions if m.kind == "full" for r in m.readings if r.name == name]
    if not readings or readings[0].patronymic or not readings[0].given or not readings[0].surname:
        return name
    given = readings[0].given
    for mention in group.mentions:
        told = mention.readings[0]
        fits = mention.kind == "given_patronymic" and _key(told.given) == _key(given)
        if fits and told.patronymic and told.patronymic != readings[0].surname:
            return name.replace(given, f"{given} {told.patronymic}", 1)
    return name


def _with_surname(group: _Cluster, name: str) -> str:
    """A given name and patronymic with the surname that stands beside initials elsewhere."""
    if max(_FULLNESS[m.kind] for m in group.mentions) != _FULLNESS["given_patronymic"]:
        return name
    initialled = [m for m in group.everyone if m.kind == "initials" and m.readings[0].surname]
    if not initialled:
        return name
    votes: dict[str, float] = defaultdict(float)
    genders = group.genders()
    for mention in initialled:
        for reading in mention.readings:
            if reading.surname and reading.gender in genders:
                votes[reading.surname] += reading.score - mention.readings[0].score + 4.0
    return f"{name} {max(votes, key=lambda surname: votes[surname])}" if votes else name


_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "z", "з": "z", "и": "i", "й": "", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "", "ь": "", "э": "e", "ю": "u", "я": "a",
}  # fmt: skip


def _skeleton(mention: NamedPerson) -> tuple[str, str]:
    """Consonants of given name and surname, the same for a name in Cyrillic and in Latin script."""
    reading = mention.readings[0]
    words = reading.name.split()
    if _is_korean(words):
        # `Хан Дон Юн` and `Han Dong-yun`: whoever reads which word as the surname
        return _consonants(re.sub(r"ng|нг", "n", "".join(words).replace("-", "").lower())), ""
    given, surname = (reading.given or words[0]).split()[0], (reading.surname or words[-1]).split()[-1]
    return _consonants(given), _consonants(surname)


def _is_korean(words: list[str]) -> bool:
    """Three syllables, the last two often joined by a hyphen."""
    if len(words) == _SYLLABLES - 1 and words[1].count("-") == 1 and words[1].rpartition("-")[2].islower():
        words = [words[0], *words[1].split("-")]
    return len(words) == _SYLLABLES and all(_SYLLABLE.fullmatch(word) for word in words)


_SYLLABLES = 3
_SYLLABLE = later(
    r"[bcdghjklmnpstwyбвгджзйклмнпрстхцчшь]{0,3}[aeiouwyаеёиоуыэюя]{1,3}(?:ng|нг|[klmnprt]|[клмнпрт])?", re.IGNORECASE
)


_SPELLINGS = (
    ("dzh", "z"), ("dj", "z"), ("ja", "za"), ("ji", "zi"), ("jo", "zo"), ("ju", "zu"), ("kh", "h"), ("zh", "z"),
    ("ts", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("x", "ks"),
)  # fmt: skip


_CYRILLIC = later(r"[а-яё]", re.IGNORECASE)
#: a w that no Cyrillic spelling writes as в
_SILENT_W = re.compile(r"(?<=[aeo])w(?=[bcdfghjmnpqrt]|s(?!k))")


@lru_cache(maxsize=4096)
def _consonants(word: str) -> str:
    """Initial and further consonants, spelled alike for both scripts: `Гаджизаде` and `Hajizade` are one."""
    plain = unicodedata.normalize("NFD", word.lower().replace("дж", "ж").replace("й", ""))
    latin = "".join(_LATIN.get(letter, letter) for letter in plain if not unicodedata.combining(letter))
    for source, target in _SPELLINGS:
        latin = latin.replace(source, target)
    # `Dawson` is `Доусон`, but `Kowalski` is `Ковальский`
    latin = _SILENT_W.sub("", latin)
    latin = latin.replace("c", "k").replace("q", "k").replace("w", "v")
    # an initial h is written with Г as well as with Х
    initial = "g" if latin[:1] in {"g", "h"} else latin[:1]
    skeleton = "".join(letter for letter in latin[1:] if letter.isalpha() and letter not in "aeiouyjh")
    return initial + "".join(a for a, b in zip(skeleton, skeleton[1:] + " ") if a != b)
