"""Stage 3: book and apparatus become semantic XHTML, the same for both editions but for the note."""

from monograph.rendering.documents import print_document
from monograph.rendering.inlines import plain_text
from monograph.rendering.sections import render_sections, section_writer
from monograph.rendering.templates import RenderingError

__all__ = ["RenderingError", "plain_text", "print_document", "render_sections", "section_writer"]
