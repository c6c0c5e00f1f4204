"""Who signed, told after the signing: `Его подписали А и Б`, `скрепили подписями`, `с турецкой стороны - В`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.document import Party, Person, not_within, sentences
from extract.language.later import later
from extract.language.syntax import feature, is_negated, preposition, subject
from extract.parties import Parties
from extract.stages.events.participants.listing import Listing, stated
from extract.stages.events.triggers.lexicon import Candidate

#: verbs of those who put their names under a paper; passives tell nobody
_SIGNED = later(
    r"\b(?:подписал[аи]?|скрепил[аи]?|парафировал[аи]?|завизировал[аи]?|поставил[аи]?(?=[^.;]{0,60}\bподпис[иь])"
    r"|(?<=подпис[иь] )(?:[^.;]{0,40}\s)?поставил[аи]?)\b",
    re.IGNORECASE,
)
#: `скрепили союз` is no signing
_BY_SIGNATURES = later(r"\bподпис", re.IGNORECASE)
#: words for the paper that was told of before
_IT = later(
    r"(?<![\w-])(?:(?:данн|этот|эт)\w*\s)?(?:документ\w*|бумаг[уи]|его|е[её]|их|под\s+н(?:им|ей|ими)|подписями|подпис[иь])\b",
    re.IGNORECASE,
)
#: another paper than the one told before
_OTHER = later(r"\b(?:аналогичн|подобн|друг(?:ой|ие)|нов(?:ый|ые)|ещ[её]|отдельн)\w*\s", re.IGNORECASE)
#: `, с турецкой стороны - посол А. Б.`: the verb is not repeated
_OTHER_SIDE = later(
    r"[,;]\s+(?:а\s+)?(?:со?\s+[а-яё]+(?:ой|ей)(?:\s+стороны)?"
    r"|(?:от\s+имени|со\s+стороны|от|за)\s+[^,;.()]{2,90}?)\s+-\s+",
    re.IGNORECASE,
)
#: a paper and `с` right before the name of who signed it too
_PAPER_WITH = later(
    r"\b(?:меморандум|соглашени|протокол|договор(?![её]нн)|план|программ|дорожн\w+\s+карт|контракт|конвенци)\w*\"?"
    r"(?:\s+(?:о|об)\s+(?:взаимопонимани|сотрудничеств|взаимодействи|партн[её]рств)\w*)?\s+со?\s+",
    re.IGNORECASE,
)
_SIGNING = later(r"подпис")
#: what an instrument is about, behind those whom it joins
_ABOUT = later(r"\s(?:о|об|по|в области|в сфере|в части|на \d{4})\s|[.;()]", re.IGNORECASE)
#: characters of the name of an instrument
_NAME = 300
#: characters after which `документ` may be another paper
_NEAR = 700
#: words for those who have just met
_WHO_MET = frozenset({"сторона", "участник", "собеседник", "лидер"})
#: characters from a meeting to `они`
_JUST_BEFORE = 300


class Signing:
    """Gives the adoptions of one document those who signed in the sentences that follow."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate], listing: Listing) -> None:
        self._doc = doc
        self._parties = parties
        self._adoptions = [c for c in candidates if c.type == "adoption"]
        self._meetings = [c for c in candidates if c.type == "meeting"]
        self._listing = listing

    def sign(self) -> None:
        """Append signatories to the adoption of the sentence, else to the one told just before."""
        if not self._adoptions:
            return
        text: str = self._doc._.match_text
        for sentence in sentences(self._doc):
            if sentence.language == "en":
                continue
            for verb in _SIGNED.finditer(text, sentence.start_char, sentence.end_char):
                self._signed(verb, sentence.start_char, sentence.end_char)
        for adoption in self._adoptions:
            if all(p.basis == "resolved" for p in adoption.participants):
                self._they(adoption)
            if not adoption.participants and _SIGNING.search(adoption.token.lemma_):
                self._signed_by(adoption)
            if not adoption.participants and _SIGNING.search(adoption.token.lemma_):
                self._join(adoption)

    def _they(self, adoption: Candidate) -> None:
        """`Министр встретился с А. Б. Они подписали протокол`: the two who met."""
        who = subject(adoption.token) if adoption.is_verb else None
        if who is None or feature(adoption.token, "Voice") == "Pass" or feature(who, "Number") != "Plur":
            return
        bare = not any(c.dep_ in {"amod", "appos"} or self._parties.covering(c) for c in who.children)
        if who.norm_.lower() != "они" and not (who.lemma_ in _WHO_MET and bare):
            return
        met = [c for c in self._meetings if 0 < adoption.trigger[0] - c.trigger[0] < _JUST_BEFORE and c.participants]
        last = max(met, key=lambda c: c.trigger[0], default=None)
        named = [p for p in last.participants if isinstance(p.entity, Person)] if last is not None else []
        if len(named) > 1 and last is not None and last.status == adoption.status:
            adoption.participants = []
        for party in named if len(named) > 1 and last is not None and last.status == adoption.status else ():
            span = (who.idx, who.idx + len(who))
            adoption.participants.append(replace(party, start=span[0], end=span[1], basis="resolved", role="signatory"))

    def _signed_by(self, adoption: Candidate) -> None:
        """`После подписания 5 мая в Оше министрами А и Б протокола`: people in the instrumental before the paper."""
        if adoption.is_verb or adoption.token.pos_ != "NOUN":
            return
        doc = self._doc
        end = min(adoption.token.sent.end_char, adoption.trigger[1] + _NAME)
        paper = next((m.start for m in doc._.documents if adoption.trigger[1] <= m.start < end), None)
        if paper is None:
            return
        before = self._parties.index.span(adoption.trigger[1], paper)
        if any(t.pos_ in {"VERB", "AUX"} or t.norm_ in {",", ";", ":", "("} for t in before):
            return
        agent = next(
            (
                t
                for t in before
                if feature(t, "Case") == "Ins" and feature(t, "Animacy") == "Anim" and not preposition(t)
            ),
            None,
        )
        if agent is not None:
            for party in self._listing.roll.names(agent.idx, paper):
                self._listing.add(adoption.participants, party, "signatory")

    def _join(self, adoption: Candidate) -> None:
        """`подписан протокол между А и Б`, and nobody is told who put his name under it: those whom it joins."""
        text: str = self._doc._.match_text
        end = min(adoption.token.sent.end_char, adoption.trigger[1] + _NAME)
        joint = text.find(" между ", adoption.trigger[1], end)
        if joint < 0 or text.startswith(":", adoption.trigger[1]):
            # `подписаны: Соглашение между А и Б, Программа между В и Г`: whom one of them joins
            return
        start = joint + len(" между ")
        stop = _ABOUT.search(text, start, end)
        named = self._listing.named_at.within(start, stop.start() if stop else end)
        for mention in not_within(named, named):
            self._listing.add(adoption.participants, stated(mention), "signatory")

    def _signed(self, verb: re.Match[str], start: int, end: int) -> None:
        text: str = self._doc._.match_text
        token = self._parties.index.at(verb.end() - 1)
        if token is None or is_negated(token):
            return
        if verb[0].lower().startswith("скреп") and not _BY_SIGNATURES.search(text, start, end):
            return
        own = next((c for c in self._adoptions if start <= c.trigger[0] < end), None)
        target = own or self._told_before(start, end)
        if target is None:
            return
        if own is None or not own.participants or own.trigger[1] < verb.start():
            for party in self._beside(token, start, end):
                self._listing.add(target.participants, party, "signatory")
        for party in self._on_other_sides(token, end):
            self._listing.add(target.participants, party, "signatory")
        if own is not None and len(own.participants) == 1:
            for party in self._with_whom(verb.end(), end):
                self._listing.add(own.participants, party, "signatory")

    def _with_whom(self, start: int, end: int) -> list[Party]:
        """`подписал протокол с Пограничной службой`, `меморандум о взаимопонимании с УНП ООН`: the other side."""
        text: str = self._doc._.match_text
        paper = _PAPER_WITH.search(text, start, end)
        if paper is None:
            return []
        named = self._listing.named_at.within(paper.end(), paper.end() + 1)
        return [stated(max(named, key=lambda m: m.end))] if named else []

    def _told_before(self, start: int, end: int) -> Candidate | None:
        """The adoption told last, if the sentence speaks of its paper."""
        text: str = self._doc._.match_text
        if not _IT.search(text, start, end) or _OTHER.search(text, start, end):
            return None
        before = [c for c in self._adoptions if 0 < start - c.trigger[0] < _NEAR]
        return max(before, key=lambda c: c.trigger[0], default=None)

    def _beside(self, verb: Token, start: int, end: int) -> list[Party]:
        """Persons in the nominative on either side of the verb, of whom the parser may have lost the subject."""
        stretches = (
            (max(self._listing.clause_start(verb), start), verb.idx),
            (verb.idx + len(verb), self._listing.cut(verb.idx + len(verb), end)),
        )
        named = [self._persons(*stretch) for stretch in stretches]
        return named[0] or named[1] or [p for stretch in stretches for p in self._groups(*stretch)]

    def _groups(self, start: int, end: int) -> list[Party]:
        """`Подписи поставили главы восьми государств`: nobody by name."""
        groups = (p for p in self._listing.roll.names(start, end) if p.entity is None)
        return [p for p in groups if (head := self._parties.index.at(p.start or 0)) and feature(head, "Case") == "Nom"]

    def _persons(self, start: int, end: int) -> list[Party]:
        named = [p for p in self._listing.roll.names(start, end, groups=False) if isinstance(p.entity, Person)]
        # of `генпрокуроры А и Б` the tagger may decline one
        told = [self._is_nominative(p) for p in named]
        return [p for i, p in enumerate(named) if told[i] or (any(told) and self._is_paired(named, i))]

    def _is_paired(self, named: list[Party], i: int) -> bool:
        """`и` alone stands between this name and the next or the one before."""
        text: str = self._doc._.match_text
        pairs = zip(named[max(i - 1, 0) : i + 1], named[max(i - 1, 0) + 1 : i + 2])
        return any(text[(a.end or 0) : (b.start or 0)] == " и " for a, b in pairs)

    def _is_nominative(self, party: Party) -> bool:
        """Abbreviated names show no case."""
        cases = {feature(t, "Case") for t in self._parties.index.span(party.start or 0, party.end or 0) if len(t) > 1}
        return not cases - {None} or "Nom" in cases

    def _on_other_sides(self, verb: Token, end: int) -> list[Party]:
        text: str = self._doc._.match_text
        found: list[Party] = []
        for side in _OTHER_SIDE.finditer(text, verb.idx, end):
            following = _OTHER_SIDE.search(text, side.end(), end)
            stop = following.start() if following else self._listing.cut(side.end(), end)
            named = self._listing.roll.names(side.end(), stop, groups=False)
            # a name right behind the dash acts, in whatever case the tagger takes it to stand
            found += self._persons(side.end(), stop) or [p for p in named if isinstance(p.entity, Person)][:1]
        return found
