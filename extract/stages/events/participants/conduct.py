"""Who runs what is carried out, coordinates it, gives out its certificates, told in sentences of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Organization, Party, Person, sentences
from extract.language.later import later
from extract.language.syntax import is_negated
from extract.parties import Parties
from extract.stages.events.merging.gatherings import GATHERINGS, Gatherings
from extract.stages.events.participants.listing import Listing
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import Role

_DOING = r"(?:осуществля[лею]\w*|осуществи[лт]\w*|обеспечива[лею]\w*|обеспечи[лт]\w*|взял[аио]? на себя|вел[аио]?)"
_BEING = (
    r"(?:явля(?:ется|ются|лся|лась|лись)|назначен[аы]?|выступи[лт]\w*|выступа[ею]т|стал[аио]?|был[аио]?"
    r"|определен[аоы]?)"
)
_HELD = r"(?:операци|учени|трениров|сбор|маневр|мероприяти|манёвр|рейд)\w*"
#: who commands: `Руководство учением осуществлял А. Б.`, `Руководителем операции назначен В. Г.`
_LED = later(
    r"\b(?:(?:общее|непосредственное|оперативное)\s+руководство|руководство\s+(?=(?:[\w-]+\s+){0,2}(?:"
    + _HELD
    + r"|действи|работ)))\s*(?:[\w-]+\s+){0,5}?(?:"
    + _DOING
    + r"|возложен[оа]?\s+на|поручен[оа]?)\s"
    r"|\bруководител(?:ем|ями)\s+" + _HELD + r"\s+(?:[\w-]+\s+){0,4}?" + _BEING + r"\s"
    r"|\b" + _BEING + r"\s+руководител(?:ем|ями)\s+" + _HELD + r"\s",
    re.IGNORECASE,
    needs="руковод",
)
_SAT = (
    r"(?:конференци|форум|заседани|совещани|встреч|сесси|семинар|(?:кругл\w+\s+)?стол|саммит|консультаци|переговор"
    r"|мероприяти)\w*"
)
#: who sat in the chair: `Сопредседатели конференции - А. Б. и В. Г.`, `Председателем заседания был А. Б.`
_PRESIDED = later(
    r"\b(?:со)?председател(?:ь|и|ем|ями)\s+(?:[\w-]+\s+)?" + _SAT + r"\s+(?:-\s|(?:[\w-]+\s+){0,3}?" + _BEING + r"\s)"
    r"|\b(?:явля(?:ется|ются)|стал[аи]?|выступ\w+)\s+(?:со)?председател(?:ем|ями)\s+(?:[\w-]+\s+)?" + _SAT + r"\s",
    re.IGNORECASE,
    needs="редседател",
)
#: who holds the threads: `Координацию обеспечивал ЦАРИКЦ`, `координатор - МВД Грузии`
_COORDINATED = later(
    r"\bкоординаци[юя]\s+(?:[\w-]+\s+){0,5}?(?:" + _DOING + r"|возложен[оаы]?\s+на|поручен[оаы]?|возложить\s+на)\s"
    r"|\bкоординатор(?:ом|ами)\s+(?:" + _HELD + r"\s+)?(?:[\w-]+\s+){0,3}?" + _BEING + r"\s"
    r"|\bкоординатор\s+(?:" + _HELD + r"\s+)?-\s"
    r"|\((?:координатор|организатор|ответственн(?:ый|ая|ое))\s+(?:-\s+)?(?=(?-i:[А-ЯЁ]))"
    r"|\bкоординировал[аио]?\s+(?=(?:[\w-]+\s+){0,3}(?:" + _HELD + r"|действи|работ|проведени))"
    r"|\b(?:" + _HELD + r"|(?:действия|работу|проведение)\s+[^.,;]{2,50})\s+координировал[аио]?\s",
    re.IGNORECASE,
)
#: who gave them out at the end of a course: `Сертификаты слушателям вручил А. Б.`
_AWARDED = later(
    r"\b(?:сертификат|удостоверени|диплом|свидетельств)\w*\s+(?:[\w-]+\s+){0,5}?(?:вручил|вручал|выдал)[аи]?\s"
    r"|\b(?:вручил|вручал)[аи]?\s+(?=(?:[\w-]+\s+){0,5}(?:сертификат|удостоверени|диплом|свидетельств))"
    r"|\bвруч(?:ая|ив)\s+(?=(?:[\w-]+\s+){0,3}(?:сертификат|удостоверени|диплом|свидетельств))",
    re.IGNORECASE,
)
#: other prizes, and another day
_ELSEWHERE = later(r"\b(?:ранее|прошл|накануне|лауреат|преми|качеств|университет|школ)\w*", re.IGNORECASE)
_CARRIED_OUT = frozenset({"operation", "exercise"})


class Conduct:
    """Gives the events of one document those who ran them."""

    def __init__(
        self, doc: Doc, parties: Parties, candidates: Sequence[Candidate], listing: Listing, gatherings: Gatherings
    ) -> None:
        self._doc = doc
        self._parties = parties
        self._kinds = {c.type for c in candidates}
        self._listing = listing
        self._gatherings = gatherings

    def run(self) -> None:
        """Append to the event of the sentence, or the one told last."""
        if not self._kinds & GATHERINGS:
            return
        text: str = self._doc._.match_text
        for sentence in sentences(self._doc):
            if sentence.language == "en":
                continue
            start, end = sentence.start_char, sentence.end_char
            for led in _LED.finditer(text, start, end):
                self._add(led, start, end, "chair")
            for presided in _PRESIDED.finditer(text, start, end):
                self._add(presided, start, end, "chair")
            if self._kinds & _CARRIED_OUT:
                for coordinated in _COORDINATED.finditer(text, start, end):
                    self._coordinate(coordinated, start, end)
            if "conference" in self._kinds:
                for awarded in _AWARDED.finditer(text, start, end):
                    if _ELSEWHERE.search(text, start, end) is None:
                        self._add(awarded, start, end, "participant")

    def _add(self, words: re.Match[str], start: int, end: int, role: Role) -> None:
        """Persons alone: of whom nobody is told stays open."""
        target = self._target(words, start, end)
        if target is None or (role == "participant" and target.type != "conference"):
            return
        for party in self._named(words, end):
            if isinstance(party.entity, Person):
                self._listing.add(target.participants, party, role)

    def _coordinate(self, words: re.Match[str], start: int, end: int) -> None:
        """A body of several states is the frame of an operation, a service or a state takes part in it."""
        target = self._target(words, start, end)
        if target is None or target.type not in _CARRIED_OUT:
            return
        for party in self._named(words, end):
            body = party.entity
            if isinstance(body, Organization) and not self._listing.acts(party):
                if body not in target.organizations:
                    target.organizations.append(body)
            elif body is not None:
                self._listing.add(target.participants, party, "participant" if isinstance(body, Person) else "host")

    def _named(self, words: re.Match[str], end: int) -> list[Party]:
        """The names right behind the words, up to the next clause; else whoever acts before them."""
        stop = self._doc._.match_text.find(", ", words.end(), end)
        stop = self._listing.cut(words.end(), stop if stop >= 0 else end)
        token = self._parties.index.at(words.end() - 2)
        after = self._listing.roll.names(words.end(), stop, groups=False)
        if after and not any(p.start is not None and p.start < words.start() for p in self._acting(token)):
            return after[:2]
        return self._acting(token)

    def _acting(self, token: Token | None) -> list[Party]:
        verb = token if token is None or token.pos_ == "VERB" else token.head
        return self._listing.subjects(verb) if verb is not None and verb.pos_ == "VERB" else []

    def _target(self, words: re.Match[str], start: int, end: int) -> Candidate | None:
        token = self._parties.index.at(words.end() - 2)
        if token is None or is_negated(token):
            return None
        return self._gatherings.last(words.start(), start, end)
