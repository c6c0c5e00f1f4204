"""Who came along and who met them: `В состав делегации вошли А и Б`, `Министра сопровождал В`, `В аэропорту его
встретил Г`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Party, Person, sentences
from extract.language.later import later
from extract.language.syntax import child, feature, is_negated, subject
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.stages.events.merging.gatherings import ITEM_END
from extract.stages.events.participants.listing import Listing
from extract.stages.events.triggers.lexicon import Candidate

#: what opens the list of those who came along
_COMPOSED = later(
    r"\b(?:в\s+состав(?:е)?\s+(?:[а-яё]+\s+){0,2}?(?:делегаци[ий]|миссии|группы\s+(?:гостей|экспертов))|в\s+(?:е[её]|его|их)\s+состав[е]?)"
    r"\s*(?:(?:также\s+)?(?:вошел|вош[её]л|вошл[аи]|входил[аи]?|входят|входит|включен[ыа]?|были(?:\s+включены)?|прибыл[аи]?)"
    r"(?:\s+также)?|[-:])"
    r"|\bв\s+(?:е[её]|его|их)\s+составе(?=\s+(?:[а-яё-]+\s+){0,2}(?:руководител|представител|сотрудник|эксперт|председател"
    r"|начальник|министр|заместител|замминистр|глав|директор|офицер|специалист|прокурор))"
    r"|\b(?:членами|участниками)\s+делегации\s+(?:также\s+)?(?:стали|являются|были|являлись)",
    re.IGNORECASE,
    needs="состав|делегации",
)
_LED = later(
    r"\b(?:делегаци[юяе]й?|мисси(?:ю|ей))\s+(?:[А-ЯЁа-яё-]+\s+){0,3}?(?:(?:воз)?главля(?:л[аи]?|ет|ют)|возглавил[аи]?|возглавит"
    r"|руководи[тл][аи]?)\b",
    re.IGNORECASE,
    needs="делегаци|мисси",
)
#: the same of the delegation told right before: `Возглавляет её А. Б.`, `Во главе делегации - А. Б.`
_ITS_HEAD = later(
    r"(?:(?<=[.!?;]\s)|^)(?:(?:воз)?глав(?:лял[аи]?|ляет|ил[аи]?|ит)\s+(?P<it>е[её])|(?P<its>е[её])\s+(?:воз)?глав(?:лял[аи]?|ляет|ил[аи]?|ит)"
    r"|(?:(?:во\s+главе|глав(?:а|ой)|руководител(?:ь|ем))\s+(?:[а-яё]+ой\s+)?(?:делегации|миссии)|руководи(?:т|л[аи]?|ть)\s+(?:делегацией|миссией))"
    r"\s*(?:[-:]|является|стал[аи]?|выступ\w+|был[аи]?|стоит|стоял[аи]?|назначен[аы]?)?)\s+",
    re.IGNORECASE,
    needs="глав|руковод",
)
_SENT_OUT = later(r"делегаци|мисси|групп[аеуы]|команд[аеуы]", re.IGNORECASE)
#: whom the delegations that talked had at their head, told after the gathering
_OF_STATE = later(r"([а-яё]+ой)\s+делегации", re.IGNORECASE)
_HEADED_BY = later(r"\bделегаци[ия]\s+[^.;:]{0,80}?во\s+главе\s+со?\s", re.IGNORECASE, needs="делегаци")
#: whose people they are, without a name
_PEOPLE_OF = later(
    r"\s*(?:[а-яё-]+\s+){0,1}(?:руководител|представител|сотрудник|эксперт|офицер|специалист|начальник)(?:и|ы)\s",
    re.IGNORECASE,
)
_ACCOMPANIED = later(
    r"\b(?:сопровождал[аи]?|сопровождает|сопровождают|сопровождать\s+(?:[а-яё]+\s+)?буд[еу]т|буд[еу]т\s+(?:[а-яё]+\s+)?сопровождать)\b",
    re.IGNORECASE,
    needs="сопровожда",
)
#: `Гость в сопровождении А и Б`, `Министр, сопровождаемый А`: the company in the same case, whatever follows
_IN_COMPANY = later(
    r"\bв\s+сопровождении\s+"
    # `делегация Бюро в составе директора А и эксперта Б`
    r"|\bв составе\s+(?!делегаци|групп|мисси)|\bсопровождаем(?:ый|ая|ые|ого|ой|ых|ому|ым|ую)\s+",
    re.IGNORECASE,
    needs="сопровожд|в составе",
)
#: whoever is met or seen off, at the place where travellers come and go
_WELCOMED = later(
    r"\b(?:(?:тепло\s+|торжественно\s+)?(?:встретил|встречал|поприветствовал|приветствовал|провожал|проводил)[аи]?"
    r"|встречают|встретят)\b",
    re.IGNORECASE,
)
_GATES = later(
    r"\b(?:аэропорт|аэровокзал|аэродром|вокзал|трап|борт[ау]\s+самол|(?:у|около)\s+границ|погранпереход|пункт\w*\s+пропуска)",
    re.IGNORECASE,
    needs="аэро|вокзал|трап|борт|границ|погранпереход|пункт",
)
#: `переговоры с находящейся в стране с визитом делегацией`: from talks to who has come
_STAYING = later(
    r"(?:\s+[а-яё-]+){0,4}?\s+со?\s+(?P<how>(?:находящ|пребывающ|прибывш|прилетевш|приехавш)(?:ей|ими)(?:ся)?)\s"
    r"[^.;:()\n]{3,110}?\s(?P<who>делегаци(?:ей|ями))\s+",
    re.IGNORECASE,
)
_AT_HEAD = later(r"\s+во\s+главе\s+со?\s+")
_TRAVELLED = frozenset({"visit", "meeting", "session", "summit", "conference"})
#: characters back to the sentence that tells of the delegation
_NEAR = 700
_BESIDE = 350
_JUST_BEFORE = 250
_CLAUSE = 120
#: and back to the journey that somebody went along on
_WHOLE = 2500
_ON_JOURNEY = later(r"\b(?:в|в ходе|во время)\s+(?:[а-яё]+\s+)?(?:поездк|визит)", re.IGNORECASE)
_JOURNEYS = frozenset(
    {"визит", "поездка", "отправиться", "вылететь", "прибыть", "прилететь", "приехать", "прибытие", "командировка"}
)


class Delegations:
    """Gives the visits and gatherings of one document the members of delegations."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate], listing: Listing) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = [c for c in candidates if c.type in _TRAVELLED]
        self._visits = [c for c in self._candidates if c.type == "visit"]
        self._journeys = [c for c in self._visits if c.token.lemma_ in _JOURNEYS] or self._visits
        self._listing = listing

    def compose(self) -> None:
        """Append to what was told last those whom a sentence names as members, head or company of who came."""
        if not self._candidates:
            return
        text: str = self._doc._.match_text
        for talks in self._candidates:
            if talks.type == "meeting":
                self._stay(talks)
        for sentence in sentences(self._doc):
            if sentence.language == "en":
                continue
            start, end = sentence.start_char, sentence.end_char
            for opening in _COMPOSED.finditer(text, start, end):
                self._give(opening, self._told_of(opening.start(), self._candidates, passing=False), end)
            for opening in _LED.finditer(text, start, end):
                self._give(opening, self._told_of(opening.start(), self._visits, journey=False), end)
            for opening in _HEADED_BY.finditer(text, start, end):
                if not any(start <= c.trigger[0] < end for c in self._candidates):
                    self._head(opening, self._told_of(opening.start(), self._candidates, journey=False), end)
            for opening in _ITS_HEAD.finditer(text, start, end):
                said = text[max(opening.start() - _JUST_BEFORE, 0) : opening.start()]
                if not (opening["it"] or opening["its"]) or _SENT_OUT.search(said):
                    self._give(opening, self._told_of(opening.start(), self._candidates, journey=False), end)
            for opening in _ACCOMPANIED.finditer(text, start, end):
                # `В поездке министра сопровождают А и Б`, a paragraph of its own: not to the port he was shown
                whole = "\n" in text[max(start - 2, 0) : start] and _ON_JOURNEY.search(text, start, opening.start())
                self._give(opening, self._told_of(opening.start(), self._journeys if whole else self._visits), end)
            for opening in _IN_COMPANY.finditer(text, start, end):
                self._accompany(opening, end)
            if _GATES.search(text, start, end):
                for opening in _WELCOMED.finditer(text, start, end):
                    self._welcome(opening, start, end)

    def _stay(self, talks: Candidate) -> None:
        """`встреча с пребывающей в Минске с визитом делегацией А во главе с Б`: of the talks and of the visit."""
        end = talks.token.sent.end_char
        found = _STAYING.match(self._doc._.match_text, talks.trigger[1], end)
        if found is None:
            return
        # before `во главе с` whose delegation it is, behind it who leads it
        stop = self._listing.cut(found.end(), end)
        led = _AT_HEAD.search(self._doc._.match_text, found.end(), stop)
        stretches = ((found.end(), led.start()), (led.end(), stop)) if led is not None else ((found.end(), stop),)
        came = [p for stretch in stretches for p in self._listing.roll.names(*stretch, groups=False)]
        on_visit = [c for c in self._visits if talks.trigger[1] < c.trigger[0] < found.start("who")]
        for target in (talks, *on_visit):
            # the participle is nobody
            target.participants = [
                p for p in target.participants if p.entity is not None or p.start != found.start("how")
            ]
            for party in came:
                self._listing.add(target.participants, party, "participant")
        for visit in on_visit:
            if not found["how"].lower().startswith("при"):
                visit.status = "ongoing"

    def _give(self, opening: re.Match[str], targets: list[Candidate], end: int) -> None:
        token = self._parties.index.at(opening.end() - 1)
        if token is None or is_negated(token):
            return
        state = self._whose(opening)
        for target in targets:
            if state is not None and not _has_come(target, state):
                self._listing.add(target.participants, state, "participant")
        for party in self._members(opening.end(), end) if targets else ():
            for target in targets:
                self._listing.add(target.participants, party, "participant")

    def _accompany(self, opening: re.Match[str], end: int) -> None:
        """`Министр в сопровождении А и Б посетил завод`: the visit of the sentence, the journey or the talks before."""
        first = [p for p in self._listing.roll.names(opening.end(), end) if (p.start or 0) - opening.end() < _BESIDE]
        here = [
            c
            for c in self._visits
            if opening.end() < c.trigger[0] < end or 0 < opening.start() - c.trigger[1] < _CLAUSE
        ]
        if "состав" in opening[0]:
            text: str = self._doc._.match_text
            sentence = text.rfind("\n", 0, opening.start()) + 1
            if not _SENT_OUT.search(text, max(opening.start() - _CLAUSE, sentence), opening.start()):
                return
            talks = [c for c in self._candidates if opening.start() - _CLAUSE < c.trigger[0] < end]
            here = here or talks
        told = here[:1] or self._told_of(opening.start(), self._visits)
        told = told or self._told_of(opening.start(), self._candidates, journey=False)
        if not first or not isinstance(first[0].entity, Person) or first[0].start is None:
            return
        if self._listing.roll.has_verb(opening.end(), first[0].start):
            return
        for party in (first[0], *self._listing.roll.following(first[0])):
            for target in told:
                self._listing.add(target.participants, party, "participant")

    def _whose(self, opening: re.Match[str]) -> Party | None:
        """`В состав кыргызской делегации вошли`: the state by its adjective."""
        sent = _OF_STATE.search(opening[0])
        iso = country_by_adjective(sent[1].lower()) if sent is not None else None
        if sent is None or iso is None:
            return None
        start = opening.start()
        return Party(self._parties.country(iso), start + sent.start(1), start + sent.end(), "resolved")

    def _head(self, opening: re.Match[str], targets: list[Candidate], end: int) -> None:
        """`Делегации во главе с А и Б обменялись мнениями`: the persons up to the verb."""
        verb = next((t for t in self._parties.index.span(opening.end(), end) if feature(t, "VerbForm") == "Fin"), None)
        stop = verb.idx if verb is not None else self._listing.cut(opening.end(), end)
        for party in self._listing.roll.names(opening.end(), stop, groups=False):
            for target in targets:
                if isinstance(party.entity, Person):
                    self._listing.add(target.participants, party, "participant")

    def _members(self, start: int, end: int) -> list[Party]:
        """Everybody on the list; bodies only behind a man of theirs or a word for many."""
        named = self._listing.roll.names(start, self._listing.cut(start, end))
        many = _PEOPLE_OF.match(self._doc._.match_text, start, end) is not None
        return named if many or any(isinstance(p.entity, Person) for p in named) else []

    def _welcome(self, verb: re.Match[str], start: int, end: int) -> None:
        """`В аэропорту гостя встретили министр А. Б., мэр города и другие`: hosts, in the nominative."""
        token = self._parties.index.at(verb.end() - 1)
        visit = next(iter(self._told_of(verb.start(), self._visits)), None)
        if token is None or visit is None or is_negated(token):
            return
        came = {id(p.entity) for p in visit.participants if p.entity is not None}
        # `встретили исполняющий обязанности министра А. Б. и другие`
        who = subject(token) or child(token, "nsubj")
        if who is None:
            return
        stretch = (who.left_edge.idx, verb.start()) if who.i < token.i else (verb.end(), end)
        for party in self._listing.roll.names(stretch[0], self._listing.cut(*stretch)):
            if party.entity is None and not self._is_nominative(party):
                # `проводили представители правительства, в церемонии задействовали роту`
                continue
            if (party.entity is None or isinstance(party.entity, Person)) and id(party.entity) not in came:
                self._listing.add(visit.participants, party, "host")

    def _is_nominative(self, group: Party) -> bool:
        words = self._parties.index.span(group.start or 0, group.end or 0)
        return not len(words) or feature(words.root, "Case") in {"Nom", None}

    def _told_of(
        self, offset: int, candidates: list[Candidate], *, journey: bool = True, passing: bool = True
    ) -> list[Candidate]:
        """Of the candidates told just before the one that somebody came for, and the gathering of the same people."""
        reach = _WHOLE if journey else _NEAR
        near = [c for c in candidates if 0 < offset - c.trigger[0] < reach]
        near = [c for c in near if c.participants or (c.type != "visit" and c.asserted)]
        near = [c for c in near if not ITEM_END.search(self._doc._.match_text, c.trigger[1], offset)]
        # a delegation comes for the journey, not for the museum that it is shown in passing
        beside = [c for c in near if passing and c.type == "visit" and offset - c.trigger[0] < _BESIDE]
        journeys = [c for c in near if journey and c.token.lemma_ in _JOURNEYS and c.asserted]
        near = beside or journeys or [c for c in near if offset - c.trigger[0] < _NEAR]
        last = max(near, key=lambda c: (c.type == "visit" and c.asserted, c.trigger[0]), default=None)
        if last is None:
            return []
        came = {id(p.entity) for p in last.participants if p.entity is not None}
        beside = [
            c
            for c in self._candidates
            if c is not last
            and c.token.sent.start == last.token.sent.start
            and c.participants
            and all(id(p.entity) in came for p in c.participants)
        ]
        return [last, *beside]


def _has_come(target: Candidate, state: Party) -> bool:
    """Somebody of that state is there by his name."""
    country = getattr(state.entity, "country", None)
    return any(getattr(p.affiliation, "country", None) == country for p in target.participants)
