"""Commitments in English sentences, by the patterns of `cues_en.yaml`: slovnet gives no syntax there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from spacy.tokens import Span

from extract.document import Commitment, Mention, Party
from extract.lexicons import Entry, load
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties, represents, sides
from schemas.commitment import Force

_END = re.compile(
    r",? (?:and|as well as) (?:also |further |in turn )?(?=(?:have |has )?"
    r"(?:intend|reaffirm|reiterat|stress|agree|express|propos|call|underlin|underscor|emphasi|decid|urg|instruct)\w*\b)"
    r"|,? and (?:also |further )?(?=(?:noted|noting|thanked|welcomed|promised|pledged|invited|asked|praised|assured|"
    r"declared|announced|suggested|confirmed|offered|requested|recommended|said|told|discussed|will|would|had|has|have|"
    r"is|are|was|were|wished|informed|briefed|that)\b)"
    r"|,? (?:and|but) (?=(?:he|she|they|it|the sides|the parties|the ministers)\b)"
    r"|,? but\b|;|, (?:he|she|the \w+) (?:said|added|noted)\b|,?[\"\u201d]"
    r"|[\"\u201d] ?(?:,|-|\u2013)|,? (?:which|who|whose|while|whereas|as stated|according to)\b"
)
_PURPOSE = re.compile(
    r",? (?:in order to|so as to|with a view to|with the aim of|for the purpose of|to ensure that) [^,]*$"
)
#: an expectation or a condition: nobody's commitment
_NO_PROMISE = re.compile(
    r"^\s*if\b|\b(?:believes?|predict\w*|likely|analysts?|experts? (?:say|warn))\b[^.]{0,80}$"
    r"|\b(?:confidence|confident|expects?|expected|hopes?|forecast\w*|fear\w*)\b[^.]{0,120}$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never) ")
_LEMMA = re.compile(r"(?:to |will )?(?:continue to |further |also )?([a-z]+)", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r"\b((?:the |both |the two |two )?(?:sides?|part(?:y|ies)|delegation|participants|ministers|heads|delegations|"
    r"members|leaders|experts|countries|states"
    r"|heads of [\w\s]{3,60}|member states(?: of [\w\s]{2,60})?))\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(he|she|it|they|we)\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE)


class EnglishCue(Entry):
    """A line of `cues_en.yaml`."""

    force: Force
    pattern: str
    actor: Literal["before", "met", "none"] = "before"
    addressee: Literal["between"] | None = None
    negated: bool = False
    future: bool = False
    #: the subject before the cue is what it is done to
    passive: bool = False
    example: str


@dataclass(slots=True)
class _Compiled:
    entry: EnglishCue
    pattern: re.Pattern[str]


class EnglishCues:
    """Finds commitments in English sentences."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._cues = [
            _Compiled(entry, re.compile(rf"\b(?:{entry.pattern})", re.IGNORECASE))
            for entry in load("cues_en", EnglishCue, user_folder=user_folder)
        ]

    def find(
        self, parties: Parties, sentence: Span, *, preambular: bool, speaker: Party | None
    ) -> Iterator[Commitment]:
        """Commitments of one sentence; `speaker` stands for `we` and for preambular paragraphs."""
        start = sentence.start_char
        text: str = parties.doc._.match_text[start : sentence.end_char].rstrip()
        flat = text.replace("\n", " ")
        taken: list[tuple[int, int]] = []
        made: list[Commitment] = []
        for cue in self._cues:
            for found in cue.pattern.finditer(flat):
                begin = found.end()
                if any(a <= begin < b or a <= found.start() < b for a, b in taken):
                    continue
                if _NO_PROMISE.search(flat, 0, found.start()) or flat.endswith("?"):
                    continue
                end = _action_end(flat, begin)
                line = text.find(",\n", begin)
                end = min(end, line) if line > begin else end
                if end - begin < 6:
                    continue
                commitment = self._commitment(parties, cue.entry, found, start, (begin, end), preambular, speaker)
                if cue.entry.future and not cue.entry.passive and not commitment.actors:
                    # prices will rise: nobody of the text will do it
                    continue
                taken.append((found.start(), end))
                made.append(commitment)
        made.sort(key=lambda c: c.cue)
        for earlier, later in pairwise(made):
            # `he stressed the need ..., and proposed`: one subject
            between = flat[earlier.cue[1] - start : later.cue[0] - start]
            joined = re.search(r"\band (?:also |further )?$", between) and not re.search(r"[.;]|\bthat\b", between)
            if joined or not later.actors:
                later.actors = list(earlier.actors)
        yield from made

    def _commitment(
        self,
        parties: Parties,
        entry: EnglishCue,
        found: re.Match[str],
        offset: int,
        action: tuple[int, int],
        preambular: bool,
        speaker: Party | None,
    ) -> Commitment:
        begin, end = action
        word = found[0].strip() or "will"
        cue = (offset + found.start(), offset + found.start() + len(found[0].rstrip()))
        groups = found.re.groupindex
        if "to" in groups and found["to"]:
            # the cue ends before the party that is asked
            cue = (cue[0], offset + found.start("to"))
        if "by" in groups and found["by"]:
            cue = (cue[0], offset + found.start("told") if found["told"] else offset + found.start("by"))
        cue = (cue[0], offset + found.start() + len(_bare_cue(found.string[found.start() : cue[1] - offset])))
        if entry.passive:
            cue = (offset + begin, offset + begin + 4)
        elif entry.future:
            length = 4 if found.string[begin : begin + 4].lower() == "will" else 5
            refusal = re.match(r" (?:not|never)\b", found.string[begin + length :])
            length += refusal.end() if refusal else 0
            cue = (offset + begin, offset + begin + length)
            begin += length + 1
        # `We, the Ministers, ... recognizing the need`: the gerund opens a clause of the preamble
        opening = speaker is not None and bool(re.match(r"\w+ing\b", found[0]))
        force = entry.force
        clause = (offset + _clause_start(found.string, found.start()), offset + end)
        lemma = _LEMMA.match(found.string, begin)
        commitment = Commitment(
            force=force,
            status="preambular" if preambular or opening else "reported",
            cue=cue,
            action=(offset + begin, offset + end),
            clause=clause,
            rule=f"commitment.{force}.english:{word.lower()[:40]}",
            language="en",
            negated=entry.negated != bool(_NOT.search(found.string, found.end() - 1, begin)),
            action_lemma=lemma[1].lower() if lemma else None,
        )
        if opening and speaker is not None:
            commitment.actors.append(speaker)
        elif "owner" in groups and found["owner"]:
            before = found.string[: found.end("owner")]
            commitment.actors += _actors(parties, before, len(before), offset, speaker, found.start("owner"))
        elif "by" in groups and found["by"]:
            before = f"{found.string[: found.end('by')]} "
            commitment.actors += _actors(parties, before, len(before), offset, speaker, found.start("by"))
        elif entry.actor == "before":
            commitment.actors += _actors(parties, found.string, found.start(), offset, speaker)
            first_person = _FIRST_PERSON.search(found.string, 0, found.start())
            quote = found.string.find('"', found.start())
            if not commitment.actors or first_person:
                quoted = _quoted_we(parties, offset + quote) if quote >= 0 and first_person else []
                commitment.actors = quoted or commitment.actors
        elif entry.actor == "met":
            commitment.actors += [Party(p.entity, None, None, "inferred") for p in _met(parties, offset)]
        if _in_quotes(found.string, found.start()):
            commitment.status = "quoted"
        said = _SAID.search(found.string, 0, found.start())
        if said is not None:
            reporters = _actors(parties, found.string, said.start(), offset, None)
            actors = {id(p.entity) for p in commitment.actors}
            named = [p.entity for p in reporters if p.entity is not None and id(p.entity) not in actors]
            commitment.attributed_to = named[0] if named else None
        if entry.addressee and found.group("to"):
            first, last = offset + found.start("to"), offset + found.end("to")
            commitment.addressees += _asked(parties, first, last)
        return commitment


