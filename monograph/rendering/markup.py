"""How an edition writes language and semantics as attributes (stage 3).

The page layout reads HTML, where a prefixed attribute means nothing; an ePub is XML and wants both forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup


def attributes(**values: str) -> Markup:
    """Attributes with a blank before each; empty ones are left out, ``_`` stands for ``:`` or nothing (``class_``)."""
    return Markup(
        "".join(f' {name.rstrip("_").replace("_", ":")}="{escape(value)}"' for name, value in values.items() if value)
    )


@dataclass(frozen=True)
class Dialect:
    """``folder`` of the edition's templates; ``xml`` where attributes with a prefix are understood."""

    folder: str
    xml: bool

    def language(self, code: str) -> Markup:
        """``lang``, in XML also ``xml:lang`` (XHTML wants both); nothing for an empty code."""
        return attributes(lang=code, xml_lang=code if self.xml else "")

    def semantics(self, epub_type: str, role: str = "") -> Markup:
        """The DPUB-ARIA role and, in XML, its ``epub:type``: reading systems look at one or the other."""
        return attributes(epub_type=epub_type if self.xml else "", role=role)


DIALECTS: Mapping[str, Dialect] = {"print": Dialect("print", xml=False), "epub": Dialect("epub", xml=True)}
"""Edition -> its dialect; an edition that is not here has no templates."""
