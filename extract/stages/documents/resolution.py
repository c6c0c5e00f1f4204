"""Which instrument a candidate names; one object for one instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Instrument, Place
from extract.language.later import later
from extract.language.morphology import case_forms, lemma, nominative_with_head
from extract.lexicons.countries import countries
from extract.stages.documents.candidates import Finder, Name

_EMPTY = frozenset(("о", "об", "по", "на", "к", "и", "в", "с", "до", "от", "год", "г", "период", "государство", "член"))

#: `Программа по её реализации`: the instrument is named before
_OF_IT = later(r"(?<= по) (?:е[её]|его|их)( (?:реализации|выполнению|осуществлению|исполнению))$")

#: `плана мероприятий («дорожной карты»)`: what stands in the bracket is in the case of the plan
_GLOSS = later(r"(?<=\()([«\"„“]?)[Дд]орожн\w+ карт\w+")


@dataclass(eq=False, slots=True)
class Known:
    """An instrument of the document: what its later mentions are compared with."""

    instrument: Instrument
    head: str
    own: frozenset[str]
    years: str | None
    places: list[int] = field(default_factory=list)
    #: whether the page writes its name with a capital
    capital: bool = False


class Resolver:
    """Gives every candidate its `Instrument`; candidates are taken in text order."""

    def __init__(self, finder: Finder, names: Sequence[Name]) -> None:
        self._finder = finder
        self._names = sorted(names, key=lambda n: (n.begin, -n.finish))
        self._order: list[Known] = []

    def run(self) -> list[tuple[Name, Instrument]]:
        found: list[tuple[Name, Instrument]] = []
        outer_end = 0
        for name in self._names:
            crossing = any(n.begin < name.begin < n.finish < name.finish for n, _ in found[-6:])
            if crossing:
                continue
            known = self._short(name) if name.kind == "short" else self._full(name)
            if known is None:
                continue
            known.places.append(name.start)
            known.capital = known.capital or name.rule != "document.lower_case"
            found.append((name, known.instrument))
            outer_end = max(outer_end, name.finish)
        return found

    def _short(self, name: Name) -> Known | None:
        """`Стратегия`: the last instrument named before whose head it is."""
        fitting = [k for k in self._order if k.head == name.lemma]
        if self._finder.words[name.start].first:
            # `План предусматривает`: its capital is that of the sentence
            fitting = [k for k in fitting if k.capital]
        if fitting:
            return max(fitting, key=lambda k: k.places[-1])
        if self._finder.adopted(name):
            return self._full(name)
        self._finder.refuse(name.rule, "no_antecedent", name.start, name.end)
        return None

    def _full(self, name: Name) -> Known:
        own = frozenset(self._lemmas(name)) - _EMPTY
        years = name.years[0] if name.years else None
        entry = None
        if name.kind == "english":
            entry = self._finder.lexicon.english.get(self._english_key(name))
        else:
            instruments = self._finder.lexicon.instruments
            entry = next((instruments[key] for key in self._known_keys(name) if key in instruments), None)
        if entry is not None and years and entry.years and years != entry.years:
            entry = None
        canonical = entry.name if entry is not None else None
        years = years or (entry.years if entry is not None else None)
        known = next((k for k in self._order if canonical and k.instrument.name == canonical), None)
        if known is None and canonical is None:
            known = self._same(name, own, years)
        if known is None:
            instrument = Instrument(name=canonical or self._nominative(name), years=years, issuer=name.issuer)
            known = Known(instrument, name.lemma, own, years)
            self._order.append(known)
        elif canonical is None and (len(own) > len(known.own) or (years and not known.years)):
            known.instrument.name = self._nominative(name)
            known.own = own
        known.instrument.years = known.years = known.years or years
        known.instrument.issuer = known.instrument.issuer or name.issuer
        return known

    def _same(self, name: Name, own: frozenset[str], years: str | None) -> Known | None:
        """An instrument named before whose words hold these, or the other way round; years must not differ."""
        fitting = [
            k
            for k in self._order
            if k.head == name.lemma
            and (own <= k.own or k.own <= own)
            and (years is None or k.years is None or years == k.years)
            and (k.instrument.issuer is None or name.issuer is None or k.instrument.issuer is name.issuer)
            and (min(len(own), len(k.own)) > 1 or (years is not None and years == k.years))
        ]
        return max(fitting, key=lambda k: k.places[-1]) if fitting else None

    def _lemmas(self, name: Name) -> list[str]:
        words = self._finder.words
        return [
            words[i].lemma
            for i in range(name.start, name.end)
            if i not in name.owned and words[i].text[:1].isalpha() and not words[i].low.startswith("государств")
        ]

    def _known_keys(self, name: Name) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lemmas of the whole name without its years, with and without the tagger's part of speech."""
        words = self._finder.words
        last = name.end
        while last > name.head + 1 and (
            words[last - 1].low in {"года", "г", ".", "год"} or words[last - 1].text[:1].isdigit()
        ):
            last -= 1
        kept = [words[i] for i in range(name.start, last) if words[i].text[:1].isalnum()]
        return tuple(w.lemma for w in kept), tuple(lemma(w.text) for w in kept)

    def _english_key(self, name: Name) -> str:
        text = " ".join(self._finder.copy[name.begin : name.finish].split()).lower()
        return text.rsplit(" of ", 1)[0] if text[-4:].isdigit() else text

    def _nominative(self, name: Name) -> str:
        if name.canonical is not None:
            return name.canonical
        words = self._finder.words
        tokens = list(self._finder.doc[words[name.start].token : words[name.end - 1].token + 1])
        if name.kind == "english":
            return " ".join(self._finder.source[name.begin : name.finish].split())
        if name.entry is not None and name.entry.expands:
            owner = name.issuer
            tail = f" {official_genitive(owner)}" if isinstance(owner, Place) else ""
            kind, about, field_ = name.entry.expands.partition(" об ")
            return f"{kind}{tail}{about}{field_}"
        text = self._said_in_full(name, nominative_with_head(tokens, words[name.head].token))
        text = _GLOSS.sub(r"\1дорожная карта", text)
        return text[:1].upper() + text[1:]

    def _said_in_full(self, name: Name, text: str) -> str:
        """`Программа действий по её реализации`: with the instrument named right before in place of the pronoun."""
        words = self._finder.words
        before = self._order[-1] if self._order else None
        if before is None or not before.places or not _OF_IT.search(text):
            return text
        if words[before.places[-1]].sentence != words[name.start].sentence:
            return text
        forms = case_forms(before.instrument.name)
        return _OF_IT.sub(lambda of: f"{of[1]} {forms[1]}", text) if len(forms) > 1 else text


def official_genitive(place: Place) -> str:
    """The full name of a state in the genitive; other places by the name they have."""
    country = next((c for c in countries() if c.iso == place.country), None) if place.kind == "country" else None
    forms = case_forms(country.official[0] if country and country.official else place.name)
    return forms[1] if len(forms) > 1 else forms[0]
