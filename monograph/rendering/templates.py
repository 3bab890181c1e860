"""The Jinja environment of an edition (stage 3): its own files in front of ``base/``, nothing else can be read."""

from __future__ import annotations

import re
import traceback
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BytecodeCache, ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from monograph.model import Location
from monograph.rendering.inlines import plain_text, without_anchors
from monograph.rendering.openings import led_in
from monograph.store import Store, cache_folder, digest

FOLDER = Path(__file__).resolve().parents[2] / "templates"
SUFFIX = ".html.j2"


class RenderingError(Exception):
    """A template that cannot be rendered: a fault of the program, with the place in the template."""

    def __init__(self, message: str, location: Location) -> None:
        super().__init__(f"{location.path}:{location.line}: {message}")
        self.location = location


def kebab(thing: object) -> str:
    """The template of a block, named like its type: ``BlockQuote`` -> ``block-quote``."""
    name = type(thing).__name__
    return "".join(f"-{c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(name)) + SUFFIX


def capitalised(words: str) -> str:
    """With a capital first letter, the others as they are ("map 2" -> "Map 2")."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """With a full stop, unless it already ends as a sentence."""
    return words if words.endswith((".", "!", "?", ".”", ".’")) else f"{words}."


def display(words: str) -> str:
    """A title for large type: no line of it ends in a word of up to three letters."""
    return re.sub(r"(?<!\S)(\w{1,3}) ", "\\1\u00a0", words)


class Compiled(BytecodeCache):
    """Templates as Jinja compiles them, kept from build to build."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept for a template as it is now."""
        content = self.store.get(_key(bucket))
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self.store.put(_key(bucket), bucket.bytecode_to_string())


def _key(bucket: Bucket) -> str:
    return digest("template", jinja2.__version__, bucket.key, bucket.checksum)


@cache
def environment(edition: str, folder: Path = FOLDER) -> SandboxedEnvironment:
    """Templates of an edition: ``x.html.j2`` is its own or else the base's, ``base/x.html.j2`` always the base's."""
    base = FileSystemLoader(folder / "base")
    made = SandboxedEnvironment(
        auto_reload=False,  # a build ends before a template changes
        loader=ChoiceLoader([FileSystemLoader(folder / edition), base, PrefixLoader({"base": base})]),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=Compiled(Store(cache_folder())),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(template=kebab, plain=plain_text, quiet=without_anchors, led_in=led_in)
    made.filters.update(capitalised=capitalised, sentence=sentence, display=display)
    return made


def render(edition: str, template: str, folder: Path = FOLDER, **values: Any) -> Markup:
    """A template filled in. Raises ``RenderingError`` with file and line of the template."""
    try:
        return Markup(environment(edition, folder).get_template(template + SUFFIX).render(**values))
    except TemplateError as error:
        raise RenderingError(error.message or str(error), _place(error, folder, template)) from error


def _place(error: TemplateError, folder: Path, template: str) -> Location:
    """The innermost template line on the way to the error."""
    path, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(SUFFIX):
            path, line = frame.filename, frame.lineno
    if path is None:
        return Location(f"templates/{template}{SUFFIX}")
    return Location(f"templates/{Path(path).relative_to(folder).as_posix()}", line or 0)
