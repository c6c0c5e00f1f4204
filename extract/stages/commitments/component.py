"""The commitments stage.

Reads tokens with syntax, mentions, events. Assigns `doc._.commitments`. Lexicons: `cues.yaml`, `cues_en.yaml`,
`topics.yaml`, `ru_en.yaml`. What was looked at and refused is in `doc._.refusals`.

Known misses: commitments without a cue word; actions that stand before their cue; actors named two sentences before.

>>> import extract
>>> nlp = extract.load()
>>> [c.force for c in nlp("Стороны договорились провести совместные учения.")._.commitments]
['agreement']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extract.document import (
    Commitment,
    DateValue,
    Event,
    Instrument,
    Mention,
    Organization,
    Party,
    Refusal,
    TokenIndex,
    kept,
)
from extract.language.morphology import lemma
from extract.language.syntax import ancestors, dialogue_lines, feature, noun_phrase, preposition, quoted_spans, subject
from extract.parties import Parties, between, defined_sides, is_plural, named_beside, sides, speakers
from extract.stages.commitments import links
from extract.stages.commitments.actors import Actors
from extract.stages.commitments.cues import PERFORMATIVES, CueLexicon, Found
from extract.stages.commitments.english import EnglishCues
from extract.stages.commitments.operative import TOP, Paragraph, body_starts, is_preambular, paragraphs
from extract.stages.commitments.scope import action_span, clause_span
from extract.topics import Topics
from schemas.base import Language as LanguageCode

_BY = re.compile(r"(?:\bдо|\bне позднее|\bне позже|\bк|\bпо|\bby|\bbefore|\buntil|\bno later than)\s+(?:the\s+)?$")
_IN = re.compile(r"(?:\bв|\bво|\bна|\bin|\bon|\bfor|\bуже в|)\s*(?:the\s+)?$")
_THROUGH = re.compile(
    r"(?:\bв течение|\bна протяжении|\bв период|\bс|\bна период|\bduring|\bover|\bfrom|\bthroughout)\s+(?:the\s+)?$"
)
_SINCE = re.compile(r"\b(?:с|со|from|since|starting|начиная с)\s+(?:the\s+)?$")
_BARE = re.compile(r"[а-я]{3,}(?:[)\"]|,)?\s+$")
_NEXT_YEAR = re.compile(r"(?:следующ|будущ|текущ|нынешн|прошл)\w+\s+год", re.IGNORECASE)
#: `данные за 2023 год`, `доклад по итогам первого полугодия`
_DATA_FOR = re.compile(r"\b(?:за|по итогам|по результатам)\s+$")
_OPENING_BY = re.compile(r"(?:^|[.\n\"]\s*)(?:By|Before|Until)\s+(?:the\s+)?$", re.MULTILINE)
#: `график на 2026 год`: the year that a paper is for
_ON = re.compile(r"\b(?:план|график|программ|расписани|бюджет|мероприяти|сотрудничеств)[^,.;]{0,40}\bна\s+$")
_QUANTITY = re.compile(
    r"\b(?:\d+|дв[аеу]\w*|тр[её][хм]?\w*|четыр\w+|пять|десять|несколько сотен)\s+[а-яa-z]{4,}|\d\s*%|процент"
)
_INSTRUMENT = re.compile(
    r"\b(?:посредством|путем|с помощью|при помощи|за счет|в том числе посредством|through|by means of)\b"
)
_ADDRESSEE = re.compile(
    r"(?:поручить|рекомендовать|предложить|просить|призвать|обратиться к|to (?:instruct|task|request|invite|recommend))"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
#: nouns and verbs of opinion and expectation: what they govern is nobody's commitment
_EXPECTING = frozenset(
    {
        "уверенность",
        "исключить",
        "исключать",
        "уверенный",
        "убежденный",
        "убежденность",
        "ожидать",
        "прогноз",
        "прогнозировать",
        "опасаться",
        "опасение",
    }
)
#: persons of crime reports and of everyday life
_OUTSIDERS = frozenset(
    {
        "преступник", "задержанный", "подозреваемый", "обвиняемый", "осужденный", "фигурант", "злоумышленник", "суд",
        "наркокурьер", "курьер", "мужчина", "женщина", "пассажир", "водитель", "покупатель", "продавец", "студент",
        "школьник", "мошенник", "контрабандист", "наркоторговец", "сбытчик", "дилер", "зритель", "турист", "абитуриент",
        "магазин", "житель", "горожанин", "боевик", "террорист", "следователь", "врач", "пациент", "аналитик",
        "команда", "сборная", "клуб", "тренер", "футболист", "спортсмен", "певец", "актер", "группировка",
    }
)  # fmt: skip
#: what is shown, held or open by itself
_OCCASIONS = frozenset(
    {
        "мероприятие", "выставка", "трансляция", "концерт", "матч", "экспозиция", "ярмарка", "запись", "прием", "сайт",
        "вход", "билет", "движение", "погода", "температура", "дождь", "снег",
    }
)  # fmt: skip
_GENERAL_PUBLIC = frozenset(
    {"гражданин", "житель", "население", "читатель", "водитель", "пассажир", "посетитель", "родитель", "вы", "все"}
)
_PERHAPS = frozenset({"вероятно", "возможно", "видимо", "наверное", "пожалуй", "якобы", "вряд"})
_OPINING = frozenset({"считать", "полагать", "думать", "верить", "предполагать", "предположить", "казаться"})
#: words of an indirect question: `обсудили, какие шаги предпримут`
_ASKING_WORDS = frozenset({"какой", "каков", "кто", "ли", "сколько", "почему", "зачем", "насколько"})
_GATHERINGS = frozenset(
    {"форум", "конференция", "саммит", "заседание", "встреча", "семинар", "выставка", "сессия", "церемония", "неделя"}
)
#: what is held for the public
_APPEARANCES = frozenset({"брифинг", "пресс-конференция", "пресс-подход", "прием", "экскурсия", "церемония"})
#: first persons that lead a conversation: `начнём с Душанбе`
_TALKING = frozenset(
    {
        "начать", "перейти", "вернуться", "поговорить", "остановиться", "закончить", "сказать", "посмотреть", "увидеть",
        "пожить", "предположить", "допустить", "вспомнить", "надеяться", "обсудить", "подумать", "разобраться", "взять",
        "представить", "повторить", "повториться", "уточнить", "пояснить", "объяснить", "привести", "назвать", "успеть",
        "мочь", "смочь", "понять", "узнать", "договориться", "напомнить", "признаться", "ответить", "рассказать",
    }
)  # fmt: skip
#: `отмечая позитивное значение стратегии`
_APPRAISING = frozenset({"позитивный", "положительный", "конструктивный", "весомый", "исторический", "непреходящий"})
_ITEM = re.compile(r"(?:^|\n)\s*\d{1,2}[.)]\s+$")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
#: verbs of saying that make a future a promise
_PROMISING = frozenset({"заверить", "заверять", "пообещать", "обещать", "гарантировать", "поклясться", "поручиться"})
#: actions that only tell an event
_EVENT_ONLY = frozenset({"обсудить", "состояться", "обменяться"})


class CommitmentsStage:
    """Finds the commitments of a document."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self.cues = CueLexicon(user_folder)
        self._english = EnglishCues(user_folder)
        self._topics = Topics(user_folder)
        self._translations = links.Translations(user_folder)

    def __call__(self, doc: Doc) -> Doc:
        parties = Parties(doc)
        quotes = sorted({*quoted_spans(doc), *dialogue_lines(doc)})
        events: list[Event] = doc._.events
        speaker = _speakers(doc, parties)
        found: list[Commitment] = []
        refused: list[Refusal] = []
        operative: set[int] = set()
        for paragraph in paragraphs(doc):
            operative.add(paragraph.sentence)
            found.append(self._operative(parties, paragraph, speaker, events))
        opened = {language: party.start or 0 for language, party in speaker.items()}
        russian = Actors(doc, parties, quotes, speaker.get("ru"))
        body = body_starts(doc)
        for number, sentence in enumerate(doc.sents):
            if number in operative:
                continue
            preambular = bool(speaker) and is_preambular(sentence)
            if sentence._.language == "en":
                found += self._english.find(parties, sentence, preambular=preambular, speaker=speaker.get("en"))
            else:
                found += self._russian(doc, sentence, russian, quotes, preambular, refused, body)
        joint = any(e.rule.endswith("title") for e in events)
        for commitment in found:
            in_body = commitment.cue[0] > min(opened.get(commitment.language, len(doc._.source_text)), body)
            if commitment.rule.rpartition(":")[0].endswith((".owned", ".told")):
                continue
            if commitment.status == "reported" and (in_body or _is_item(doc, commitment, joint)):
                # in the body of a statement every commitment is operative
                commitment.status = "operative"
        found.sort(key=lambda c: (c.cue, c.action))
        joined = links.join_repeats(doc, found)
        links.reply(joined, doc)
        self._translations.link(doc, joined)
        ahead, triggers = links.Ahead(events), [event.trigger for event in events]
        for commitment in joined:
            self._complete(parties, commitment, russian)
            commitment.target_event = ahead.about(commitment)
            if commitment.deadline is None and commitment.target_event is not None:
                commitment.deadline = _of_sitting(doc, commitment)
                commitment.specifics += ["deadline"] if commitment.deadline is not None else []
            commitment.event = links.made_at(doc, commitment, events, triggers)
            if commitment.topics == ["other"] and commitment.event is not None:
                commitment.topics = list(commitment.event.topics)
        doc._.commitments = joined
        doc._.refusals = [*doc._.refusals, *refused]
        return doc

    def _russian(
        self,
        doc: Doc,
        sentence: Span,
        actors: Actors,
        quotes: list[tuple[int, int]],
        preambular: bool,
        refused: list[Refusal],
        body: int,
    ) -> list[Commitment]:
        result: list[Commitment] = []
        for f in self.cues.find(sentence):
            reason = _refuse(f, doc)
            if reason is None and f.entry is None and not _is_plan(f, actors, doc):
                reason = "a future that nobody of the text brings about"
            if reason:
                refused.append(Refusal("commitments", f.rule, reason, *f.cue))
                continue
            if f.entry is not None and f.entry.addressee == "clause" and f.frame == "clause" and not actors.asked.of(f):
                refused.append(Refusal("commitments", f.rule, "nobody is asked to do it", *f.cue))
                continue
            event = _last_event(doc, f.cue[0], _who(f))
            if actors.reports.is_page_voice(f):
                refused.append(Refusal("commitments", f.rule, "the page addresses its readers", *f.cue))
                continue
            report = actors.reports.around(f, event)
            action = action_span(f, self.cues, quotes)
            clause = clause_span(f, self.cues, quotes)
            if action[1] - action[0] < 4:
                refused.append(Refusal("commitments", f.rule, "no action", *f.cue))
                continue
            cue = _whole_cue(doc, f)
            commitment = Commitment(
                force=f.force,
                status=_status(f, actors, preambular=preambular or _opens(f, body)),
                cue=cue,
                action=action,
                clause=(min(clause[0], action[0]), max(clause[1], action[1])),
                rule=f.rule,
                negated=f.negated or _denies(f),
                action_lemma=f.action.lemma_,
                actors=actors.of(f, report, event, preambular=preambular or _opens(f, body)),
                addressees=actors.asked.of(f),
                theme=_theme(f, action),
            )
            if commitment.theme and any(p.start == commitment.theme[0] for p in commitment.addressees):
                commitment.theme = None
            if f.frame == "paper" and not commitment.actors:
                refused.append(Refusal("commitments", f.rule, "nobody signed it", *f.cue))
                continue
            if f.entry is not None and f.force == "proposal" and _asks_public(f):
                refused.append(Refusal("commitments", f.rule, "asked of the general public", *f.cue))
                continue
            promised = report.verb is not None and report.verb.lemma_ in _PROMISING
            if f.frame == "finite" and (promised or _sworn(f) or _we_for_our_part(f)):
                # `"Мы передадим ...", - заверил он`
                commitment.force = "pledge"
            said_by = {id(p.entity) for p in commitment.actors}
            if report.source is not None and id(report.source) not in said_by:
                commitment.attributed_to = report.source
            result.append(commitment)
        return result

    def _operative(
        self, parties: Parties, paragraph: Paragraph, speaker: dict[LanguageCode, Party], events: Sequence[Event]
    ) -> Commitment:
        doc = parties.doc
        text: str = doc._.match_text
        words = text[paragraph.action[0] : paragraph.action[1]]
        first = re.match(r"(?:to\s+)?([^\W\d_]+)", words, re.IGNORECASE)
        head = first[1] if first else words.split()[0]
        party = speaker.get(paragraph.language)
        commitment = Commitment(
            force=paragraph.force,
            status="operative" if paragraph.formal else "reported",
            cue=paragraph.cue,
            action=paragraph.action,
            clause=paragraph.action,
            rule=f"commitment.{paragraph.force}.operative",
            language=paragraph.language,
            negated=words.lower().startswith(("не ", "not to ", "to not ")),
            action_lemma=lemma(head.lower(), "VERB") if paragraph.language == "ru" else head.lower(),
            actors=[Party(party.entity, party.start, party.end, party.basis)] if party else [],
        )
        addressee = _ADDRESSEE.match(words)
        if addressee is not None:
            commitment.addressees = _named_in(doc, paragraph.action[0] + addressee.end(), paragraph.action[1])
        if paragraph.addressed is not None and paragraph.force in {"decision", "proposal"}:
            commitment.addressees = _named_in(doc, *paragraph.addressed) or [
                Party(None, *paragraph.addressed, "stated")
            ]
        if party is None:
            header = next((s for s in doc.sents if s.start_char <= paragraph.cue[0] < s.end_char), None)
            if header is not None:
                commitment.actors = _header_actors(parties, header, paragraph)
        defined = defined_sides(doc) if not commitment.actors and paragraph.force == "agreement" else None
        if defined is not None and paragraph.cue[0] > defined[0]:
            commitment.actors = [Party(entity, None, None, "inferred") for entity in defined[1]]
        # `приняты решения:` names nobody, and nobody is added
        agentless = _AGENTLESS.match(text, *paragraph.cue) is not None
        body = _body_in_session(doc) if not commitment.actors and not agentless else None
        if body is not None:
            commitment.actors = [Party(body, None, None, "inferred")]
        if not commitment.addressees and paragraph.language == "ru":
            # `Секретариату до 1 октября подготовить отчет`: the body in front is to act
            commitment.addressees = [p for p in _named_in(doc, *paragraph.action) if p.start == paragraph.action[0]]
        return commitment

    def _complete(self, parties: Parties, commitment: Commitment, actors: Actors) -> None:
        doc = parties.doc
        text: str = doc._.match_text
        commitment.topics = self._topics.of(text[commitment.clause[0] : commitment.clause[1]])
        if commitment.language == "ru" and commitment.status != "operative":
            # `намерен совместно с Казахстаном построить`: also between cue and action
            since = min(max(commitment.cue[1], commitment.clause[0]), commitment.action[0])
            commitment.partners = actors.asked.partners((since, commitment.action[1]), commitment.actors)
        _time(doc, parties, commitment)
        if commitment.attributed_to is None and commitment.status in {"operative", "preambular"}:
            commitment.attributed_to = _statement(doc, commitment)
        words = text[commitment.action[0] : commitment.action[1]].lower()
        if commitment.deadline is not None:
            commitment.specifics.append("deadline")
        if _QUANTITY.search(words):
            commitment.specifics.append("quantity")
        if _INSTRUMENT.search(words):
            commitment.specifics.append("instrument")
        if commitment.addressees and any(p.entity is not None for p in commitment.addressees):
            commitment.specifics.append("executor")


