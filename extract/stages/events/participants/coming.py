"""Who is expected at a gathering, who is sent there, who works there as an observer."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc

from extract.document import Party, Person, Place, Starts, match_text_of, sentences
from extract.language.later import later
from extract.language.syntax import is_negated
from extract.parties import Parties
from extract.stages.events.merging.gatherings import FORUMS, Gatherings
from extract.stages.events.participants.listing import Listing
from extract.stages.events.triggers.lexicon import Candidate

_PEOPLE = (
    r"(?:[а-яё-]+\s+){0,2}(?:представител|делегаци|эксперт|министр|замминистр|глав|руководител|специалист|секретар|генсек"
    r"|посл|прокурор|генпрокурор|президент|премьер|заместител|директор|депутат|наблюдател|начальник|команд)"
)
_SENT = (
    r"(?:наблюдател|представител|делегаци|эксперт|команд[ыу]|рот[уы]|взвод|батальон|подразделени|военн(?:ых|ослужащ)|экипаж|контингент"
    r"|спецназ|специалист|боевые машины)"
)
_SENDING = (
    r"(?:направ(?:ят|ит|ил[аио]?|ляют|ляет)|отправ(?:ят|ит|ил[аио]?)|присл(?:али|ала|ал)|пришл(?:ют|[её]т)"
    r"|делегир(?:уют|ует|овал[аи]?)|выстав(?:ят|ит|ил[аи]?)|выдел(?:ят|ит|ил[аи]?))"
)
#: those who come stand after it
_AFTER = later(
    r"\b(?:(?:приедут|прибудут|прилетят|приезжают|прибывают|съедутся|соберутся|ожидаются|(?<!как )ожидается)\s+(?="
    + _PEOPLE
    + r")"
    r"|(?:в качестве|в роли|в статусе|на правах)\s+(?:почетн\w+\s+|приглашенн\w+\s+)?"
    r"(?:наблюдател|гост|эксперт|инструктор)\w*\s+"
    r"(?:[а-яё]+\s+){0,2}?(?:работал[аи]?|работают|действовали|выступили|выступают|были|стали|привлечены|прибыли|приехали"
    r"|присоединились|задействованы|приглашены|будут|выступят)\s+(?:приглашены\s+)?"
    r"|(?:посредник|гарант|соорганизатор|приглашенн\w+\s+эксперт)(?:ом|ами)\s+(?:[а-яё]+\s+){0,2}?"
    r"(?:выступил[аи]?|стал[аи]?|были|выступ[яа]т|являются)\s+"
    r"|(?<=[.?!;]\s)(?-i:Из|из)\s+(?-i:[А-ЯЁ])[\w-]+\s+(?:также\s+)?(?:прибыл|приехал|прилетел)[аи]?\s+"
    r"|на\s+(?:[а-яё-]+\s+){0,3}?(?:заседани|форум|конференци|саммит|встреч|семинар|совещани|учени|сесси|сбор)\w*\s+"
    r"(?:[а-яё]+\s+){0,2}?(?:прибыл[аи]?|приехал[аи]?|прилетел[аи]?|собрал(?:ись|ась)|съехались)\s+"
    r"|для участия\s+(?:в|на)\s+[^,.;:()]{3,80}?\s"
    r"(?:прибыл[аи]?|приехал[аи]?|прилетел[аи]?|собрал(?:ись|ась)|съехались)\s+"
    r"|(?:наблюдателей|представителей|делегации|экспертов|команды|специалистов)\s+(?:также\s+)?" + _SENDING + r"\s+)",
    re.IGNORECASE,
    needs="приедут|прибудут|прилетят|приезжают|прибывают|съедутся|соберутся|ожида|наблюдател|гост|эксперт|инструктор|посредник|гарант|организатор|прибыл|приехал|прилетел|собрал|съехались|направ|отправ|присл|пришл|делегир|выстав|выдел",
)
#: those who send stand before it, and what they send after it
_BEFORE = later(
    r"\b"
    + _SENDING
    + r"\s+(?P<to>(?:на|в|для)\s+(?:[а-яё]+\s+){0,3}?(?:них|него|не[её]|учени|форум|заседани|конференци|саммит|встреч"
    r"|семинар|манев|операци|сессии?|курс)\w*\s+)?(?:[\w-]+\s+){0,3}?" + _SENT,
    re.IGNORECASE,
    needs="направ|отправ|присл|пришл|делегир|выстав|выдел",
)
#: `, Белоруссия - взвод спецназа`
_LIKEWISE = re.compile(r"[,;]\s+(?:а\s+)?(?=[А-ЯЁ])")
_DASH = re.compile(r"\s+-\s")
#: what goes to exercises, told in the sentence after them, and how near
_TROOPS = later(r"рот[уы]|взвод|батальон|подразделени|военн|экипаж|контингент|спецназ|боевые", re.IGNORECASE)
_NEXT = 300
_CAPTION = later(
    r"\b(?:слева\s+направо|справа\s+налево|на\s+(?:фото|снимке|фотографии))\s*[:-]\s",
    re.IGNORECASE,
    needs="направо|налево|фото|снимке",
)
_FOR_FORUM = later(
    r"для участия\s+(?:в|на)\s+.{0,40}?(?:заседани|работе|совет|форум|саммит|сесси|конференц)", re.IGNORECASE
)
_SOON = frozenset({"planned", "ongoing"})


class Coming:
    """Gives the gatherings of one document those who are expected or sent."""

    def __init__(self, doc: Doc, parties: Parties, listing: Listing, gatherings: Gatherings) -> None:
        self._doc = doc
        self._parties = parties
        self._listing = listing
        self._gatherings = gatherings

    @cached_property
    def _states(self) -> Starts:
        states = [m for m in self._listing.places if isinstance(m.entity, Place) and m.entity.kind == "country"]
        return Starts(states)

    def come(self) -> None:
        """Append to the gathering of the sentence, or the one told last, those whom such words name."""
        text = match_text_of(self._doc)
        # nobody comes before the first gathering is told
        first = self._gatherings.first(len(text))
        for sentence in sentences(self._doc):
            start, end = sentence.start_char, sentence.end_char
            if end <= first or sentence.language == "en":
                continue
            for opening in _AFTER.finditer(text, start, end):
                self._named_after(opening, start, end)
            for caption in _CAPTION.finditer(text, start, end):
                self._pictured(caption, end)
            for sending in _BEFORE.finditer(text, start, end):
                self._named_before(sending, start, end)

    def _pictured(self, caption: re.Match[str], end: int) -> None:
        """`Слева направо: А, Б и В на открытии форума`: a caption that names the gathering."""
        for candidate in self._gatherings.between(caption.end(), end):
            names = self._listing.roll.names(caption.end(), candidate.trigger[0], groups=False)
            if not self._listing.roll.has_verb(caption.end(), candidate.trigger[0]):
                self._add(candidate, [p for p in names if isinstance(p.entity, Person)])
            return

    def _named_after(self, opening: re.Match[str], start: int, end: int) -> None:
        target = self._target(opening, start, end)
        soon = opening[0].lower().startswith(("прие", "прибу", "прилет", "ожида", "съеду", "соберу"))
        if target is None or (soon and target.status not in _SOON):
            return
        if target.type in {"meeting", "call"} and _FOR_FORUM.match(opening[0]):
            # `Для участия в работе Совета прибыл А. Б.`, after a meeting
            return
        if target.status == "planned" and opening[0].lower().startswith("на "):
            # `На заседание прибыли эксперты`, told after the sitting
            told = self._gatherings.last(opening.start(), start, start, past=True)
            target = told if told is not None and told.token.lemma_ == target.token.lemma_ else target
        names = self._listing.roll.names(opening.end(), self._listing.cut(opening.end(), end))
        self._add(target, [p for p in names if not self._gatherings.after_trigger(p)])

    def _named_before(self, sending: re.Match[str], start: int, end: int) -> None:
        """`Россия направила на учения роту, Белоруссия - взвод`: the states that send somebody there."""
        target = self._target(sending, start, end)
        if target is None:
            return
        troops = target.type == "exercise" and start - target.trigger[1] < _NEXT and _TROOPS.search(sending[0])
        if sending["to"] is None and not troops and "наблюдател" not in sending[0].lower():
            return
        if target.type not in FORUMS | {"exercise", "operation"}:
            return
        token = self._parties.index.at(sending.start())
        acting = self._listing.subjects(token) if token is not None else []
        self._add(target, [p for p in acting if p.entity is not None])
        for likewise in _LIKEWISE.finditer(self._doc._.match_text, sending.end(), end):
            for state in self._states.within(likewise.end(), likewise.end() + 1):
                if _DASH.match(self._doc._.match_text, state.end):
                    self._add(target, [Party(state.entity, state.start, state.end, "stated")])  # type: ignore[arg-type]

    def _target(self, words: re.Match[str], start: int, end: int) -> Candidate | None:
        token = self._parties.index.at(words.end() - 1)
        if token is None or is_negated(token) or is_negated(token.head):
            return None
        return self._gatherings.last(words.start(), start, end)

    def _add(self, target: Candidate, parties: list[Party]) -> None:
        for party in parties:
            self._listing.add(target.participants, party, "participant")
