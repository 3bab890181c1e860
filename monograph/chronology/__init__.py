"""Dates and events: EDTF read strictly, told in words, and set in order."""