def _speakers(doc: Doc, parties: Parties) -> dict[LanguageCode, Party]:
    """The collective that speaks in each language of a statement, tied to its body."""
    result: dict[LanguageCode, Party] = {}
    for statement in speakers(doc):
        if statement.language in result:
            continue
        inside = [m for m in doc._.organizations if statement.start <= m.start and m.end <= statement.end]
        outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
        entity = (
            outer[0].entity
            if outer
            else _body_in_session(doc, statement.end + TOP) or _body_of_title(doc, statement.start)
        )
        result[statement.language] = Party(
            entity,  # type: ignore[arg-type]
            statement.start,
            statement.end,
            "resolved" if entity is not None else "stated",
        )
    return result


def _body_of_title(doc: Doc, before: int) -> Organization | None:
    """The international body that the title above the statement names."""
    for mention in doc._.organizations:
        body = mention.entity
        if mention.start < before <= TOP and isinstance(body, Organization) and not body.country:
            return body
    return None


def _body_in_session(doc: Doc, until: int | None = None) -> Organization | None:
    """The body whose session or summit the page tells, before the offset `until` if one is given."""
    for event in doc._.events:
        if until is not None and (event.status == "planned" or event.trigger[0] > until):
            continue
        if event.type in {"session", "summit", "adoption"} and event.organizations:
            return event.organizations[0]  # type: ignore[no-any-return]
    return None


