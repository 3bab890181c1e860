"""How far punctuation hangs into the margin, as a share of its width.

After Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system", 2000.
"""

from __future__ import annotations

from collections.abc import Mapping

LEFT: Mapping[str, float] = {
    "‘": 0.6, "’": 0.6, "“": 0.45, "„": 0.4, "‚": 0.5, "«": 0.25, "‹": 0.35, "(": 0.1, "[": 0.05, "—": 0.2, "–": 0.3,
    "-": 0.5, "‐": 0.5,
}  # fmt: skip
RIGHT: Mapping[str, float] = {
    "-": 0.5, "‐": 0.5, ",": 0.6, ".": 0.6, ";": 0.35, ":": 0.4, "!": 0.2, "?": 0.15, "’": 0.6, "‘": 0.5, "”": 0.45,
    "“": 0.4, "»": 0.25, "›": 0.35, "—": 0.2, "–": 0.3, ")": 0.1, "]": 0.05,
}  # fmt: skip
