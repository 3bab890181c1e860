"""Stage 1: the variables of the Citation Style Language 1.0.2 that a source may have, with some of ours."""

NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director guest host interviewer illustrator narrator organizer original-author performer producer "
    "recipient reviewed-author script-writer series-creator translator".split()
)

DATES = frozenset("accessed available-date event-date issued original-date submitted".split())

PLAIN = frozenset(
    "abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number "
    "citation-number collection-number collection-title container-title container-title-short dimensions division DOI "
    "edition event event-title event-place first-reference-note-number genre ISBN ISSN issue journalAbbreviation "
    "keyword language license locator medium note number number-of-pages number-of-volumes original-publisher "
    "original-publisher-place original-title page page-first part part-title PMCID PMID printing publisher "
    "publisher-place references reviewed-genre reviewed-title scale section shortTitle source status supplement "
    "title title-short URL version volume volume-title year-suffix".split()
)

OURS = frozenset({"title-translated", "transliteration", "old-style"})
"""``title-translated`` stands in brackets behind an original title, ``old-style`` is the Julian date of ``issued``.

``archive`` may also be a table (fond, opis …).
"""

VARIABLES = NAMES | DATES | PLAIN | OURS