_AGENTLESS = re.compile(r"(?:были\s+|было\s+)?(?:принят[оы]|даны|поручено|запланировано|намечено)\b", re.IGNORECASE)


def _header_actors(parties: Parties, header: Span, paragraph: Paragraph) -> list[Party]:
    """`Участники заседания решили:`: the subject of the header."""
    if paragraph.language == "en":
        return []
    event = _last_event(parties.doc, paragraph.cue[0])
    for token in header:
        if paragraph.cue[0] <= token.idx < paragraph.cue[1] and token.pos_ in {"VERB", "ADJ", "AUX"}:
            named = [
                party
                for party in parties.subject_of(token, event)
                if party.start is None or not paragraph.cue[0] <= party.start < paragraph.cue[1]
            ]
            if named:
                return named
            break
    if paragraph.force == "agreement" and event is not None:
        # `Достигнуты договорённости:`: those who met
        return [Party(entity, None, None, "inferred") for entity in sides(parties.doc, event)]
    return []


def _named_in(doc: Doc, start: int, end: int) -> list[Party]:
    """The party that is named right at `start`."""
    for mention in (*doc._.organizations, *doc._.places, *doc._.positions):
        if start <= mention.start <= start + 4 and mention.end <= end:
            inside = [m for m in doc._.organizations if m.start == mention.start and m.end > mention.end]
            chosen = max(inside, key=lambda m: m.end, default=mention)
            named = [Party(chosen.entity, chosen.start, chosen.end, "stated")]  # type: ignore[arg-type]
            joint = _AND.match(doc._.match_text, chosen.end, end)
            return [*named, *_named_in(doc, joint.end(), end)] if joint else named
    return []


