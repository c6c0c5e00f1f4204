"""Who speaks or acts: from words to persons, bodies and states. Shared by the stages for events and commitments.

- `resolver` (`Parties`): who a noun phrase, a pronoun or a bare post stands for; it asks the next three
- `named`: whom a phrase names outright
- `pointed`: whom a pronoun, a bare post, `гость`, `его ведомство` point to
- `several`: whom a plural stands for
- `sides`: whom `стороны`, `участники`, `ведомства` of a happening stand for
- `paper_sides`: whom a paper calls its `Стороны`
- `passages`: whom a passage names, and who is only a guest there
- `represented`: for which body or state an actor acts, and which posts it holds
- `makers`: who makes a joint paper whose opening tells them by posts alone
- `speakers`: the collective that opens a statement (`Мы, руководители ...,`)
- `address`: who speaks on a page that is a speech
- `words`: posts and their plurals, bodies without a name, adjectives that belong to titles
"""

from extract.parties.resolver import Parties

__all__ = ["Parties"]
