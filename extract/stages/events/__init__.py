"""Stage: events. Candidates by trigger word, their status, their slots, then one event per happening.

`component` is the order in which the rest is asked:

- `triggers`: what tells an event, what it needs beside it, which words are refused
- `status`: what became of it
- `untold`: what is told without a trigger word
- `papers`: what is signed or adopted
- `slots`: what belongs to each trigger, from `setting` (when and where), `participants` (who) and `framing` (whose)
- `merging`: one event per happening
- `english`: all of it for English sentences, by patterns
"""

from extract.stages.events.component import EventsStage

__all__ = ["EventsStage"]