_AND = re.compile(r",? и |, |,? а также ")


def _refuse(found: Found, doc: Doc) -> str | None:
    """Why a cue with an action is no commitment after all."""
    verb = found.verb
    if any(c.lemma_ in {"бы"} for c in verb.children) and found.force != "proposal":
        return "conditional"
    if doc._.source_text[verb.sent.start_char : verb.sent.end_char].rstrip().endswith("?"):
        return "a question"
    if found.negated and found.entry is not None and found.force in {"agreement", "decision"}:
        return "denied"
    if found.negated and found.force == "plan" and subject(verb) is None and verb.lemma_.endswith("ся"):
        return "denied"
    if any(a.lemma_ in _EXPECTING for a in ancestors(found.action)) and found.force in {"plan", "pledge"}:
        return "an expectation"
    if verb.dep_ in {"acl:relcl"} and found.entry is None:
        return "a relative clause"
    if found.action.lemma_ in _EVENT_ONLY and found.entry is None:
        return "only an event"
    if found.action.lemma_ in {"нижеследующий", "следующий", "нижеследующее", "следующее"}:
        return "a header of what follows"
    if found.word != verb and any(c.lemma_ in _APPRAISING for c in found.word.children):
        return "an appraisal"
    if found.frame in {"genitive", "dative", "to", "for"} and found.action.pos_ not in {"NOUN", "PROPN", "VERB"}:
        return "no action noun"
    own = subject(verb)
    if own is not None and (
        (own.lemma_ in _OUTSIDERS and not _belongs(own))
        or (own.pos_ == "VERB" and own.norm_.lower().startswith("задерж"))
    ):
        return "no party of public affairs"
    if own is not None and own.lemma_ == "который" and verb.head.lemma_ in _OUTSIDERS:
        return "no party of public affairs"
    if found.entry is None and (
        any(c.lemma_ in _PERHAPS for c in verb.children)
        or (verb.dep_ == "ccomp" and verb.head.lemma_ in _OPINING)
        or any(t.lemma_ in _OPINING and feature(t, "Person") == "1" for t in (*verb.children, verb.head))
    ):
        return "an opinion"
    if found.entry is None and any(t.lemma_ in _ASKING_WORDS for c in verb.lefts for t in (c, *c.children)):
        return "an open question"
    if any(a.lemma_ in {"признаться", "сознаться"} for a in ancestors(verb)):
        return "a confession"
    if found.frame == "future" and own is not None and own.lemma_ in _OCCASIONS:
        return "what happens at an occasion"
    if found.frame == "finite" and found.entry is None:
        objects = [c for c in found.action.children if c.dep_ in {"obj", "nsubj"} and c != own]
        if any(c.lemma_ in _APPEARANCES for c in (*objects, *([own] if own is not None else ()))):
            return "an appearance before the public"
        if found.action.lemma_ in {"открыть", "закрыть", "возглавить"} and any(
            c.lemma_ in _GATHERINGS for c in objects
        ):
            return "only an event"
        if found.action.lemma_ == "принять" and any(feature(c, "Animacy") == "Anim" for c in objects):
            counted = any(n.dep_.startswith("nummod") for c in objects for n in c.children)
            if not counted and not any(preposition(c) == "на" for c in found.action.children):
                return "only an event"
        if feature(found.action, "Person") == "1" and found.action.lemma_ in _TALKING:
            return "a turn of the talk"
    head = found.verb
    while head.dep_ in {"xcomp", "conj"} and head.head.i != head.i:
        head = head.head
    if any(c.lemma_ == "если" for c in head.children):
        return "a condition"
    return None


