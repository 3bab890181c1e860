"""Streams are compressed as zlib does by default: half the time of the highest level, for a fiftieth more of room."""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

from monograph.typesetting.patches.wrapping import Swap


def stream_data(stock: Any) -> Any:
    """The property that writes a stream (pydyf 0.13)."""

    def data(self: Any) -> bytes:
        content, extra = b"\n".join(list(map(pydyf._to_bytes, self.stream))), pydyf.Dictionary(self.extra.copy())
        if self.compress:
            extra["Filter"] = "/FlateDecode"
            content = zlib.compress(content)
        extra["Length"] = len(content)
        return b"\n".join((extra.data, b"stream", content, b"endstream"))

    return property(data)


WRAPS = (Swap(pydyf.Stream, "data", "bdc2bc513f286de7", stream_data),)
