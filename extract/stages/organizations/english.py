"""English names of bodies: no tagger knows English here, so capitals and a few prepositions decide."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from extract.document import Mention, Place
from extract.document import sentences as doc_sentences
from extract.language.match_text import match_text
from extract.language.noun_chains import Chain, Owner
from extract.lexicons.countries import country_by_adjective
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.persons.lexicons import lexicons

_HEAD = (
    r"(?:Ministry|Department|Secretariat|Office|Bureau|Committee|Subcommittee|Commission"
    r"|Council|Agency|Embassy|Consulate|"
    r"Government|Parliament|Institute|University|Cent(?:er|re)|Association|Union|Board|Authority|Service|Directorate|"
    r"Academy|Foundation|Fund|Administration|Organi[sz]ation|Mission|Delegation|Bank|Court|Assembly|Senate|Cabinet|"
    r"Forces?|Headquarters|Federation|Society|Corporation|Company|Taskforce|Task Force|"
    r"(?:Working|Expert|Contact|Monitoring|Advisory|Support|Coordination|Steering) Group|Monitoring Team|"
    r"(?:Working )?Sub-?[Gg]roup|Committees|Navy|Army|Air Force|"
    r"Party(?<!Contracting Party)(?<!State Party)(?<!States Party)(?<!Working Party)(?<!Third Party)|"
    r"Consulate General|Police|Troops|Guard|Inspectorate|Procuratorate|Tribunal|Division|Unit|College|Laboratory|Squad|"
    r"Chamber|Hospital|Command(?![ -](?:Post|Staff)| and Staff))"
)
#: words with a capital that open a sentence, not a name
_NOT_FIRST = (
    r"(?!(?:The|This|That|These|A|An|In|On|At|For|Our|We|It|Its|Their|As|By|And|With|From|Of|To|All|Both|Each|"
    r"Deputy|Head|Director|Chairman|Chair|Minister|Executive|President|Representatives?|Member|Members|Outgoing|Incoming|"
    # `the Ashgabat-based Regional Centre`
    r"[A-Z]\w+-based|"
    r"Former|Acting|Visiting|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth)\b)"
)
_NO_DAY = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b)(?!No\.? ?\d)"
)
_CAP = rf"{_NO_DAY}(?!The\b)[A-Z][\w'&-]*(?:\.(?=[A-Z]))?"
#: `Information Technology and Cyber Security Service`: nouns of a field before the head
_FIELD = (
    rf"(?:(?:(?!{_HEAD}\b)[A-Z][a-z]+ ){{0,4}}(?!(?!Laboratory){_HEAD}\b|Meeting\b|Session\b)"
    r"(?:[A-Z][a-z]+(?:ion|ment|ics|ity|cy|ance|ence|ism|ing|ory|ogy|ysis|ern|ean|ian|can)|Press|Media|Justice|Crime|Drugs?|Trade|Labou?r|Health"
    r"|Sports?|Youth|Energy|Water|Law|Research|Economy|Culture|Food|Ports?|Disasters?|Passenger|Cargo|Scientific"
    r"|Technical|Legal|Air|Sea|Road|Rail) and )?"
)
#: a word of a complement; what is said of its owner's own (`Embassy to Uzbekistan's Deputy Chief`) is outside, and so
#: are the initials of whom it is led by
_INNER = (
    rf"{_NO_DAY}(?!(?!U\.)[A-Z]\. ?(?:[A-Z]\. ?)?[A-Z][a-z])"
    rf"(?:People's|[A-Z][\w&-]*(?:'(?:s(?= (?:[A-Z][\w-]* ){{0,4}}{_HEAD}\b)|(?!s\b)[\w&-]+))*)"
    r"(?![\w-])(?:\.(?=[A-Z]))?"
)
_RANK = (
    r"(?:Director|Head|Chair|Minister|Deputy|First|Vice|Secretary|President|Chief|Ambassador|Commander|Acting|General"
    r"|Lieutenant|Lieut|Lt|Gen|Colonel|Col|Major|Maj|Captain|Capt|Brigadier|Admiral|Mr|Mrs|Ms|Dr|Professor|Prof|Sir)"
)
#: who leads another body: `Director of the Office on Drugs and[ Head of the Centre]`
_LEADER = r"(?:Director|Head|Chair\w*|Minister|Deputy|Secretary|President|Chief|Ambassador|Commander|Executive)"
_COMPLEMENT = (
    rf"(?: (?:of|for|on|against)(?: the)?(?: {_INNER})+(?:(?<=[a-z]ing) the(?: {_INNER})+)?"
    rf"| and(?! {_LEADER}\b| U\.)(?: (?![A-Z]{{3,}}\b)(?!{_HEAD}\b){_INNER})+(?!'| from\b| [A-Z])"
    rf"|,(?! {_RANK}\w*\b)(?: (?![A-Z]{{3,}}\b)(?!{_HEAD}\b){_INNER}){{1,4}}"
    rf"(?=(?:,(?: {_INNER}){{1,3}})*,? and (?!the\b)| of\b)"
    # `Division for Cooperation with NATO and Arms Control`
    rf"|(?:(?<= Cooperation)|(?<= Relations)|(?<= Interaction)|(?<= Partnership)|(?<= Liaison)|(?<= Work))"
    rf" with(?: the)?(?: {_INNER})+"
    # `National Commission to Combat Trafficking in Human Beings`
    rf"| to(?= (?:Combat|Counter|Fight|Prevent|Eliminate)\b)(?:(?: (?:in|and|of|the))? {_INNER})+"
    # `Council of Ministers (CoM) of the Organization`: a bracket in the middle of a name
    rf"|(?: \((?:[A-Z][\w-]{{1,9}})\))(?= (?:of|for|on|against)(?: the)? {_NO_DAY}[A-Z])"
    # `Working Group on Transit under the Advisory Committee of the Commission`
    rf"| under the(?= (?:{_CAP} ){{0,4}}(?:Committee|Council|Commission|Ministry|Board|Bureau)\b)(?: {_INNER})+"
    # `Narcology Department at the Ministry of Health`
    rf"| (?:at|within) the(?= (?:{_CAP} ){{0,3}}(?:Ministry|University|Academy|Agency|Committee)\b)(?: {_INNER})+)"
)
#: `Embassy of Japan in Tajikistan`, but `the SCO Secretariat` is just in Beijing
_ABROAD = re.compile(rf"(?<=\w)(?: (?:in|to)(?: the)?(?: (?!{_RANK}\b|Senior\b){_INNER})+(?: of(?: {_INNER})+)?)+")
#: `Centre on Drug Control under the Cabinet of Ministers of Uzbekistan`
_HOSTED = re.compile(
    rf" under the (?:(?:President|Government|Cabinet of Ministers|Ministry of {_INNER}) of(?: the)?(?: {_INNER})+"
    rf"(?: of(?: {_INNER})+)?|President\b|Government\b|Cabinet of Ministers\b)"
)
#: a prosecutor's office is not one abroad: the town is where it sits
_RESIDENT = re.compile(
    r"\b(?:[Ee]mbassy|Consulate|Mission|(?<!General's )(?<!Prosecutor's )Office|Representation|Delegation)\b(?!.* for )"
)
_NAME = re.compile(
    rf"\b(?:U\.[KNS]\. )?{_NOT_FIRST}{_FIELD}(?:{_CAP} ){{0,6}}{_HEAD}\b(?:{_COMPLEMENT})*"
    # `Surkhandarya regional department of the Border Troops`
    rf"|\b{_NOT_FIRST}(?!(?:UNODC|OSCE|UNDP|UN|EU)\b){_CAP} (?:regional|provincial)"
    rf" (?:department|directorate|branch|administration) of(?: the)?(?: internal affairs| {_INNER})+"
    # `the French embassy`: news agencies write it small
    rf"|\b{_NOT_FIRST}(?:U\.[KS]\.|U[KS]|[A-Z][a-z]+(?:[aei]an|ese|ish|nch|man|ani|bek|yz|jik|kh|men)) embassy\b"
)
#: a lower-case chain after `on`/`for`: verbs and connectives end it
_LOWER_CHAIN = re.compile(
    # `chairmanship in the Council for the next period`
    # nor what is asked of it or brought to it: `asked the Centre for help`, `sent it to the Board for approval`
    r"(?! for (?:(?:an?|its|their|his|her|the|further|final|joint|more) )?(?:consideration|approval|adoption|review"
    r"|discussion|signature|ratification|examination|comments?|support|assistance|help|advice|term|funding)\b)"
    r" (?:on|for)(?! (?:the|a|an|this|its) (?:next|following|coming|current|whole|past|last|first|second|third|time)\b)"
    r"(?: (?!(?:is|are|was|were|will|would|shall|has|have|had|that|which|who|said|held|met|took|began|to|with|by|at|as"
    r"|from|during|after|before|meets|takes|\w+ed(?= (?:a|an|the|its|in|on|at|by|to|that|their)\b))\b)[a-z][a-z-]*)"
    r"{1,22}(?:(?<= of the)(?: [A-Z][\w-]*)+(?: of(?: the)?(?: [A-Z][\w-]*)+)*)?"
    # `combating terrorism, organized crime and drug trafficking`
    r"(?:(?:, [a-z-]+(?: [a-z-]+){0,2}){1,4},? and [a-z-]+(?: [a-z-]+)?(?= (?:had|has|was|is|will|in|of|to)\b|[.,;]))?"
)
_LOWER_HEADS = ("Group", "Bureau", "Committee", "Commission", "Office", "Council", "Agency", "Centre", "Center")
_TRAILING = re.compile(
    r"(?: (?:Member|Participating) States)?(?: and(?= (?:Mr|Mrs|Ms|Dr)$))?(?: (?:Mr|Mrs|Ms|Dr))?"
    r"(?: (?:of|for|on|against|in|to|and|under|the)| of the)?$"
)
_RUSSIAN_HEADS = {
    "Union": "союз",
    "Unit": "подразделение",
    "Department": "департамент",
    "Institute": "институт",
    "Academy": "академия",
    "College": "колледж",
    "Laboratory": "лаборатория",
    "Service": "служба",
    "Group": "группа",
    "Assembly": "ассамблея",
    "Embassy": "посольство",
    "Inspectorate": "инспекция",
    "Fund": "фонд",
    "Authority": "управление",
    "Mission": "миссия",
    "Organization": "организация",
    "Secretariat": "секретариат",
    "Committee": "комитет",
    "Commission": "комиссия",
    "Council": "совет",
    "Bureau": "бюро",
    "Agency": "агентство",
    "Ministry": "министерство",
    "Office": "управление",
    "Centre": "центр",
    "Center": "центр",
}
_SHORT = re.compile(
    r"\b[Tt]he "
    r"(?P<full>(?:(?:Programme|Regional|Country) (?=Office))?"
    r"(?P<head>Organi[sz]ation|Secretariat|Committee|Commission|Council|Bureau|Agency|Ministry|Office|Cent(?:re|er)"
    r"|Union|Unit|Department|Institute|Academy|College|Laboratory|Service|Group|Embassy|Assembly|Mission|Inspectorate|Fund|Authority))"
    r"\b(?! (?:of|on|for|against|[A-Z]))"
)
#: `Head of the Office Anna Berg`: a name follows
_SHORT_LED = re.compile(
    r"\b(?:[Hh]ead|[Dd]irector|[Cc]hief|[Cc]hair\w*|[Mm]anager|[Cc]ommander|[Rr]epresentative) of the "
    r"(?P<full>(?:(?:Programme|Regional|Country) (?=Office))?"
    r"(?P<head>Organi[sz]ation|Secretariat|Committee|Commission|Council|Bureau|Agency|Office|Cent(?:re|er)|Department"
    r"|Service))(?= (?:[A-Z]\w+\.? ){1,4}(?:[a-z]|$))"
)
#: what joins an English name to its owner
_OF = re.compile(
    # `Council of Ministers (CoM) of the Organization`
    r"(?:\s\([A-Z][A-Za-z-]{1,9}\))?(?i:\s+(?:(?:in|on)\s+the\s+territory\s+)?(?P<joint>of"
    r"|to)\s+(?:the\s+)?(?:Member\s+States\s+of\s+(?:the\s+)?)?)(?=[A-Z])"
)
#: what is sent `to` somebody; `we transfer the Service to the Committee`
_SENT = re.compile(r"\b(?:Mission|Delegation|Representation|Representative|Embassy|Office)\b")


_BREAK = re.compile(
    r"\n(?![ \t]*(?:\n|[A-Z]{4,}\b|[*#-]|(?:Home|News|Main|Menu|Search|About|Press|Contacts?|Media|Events?|Print)\b))"
)
#: `Drug Control Agency under the President of the Republic of Tajikistan`
_UNDER = re.compile(
    r"(?:\s\([A-Z]{2,}\))?(?i:\s+under\s+the\s+(?P<host>President|Government|Cabinet of Ministers)\s+of\s+(?:the\s+)?)"
)
_UNDER_BARE = re.compile(
    r"(?:\s\([A-Z]{2,}\))?\s+under\s+the\s+(?P<host>President|Government|Cabinet of Ministers)\b(?!\s+of\b)"
)
UNDER = {
    "president": "Президенте",
    "government": "Правительстве",
    "cabinet of ministers": "Кабинете Министров",
}
_HEAD_WORD = re.compile(rf"\b(?:{_HEAD})\b")
_EMBASSY = re.compile(r"\bEMBASSY OF\b")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_SMALL = frozenset(("OF", "IN", "TO", "THE", "AND"))
_PRESS = re.compile(r"\b(?P<noun>[Pp]ress (?:[Ss]ervice|[Oo]ffice|[Cc]ent(?:er|re)))\b(?P<of> of (?P<the>the )?)?")
_SHORT_NAMES = frozenset(("Programme Office", "Regional Office", "Country Office"))
_AFTER_ITS_NAME = frozenset((",", "and", "or"))
_LINKS = frozenset(("of", "in", "for", "on", "the", "and", "to", "against", "with"))


class _Covered:
    """Word spans taken so far; of those over one word the one that reaches furthest."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._over: dict[int, tuple[int, int]] = {}
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        for index in range(start, end):
            if end > self._over.get(index, (0, 0))[1]:
                self._over[index] = (start, end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether a span covers this one or reaches into it from before; what lies within does not count."""
        over = self._over.get(start)
        return over is not None and (end <= over[1] or over[0] < start)


def english_bodies(finder: Finder, bodies: list[Body]) -> list[Body]:
    """Bodies in English sentences that the lexicon does not know; owners are joined to those that it knows.

    Of `bodies` those go that turn out to be the end of a longer name.
    """
    english = [body for body in bodies if finder.language(body.start) == "en"]
    sentences = [sentence for sentence in doc_sentences(finder.doc) if sentence.language == "en"]
    _join_owners(finder, english)
    spans = _Covered((body.start, body.end) for body in english)
    inner_bodies = sorted(english, key=lambda b: b.start)
    starts = [body.start for body in inner_bodies]
    places_by_end: dict[int, list[tuple[int, int]]] = {}
    for place_span in finder.places:
        places_by_end.setdefault(place_span[1], []).append(place_span)
    found: list[Body] = []
    ended = {body.end: body for body in english}
    for sent in sentences:
        for start, end in _names(finder, sent.start_char, sent.end_char):
            span = finder.word_span(start, _without_name(finder, start, end))
            if span is None or spans.overlap(*span) or span in finder.places or _prolonged(finder, english, span):
                continue
            if _state_alone(finder, span) or _agency_told(finder, english, span) or _state_told(finder, english, span):
                continue
            if _runs_on(finder, english, span):
                continue
            _drop_shorter(finder, bodies, english, span)
            span = _with_town(finder, span)
            spans.add(*span)
            body = _headed(finder, span, ended)
            within = _within(finder, body)
            if within is not None:
                same = (b for b in inner_bodies if (b.start, b.end) == (within.start, within.end))
                if (known := next(same, None)) is not None:
                    # `Main Department of the State Border Service of ...`: a body of the lexicon
                    within = known
                else:
                    found.append(within)
                body.chain = Chain(end=body.end, owners=[Owner(within.start, within.end, within)])
                found.append(body)
                continue
            places = [p for p in places_by_end.get(span[1], ()) if p[0] > span[0]]
            first = bisect_left(starts, body.start)
            within_it = inner_bodies[first : bisect_left(starts, body.end)]
            inner = next((b for b in within_it if b.end <= body.end and b in english and not _partner(finder, b)), None)
            if inner is not None:
                body.chain = Chain(end=body.end, owners=[Owner(inner.start, inner.end, inner)])
            elif (sender := _sender(finder, body)) is not None:
                body.chain = Chain(end=body.end, owners=[sender])
            elif places and not _sent_by_nation(finder, body):
                body.chain = Chain(end=body.end, owners=[Owner(*places[0], finder.places[places[0]])])
            found.append(body)
        found += _short_forms(finder, sent.start_char, sent.end_char, spans)
    if english:
        found += _press_services(finder, [*english, *found])
    _bind_shorter(finder, english, found)
    for body in found:
        if body.kind == "english" and (told := _brackets(finder, body.start, body.end)):
            body.chain = Chain(body.end, body.chain.owners if body.chain else [], told)
    return found


def _partner(finder: Finder, body: Body) -> bool:
    """`Division for Cooperation with NATO`: the body worked with, which owns nothing."""
    before = finder.words[max(body.start - 2, 0) : body.start]
    return any(word.low == "with" for word in before)


def _brackets(finder: Finder, start: int, end: int) -> list[tuple[int, int]]:
    """Abbreviations in brackets among words: `Group (AG) of the Council`."""
    words = finder.words
    return [(i, i + 3) for i in range(start, end - 2) if words[i].text == "(" and words[i + 2].text == ")"]


def _headed(finder: Finder, span: tuple[int, int], ended: dict[int, Body]) -> Body:
    """The body of a name; `ended` has those of the lexicon by the word behind them."""
    body = Body(*span, head=span[0], rule="organization.english_head", kind="english", core_end=span[1])
    body.country = _state_before(finder, body)
    _of_the_page(finder, body, ended)
    heads = _HEAD_WORD.findall(finder.text(*span))
    body.lemma = _RUSSIAN_HEADS.get(heads[0].split()[-1], "") if heads else ""
    return body


def _state_alone(finder: Finder, span: tuple[int, int]) -> bool:
    """`the Russian Federation, Ivan Petrov`, `the Russian Federation and Azerbaijan`."""
    state = finder.place_starting.get(span[0])
    return state is not None and state[0] < span[1] and finder.words[state[0]].text in _AFTER_ITS_NAME


def _state_before(finder: Finder, body: Body) -> str | None:
    """The state whose a body is by its first word: `Ukraine's State Border Guard Service`, `Polish Police`."""
    place = finder.place_starting.get(body.start)
    if place is None:
        return country_by_adjective(finder.words[body.start].text)
    owns = finder.text(body.start, min(place[0] + 1, body.end)).rstrip().endswith("'s")
    country = place[1].entity.country if isinstance(place[1].entity, Place) else None
    return country if owns else None


def _of_the_page(finder: Finder, body: Body, ended: dict[int, Body]) -> None:
    """`United Nations Office on Drugs and Crime (UNODC) Regional Office for Central Asia`, and without the body before
    it on a page that names the body: the organ as the lexicon has it.
    """
    text = finder.text(body.start, body.end).replace("\n", " ")
    if not text.startswith(("Regional Office ", "Programme Office ", "Country Office ")):
        return
    known = {b.entries[0].id: b.entries[0] for b in ended.values() if b.entries and b.entries[0].kind == "body"}
    before = body.start - 3
    bracketed = before > 0 and (finder.words[before].text, finder.words[body.start - 1].text) == ("(", ")")
    outer = ended.get(before) if bracketed else None
    for entry in [outer.entries[0]] if outer is not None and outer.entries else known.values():
        for short in entry.en:
            name = f"{short} {text}"
            organs = [e for a, b, es in finder.lexicon.matcher.all(name) if (a, b) == (0, len(name)) for e, _ in es]
            if organs:
                body.kind, body.entries, body.form = "lexicon", organs, organs[0].name
                body.start = body.head = outer.start if outer is not None else body.start
                return


def _bind_shorter(finder: Finder, english: Sequence[Body], found: Sequence[Body]) -> None:
    """`the U.S. Embassy`, `the Steering Committee`: the one body whose name begins or ends with the words."""
    longer: dict[str, dict[str, Body]] = {}
    for body in (*english, *found):
        name = finder.text(body.start, body.end).replace("\n", " ")
        parts = name.split()
        for cut in range(2, len(parts)):
            if parts[cut] in _LINKS:
                longer.setdefault(" ".join(parts[:cut]), {}).setdefault(name, body)
            if parts[-cut - 1] not in _LINKS:
                # `Laboratory of the National Institute` is no National Institute
                longer.setdefault(" ".join(parts[-cut:]), {}).setdefault(name, body)
    for body in found:
        if body.rule != "organization.english_head" or body.alias_of is not None:
            continue
        named = longer.get(finder.text(body.start, body.end).replace("\n", " "), {})
        if len(named) == 1 and (target := next(iter(named.values()))) is not body and target.alias_of is None:
            body.alias_of = target


def _press_services(finder: Finder, bodies: Sequence[Body]) -> Iterator[Body]:
    """`press service of the Ministry of Health`, `CARICC press office`: with the body that they serve only."""
    by_start = {body.start: body for body in sorted(bodies, key=lambda b: b.end)}
    by_end = {body.end: body for body in sorted(bodies, key=lambda b: -b.start)}
    taken = {index for body in bodies for index in range(body.start, body.end)}
    for match in _PRESS.finditer(finder.copy):
        span = finder.word_span(*match.span("noun"))
        if span is None or not taken.isdisjoint(range(*span)):
            continue
        served = by_start.get(span[1] + (2 if match["the"] else 1)) if match["of"] else by_end.get(span[0])
        if served is None or served.kind == "short":
            continue
        start, end = min(span[0], served.start), max(span[1], served.end)
        if finder.words[start].sentence != finder.words[end - 1].sentence:
            continue
        body = Body(start, end, span[0], "organization.english_press", "english", end, lemma="пресс-служба")
        body.chain = Chain(end=end, owners=[Owner(served.start, served.end, served)])
        yield body


def _prolonged(finder: Finder, english: Sequence[Body], span: tuple[int, int]) -> bool:
    """`Coordinating Council of Heads of Competent Authorities for Combating Trafficking`: the organ of the lexicon with
    what it is for, which newsrooms render in many ways.
    """
    for body in english:
        if body.start != span[0] or body.end >= span[1] or body.end - body.start < _LONG_NAME or body.owner is not None:
            continue
        if not any(entry.parent and entry.kind == "body" for entry in body.entries):
            continue
        if finder.words[body.end].low in {"for", "to", "on", "against", "of"}:
            body.end = span[1]
            return True
    return False


def _agency_told(finder: Finder, english: Sequence[Body], span: tuple[int, int]) -> bool:
    """`Kazinform News Agency`: the agency of the lexicon with what it is."""
    for body in english:
        known = body.start == span[0] and body.end < span[1] and body.entries and body.entries[0].kind == "media"
        if known and finder.text(body.end, span[1]) in {"News Agency", "Information Agency"}:
            body.end = span[1]
            return True
    return False


def _state_told(finder: Finder, english: Sequence[Body], span: tuple[int, int]) -> bool:
    """`U.S. Bureau of Narcotics`, `the Department's Bureau of Narcotics`: the body of the lexicon with whose it is."""
    state = finder.place_starting.get(span[0])
    for body in english:
        if not span[0] < body.start < body.end == span[1] or body.owner is not None:
            continue
        if (state is not None and state[0] == body.start) or finder.text(span[0], body.start).endswith("'s"):
            body.start = span[0]
            return True
        nation = country_by_adjective(finder.words[span[0]].text) if span[0] + 1 == body.start else None
        kinds = [entry for entry in body.entries if entry.kind == "state_kind"]
        if nation is not None and kinds:
            # `the Uzbek Security Council`: not that of the United Nations
            body.start, body.country, body.entries = span[0], nation, kinds
            return True
    return False


def _runs_on(finder: Finder, english: Sequence[Body], span: tuple[int, int]) -> bool:
    """`Ministry of External Affairs Anil Roe`: a name of the lexicon that ran on into somebody's."""
    for body in english:
        rest = finder.words[body.end : span[1]]
        if body.start != span[0] or not 1 < len(rest) < 4 or not body.entries:
            continue
        named = not any(finder.place_starting.get(i) for i in range(body.end, span[1]))
        if named and all(w.text.istitle() and not _HEAD_WORD.fullmatch(w.text) for w in rest):
            return True
    return False


def _drop_shorter(finder: Finder, bodies: list[Body], english: list[Body], span: tuple[int, int]) -> None:
    """`Supreme National Security Council`: another body than the kind of which the lexicon knows the end."""
    for body in english:
        if not span[0] <= body.start < body.end <= span[1] or body.end - body.start == span[1] - span[0]:
            continue
        kind = any(entry.kind == "state_kind" for entry in body.entries)
        ends = body.end == span[1] and body.owner is None and finder.words[body.start - 1].text in _OTHER_KIND
        if kind and (ends or (body.end < span[1] and finder.words[body.end].text in _FURTHER)):
            english.remove(body)
            bodies.remove(body)
            return


def _with_town(finder: Finder, span: tuple[int, int]) -> tuple[int, int]:
    """`U.S. Embassy Dushanbe`: the town in which an embassy sits, right behind it."""
    place = finder.place_starting.get(span[1])
    if place is None or finder.words[span[1] - 1].low != "embassy":
        return span
    town = isinstance(place[1].entity, Place) and place[1].entity.kind == "city"
    apart = "\n" in finder.copy[finder.words[span[1] - 1].end : finder.words[span[1]].start]
    return (span[0], place[0]) if town and not apart else span


#: `Border Guard Forces`, `Border Guard Agency` are no border guard of that name
_FURTHER = frozenset(("Forces", "Agency", "Command"))
#: before the name of a kind of body it makes the name of another
_OTHER_KIND = frozenset(("State", "Federal", "Supreme", "Joint"))
#: words of an organ's name that no other shares
_LONG_NAME = 5
#: what may follow a state inside the name of a body
_AFTER_STATE = re.compile(rf" (?:(?:[A-Z][a-z]+ ){{0,2}}{_HEAD}|in|under|and|for|on|against)\b")
_OF_SOMETHING = re.compile(r" (?:of|for|on|against) ")
_SOMEBODY = tuple(re.compile(rf" (?P<given>[A-Z][a-z]+)(?: [A-Z][a-z]+){{{n}}}$") for n in (1, 2))
_ON_LIST = re.compile(r",| and\b")
_NAME_FOLLOWS = re.compile(r",?\s(?:to )?[A-Z]")
_INFORMED = re.compile(r"\b(?:assur|inform|notif|remind|convinc|warn|advis|appris)\w+ (?:the )?$")


def _without_name(finder: Finder, start: int, end: int) -> int:
    """Where a name ends that ran on into somebody's: `Committee of Azerbaijan[ Ali Aliyev]`."""
    copy = finder.copy
    if copy.startswith("'s", end) and _INFORMED.search(copy, max(start - 24, 0), start):
        # `assured the Council of[ the Office]'s support`
        of = copy.find(" of ", start, end)
        if of > 0:
            return of
    for first, last in finder.places:
        begin, stop = finder.words[first].start, finder.words[last - 1].end
        mention = finder.places[first, last]
        country = isinstance(mention.entity, Place) and mention.entity.kind == "country"
        if not country or not start < begin < stop < end or not _NAME_FOLLOWS.match(copy, stop):
            continue
        if not _HEAD_WORD.search(copy, start, begin) or _AFTER_STATE.match(copy, stop):
            continue
        following = finder.place_starting.get(last + 1)
        if (
            finder.words[last].text == ","
            and following is not None
            and _ON_LIST.match(copy, finder.words[following[0] - 1].end)
        ):
            # `Regional Office for Afghanistan, Iran and Pakistan`
            continue
        return stop
    comma = copy.find(", ", start, end)
    if comma > 0 and _OF_SOMETHING.search(copy, start, comma) is None:
        # `the Agency, Omar Khan, and`: a list of fields would follow a field
        return comma
    for pattern in _SOMEBODY:
        # `Board of the Commission[ Omar Khan]`
        somebody = pattern.search(copy, start, end)
        if (
            somebody is not None
            and match_text(somebody["given"]).lower() in lexicons().english_given
            and _HEAD_WORD.search(copy, start, somebody.start())
        ):
            return somebody.start()
    return end


def _short_forms(finder: Finder, start: int, end: int, taken: _Covered) -> Iterator[Body]:
    """`the Organization`, `the Secretariat`: they point to the same bodies as the Russian words."""
    led = _SHORT_LED.finditer(finder.copy, start, end)
    for match in (*_SHORT.finditer(finder.copy, start, end), *led):
        span = finder.word_span(*match.span("full"))
        lemma = _RUSSIAN_HEADS[match["head"].replace("isation", "ization")]
        if span is None or taken.overlap(*span):
            continue
        body = Body(*span, head=span[0], rule="organization.english_short_form", kind="short", core_end=span[1])
        body.lemma, body.head_entry = lemma, finder.lexicon.heads.get(lemma)
        yield _of_minister(finder, body) or body


#: `the Deputy Minister of Health of Kyrgyzstan`, and any ministry named after him
_MINISTER = re.compile(
    r"\bMinister (?:of|for) (?P<field>(?:the )?[A-Z]\w+(?:(?: and| of)? (?!the\b)[A-Z]\w+){0,3}?) of (?:the )?$"
)
_MINISTRY = re.compile(r"\b[Mm]inistry (?:of|for)\b|\b[A-Z]\w+ Ministry\b")
#: characters back to the minister whose `the Ministry` is
_MINISTERS = 400


def _of_minister(finder: Finder, body: Body) -> Body | None:
    """`the Ministry` of the minister named before, if no ministry is named in between."""
    start = finder.words[body.start].start
    if finder.text(body.start, body.end) != "Ministry":
        return None
    for first, last in sorted(finder.places, reverse=True):
        mention = finder.places[first, last]
        place = mention.entity
        if not 0 < start - mention.start < _MINISTERS or not isinstance(place, Place) or place.kind != "country":
            continue
        post = _MINISTER.search(finder.copy[max(mention.start - 80, 0) : mention.start])
        if post is None or _MINISTRY.search(finder.copy, mention.end, start):
            continue
        name = f"Ministry of {post['field']}"
        known = finder.lexicon.matcher.all(name)
        entries = [entry for a, b, values in known if (a, b) == (0, len(name)) for entry, _ in values]
        if entries:
            body.kind, body.entries, body.country = "lexicon", entries, place.country
            return body
    return None


def _names(finder: Finder, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Character spans of names in an English sentence."""
    # a name goes on over a line break, but not into a heading in capitals
    flat = _BREAK.sub(" ", finder.copy[start:end])
    if sum(c.isupper() for c in flat) > 0.7 * sum(c.isalpha() for c in flat):
        if not _EMBASSY.search(flat):
            return
        # a heading: `EMBASSY OF JAPAN IN TAJIKISTAN`
        flat = _CAPITALS.sub(lambda word: word[0].lower() if word[0] in _SMALL else word[0].capitalize(), flat)
    position = 0
    while (match := _NAME.search(flat, position)) is not None:
        stop = match.end()
        tail = _LOWER_CHAIN.match(flat, stop) if match[0].split()[-1] in _LOWER_HEADS else None
        stop = tail.end() if tail else stop
        abroad = _ABROAD.match(flat, stop) if _RESIDENT.search(match[0]) else None
        abroad = abroad or _HOSTED.match(flat, stop)
        stop = abroad.end() if abroad else stop
        text = _TRAILING.sub("", _first_lines(finder, start + match.start(), flat[match.start() : stop]))
        # a head noun alone names nothing, the delegation of a state is people
        if (
            " " in text
            and not (text in _SHORT_NAMES and f"{text} in " in finder.copy)
            and (not text.startswith("Delegation of ") or " to " in text)
        ):
            yield start + match.start(), start + match.start() + len(text)
        position = max(stop, match.end())


def _sender(finder: Finder, body: Body) -> Owner | None:
    """The state whose embassy a name names: `Embassy of the United States of America in Georgia`."""
    if not re.search(r"\b(?:[Ee]mbassy|Consulate|Mission|Delegation)\b", finder.text(body.start, body.end)):
        return None
    for index in range(body.start, body.end):
        place = finder.place_starting.get(index)
        if place is not None and place[0] < body.end:
            return Owner(index, *place)
    return None


def _sent_by_nation(finder: Finder, body: Body) -> bool:
    """`British Embassy in Baku`: the place at its end is not its own."""
    nation = country_by_adjective(finder.words[body.start].text.lower())
    return nation is not None and re.search(r"\b[Ee]mbassy\b", finder.text(body.start, body.end)) is not None


def _within(finder: Finder, body: Body) -> Body | None:
    """`Laboratory of the National Institute of Science`: the unknown body that the end of a name names."""
    text = finder.text(body.start, body.end).replace("\n", " ")
    for joint in re.finditer(r" (?:of|under) (?:the )?(?=[A-Z])", text):
        inner = text[joint.end() :]
        if (
            " " not in inner
            or "'s " in inner
            or inner.startswith("Public ")
            or not _NAME.fullmatch(inner)
            or _HEAD_WORD.match(inner)
        ):
            continue
        if not _HEAD_WORD.search(text[: joint.start()]):
            continue
        start = finder.words[body.start].start + joint.end()
        span = finder.word_span(start, finder.words[body.end - 1].end)
        if span is not None and (state := finder.place_starting.get(span[0])) is not None:
            # `Communist Party of China Central Committee`
            span = body.start, state[0]
        if span is not None:
            return Body(*span, span[0], "organization.english_head", "english", span[1])
    return None


def _first_lines(finder: Finder, start: int, text: str) -> str:
    """A name cut at a line break after which a place stands that nothing joins to the name."""
    copy = finder.copy
    at = copy.find("\n", start, start + len(text))
    while at >= 0:
        words = copy[start:at].split()
        span = next((first for first, _ in finder.places if finder.words[first].start == at + 1), None)
        if span is not None and words and words[-1] not in _LINKS:
            return text[: at - start]
        at = copy.find("\n", at + 1, start + len(text))
    return text


def _ministry_over(finder: Finder, body: Body, by_start: dict[int, Body]) -> Body | None:
    """`Customs Service under the Ministry of Finance of the Kyrgyz Republic`: the ministry, if it tells its state."""
    words = finder.words
    at = body.end
    if at + 2 >= len(words) or words[at].low not in {"under", "at", "of"} or words[at + 1].low != "the":
        return None
    ministry = by_start.get(at + 2)
    if ministry is None or words[at].low == "of" or ministry.owner is None or not ministry.entries:
        return None
    stated = isinstance(ministry.owner.value, Mention) and ministry.owner.end == ministry.end
    return ministry if stated and ministry.entries[0].name.startswith("Министерство") else None


def _join_owners(finder: Finder, english: list[Body]) -> None:
    """`Ministry of Health of Uzbekistan`, `SCO Secretariat`: the owner after `of`, or right before an organ."""
    by_start = {body.start: body for body in english}
    places = {start: (end, mention) for (start, end), mention in finder.places.items()}
    ends = {body.end: body for body in english}
    for body in sorted(english, key=lambda b: -b.start):
        entry = body.entries[0] if body.entries else None
        if entry is None or entry.kind == "media" or (entry.kind == "body" and not entry.parent and not entry.country):
            continue
        before = ends.get(body.start)
        if before is not None and before.entries and before.entries[0].id in {e.parent for e in body.entries}:
            body.chain = Chain(end=body.end, owners=[Owner(before.start, before.end, before)])
            body.start, body.weak = before.start, False
            continue
        joint = _UNDER.match(finder.copy, finder.words[body.end - 1].end)
        if joint is not None and entry is not None and entry.kind == "state_kind":
            body.host = UNDER[" ".join(joint["host"].lower().split())]
        joint = joint or _OF.match(finder.copy, finder.words[body.end - 1].end)
        if joint is None and entry.kind == "state_kind" and (ministry := _ministry_over(finder, body, by_start)):
            place = ministry.owner
            assert place is not None
            body.host = ministry.entries[0].name.replace("Министерство", "Министерстве", 1)
            body.end = ministry.end
            body.chain = Chain(end=body.end, owners=[place])
            continue
        bare = _UNDER_BARE.match(finder.copy, finder.words[body.end - 1].end) if joint is None else None
        if bare is not None and entry.kind == "state_kind" and (span := finder.word_span(*bare.span("host"))):
            body.host, body.end = UNDER[bare["host"].lower()], span[1]
            continue
        to = joint is not None and joint.groupdict().get("joint") == "to"
        if joint is None or (to and not _SENT.search(finder.text(body.start, body.end))):
            continue
        next_word = next(
            (
                i
                for i in range(body.end, body.end + 12)
                if i < len(finder.words) and finder.words[i].start == joint.end()
            ),
            None,
        )
        if next_word is None:
            continue
        owner: Body | Mention | None = by_start.get(next_word)
        end = owner.end if isinstance(owner, Body) else 0
        if owner is None and next_word in places:
            end, owner = places[next_word]
        if owner is not None:
            body.chain = Chain(
                end=end, owners=[Owner(next_word, end, owner)], brackets=_brackets(finder, body.end, end)
            )
            body.end, body.weak = end, False