def _belongs(noun: Token) -> bool:
    """`врачи Минздрава`, `тренеры Интерпола`: those of a named body."""
    doc = noun.doc
    start, end = noun_phrase(noun)
    return any(start <= m.start and m.end <= end for m in doc._.organizations)


def _is_plan(found: Found, actors: Actors, doc: Doc) -> bool:
    """A finite future is a plan if a party of the text is its subject, or a document is what it is done to."""
    if found.frame in {"refusal", "promised"}:
        return True
    first_person = "1" in {feature(found.action, "Person"), feature(found.word, "Person")}
    token = actors.subjects.acting(found.action)
    if token is not None and first_person and token.pos_ in {"NOUN", "PROPN"}:
        # `штаб развернём`: the object in front
        token = None
    if token is None and found.frame == "finite" and actors.subjects.named_before(found.action):
        return True
    if token is not None and token.lemma_ == "каждый":
        return True
    if token is None or token.lemma_ in {"мы", "я", "он", "она", "они"}:
        # `закон внесут в парламент`: nobody is named, but somebody will do it to something
        indefinite = feature(found.action, "Number") == "Plur" and any(c.dep_ == "obj" for c in found.action.children)
        return first_person or token is not None or indefinite
    passive = feature(found.action, "Variant") == "Short" or feature(found.action, "Voice") == "Pass"
    if passive:
        return True
    return bool(actors.own_subject(found, None)) and token.lemma_ not in {"это", "который", "все"}


