"""Stage 2: words of languages for which CSL has no usable locale, and words that CSL has in none.

Terms are (name, form) -> text as in CSL 1.0.2 ``<terms>``; months by number.
"""

from __future__ import annotations

from collections.abc import Mapping

Terms = Mapping[tuple[str, str], str]


def _terms(months: str, **words: str) -> Terms:
    """``editor`` stands for the long form, ``editor__short`` for another; ``_`` in a name for a hyphen or space."""
    table: dict[tuple[str, str], str] = {}
    for number, month in enumerate(months.split(), 1):
        table[f"month-{number:02}", ""] = month
    for name, text in words.items():
        word, _, form = name.partition("__")
        table[NAMES.get(word, word), form.replace("_", "-")] = text
    return table


NAMES = {
    "et_al": "et-al", "no_date": "no date", "and_": "and", "in_": "in", "open_quote": "open-quote",
    "close_quote": "close-quote", "open_inner_quote": "open-inner-quote", "close_inner_quote": "close-inner-quote",
}  # fmt: skip

TERMS: Mapping[str, Terms] = {
    "az": _terms(
        "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
        and_="və", in_="içində", et_al="və b.", no_date="tarixsiz", no_date__short="tarixsiz", ibid="yenə orada",
        accessed="müraciət tarixi", open_quote="«", close_quote="»", open_inner_quote="“",
        close_inner_quote="”", edition="nəşr", edition__short="nəşr", ordinal=".",
        editor="redaktor", editor__short="red.", editor__verb="redaktoru", editor__verb_short="red.",
        translator="tərcüməçi", translator__short="tərc.", translator__verb="tərcümə edən",
        translator__verb_short="tərc.", page="səhifə", page__short="s.", volume="cild", volume__short="c.",
        chapter="fəsil", chapter__short="fəs.", section="bölmə", section__short="bölm.", issue="nömrə",
        issue__short="№", note="qeyd", note__short="qeyd", folio="vərəq", folio__short="v.", figure="şəkil",
        figure__short="şək.", line="sətir", line__short="sət.", part="hissə", part__short="h.",
    ),
    "hy": _terms(
        "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր",
        and_="և", in_="տե՛ս", et_al="և ուրիշներ", no_date="առանց թվականի", no_date__short="ա. թ.",
        ibid="նույն տեղում", accessed="դիտված է", open_quote="«", close_quote="»", open_inner_quote="“",
        close_inner_quote="”", edition="հրատարակություն", edition__short="հրատ.", ordinal="-րդ",
        editor="խմբագիր", editor__short="խմբ.", editor__verb="խմբագրությամբ", editor__verb_short="խմբ.",
        translator="թարգմանիչ", translator__short="թարգմ.", translator__verb="թարգմանությամբ",
        translator__verb_short="թարգմ.", page="էջ", page__short="էջ", volume="հատոր", volume__short="հ.",
        chapter="գլուխ", chapter__short="գլ.", section="բաժին", section__short="բաժ.", issue="համար",
        issue__short="№", note="ծանոթագրություն", note__short="ծնթ.", folio="թերթ", folio__short="թ.",
        figure="նկար", figure__short="նկ.", line="տող", line__short="տ.", part="մաս", part__short="մ.",
    ),
    "ka": _terms(
        "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
        and_="და", in_="წიგნში", et_al="და სხვ.", no_date="უთარიღო", no_date__short="უთარ.", ibid="იქვე",
        accessed="ნანახია", open_quote="„", close_quote="“", open_inner_quote="«",
        close_inner_quote="»", edition="გამოცემა", edition__short="გამოც.", ordinal="-ე",
        editor="რედაქტორი", editor__short="რედ.", editor__verb="რედაქტორი", editor__verb_short="რედ.",
        translator="მთარგმნელი", translator__short="მთარგმ.", translator__verb="მთარგმნელი",
        translator__verb_short="მთარგმ.", page="გვერდი", page__short="გვ.", volume="ტომი", volume__short="ტ.",
        chapter="თავი", chapter__short="თ.", section="ნაწილი", section__short="ნაწ.", issue="ნომერი",
        issue__short="№", note="შენიშვნა", note__short="შენ.", folio="ფურცელი", folio__short="ფურც.",
        figure="სურათი", figure__short="სურ.", line="სტრიქონი", line__short="სტრ.", part="ნაწილი", part__short="ნაწ.",
    ),
}  # fmt: skip
"""Languages without CSL locale file (az, ka), and Armenian, whose file the engine does not use."""

ARTICLE = {"en": "art.", "az": "mad.", "de": "Art.", "fr": "art.", "hy": "հոդ.", "ka": "მუხ.", "ru": "ст.", "tr": "md."}
"""The short word for the article of a treaty, which CSL knows as ``article-locator`` but no locale has."""

AND = {"en": "and", "az": "və", "de": "und", "fr": "et", "hy": "և", "ka": "და", "ru": "и", "tr": "ve"}
"""The word between two authors named in running text."""

OTHERS = {"en": "et al.", "az": "və b.", "de": "u. a.", "hy": "և ուրիշներ", "ka": "და სხვ.", "ru": "и др.", "tr": "vd."}
"""What stands for all but the first of more than three authors in running text."""

SEE = {"en": "see", "az": "bax", "de": "siehe", "fr": "voir", "hy": "տե՛ս", "ka": "იხ.", "ru": "см.", "tr": "bkz."}
"""What stands before works that a record names for further reading only."""

CITED_IN = {"en": "as cited in", "de": "zitiert nach", "fr": "cité dans", "ru": "цит. по:", "tr": "aktaran"}
"""What stands between a source and the other through which it is known."""

QUOTES = {"en": "“”", "az": "«»", "de": "„“", "fr": "«»", "hy": "«»", "ka": "„“", "ru": "«»", "tr": "“”"}
"""Quotation marks round a title named in running text."""


def word(table: Mapping[str, str], language: str) -> str:
    """The word of a table for a BCP 47 language, English where the table has none."""
    return table.get(language.partition("-")[0].lower(), table["en"])
