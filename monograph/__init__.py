"""A pipeline from a manuscript folder to a typeset PDF, an ePub and citation files."""

__version__ = "0.1.0"