def _whole_cue(doc: Doc, found: Found) -> tuple[int, int]:
    """The cue with the negation before it and the preposition after it: `не допустим`, `выступает за`."""
    start, end = found.cue
    text: str = doc._.match_text
    if found.negated and text[max(start - 3, 0) : start].lower() == "не ":
        start -= 3
    if found.frame == "predicative":
        named = re.match(r"\s+(?:(?:весьма|крайне|также|очень)\s+)?[^\W\d_]+(?:ым|им)\b", text[end : end + 40])
        end += named.end() if named else 0
    if found.frame == "for" and text[end : end + 4].lower() == " за ":
        end += 3
    if found.frame == "against" and text[end : end + 8].lower() == " против ":
        end += 7
    return start, end


def _asks_public(found: Found) -> bool:
    """`полиция просит граждан сообщать`: advice to everybody."""
    asked = [c for c in (*found.verb.children, *found.action.children) if c.i > found.verb.i and preposition(c) is None]
    return any(c.lemma_ in _GENERAL_PUBLIC and c.dep_ in {"obj", "iobj", "obl", "nsubj"} for c in asked)


def _sworn(found: Found) -> bool:
    """`Создадим группу. Это я обещаю`: the sentence after it makes a promise of it."""
    sentence, doc = found.verb.sent, found.verb.doc
    if sentence.end >= len(doc) or feature(found.action, "Person") != "1":
        return False
    after = doc[sentence.end : min(sentence.end + 6, len(doc))]
    return after[0].norm_.lower() in {"это", "в", "за"} and any(
        t.lemma_ in PERFORMATIVES and feature(t, "Person") == "1" for t in after
    )


_OUR_PART = re.compile(r"\b(?:также|тоже|со своей стороны|в свою очередь|обязательно|непременно)\b")


def _we_for_our_part(found: Found) -> bool:
    """`Мы со своей стороны обобщим материалы`: a promise beside what others do."""
    own = next((c for c in found.action.children if c.lemma_ == "мы" and c.i < found.action.i), None)
    text: str = found.action.doc._.match_text
    return own is not None and _OUR_PART.search(text, own.idx, found.action.idx) is not None


def _opens(found: Found, body: int) -> bool:
    """A gerund before the items of a statement or communique: `министры, отмечая важность усилий, ... решили:`."""
    return feature(found.verb, "VerbForm") == "Conv" and found.verb.idx < body < len(found.verb.doc._.source_text)


def _status(found: Found, actors: Actors, *, preambular: bool):  # type: ignore[no-untyped-def]
    if preambular:
        return "preambular"
    if actors.reports.quote_of(found.action.idx) is not None and actors.reports.quote_of(found.cue[0]) is not None:
        return "quoted"
    return "reported"


def _denies(found: Found) -> bool:
    """`призвал не допускать`, `не допустим`: the action itself is a refusal."""
    action = found.action
    return any(c.norm_.lower() == "не" for c in action.children if c.i < action.i) and found.frame != "finite"


def _theme(found: Found, action: tuple[int, int]) -> tuple[int, int] | None:
    """The thing acted on when it stands before the action: `[Стратегию] планируется вынести`, `[проект] будет
    внесен`.
    """
    head = found.action
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    passive = feature(head, "Variant") == "Short" or feature(head, "Voice") == "Pass"
    for owner in (head, found.verb):
        for c in owner.children:
            before = c.idx < action[0] and c.i < head.i
            if not before or c.pos_ not in {"NOUN", "PROPN", "PRON"} or preposition(c) is not None:
                continue
            turned = owner != head and c.dep_ == "nsubj:pass" and feature(head, "VerbForm") == "Inf"
            is_object = c.dep_ == "obj" or turned or (c.dep_ in {"nsubj", "nsubj:pass"} and passive and owner == head)
            if is_object and feature(c, "Case") in {"Acc", "Nom", "Gen"} and feature(c, "Animacy") != "Anim":
                tokens = [t for t in c.subtree if t.idx < action[0]]
                if found.word in tokens or found.verb in tokens:
                    continue
                return tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    return None


def _who(found: Found) -> str | None:
    """The collective that is the subject of a cue: `стороны`, `участники`; None if it has no subject."""
    token = subject(found.verb)
    if token is None or not is_plural(token):
        return None if token is None else ""
    return token.lemma_


#: those who speak with each other, never those of a gathering
_INTERLOCUTORS = frozenset({"сторона", "собеседник", "визави", "переговорщик"})


