"""Match of a header with the fields of a table: known words, then words that look like them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.model import TableName
from adv.workbook.recognition.places.layout import Header, questions_and_answers, within_group
from adv.workbook.understood import Reason
from adv.workbook.values.date_forms import without_year
from adv.workbook.vocabulary.fields import FIELDS, SEVERAL, kind_of, of_request
from adv.workbook.vocabulary.likeness import NEGATIONS
from adv.workbook.vocabulary.project_names import unnumbered
from adv.workbook.vocabulary.words import Vocabulary, bare_key, header_key, short_key, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.vocabulary.knowledge import Knowledge

# Certainties of a match, by what the header says it with.
SURE_OF_HEADER: Final = 0.97  # all of it is a known word
SURE_OF_BARE: Final = 0.94  # all but what stands in parentheses, numbers and the like
SURE_OF_MARK: Final = 0.9  # a theme or an organisation, which a cross in its column chooses
SURE_OF_PHRASE: Final = 0.75  # a known word among small ones: "Datum van het huisbezoek"
SURE_OF_STEM: Final = 0.7  # part of a word: "datum" in "boekdatum"
SURE_OF_LIKENESS: Final = 0.65  # a word that looks like a known one, misspelt
SURE_OF_HALF: Final = 0.55  # a part of a header that any yes or no would fit: it is asked
SURE_OF_WEAK: Final = 0.5  # a word that also means other things
SYNONYM_STEP: Final = 0.003  # a word further down its list is a little less sure than the template's own
LIKENESS: Final = 86  # of 100: how much a misspelt header must look like a known word
SHORTEST_TO_GUESS: Final = 5  # characters; a shorter word looks like too many others
MOST_GUESSED: Final = 300  # different headers of one upload for which a word that looks like them is looked for
PARTS_OF_HOME: Final = frozenset({"street", "house_number", "addition", "postcode"})
BARE_NUMBERS: Final = frozenset({"nr", "nummer", "no", "number"})
NUMBERS_OF_SEVERAL: Final = 2  # in a header that numbers more than one thing
_SIGNS = ":;,.?!()/"
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_REPEAT = re.compile(r"(?:.*/)?([^/\[\]]+)\[(\d+)\]/(?:.*/)?([^/]+)")  # Ona "gesprek/hulpvragen[1]/thema"
_PART_OF = re.compile(r"(?P<whole>[^()\[\]:]+?)\s*(?:[(\[](?P<inner>[^()\[\]]+)[)\]]|(?:\s[-–>]|:)\s*(?P<behind>[^()\[\]:]+))")
_TOGETHER = re.compile(r"\s*\(?\s*(?:[+&/,]|\b(?:en|and|met|with|plus|inclusief|including)\b|\bincl\b\.?)\s*")
_ORDINAL_END = re.compile(r"(?<=\d)(?:e|de|ste)\b")


class Match(Struct, frozen=True):
    """A field that a column may be."""

    field: str
    certainty: float
    reason: Reason
    option: str | None = None  # for a column per theme or organisation; of a wide request its number


class HeaderWords(Struct, frozen=True):
    """Words that a header of one table can match."""

    table: TableName
    knowledge: Knowledge
    exact: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    short: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    matched: dict[tuple[Header, bool], Match | None] = field(default_factory=dict)
    guessed: dict[str, Match | None] = field(default_factory=dict)  # headers that took looking for, at most so many

    def match(self, header: Header, *, loosely: bool = True) -> Match | None:
        """Find the field that a header says; `loosely` also by parts of it and by words that look like it."""
        if (header, loosely) not in self.matched:
            self.matched[header, loosely] = self._match(header, loosely=loosely) if header.key else None
        return self.matched[header, loosely]

    def _match(self, header: Header, *, loosely: bool) -> Match | None:
        asked = (option for question, option in self.answers(header) if option.field in self.fields_asked(question))
        if (
            found := self._whole_door(header)
            or self._known(header.key, SURE_OF_HEADER)
            or self._mark(header)
            or self._wide(header)
            or next(asked, None)
        ):
            return found
        if self.outcome_answer(header):
            return None  # a mark in it says the outcome
        found = (
            self._part_of_home(header) or self._known(header.bare, SURE_OF_BARE) or self._numbered(header) or self._in_group(header)
        )
        return found or self._weak(header) or (self._loosely(header) if loosely else None)

    def stems(self, header: Header) -> list[Match]:
        """Find the fields that parts of the header's words point at, the longest part first: to be borne out by what is in the column."""
        words, known = header.bare.split(), self.knowledge.words
        if (named := self._request(header)) and named[0]:
            return [_of_request(name, SURE_OF_STEM, named[0]) for name in self._parts_of_request(named[1])]
        telling = {word.strip(_SIGNS) for word in words}
        is_of_no_need = not header.text or header.bare in known.unneeded or header.is_of_a_tool
        if is_of_no_need or telling & NEGATIONS or any(_is_unneeded(word, known) for word in telling):
            return []
        pieces = [piece for word in words for piece in _PIECES.findall(word)]
        found: dict[str, Match] = {}
        for stem, name in known.stems.get(self.table, ()):
            if all(_has_part(pieces, part) for part in stem):
                if name == "attempt" and counts_visits(header.bare, known):
                    continue
                certainty = SURE_OF_STEM if name != "becomes_active" or _is_about_becoming(pieces, known) else SURE_OF_HALF
                found.setdefault(name, Match(name, certainty, Reason("header_phrase", {"word": " ".join(stem)})))
        return list(found.values())

    def _parts_of_request(self, said: Sequence[str]) -> list[str]:
        """Find what a header may ask of a request, the longest part first; when it says nothing else, what the request is about."""
        words = self.knowledge.words
        stems = words.stems[TableName.REQUESTS] if said else [((), "theme")]
        found = [name for stem, name in stems if all(_has_part(said, part) for part in stem)]
        return [name for name in dict.fromkeys(found) if name in words.wide.values()]

    def _known(self, key: str, certainty: float) -> Match | None:
        """Match a known word, or one that differs in signs, spaces and the way to write "nummer" only."""
        name, place = self.exact.get(key) or self.short.get(short_key(key)) or ("", 0)
        return Match(name, round(certainty - SYNONYM_STEP * min(place, 10), 3), Reason("header_word")) if name else None

    def _mark(self, header: Header) -> Match | None:
        key, prefixes = header.key, self.knowledge.words.mark_prefixes
        rest = (key[len(prefix) :].strip(" :-") for prefix in prefixes if key.startswith(prefix) and len(key) > len(prefix))
        marks = (match for text in (key, *rest) for match in self._marks(text))
        return next(marks, None) if self.table is TableName.VISITS else None

    def _marks(self, text: str) -> Iterator[Match]:
        for name, names in (("themes", self.knowledge.themes), ("organisations", self.knowledge.partners)):
            if option := names.find(text):
                yield Match(name, SURE_OF_MARK, Reason("mark_column", {"option": option}), option)

    def answers(self, header: Header) -> Iterator[tuple[str, Match]]:
        """Give the questions of which a header may name an answer ("Welke thema's?/Wonen"), each with what a mark under it would mean."""
        for question, answer in questions_and_answers(header.text) if self.table is TableName.VISITS else ():
            yield from ((question, match) for match in self._marks(unnumbered(answer)))

    def outcome_answer(self, header: Header) -> str | None:
        """Give the outcome, in words, that a header names as an answer to the question about it: "Uitkomst [Niet thuis]"."""
        pairs = questions_and_answers(header.text) if self.table is TableName.VISITS else ()
        named = ((question, name) for question, answer in pairs if (name := value_key(answer)) in self.knowledge.words.outcomes)
        return next((name for question, name in named if "outcome" in self.fields_asked(question)), None)

    def fields_asked(self, question: str) -> frozenset[str]:
        """Find the fields that a question may ask for, within its groups; none when it asks what is not so."""
        text = question.rpartition("/")[2].strip() or question
        header = Header(0, text, header_key(text), bare_key(text))
        if NEGATIONS & set(_PIECES.findall(header.key)):  # also in parentheses
            return frozenset()
        match = self.match(header)
        return frozenset({match.field} if match else {stem.field for stem in self.stems(header)})

    def _in_group(self, header: Header) -> Match | None:
        """Match a question in a group by its own name: "bezoek/datum". What the group is called must not be a field itself: "adres/nr"."""
        group, question = within_group(header.text, "/") or ("", "")
        is_one = len(question) >= SHORTEST_TO_GUESS and not self._known(header_key(group), SURE_OF_BARE)
        return self._known(header_key(question), SURE_OF_BARE) if is_one else None

    def _part_of_home(self, header: Header) -> Match | None:
        """Match a part of an address behind what it is a part of: "Adres (Huisnummer)", "Adres - Straat"."""
        parts = _PART_OF.fullmatch(header.text)
        whole = self._known(header_key(parts["whole"]), SURE_OF_BARE) if parts else None
        if parts is None or whole is None or whole.field not in {"address", "street"}:
            return None
        part = self._known(header_key(parts["inner"] or parts["behind"]), SURE_OF_BARE)
        return part if part and part.field in PARTS_OF_HOME else None

    def _whole_door(self, header: Header) -> Match | None:
        """Match a house number with what is added to it in one column: "Huisnummer + toevoeging", "Nr. (incl. letter)"."""
        number, *others = [part.strip(_SIGNS + " ") for part in _TOGETHER.split(header.key)]
        if not others:
            return None
        is_number = self.exact.get(bare_key(number), ("", 0))[0] == "house_number" or bare_key(number) in BARE_NUMBERS
        added = {self.exact.get(bare_key(part), ("", 0))[0] for part in others if part}
        return Match("house_number", SURE_OF_BARE, Reason("header_word")) if is_number and added == {"addition"} else None

    def _wide(self, header: Header) -> Match | None:
        """Match one part of a request in the visit's own row: "Hulpvraag 1: thema", "Status vraag 2"."""
        number, said = self._request(header) or ("", [])
        name = self.part_of_request(" ".join(said))
        return _of_request(name, SURE_OF_BARE, number or "1") if name else None

    def part_of_request(self, said: str) -> str | None:
        """Find which part of a request words name, that no column of visits is called after: its theme, its status."""
        words = self.knowledge.words
        telling = " ".join(piece for piece in said.split() if piece not in words.fillers)
        listed = words.headers[TableName.REQUESTS].get(said, ("", 0))[0]
        is_of_it = listed in words.wide.values() and said not in self.exact
        return words.wide.get(telling) or (listed if is_of_it else None)

    def _request(self, header: Header) -> tuple[str, list[str]] | None:
        """Divide a header that names one of several requests into its number, if any, and its other words: "Status 2e vraag"."""
        words, repeat = self.knowledge.words, _REPEAT.fullmatch(header.text)
        if repeat and words.wide_prefixes & set(_PIECES.findall(header_key(repeat[1]))) and self.table is TableName.VISITS:
            return repeat[2], _PIECES.findall(header_key(repeat[3]))
        pieces = [words.ordinals.get(piece, piece) for piece in _PIECES.findall(_ORDINAL_END.sub("", header.key))]
        numbers = [piece for piece in pieces if piece.isdigit()]
        telling = [piece for piece in pieces if piece in words.wide_prefixes or not (piece.isdigit() or piece in words.fillers)]
        named = words.wide_prefixes & set(telling if numbers else [*telling[:1], *telling[-1:]])
        if self.table is not TableName.VISITS or len(numbers) > 1 or not named:
            return None
        return (*numbers, "")[0], [piece for piece in pieces if not piece.isdigit() and piece not in words.wide_prefixes]

    def question(self, header: Header) -> str | None:
        """Give the number, or an empty text, of a header over what residents asked and nothing else: "Hulpvraag", "Vraag 2"; None of another."""
        words, pieces = self.knowledge.words, _PIECES.findall(header.bare)
        numbers = [piece for piece in pieces if piece.isdigit()]
        others = {*pieces} - {*numbers} - words.questions - words.askers - words.fillers
        is_one = not words.questions.isdisjoint(pieces) and not others and len(numbers) < NUMBERS_OF_SEVERAL
        return (*numbers, "")[0] if is_one and self.table is TableName.VISITS else None

    def _weak(self, header: Header) -> Match | None:
        name = None if header.is_of_a_tool else self.knowledge.words.weak.get(self.table, {}).get(header.bare)
        return Match(name, SURE_OF_WEAK, Reason("header_weak")) if name else None

    def _loosely(self, header: Header) -> Match | None:
        is_of_request = (self._request(header) or ("",))[0]
        if header.bare in self.knowledge.words.unneeded or len(header.bare) < SHORTEST_TO_GUESS or is_of_request:
            return None
        if header.bare not in self.guessed:
            if len(self.guessed) >= MOST_GUESSED:
                return None
            option = self.knowledge.themes.cut_short(header.key) if self.table is TableName.VISITS else None  # "Zorg/welz."
            short = Match("themes", SURE_OF_LIKENESS, Reason("mark_column", {"option": option}), option) if option else None
            self.guessed[header.bare] = short or self._phrase(header) or self._fuzzy(header)
        return self.guessed[header.bare]

    def _phrase(self, header: Header) -> Match | None:
        """Match a known word with only small words around and between: "Datum van het huisbezoek", "Welk cijfer geeft u de buurt?"."""
        fillers = self.knowledge.words.fillers
        pieces = [piece.strip(_SIGNS) for piece in header.bare.split()]
        best, said = "", set(pieces)
        for known in self.exact:
            words = known.split()
            if len(known) > len(best) and said.issuperset(words) and said.difference(words) <= fillers:
                following = iter(pieces)
                best = known if all(word in following for word in words) else best
        return Match(self.exact[best][0], SURE_OF_PHRASE, Reason("header_phrase", {"word": best})) if best else None

    def _numbered(self, header: Header) -> Match | None:
        """Match one of several columns for several values, "Thema 1" and "Thema 2", or the amounts of a year: "Realisatie 2019"."""
        year, text = without_year(header.bare)
        is_of_year = year and self.table is TableName.EXPENSES and self.exact.get(text, ("", 0))[0] == "cents"
        name = "cents" if is_of_year else self.exact.get(header.bare.rstrip("0123456789 "), ("", 0))[0]
        is_one = is_of_year or (name and kind_of(self.table, name) in SEVERAL)
        return Match(name, SURE_OF_BARE, Reason("header_word")) if is_one else None

    def _fuzzy(self, header: Header) -> Match | None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for headers that no word fits

        found = process.extractOne(header.bare, list(self.exact), scorer=fuzz.ratio, score_cutoff=LIKENESS)
        if not found or len(found[0]) < SHORTEST_TO_GUESS:
            return None
        return Match(self.exact[found[0]][0], SURE_OF_LIKENESS, Reason("header_like", {"word": found[0]}))


