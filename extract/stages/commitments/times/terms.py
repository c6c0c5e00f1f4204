"""Deadline and timeframe: the dates of a clause that belong to its action."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc, Token

from extract.document import Commitment, DateValue, Mention, TokenIndex, kept, match_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, clause_closed, feature, is_future, is_relative, preposition
from extract.parties import Parties
from extract.stages.commitments.cues.words import (
    ASKING,
    ATTENDING,
    BIASPECTUAL,
    BROUGHT,
    CONTINUING,
    FINISHING,
    MOVING,
    STARTING,
)
from extract.stages.commitments.times.terms_beside import BY, GATHERINGS, day_of_joined, same_line, term_beside

#: `к началу отопительного сезона 2026/27`
_BY_POINT = later(
    r"\b(?:до|к|ко|по)\s+(?:начал[ау]|концу?а?|середин[еыу]|окончани[юя]|завершени[юя]|истечени[юя]|наступлени[юя]"
    r"|открыти[юя]|моменту?а?)\s+(?:[а-яё-]+\s+){0,3}$"
)
#: `до окончания 2026 года`, `в первые месяцы 2027 года`, `к саммиту 2027 года`: when, not which
_TO_EDGE = later(
    r"\b(?:(?:до|к|ко|по)\s+(?:окончани[юя]|истечени[юя]|завершени[юя]|наступлени[юя])"
    rf"|(?:к|ко)\s+(?:[а-яё-]+\s+)?{GATHERINGS}(?:\s+[а-яё-]+){{0,3}}"
    r"|(?:в|во|на|к|до)\s+(?:перв|последн)(?:ы[ехм]|и[ехм])\s+(?:месяц|недел|дн)[а-яё]*)\s+$"
)
_UNTIL = later(r"(?:\bдо|\bпо|\buntil|\btill|\bthrough)\s+(?:the\s+)?$")
_IN = later(r"(?:\bв|\bво|\bна|\bin|\bon|\bfor|\bуже в|)\s*(?:the\s+)?$")
_THROUGH = later(
    r"(?:\bв течение|\bна протяжении|\bв период|\bс|\bна период|\bduring|\bover|\bfrom|\bthroughout)\s+(?:the\s+)?$"
)
_SINCE = later(
    r"\b(?:с|со|from|since|(?:starting|beginning|effective)(?: in| on| from| with)?|as of|начиная с)\s+(?:the\s+)?$"
)
_CONTINUE = later(r"(?:to )?continu|продолж", re.IGNORECASE)
#: one year, though of two numbers
_SCHOOL_YEAR = later(r"учебн|academic|school", re.IGNORECASE)
#: what is done all through a time
_OVER_AND_OVER = later(
    r"\b(?:throughout|quarterly|monthly|weekly|yearly|annual|annually|regular|regularly|every|each)\b", re.IGNORECASE
)
#: what is done time and again, also under a verb of doing once
_EACH_TIME = later(
    r"\b(?:ежегодн|ежемесячн|ежеквартальн|еженедельн|ежедневн|кажд|регулярн|постоянн|поэтапн|по \d+ |не реже)",
    re.IGNORECASE,
)
_IN_YEARS = later(r"(?<!план )(?<!плане )\b(?:в|во)\s+$")
#: what stands around the day of a dateline
_PLACE_OF_LINE = later(r"[ \t]*(?:[А-ЯЁ][А-Яа-яЁё-]+(?:[ -][А-ЯЁ][а-яё-]+)?(?: \([А-Яа-яЁё ]+\))?[,.] )?")
_DATELINE = later(r"(?:,| \d{4}(?: года| г\.)?,?| года,?)?[.]?(?: [^\s,.;:]+(?:\.[a-z]+)?){0,3}[,.]? ?[-\u2013\u2014] ")
_FULL_DAY = later(r"\d{4}-\d\d-\d\d")
#: characters of a year and of a day
_YEAR_LENGTH, _DAY_LENGTH = 4, 10
_BARE = later(r"(?<!\bранее)(?<!\bраньше)(?<!\bпозднее)(?<!\bпозже)(?<=[а-я]{3})(?:[)\"]|,)?\s+$")
_NEXT_YEAR = later(r"(?:следующ|будущ|текущ|нынешн|прошл)\w+\s+год", re.IGNORECASE)
#: `данные за 2023 год`, `доклад по итогам первого полугодия`
_DATA_FOR = later(r"\b(?:за|по итогам|по результатам)\s+$")
#: `Кыргызстан, как сообщил вчера министр, перейдёт`
_AS_TOLD = later(r"\bкак\s+(?:сообщ|заяв|отме[тч]|подчерк|расска|поясн|уточн|говор|переда|пиш|напомн|добав)\w*[^,.;]*$")
_WHOSE = later(r",[^,]*\bкотор(?:ого|ой|ых)\b[^,]*$")
_BEFORE = 100
_IDEA = later(
    r"\b(?:(?:инициатив|предложени|иде[юяие]|кандидатур|заявк|намерени|стремлени)\w*\s(?:[^,.;]*\s)?(?:о|об|по|на)"
    r"|решени\w+ о проведении)\s[^,.;]*$"
)
#: the gathering to which the action leads, before its brackets
_TO_GATHERING = later(
    r"(?<!приглашение )(?<!приглашения )\b(?:к|ко|на(?! полях)|в ходе|во время)\s+(?:[^\s,.;()]+\s+){0,4}"
    rf"{GATHERINGS}(?:\s+[^\s,.;()]+){{0,10}}"
    r"\s*\([^()]*$",
    re.IGNORECASE,
)
#: `передаст технику (ориентировочно в июне)`
_OWN_BRACKETS = later(
    r"\((?:(?:уже|ориентировочно|предположительно|предварительно|примерно|tentatively|provisionally)\s+)?"
    r"(?:в|во|на|к|ко|in|on|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SUBORDINATORS = r"(если|хотя|поскольку|так как|чтобы|несмотря на то|в случае,? если|при условии)"
#: `Если в мае закон примут, стороны намерены`
_CONDITION = later(rf"[\s«\"]*{_SUBORDINATORS}\b[^,]*$", re.IGNORECASE)
_IN_CONDITION = later(rf",\s+(?:с тем |для того )?{_SUBORDINATORS}\b[^.;]*$", re.IGNORECASE)
#: prepositions of what an action is for, after or based on
_FOR = frozenset(
    {
        "для", "в целях", "с целью", "в связи с", "ввиду", "вследствие", "после", "по случаю", "с учетом", "с учётом",
        "на основе", "на основании", "во исполнение", "в развитие", "в соответствии с", "согласно", "благодаря",
    }
)  # fmt: skip
#: `the 2026-2030 Action Plan`
_PAPER_AFTER = later(
    r"\s+(?:[A-Z][\w-]*\s+){0,4}(?:[Aa]ction |[Ww]ork |[Cc]ooperation |[Jj]oint )?"
    r"(?:[Pp]lan|[Pp]rogramme|[Pp]rogram|[Ss]trategy|[Rr]oadmap|[Ff]ramework|[Aa]genda|[Bb]udget|[Cc]oncept|Protocol"
    r"|Agreement|Convention)s?\b"
)
#: `the agenda of the forum to be held in May`: the day of the forum
_OF_HELD = later(
    r"\bof (?:the |its |their |an? )?(?:[\w'-]+ ){1,5}(?:to be|due to be) (?:held|convened|hosted)\b"
    r"[^,.;]*\b(?:on|in) $"
    # `courses, including the one to be hosted by Belarus on 19 November`
    r"|,? (?:including|such as|among them) [^.;]*\b(?:to be )?(?:held|convened|hosted)\b[^,.;]*\b(?:on|in) $",
    re.IGNORECASE,
)
_YEARS = later(r"\d{4},?\s+(?:и\s+)?$")
_PROGRAMME = later(r"(?:программ|стратеги|концепци|доктрин|прогноз|план(?:а|у|е|ом)?\b)[^,.;]{0,60}\bдо\s+$")
#: what is said of a time ahead; `In January, Tokyo pledged` is not
_AHEAD = later(r"\b(?:will|shall|would|plans?|intends?|is to|are to)\b")
_IN_OPENS = later(r"[\s\"]*(?:in|on|during)\s+(?:the\s+)?", re.IGNORECASE)
#: `Next year the Office plans`, without a preposition
_PLAIN_TIME = later(r"(?:(?:later|early|late|earlier)\s+)?(?:next|this)\s|tomorrow\b", re.IGNORECASE)
_AND_BY_THEN = later(r"(?:,|;| -)? (?:and|but) (?:by|before|no later than|not later than)\s+(?:the\s+)?$")
_WHO = later(r",?\s+(?:[\w'-]+\s+){1,5}")
_BY_OPENS = later(r"[\s\"]*(?:by|before|no later than|not later than)\s+(?:the\s+)?", re.IGNORECASE)
_THAT_BY = later(r"\bthat\s+(?:by|before|no later than)\s+(?:the\s+)?$")
#: `Throughout 2026, the Centre will train`
_ALL_THROUGH = later(r"[\s\"]*(?:throughout|all through)\s+(?:the\s+)?", re.IGNORECASE)
#: `At the summit in Astana in July, the leaders will sign`
_SETTING = later(r"[\s\"]*(?:At|During|On|In)\s[^,.;:()]{3,80}\s(?:in|on)\s+(?:the\s+)?")
#: somebody tells it: the day before may be that of the telling
_TOLD = later(r"\b(?:said|told|noted|added|announced|stated|stressed|confirmed|explained|agreed|decided)\b")
_OPENING_BY = later(r"(?:^|[.\n\"]\s*)(?:By|Before|Until)\s+(?:the\s+)?$", re.MULTILINE)
#: `the operation held in October`: the day of something else
_DONE_THEN = later(
    r"(?<!be )\b(?:held|adopted|signed|conducted|established|launched|approved|reached|purchased|bought|donated"
    r"|acquired|procured|concluded|ratified|founded|seized|recorded|issued|published|built|begun|started)\s+"
    r"(?:[a-z]+\s+){0,2}(?:in|on|for)\s+(?:the\s+)?$"
)
_OPENING_SINCE = later(
    r"(?:^|[.\n\"]\s*)(?:(?:Starting|Beginning)(?: in| from| on)?|From|As of)\s+(?:the\s+)?$", re.MULTILINE
)
#: `график на 2026 год`: the year that a paper is for
_ON = later(
    r"\b(?:план(?!ир)|график|программ|расписани|бюджет|мероприяти|сотрудничеств|финансировани)[^,.;]{0,80}\bна\s+$"
)
#: `план мероприятий на второе полугодие`, `график на май`
_PAPER_FOR = later(
    r"\b(?:план(?!ир)|график|программ|расписани|бюджет|смет|прогноз|календар|перечень|перечн|спис[ок]к|заявк)[а-яё]*(?:\s+[а-яё-]+){0,4}\s+на\s+$"
)
#: `approve the Programme for 2027-2029`
_PAPER_FOR_EN = later(
    r"\b(?:plan|programme|program|strategy|roadmap|agenda|budget|schedule|calendar|concept)s?\b(?: of [^,.;]{1,60})?"
    r" for (?:the (?:period |years? )?(?:of )?)?$"
)
_ON_YEAR = later(r"\bна\s+$")
#: EDTF numbers of quarters and half-years, with their first months
_FIRST_MONTHS = {"33": "01", "34": "04", "35": "07", "36": "10", "40": "01", "41": "07"}
_ITS_SITTING = later(
    r"\s*,\s*(?:[а-яё]+(?:ое|ая|ий|ый) )?"
    r"(?:заседание|сессия|саммит|съезд|совещание|конференция|собрание) котор(?:ого|ой|ых)\b",
    re.IGNORECASE,
)
_NEXT_CLAUSE = later(r"[;\n]|\.\s|\.$|,\s+(?:а|но|и|что|котор\w+|однако|сообщ\w+|заяв\w+)\b|\s-\s")
_AFTERWARDS = later(r",\s+(?:после чего|а затем|а потом|после этого)\b")
#: `провести операцию в мае, оперативный штаб будет развёрнут`
_CLAUSE_BESIDE = later(r"(?:\s*г\.)?,\s+[^,.;:()\n]+")
#: `внесут в мае, а к лету он будет принят`
_OF_IT = later(r",\s+(?:его|е[её]|их|он|она|они|оно)\s")
_NEXT_VERB = later(r",\s+(?:а|но|и|после чего)[\s,]")
#: `и до 15 марта`
_AND_BY = later(r",?\s+(?:и|а)\s+(?:уже\s+)?(?:до|к|ко|в|во|не позднее)\s+$")
_RECURRING = later(r"\b(?:ежемесячн|ежеквартальн|еженедельн)\w+,?\s+(?:не позднее|до|к)\s+$", re.IGNORECASE)
_NOT_BEFORE = later(r"\b(?:раньше|ранее|not before|not earlier than|no earlier than|no sooner than)\s+(?:the\s+)?$")
_DAY_OF_ANY = later(r"XXXX-XX-\d\d")
#: something else is done between two dates
_ANOTHER_DOING = later(r"\b(?:will|would|shall|to|and|и|а|чтобы)\b|;")
_FIRST_OF = later(
    r",\s+(?:из них\s+|в том числе\s+)?(?:перв|один|одн|последн)[а-яё]+\s+(?:-\s+)?(?:[а-яё]+\s+){0,2}(?:в|до|к|с)\s+$"
)
#: `внести на рассмотрение Совета`
_SUBMITTED = later(r"\bна (?:рассмотрени|утверждени|одобрени|обсуждени|согласовани)")
_END = later(r"[.;\n]")
#: `, Казахстан до 1 июля`: who is to do what comes next
_WHO_BY = later(r",\s+(?:а\s+)?(?:[А-ЯЁ][А-Яа-яЁё-]+\s+){1,4}(?:уже\s+)?(?:в|во|до|к|ко|не позднее|в срок до|на)\s+$")
#: characters of `. Это будет в ` after a clause
_BESIDE = 30
#: characters of a full stop or quotation mark and the blank behind it
_MARK = 2
_AND = later(r",?\s*(?:и|а также|а)\s+(?:также\s+)?|,\s*")


#: what an item only states
_NOTING = frozenset({"отметить", "констатировать", "признать", "note", "notes", "noted", "acknowledge", "recognize"})

_TAKING_NOTE = later(r"принять\s+к\s+сведению\b|(?:to )?take note\b", re.IGNORECASE)
#: `утвердить План проведения учения во втором квартале`: approved at once, and the date is of what the paper is about
_APPROVED_PAPER = later(
    r"(?:утвердить|одобрить|принять|согласовать)\s+(?:[а-яё-]+\s+){0,3}"
    r"(?:план|программ|концепци|перечень|перечни|график|положени|регламент|устав|состав|стратеги|дорожн)[а-яё]*\s"
    r"(?:[^,;.](?!\bи\s+[а-яё]+ть\b))*$",
    re.IGNORECASE,
)


def set_times(doc: Doc, parties: Parties, commitment: Commitment) -> None:
    """Deadline and timeframe from the dates of the clause that belong to the action."""
    text = match_text_of(doc)
    noted = _TAKING_NOTE.match(text, *commitment.action) is not None
    if commitment.status == "operative" and (noted or commitment.action_lemma in _NOTING):
        # `Отметить, что в 2024 году объем вырос`
        return
    index = parties.index
    since = _since(text, index, commitment)
    past = _told_in_past(index, commitment)
    until = _until(text, commitment)
    for mention in parties.dates.within(min(since, commitment.clause[0]) if past else since, until):
        ahead = mention.start < since and not BY.search(text[max(mention.start - 20, 0) : mention.start].lower())
        # a pattern that begins with the mark of the sentence before
        opening = max(commitment.clause[0] - _MARK, 0)
        if ahead and not (commitment.language == "en" and _OPENING_SINCE.search(text, opening, mention.start)):
            # `5 июня стороны договорились`; but `до 5 июня экспертам поручено`, and in May `в июле им поручено`
            if "," in text[mention.end : commitment.cue[0]] or not (past and _lies_ahead(doc, mention)):
                continue
        if not isinstance(mention.entity, DateValue) or parties.names.cover(mention.start, mention.end):
            continue
        if commitment.language == "en" and mention.start < commitment.action[0]:
            if ", and " not in text[mention.end : commitment.cue[0]] and _opens_with(text, commitment, mention):
                # `By the end of the year, the Office will open`, `In 2022 we will open ..., and we plan`
                commitment.deadline = commitment.deadline or mention
            elif _ALL_THROUGH.fullmatch(text, commitment.clause[0], mention.start) and commitment.timeframe is None:
                commitment.timeframe = mention
            elif _OPENING_SINCE.search(text, opening, mention.start) and commitment.timeframe is None:
                # `Starting in January we will look together`
                commitment.timeframe, commitment.open_side = mention, "end"
            continue
        if mention.end < commitment.cue[0] and _DATELINE.match(text, mention.end, commitment.cue[0]):
            if _PLACE_OF_LINE.fullmatch(text, text.rfind("\n", 0, mention.start) + 1, mention.start):
                # `Ош, 30 ноября, КАБАР - Киргизия в следующем году начнёт`
                continue
        before = text[max(mention.start - _BEFORE, 0) : mention.start].lower()
        edtf = mention.entity.edtf
        if _before_colon(text, parties, commitment, mention) and not BY.search(before):
            continue
        if _of_verb_before(parties, commitment, mention, until):
            continue
        if not BY.search(before) and _APPROVED_PAPER.match(text, commitment.action[0], mention.start):
            continue
        if not BY.search(before) and _is_over(doc, commitment, edtf):
            # `отчёт о работе в 2024 году`, `соглашения от 5 мая 2019 года`
            continue
        if commitment.negated and _NOT_BEFORE.search(before):
            # `раньше мая рассматривать не станем`: no day by which it is done
            continue
        if _DAY_OF_ANY.match(edtf) or _RECURRING.search(text, max(mention.start - _BESIDE, 0), mention.start):
            # `до 10 числа каждого месяца`, `ежеквартально, до 10 числа`: no day by which it is done
            continue
        if not _of_another(text, index, commitment, mention, edtf, before):
            _take(text, index, commitment, mention, edtf, before)
    if commitment.open_side == "end" and commitment.deadline is not None and _every_year(commitment.deadline):
        # `в первом квартале каждого года, начиная с 2026 года`
        commitment.deadline = None
    if commitment.deadline is None and commitment.timeframe is None:
        commitment.deadline = term_beside(text, parties, commitment)
        if commitment.deadline is None:
            day = day_of_joined(text, parties, commitment)
            over = day is not None and isinstance(day.entity, DateValue) and _is_over(doc, commitment, day.entity.edtf)
            commitment.deadline = None if over else day


def _every_year(mention: Mention) -> bool:
    return isinstance(mention.entity, DateValue) and mention.entity.edtf.startswith("XXXX")


def _opens_with(text: str, commitment: Commitment, mention: Mention) -> bool:
    """`By the end of the year, the Office will open`, `In 2022 we will open`, `that by June each will appoint`."""
    start, end = commitment.clause[0], mention.start
    if commitment.force not in {"plan", "pledge"}:
        # `it was decided that by 30 June each agency would appoint`
        return _THAT_BY.search(text, start, end) is not None
    # a pattern that begins with the mark of the sentence before
    if _OPENING_BY.search(text, max(start - _MARK, 0), end) or _BY_OPENS.fullmatch(text, start, end):
        return True
    if _AND_BY_THEN.search(text, start, end) and _WHO.fullmatch(text, mention.end, commitment.cue[0]):
        # `today there are six, and by 1 September we will open the seventh`
        return True
    if not _AHEAD.search(text, *commitment.cue) or _TOLD.search(text, end, commitment.cue[0]):
        return False
    if _IN_OPENS.fullmatch(text, start, end):
        return True
    if not text[start:end].strip(' "') and _PLAIN_TIME.match(text, end):
        return True
    setting = _SETTING.fullmatch(text, start, end)
    return setting is not None and text.startswith(", ", mention.end)


def _is_over(doc: Doc, commitment: Commitment, edtf: str) -> bool:
    """A time before the day of the page and each full day that it told before: nothing is to be done then."""
    days: list[tuple[int, str]] = kept(doc, "days told", _days_told)
    published = doc._.source.published if doc._.source is not None else None
    told = bisect_left(days, (commitment.cue[0], ""))
    known = [day for day in (published, days[told - 1][1] if told else None) if day]
    last = edtf.split("/")[-1]
    return bool(known) and last[:1].isdigit() and last < min(known)[: len(last)]


def _lies_ahead(doc: Doc, mention: Mention) -> bool:
    """A time after the day of the page: nothing was told then."""
    published = doc._.source.published if doc._.source is not None else None
    if not isinstance(mention.entity, DateValue) or not published or len(published) < _DAY_LENGTH:
        return False
    edtf = mention.entity.edtf.split("/")[0]
    part = _FIRST_MONTHS.get(edtf[5:])
    first = f"{edtf[:4]}-{part}" if part else edtf
    return first[:4].isdigit() and first > published[: len(first)]


def _days_told(doc: Doc) -> list[tuple[int, str]]:
    """Where each full day is told, with the earliest one told up to there; a term (`до 1 июля`) tells none."""
    found: list[tuple[int, str]] = []
    text: str = doc._.match_text
    for mention in sorted(doc._.dates, key=lambda m: m.start):
        term = BY.search(text[max(mention.start - _BESIDE, 0) : mention.start].lower()) is not None
        if not term and isinstance(mention.entity, DateValue) and _FULL_DAY.fullmatch(mention.entity.edtf):
            day = mention.entity.edtf
            found.append((mention.start, min(day, found[-1][1]) if found else day))
    return found


def _until(text: str, commitment: Commitment) -> int:
    """Where they end: with the clause, or behind a cue after its action: `завершить ремонт планируется в мае`."""
    if commitment.language != "ru" or commitment.action[1] > commitment.cue[0]:
        return commitment.clause[1]
    stop = _NEXT_CLAUSE.search(text, commitment.cue[1])
    return max(commitment.clause[1], stop.start() if stop is not None else len(text))


def _since(text: str, index: TokenIndex, commitment: Commitment) -> int:
    """Where the words of the clause begin that may date the action."""
    if commitment.cue[1] < commitment.clause[0] and not commitment.rule.endswith(".operative"):
        # `поручил МВД до мая разработать карту, а Минздраву - открыть центры`: a clause that shares its verb
        return commitment.clause[0]
    start = commitment.cue[1] if commitment.cue[0] <= commitment.action[0] else commitment.action[0]
    if not _told_in_past(index, commitment):
        start = min(start, commitment.clause[0])
    aside = _WHOSE.search(text, commitment.clause[0], commitment.cue[0])
    if aside is not None:
        # `провести в 2026 году встречу, точная дата которой будет согласована`
        start = max(start, aside.start())
    item = commitment.rule.endswith(".operative")
    start = commitment.clause[0] if item else min(start, commitment.action[0])
    if commitment.cue[1] < commitment.action[0] and commitment.status == "operative" and same_line(text, commitment):
        if ";" not in text[commitment.cue[1] : commitment.action[0]]:
            start = min(start, commitment.cue[1])
    token = index.at(commitment.cue[0])
    if token is not None and clause_closed(token) is not None:
        # `рассчитывает, что до мая проект примут, и готова созвать группу`
        start = max(start, token.idx)
    if token is not None and any(t.dep_ == "acl:relcl" for t in (token, *ancestors(token))):
        # `внесут перечень средств, которые предполагается передать`: the day is that of the outer clause
        relative = next((t for t in reversed(token.doc[token.sent.start : token.i]) if is_relative(t)), None)
        start = max(start, relative.idx) if relative is not None else start
    return start


def _of_another(text: str, index: TokenIndex, commitment: Commitment, mention: Mention, edtf: str, before: str) -> bool:
    """The date is that of something else in the clause: a side clause, a paper, a page's stamp, what data are about."""
    if commitment.action_lemma not in ATTENDING and _in_side_clause(index, mention.start, commitment):
        return True
    if "|" in text[mention.end : commitment.action[0]]:
        return True
    side = _IN_CONDITION.search(text, commitment.action[0], mention.start)
    if side is not None and (side[1].lower() != "чтобы" or commitment.deadline is not None):
        # `завершить ремонт в 2026 году, чтобы в июне 2027 года открыть пост`; but `добиваться, чтобы до мая открыли`
        return True
    if mention.end < commitment.cue[0] and _of_setting(text, index, commitment, mention):
        return True
    if _bracketed(text, commitment.clause[0], mention.start) and not BY.search(before):
        # `сессии Комиссии (Вена, март 2020 г.)` dates the session; of `внести на сессию (Вена, март)` the action, too
        own = _OWN_BRACKETS.search(text, commitment.action[0], mention.start) and text.startswith(")", mention.end)
        return not own and _TO_GATHERING.search(text, commitment.action[0], mention.start) is None
    if _AFTERWARDS.search(text, commitment.action[0], mention.start):
        # `работы завершат в мае, после чего с июня мост откроют`
        return True
    year = len(edtf) == 4
    bare = _BARE.search(before) is not None and _THROUGH.search(before) is None
    whose = text[mention.start].isdigit() or _NEXT_YEAR.match(text, mention.start)
    if year and bare and whose and _TO_EDGE.search(before) is None:
        # `конвенции 1961 года`, `план следующего года`: a year without a preposition dates the noun before it
        return True
    idea = _IDEA.search(before)
    within = idea is not None and mention.start - len(before) + idea.start() >= commitment.action[0]
    if within and not BY.search(before):
        # `поддержит инициативу о проведении форума в 2026 году`
        return True
    if year and text[mention.start].isdigit() and _YEARS.search(before):
        # `конвенциям 1961, 1971 и 1988 годов`
        return True
    if commitment.language == "en" and (_DONE_THEN.search(before) or _OF_HELD.search(before)):
        return True
    if commitment.language == "en" and _PAPER_AFTER.match(text, mention.end) and not BY.search(before):
        # `will implement the 2026-2030 Action Plan`
        return True
    if year and text[mention.start].isdigit() and _PROGRAMME.search(before) is not None:
        # `в программу вооружения до 2027 года внесут изменения`
        return True
    return _DATA_FOR.search(before) is not None or _AS_TOLD.search(before) is not None