_FIRST_PERSON = re.compile(r"\b(?:we|We|I|our|Our)\b[^.\"]{0,60}$")


def _bare_cue(words: str) -> str:
    """The cue without the `that`, article or white space at its end; `hope that` keeps it."""
    words = words.rstrip()
    if words.endswith(" that") and not words.endswith("hope that"):
        words = words[:-5].rstrip()
    return words


def _asked(parties: Parties, first: int, last: int) -> list[Party]:
    """Whom the words between cue and action name: one by one, a side as its state, else the words."""
    words: str = parties.doc._.match_text[first:last]
    side = re.fullmatch(r"(?:the )?(\w+) (?:side|delegation|party|authorities)", words, re.IGNORECASE)
    state = country_by_adjective(side[1]) if side else None
    if state:
        return [Party(parties.country(state), first, last, "resolved")]
    if re.fullmatch(r"(?:the |both |the two )?(?:sides|parties|countries)", words, re.IGNORECASE):
        return [Party(p.entity, first, last, "resolved") for p in _met(parties, first)] or [
            Party(None, first, last, "stated")
        ]
    named = [m for m in parties.within(first, last) if m.end <= last]
    outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
    if len(outer) > 1:
        return [_party(m, parties) for m in outer]
    if outer:
        party = _party(outer[0], parties)
        return [Party(party.entity, first, last, party.basis)]
    return [Party(None, first, last, "stated")]


