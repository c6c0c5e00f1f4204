"""Stage: reports - what the text says was done about an instrument or an action.

Reads tokens with syntax, mentions, events, commitments; assigns `doc._.reports`. Lexicons: `report_verbs`,
`report_words`. What was looked at and refused is in `doc._.refusals`.

A report hangs on a past verb (`подписали`, `утверждена`, `подготовленный`), its object decides whether it counts: an
instrument or its draft, a duty, a thing that was made or handed over, an operation, a date that was put off. The act of
committing oneself is none (`приняли решение`, `поручили`); neither are aims, plans and mere meetings.

Known misses: objects that only a pronoun stands for; deeds told by a noun alone (`исполнение Плана завершено` is found,
`по завершении проекта` is not); English sentences whose object stands far from its verb.

>>> import extract
>>> nlp = extract.load()
>>> text = "Министры подписали Протокол об обмене данными. Проект Плана действий направлен сторонам."
>>> [(r.kind, r.draft) for r in nlp(text)._.reports]
[('signed', False), ('submitted', True)]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extract.document import (
    Commitment,
    DateValue,
    Event,
    Instrument,
    Mention,
    Party,
    Refusal,
    Report,
    Sentence,
    match_text_of,
    sentences,
)
from extract.language.morphology import lemma
from extract.language.syntax import (
    ancestors,
    coordinated,
    feature,
    is_future,
    is_negated,
    noun_phrase,
    preposition,
    subject,
)
from extract.language.words import word_index, words_of
from extract.parties import Parties
from extract.stages.reports.english import EnglishReports
from extract.stages.reports.lexicon import Lexicon, ReportVerb, lexicon
from schemas.report import ReportKind

_NOUNS = frozenset({"NOUN", "PROPN"})
_TITLE_GOES_ON = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "PUNCT", "CCONJ"})
_WORD = re.compile(r"[^\W\d_]{3,}")
#: how far back a pointer such as `документ` looks, in characters
_POINTER_REACH = 600
#: how far back the event lies at which something was done
_EVENT_REACH = 700
_FORUMS = frozenset({"meeting", "call", "session", "summit", "conference", "visit"})
#: share of the words of what was done that a commitment must have to be the one it is about
_SAME_ACTION = 0.6
#: commitments of a document that a report is compared with, those nearest to it
_COMMITMENT_WINDOW = 40
_KIND_OF_DRAFT: dict[ReportKind, ReportKind] = {"adopted": "endorsed"}


class ReportsStage:
    """The component; `lexicons` is a folder with the user's own lexicon files."""

    def __init__(self, lexicons: Path | None = None) -> None:
        self._lexicon = lexicon(lexicons)
        self._english = EnglishReports(self._lexicon)

    def __call__(self, doc: Doc) -> Doc:
        page = _Page(doc, self._lexicon)
        found: list[Report] = []
        for sentence in sentences(doc):
            if page.text[sentence.start_char : sentence.end_char].rstrip().endswith("?"):
                continue
            if sentence.language == "en":
                found += self._english.find(page, doc[sentence.start : sentence.end])
            else:
                found += page.russian(sentence)
        for report in found:
            page.complete(report)
        doc._.reports = sorted(found, key=lambda r: (r.cue, r.kind))
        doc._.refusals = [*doc._.refusals, *page.refused]
        return doc