def _of_setting(text: str, index: TokenIndex, commitment: Commitment, mention: Mention) -> bool:
    """A day in front that a participle or the noun of a purpose takes: `Стороны, подписавшие 5 мая план, намерены`."""
    date = token = index.at(mention.start)
    if commitment.language != "ru" or date is None or token is None:
        return False
    between = index.span(commitment.clause[0], mention.start)
    comma = next((t for t in reversed(between) if t.text == ","), None)
    after = comma.nbor() if comma is not None else None
    participle = after is not None and feature(after, "VerbForm") == "Part" and feature(after, "Variant") != "Short"
    opening = _CONDITION.match(text, commitment.clause[0], mention.start) is not None
    if (participle or opening) and "," in text[mention.end : commitment.cue[0]]:
        return True
    if BY.search(text, commitment.clause[0], mention.start):
        return False
    # `для проведения в 2027 году выставки создадут`
    while token.head.i != token.i and token.head.pos_ in {"NOUN", "ADJ"}:
        token = token.head
        if token.i < date.i and preposition(token) in _FOR:
            return True
    return False


def _take(text: str, index: TokenIndex, commitment: Commitment, mention: Mention, edtf: str, before: str) -> None:
    """Take the date as deadline or timeframe, whichever its preposition and the kind of action say."""
    if text.startswith("'s", mention.end) and commitment.language == "en" and "'" not in before[-2:]:
        # `for the success of this year's summit`: whose it is
        return
    interval = "/" in edtf
    days = interval and len(edtf) == 21
    season = interval and len(edtf) == 15 and edtf[:4] == edtf[8:12]
    since = not interval and _SINCE.search(before) is not None
    by = BY.search(before) or _BY_POINT.search(before)
    edge = _TO_EDGE.search(before) is not None
    # `увеличит число стипендий, начиная с 2024 года`: said of what goes on from then, whatever the verb
    on = since and before.rstrip().endswith("начиная с") and commitment.action_lemma not in STARTING
    if (since and (on or not _happens_at_once(index, commitment))) or (
        not interval and _UNTIL.search(before) and _goes_on(text, index, commitment, edtf)
    ):
        if commitment.timeframe is None:
            commitment.timeframe, commitment.open_side = mention, "end" if since else "start"
        return
    if (len(edtf) == _YEAR_LENGTH or (interval and not days)) and (paper := _ON.search(before)) is not None:
        if mention.start - len(before) + paper.start() <= commitment.action[0]:
            commitment.timeframe = commitment.timeframe or mention
        return
    if _PAPER_FOR.search(before) is not None or (commitment.language == "en" and _PAPER_FOR_EN.search(before)):
        return
    if _ON_YEAR.search(before) and not days and (interval or len(edtf) == _YEAR_LENGTH or edtf[5:] in _FIRST_MONTHS):
        if mention.start > commitment.action[0] and commitment.action_lemma not in MOVING:
            # `определить приоритеты на 2027 год`: the year of the noun
            return
    done = _is_done(text, index, commitment)
    years = (
        interval
        and not days
        and not season
        and not (done and _SCHOOL_YEAR.search(text, mention.start, mention.end + _BESIDE))
    )
    once = done and commitment.language == "ru" and _EACH_TIME.search(text, *commitment.clause) is None
    if years and once and _IN_YEARS.search(before) is not None:
        # `в 2026-2030 годах построят 15 школ`: done once within those years
        commitment.deadline = commitment.deadline or mention
        return
    through = _THROUGH.search(before) is not None and not since and not done
    if through or (years and not by):
        commitment.timeframe = commitment.timeframe or mention
    elif days or season or since or by or edge or _IN.search(before) or _THROUGH.search(before):
        moved = commitment.action_lemma in MOVING and before.endswith(" на ")
        if commitment.deadline is None or moved or _narrows(text, commitment.deadline, mention):
            commitment.deadline = mention


