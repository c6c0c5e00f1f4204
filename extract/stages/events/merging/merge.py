"""One event per happening: tellings of the same happening are found and joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Person
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, is_negated, preposition, subject
from extract.stages.events.merging.comparing import (
    ANOTHER_PAPER,
    HEADLINE,
    conflicts,
    goes_round,
    in_headline,
    is_bare,
    is_bare_setting,
    is_put_off_again,
    overlap,
    same_kind,
    share_key,
)
from extract.stages.events.merging.happening import Happening, near
from extract.stages.events.merging.told_alone import is_another, is_awaited, is_over
from extract.stages.events.papers.own_adoption import TITLE
from extract.stages.events.papers.told import says_same
from extract.stages.events.triggers.credentials import credentials
from extract.stages.events.triggers.lexicon import Candidate, companion, is_group, of_other_items

#: words of the first type may point back to an event of the others: `встреча` to a session, `мероприятие` to anything
_POINTS_TO: dict[str, frozenset[str]] = {
    "meeting": frozenset({"meeting", "call", "session", "summit", "visit"}),
    "call": frozenset({"call"}),
    "visit": frozenset({"visit"}),
    "session": frozenset({"session", "summit"}),
    "summit": frozenset({"summit", "session"}),
    "conference": frozenset({"conference", "session", "summit", "meeting", "exercise", "operation"}),
    "operation": frozenset({"operation"}),
    "exercise": frozenset({"exercise"}),
    "adoption": frozenset({"adoption"}),
    "statement": frozenset({"statement"}),
}
#: a bare word that names more than these is told for the first time: `в заседании примут участие А, Б и В`
_WELL_ATTENDED = 2
#: characters after which `документ` may be another paper
_NEAR = 700
_SIGNATURES = later(
    r"\bподпис(?:и|ями)\b|(?:^|\s)(?:данн\w+\s|этот\s)?(?:документ|бумаг[уи]|его|е[её]|их|которые|который)\b",
    re.IGNORECASE,
)
#: tokens between `с визитом` and its verb
_CLOSE = 7
_DASH = re.compile(r"[^.;:\n-]{0,120}?\s-\s(?:[\w-]+\s){0,2}")
#: a visit in whose course something is told
_IN_VISIT = later(
    r"\b(?:в рамках|в ходе|во время|в (?:завершени|окончани)\w|по (?:завершени|окончани|итогам)\w?"
    r"|в (?:первый|последний|второй) день)\s+(?:[а-яё]+\s+){0,3}$",
    re.IGNORECASE,
)
_PAIR = 2
_ORGANIZED = re.compile(r",\s+(?:организован|созван|инициирован)н\w+\s")
_HELD_IN = later(r",\s+состоявш\w+\s+(?:[^,.;]{1,50}\s)?в\s+(?:ходе\s+|формате\s+)?", re.IGNORECASE)
_ASSEMBLIES = frozenset({"session", "summit", "conference"})
_SUBMITTED = later(
    r"\bна\s+(?:рассмотрение|утверждение|одобрение|обсуждение|подписание)\s+(?:[а-яё-]+\s+){0,2}$", re.IGNORECASE
)
_READYING = re.compile(r"\bподготовк\w+\s+ко?\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
#: characters back to what `данная операция` points at
_POINTED = 900
#: those who have just been told to meet
_TWO_HEADS = later(
    r"(?:Главы|Лидеры|Президенты|Министры|Премьеры)(?:\s(?:двух|обеих)\s(?:стран|государств|ведомств|республик))?"
)
_TWO = 2
#: tokens of a clause
_CLAUSE = 20
_GATHERING = frozenset({"собраться", "собираться", "съехаться", "встретиться", "встречаться"})
_TAKING = frozenset({"принять", "принимать"})
_GOING_TO = frozenset({"участвовать", "выступить", "поучаствовать"})
_GUESTS_AT = frozenset({"conference", "session", "exercise"})
#: adjectives of what was told before
_SAME = frozenset(
    {
        "этот", "данный", "указанный", "настоящий", "нынешний", "такой", "весь", "очередной", "пленарный", "подобный",
        "аналогичный", "схожий", "прошлогодний", "предыдущий", "прежний", "прошлый", "разный", "различный", "другой",
    }
)  # fmt: skip
_SIGNING = re.compile(r"подпис|постав|скреп")
_TALKING = frozenset({"обсудить", "обсуждать", "побеседовать"})
#: `учение нацелено на отработку`
_MEANT_FOR = frozenset({"нацелить", "направить", "посвятить", "рассчитать", "призвать"})
_BEGINNING = frozenset({"начаться", "стартовать", "открыться"})
_UNTIL = frozenset({"к", "до"})
#: happenings that a telling may point back to: keeps merging linear on pages of any length
_RECENT = 60


def merge(candidates: Sequence[Candidate]) -> tuple[list[Happening], list[Candidate]]:
    """Join candidates, in text order; returns the happenings and the candidates that point to none."""
    happenings: list[Happening] = []
    left: list[Candidate] = []
    for c in candidates:
        target = _find(happenings, c)
        if target is not None:
            if is_bare_setting(c):
                c.organizations = []
            target.tellings.append(c)
        elif _tells(c):
            happenings.append(Happening([c]))
        else:
            left.append(c)
    # a bare word in a headline comes before what it points to
    still_left = []
    for c in left:
        if is_next(c):
            ahead = next((h for h in happenings if same_kind(c.type, h.type) and h.main.status == "planned"), None)
            if ahead is None and c.token.head.lemma_ == "раунд":
                happenings.append(Happening([c]))
            elif ahead is None:
                still_left.append(c)
            else:
                ahead.tellings.append(c)
            continue
        if _is_on_visit(c) and not any(h.type == "visit" and not goes_round(h.main) for h in happenings):
            happenings.append(Happening([c]))
            continue
        target = next((h for h in happenings if c.type == h.type and not conflicts(h, c)), None)
        if target is not None and c.trigger[0] < target.tellings[0].trigger[0]:
            target.tellings.append(c)
        else:
            still_left.append(c)
    for number, happening in enumerate(happenings):
        _as_its_series(happening, happenings[max(number - _RECENT, 0) : number])
    return happenings, still_left


def _as_its_series(happening: Happening, before: Sequence[Happening]) -> None:
    """`Учение «Эшелон» предусматривает отработку`: no word of when; as those of its kind that were told before."""
    main = happening.main
    if main.status != "held" or main.asserted or main.is_verb or main.dates or main.token.dep_ not in SUBJECTS:
        return
    if feature(main.token.head, "Tense") != "Pres" and main.token.head.lemma_ not in _MEANT_FOR:
        return
    told = next((h.main for h in reversed(before) if h.type == happening.type and h.main.asserted), None)
    if told is not None and told.status in {"planned", "ongoing"}:
        main.status = told.status


def _is_on_visit(c: Candidate) -> bool:
    """`В рамках визита делегация была принята Премьер-министром`, of a visit that nothing else tells."""
    text: str = c.token.doc._.match_text
    if c.type != "visit" or c.is_verb or not (_IN_VISIT.search(text, max(c.trigger[0] - 40, 0), c.trigger[0])):
        return False
    named = [m for m in c.token.doc._.persons if c.token.sent.start_char <= m.start < c.token.sent.end_char]
    return bool(named) or any(t.dep_ in SUBJECTS and is_group(t) for t in c.token.sent)


def is_next(c: Candidate) -> bool:
    """`к следующему раунду консультаций`: it lies ahead, whatever else is told of it."""
    if c.status != "planned" or c.is_verb:
        return False
    row = c.token.head if c.token.head.lemma_ == "раунд" and c.token.dep_ == "nmod" else c.token
    return preposition(row) in _UNTIL and any(x.lemma_ == "следующий" for x in row.children)


def _tells(c: Candidate) -> bool:
    """Words that tell a happening by themselves: what is asserted, or has something of its own."""
    # `на рассмотрение Совещания руководителей`: a body that bears the word
    own = _is_full(c) and not c.token.norm_[:1].isupper()
    if c.status == "planned" and not own and _is_submitted_to(c):
        return False
    asserted = c.asserted and (c.specific or not c.points)
    return asserted or any(
        check(c)
        for check in (_is_full, is_awaited, _is_caption, _is_come_for, _is_attended, _is_well_attended, _is_prepared)
    )


def _is_submitted_to(c: Candidate) -> bool:
    """`внести проект на рассмотрение очередного заседания`: whichever comes, whenever that is."""
    start = c.token.sent.start_char
    return _SUBMITTED.search(c.token.doc._.match_text, max(start, c.trigger[0] - 60), c.trigger[0]) is not None


def _signed_again(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Документ подписали А и Б`, `Подписи поставили А и Б`: the paper told of just before."""
    sealed = c.token.lemma_ in {"поставить", "скрепить"}
    if c.type != "adoption" or c.dates or not c.is_verb or (c.documents and not sealed):
        return None
    text: str = c.token.doc._.match_text
    words = text[c.token.sent.start_char : c.token.sent.end_char]
    if not (_SIGNATURES.search(words) and _SIGNING.search(c.rule)) or ANOTHER_PAPER.search(words):
        return None
    for happening in reversed(happenings[-4:]):
        if happening.type == "adoption" and 0 < c.trigger[0] - happening.main.trigger[0] < _NEAR:
            return happening if c.status == happening.main.status else None
    return None


