"""What languages and scripts are called in the book's own language (stage 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from monograph.model import NameForm

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "ar": "Arabic", "az": "Azerbaijani", "de": "German", "el": "Greek", "en": "English", "fa": "Persian",
        "fr": "French", "he": "Hebrew", "hy": "Armenian", "it": "Italian", "ka": "Georgian", "ku": "Kurdish",
        "la": "Latin", "ota": "Ottoman Turkish", "pl": "Polish", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
        "Arab": "in Arabic script", "Cyrl": "in Cyrillic", "Latn": "romanized", "und": "other forms",
    }
}  # fmt: skip
"""Language of the book -> language or script -> what it is called there."""


def language_name(tag: str, language: str) -> str:
    """The name of a BCP 47 tag: "ru-Latn" -> "Russian, romanized"; an unknown one stands for itself."""
    names = NAMES.get(language.partition("-")[0], NAMES["en"])
    primary, *others = tag.split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    if primary == "und":
        return names.get("und", tag)
    return ", ".join(
        part for part in (names.get(primary, primary), names.get(script, script) if script else "") if part
    )


def by_language(forms: Iterable[NameForm], language: str) -> tuple[tuple[str, tuple[NameForm, ...]], ...]:
    """(name of a language, its forms in the author's order), in alphabetical order of the names; others last."""

    def key(form: NameForm) -> tuple[bool, str]:
        return form.language.startswith("und"), language_name(form.language, language)

    return tuple((name, tuple(group)) for (_, name), group in groupby(sorted(forms, key=key), key))