def _narrows(text: str, told: Mention, mention: Mention) -> bool:
    """`в этом году планируем учения, в сентябре`: the same time, told better."""
    if not isinstance(told.entity, DateValue) or not isinstance(mention.entity, DateValue):
        return False
    year = len(told.entity.edtf) == _YEAR_LENGTH and mention.entity.edtf.startswith(f"{told.entity.edtf}-")
    if _FIRST_OF.search(text, told.end, mention.start):
        # `до конца года проведёт три курса, первый - в сентябре`
        return False
    return year and _ANOTHER_DOING.search(text, told.end, mention.start) is None


def _happens_at_once(index: TokenIndex, commitment: Commitment) -> bool:
    """`введёт с марта новый порядок`, `to launch patrols from April`: done on the day itself, whatever lasts after.

    Not what goes on from then: `возобновить с мая передачу данных`, `с мая начнут приезжать`, `введение с мая порядка`.
    """
    doing = _doing(index, commitment)
    if commitment.language == "ru" and doing is not None:
        begun = (c for c in doing.children if c.dep_ == "xcomp" and c.i > doing.i)
        lasts = any(feature(c, "VerbForm") == "Inf" and feature(c, "Aspect") == "Imp" for c in begun)
        if doing.lemma_ in _RESUMING or (lasts and commitment.action_lemma in STARTING):
            return False
    if commitment.action_lemma in STARTING or commitment.rule.startswith("commitment.plan.present"):
        return True
    return commitment.language == "ru" and doing is not None and feature(doing, "Aspect") == "Perf"


