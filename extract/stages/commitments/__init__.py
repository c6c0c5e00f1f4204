"""Stage: commitments. Cue words with their frames, the scope of the action, who speaks, then links between records.

`component` is the order in which the rest is asked:

- `cues`: what promises, the action that it governs, what looks like a promise and is none
- `papers`: items under header words, paragraphs of statements, points of orders
- `parties`: who commits, who is asked, who is quoted
- `times`: by when
- `links`: repeats, restatements, replies, translations, events
- `english`: cues, scope and parties of English sentences, by patterns
"""

from extract.stages.commitments.component import CommitmentsStage

__all__ = ["CommitmentsStage"]