def _is_caption(c: Candidate) -> bool:
    """`Беседа А. Б. с послом В. Г.` without a verb: under a picture, or in a list of news."""
    return c.heading and c.type in {"meeting", "call"} and sum(isinstance(p.entity, Person) for p in c.participants) > 1


def _is_come_for(c: Candidate) -> bool:
    """`прибыл для участия в заседании экспертной группы`."""
    whose = any(child.dep_ == "nmod" for child in c.token.rights)
    if c.type in {"exercise", "operation"}:
        # `договорились об участии в учениях`: no single ones
        return False
    return c.status == "planned" and c.token.head.lemma_ == "участие" and (whose or bool(c.participants))


def _is_attended(c: Candidate) -> bool:
    """`Делегация приняла участие в научной конференции`, `выступил на форуме юристов`: what kind it was, or whose."""
    if c.is_verb or c.status != "held" or c.type not in _GUESTS_AT or not _is_gone_to(c):
        return False
    return any(
        (x.dep_ == "amod" and x.lemma_ not in _SAME) or (x.dep_ == "nmod" and preposition(x) is None)
        for x in c.token.children
    )


def _is_gone_to(c: Candidate) -> bool:
    """Somebody took part in it, or spoke at it."""
    above = c.token.head
    part = above.lemma_ == "участие" and preposition(c.token) in {"в", "во"}
    verb = above.head if part else above
    known = verb.lemma_ in _TAKING if part else verb.lemma_ in _GOING_TO and preposition(c.token) in {"в", "во", "на"}
    over = feature(verb, "VerbForm") == "Fin" and feature(verb, "Tense") == "Past"
    return known and over and not is_negated(verb) and subject(verb) is not None