class _Page:
    """One document: its instruments, events and commitments, and the rules."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.text = match_text_of(doc)
        self.parties = Parties(doc)
        self.refused: list[Refusal] = []
        self._lexicon = lexicon
        index, words = word_index(doc), words_of(doc)
        verbs = {*index.with_lemma(lexicon.verbs.keys()), *index.with_lemma(lexicon.selves.keys())}
        #: the tokens that tell what was done
        self._verbs = sorted(words[i].token for i in verbs)
        self._words = lexicon.words
        low = self.text.lower()
        self._phrases = [(pattern, entry) for words, pattern, entry in lexicon.phrases if words in low]
        self._documents: list[Mention] = doc._.documents
        self._document_starts = [m.start for m in self._documents]
        self._cues = sorted(c.cue for c in doc._.commitments)
        self._actions = sorted(c.action for c in doc._.commitments)
        self._date_starts = [m.start for m in doc._.dates]
        self._told = sorted(
            ((spot, e) for e in doc._.events for spot in (e.trigger, *e.evidence)), key=lambda pair: pair[0]
        )
        self._told_starts = [spot[0] for spot, _ in self._told]
        self._commitment_starts = [c.action[0] for c in doc._.commitments]
        self._action_words: dict[int, set[str]] = {}

    def documents_in(self, start: int, end: int) -> list[Mention]:
        """Names of instruments that begin in a stretch."""
        return self._documents[bisect_left(self._document_starts, start) : bisect_left(self._document_starts, end)]

    def is_promised(self, cue: tuple[int, int]) -> bool:
        """True for words of a commitment's cue or action."""
        return _overlaps(self._cues, cue) or _overlaps(self._actions, cue)

    # --- finding

    def russian(self, known: Sentence) -> Iterator[Report]:
        verbs, reflexive = self._lexicon.verbs, self._lexicon.selves
        found = self._verbs[bisect_left(self._verbs, known.start) : bisect_left(self._verbs, known.end)]
        # most sentences end here
        if not (found or self._phrases):
            return
        sentence = self.doc[known.start : known.end]
        for i in found:
            token = self.doc[i]
            entries, selves = verbs.get(token.lemma_, ()), reflexive.get(token.lemma_, ())
            if _is_past(token):
                report = self._by_verb(sentence, token, entries, selves)
                if report is not None:
                    yield report
        if self._phrases:
            yield from self._by_phrase(sentence)

    def _by_verb(
        self, sentence: Span, verb: Token, entries: list[ReportVerb] | tuple[()], selves: list[ReportVerb] | tuple[()]
    ) -> Report | None:
        cue = (verb.idx, verb.idx + len(verb))
        reason = self._refuse(verb, cue)
        if reason:
            self.refused.append(Refusal("reports", f"report.verb:{verb.lemma_}", reason, *cue))
            return None
        object_ = self._object(verb, by_subject=not entries)
        if object_ is None:
            return None
        for entry in (*entries, *selves):
            fit = self._fit(entry, object_, verb)
            if fit is None:
                continue
            theme, document, draft = fit
            kind = _KIND_OF_DRAFT.get(entry.kind, entry.kind) if draft else entry.kind
            return Report(
                kind=kind,
                cue=cue,
                evidence=_sentence(sentence),
                rule=f"report.{kind}.verb:{verb.lemma_}",
                negated=is_negated(verb),
                draft=draft,
                theme=theme,
                document=document,
                actors=self._actors(verb) if entries else [],
                recipients=self._recipients(verb),
                date=self._date(sentence, verb, theme),
            )
        reason = "not done to an instrument, a thing or an action that counts"
        self.refused.append(Refusal("reports", f"report.verb:{verb.lemma_}", reason, *cue))
        return None

    def _refuse(self, verb: Token, cue: tuple[int, int]) -> str | None:
        if _overlaps(self._cues, cue):
            return "it carries the force of a commitment"
        if any(c.lemma_ in {"бы", "если", "чтобы", "чтоб"} for c in verb.children):
            return "conditional"
        if verb.dep_ != "acl" and _overlaps(self._actions, cue):
            return "part of a promised action"
        return None

    def _object(self, verb: Token, *, by_subject: bool) -> Token | None:
        """What it was done to."""
        if by_subject:
            return subject(verb)
        if feature(verb, "Voice") == "Pass":
            if feature(verb, "Variant") == "Short":
                own = next((c for c in verb.children if c.dep_ == "nsubj:pass"), None)
                return own or subject(verb) or self._subject_before(verb)
            return self._noun_of_participle(verb)
        for candidate in (verb, *(v for v in coordinated(verb) if v.i > verb.i and v.pos_ == "VERB")):
            found = [c for c in candidate.children if c.dep_ == "obj" and c.pos_ in _NOUNS]
            # `сообщил о ходе`, `доложил об итогах`
            found += [c for c in candidate.children if c.dep_ in {"obl", "iobj"} and preposition(c) in {"о", "об"}]
            if found:
                return found[0]
        return None

    @staticmethod
    def _subject_before(verb: Token) -> Token | None:
        """The agreeing subject right before the verb, which the parser has given to a later one."""
        for token in reversed(list(verb.doc[verb.sent.start : verb.i])):
            if token.norm_ == "," or token.pos_ in {"SCONJ", "VERB"}:
                return None
            if token.dep_ == "nsubj:pass" and _agree(token, verb):
                return token
        return None

    def _noun_of_participle(self, verb: Token) -> Token | None:
        """`Протокола об обмене информацией, подписанного`: the name before, whatever the parser hangs it on."""
        number = bisect_left(self._document_starts, verb.idx)
        for mention in reversed(self._documents[max(number - 3, 0) : number]):
            if mention.end > verb.idx or mention.start < verb.sent.start_char:
                continue
            first = self._first_noun(mention)
            between = self.parties.index.span(mention.end, verb.idx) if mention.end < verb.idx else ()
            # the title may run on: `Протокола об обмене информацией о прекурсорах, подписанного`
            if first is not None and all(t.pos_ in _TITLE_GOES_ON for t in between) and _agree(first, verb, case=True):
                return first
        return verb.head if verb.head.pos_ in _NOUNS and verb.dep_ == "acl" else None

    def _first_noun(self, mention: Mention) -> Token | None:
        span = self.parties.index.span(mention.start, mention.end)
        return next((t for t in span if t.pos_ in _NOUNS), None)

    # --- objects

    def _fit(
        self, entry: ReportVerb, object_: Token, verb: Token
    ) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        """Theme, instrument and whether it is a draft, if one of the entry's kinds of object is there."""
        for kind in entry.objects:
            found = getattr(self, f"_as_{kind}")(object_, verb)
            if found is not None:
                return found  # type: ignore[no-any-return]
        return None

    def _as_instrument(self, noun: Token, verb: Token) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        lemma_ = _lemma(noun)
        draft = lemma_ in self._words["draft"]
        if draft:
            below = next(
                (c for c in noun.rights if c.dep_ in {"nmod", "appos"} and preposition(c) is None and c.pos_ in _NOUNS),
                None,
            )
            if below is None:
                # `проект вынесен`: of what was named last
                named = self._pointed(noun.idx, None)
                return (self._theme(noun), named, True) if named is not None else None
            noun_, lemma_ = below, _lemma(below)
        else:
            noun_ = noun
        mention = self._document_at(noun_)
        if mention is not None:
            start, end = self._theme(noun)
            return (min(start, mention.start), max(end, mention.end)), _instrument(mention), draft
        if lemma_ in self._words["pointer"]:
            return self._theme(noun), self._pointed(noun.idx, None), draft
        if lemma_ in self._words["instrument"]:
            return self._theme(noun), self._pointed(noun.idx, lemma_), draft
        return None

    def _as_duty(self, noun: Token, verb: Token) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        return (self._theme(noun), None, False) if _lemma(noun) in self._words["duty"] else None

    def _as_course(self, noun: Token, verb: Token) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        """`доклад о ходе выполнения Стратегии`, `итоги операции «Канал»`."""
        if _lemma(noun) not in self._words["course"]:
            return None
        theme = self._theme(noun)
        named = [m for m in self.documents_in(*theme) if m.end <= theme[1]]
        if named:
            return theme, _instrument(named[0]), False
        below = [t for t in noun.subtree if t.i > noun.i and t.pos_ in _NOUNS and t.idx < theme[1]]
        head = next((t for t in below if _lemma(t) in self._words["instrument"]), None)
        if head is not None:
            return theme, self._pointed(head.idx, _lemma(head)), False
        if any(_lemma(t) in self._words["action"] for t in below) or '"' in self.text[slice(*theme)]:
            return theme, None, False
        return None

    def _as_action(self, noun: Token, verb: Token) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        return (self._theme(noun), None, False) if _lemma(noun) in self._words["action"] else None

    def _as_time(self, noun: Token, verb: Token) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        if _lemma(noun) not in self._words["time"]:
            return None
        theme = self._theme(noun)
        named = [m for m in self.documents_in(*theme) if m.end <= theme[1]]
        return theme, _instrument(named[0]) if named else None, False

    def _as_thing(self, noun: Token, verb: Token) -> tuple[tuple[int, int], Instrument | None, bool] | None:
        """Anything that can be made or handed over; persons and light nouns are none."""
        lemma_ = _lemma(noun)
        if lemma_ in self._words["light"] or lemma_ in self._words["duty"] or noun.pos_ not in _NOUNS:
            return None
        if feature(noun, "Animacy") == "Anim" and not any(c.dep_.startswith("nummod") for c in noun.children):
            return None
        if any(m.type == "person" for m in self.parties.covering(noun)) or self._document_at(noun) is not None:
            return None
        if lemma_ in self._words["instrument"] or lemma_ in self._words["draft"]:
            return None
        return self._theme(noun), None, False

    def _document_at(self, noun: Token) -> Mention | None:
        """The longest instrument name that covers a noun and begins with its phrase."""
        number = bisect_right(self._document_starts, noun.idx)
        around = [m for m in self._documents[max(number - 6, 0) : number] if m.end > noun.idx]
        opening = [m for m in around if self._first_noun(m) == noun]
        return max(opening, key=lambda m: m.end - m.start, default=None)

    def _pointed(self, offset: int, head: str | None) -> Instrument | None:
        """The last instrument named before, of the given head noun if there is one."""
        number = bisect_left(self._document_starts, offset)
        for mention in reversed(self._documents[:number]):
            if offset - mention.start > _POINTER_REACH and head is None:
                return None
            if head is None:
                return _instrument(mention)
            first = self._first_noun(mention)
            if first is not None and _lemma(first) == head:
                return _instrument(mention)
        return None

    def _theme(self, noun: Token) -> tuple[int, int]:
        """The noun phrase with its prepositional attributes and names; no clauses."""
        start, end = noun_phrase(noun)
        start = min([start, *(c.idx for c in noun.lefts if c.dep_.startswith("nummod"))])
        for c in sorted(noun.rights, key=lambda t: t.i):
            if c.dep_ in {"nmod", "appos", "flat"} and c.pos_ in _NOUNS | {"ADJ", "NUM"}:
                inside = [t for t in c.subtree if not any(a.dep_.startswith("acl") for a in (t, *ancestors(t)))]
                inside = [t for t in inside if t.i >= noun.i]
                if inside:
                    end = max(end, *(t.idx + len(t) for t in inside))
        for mention in self.documents_in(start, end):
            end = max(end, mention.end)
        # a quoted name right behind: `операция «Канал»`
        quoted = re.match(r'\s*"[^"\n]{2,80}"', self.text[end : end + 90])
        if quoted:
            end += quoted.end()
        elif self.text[start:end].count('"') % 2:
            closing = self.text.find('"', end, end + 80)
            end = closing + 1 if closing >= 0 else end
        words = self.text[start:end].rstrip(" ,.;:-")
        return start, start + len(words)

    # --- phrases: `в рамках реализации Стратегии проведены операции`

    def _by_phrase(self, sentence: Span) -> Iterator[Report]:
        words = self.text[sentence.start_char : sentence.end_char]
        for pattern, entry in self._phrases:
            for match in pattern.finditer(words):
                start = sentence.start_char + match.start()
                noun = self._noun_after(sentence.start_char + match.end(), sentence)
                if noun is None:
                    continue
                found = self._as_instrument(noun, noun)
                cue = (start, sentence.start_char + match.end() - 1)
                verb = next((a for a in ancestors(noun) if a.pos_ == "VERB"), None)
                if found is None or found[2] or verb is None or not _is_past(verb) or _overlaps(self._actions, cue):
                    continue
                if is_negated(verb):
                    continue
                theme, document, _ = found
                yield Report(
                    kind=entry.kind,
                    cue=cue,
                    evidence=_sentence(sentence),
                    rule=f"report.{entry.kind}.phrase:{match[0].strip().lower()}",
                    theme=theme,
                    document=document,
                    actors=self._actors(verb),
                    date=self._date(sentence, verb, theme),
                )

    def _noun_after(self, offset: int, sentence: Span) -> Token | None:
        for token in self.parties.index.span(offset, min(offset + 80, sentence.end_char)):
            if token.pos_ in _NOUNS:
                return token
            if token.pos_ in {"VERB", "PUNCT", "ADP"}:
                return None
        return None

    # --- who, to whom, when

    def _actors(self, verb: Token) -> list[Party]:
        if feature(verb, "Voice") == "Pass":
            agent = next(
                (
                    c
                    for c in verb.children
                    if c.dep_ in {"obl", "obl:agent", "nmod"} and preposition(c) is None and feature(c, "Case") == "Ins"
                ),
                None,
            )
            return self.parties.at(agent) if agent is not None else []
        return self.parties.subject_of(verb, self._event_before(verb.idx))

    def _recipients(self, verb: Token) -> list[Party]:
        for c in verb.children:
            if c.dep_ == "iobj" and preposition(c) is None and c.pos_ in _NOUNS:
                return self.parties.at(c)
        return []

    def _date(self, sentence: Span, verb: Token, theme: tuple[int, int]) -> Mention | None:
        """The date of the sentence that is nearest to the verb and belongs to neither a name nor another verb."""
        first = bisect_left(self._date_starts, sentence.start_char)
        last = bisect_left(self._date_starts, sentence.end_char)
        best: tuple[int, Mention] | None = None
        for mention in self.doc._.dates[first:last]:
            if any(mention.end <= m.end for m in self.documents_in(sentence.start_char, mention.start + 1)):
                continue
            span = self.parties.index.span(mention.start, mention.end)
            head = next((a for a in ancestors(span.root) if a.pos_ == "VERB"), None) if len(span) else None
            mine = head is None or head.i == verb.i
            inside = theme[0] <= mention.start < theme[1]
            if not mine or inside or not isinstance(mention.entity, DateValue):
                continue
            far = abs(mention.start - verb.idx)
            if best is None or far < best[0]:
                best = far, mention
        return best[1] if best else None

    # --- links

    def complete(self, report: Report) -> None:
        report.event = self._event_of(report)
        report.commitment = self._commitment_of(report)

    def _event_of(self, report: Report) -> Event | None:
        """The event that is the act itself, else the forum at which it was done."""
        spots = [report.cue, *([report.theme] if report.theme else [])]
        for start, end in spots:
            number = bisect_right(self._told_starts, start)
            for (first, last), event in self._told[max(number - 3, 0) : number + 2]:
                if first < end and start < last:
                    return event
        # something done to a named thing that was told before is not done at that forum unless it is near
        return self._event_before(report.cue[0])

    def _event_before(self, offset: int) -> Event | None:
        number = bisect_left(self._told_starts, offset)
        for (start, _), event in reversed(self._told[max(number - 8, 0) : number]):
            if event.type in _FORUMS and event.status in {"held", "ongoing"} and offset - start <= _EVENT_REACH:
                return event
        return None

    def _commitment_of(self, report: Report) -> Commitment | None:
        if report.theme is None:
            return None
        words = _content(f"{self.text[slice(*report.theme)]} {self.text[slice(*report.cue)]}")
        if len(words) < 2:
            return None
        near = bisect_left(self._commitment_starts, report.cue[0])
        best: tuple[float, int, Commitment] | None = None
        for commitment in self.doc._.commitments[max(near - _COMMITMENT_WINDOW, 0) : near + _COMMITMENT_WINDOW]:
            key = id(commitment)
            if key not in self._action_words:
                self._action_words[key] = _content(self.text[slice(*commitment.action)])
            shared = len(words & self._action_words[key])
            if shared < 2 or commitment.language != report.language:
                continue
            share = shared / len(words)
            if share >= _SAME_ACTION and (best is None or (share, shared) > best[:2]):
                best = share, shared, commitment
        return best[2] if best else None


