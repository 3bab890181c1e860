"""What the book gives to those who cite it: its records, in many formats and styles, and the way from words to a page.

Used by the editions (stage 5) and by the command `cite`. Everything comes from the same records.
"""
