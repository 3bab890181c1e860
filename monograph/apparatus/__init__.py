"""Stage 2: ``Book`` -> ``Apparatus``: numbers, notes, bibliography, cross-references, chronology."""

from monograph.apparatus.compilation import compile_apparatus

__all__ = ["compile_apparatus"]