def _agree(noun: Token, verb: Token, *, case: bool = False) -> bool:
    """Number, gender (in the singular) and, of full participles, case."""
    if feature(noun, "Number") != feature(verb, "Number"):
        return False
    if feature(noun, "Number") == "Sing" and feature(noun, "Gender") != feature(verb, "Gender"):
        return False
    return not case or feature(noun, "Case") == feature(verb, "Case")


def _content(words: str) -> set[str]:
    return {lemma(w) for w in _WORD.findall(words.lower())}


def _lemma(token: Token) -> str:
    return token.lemma_.replace("ё", "е")


def _instrument(mention: Mention) -> Instrument | None:
    return mention.entity if isinstance(mention.entity, Instrument) else None


def _is_past(token: Token) -> bool:
    """Finite past and past participles; `будет подписан`, infinitives and present forms are not."""
    if token.pos_ not in {"VERB", "ADJ"} or is_future(token):
        return False
    form = feature(token, "VerbForm")
    if form == "Fin":
        if token.lemma_.endswith("ся") and feature(token, "Tense") == "Pres":
            # `подписание переносится`: put off now
            return True
        return feature(token, "Tense") == "Past"
    if form != "Part" or feature(token, "Voice") != "Pass":
        return False
    # `переносимый` is present, `перенесённый` past
    return feature(token, "Tense") == "Past"


def _sentence(sentence: Span) -> tuple[int, int]:
    words = sentence.text
    start = sentence.start_char + len(words) - len(words.lstrip())
    return start, sentence.start_char + len(words.rstrip())


def _overlaps(spans: list[tuple[int, int]], cue: tuple[int, int]) -> bool:
    """True if one of the sorted `spans` overlaps; the nearest few are looked at."""
    number = bisect_right(spans, (cue[1], 0))
    return any(start < cue[1] and cue[0] < end for start, end in spans[max(number - 6, 0) : number])


@Language.factory(
    "kommunike_reports",
    assigns=["doc._.reports"],
    requires=["doc._.documents", "doc._.dates", "doc._.events", "doc._.commitments"],
    default_config={"lexicons": None},
)
def make_reports(nlp: Language, name: str, lexicons: str | None) -> ReportsStage:
    return ReportsStage(Path(lexicons) if lexicons else None)
