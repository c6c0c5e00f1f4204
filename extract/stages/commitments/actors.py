"""Who commits, who is asked, who is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.document import Actor, Event, Instrument, Organization, Party, Person, Place, Position
from extract.language.morphology import parses
from extract.language.syntax import (
    SUBJECTS,
    ancestors,
    coordinated,
    dialogue_lines,
    feature,
    noun_phrase,
    preposition,
    subject,
)
from extract.lexicons.countries import country_by_adjective
from extract.parties import (
    ATTENDING,
    SIDES,
    Parties,
    as_called,
    between,
    defined_sides,
    framed,
    is_plural,
    represents,
    sides,
    unique,
)
from extract.stages.commitments.cues import Found, owner_of
from extract.stages.commitments.scope import postposed

_REPORTING = frozenset(
    {
        "отметить", "подчеркнуть", "заявить", "сообщить", "сказать", "заверить", "подтвердить", "добавить",
        "указать", "напомнить", "отмечать", "подчеркивать", "выразить", "пояснить", "рассказать",
        "информировать", "проинформировать", "констатировать", "заметить", "уточнить", "считать", "полагать",
        "говориться", "отмечаться", "указываться", "сообщаться", "говорить", "передавать", "цитировать",
        "подытожить", "резюмировать", "приводить", "привести", "процитировать", "пообещать", "ответить",
        "обещать", "объявить", "доложить", "отчитаться", "анонсировать", "докладывать",
    }
)  # fmt: skip
_IN_DOCUMENT = frozenset(
    {"заявление", "документ", "декларация", "коммюнике", "резолюция", "сообщение", "пресс-релиз", "текст"}
)
_OWNED = frozenset(
    {
        "готовность", "приверженность", "намерение", "решимость", "стремление", "обязательство",
        "заинтересованность", "настрой", "отказ", "верность", "согласие", "желание",
    }
)  # fmt: skip
#: nouns of bodies: they act without a name, too
_BODIES = frozenset(
    {
        "сторона", "страна", "государство", "ведомство", "орган", "совет", "комитет", "комиссия",
        "министерство", "правительство", "парламент", "ассамблея", "центр", "агентство", "секретариат",
        "группа", "делегация", "руководство", "служба", "управление", "департамент", "офис", "посольство",
        "представительство", "бюро", "фонд", "компания", "банк", "консульство", "академия", "университет",
        "институт", "коллегия", "союз", "ассоциация", "палата", "организация", "администрация", "кабинет",
        "прокуратура", "миссия", "штаб", "ректорат", "канцелярия", "аппарат", "мэрия", "акимат", "хокимият",
        "губернатор", "дирекция", "отдел", "подразделение", "таможня", "полиция", "милиция", "исполком", "президиум",
        "бригада", "суд", "федерация", "лига", "коалиция", "инспекция", "надзор", "школа", "пресс-служба",
        "минобороны", "минздрав", "минюст", "минфин", "миграция", "команда", "погранслужба", "госкомитет", "госслужба",
        "республика", "структура", "дипведомство", "наркоконтроль", "финразведка", "королевство", "учреждение",
        "кабмин", "минэкономики", "минтранс", "минэнерго", "минсельхоз", "минобразования", "минтруда",
    }
)  # fmt: skip
_SPEECH = frozenset({"мы", "я"})
_SIGNED = frozenset({"сторона", "министр", "глава", "государство", "участник", "страна", "руководитель", "лидер"})
#: organs that a text names without their owner
_ORGANS = frozenset({"коллегия", "президиум", "секретариат", "исполком", "аппарат"})
#: papers do nothing
_PAPERS = frozenset(
    {
        "документ", "меморандум", "соглашение", "протокол", "договор", "план", "программа", "проект", "конвенция",
        "заявление", "стратегия", "закон", "резолюция", "решение", "текст", "отчет", "доклад",
    }
)  # fmt: skip
#: plurals of those who sit together: they stand for the body in session, or for those who met
_GATHERED = frozenset(
    {
        "делегация", "эксперт", "глава", "руководитель", "участник", "представитель", "член", "министр", "лидер",
        "начальник", "секретарь", "координатор", "заместитель", "командующий", "прокурор", "депутат", "специалист",
        "переговорщик", "наблюдатель", "дипломат", "ведомство", "секретариат", "служба", "стороны", "сторона",
        "делегат", "директор", "докладчик", "парламентарий", "председатель", "посол", "погранпредставитель",
        "погранкомиссар", "комиссар", "погрануполномоченный", "уполномоченный", "спикер", "группа",
    }
)  # fmt: skip
#: verbs whose clause goes on with their subject: `заявила, что выделит`
_SAYS = _REPORTING | {
    "пообещать",
    "обещать",
    "ответить",
    "объявить",
    "проинформировать",
    "решить",
    "обязаться",
    "поклясться",
}
#: what lies between two and says nothing of doing it together: `на границе с Афганистаном`
_APART = frozenset({"граница", "участок", "рубеж", "аналогия", "сравнение"})
#: posts of a state whose office is named after them
_OFFICES = (("прокурор", "прокуратур"), ("омбудсман", "омбудсман"), ("обвинитель", "прокуратур"))
#: verbs of what two do with each other
_MUTUAL = frozenset({"договориться", "договариваться", "условиться", "уславливаться", "согласовать", "сойтись"})
#: impersonal participles of an understanding
_UNDERSTOOD = frozenset({"условить", "условиться", "договориться", "согласовать"})
#: first words of the names of organs, by which texts call them for short
_ORGAN_WORDS = frozenset(
    {"совет", "комитет", "комиссия", "группа", "ассамблея", "коллегия", "подгруппа", "конференция"}
)
_SHORT_NAME = 2
_PAIR = 2
_TEAMS = frozenset({"группа"})
_FORMER = frozenset({"предыдущий", "прежний", "бывший", "прошлый", "старый"})
_TWO_OF = frozenset({"страна", "государство", "ведомство", "служба", "министерство", "прокуратура", "сторона", "центр"})
#: who works for a body
_PEOPLE = frozenset({"сотрудник", "специалист", "эксперт", "офицер", "служащий", "аналитик", "военнослужащий"})
_DEPARTMENT = re.compile(r"(?:Управление|Департамент|Отдел)\b.*\bСекретариата\b")
#: parliaments are no agencies
_PARLIAMENT = re.compile("кенеш|парламент|дума|мажилис|сенат|верховн|собрание|рада", re.IGNORECASE)
#: those who speak with each other
_OPPOSITE = frozenset({"сторона", "собеседник", "партнер", "партнёр", "визави"})
_SPECIALISTS = frozenset({"эксперт", "специалист"})
#: characters within which `документ` is the one just signed
_SAME_STORY = 700
#: as many sides as a text tells one by one
_FEW_SIDES = 4
#: officials of both sides
_OFFICIALS = frozenset({"дипломат", "министр", "прокурор", "генерал", "чиновник", "политик", "глава", "руководитель"})
#: nouns of a sitting: its body decides
_SITTING = frozenset({"заседание", "сессия", "совещание", "пленум", "съезд", "саммит"})
_CITING = frozenset({"цитировать", "процитировать", "приводить", "привести"})
_STATES = frozenset({"республика", "страна", "государство", "королевство"})
#: nouns for a body of any kind
_ANY_BODY = frozenset({"ведомство", "структура", "учреждение"})
_MINISTER = re.compile(r"[Мм]инистр ((?:[а-яё]+ )*[а-яё]+)(?= [А-ЯЁ]|$)")
_DIGEST = re.compile("дайджест|сводка|обзор|новости|хроника|за неделю", re.IGNORECASE)
_EMBASSIES = frozenset({"посольство", "диппредставительство", "диппредставитель", "дипмиссия"})
_ENVOYS = ("посол", "поверенн", "посланник", "ambassador")
#: nouns for a body that a minister may head
_OF_GOVERNMENT = _ANY_BODY | {"министерство", "правительство", "кабинет"}
_STEMS = {
    "таможня": "таможен", "полиция": "полици", "милиция": "внутренних дел", "погранслужба": "пограничн",
    "прокуратура": "прокур", "финразведка": "финансов", "минобороны": "оборон", "минздрав": "здравоохранен",
    "минюст": "юстиц", "минфин": "финанс", "посольство": "посольств", "разведка": "разведк", "надзор": "надзор",
    "вуз": "академи",
    "служба": "служб", "группа": "групп", "совет": "совет", "комиссия": "комисси", "академия": "академи",
    "дипведомство": "иностранных дел", "наркоконтроль": "наркотик", "минторг": "торговл",
}  # fmt: skip
#: words of the plural for those who sit together
_WHOLES = frozenset({"сторона", "министр", "участник", "ведомство", "государство", "страна", "делегация", "эксперт"})
#: how many words before a verb its lost subject may stand
_REACH = 18
_BREAKS = frozenset({";", ":", ".", '"', "(", ")", "-"})
_OPENERS = frozenset({"что", "чтобы", "который", "если", "когда", "как", "где", "поскольку"})


@dataclass(slots=True)
class Report:
    """The reporting clause around a cue: its verb and who or what is reported."""

    verb: Token | None
    parties: list[Party]
    source: Actor | Instrument | None


class Actors:
    """Finds parties of commitments in one document."""

    def __init__(self, doc: Doc, parties: Parties, quotes: list[tuple[int, int]], speaker: Party | None) -> None:
        self._doc = doc
        self._parties = parties
        self._quotes = quotes
        self._dialogue = set(dialogue_lines(doc))
        self._interviewed = self._interviewee()
        #: the collective of the page's statement (`Мы, руководители ...`)
        self._speaker = speaker
        #: who reports the clause that is looked at
        self._source: Actor | None = None

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
        if feature(verb, "Person") != "1" or self._speaker is not None or subject(verb) is not None:
            return False
        return self.quote_of(verb.idx) is None and self._parties.page_speaker() is None

    def report(self, found: Found, event: Event | None) -> Report:
        """Who reports the cue's clause: the subject of the verb of saying above it, or around its quotation."""
        for verb in ancestors(found.verb):
            if verb.lemma_ in _REPORTING and verb.pos_ in {"VERB", "AUX"}:
                return self._reported(verb, event)
        quote = self.quote_of(found.verb.idx)
        sentence = found.verb.sent
        if quote is None:
            parties = self._in_words_of(found.verb, event)
            if parties:
                return Report(None, parties, parties[0].entity)
        if quote is not None and quote in self._dialogue:
            return Report(None, self._interviewed, self._interviewed[0].entity if self._interviewed else None)
        if quote is not None:
            return self._around_quote(quote, event)
        for token in sentence:
            if token.lemma_ in _REPORTING and token.dep_ == "parataxis" and token.i > found.verb.i:
                return self._reported(token, event)
        return Report(None, [], None)

    def _in_words_of(self, verb: Token, event: Event | None) -> list[Party]:
        """`по словам министра, комитет построит`, `по его словам`, `как пояснил министр`: who says so."""
        for token in verb.sent:
            if token.norm_.lower() == "словам" and preposition(token) == "по":
                whose = next((c for c in token.children if c.i > token.i and c.dep_ == "nmod"), None)
                if whose is not None:
                    return [p for p in self._settle(self._parties.at(whose, event), event) if p.entity is not None]
                if any(c.norm_.lower() in {"его", "ее", "её"} for c in token.children):
                    return self._parties.last_speaker(verb.sent.start_char)
            if token.lemma_ in _REPORTING and any(c.norm_.lower() == "как" for c in token.children):
                return [p for p in self._parties.subject_of(token, event) if p.entity is not None]
        return []

    def _reported(self, verb: Token, event: Event | None) -> Report:
        document = self._document(verb)
        if document is not None or verb.lemma_.endswith("ся"):
            return Report(verb, [], document)
        cited = self._cited(verb)
        if cited:
            return Report(verb, cited, cited[0].entity)
        parties = self._parties.subject_of(verb, event)
        if not parties and feature(verb, "Number") == "Plur":
            # `в комитете уточнили`
            parties = self._in_body(verb)
        return Report(verb, parties, parties[0].entity if parties else None)

    def _cited(self, verb: Token) -> list[Party]:
        """`цитирует пресс-служба главу штаба`, `приводит агентство слова министра`: whose words they are."""
        if verb.lemma_ not in _CITING:
            return []
        for c in verb.children:
            if (
                c.dep_ in {"obj", "iobj", "obl"}
                and preposition(c) is None
                and feature(c, "Case") in {"Acc", "Gen", "Nom"}
            ):
                whose = owner_of(c) if c.lemma_ in {"слово", "заявление"} else c
                parties = self._parties.at(whose) if whose is not None and whose.pos_ != "ADJ" else []
                found = [p for p in self._settle(parties, None) if p.entity is not None]
                if found:
                    return found
        return []

    def _document(self, verb: Token) -> Instrument | None:
        for c in verb.children:
            if preposition(c) != "в" or c.lemma_ not in _IN_DOCUMENT:
                continue
            for mention in self._doc._.documents:
                if mention.start <= c.idx < mention.end and isinstance(mention.entity, Instrument):
                    return mention.entity
            before = [m for m in self._doc._.documents if isinstance(m.entity, Instrument)]
            return before[0].entity if len({id(m.entity) for m in before}) == 1 else self._statement_before(verb)
        return None

    def _statement_before(self, verb: Token) -> Instrument | None:
        found = None
        for mention in self._doc._.documents:
            if mention.start < verb.idx and isinstance(mention.entity, Instrument):
                words = mention.entity.name.lower()
                if any(word[:7] in words for word in _IN_DOCUMENT):
                    found = mention.entity
        return found

    def _around_quote(self, quote: tuple[int, int], event: Event | None) -> Report:
        text: str = self._doc._.match_text
        line_start = text.rfind("\n", 0, quote[0]) + 1
        line_end = text.find("\n", quote[1])
        line_end = len(text) if line_end < 0 else line_end
        span = self._parties.index.span(quote[1], min(line_end, quote[1] + 160))
        for token in (*span, *reversed(self._parties.index.span(max(line_start, quote[0] - 200), quote[0]))):
            if token.lemma_ in _REPORTING and token.pos_ in {"VERB", "AUX"} and self.quote_of(token.idx) is None:
                return self._reported(token, event)
        # an unannounced quotation goes on with the last speaker
        speakers = self._parties.last_speaker(quote[0])
        return Report(None, speakers, speakers[0].entity if speakers else None)

    def of(self, found: Found, report: Report, event: Event | None, *, preambular: bool) -> list[Party]:
        """The actors of a commitment."""
        self._source = report.source if isinstance(report.source, (Person, Organization, Place)) else None
        if self._source is None and found.frame in {"clause", "finite"}:
            said = self._parties.subject_of(found.verb, event) if found.frame == "clause" else []
            self._source = said[0].entity if said else None
        actors = self._settle(self._of(found, report, event, preambular=preambular), event)
        token = subject(found.verb)
        if token is not None and token.lemma_ == "коллега" and any(p.entity is self._source for p in actors):
            # `"Коллеги передадут нам типологии", - сказал он`: the others
            others = [p for p in actors if p.entity is not self._source]
            actors = others or [Party(None, *noun_phrase(token), "stated")]
        return unique([*actors, *self._agreed_with(found)]) if actors else actors

    def _of(self, found: Found, report: Report, event: Event | None, *, preambular: bool) -> list[Party]:
        entry = found.entry
        if preambular and self._speaker is not None:
            return self._signed()
        if preambular and (feature(found.verb, "VerbForm") == "Conv"):
            # `Министры, отмечая важность ...:` over the items: who stands in front
            first = next(
                (t for t in found.verb.sent if t.pos_ == "NOUN" and feature(t, "Case") == "Nom" and t.i < found.verb.i),
                None,
            )
            return self._parties.at(first, event) if first is not None else self._gathered(event, found.verb.idx)
        if entry is not None and "in_plans" in entry.frames:
            # `В планах Генпрокуратуры - подписать`
            owner = owner_of(found.word)
            if owner is not None:
                return self._parties.at(owner, event) if owner.pos_ != "ADJ" else self._of_adjective(owner)
        if entry is not None and entry.actor == "met":
            own = self._own_subject(found, event)
            return own or self._met(event)
        if entry is not None and entry.actor == "signed":
            return self._signers(found)
        verb = found.verb
        if entry is not None and entry.actor == "owner":
            owner = owner_of(found.word)
            if owner is None:
                return []
            return self._parties.at(owner, event) if owner.pos_ != "ADJ" else self._of_adjective(owner)
        if found.frame == "promised":
            return self._promised(found, report, event)
        if found.frame == "clause" and entry is not None and entry.force == "pledge" and entry.addressee is None:
            return self._clause_actor(found, report, event)
        owners = self._owner_of_noun(found)
        if owners:
            return owners
        impersonal = _is_impersonal(found)
        if found.entry is None or not impersonal:
            own = self._own_subject(found, event)
            if own:
                return own
        first_person = "1" in (feature(verb, "Person"), feature(found.word, "Person"))
        if first_person or self._says_we(found):
            return self._we(found, report)
        if entry is not None and entry.actor == "speaker":
            return report.parties
        if impersonal and not _has_plural_past(found):
            # `узбекской стороной предложено`; `было условлено` has those who met, as `достигнута договорённость`
            agreed = found.force == "agreement" and entry is not None and entry.actor == "subject"
            return self._agent(found) or (self._met(event) if agreed and verb.lemma_ in _UNDERSTOOD else [])
        quote = self.quote_of(verb.idx)
        if quote is not None:
            return self._we(found, report)
        if subject(verb) is None and _has_plural_past(found) and not _anybody(verb):
            told = subject(found.action) if found.frame == "clause" else None
            each = told is not None and told.lemma_ == "каждый"
            if told is not None and (each or (told.lemma_ in SIDES and feature(told, "Number") == "Plur")):
                # `Договорились, что стороны направят`
                return self._parties.at(told, event)
            body = self._in_body(verb)
            if body:
                return body
            header = self._header(verb)
            if header:
                return self._parties.at(header, event)
            # `2. Поручили Секретариату ...`: who speaks in the statement, the body in session, those who met
            return self._signed() if self._speaker is not None else self._gathered(event, verb.idx)
        return []

    def _agreed_with(self, found: Found) -> list[Party]:
        """`мы условились с министром`, `с туркменской стороной`: who sat opposite agrees too; a body is a partner."""
        if found.force != "agreement" or found.verb.lemma_ not in _MUTUAL:
            return []
        for c in found.verb.children:
            if preposition(c) in {"с", "со"} and feature(c, "Case") == "Ins" and c.pos_ in {"NOUN", "PROPN"}:
                with_whom = self._settle(self._parties.at(c), None)
                return [p for p in with_whom if isinstance(p.entity, Person) or (p.entity and c.lemma_ == "сторона")]
        return []

    def _in_body(self, verb: Token) -> list[Party]:
        """`в Секретариате пообещали`: the body in the locative speaks."""
        for node in (verb, *ancestors(verb)):
            for c in node.children:
                if preposition(c) != "в" or feature(c, "Case") != "Loc":
                    continue
                for mention in self._parties.covering(c)[:1]:
                    if mention.type == "organization":
                        return [Party(mention.entity, mention.start, mention.end, "stated")]  # type: ignore[arg-type]
                if c.lemma_ in _BODIES and node == verb:
                    body = self._body_before(c)
                    if body is not None:
                        return [Party(body, *noun_phrase(c), "resolved")]
            if node.dep_ not in {"ccomp", "xcomp", "conj"}:
                break
        return []

    def _header(self, verb: Token) -> Token | None:
        """`Члены СКПВ:` over a list of what they did: the subject of the header line."""
        text: str = self._doc._.match_text
        line = text.rfind("\n", 0, verb.idx)
        for _ in range(12):
            if line <= 0:
                return None
            before = text.rfind("\n", 0, line)
            words = text[before + 1 : line].rstrip()
            if words.endswith(":"):
                span = self._parties.index.span(before + 1, line)
                return next((t for t in span if t.pos_ == "NOUN" and feature(t, "Case") == "Nom"), None)
            if not re.match(r"\s*(?:[-\u2013\u2014\u2022*\u00b7]|\d{1,2}[.)]|[а-яa-z]\))\s|\s*$", words + " "):
                return None
            line = before
        return None

    def _gathered(self, event: Event | None, offset: int) -> list[Party]:
        """Who sat together at the event: the sides that the page defines, the body in session, else those who met."""
        defined = defined_sides(self._doc)
        if defined is not None and offset > defined[0]:
            return [Party(entity, None, None, "inferred") for entity in defined[1]]
        gathered = sides(self._doc, event) if event is not None else []
        if not gathered:
            # `ПРОТОКОЛ заседания Совета`: the body whose paper this is
            gathered = [e.organizations[0] for e in self._doc._.events[:1] if _is_title(e) and e.organizations]
        return [Party(entity, None, None, "inferred") for entity in gathered]

    def _owner_of_noun(self, found: Found) -> list[Party]:
        """`выразил готовность Секретариата оказать`: the genitive at the cue noun acts."""
        if found.word == found.verb or found.word.lemma_ not in _OWNED:
            return []
        for c in found.word.rights:
            if c == found.action or c.dep_ != "nmod" or preposition(c) is not None or c.i > found.action.i:
                continue
            if self._parties.covering(c) or c.lemma_ in {"сторона", "страна", "столица", "власть", "делегация"}:
                return self._parties.at(c)
        return []

    def _own_subject(self, found: Found, event: Event | None) -> list[Party]:
        token = postposed(found) or self.acting(found.verb)
        if token is None and found.frame == "finite":
            return self.named_before(found.verb)
        if token is None or (_is_passive(found.verb) and token.lemma_ == found.word.lemma_):
            return self._agent(found)
        if token.lemma_ in _SPEECH or (feature(found.verb, "Person") == "1" and token.pos_ in {"NOUN", "PROPN"}):
            return []
        ours = self._ours(token)
        if ours:
            return ours
        if token.i == found.action.i or (found.verb.pos_ != "ADJ" and token == found.word):
            return []
        if _is_passive(found.verb) and found.frame in {"future", "finite", "object"}:
            return self._agent(found)
        if token.pos_ in {"NOUN", "PROPN"} and feature(token, "Animacy") == "Inan" and not self._acts(token):
            # only verbs that need somebody who speaks take any subject: `ректорат пообещал`
            speaks = found.entry is not None and found.verb.pos_ == "VERB" and token.lemma_ not in _PAPERS
            if not speaks or _is_passive(found.verb):
                return []
        pair = self._told_together(token, event) if token.lemma_ in _OPPOSITE | _OFFICIALS else []
        named = self._after_dateline(token, event) or pair or self._parties.at(token, event)
        return unique([*self._joined_before(found.verb, token, named), *named])

    def _joined_before(self, verb: Token, token: Token, named: list[Party]) -> list[Party]:
        """`Инспекторат Молдовы и Служба Украины возобновят`: the first of two bodies that the parser hung elsewhere."""
        plural = any(feature(t, "Number") == "Plur" for t in (verb, *verb.lefts) if t.pos_ in {"VERB", "AUX"})
        if len(named) != 1 or not plural or feature(token, "Number") == "Plur" or named[0].start is None:
            return []
        start = named[0].start
        if self._doc._.match_text[max(start - 3, 0) : start] != " и ":
            return []
        before = [m for m in self._parties.within(max(start - 200, 0), start) if m.end == start - 3]
        outer = min(before, key=lambda m: m.start, default=None)
        if outer is None or outer.type not in {"organization", "place"}:
            return []
        return [Party(outer.entity, outer.start, outer.end, "stated")]  # type: ignore[arg-type]

    def _told_together(self, token: Token, event: Event | None) -> list[Party]:
        """`стороны` of what no event tells: `директор обсудил с послом`, `министр и глава офиса запустили`."""
        if feature(token, "Number") != "Plur" or any(c.dep_ in {"nmod", "amod", "det"} for c in token.children):
            return []
        if defined_sides(self._doc) is not None or self._speaker is not None:
            return []
        told = max((s for s, _ in ((event.trigger, *event.evidence) if event else ()) if s < token.idx), default=-1)
        line: int = self._doc._.match_text.rfind("\n", 0, token.idx) + 1
        start, end = noun_phrase(token)
        for one in self._parties.subjects(max(line, told + 1), token.idx):
            named = [p for p in self._parties.at(one) if p.entity is not None]
            if len(named) == 1 and one.head.pos_ == "VERB":
                for c in one.head.children:
                    if preposition(c) in {"с", "со"} and feature(c, "Case") == "Ins":
                        named += [p for p in self._parties.at(c) if isinstance(p.entity, (Person, Organization))]
            if len(unique(named)) > 1:
                return [Party(p.entity, start, end, "resolved") for p in unique(named)]
        return []

    def acting(self, verb: Token) -> Token | None:
        """The subject of a verb: its own, one that the parser took for something else, the one of the clause above."""
        above = self._told_beside(verb)
        if above is not None:
            return above
        own = subject(verb)
        if own is not None and own.i > verb.i and preposition(own) is not None:
            # `закон внесут в Мажилис`
            own = None
        finite = feature(verb, "VerbForm") == "Fin" and feature(verb, "Person") in {"3", None}
        if not finite or _is_passive(verb) or (own is not None and self._can_act(own)):
            return own
        lost = self._lost_subject(verb)
        if lost is not None and (own is None or feature(own, "Case") != "Nom" or lost.i > own.i):
            return lost
        if own is None and verb.dep_ == "ccomp" and verb.head.lemma_ in _SAYS and feature(verb, "Tense") == "Fut":
            # `делегация заявила, что выделит`: the same one
            outer = subject(verb.head)
            if outer is not None and feature(outer, "Number") == feature(verb, "Number"):
                return outer
        return own

    def _can_act(self, token: Token) -> bool:
        person = token.pos_ == "PRON" or feature(token, "Animacy") == "Anim"
        return person or token.pos_ not in {"NOUN", "PROPN"} or self._acts(token)

    def _told_beside(self, verb: Token) -> Token | None:
        """`сообщил, что Секретариат проведет, и пригласил`: a past after a future goes on with the speaker."""
        if feature(verb, "Tense") != "Past" or verb.dep_ != "conj" or feature(verb.head, "Tense") != "Fut":
            return None
        if any(c.dep_ in SUBJECTS for c in verb.children):
            return None
        for node in ancestors(verb):
            if feature(node, "Tense") == "Past" and node.pos_ == "VERB" and feature(node, "VerbForm") == "Fin":
                return subject(node)
        return None

    def _lost_subject(self, verb: Token) -> Token | None:
        """`Таджикистан до конца года построит`: the nearest word before the verb that can be its subject and act."""
        doc, number = verb.doc, feature(verb, "Number")
        i = verb.i - 1
        start = max(verb.sent.start, verb.i - _REACH)
        while i >= start:
            token = doc[i]
            if token.norm_ == ",":
                opening = next((k for k in range(i - 1, max(i - 8, start), -1) if doc[k].norm_ == ","), None)
                between = doc[opening + 1 : i] if opening is not None else ()
                aside = not any(t.pos_ in {"VERB", "SCONJ"} or t.norm_ in _BREAKS for t in between)
                if opening is None or not aside or feature(verb, "Tense") == "Past":
                    return None
                i = opening - 1
                continue
            if token.norm_ in _BREAKS or token.norm_.lower() in _OPENERS or feature(token, "VerbForm") == "Fin":
                return None
            told = feature(verb, "Tense") != "Past" or feature(token, "Case") == "Nom"
            if told and token.pos_ in {"NOUN", "PROPN"} and _may_be_subject(token, number) and self._is_party(token):
                above = token.head
                outer = token.dep_ == "nmod" and above.i < token.i and above.pos_ in {"NOUN", "PROPN"}
                if not (outer and _may_be_subject(above, number) and self._is_party(above)):
                    return token
            i -= 1
        return None

    def _is_party(self, token: Token) -> bool:
        """The head of a name that acts, or a word for a body or side."""
        for mention in self._parties.covering(token)[:1]:
            # only the whole name: `с УНП ООН` does not make `ООН` a subject
            head = self._parties.index.span(mention.start, mention.end)
            if mention.type == "position":
                # `по поручению президента Таджикистана МЧС подготовит`: the post ends at its state
                inner = [m for m in self._parties.covering(token) if m.type == "organization" and m.start == token.idx]
                state = any(m.type == "place" for m in self._parties.within(mention.start, token.idx))
                return bool(inner) and state and feature(token, "Number") != "Plur"
            if len(head) and head.root.i == token.i:
                place = mention.entity
                return (
                    not isinstance(place, Place)
                    or place.kind == "country"
                    or self._parties.capital(mention) is not None
                )
        return token.lemma_ in _BODIES or any(p.normal_form in _WHOLES for p in parses(token.norm_.lower()))

    def named_before(self, verb: Token) -> list[Party]:
        """`О сроках Исполком СНГ сообщит`: the body or state right before a verb whose subject the parser lost."""
        if feature(verb, "Person") != "3" or verb.i == verb.sent.start:
            return []
        before = verb.nbor(-1)
        for mention in self._parties.covering(before)[:1]:
            head = self._parties.index.span(mention.start, mention.end)
            nominative = any(feature(t, "Case") in {"Nom", None} for t in head if t.pos_ in {"NOUN", "PROPN"})
            if mention.type in {"organization", "person"} and mention.end == before.idx + len(before) and nominative:
                return [Party(mention.entity, mention.start, mention.end, "stated")]  # type: ignore[arg-type]
        return []

    def _ours(self, token: Token) -> list[Party]:
        """`наши сотрудники пройдут`: those of the speaker's body or state."""
        if self._source is None or not any(c.lemma_ == "наш" for c in token.children) or self._parties.covering(token):
            return []
        entity: Actor | None = self._source
        if isinstance(entity, Person):
            entity = self._represented(entity)
        if token.lemma_ in _STATES:
            entity = self._state_meant()
        return [Party(entity, *noun_phrase(token), "resolved")] if entity is not None else []

    def _after_dateline(self, token: Token, event: Event | None) -> list[Party]:
        """`ИНТЕРФАКС-КАЗАХСТАН - Казахстан снимет`: the agency of the dateline is no subject."""
        covering = self._parties.covering(token)
        if not covering or "media" not in covering[0].rule:
            return []
        text: str = self._doc._.match_text
        after = re.match(r"\s*[-:]\s+", text[covering[0].end : covering[0].end + 6])
        if after is None:
            return []
        for other in self._parties.index.span(covering[0].end + after.end(), token.sent.end_char):
            if other.pos_ in {"NOUN", "PROPN"} and feature(other, "Case") in {"Nom", None}:
                return self._parties.at(other, event)
        return []

    def _acts(self, token: Token) -> bool:
        """An inanimate subject acts if it is, or holds, a named party or a side."""
        if self._parties.covering(token) or token.lemma_ in _BODIES:
            return True
        start, end = noun_phrase(token)
        return any(start <= m.start and m.end <= end for m in self._doc._.organizations)

    def _agent(self, found: Found) -> list[Party]:
        """`главами государств принято решение`."""
        for c in found.verb.children:
            if (
                (
                    c.dep_ in {"obl", "obl:agent", "nmod", "iobj"}
                    and feature(c, "Case") == "Ins"
                    and preposition(c) is None
                )
                and c.pos_ in {"NOUN", "PROPN"}
                and (feature(c, "Animacy") == "Anim" or self._parties.covering(c) or c.lemma_ in _BODIES)
            ):
                return self._parties.at(c)
        return self._side_before(found.verb)

    def _side_before(self, verb: Token) -> list[Party]:
        """`Кыргызской стороной внесено предложение`: the side right before, whatever the parser made of it."""
        for token in verb.doc[max(verb.sent.start + 1, verb.i - 3) : verb.i]:
            word = token.norm_.lower()
            agent = word == "стороной" or (word == "стороны" and preposition(token) in {"с", "со"})
            code = country_by_adjective(token.nbor(-1).norm_.lower()) if agent else None
            if code:
                # `с российской стороны подтверждена готовность`
                span = (token.nbor(-1).idx, token.idx + len(token))
                return [Party(self._parties.country(code), *span, "resolved")]
        return []

    def _clause_actor(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`заверил, что Китай продолжит`: the subject of the clause; none of its own means the speaker."""
        token = next((c for c in found.action.children if c.dep_ in SUBJECTS), None)
        if token is None and found.action.dep_ in {"xcomp", "conj"}:
            token = subject(found.action)
            token = token if token is not None and token.i > found.verb.i else None
        if token is not None and token.lemma_ not in {"он", "она", "они", "мы", "я"}:
            parties = unique(self._parties.at(token, event))
            # `подтвердил, что сети будут подведены`: a thing promises nothing, whoever speaks of it does
            thing = feature(token, "Animacy") == "Inan" and all(party.entity is None for party in parties)
            if not thing or token.lemma_ in _BODIES:
                return parties
        return unique(self._parties.subject_of(found.verb, event)) or report.parties or self._in_body(found.verb)

    def _signers(self, found: Found) -> list[Party]:
        """`договорённость между А и Б предусматривает`, `документ предусматривает`: those whose paper it is, the sides
        of the signing told last in its paragraph.
        """
        paper = next((c for c in found.verb.children if c.dep_ in SUBJECTS), None)
        for c in paper.children if paper is not None else ():
            if preposition(c) == "между" and feature(c, "Case") == "Ins":
                return [p for p in self._parties.at(c) if p.entity is not None]
        at = found.verb.idx
        told = [e for e in self._doc._.events if e.type == "adoption" and at - _SAME_STORY < e.trigger[0] < at]
        for event in reversed(told):
            signed = between(self._doc, event) or sides(self._doc, event)
            if len(signed) > 1:
                return [Party(entity, None, None, "inferred") for entity in signed]
        return []

    def _met(self, event: Event | None) -> list[Party]:
        if event is None or event.type not in {"meeting", "call", "visit", "session"}:
            return []
        return [Party(entity, None, None, "inferred") for entity in sides(self._doc, event)]

    def _says_we(self, found: Found) -> bool:
        token = subject(found.verb)
        return token is not None and token.lemma_ in _SPEECH

    def _we(self, found: Found, report: Report) -> list[Party]:
        """A quoted `мы` is the speaker's body or state, `я` the speaker."""
        token = subject(found.verb)
        if self._speaker is not None and report.source is None:
            signed = self._signed()
            unnamed = all(party.entity is None for party in signed)
            if unnamed and token is not None and token.lemma_ in _SPEECH:
                return [Party(None, token.idx, token.idx + len(token), "stated")]
            return signed
        source = report.source or self._parties.page_speaker()
        entity: Actor | None = None
        single = token is not None and token.lemma_ == "я"
        single = single or (feature(found.verb, "Person") == "1" and feature(found.verb, "Number") == "Sing")
        if isinstance(source, Person):
            entity = source if single else self._represented(source) or source
        elif isinstance(source, (Organization, Place)):
            entity = source
        elif isinstance(source, Instrument):
            entity = source.issuer or self._issuer(source)
        if entity is None:
            return []
        if token is not None and token.lemma_ in _SPEECH:
            entity = self._we_of(token) or entity
            return [Party(entity, token.idx, token.idx + len(token), "resolved")]
        return [Party(entity, None, None, "inferred")]

    def _we_of(self, we: Token) -> Organization | None:
        """`мы в Секретариате`: the body that is named right after it."""
        if we.lemma_ != "мы" or we.i + 2 >= len(self._doc) or self._doc[we.i + 1].norm_.lower() not in {"в", "во"}:
            return None
        for mention in self._parties.covering(self._doc[we.i + 2]):
            if isinstance(mention.entity, Organization):
                return mention.entity
        return None

    def _issuer(self, source: Instrument) -> Organization | None:
        """The body whose leaders the page says adopted the instrument: the first body named on the page."""
        for mention in self._doc._.organizations:
            if mention.rule.startswith("organization.media") or "media" in mention.rule:
                continue
            if isinstance(mention.entity, Organization):
                return mention.entity
        return None

    def _represented(self, person: Person) -> Actor | None:
        for position in person.positions:
            if position.organization is not None:
                return self._whole(position.organization)
            if position.country is not None:
                return self._office(position) or self._parties.country(position.country)
        return None

    def _whole(self, body: Organization) -> Organization:
        """Of a department of a secretariat the secretariat."""
        if not _DEPARTMENT.match(body.name):
            return body
        for mention in self._doc._.organizations:
            other = mention.entity
            if isinstance(other, Organization) and other is not body and other.name.startswith("Секретариат"):
                if body.name.endswith(other.name[1:]):
                    return other
        return body

    def _office(self, position: Position) -> Organization | None:
        """The office that a post names by itself: `Генеральный прокурор Грузии` heads `Прокуратура Грузии`."""
        for post, stem in _OFFICES:
            if post in position.title.lower():
                for mention in self._doc._.organizations:
                    body = mention.entity
                    if isinstance(body, Organization) and body.country == position.country:
                        if stem in body.name.lower():
                            return body
        return None

    def addressees(self, found: Found) -> list[Party]:
        """Of whom the action is asked."""
        entry = found.entry
        if entry is not None and entry.force == "decision" and found.frame == "clause":
            # `решил, что каждая страна представит`
            token = subject(found.action)
            told = token is not None and token.head == found.action and token.i > found.verb.i
            acts = token is not None and told and not _is_passive(found.action) and self._can_act(token)
            return self._settle(self._parties.at(token), None) if token is not None and acts else []
        if entry is None or (entry.addressee is None and entry.force != "proposal"):
            return []
        if entry.addressee == "clause":
            token = subject(found.action)
            if token is None or token.lemma_ == "это":
                return []
            person = token.pos_ == "PRON" or feature(token, "Animacy") == "Anim"
            return self._settle(self._parties.at(token), None) if person or self._acts(token) else []
        if entry.addressee == "helper":
            return self._settle(self._helper(found.action), None)
        if entry.addressee == "duty":
            return self._settle(self._on_duty(found), None)
        if found.verb.lemma_ in {"обратиться", "обращаться"}:
            asked = [c for c in found.verb.children if preposition(c) in {"к", "ко"}]
            return self._settle(unique(p for c in asked for p in self._parties.at(c)), None)
        if entry.addressee is None:
            return []
        case = {"object": {"Acc", "Gen"}, "dative": {"Dat"}}[entry.addressee]
        for owner in (found.verb, found.action):
            for c in owner.children:
                fronted = c.i < found.verb.i and entry.addressee == "dative"
                near = found.verb.i < c.i < found.action.i or fronted
                if not near or preposition(c) is not None or feature(c, "Case") not in case:
                    continue
                named = feature(c, "Animacy") != "Inan" or self._acts(c) or (fronted and _is_passive(found.verb))
                if c.pos_ in {"NOUN", "PROPN", "PRON"} and named:
                    return unique(self._parties.at(c))
        # `призвал к ... партнеров` and objects that the parser hung elsewhere
        if entry.addressee == "object":
            for token in self._doc[found.verb.i + 1 : found.action.i]:
                if (
                    token.pos_ in {"NOUN", "PROPN"}
                    and feature(token, "Case") in {"Acc", "Gen"}
                    and preposition(token) is None
                ):
                    return unique(self._parties.at(token))
        return []

    def _helper(self, help_noun: Token) -> list[Party]:
        """`содействие соседей`, `помощь со стороны Анкары`: of whom help is expected."""
        for c in help_noun.rights:
            if c.dep_ in {"nmod", "iobj", "appos"} and c.pos_ in {"NOUN", "PROPN"}:
                words = preposition(c)
                if (words is None and feature(c, "Case") == "Gen") or words in {"от", "со стороны"}:
                    if words is None and not (feature(c, "Animacy") == "Anim" or self._acts(c)):
                        continue
                    return self._parties.at(c)
                if words == "с" and c.lemma_ == "сторона":
                    return [p for g in c.children if feature(g, "Case") == "Gen" for p in self._parties.at(g)]
        return []

    def _on_duty(self, found: Found) -> list[Party]:
        """`по поручению министра служба должна ...`: who must act."""
        own = subject(found.verb)
        owner = owner_of(found.word)
        if own is not None and own.i > found.word.i and own != owner:
            return self._parties.at(own)
        edge = found.verb.idx
        named = [
            m
            for m in self._parties.mentions
            if found.word.idx < m.start and m.end <= edge and m.type in {"organization", "place"}
        ]
        outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
        if not outer:
            return []
        last = outer[-1]
        return [Party(last.entity, last.start, last.end, "stated")]  # type: ignore[arg-type]

    def _promised(self, found: Found, report: Report, event: Event | None) -> list[Party]:
        """`Центр подготовит регламент, это я вам обещаю`: who is to act, else the speaker."""
        token = subject(found.action)
        own = unique(self._parties.at(token, event)) if token is not None and token.lemma_ not in _SPEECH else []
        own = [p for p in self._settle(own, event) if p.entity is not None]
        return own or self._we(found, report)

    def _of_adjective(self, token: Token) -> list[Party]:
        code = country_by_adjective(token.norm_.lower())
        return [Party(self._parties.country(code), token.idx, token.idx + len(token), "resolved")] if code else []

    def _settle(self, found: list[Party], event: Event | None) -> list[Party]:
        """Collectives and bare nouns tied to whom they stand for: `эксперты` to the body in session, `министерство` to
        the ministry named before.
        """
        settled: list[Party] = []
        for party in found:
            words = "" if party.start is None else self._doc._.match_text[party.start : party.end].lower().split()
            state = country_by_adjective(words[0]) if len(words) == 2 and words[1].startswith("сторон") else None
            if state:
                # `Украинская Сторона` in a protocol looks like the name of a body
                settled.append(Party(self._parties.country(state), party.start, party.end, "resolved"))
            elif party.entity is None and party.start is not None and party.end is not None:
                settled += self._stands_for(party, event)
            elif isinstance(party.entity, Organization) and words and party.start is not None:
                body = self._in_session(party.entity, " ".join(words), party.start)
                settled.append(Party(body, party.start, party.end, "resolved") if body is not None else party)
            else:
                settled.append(party)
        return unique(settled)

    def _in_session(self, body: Organization, words: str, start: int) -> Organization | None:
        """`Совет решил`, `Совет министров поручил`: the body in session whose name begins so, not one spoken of."""
        if words.partition(" ")[0] not in _ORGAN_WORDS or len(words.split()) > _SHORT_NAME or body.country:
            return None
        for event in reversed(self._doc._.events):
            held = event.type in {"session", "summit"} and event.status in {"held", "ongoing"}
            for known in event.organizations if held and event.trigger[0] < start else ():
                if known is body:
                    return None
                if known.name.lower().startswith(words):
                    return known  # type: ignore[no-any-return]
        return None

    def _stands_for(self, party: Party, event: Event | None) -> list[Party]:
        start, end = party.start or 0, party.end or 0
        at = self._parties.index.at(start)
        posts = [m for m in self._parties.covering(at) if m.type == "position"] if at is not None else []
        post = posts[-1] if posts else None
        if post is not None and post.position is not None and post.entity is None:
            owner: Actor | None = post.position.organization
            if owner is None and post.position.country is not None:
                owner = self._parties.country(post.position.country)
            if owner is not None:
                return [Party(owner, start, end, "resolved")]
        head = self._head_noun(start, end)
        if head is None:
            return [party]
        for c in head.children:
            code = country_by_adjective(c.norm_.lower()) if c.dep_ in {"amod", "appos"} else None
            if code:
                # `грузинская прокуратура`: that state's body if the page names it
                body = self._body_of_state(head, code)
                return [Party(body or self._parties.country(code), start, end, "resolved")]
        plural = is_plural(head) or head.norm_.lower() == "стороны"
        whose = _whose_head(head)
        if whose is not None:
            meant = self._body_meant(whose)
            return [Party(meant, start, end, "resolved")] if meant is not None else [party]
        if not plural and (head.lemma_ in _BODIES or head.lemma_ in _STATES) and not _is_owned(head):
            meant = self._state_meant() if head.lemma_ in _STATES else self._body_meant(head)
            return [Party(meant, start, end, "resolved")] if meant is not None else [party]
        if head.lemma_ in _SITTING and event is not None and event.organizations:
            # `пленарное заседание поручило`
            return [Party(event.organizations[0], start, end, "resolved")]
        if plural and self._speaker is not None and head.lemma_ in _SIGNED:
            # `Стороны` in the text of a statement are those who make it
            return [Party(p.entity, start, end, "resolved") for p in self._signed() if p.entity is not None] or [party]
        if plural and event is not None and event.type == "conference" and head.lemma_ in ATTENDING:
            # who sits at a seminar belongs to no body for that
            return [Party(entity, start, end, "resolved") for entity in framed(self._doc, event)] or [party]
        of_two = self._of_two(head, event) if plural else []
        if of_two:
            return [Party(actor, start, end, "resolved") for actor in of_two]
        its = self._its_people(head)
        if its is not None:
            return [Party(its, start, end, "resolved")]
        if plural and event is None and head.lemma_ == "сторона" and not _is_owned(head):
            return [Party(state, start, end, "resolved") for state in self._two_states(0, start)] or [party]
        if plural and head.lemma_ in _SPECIALISTS and event is not None and len(sides(self._doc, event)) > _FEW_SIDES:
            # experts of many states stay who they are
            return [party]
        owned_group = head.lemma_ in _TEAMS and _is_owned(head)
        if plural and (head.lemma_ in _GATHERED or head.lemma_ in SIDES) and event is not None and not owned_group:
            return [Party(p.entity, start, end, "resolved") for p in self._gathered(event, start)] or [party]
        return [party]

    def _its_people(self, noun: Token) -> Actor | None:
        """`отметил, что её сотрудники пройдут обучение`: those of the body of whoever says so."""
        if noun.lemma_ not in _PEOPLE or not any(c.norm_.lower() in {"его", "ее", "её"} for c in noun.children):
            return None
        return self._represented(self._source) if isinstance(self._source, Person) else None

    def _two_states(self, start: int, end: int) -> list[Place]:
        """The states of the persons, else of the bodies, that a passage names, if they are two."""
        for told in (self._doc._.persons, self._doc._.organizations):
            owners = [represents(m.entity) for m in told if start <= m.start < end]
            codes = [owner.country if isinstance(owner, Organization) else owner for owner in owners]
            named = list(dict.fromkeys(code for code in codes if isinstance(code, str)))
            if len(named) == _PAIR:
                return [self._parties.country(code) for code in named]
        return []

    def _of_two(self, noun: Token, event: Event | None) -> list[Actor]:
        """`сотрудники двух ведомств`, `группы двух стран`: of the sides of the talks."""
        whose = next((c for c in noun.children if c.dep_ == "nmod" and c.lemma_ in _TWO_OF), None)
        if whose is None or not any(c.lemma_ in {"два", "оба"} for c in whose.children) or event is None:
            return []
        line: int = self._doc._.match_text.rfind("\n", 0, noun.idx) + 1
        if event.trigger[0] < line and not any(line <= s < noun.idx for s, _ in event.evidence):
            return list(self._two_states(line, noun.idx))
        met = as_called(whose.lemma_, sides(self._doc, event), self._parties)
        return met if len(met) == _PAIR else []

    def _signed(self) -> list[Party]:
        """Who makes the statement: its body, else the states that its opening lists."""
        party = self._speaker
        if party is None or party.entity is not None or party.start is None or party.end is None:
            return [party] if party is not None else []
        start, end = party.start, party.end
        states = [
            m.entity
            for m in self._doc._.places
            if start <= m.start and m.end <= end and isinstance(m.entity, Place) and m.entity.kind == "country"
        ]
        return unique(Party(state, start, end, "resolved") for state in states) if len(states) > 1 else [party]

    def _head_noun(self, start: int, end: int) -> Token | None:
        span = self._parties.index.span(start, end)
        return span.root if len(span) else None

    def _body_of_state(self, noun: Token, code: str) -> Organization | None:
        """The body of a state whose name has the noun, the one named last before or else the first."""
        stem = _stem(noun.lemma_)
        fitting = [
            m
            for m in self._doc._.organizations
            if isinstance(m.entity, Organization) and m.entity.country == code and stem in m.entity.name.lower()
        ]
        before = [m for m in fitting if m.start < noun.idx]
        chosen = before[-1:] or fitting[:1]
        return chosen[0].entity if chosen and noun.lemma_ not in _ANY_BODY else None  # type: ignore[return-value]

    def _state_meant(self) -> Place | None:
        """`республика построит`: the state of whoever says so."""
        owner = represents(self._source)
        code = owner.country if isinstance(owner, Organization) else owner
        return self._parties.country(code) if isinstance(code, str) else None

    def _body_meant(self, noun: Token) -> Actor | None:
        """`ведомство опубликует`: the body of whoever says so if the noun may mean it, else one named before."""
        owner = represents(self._source)
        if isinstance(owner, Organization) and (noun.lemma_ in _ANY_BODY or _stem(noun.lemma_) in owner.name.lower()):
            return owner
        state = owner if isinstance(owner, str) else None
        headed = self._headed(state) if noun.lemma_ in _OF_GOVERNMENT else None
        if headed is not None:
            return headed
        if state is not None and noun.lemma_ in _OF_GOVERNMENT:
            return self._body_of_state(noun, state) or self._parties.country(state)
        body = self._of_digest(noun) if noun.lemma_ in _ANY_BODY else None
        body = body or self._body_before(noun)
        if body is None and noun.lemma_ in _EMBASSIES:
            return self._state_of_post(noun, _ENVOYS)
        if body is None and noun.lemma_ in _ANY_BODY:
            return self._acting_before(noun) or self._state_of_post(noun, ("",))
        return body or (owner if isinstance(owner, Organization) else None)

    def _headed(self, state: str | None) -> Organization | None:
        """The ministry of the minister who says so: `министр внутренних дел` heads `Министерство внутренних дел`."""
        if not isinstance(self._source, Person):
            return None
        for position in self._source.positions:
            field = _MINISTER.match(position.title)
            for mention in self._doc._.organizations if field is not None else ():
                body = mention.entity
                ours = isinstance(body, Organization) and (state is None or body.country in {state, None})
                if field is not None and ours and body.name.lower().startswith(f"министерство {field[1].lower()}"):
                    return body  # type: ignore[no-any-return]
        return None

    def _state_of_post(self, noun: Token, titles: tuple[str, ...]) -> Place | None:
        """The state whose officer with such a post is named last before."""
        for mention in reversed(self._doc._.positions):
            post = mention.position
            if mention.start < noun.idx and post is not None and post.country is not None:
                if any(title in post.title.lower() for title in titles):
                    return self._parties.country(post.country)
        return None

    def _of_digest(self, noun: Token) -> Organization | None:
        """`ведомство` in an item of a body's digest that names no other body: the one that the heading names."""
        text: str = self._doc._.match_text
        start = len(text) - len(text.lstrip())
        end = text.find("\n", start)
        line = text.rfind("\n", 0, noun.idx)
        if end < 0 or line < end or not _DIGEST.search(text, start, end):
            return None
        named = [m for m in self._doc._.organizations if isinstance(m.entity, Organization) and m.entity.country]
        if any(line < m.start < noun.idx for m in named):
            return None
        return next((m.entity for m in named if start <= m.start < end), None)  # type: ignore[misc]

    def _acting_before(self, noun: Token) -> Organization | None:
        """The national body that was the last to be a subject, to head a delegation or post, or that the page is of."""
        named = [m for m in self._doc._.organizations if m.start < noun.idx and isinstance(m.entity, Organization)]
        national = [
            m for m in named if m.entity.country and "media" not in m.rule and not _PARLIAMENT.search(m.entity.name)
        ]
        owners = [
            m.position.organization
            for m in self._doc._.positions
            if m.start < noun.idx and m.position is not None and m.position.organization is not None
        ]
        owners = [body for body in owners if not _PARLIAMENT.search(body.name)]
        if owners:
            last = max((m for m in national if m.entity is owners[-1]), key=lambda m: m.start, default=None)
            if last is not None or not national:
                return owners[-1]  # type: ignore[no-any-return]
        return national[-1].entity if national else None  # type: ignore[return-value]

    def _body_before(self, noun: Token) -> Organization | None:
        """The last body named before whose name has the noun (`офис`, `коллегия`), or whose organ it is."""
        if noun.lemma_ in _ORGANS:
            near = [
                m
                for m in self._doc._.organizations
                if noun.sent.start_char <= m.start < noun.idx and isinstance(m.entity, Organization)
            ]
            if near:
                return near[-1].entity  # type: ignore[return-value]
        stem = noun.lemma_[: max(len(noun.lemma_) - 2, 4)]
        last: Organization | None = None
        for mention in self._doc._.organizations:
            if mention.start >= noun.idx or not isinstance(mention.entity, Organization):
                continue
            if stem in mention.entity.name.lower():
                last = mention.entity
        return last

    def partners(self, action: tuple[int, int], actors: list[Party]) -> list[Party]:
        """With whom it is to be done: `с` / `совместно с` and a party inside the action."""
        known = {id(p.entity) for p in actors if p.entity is not None}
        found: list[Party] = []
        for token in self._parties.index.span(*action):
            if (
                preposition(token) not in {"с", "со", "совместно с", "вместе с", "между"}
                or feature(token, "Case") != "Ins"
                or token.head.lemma_ in _APART
            ):
                continue
            for member in coordinated(token):
                for mention in self._parties.covering(member)[:1]:
                    head = self._parties.index.span(mention.start, mention.end)
                    if len(head) and head.root.i == member.i and id(mention.entity) not in known:
                        found += [p for p in self._parties.at(member) if p.entity is not None][:1]
                        break
        return unique(found)


def _whose_head(noun: Token) -> Token | None:
    """`руководство ведомства`: the bare word for the body."""
    if noun.lemma_ != "руководство" or any(c.lemma_ in _FORMER for c in noun.children):
        return None
    owner = next((c for c in noun.children if c.dep_ == "nmod" and c.i == noun.i + 1), None)
    bare = owner is not None and (owner.lemma_ in _BODIES or owner.lemma_ in _STEMS) and not list(owner.children)
    return owner if bare else None


def _is_title(event: Event) -> bool:
    return event.type == "adoption" and event.rule.endswith("title")


def _anybody(verb: Token) -> bool:
    """`проект внесут в парламент`: a future in the plural that goes on from nobody's past."""
    if feature(verb, "Tense") != "Fut":
        return False
    goes_on = verb.dep_ == "conj" or (verb.dep_ == "ccomp" and feature(verb.head, "Number") == "Plur")
    return not goes_on


def _is_owned(noun: Token) -> bool:
    """A genitive says whose body it is: `комитет по финансам республики`; the ministers of a cabinet do not."""
    return any(c.dep_ == "nmod" and preposition(c) is None and c.lemma_ != "министр" for c in noun.children)


def _stem(lemma: str) -> str:
    """What names of such bodies have in common: `таможня`, `Таможенный комитет`."""
    return _STEMS.get(lemma) or lemma[: max(len(lemma) - 2, 4)]


def _may_be_subject(token: Token, number: str | None) -> bool:
    """The form can be a nominative of the verb's number, whatever the tagger chose; it has no preposition."""
    if preposition(token) is not None or any(c.dep_ == "case" for c in token.head.children if token.dep_ == "flat"):
        return False
    if feature(token, "Case") == "Nom" and feature(token, "Number") == number:
        return True
    wanted = "plur" if number == "Plur" else "sing"
    fixed = wanted == "sing"
    return any(
        "nomn" in p.tag and (wanted in p.tag or (fixed and "Fixd" in p.tag)) for p in parses(token.norm_.lower())
    )


def _is_passive(verb: Token) -> bool:
    return feature(verb, "Voice") == "Pass" or (feature(verb, "Variant") == "Short" and verb.pos_ == "VERB")


def _has_plural_past(found: Found) -> bool:
    """A plural past or present form without a subject: `Условились`, `Призвали`."""
    verb = found.verb
    return feature(verb, "Number") == "Plur" and feature(verb, "VerbForm") == "Fin" and verb.pos_ in {"VERB", "AUX"}


def _is_impersonal(found: Found) -> bool:
    """`планируется`, `предстоит`, `решено`, `подчеркнута важность`: nobody in the clause acts."""
    verb = found.verb
    if found.frame == "clause":
        return False
    if verb.lemma_ in {
        "планироваться",
        "предстоять",
        "предполагаться",
        "намечаться",
        "предусматриваться",
        "представляться",
        "готовиться",
    }:
        return verb.lemma_ != "готовиться" or feature(verb, "Number") == "Sing"
    if verb.pos_ == "VERB" and feature(verb, "Variant") == "Short":
        return not any(
            verb.norm_.lower().startswith(stem) for stem in ("намерен", "нацелен", "настроен", "готов", "обязан")
        )
    return feature(verb, "Voice") == "Pass" and feature(verb, "VerbForm") == "Fin"