def header_words(table: TableName, knowledge: Knowledge) -> HeaderWords:
    """Gather the words for one table's headers, the canonical field names themselves included."""
    exact = dict(knowledge.words.headers[table])
    for name in FIELDS[table]:
        exact.setdefault(name.replace("_", " "), (name, 1))
    short: dict[str, tuple[str, int]] = {}
    for word, found in exact.items():
        short.setdefault(short_key(word), found)
    short.pop("", None)
    return HeaderWords(table, knowledge, exact, short)


def counts_visits(bare: str, words: Vocabulary) -> bool:
    """Say whether a header asks how often somebody came ("Aantal keer geweest"), and not which time it was."""
    said = set(_PIECES.findall(bare))
    return bare in words.counts or bool(said & words.how_many and said & words.of_visits)


def _is_unneeded(word: str, known: Vocabulary) -> bool:
    """Say whether a word makes a column one that nobody needs, "opmerking"; "bewoner" also stands in questions, "per" in "Status per 1 juni"."""
    kind = known.unneeded.get(word, "form")
    return kind != "form" and not (kind == "names" and word in known.fillers) and word not in known.ledger.periods


def _of_request(name: str, certainty: float, number: str) -> Match:
    return Match(of_request(name), certainty, Reason("wide_request", {"number": number}), number)


def _is_about_becoming(pieces: Sequence[str], known: Vocabulary) -> bool:
    """Say whether a question asks who becomes active ("Wordt actief?"), and not who is, or whom an active person helps."""
    beside = known.becoming | known.around_becoming | known.fillers
    parts = [stem[0] for stem, name in known.stems[TableName.VISITS] if name == "becomes_active" and len(stem) == 1]
    is_whole = all(piece in beside or any(_has_part([piece], part) for part in parts) for piece in pieces)
    return is_whole and bool(known.becoming & set(pieces))


def _has_part(pieces: Sequence[str], part: str) -> bool:
    return any(piece.startswith(part) or piece.endswith(part) for piece in pieces)