_RESUMING = frozenset({"возобновить", "возобновлять", "возобновиться", "возобновление", "введение"})


def _goes_on(text: str, index: TokenIndex, commitment: Commitment, edtf: str) -> bool:
    """What lasts until then: `будет финансировать до 2027 года`; reports are sent by their day."""
    if commitment.action_lemma in CONTINUING or _CONTINUE.match(text, *commitment.action):
        return True
    token = _doing(index, commitment)
    if token is None or commitment.language != "ru" or feature(token, "VerbForm") != "Inf":
        return False
    if token.lemma_ in FINISHING or token.lemma_ in BIASPECTUAL:
        return False
    return feature(token, "Aspect") == "Imp" and len(edtf) < _DAY_LENGTH


def _is_done(text: str, index: TokenIndex, commitment: Commitment) -> bool:
    """Done within the time and not all through it: `с 1 по 10 апреля проведут операцию`."""
    if commitment.language == "en":
        words = text[commitment.clause[0] : commitment.clause[1]]
        return commitment.action_lemma not in CONTINUING and _OVER_AND_OVER.search(words) is None
    token = _doing(index, commitment)
    if token is None:
        return False
    either = token.lemma_ in BIASPECTUAL - CONTINUING
    return feature(token, "Aspect") == "Perf" or token.pos_ == "NOUN" or either