def _last_event(doc: Doc, offset: int, who: str | None = None) -> Event | None:
    """The event whose sides `who` before `offset` are: the last one told at which sides met; `стороны` met in talks,
    `участники` and others in the gathering that their own sentence names.
    """
    tellings = kept(doc, "commitments.tellings", _tellings)
    text: str = doc._.match_text
    own = _in_sentence(text, tellings.all, offset) if who and who not in _INTERLOCUTORS else None
    if own is not None:
        return own
    own = _of_paragraph(text, tellings, offset) or (_just_signed(text, tellings, offset) if who in _SIGNERS else None)
    if own is not None:
        return own
    for known in (tellings.main, tellings.all):
        at = bisect_left(known, offset, key=lambda telling: telling[0])
        if not at:
            continue
        line = text.rfind("\n", 0, known[at - 1][0]) + 1
        near = [(_is_talk(e), start, e) for start, e in known[bisect_left(known, line, key=lambda t: t[0]) : at]]
        last = max(near, key=lambda item: item[:2])[2]
        if who in _INTERLOCUTORS and not _is_talk(last):
            # a gathering of an earlier day is only spoken of
            talks = [e for _, e in known[:at] if e.type in {"meeting", "call"} and e.participants]
            return talks[-1] if talks and not _follows(last, talks[-1]) else last
        return last
    return None


def _in_sentence(text: str, told: list[tuple[int, Event]], offset: int) -> Event | None:
    """The gathering that the sentence names before `offset`: `на саммите лидеры договорились`."""
    start = max(text.rfind("\n", 0, offset), text.rfind(". ", 0, offset))
    at = bisect_left(told, offset, key=lambda telling: telling[0])
    here = [e for spot, e in told[max(at - 4, 0) : at] if spot > start and e.organizations and not _is_talk(e)]
    return here[-1] if here else None


def _of_paragraph(text: str, tellings: _Tellings, offset: int) -> Event | None:
    """In a digest every item has its own happening: what two signed or said there, if the main one is of another."""
    line = text.rfind("\n", 0, offset) + 1
    mark = text[line : line + 2].strip()
    if not mark or mark[0].isalnum() or mark[0] in '"«(“[':
        return None
    here = [e for spot, e in tellings.all if line <= spot < offset and len(e.participants) > 1]
    return here[-1] if here and not any(line <= spot < offset for spot, _ in tellings.main) else None


#: those who have just signed something
_SIGNERS = frozenset({"сторона", "ведомство", "страна", "государство", "служба", "министерство", "прокуратура"})


def _just_signed(text: str, tellings: _Tellings, offset: int) -> Event | None:
    """`Подписан меморандум между А и Б. Ведомства будут`: the signing told last in the paragraph."""
    line = text.rfind("\n", 0, offset) + 1
    here = [e for spot, e in tellings.all if line <= spot < offset]
    return here[-1] if here and here[-1].type == "adoption" else None


def _follows(event: Event, talk: Event) -> bool:
    """`event` is told with a day that is not before the talk's: an item of its own, not something spoken of."""
    if not event.dates or not talk.dates:
        return bool(event.dates) and event.status == "held"
    return event.dates[0].edtf >= talk.dates[0].edtf


@dataclass(frozen=True, slots=True)
class _Tellings:
    """Where the happenings of a page are told, in text order: all at which sides met, and those that count as main."""

    all: list[tuple[int, Event]]
    main: list[tuple[int, Event]]


def _tellings(doc: Doc) -> _Tellings:
    told = [
        (start, event)
        for event in doc._.events
        if event.status != "planned"
        and event.type not in {"operation", "exercise", "statement"}
        and (event.participants or event.organizations or event.type == "adoption" or named_beside(doc, event))
        # what was adopted was so at a gathering, unless two signed it
        and (
            event.type != "adoption" or len(event.participants) > 1 or (not event.participants and between(doc, event))
        )
        for start, _ in (event.trigger, *event.evidence)
    ]
    told.sort(key=lambda telling: telling[0])
    # a gathering counts if it is told with its day; what is only named beside the talks is their setting or past
    main = [
        (start, e)
        for start, e in told
        if _is_talk(e)
        or (e.dates and (e.organizations or len(e.participants) > 1 or (not e.participants and named_beside(doc, e))))
    ]
    return _Tellings(told, main)


def _is_talk(event: Event) -> bool:
    return event.type in {"meeting", "call"} and len(event.participants) > 1


def _statement(doc: Doc, commitment: Commitment) -> Instrument | None:
    """The statement whose text this is: the document that the adoption told by its title adopted."""
    for event in doc._.events:
        if event.type == "adoption" and event.rule.endswith("title") and event.documents:
            return event.documents[0]  # type: ignore[no-any-return]
    return None