def _is_prepared(c: Candidate) -> bool:
    """`подготовка к встрече президентов двух стран`."""
    whose = any(child.dep_ == "nmod" and preposition(child) is None for child in c.token.rights)
    named = whose or c.token.lemma_ == "саммит"
    return c.type in {"meeting", "summit"} and c.status == "planned" and named and _is_to_come(c)


def _is_to_come(c: Candidate) -> bool:
    """`вопросы подготовки к саммиту`, wherever the tree hangs it."""
    if c.token.head.lemma_ == "подготовка":
        return True
    start = max(c.trigger[0] - 70, c.token.sent.start_char)
    return not c.is_verb and _READYING.search(c.token.doc._.match_text, start, c.trigger[0]) is not None


def _is_well_attended(c: Candidate) -> bool:
    if c.type in {"meeting", "call"} and not c.is_verb:
        # `обсуждались в ходе телефонного разговора министров А. Б. и В. Г.`
        named = sum(isinstance(p.entity, Person) for p in c.participants)
        # `заявил министр А. Б. во время встречи с коллегой из Таджикистана`
        return named > 1 or (named == 1 and len(c.participants) > 1 and companion(c.token) is not None)
    return sum(p.entity is not None for p in c.participants) > _WELL_ATTENDED


def _is_full(c: Candidate) -> bool:
    # an operation is told by the services that carry it out, as a sitting is by its body
    carried_out = c.type == "operation" and any(p.entity is not None for p in c.participants)
    # `заявил министр А. Б. на совещании с губернатором В. Г.`
    with_whom = c.type == "session" and len(c.persons()) > 1
    return bool(c.number or c.name or c.dates or c.places or c.organizations or carried_out or with_whom)


