"""Stage: documents - named instruments.

Reads `doc._.organizations`, `doc._.places` (owners and parties of instruments), `doc._.dates` (years in names),
`doc._.names`; assigns `doc._.documents`. Lexicons: `document_heads`, `documents`, `organization_words`.

A name is a capitalised head noun (`Конвенция`) with the agreeing words before it and what belongs to it: owners,
a title (`о ...`, `по ...`, quotes), parties (`между ...`), years, a number. A bare capitalised head is the last
instrument named with that head. Instruments within names are mentions too.

Known misses: instruments named in lower case without owner, title or year; titles that run over a relative clause.

>>> from extract.pipeline import load
>>> doc = load()("Совет утвердил Антинаркотическую стратегию ШОС на 2024-2029 годы.")
>>> [(doc.text[m.start:m.end], m.entity.years) for m in doc._.documents]
[('Антинаркотическую стратегию ШОС на 2024-2029 годы', '2024-2029')]
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.document import Mention
from extract.stages.documents.candidates import Finder
from extract.stages.documents.lexicon import lexicon
from extract.stages.documents.resolution import Resolver
from extract.stages.documents.titles import quoted_below, title_names


class Documents:
    """The component; `lexicons` is a folder with the user's own lexicon files."""

    def __init__(self, lexicons: Path | None = None) -> None:
        self._lexicon = lexicon(lexicons)

    def __call__(self, doc: Doc) -> Doc:
        finder = Finder(doc, self._lexicon)
        if not finder.words:
            return doc
        names = finder.find()
        if finder.has_english:
            from extract.stages.documents.english import english_names  # its patterns take a while to compile

            names += english_names(finder)
        quoted_below(finder, names)
        titles = title_names(finder)
        # a title is its first line and more
        heads = {title.begin for title in titles}
        names = [name for name in names if name.begin not in heads] + titles
        found: dict[tuple[int, int], Mention] = {}
        for name, instrument in Resolver(finder, names).run():
            language = finder.language(name.start)
            mention = Mention("document", name.begin, name.finish, name.rule, instrument, language)
            found.setdefault((name.begin, name.finish), mention)
        doc._.documents = sorted(found.values(), key=lambda m: (m.start, -m.end))
        doc._.refusals = [*doc._.refusals, *finder.refusals]
        return doc


@Language.factory(
    "kommunike_documents",
    assigns=["doc._.documents"],
    requires=["doc._.organizations", "doc._.places", "doc._.dates"],
    default_config={"lexicons": None},
)
def make(nlp: Language, name: str, lexicons: str | None) -> Documents:
    return Documents(Path(lexicons) if lexicons else None)