def _doing(index: TokenIndex, commitment: Commitment) -> Token | None:
    """The verb or noun of the action; of an item (`в течение 2026 года провести учения`) its infinitive."""
    token = index.at(commitment.action[0])
    if token is not None and token.lemma_ == "быть" and token.head.i > token.i and feature(token.head, "VerbForm"):
        # `должны быть устранены`
        return token.head
    if commitment.status == "operative" and token is not None and token.lemma_ in ASKING:
        # `Просить правительства ускорить ввод до конца года`
        return next((t for t in index.span(token.idx + len(token), commitment.action[1]) if _is_infinitive(t)), token)
    if commitment.status != "operative" or (token is not None and token.pos_ == "VERB"):
        return token
    return next((t for t in index.span(*commitment.action) if feature(t, "VerbForm") == "Inf"), token)


def _is_infinitive(token: Token) -> bool:
    return feature(token, "VerbForm") == "Inf"


def share_times(doc: Doc, parties: Parties, commitments: Sequence[Commitment]) -> None:
    """`до мая сторона переведёт карточки и передаст их`: the term before two verbs of one subject is that of both."""
    text = match_text_of(doc)
    for number, after in enumerate(commitments[1:]):
        before = commitments[number]
        _leave_day(text, before, after)
        _share_day_behind(text, before, after)
        term = before.deadline
        if term is None or after.deadline is not None or after.timeframe is not None or term.start > before.cue[0]:
            continue
        token = parties.index.at(after.cue[0])
        future = token is not None and feature(token, "Tense") == "Fut" and after.cue[0] == after.action[0]
        if future and _AND.fullmatch(text, before.action[1], after.cue[0]):
            after.deadline = term
            after.specifics.append("deadline")


