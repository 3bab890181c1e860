"""Stage 4: paragraphs broken as a whole (Knuth and Plass 1981), with hanging punctuation and slight expansion.

``breaking`` decides on plain numbers; ``opportunities`` and ``hyphenation`` say where a line may end; ``shapes`` measures
words, once a style; ``planning`` puts these together for one paragraph of WeasyPrint's boxes; ``placing`` makes line boxes
of the plan, ``drawing`` writes their glyphs; ``measures`` and ``figures`` tell how even the lines are.
"""
