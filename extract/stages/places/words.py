"""What a single word or name can be, by the dictionary and by its letters."""

from __future__ import annotations

from extract.language.morphology import entries, parses
from extract.lexicons.places import key
from extract.lexicons.toponyms import forms

#: Turkic names in long vowels have no case forms
_LONG = frozenset(("аа", "оо", "уу", "ыы", "ээ"))


def stems(text: str) -> set[str]:
    """What a name in some case may be in the nominative, by its letters alone: `Алма-Ате` may be of `Алма-Ата`."""
    if text.isupper():
        text = "-".join(part.capitalize() for part in text.split("-"))
    return {text[: len(text) - cut] + ending for cut in range(4) for ending in ("", "а", "я", "ь", "й")}


def is_other_word(text: str) -> bool:
    """A single word that the dictionary knows, but not as a place."""
    known = [parse.tag for parse in parses(text.lower()) if parse.is_known]
    return " " not in text and bool(known) and not any("Geox" in tag for tag in known)


def is_adjective(word: str) -> bool:
    return any(entry.pos == "ADJF" for entry in entries(word.lower()))


def agree(adjective: str, noun: str) -> bool:
    """Whether the two words can be adjective and noun of one phrase."""
    agreement = {(p.tag.case, p.tag.number, p.tag.gender) for p in parses(adjective) if p.tag.POS == "ADJF"}
    nouns = [p.tag for p in parses(noun) if p.tag.POS in {"NOUN", "ADJF"}]
    return any((t.case, t.number, None if t.number == "plur" else t.gender) in agreement for t in nouns)


def like_surname(text: str) -> bool:
    return " " not in text and any({"Surn", "Name", "Patr"} & parse.tag.grammemes for parse in parses(text))


def guessed_nominative(text: str, guess: str) -> str:
    """The guessed nominative, if the words in the text are a case form of it; Turkic names in long vowels have none."""
    if text[-2:] in _LONG:
        return text
    return guess if key(text) in {key(form) for form in forms(guess)} else text


def is_given_name(word: str) -> bool:
    return any(parse.is_known and "Name" in parse.tag for parse in parses(word))


def names_itself(word: str) -> bool:
    """Whether a lower-case word is a personal name in the nominative."""
    return any(parse.is_known and "Name" in parse.tag and parse.normal_form == word for parse in parses(word))


def is_toponym(word: str) -> bool:
    return any(parse.is_known and "Geox" in parse.tag for parse in parses(word))