def _action_end(text: str, begin: int) -> int:
    end = len(text)
    stop = _END.search(text, begin + 3)
    if stop:
        end = stop.start()
    purpose = _PURPOSE.search(text, begin, end)
    if purpose and purpose.start() > begin + 12:
        end = purpose.start()
    while end > begin and text[end - 1] in ' .,;:*"':
        end -= 1
    return end


def _clause_start(text: str, cue: int) -> int:
    that = text.rfind(" that ", 0, cue)
    return that + 6 if that >= 0 else len(text) - len(text.lstrip(' *"'))


_AUXILIARIES = re.compile(r"(?:\b(?:has|have|had|also|further|is|are)\s+)+$")
_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z /-]{3,}\b[^.]{0,60}?(?:\([A-Za-z .]+\)\s*[-:\u2013\u2014]|[-:\u2013\u2014](?=\s))"
)
#: words of saying: what follows has a subject of its own
_SAID = re.compile(
    r"\b(?:said|says|noted|stated|added|announced|reported|explained|informed [^,.;]{2,60}?|told [^,.;]{2,60}?|"
    r"confirmed|emphasi[sz]ed|stressed|underlined|recalled|mentioned|according to [^,.;]{2,60}?,|assured [^,.;]{0,60}?)"
    r" (?:that )?(?=(?:the |its |his |her |their |an? )?[A-Z]|(?:the|that|both|its|it|they|he|she|we)\b)"
)


def _actors(
    parties: Parties, text: str, cue: int, offset: int, speaker: Party | None, since: int | None = None
) -> list[Party]:
    """Who is named before the cue: a pronoun for the speaker, a collective, else the nearest outer mention; `since` is
    where the clause of the cue begins, if that is known.
    """
    before = _AUXILIARIES.sub("", text[:cue])
    dateline = _DATELINE.match(before)
    if since is None:
        said = [m.end() for m in _SAID.finditer(before)]
        since = said[-1] if said else (dateline.end() if dateline else 0)
    pronoun = _PRONOUN.search(before, since)
    if pronoun and pronoun[1].lower() == "we":
        return [speaker] if speaker is not None else []
    if pronoun:
        span = offset + pronoun.start(1), offset + pronoun.end(1)
        return [Party(p.entity, *span, "resolved") for p in _before(parties, offset, pronoun[1].lower())]
    collective = _COLLECTIVE.search(before, since)
    if collective:
        span = offset + collective.start(1), offset + collective.end(1)
        met = _met(parties, offset) if len(collective[1].split()) <= 3 else []
        words = before[: collective.start(1)].split()
        state = country_by_adjective(words[-1]) if words else None
        if state:
            return [Party(parties.country(state), *span, "resolved")]
        return [Party(p.entity, *span, "resolved") for p in met] or [Party(None, *span, "stated")]
    inside = [m for m in parties.within(offset + since, offset + cue) if m.end <= offset + cue]
    outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
    # a clause that opens after the last mention has its subject there: only the words since `that` count
    that = before.rfind(" that ", since)
    outer = [m for m in outer if m.start >= offset + that] or outer
    if not outer:
        return [speaker] if speaker is not None else []
    first = next((m for m in outer if m.type == "person"), outer[0])
    joined = [first]
    for m in outer[outer.index(first) + 1 :]:
        if re.fullmatch(r",? and |, ", parties.doc._.source_text[joined[-1].end : m.start]) and m.type == first.type:
            joined.append(m)
    return [_party(m, parties) for m in joined]