def _come_to(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Министры соберутся в Минске на очередное заседание`: the verb and the noun tell the same."""
    if c.is_verb or preposition(c.token) != "на" or not happenings:
        return None
    last = happenings[-1]
    verb = next((t.token for t in last.tellings if t.token.lemma_ in _GATHERING), None)
    if verb is None or not 0 < c.token.i - verb.i < _CLAUSE or verb.sent.start != c.token.sent.start:
        return None
    between = c.token.doc[verb.i + 1 : c.token.i]
    return None if any(t.pos_ in {"VERB", "AUX"} for t in between) else last


def _called(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`А обсудил с коллегой повестку`, above; `А и Б провели телефонный разговор`, below: they talked by telephone."""
    if c.type != "call" or not c.asserted or not happenings:
        return None
    first = happenings[0]
    main = first.main
    bare = len(first.tellings) == 1 and main.type == "meeting" and main.token.lemma_ in _TALKING and not main.dates
    if not bare or main.trigger[0] > HEADLINE or main.status != c.status or c.trigger[0] > 3 * HEADLINE:
        return None
    mine = c.persons()
    if mine and first.persons() and not mine & first.persons():
        return None
    main.type = "call"
    return first


def _opens_bare(c: Candidate) -> bool:
    """A sentence opens with the noun alone."""
    opening = [t for t in c.token.sent if t.i < c.token.i and t.is_alpha]
    return not c.is_verb and not opening and not any(x.dep_ in {"nmod", "amod"} for x in c.token.children)


def _is_bare_headline(happening: Happening, c: Candidate) -> bool:
    """`Встреча пройдёт 15-16 сентября` above a summit of those days."""
    main = happening.main
    bare = main.token.lemma_ == "встреча" and not any(x.dep_ in {"nmod", "amod"} for x in main.token.children)
    same = any(overlap(a, b) for a in main.dates for b in c.dates)
    return bare and same and len(happening.tellings) == 1 and main.trigger[0] < HEADLINE and main.status == c.status


def _gathered(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`В Оше встретились главы ведомств`, above: they met at the session that the text tells."""
    if c.type not in {"session", "summit", "conference", "meeting"} or not c.asserted or c.is_verb:
        return None
    for happening in happenings[:2]:
        main = happening.main
        bare = len(happening.tellings) == 1 and main.is_verb and main.token.lemma_ in _GATHERING
        if _is_bare_headline(happening, c):
            main.type = c.type
            return happening
        alike = (main.status == "planned") == (c.status == "planned")
        if bare and main.trigger[0] < HEADLINE and alike and c.token.sent.start > main.token.i:
            if main.type in {"meeting", "session"} and not happening.persons() and _says_as_much(happening, c):
                main.type = c.type
                main.participants = []
                return happening
    return None


def _says_as_much(happening: Happening, c: Candidate) -> bool:
    """The place or the day of a headline, or the states that are to meet, and nothing else."""
    if c.dates and happening.dates:
        return any(overlap(a, b) for a in c.dates for b in happening.dates)
    if c.places and happening.places:
        return any(a is b for a in c.places for b in happening.places)
    if conflicts(happening, c):
        return False
    first = {id(p.entity) for p in happening.main.participants if p.entity is not None}
    return len(first) > 1 and first <= {id(p.entity) for p in c.participants}


def _on_margins(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`«На полях» форума`, `На полях заседания`: the one at which they are, whatever else was announced."""
    if not c.margins or c.is_verb or c.number or c.name or c.dates or c.places:
        return None
    if any(x.dep_ in {"nmod", "amod"} for x in c.token.children):
        return None
    for happening in reversed(happenings[-_RECENT:]):
        over = happening.main.status in {"held", "ongoing"} and happening.main.asserted and not happening.main.margins
        if over and happening.type in _POINTS_TO[c.type] and happening.type not in {"meeting", "visit", "operation"}:
            c.organizations = []
            return happening
    return None


def _joined(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Для участия в форуме накануне прибыли президенты`: the one that was told; the day is that of the arrival."""
    if c.token.head.lemma_ != "участие" or preposition(c.token.head) != "для" or c.status != "planned":
        return None
    own = [x for x in c.token.children if x.dep_ in {"nmod", "amod", "appos"}]
    if any(x.dep_ != "nmod" or preposition(x) is None for x in own) or not happenings:
        return None
    last = happenings[-1]
    if last.type not in _POINTS_TO[c.type] or c.trigger[0] - last.main.trigger[0] > HEADLINE:
        return None
    c.dates, c.places, c.status = [], [], last.main.status
    return last


def _pointed_at(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Данная операция завершится в ноябре`, `Это будет первый визит`: the last one of the kind, whatever it says."""
    if not c.points:
        return None
    for happening in reversed(happenings[-_RECENT:]):
        if c.trigger[0] - happening.main.trigger[0] > _POINTED:
            return None
        if same_kind(happening.type, c.type) or (not c.is_verb and happening.type in _POINTS_TO[c.type]):
            if c.status == "held" and happening.main.status == "planned" and _held_before(happenings, happening, c):
                # `одобрил на заседании проект, который рассмотрит сессия. Заседание длилось три часа`
                continue
            whose = any(x.dep_ == "nmod" for x in c.token.rights) and bool(happening.bodies()) and not _is_this(c)
            if whose and c.organizations and not happening.bodies() & {id(o) for o in c.organizations}:
                # `Заседание СНК продлится до 27 июля`: not the session of another body that is prepared there
                continue
            of_guests = c.token.head.lemma_ == "участник"
            other_day = happening.dates and not any(overlap(a, b) for a in c.dates for b in happening.dates)
            if of_guests or (c.dates and other_day):
                # `Участников встречи накануне принял президент`: the day of that
                c.dates = []
            if not any(x.dep_ == "nmod" for x in c.token.rights):
                # bodies around `этого заседания` are those of something else
                c.organizations = []
            c.number = None
            c.status = happening.main.status
            return happening
    return None


def _held_before(happenings: list[Happening], ahead: Happening, c: Candidate) -> bool:
    """One of the same kind was held, told in the sentence of what lies ahead or before."""
    near_by = [h for h in happenings if h is not ahead and c.trigger[0] - h.main.trigger[0] < _POINTED]
    return any(h.type == c.type and h.main.status == "held" for h in near_by)


def _attended_again(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Участие в заседании примут делегации СНГ`: of the one told last; bodies behind it are those of its guests."""
    taking = c.token.head.lemma_ == "участие" and c.token.head.head.lemma_ in _TAKING and preposition(c.token) == "в"
    if not taking or c.is_verb or c.number or c.name or c.dates or c.places:
        return None
    if any(x.dep_ in {"nmod", "amod", "det"} for x in c.token.children):
        return None
    near_by = [h for h in happenings[-4:] if c.trigger[0] - h.main.trigger[0] < _POINTED]
    last = next((h for h in reversed(near_by) if same_kind(h.type, c.type) and h.main.asserted), None)
    if last is None or (c.status == "planned") != (last.main.status in {"planned", "ongoing"}):
        return None
    c.organizations, c.status = [], last.main.status
    return last


def _is_this(c: Candidate) -> bool:
    """`Это будет тренировка под эгидой Центра`: the one told, whoever holds it."""
    return any(x.dep_ in SUBJECTS and x.norm_.lower() == "это" for x in c.token.children)


def _lies_ahead(happening: Happening, c: Candidate) -> bool:
    """`По итогам встречи подписан протокол`, after the next one was announced: what is over was not that."""
    main = happening.main
    return main.status == "planned" and main.asserted and not c.asserted and c.status == "held"


def _is_of_its_own(happening: Happening, c: Candidate) -> bool:
    """`переговоры продолжались два часа`: not the session that lies ahead; talks that were held are no visit."""
    if same_kind(happening.type, c.type) or not c.asserted:
        return False
    ahead = happening.main.status == "planned" and c.status in {"held", "ongoing"}
    several = c.token.lemma_ == "встреча" and feature(c.token, "Number") == "Plur"
    off = c.status in {"postponed", "cancelled"}
    return ahead or several or off or (happening.type == "visit" and c.type == "meeting")


def _is_between_two(c: Candidate) -> bool:
    other = companion(c.token)
    return other is not None and len(c.persons()) > 1 and not any(x.dep_ == "conj" for x in other.children)


def _has_sides(visit: Happening, c: Candidate) -> bool:
    """`заявил министр во время встречи с коллегой`, of the delegation's visit: their meeting is another happening."""
    return companion(c.token) is not None and bool(c.persons()) and not c.persons() & visit.persons()


def _is_called(happening: Happening, c: Candidate) -> bool:
    """A session that was told as one near by, for `на сессии`; for other events the last one."""
    if c.type != "session" or c.trigger[0] - happening.main.trigger[0] > _POINTED:
        return c.type != "session"
    return any(t.token.lemma_ == c.token.lemma_ for t in happening.tellings)


def _is_same_course(last: Happening, c: Candidate) -> bool:
    """`в семинаре, организаторами которого выступили А и Б`, after a seminar of which no body was told."""
    if c.type != "conference" or last.type != "conference" or c.asserted or c.margins or c.is_verb:
        return False
    own = c.number or c.name or c.dates or c.places
    return not own and not last.frames() and c.status == last.main.status and not conflicts(last, c)


def _handed_over(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`принял верительные грамоты от послов`, `Грамоты вручили А и Б`: one ceremony, told from its two sides."""
    if not c.is_verb or c.type != "meeting" or not happenings or credentials(c.token) is None:
        return None
    last = happenings[-1]
    received = next((t for t in last.tellings if t.is_verb and credentials(t.token) is not None), None)
    same_side = received is not None and (received.token.lemma_ in _TAKING) == (c.token.lemma_ in _TAKING)
    return last if received is not None and not same_side and c.status == received.status and not c.dates else None


def _find(happenings: list[Happening], c: Candidate) -> Happening | None:
    """The happening that one more telling is of; the surest signs come first."""
    if c.margins and happenings and _is_beside(happenings[-1].main, c):
        # `саммит на полях сессии`: that is another
        happenings = happenings[:-1]
    if c.type == "meeting" and _opens_bare(c):
        # `Встреча состоялась в рамках саммита`: a body is that of the summit
        c.organizations = []
    if c.type == "adoption" and c.item > 0:
        # `14:45 А подписали заявление`, `16:25 Б одобрил доклад`: of another item is another paper
        happenings = [h for h in happenings if not of_other_items(h.main, c) or _share_paper(h, c)]
    with_noun = _told_with_noun(happenings, c) or _held_by_phone(happenings, c)
    if with_noun is not None:
        return with_noun
    if _waits_for_verb(c):
        return None
    known = (
        _attended_again(happenings, c)
        or _signed_again(happenings, c)
        or _come_to(happenings, c)
        or _pointed_at(happenings, c)
    )
    known = known or _joined(happenings, c) or _on_margins(happenings, c)
    known = known or _handed_over(happenings, c) or _in_apposition(happenings, c) or _of_two_heads(happenings, c)
    if known is not None:
        return known
    if is_next(c) and not c.specific:
        # told, or joined with what is told of it, when all of the text has been read
        return None
    recent = happenings[-_RECENT:]
    known = (
        _organized_by(recent, c)
        or _begun(recent, c)
        or _with_same_key(recent, c)
        or _gathered(happenings, c)
        or _called(happenings, c)
    )
    known = known or _under_headline(happenings, c) or _adopted_above(happenings, c)
    known = known or _prepared_for(recent, c) or _opened_again(recent, c)
    known = known or _under_item(recent, c) or _pointed_back(recent, c) or _met_there(recent, c)
    if known is None and recent and _is_same_course(recent[-1], c):
        return recent[-1]
    return known


def _share_paper(happening: Happening, c: Candidate) -> bool:
    return happening.type != "adoption" or any(d in c.documents for t in happening.tellings for d in t.documents)


def _met_there(recent: list[Happening], c: Candidate) -> Happening | None:
    """`А встретился с Б`, `Главы двух стран встретились на полях саммита`: the same two."""
    last = recent[-1] if recent else None
    if last is None or last.type != "meeting" or c.type != "meeting" or not c.is_verb or c.dates:
        return None
    named = any(p.entity is not None for p in c.participants)
    text: str = c.token.doc._.match_text
    whose = [p for p in c.participants if p.start is not None and _TWO_HEADS.fullmatch(text, p.start, p.end or 0)]
    near_by = c.trigger[0] - last.tellings[-1].trigger[0] < _NEAR
    alike = c.status == last.main.status and len(last.persons()) == _TWO and not conflicts(last, c)
    if not whose or named or not near_by or not alike:
        return None
    c.participants = [p for p in c.participants if p not in whose]
    return last


def _is_beside(told: Candidate, c: Candidate) -> bool:
    """Told with a noun right before `на полях`."""
    if told.is_verb or told.type not in _ASSEMBLIES or told.token.sent.start != c.token.sent.start:
        return False
    between = c.token.doc[told.token.i + 1 : c.token.i]
    return 0 < len(between) < _CLAUSE and not any(t.pos_ in {"VERB", "AUX"} or t.norm_ == "," for t in between)


def _told_with_noun(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`в январе с визитом побывала группа`: the noun was told, the verb follows."""
    if c.type != "visit":
        return None
    if not c.is_verb:
        return _with_visit(happenings, c)
    told = next((h for h in happenings[-2:] if any(t.token.head.i == c.token.i for t in h.tellings)), None)
    if told is not None or not happenings:
        return told
    # `с рабочим визитом в Минск прибыла делегация`, wherever the tree hangs it
    noun = happenings[-1].main
    near_by = noun.type == "visit" and not noun.is_verb and 0 < c.token.i - noun.token.i < _CLOSE
    with_it = near_by and preposition(noun.token) == "с" and noun.token.sent.start == c.token.sent.start
    between = c.token.doc[noun.token.i + 1 : c.token.i]
    return happenings[-1] if with_it and all(t.pos_ in {"ADP", "PROPN", "NOUN", "ADJ"} for t in between) else None


def _in_apposition(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`саммит ОДКБ - сессия Совета коллективной безопасности`: one, by both its names."""
    if c.is_verb or c.type not in {"session", "summit"} or not happenings:
        return None
    last = happenings[-1]
    main = last.main
    beside = same_kind(last.type, c.type) and last.type != c.type and main.token.sent.start == c.token.sent.start
    if not beside or c.number or c.dates:
        return None
    return last if _DASH.fullmatch(c.token.doc._.match_text, main.trigger[1], c.trigger[0]) else None


def _with_visit(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`посетит нашу страну с официальным визитом`: the verb was told, the noun follows."""
    last = happenings[-1].tellings[-1] if happenings else None
    if last is None or last.type != "visit" or not last.is_verb or preposition(c.token) != "с":
        return None
    between = c.token.doc[last.token.i + 1 : c.token.i]
    same = last.token.sent.start == c.token.sent.start and 0 < len(between) < _CLAUSE
    return happenings[-1] if same and not any(t.pos_ == "VERB" or t.norm_ == "," for t in between) else None


def _held_by_phone(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`в ходе переговоров, состоявшихся 2 сентября в телефонном разговоре`: how they were held."""
    if c.type != "call" or c.is_verb or not happenings:
        return None
    last = happenings[-1].main
    if last.is_verb or last.type not in {"meeting", "call"}:
        return None
    if _HELD_IN.fullmatch(c.token.doc._.match_text, last.trigger[1], c.trigger[0]) is None:
        return None
    last.type = "call"
    return happenings[-1]


def _waits_for_verb(c: Candidate) -> bool:
    """`с визитом`, of `с визитом побывала группа`."""
    with_verb = c.type == "visit" and preposition(c.token) == "с" and c.token.head.i > c.token.i
    return with_verb and c.token.head.pos_ == "VERB" and not (c.dates or c.places)


def _of_two_heads(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`А и Б провели переговоры. Встреча глав государств прошла в резиденции`: the talks of the two, no summit."""
    if c.type != "summit" or c.token.lemma_ != "встреча" or c.number or c.name or c.dates or c.organizations:
        return None
    near_by = [h for h in happenings[-4:] if h.type in {"meeting", "call"} and len(h.persons()) == _PAIR]
    last = near_by[-1] if near_by else None
    if last is None or c.trigger[0] - last.main.trigger[0] > _POINTED or c.status != last.main.status:
        return None
    if c.persons() - last.persons() or any(x.dep_ in {"amod", "nummod"} for x in c.token.children):
        return None
    if any(p.entity is not None and not isinstance(p.entity, Person) for p in c.participants):
        return None
    c.type, c.participants = last.main.type, []
    return last


def _organized_by(recent: list[Happening], c: Candidate) -> Happening | None:
    """`Прошло совещание экспертов. Совещание, организованное А, собрало сорок человек`: the one told just before."""
    if not recent or c.dates or c.places or c.number or c.name or not _opens_bare(c):
        return None
    if _ORGANIZED.match(c.token.doc._.match_text, c.trigger[1]) is None:
        return None
    last = recent[-1]
    same = last.type == c.type and last.main.token.lemma_ == c.token.lemma_ and last.main.status == c.status
    return last if same and not last.frames() and c.trigger[0] - last.main.trigger[0] < _POINTED else None


def _begun(recent: list[Happening], c: Candidate) -> Happening | None:
    """`В манёврах, начавшихся 16 октября`, of those that ended on another day: both days are theirs."""
    begun = any(x.dep_ == "acl" and x.lemma_ in _BEGINNING for x in c.token.rights)
    if not begun or not c.dates or c.number or c.name or c.type not in {"exercise", "operation", "conference"}:
        return None
    last = next((h for h in reversed(recent) if h.type == c.type), None)
    if last is None or last.main.status == "planned" or c.trigger[0] - last.main.trigger[0] > HEADLINE:
        return None
    dated = next((t for t in (last.main, *last.tellings) if t.dates), last.main)
    dated.dates = [*(d for d in c.dates if d not in dated.dates), *dated.dates]
    c.dates, c.organizations = [], []
    return last


def _with_same_key(recent: list[Happening], c: Candidate) -> Happening | None:
    """The latest one with which it shares a number, a name, a day, a party or a place."""
    if c.token.lemma_ == "этап":
        for happening in reversed(recent):
            if same_kind(happening.type, c.type) and not conflicts(happening, c) and happening.main.status == c.status:
                return happening
    for happening in reversed(recent):
        if same_kind(happening.type, c.type) and not conflicts(happening, c) and share_key(happening, c):
            return happening
    for happening in recent if c.type == "visit" else ():
        there = not c.places or any(near(a, b) for a in c.places for b in happening.places)
        if happening.type == "visit" and there and is_put_off_again(happening, c) and not conflicts(happening, c):
            return happening
    return None


def _under_headline(happenings: list[Happening], c: Candidate) -> Happening | None:
    """A headline, then the lead."""
    for happening in happenings[:6]:
        main = happening.main
        if happening.type != c.type and main.status != c.status:
            # `планируется провести заседание`, `на первом саммите в 2006 году`
            continue
        top = in_headline(main) or (c.type == "adoption" and main.trigger[0] < HEADLINE)
        headline = top and not happening.dates and len(happening.tellings) < 3
        if not headline or _lies_ahead(happening, c) or c.trigger[0] - main.trigger[0] >= 2 * HEADLINE:
            continue
        if same_kind(happening.type, c.type) and not conflicts(happening, c) and not happening.number:
            if c.status == main.status or not (c.asserted and main.asserted):
                return happening
    return None


def _adopted_above(happenings: list[Happening], c: Candidate) -> Happening | None:
    """The headline of an adoption, which the text tells in the same words."""
    if c.type != "adoption" or not c.is_verb:
        return None
    for happening in happenings[:3]:
        first = happening.main
        if first.rule == TITLE and feature(c.token, "VerbForm") == "Inf" and first.status == c.status:
            # `РЕШЕНИЕ ... 1. Утвердить прилагаемый план`
            return happening
        headline = first.trigger[0] < HEADLINE and first.is_verb and len(happening.tellings) == 1
        if headline and first.status == c.status and same_kind(happening.type, c.type):
            if says_same(first.token, c.token):
                return happening
    return None


def _prepared_for(recent: list[Happening], c: Candidate) -> Happening | None:
    """`завершил подготовку к пленарному заседанию`, then `Заседание откроется 28 мая`."""
    if c.status != "planned" or not c.asserted or not c.dates or c.is_verb or c.organizations or c.name:
        return None
    last = next((h for h in reversed(recent) if h.type == c.type), None)
    if last is None or last.main.status != "planned" or last.main.asserted or last.dates or conflicts(last, c):
        return None
    return last if 0 < c.trigger[0] - last.main.trigger[0] < _NEAR else None


def _opened_again(recent: list[Happening], c: Candidate) -> Happening | None:
    """`чем закончилось заседание Совета?`, `Заседание прошло вчера`; `примет участие в заседании Совета`, `Встреча
    состоится под председательством министра`.
    """
    before = recent[-1] if recent else None
    if before is not None and c.type == "meeting" and c.token.lemma_ == "встреча" and _opens_bare(c):
        own = c.dates or c.places or any(p.role != "chair" for p in c.participants)
        near_by = c.trigger[0] - before.tellings[-1].trigger[0] < _POINTED
        if before.type in _ASSEMBLIES and not own and near_by and before.main.status == c.status:
            c.type = before.main.type
            return before
    last = next((h for h in reversed(recent) if h.type == c.type), None)
    if last is None or not _opens_bare(c) or c.trigger[0] - last.main.trigger[0] >= _POINTED:
        return None
    return last if not last.dates and last.main.status == c.status and not conflicts(last, c) else None


def _under_item(recent: list[Happening], c: Candidate) -> Happening | None:
    """The headline of an item, then its first sentence."""
    for happening in reversed(recent[-2:]):
        close = 0 <= c.trigger[0] - happening.main.trigger[0] < HEADLINE and len(happening.tellings) == 1
        told = same_kind(happening.type, c.type) and c.status == happening.main.status and bool(c.dates)
        if close and told and not happening.dates and not conflicts(happening, c):
            return happening
    return None


def _pointed_back(recent: list[Happening], c: Candidate) -> Happening | None:
    """A noun with nothing of its own points to what was told before."""
    # `Заседание Комитета`, of a committee that the page tells of in lower case
    bodies = any(not is_bare(o) for o in c.organizations) and not is_bare_setting(c)
    if c.is_verb or c.number or c.name or c.dates or bodies or _is_come_for(c):
        return None
    # `Проведены переговоры`, in a chronicle: of the day of its paragraph
    latest = [h for h in reversed(recent) if not of_other_items(h.main, c)]
    if is_over(c):
        # `Благодарим за организацию заседания`, below the date of the next one
        latest = [h for h in latest if not (h.main.status == "planned" and is_another(h.main))]
    for happening in sorted(latest, key=lambda h: (_lies_ahead(h, c), not _is_called(h, c))):
        if happening.type == c.type and not conflicts(happening, c):
            return happening
    if (c.asserted and c.specific) or c.margins:
        return None
    # a session of heads of state is no session of just anybody
    allowed = _POINTS_TO[c.type] if c.type != "summit" or c.token.lemma_ == "саммит" else frozenset({"summit"})
    # what is only prepared or recalled comes after what is told
    for happening in sorted(latest, key=lambda h: not h.main.asserted):
        # `условились провести консультации`: not the summit that was spoken of
        agreed = c.asserted and c.status == "planned" and not same_kind(happening.type, c.type)
        apart = bool(c.places) and not share_key(happening, c)
        # `провёл встречу с министром и принял участие в научной конференции`
        beside = happening.main.token.sent.start == c.token.sent.start and happening.main.token.i < c.token.i
        apart = apart or (beside and c.type == "conference" and happening.type in {"meeting", "session"})
        # `открывая встречу с главой МИД А. Б.`: not the session that he announced
        apart = apart or (c.type == "meeting" and happening.type in _ASSEMBLIES and _is_between_two(c))
        apart = apart or (c.type == "meeting" and happening.type == "visit" and _has_sides(happening, c))
        # `Стороны обсудили подготовку к саммиту`: not the session of experts at which they did
        apart = apart or (
            c.type == "summit"
            and happening.type == "session"
            and c.status == "planned"
            and (_is_to_come(c) or is_awaited(c))
        )
        if happening.type in allowed and not agreed and not apart and not conflicts(happening, c):
            if not _is_of_its_own(happening, c) and not _comes_before(c, happening):
                return happening
    return None


def _comes_before(c: Candidate, happening: Happening) -> bool:
    """`По итогам встречи подписан протокол`: not the visit that lies ahead."""
    ahead = happening.type == "visit" and happening.main.status == "planned"
    done = preposition(c.token) == "по итогам" or c.token.head.lemma_ in {"итог", "результат", "завершение"}
    return ahead and c.type == "meeting" and c.status == "held" and done