def _share_day_behind(text: str, before: Commitment, after: Commitment) -> None:
    """`разработает и разошлёт форму в мае`: the term behind two verbs side by side is that of both."""
    day = after.deadline
    alone = before.action == before.cue and _AND.fullmatch(text, before.action[1], after.cue[0])
    if day is None or not alone or before.deadline is not None or before.timeframe is not None:
        return
    if after.cue[0] == after.action[0] and day.start > after.cue[1]:
        before.deadline = day
        before.specifics.append("deadline")


def _leave_day(text: str, before: Commitment, after: Commitment) -> None:
    """The day of a later verb is no part of the action before it: `передаст списки, [в июне] откроет школу`."""
    day = after.deadline or before.deadline
    if day is None or not before.action[0] < day.start < before.action[1] <= after.action[0]:
        return
    who = _WHO_BY.search(text, before.action[0], day.start)
    if day is before.deadline:
        beside = after.cue[0] == after.action[0] and not text[day.end : after.cue[0]].strip()
        if not beside or (who is None and _AND_BY.search(text, before.action[0], day.start) is None):
            return
        # `переведёт его и до 15 марта разместит`
        after.specifics += ["deadline"] if after.deadline is None else []
        before.deadline, after.deadline = None, day
        before.specifics = [kind for kind in before.specifics if kind != "deadline"]
    joint = _AND_BY.search(text, before.action[0], day.start)
    cut = joint.start() if joint is not None else text.rfind(",", before.action[0], day.start)
    if cut > 0:
        before.action = (before.action[0], cut)
        before.clause = (before.clause[0], min(before.clause[1], cut))


