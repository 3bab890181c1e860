"""Stage 2: the marks of a book -> its index: headings in order, with the places to which they lead.

Pages are not known yet. ``locators`` says, once they are, what is printed for a heading's places.
"""

from monograph.apparatus.indexing.compilation import compile_index

__all__ = ["compile_index"]
