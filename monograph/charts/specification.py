"""What a figure must say: the keys of ``figures/<id>.yaml``. Its ``kind`` chooses the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from monograph.cartography.specification import Keys, Word


def _item(value: Any) -> Any:
    return {"ref": value} if isinstance(value, str) else value


class StripItem(Keys):
    """An event of the timeline by its id, with a shorter ``label`` than its own where one is wanted."""

    ref: str
    label: str = ""


class Lane(Keys):
    """One lane of a time strip. An event may be its id alone."""

    title: str
    events: tuple[Annotated[StripItem, BeforeValidator(_item)], ...] = Field(min_length=1)


class StripRecord(Keys):
    """``kind: timeline``: events of ``timeline.yaml`` in lanes, over ``range`` (an EDTF interval).

    With ``old_style`` the first days of the months by the Julian calendar are marked, too.
    """

    kind: Literal["timeline"]
    title: str
    alt: str
    range: Word
    lanes: tuple[Lane, ...] = Field(min_length=1)
    caption: str = ""
    old_style: bool = False
    width: int = Field(306, ge=160, le=306)


class Share(Keys):
    """A part of a bar. ``rest`` is what the other parts leave of the total."""

    label: str
    value: float = Field(0, ge=0)
    rest: bool = False
    about: bool = False


class ShareBar(Keys):
    """A whole and its parts; their sum is printed below."""

    label: str = ""
    total: float = Field(gt=0)
    about: bool = False
    parts: tuple[Share, ...] = Field(min_length=2, max_length=4)

    @model_validator(mode="after")
    def _sums(self) -> ShareBar:
        known = sum(part.value for part in self.parts if not part.rest)
        rests = [part for part in self.parts if part.rest]
        if len(rests) > 1 or any(part.value for part in rests):
            raise ValueError("one part at most is the rest, and it has no value of its own")
        if rests and known >= self.total:
            raise ValueError(f"the parts make {known:g}, which leaves nothing of {self.total:g}")
        if not rests and abs(known - self.total) > 1e-6 * self.total:
            raise ValueError(f"the parts make {known:g}, not {self.total:g}")
        return self

    def values(self) -> tuple[float, ...]:
        """The value of each part, the rest worked out."""
        known = sum(part.value for part in self.parts if not part.rest)
        return tuple(self.total - known if part.rest else part.value for part in self.parts)


class SharesRecord(Keys):
    """``kind: shares``: bars of one length, divided by the shares of their parts."""

    kind: Literal["shares"]
    title: str
    alt: str
    unit: str
    bars: tuple[ShareBar, ...] = Field(min_length=1, max_length=6)
    caption: str = ""
    source_line: str = ""
    width: int = Field(306, ge=160, le=306)


RECORDS: Mapping[str, type[StripRecord] | type[SharesRecord]] = {"timeline": StripRecord, "shares": SharesRecord}
"""Kind -> what its file says."""