def day_of_sitting(doc: Doc, commitment: Commitment) -> Mention | None:
    """`вынесем на заседание Совета. Оно пройдет в декабре`: the day of the sitting, told elsewhere."""
    brought = commitment.action_lemma in BROUGHT
    if commitment.language != "ru" or not (brought or commitment.status == "operative"):
        return None
    text: str = doc._.match_text
    event = commitment.target_event
    if event is None or not brought:
        return _day_of_its_sitting(doc, commitment)
    if not event.dates:
        return None
    start, end = commitment.action
    spot = next((s for s, _ in (event.trigger, *event.evidence) if start <= s < end), None)
    if spot is None or not re.search(r"\bна\s+(?:[а-яё]+\s+){0,2}$", text[start:spot].lower()):
        return None
    return next((m for m in doc._.dates if m.entity is event.dates[0]), None)


def _day_of_its_sitting(doc: Doc, commitment: Commitment) -> Mention | None:
    """`внести на рассмотрение Совета, заседание которого намечено на сентябрь`: the first day of the side clause."""
    text: str = doc._.match_text
    side = _ITS_SITTING.match(text, commitment.action[1])
    inside = _ITS_SITTING.search(text, *commitment.action) if side is None else None
    if inside is not None and _SUBMITTED.search(text, commitment.action[0], inside.start()):
        side = inside
    if side is None:
        return None
    end = _END.search(text, side.end())
    stop = end.start() if end is not None else len(text)
    return next((m for m in doc._.dates if side.end() <= m.start < stop), None)


def _bracketed(text: str, start: int, at: int) -> bool:
    """The offset stands inside round brackets opened after `start`."""
    opening = text.rfind("(", start, at)
    return opening >= 0 and text.find(")", opening, at) < 0


def _of_verb_before(parties: Parties, commitment: Commitment, mention: Mention, until: int) -> bool:
    """`в мае поставит приборы, а до конца года организует стажировку`: the day of the verb before, where the later one
    has its own.
    """
    text: str = parties.doc._.match_text
    joined = _NEXT_VERB.search(text, mention.end, commitment.cue[0]) if mention.end < commitment.cue[0] else None
    if joined is not None:
        between = parties.index.span(mention.end, joined.start())
        if commitment.action[0] > joined.start() and any(feature(t, "VerbForm") == "Fin" for t in between):
            # `ожидает, что до июня процедура будет завершена, и намерена созвать группу`
            return True
        token = parties.index.at(mention.start)
        if token is not None and any(is_future(t) for t in token.doc[token.sent.start : token.i]):
            return True
    if mention.end < commitment.cue[0] and _of_fellow(text, parties, commitment, mention):
        return True
    if mention.end < commitment.cue[0] and _joins_verb(text, parties, commitment, mention):
        return True
    another = _OF_IT.search(text, mention.end, commitment.cue[0]) if mention.end < commitment.cue[0] else None
    if another is not None and any(is_future(t) for t in parties.index.span(mention.end, another.start())):
        # `в июне начнётся обучение, его проведут инструкторы`
        return True
    if mention.end < commitment.cue[0] and _of_infinitive_before(parties, commitment, mention):
        return True
    if mention.end < commitment.cue[0] and _of_clause_beside(text, parties, commitment, mention):
        return True
    following = next((m for m in parties.dates.within(mention.end, until) if m is not mention), None)
    stop = commitment.cue[0] if following is None else min(following.start, commitment.cue[0])
    if following is None or stop <= mention.end:
        return False
    if following.end < commitment.cue[0] and _AND_BY.fullmatch(text, mention.end, following.start):
        # `продолжит ремонт до конца 2027 года и уже в мае передаст машины`
        token = parties.index.at(mention.start)
        if token is not None and any(is_future(t) for t in token.doc[token.sent.start : token.i]):
            return True
    return any(feature(t, "VerbForm") == "Fin" for t in parties.index.span(mention.end, stop))


def _joins_verb(text: str, parties: Parties, commitment: Commitment, mention: Mention) -> bool:
    """`работы начнутся в апреле и должны быть завершены к ноябрю`: a day between its verb and `и` with the cue."""
    if commitment.language != "ru" or _AND_THEN.fullmatch(text, mention.end, commitment.cue[0]) is None:
        return False
    token = parties.index.at(mention.start)
    for before in reversed(token.doc[token.sent.start : token.i]) if token is not None else ():
        if before.norm_ in {",", ";", ":"}:
            return False
        if feature(before, "VerbForm") == "Fin":
            return True
    return False


