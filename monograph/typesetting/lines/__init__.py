"""Stage 4: paragraphs broken as a whole (Knuth and Plass 1981), with hanging punctuation and slight expansion.

``breaking`` decides on plain numbers; ``hyphenation`` says where a word may be cut; ``shapes`` measures words, once a
style; ``places`` and ``planning`` put these together for a paragraph; ``placing`` makes line boxes of the
plan, ``drawing`` writes their glyphs; ``measures`` and ``figures`` tell how even the lines are.
"""
