"""Stage 4: semantic HTML -> pages -> PDF and page map."""