#: a verb joined right behind a date
_AND_THEN = later(r"\s+(?:года\s+|г\.\s+)?(?:и|но)\s+(?:затем\s+|потом\s+|уже\s+)?")


def _of_fellow(text: str, parties: Parties, commitment: Commitment, mention: Mention) -> bool:
    """`Россия до мая поставит приборы, Казахстан обучит персонал`: the day of who stands before another."""
    # `до мая откроем пост, это я обещаю`: its own action stands before the comma
    comma = text.rfind(",", mention.end, min(commitment.cue[0], commitment.action[0]))
    if commitment.language != "ru" or comma < 0:
        return False
    if not any(is_future(t) for t in parties.index.span(mention.end, comma)):
        return False
    token = parties.index.at(commitment.cue[0])
    if token is not None and feature(token, "Tense") == "Past" and feature(token, "VerbForm") == "Fin":
        # `сообщил, что до мая Россия поставит приборы, и предложил обучить`
        return True
    between = parties.index.span(comma, commitment.cue[0])
    return any(t.dep_ in SUBJECTS and feature(t, "Case") == "Nom" for t in between)


def _of_infinitive_before(parties: Parties, commitment: Commitment, mention: Mention) -> bool:
    """`условились построить мост к 2030 году и поручили экспертам`: the day of what was told to be done before."""
    token = parties.index.at(mention.start)
    if commitment.language != "ru" or token is None or mention.end > commitment.action[0]:
        return False
    while token.head.i != token.i and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    if feature(token, "VerbForm") != "Inf" or not token.idx < mention.start or token.idx == commitment.action[0]:
        return False
    cue = parties.index.at(commitment.cue[0])
    return cue is not None and any(c.dep_ == "cc" and mention.end <= c.idx for c in cue.lefts)


def _of_clause_beside(text: str, parties: Parties, commitment: Commitment, mention: Mention) -> bool:
    """`решили провести операцию в мае, штаб будет развёрнут`: the day of the clause before one with its own subject."""
    if commitment.language != "ru" or not _CLAUSE_BESIDE.fullmatch(text, mention.end, commitment.cue[0]):
        return False
    between = parties.index.span(mention.end, commitment.cue[0])
    own = any(t.dep_ in SUBJECTS and feature(t, "Case") == "Nom" for t in between)
    token = parties.index.at(mention.start)
    if not own or token is None or any(feature(t, "VerbForm") for t in between):
        return False
    told = token.doc[token.sent.start : token.i]
    if any(feature(t, "VerbForm") == "Inf" for t in told):
        return True
    # `намечена на 2026 год, место будет определено`, but `построим до мая, это я обещаю`
    clause = takewhile(lambda t: t.text != ",", reversed(told))
    return commitment.action[0] > mention.end and any(feature(t, "Variant") == "Short" or is_future(t) for t in clause)


def _before_colon(text: str, parties: Parties, commitment: Commitment, mention: Mention) -> bool:
    """`мы созванивались вчера: в сентябре проведём учения`: the day of what the colon closes."""
    colon = text.rfind(": ", mention.end, commitment.cue[0])
    semicolon = text.rfind("; ", mention.end, commitment.cue[0])
    if semicolon > colon and any(parties.dates.within(semicolon, commitment.action[1])):
        # `в октябре соберутся прокуроры; к заседанию откроют центр`, but not where the clause has its own day
        colon = semicolon
    if colon < 0 or commitment.status == "operative":
        return False
    token = parties.index.at(mention.start)
    start = token.sent.start_char if token is not None else commitment.clause[0]
    return any(feature(t, "VerbForm") == "Fin" for t in parties.index.span(start, colon))


def _told_in_past(index: TokenIndex, commitment: Commitment) -> bool:
    """A past cue dates the telling, not the action: `5 июня стороны договорились`; but `в 2026 году намечено`."""
    token = index.at(commitment.cue[0])
    if commitment.force == "plan" and token is not None and feature(token, "Variant") == "Short":
        return False
    return token is not None and feature(token, "Tense") == "Past" and commitment.language == "ru"


def _in_side_clause(index: TokenIndex, offset: int, commitment: Commitment) -> bool:
    """The date belongs to a relative clause or participle inside the action: `операции, запланированной на
    сентябрь`.
    """
    token = index.at(offset)
    start, end = commitment.clause
    cue, action = commitment.cue, commitment.action[0]
    while token is not None and token.head.i != token.i and start <= token.idx < end:
        if cue[0] <= token.idx < cue[1] or token.idx == action or any(c.idx == action for c in token.lefts):
            return False
        if offset < action < token.idx or token.idx < action < offset:
            # `до мая мы запустим портал, где каждый увидит`: the parser hung the day on the side clause
            return False
        if token.dep_ in {"acl", "acl:relcl"} and _before_verb(index, offset, token):
            # `до 1 декабря направить перечни веществ, выявленных в 2016 году`: the day stands before the side clause
            return False
        if token.dep_ in {"acl", "acl:relcl"} and token.idx != offset and feature(token, "VerbForm") != "Inf":
            return not _after_side_clause(token, offset, action)
        token = token.head
    return False


def _before_verb(index: TokenIndex, offset: int, participle: Token) -> bool:
    """Between a date and a participle behind a comma stands a verb of its own."""
    between = index.span(offset, participle.idx)
    return any(t.text == "," for t in between) and any(feature(t, "VerbForm") in {"Inf", "Fin"} for t in between)


def _after_side_clause(participle: Token, offset: int, action: int) -> bool:
    """`в рамках проекта, финансируемого Японией, в 2024 году Управление поставит`: a comma closes the side clause."""
    return participle.idx < offset < action and "," in participle.doc._.match_text[participle.idx : offset]