def _in_quotes(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1


def _quoted_we(parties: Parties, quote: int) -> list[Party]:
    """`"We will ...," she said`: the body or state of the one who speaks."""
    text: str = parties.doc._.match_text
    line = text.find("\n", quote)
    line = line if line >= 0 else len(text)
    pronoun = re.match(r",?\s*(?:said |noted )?(he|she)\b", text[quote + 1 : min(quote + 60, line)])
    named = [
        m for m in parties.mentions if quote < m.start < min(quote + 60, line) and m.type in {"person", "position"}
    ]
    person_after = [m for m in parties.within(quote + 1, min(quote + 200, line)) if m.type == "person"]
    goes_on = bool(re.search(r"[.!?]\"\s", text[quote - 1 : quote + 3]))
    named = [] if goes_on else (named[:1] if named and named[0].entity is not None else person_after[:1])
    speakers = _before(parties, quote, pronoun[1]) if pronoun else [_party(m, parties) for m in named[:1]]
    if not speakers:
        # a quotation goes on with the last speaker
        known = [m for m in parties.mentions if m.end <= quote and m.type == "person"]
        speakers = [_party(m, parties) for m in known[-1:]]
    person = speakers[0].entity if speakers else None
    owner = represents(person) if person is not None else None
    if isinstance(owner, str):
        return [Party(parties.country(owner), None, None, "inferred")]
    return [Party(owner, None, None, "inferred")] if owner is not None else []


_WHERE = re.compile(r"\b(?:in|at|from|to) $")


def _party(mention: Mention, parties: Parties) -> Party:
    state = parties.capital(mention)
    before = parties.doc._.match_text[max(mention.start - 6, 0) : mention.start]
    if state is not None and not _WHERE.search(before):
        return Party(state, mention.start, mention.end, "resolved")
    basis = "resolved" if mention.type == "position" and mention.entity is not None else "stated"
    return Party(mention.entity, mention.start, mention.end, basis)  # type: ignore[arg-type]


def _before(parties: Parties, offset: int, pronoun: str) -> list[Party]:
    """Whom `he`, `she`, `it` or `they` before `offset` stand for."""
    if pronoun == "they":
        return _met(parties, offset)
    wanted = {"it": {"organization", "place"}}.get(pronoun, {"person", "position"})
    found = [m for m in parties.mentions if m.end <= offset and m.type in wanted and m.entity is not None]
    if not found:
        return []
    # the subject of the sentence before: the first one named in it
    line = max(
        parties.doc._.source_text.rfind(". ", 0, found[-1].start),
        parties.doc._.source_text.rfind("\n", 0, found[-1].start),
    )
    return [_party(next(m for m in found if m.start > line), parties)]


def _met(parties: Parties, offset: int) -> list[Party]:
    """Those who met at the last event told before."""
    told = [
        e for e in parties.doc._.events if e.trigger[0] < offset and e.status != "planned" and len(e.participants) > 1
    ]
    last = max(told, key=lambda e: e.trigger[0], default=None)
    return [Party(entity, None, None, "inferred") for entity in sides(parties.doc, last)] if last is not None else []
