"""Who is quoted or reported around a cue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from extract.document import Actor, Event, Instrument, Organization, Party, Person, match_text_of, sentence_of
from extract.language.columns import columns
from extract.language.later import later
from extract.language.syntax import ancestors, dialogue_lines, feature, preposition, subject
from extract.language.words import tokens_with
from extract.parties import Parties
from extract.parties.address import address
from extract.parties.represented import is_newsroom
from extract.stages.commitments.cues.lexicon import Found, owner_of
from extract.stages.commitments.cues.words import PROMISING
from extract.stages.commitments.parties.meant import Meant
from extract.stages.commitments.parties.words import CITING, REPORTING, TOLD_IN

#: characters of a line with a name and a post, and of what is spoken under it
_CAPTION = 200
_SPEECH = 1200
_HIS = frozenset({"его", "ее", "её"})
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(?=[А-ЯЁ])")
_INSERTED = re.compile(r"[,.!?]\s*-\s+(?=[а-яё])")
_SPOKEN = re.compile(r"\b(?:[Мм]ы|нам|нас|наш[а-я]*|[Яя])\b")
_SAID = (
    r"(?:сказал|заявил|отметил|подчеркнул|добавил|сообщил|пояснил|заметил|уточнил|рассказал|напомнил|заверил|указал"
    r"|констатировал|продолжил|резюмировал|заключил|говорит|считает|подытожил)(?:[аи]|и?сь)?\b"
)
_SPOKEN_LINE = re.compile(rf"^[ \t]*-\s+([^\n]{{10,1200}}?)[,!?]\s+-\s+(?={_SAID})", re.MULTILINE)
_SPEECH_AGAIN = re.compile(r"[.]\s+-\s+([^\n]+)")
_BLANK = re.compile(r"\n\s*\n")


def spoken_lines(doc: Doc) -> list[tuple[int, int]]:
    """Speech told without quotation marks: `- Мы построим центр, - сказал министр. - Он откроется в мае.`"""
    text = match_text_of(doc)
    spans = []
    for line in _SPOKEN_LINE.finditer(text):
        spans.append(line.span(1))
        end = text.find("\n", line.end())
        goes_on = _SPEECH_AGAIN.search(text, line.end(), end if end >= 0 else len(text))
        if goes_on is not None:
            spans.append(goes_on.span(1))
    return spans


def _promises_itself(verb: Token) -> bool:
    """`пообещали помочь: группа поедет осенью`: the promise is the infinitive, what follows is told beside it."""
    return verb.lemma_ in PROMISING and any(feature(c, "VerbForm") == "Inf" and c.i > verb.i for c in verb.children)


#: endings of the first person
_FIRST_PERSON = ("у", "ю", "м", "мся", "усь", "юсь")


@dataclass(slots=True)
class Report:
    """The reporting clause around a cue: its verb and who or what is reported."""

    verb: Token | None
    parties: list[Party]
    source: Actor | Instrument | None


#: `М.Иванов (по видеосвязи):`, `Иван Петров:` before what is said in a transcript
_TURN = later(
    r"^[ \t*]*((?:[А-ЯЁ]\.[ ]?){1,2}[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+[ ][А-ЯЁ][а-яё-]+)[ \t*]*"
    r"(?:\([^()\n]{3,60}\))?[ \t*]*:[ \t*]+(?=\S)",
    re.MULTILINE,
)
#: what opens a sentence that says who told the one before
_OF_THIS = later(
    r"\s*(?:(?:Об|О)\s(?:этом|таком|таких|соответствующ|данн|своих|своем)[а-я]*|(?:С\s)?(?:[Сс]оответствующ|[Тт]ак)[а-я]+"
    r"\s(?:заявлени|мнени|информаци|планам|позици|данны|обещани|предложени|инициатив)[а-я]*|Эти\s(?:данные|планы)"
    r"|Эту\sинформацию|Это\s(?=заявил|сообщил|сказал|подтвердил|отметил))\b"
)
#: characters within which it says so
_SAID_SOON = 120
#: `такое заявление сделал`, `с таким предложением выступил`
_MAKING = frozenset({"сделать", "выступить", "высказать", "привести", "озвучить"})
#: a headline that says who speaks
_LABEL = later(r"[ \t*\u2022-]*([А-ЯЁ][^\n:.,\"]{2,80}?)[ \t]*:[ \t]+")
#: labels that make a transcript
_TURNS = 2
#: `"Доклад опубликуем в мае", - добавил он`: too short for a quotation elsewhere
_FEW_WORDS = later(r'[^"\n]*",\s*-\s+[а-яё]+(?:л|ла|ли|ет|ит)\b')


class Reports:
    """Finds reporters and quoted speakers in one document."""

    def __init__(
        self,
        doc: Doc,
        parties: Parties,
        quotes: list[tuple[int, int]],
        meant: Meant,
        *,
        has_speaker: bool,
    ) -> None:
        self._doc = doc
        self._parties = parties
        self._quotes = quotes
        self._meant = meant
        #: the page is a statement, spoken by a collective
        self._has_speaker = has_speaker
        self._dialogue = set(dialogue_lines(doc))
        self._interviewed = self._interviewee()

    def _interviewee(self) -> list[Party]:
        """Who answers in an interview: the speaker of the page's statement, else the person named first."""
        if not self._dialogue:
            return []
        for event in self._doc._.events:
            if event.type == "statement":
                speakers = [p for p in event.participants if p.role == "speaker" and isinstance(p.entity, Person)]
                if speakers:
                    return [Party(speakers[0].entity, None, None, "inferred")]
        first = next((m.entity for m in self._doc._.persons if isinstance(m.entity, Person)), None)
        return [Party(first, None, None, "inferred")] if first is not None else []

    def quote_of(self, offset: int) -> tuple[int, int] | None:
        return next((q for q in self._quotes if q[0] <= offset < q[1]), None)

    def is_page_voice(self, found: Found) -> bool:
        """`Приглашаем принять участие`, `Просим направлять резюме`: a first person that nobody of the page speaks."""
        verb = found.verb
        if feature(verb, "Person") != "1" or self._has_speaker or not verb.norm_.lower().endswith(_FIRST_PERSON):
            # `надлежит`, which the tagger may take for a first person
            return False
        alone = subject(verb) is None and not (found.entry is not None and feature(verb, "Number") == "Sing")
        if not alone and (self._doc._.events or self._doc._.organizations or self._doc._.persons):
            # `Мы обещаем`, `Прошу` on a page without anybody else are its author's
            return False
        if self._captioned(verb.idx) or _FEW_WORDS.match(self._doc._.match_text, verb.idx, verb.sent.end_char + 1):
            return False
        return self.quote_of(verb.idx) is None and self._parties.page_speaker() is None

    def in_speech(self, offset: int) -> bool:
        """In the speech that the page is."""
        speech = address(self._doc)
        return speech is not None and offset >= speech.start

    def is_spoken(self, offset: int) -> bool:
        """A line in the voice of whoever speaks on the page: `Мы не против. Со своей стороны готовы помочь`."""
        if self._parties.page_speaker() is None:
            return False
        text = match_text_of(self._doc)
        start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
        line = self._parties.index.span(start, end if end >= 0 else len(text))
        return any(feature(t, "Person") == "1" and self.quote_of(t.idx) is None for t in line)

    def _captioned(self, offset: int) -> list[Party]:
        """Who speaks the paragraph, by the line above it (`Иван Петров, председатель комитета:`) or under it."""
        text = match_text_of(self._doc)
        for start, end, person in self.turns:
            if start <= offset < end:
                return [Party(person, None, None, "inferred")]
        label = _LABEL.match(text, text.rfind("\n", 0, offset) + 1, offset)
        if label is not None:
            # `Иванов: Предлагаю открыть центр`, in a headline
            named = [m for m in self._parties.within(0, label.end(1)) if m.end == label.end(1)]
            last = max((m for m in named if m.type == "person"), key=lambda m: m.start, default=None)
            if last is not None and isinstance(last.entity, Person):
                return [Party(last.entity, None, None, "inferred")]
        for start, end, person in self._captions:
            is_above = text[start:end].rstrip().endswith(":")
            if is_above and end < offset < end + _SPEECH and not _BLANK.search(text, end + 2, offset):
                return [Party(person, None, None, "inferred")]
            below = text.find("\n", offset)
            spoken = not is_above and _SPOKEN.search(text, text.rfind("\n", 0, offset) + 1, max(below, 0))
            if spoken and below < start and not text[below:start].strip():
                return [Party(person, None, None, "inferred")]
        return []

    @cached_property
    def turns(self) -> list[tuple[int, int, Person]]:
        """What each says in a transcript: `И.Петров: ...`, from one label to the next; none where there is but one."""
        text = match_text_of(self._doc)
        labels = list(_TURN.finditer(text))
        people = {m.start: m.entity for m in self._doc._.persons if isinstance(m.entity, Person)}
        named = sum(label.start(1) in people for label in labels)
        # one who speaks a whole page
        alone = named == 1 and not text[: labels[0].start(1)].strip() and len(_SPOKEN.findall(text)) > _TURNS
        if named < _TURNS and not alone:
            return []
        ends = [*(label.start() for label in labels[1:]), len(text)]
        told = ((label.end(), end, people.get(label.start(1))) for label, end in zip(labels, ends))
        return [(start, end, person) for start, end, person in told if person is not None]

    @cached_property
    def _captions(self) -> list[tuple[int, int, Person]]:
        """Lines that hold a name and a post and nothing else."""
        text = match_text_of(self._doc)
        found = []
        for mention in self._doc._.persons:
            start = text.rfind("\n", 0, mention.start) + 1
            end = text.find("\n", mention.end)
            end = len(text) if end < 0 else end
            own = text[start : mention.start].strip(" *-\t") == "" and end - start < _CAPTION
            posts = self._parties.within(mention.end, end) if own else []
            if isinstance(mention.entity, Person) and any(m.type == "position" for m in posts):
                last = max(m.end for m in posts)
                if text[mention.end : mention.end + 1] == "," and text[last:end].strip() in {"", ":"}:
                    found.append((start, end, mention.entity))
        return found

    def around(self, found: Found, event: Event | None) -> Report:
        """Who reports the cue's clause: the subject of the verb of saying above it, or around its quotation."""
        for verb in ancestors(found.verb):
            if verb.lemma_ in REPORTING and verb.pos_ in {"VERB", "AUX"} and not _promises_itself(verb):
                if not self._in_own_words(verb):
                    return self._reported(verb, event)
        quote = self.quote_of(found.verb.idx)
        if quote is None:
            parties = self._in_words_of(found.verb, event) or self._captioned(found.verb.idx)
            if parties:
                return Report(None, parties, parties[0].entity)
        if quote is not None and quote in self._dialogue:
            return Report(None, self._interviewed, self._interviewed[0].entity if self._interviewed else None)
        if quote is not None:
            return self._around_quote(quote, event)
        for token in tokens_with(self._doc, REPORTING, start=found.verb.i + 1, end=sentence_of(found.verb).end):
            if token.dep_ == "parataxis":
                return self._reported(token, event)
        speech = address(self._doc)
        if speech is not None and found.verb.idx >= speech.start:
            return Report(None, [Party(speech.speaker, None, None, "inferred")], speech.speaker)
        return self._told_after(found.verb, event)

    def _in_own_words(self, verb: Token) -> bool:
        """`"Хочу отметить, что страна готова", - сказал он`: who speaks is told outside the quotation."""
        if self.quote_of(verb.idx) is None:
            return False
        return feature(verb, "Person") == "1" or (feature(verb, "VerbForm") == "Inf" and subject(verb) is None)

    def _told_after(self, verb: Token, event: Event | None) -> Report:
        """`Страна готова открыть центр. Об этом заявил министр`: who said so, told in the next sentence."""
        text: str = self._doc._.match_text
        told = _OF_THIS.match(text, verb.sent.end_char)
        for token in self._parties.index.span(told.end(), told.end() + _SAID_SOON) if told is not None else ():
            if text.find("\n", told.end(), token.idx) >= 0 or token.is_sent_start:  # type: ignore[union-attr]
                break
            saying = token.lemma_ in REPORTING or token.lemma_ in _MAKING
            if saying and token.pos_ == "VERB" and feature(token, "VerbForm") == "Fin":
                report = self._reported(token, event)
                passed_on = isinstance(report.source, Organization) and is_newsroom(self._doc, report.source)
                return Report(None, [], None) if passed_on else report
        return Report(None, [], None)

    def _in_words_of(self, verb: Token, event: Event | None) -> list[Party]:
        """`по словам министра, комитет построит`, `по его словам`, `как пояснил министр`: who says so."""
        sentence = sentence_of(verb)
        table = columns(self._doc)
        for i in range(sentence.start, sentence.end):
            norm, lemma_ = table.norms[i].lower(), table.lemmas[i]
            # nearly every word ends here
            if norm != "словам" and lemma_ not in REPORTING:
                continue
            token = self._doc[i]
            if norm == "словам" and preposition(token) == "по":
                whose = next((c for c in token.children if c.i > token.i and c.dep_ == "nmod"), None)
                if whose is not None:
                    return [
                        p for p in self._meant.settle(self._parties.at(whose, event), event) if p.entity is not None
                    ]
                if any(c.norm_.lower() in _HIS for c in token.children):
                    return self._parties.last_speaker(sentence_of(verb).start_char)
            if lemma_ in REPORTING and any(c.norm_.lower() == "как" for c in token.children):
                said = self._parties.subject_of(token, event)
                if all(p.entity is None or is_newsroom(self._doc, p.entity) for p in said):
                    # `как сообщили агентству в министерстве`
                    said = self._meant.in_body(token) or said
                named = [p for p in said if p.entity is not None]
                if named and not is_newsroom(self._doc, named[0].entity):  # type: ignore[arg-type]
                    return named
        return []

    def _reported(self, verb: Token, event: Event | None) -> Report:
        document = self._document(verb)
        if document is not None or verb.lemma_.endswith("ся"):
            issuer = self._whose_paper(verb) if document is None else []
            return Report(verb, issuer, issuer[0].entity if issuer else document)
        cited = self._cited(verb)
        if cited:
            return Report(verb, cited, cited[0].entity)
        parties = self._parties.subject_of(verb, event) or self._named_after(verb)
        who = subject(verb)
        if who is not None and who.lemma_ == "собеседник" and any(c.dep_ == "nmod" for c in who.rights):
            # `отметил собеседник агентства`: whom it quoted before
            parties = self._parties.last_speaker(sentence_of(verb).start_char) or parties
        if parties and all(party.entity is None for party in parties):
            parties = self._went_on(verb) or parties
        if not parties and feature(verb, "Number") == "Plur":
            # `в комитете уточнили`
            parties = self._meant.in_body(verb)
        if parties and all(party.entity is None for party in parties):
            # `заявил председатель Совета`, who is not named: his body
            parties = self._meant.settle(parties, event)
        return Report(verb, parties, parties[0].entity if parties else None)

    def _went_on(self, verb: Token) -> list[Party]:
        """`Глава делегации Иванов подчеркнул, что ... "Главное - ...", - добавил помощник`: the quotation goes
        on in the paragraph of the one who spoke.
        """
        text: str = self._doc._.match_text
        line = text.rfind("\n", 0, verb.idx) + 1
        quote = next((q for q in reversed(self._quotes) if line < q[0] - 1 and q[1] <= verb.idx), None)
        told = self._parties.subjects(line, quote[0]) if quote is not None and quote not in self._dialogue else []
        speakers = [one for one in told if one.head.lemma_ in REPORTING and one.head.pos_ == "VERB"]
        said = self._parties.at(speakers[0]) if speakers else []
        return [Party(said[0].entity, None, None, "inferred")] if said and isinstance(said[0].entity, Person) else []

    def _named_after(self, verb: Token) -> list[Party]:
        """`рассказал после встречи Иванов`: the person whom the parser hung on another noun."""
        doc = verb.doc
        for token in doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]:
            short = token.norm_ == "." and len(token.nbor(-1)) == 1
            if (token.is_punct and not short) or token.pos_ == "VERB":
                break
            named = next(iter(self._parties.covering(token)), None) if token.pos_ == "PROPN" else None
            if named is not None and isinstance(named.entity, Person) and feature(token, "Case") == "Nom":
                return [Party(named.entity, named.start, named.end, "stated")]
        return []

    def _cited(self, verb: Token) -> list[Party]:
        """`цитирует пресс-служба главу штаба`, `приводит агентство слова министра`: whose words they are."""
        if verb.lemma_ not in CITING:
            return []
        for c in verb.children:
            if (
                c.dep_ in {"obj", "iobj", "obl"}
                and preposition(c) is None
                and feature(c, "Case") in {"Acc", "Gen", "Nom"}
            ):
                if c.lemma_ in {"слово", "заявление"} and any(d.norm_.lower() in _HIS for d in c.children):
                    # `приводит его слова пресс-служба`
                    return self._parties.last_speaker(verb.sent.start_char)
                whose = owner_of(c) if c.lemma_ in {"слово", "заявление"} else c
                parties = self._parties.at(whose) if whose is not None and whose.pos_ != "ADJ" else []
                found = [p for p in self._meant.settle(parties, None) if p.entity is not None]
                if found:
                    return found
        return []

    def _document(self, verb: Token) -> Instrument | None:
        for c in verb.children:
            if preposition(c) != "в" or c.lemma_ not in TOLD_IN:
                continue
            for mention in self._doc._.documents:
                if mention.start <= c.idx < mention.end and isinstance(mention.entity, Instrument):
                    return mention.entity
            before = [m for m in self._doc._.documents if isinstance(m.entity, Instrument)]
            return before[0].entity if len({id(m.entity) for m in before}) == 1 else self._statement_before(verb)
        return None

    def _whose_paper(self, verb: Token) -> list[Party]:
        """`говорится в сообщении министерства`: whose words they are."""
        for c in verb.children:
            whose = owner_of(c) if preposition(c) == "в" and c.lemma_ in TOLD_IN else None
            if whose is not None and whose.pos_ != "ADJ":
                named = self._meant.settle(self._parties.at(whose), None)
                return [p for p in named if isinstance(p.entity, Organization) and not self._passes_on(p.entity)][:1]
        return []

    def _passes_on(self, body: object) -> bool:
        """An agency or a press service: it tells what others say."""
        if not isinstance(body, Organization):
            return False
        return body.name.lower().startswith("пресс-") or is_newsroom(self._doc, body)

    def _statement_before(self, verb: Token) -> Instrument | None:
        found = None
        for mention in self._doc._.documents:
            if mention.start < verb.idx and isinstance(mention.entity, Instrument):
                words = mention.entity.name.lower()
                if any(word[:7] in words for word in TOLD_IN):
                    found = mention.entity
        return found

    def _inserted(self, quote: tuple[int, int]) -> Token | None:
        """`"Нам предстоит многое, - сказал министр. - Мы построим центр"`: the verb between dashes."""
        text: str = self._doc._.match_text
        for dash in _INSERTED.finditer(text, *quote):
            span = self._parties.index.span(dash.end(), min(dash.end() + 40, quote[1]))
            verb = next((t for t in span[:3] if t.lemma_ in REPORTING and t.pos_ == "VERB"), None)
            if verb is not None and feature(verb, "Tense") == "Past" and feature(verb, "Person") != "1":
                return verb
        return None

    def around_quote(self, quote: tuple[int, int]) -> list[Party]:
        """Who is quoted there."""
        return self._around_quote(quote, None).parties

    def _around_quote(self, quote: tuple[int, int], event: Event | None) -> Report:
        text: str = self._doc._.match_text
        line_start = text.rfind("\n", 0, quote[0]) + 1
        line_end = text.find("\n", quote[1])
        line_end = len(text) if line_end < 0 else line_end
        inside = self._inserted(quote)
        if inside is not None:
            return self._reported(inside, event)
        after = self._parties.index.span(quote[1], min(line_end, quote[1] + 160))
        before = reversed(self._parties.index.span(max(line_start, quote[0] - 200), quote[0]))
        # `"Мы построим", - сказал он. Министр отметил`: what is said in the next sentence comes last
        end = _NEXT_SENTENCE.search(text, quote[1], line_end)
        stop = end.start() if end is not None else line_end
        near, far = [t for t in after if t.idx < stop], [t for t in after if t.idx >= stop]
        # a press service does not say `поручаю`
        spoken = any(
            feature(t, "Person") == "1" and feature(t, "Number") == "Sing" for t in self._parties.index.span(*quote)
        )
        for token in (*near, *before, *far):
            if token.lemma_ in REPORTING and token.pos_ in {"VERB", "AUX"} and self.quote_of(token.idx) is None:
                report = self._reported(token, event)
                if not (spoken and self._passes_on(report.source)) and not (
                    isinstance(report.source, Organization) and is_newsroom(self._doc, report.source)
                ):
                    # but `передаёт агентство`: whose words it passes on is told elsewhere
                    return report
        # an unannounced quotation goes on with the last speaker
        speakers = self._parties.last_speaker(quote[0])
        return Report(None, speakers, speakers[0].entity if speakers else None)