def _time(doc: Doc, parties: Parties, commitment: Commitment) -> None:
    """Deadline and timeframe from the dates of the clause that belong to the action."""
    text: str = doc._.match_text
    index = parties.index
    start = commitment.cue[1] if commitment.cue[0] <= commitment.action[0] else commitment.action[0]
    if not _told_in_past(index, commitment):
        start = min(start, commitment.clause[0])
    start = commitment.action[0] if commitment.status == "operative" else min(start, commitment.action[0])
    if commitment.cue[1] < commitment.action[0] and commitment.status == "operative" and _same_line(text, commitment):
        start = commitment.cue[1]
    for mention in parties.dates.within(start, commitment.clause[1]):
        if not isinstance(mention.entity, DateValue) or parties.names.cover(mention.start, mention.end):
            continue
        if commitment.language == "en" and mention.start < commitment.action[0]:
            if _OPENING_BY.search(text, commitment.clause[0], mention.start) and commitment.force in {"plan", "pledge"}:
                # `By the end of the year, the Office will open`
                commitment.deadline = commitment.deadline or mention
            continue
        if _in_side_clause(index, mention.start, commitment):
            continue
        before = text[max(mention.start - 60, 0) : mention.start].lower()
        if _bracketed(text, commitment.clause[0], mention.start) and not _BY.search(before):
            # `сессии Комиссии (Вена, март 2020 г.)` dates the session
            continue
        interval = "/" in mention.entity.edtf
        if len(mention.entity.edtf) == 4 and text[mention.start].isdigit() and _BARE.search(before):
            # `конвенции 1961 года`: a year without a preposition dates the noun before it
            continue
        if len(mention.entity.edtf) == 4 and _NEXT_YEAR.match(text, mention.start):
            if _BARE.search(before) and not _THROUGH.search(before):
                # `план следующего года`
                continue
        if _DATA_FOR.search(before):
            # `данные за 2023 год`
            continue
        days = interval and len(mention.entity.edtf) == 21
        season = interval and len(mention.entity.edtf) == 15 and mention.entity.edtf[:4] == mention.entity.edtf[8:12]
        since = not interval and _SINCE.search(before)
        lasting = _THROUGH.search(before) and not since
        planned = _ON.search(before) and len(mention.entity.edtf) == 4
        if lasting or planned or (interval and not days and not season and not _BY.search(before)):
            commitment.timeframe = commitment.timeframe or mention
        elif days or season or since or _BY.search(before) or _IN.search(before):
            commitment.deadline = commitment.deadline or mention


#: verbs of bringing something to a sitting
_BROUGHT = frozenset(
    {"вынести", "внести", "представить", "доложить", "рассмотреть", "подписать", "утвердить", "выносить"}
)


def _of_sitting(doc: Doc, commitment: Commitment) -> Mention | None:
    """`вынесем на заседание Совета. Оно пройдет в декабре`: the day of the sitting, told elsewhere."""
    event = commitment.target_event
    if event is None or commitment.language != "ru" or commitment.action_lemma not in _BROUGHT or not event.dates:
        return None
    text: str = doc._.match_text
    start, end = commitment.action
    spot = next((s for s, _ in (event.trigger, *event.evidence) if start <= s < end), None)
    if spot is None or not re.search(r"\bна\s+(?:[а-яё]+\s+){0,2}$", text[start:spot].lower()):
        return None
    return next((m for m in doc._.dates if m.entity is event.dates[0]), None)


def _bracketed(text: str, start: int, at: int) -> bool:
    """The offset stands inside round brackets opened after `start`."""
    opening = text.rfind("(", start, at)
    return opening >= 0 and text.find(")", opening, at) < 0


def _is_item(doc: Doc, commitment: Commitment, joint: bool) -> bool:
    """A numbered item: without a subject (`3. Поручили Секретариату ...`), or any in the text of a statement."""
    text: str = doc._.match_text
    line = text.rfind("\n", 0, commitment.cue[0]) + 1
    return bool(_ITEM.search(text, max(commitment.cue[0] - 6, 0), commitment.cue[0])) or (
        joint and bool(_NUMBERED.match(text, line))
    )


def _same_line(text: str, commitment: Commitment) -> bool:
    """Cue and action in one paragraph: the cue is no header."""
    return "\n" not in text[commitment.cue[1] : commitment.action[0]]


def _told_in_past(index: TokenIndex, commitment: Commitment) -> bool:
    """A past cue dates the telling, not the action: `5 июня стороны договорились`."""
    token = index.at(commitment.cue[0])
    return token is not None and feature(token, "Tense") == "Past" and commitment.language == "ru"


def _in_side_clause(index: TokenIndex, offset: int, commitment: Commitment) -> bool:
    """The date belongs to a relative clause or participle inside the action: `операции, запланированной на
    сентябрь`.
    """
    token = index.at(offset)
    start, end = commitment.clause
    cue, action = commitment.cue, commitment.action[0]
    while token is not None and token.head.i != token.i and start <= token.idx < end:
        if cue[0] <= token.idx < cue[1] or token.idx == action:
            return False
        if token.dep_ in {"acl", "acl:relcl"} and feature(token, "VerbForm") != "Inf":
            return True
        token = token.head
    return False


@Language.factory(
    "kommunike_commitments",
    assigns=["doc._.commitments"],
    requires=["doc._.events", "doc._.dates", "doc._.persons", "doc._.organizations"],
    default_config={"lexicons": None},
)
def make_commitments(nlp: Language, name: str, lexicons: str | None) -> CommitmentsStage:
    return CommitmentsStage(Path(lexicons) if lexicons else None)
