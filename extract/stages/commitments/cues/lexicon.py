"""Cues: the words of `cues.yaml`, and a cue found in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

from extract.language.syntax import feature, preposition
from extract.lexicons import Entry, load
from extract.lexicons.countries import country_by_adjective
from schemas.commitment import Force

Frame = Literal[
    "infinitive", "clause", "about", "genitive", "dative", "to", "onto", "at", "for", "in", "from", "by", "against",
    "object", "predicative", "must", "in_plans", "oneself", "thing", "bare", "owned", "assigned", "told", "subject",
    "welcomed", "paper", "due", "unacceptable",
]  # fmt: skip
Actor = Literal["subject", "met", "signed", "speaker", "owner", "none"]
Addressee = Literal["object", "dative", "clause", "helper", "duty", "onto"]

#: gerunds that charge somebody else with a task of his own
CHARGING = frozenset({"поручив", "предписав", "приказав"})


class Cue(Entry):
    """A line of `cues.yaml`."""

    force: Force
    verbs: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    with_verbs: tuple[str, ...] = ()
    frames: tuple[Frame, ...]
    object_nouns: tuple[str, ...] = ()
    actor: Actor = "subject"
    addressee: Addressee | None = None
    negated: bool = False
    gerund: bool = False
    #: only nouns of help: what is counted on is asked of others
    help_nouns: bool = False
    #: only nouns of action
    of_action: bool = False
    example: str


@dataclass(eq=False, slots=True)
class Found:
    """A cue in a sentence with the head of its action."""

    force: Force
    rule: str
    cue: tuple[int, int]
    #: the word whose subject acts: the verb of the cue, or the cue itself
    verb: Token
    word: Token
    action: Token
    frame: str
    entry: Cue | None
    negated: bool = False
    #: the action comes with its own subject: `что Китай продолжит`
    own_subject: bool = False
    #: what `scope.action_limit` has found
    limit: int | None = None
    #: where its clause begins, if it shares the cue of a clause before
    opening: int | None = None


class CueLexicon:
    """The cues by lemma."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self.entries = load("cues", Cue, user_folder=user_folder)
        self.verbs: dict[str, list[Cue]] = {}
        self.adjectives: dict[str, list[Cue]] = {}
        self.nouns: dict[str, list[Cue]] = {}
        for entry in self.entries:
            for lemma in () if entry.nouns else entry.verbs:
                self.verbs.setdefault(lemma, []).append(entry)
            for lemma in entry.adjectives:
                self.adjectives.setdefault(lemma, []).append(entry)
            for lemma in entry.nouns:
                self.nouns.setdefault(lemma, []).append(entry)

    def is_cue_noun(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and token.lemma_ in self.nouns


def owner_of(noun: Token) -> Token | None:
    """The genitive that owns a noun (`предложение таджикской стороны`), or the adjective of a state."""
    for c in noun.rights:
        if c.i - noun.i > 6:
            break
        if c.dep_ in {"nmod", "appos"} and c.pos_ in {"NOUN", "PROPN"} and preposition(c) is None:
            return c if feature(c, "Case") == "Gen" or c.pos_ == "PROPN" else None
    for c in noun.lefts:
        if c.dep_ == "amod" and country_by_adjective(c.norm_.lower()):
            return c
    return None
