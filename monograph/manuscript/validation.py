"""Stage 1: YAML values -> pydantic models; everything that a model refuses is told with its place."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from monograph.manuscript.yaml_nodes import Decimal, Document, Whole
from monograph.problems import Problems, nearest

M = TypeVar("M", bound=BaseModel)
Words = Annotated[str, BeforeValidator(lambda v: v.text if isinstance(v, Whole | Decimal) else v)]
"""A text that may look like a number: it stays as it was typed."""

ROUNDS = 5
MESSAGES = {
    "missing": "is required",
    "string_type": "should be a text (put it in quotation marks)",
    "tuple_type": "should be a list: [one, two]",
    "model_type": "should be a table of keys and values",
    "dict_type": "should be a table of keys and values",
    "model_attributes_type": "should be a table of keys and values",
}


class Strict(BaseModel):
    """A record in which every key is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def validated(model: type[M], document: Document, path: tuple[str | int, ...], problems: Problems) -> M | None:
    """The value at ``path`` as ``model``, with one located problem for each thing wrong in it.

    What is wrong is left out, so that the rest can be read and checked; None where nothing is left.
    """
    value: Any = document.value
    for step in path:
        value = value[step]
    for attempt in range(ROUNDS):
        try:
            return model.model_validate(value)
        except ValidationError as error:
            faults = error.errors()
            if attempt == 0:
                for fault in faults:
                    _tell(fault, model, document, path, problems)
            if not isinstance(value, dict):
                return None
            value = copy.deepcopy(value)
            for fault in sorted(faults, key=lambda f: str(f["loc"]), reverse=True):
                _leave_out(value, fault["loc"][: max(1, len(fault["loc"]) - attempt)], fault["type"] == "missing")
    return None


def _tell(fault: Any, model: type[BaseModel], document: Document, path: tuple[str | int, ...], p: Problems) -> None:
    where = tuple(fault["loc"])
    place = document.at(*path, *where)
    if fault["type"] == "extra_forbidden":
        key = str(where[-1])
        p.add("yaml-key-unknown", f"nothing reads the key “{key}”", place, nearest(key, _keys(model, where[:-1])))
        return
    message = str(fault["msg"]).removeprefix("Input ").removeprefix("Value error, ")
    name = ".".join(map(str, where)) or "this"
    p.add("yaml-value-invalid", f"{name} {MESSAGES.get(str(fault['type']), message)}", place)


def _keys(model: type[BaseModel], where: Iterable[str | int]) -> list[str]:
    """The keys that the model at a path reads."""
    for step in where:
        field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
        inner = _inner(field.annotation) if field else None
        model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _inner(annotation: Any) -> type[BaseModel] | None:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_inner, get_args(annotation)) if found), None)


def _leave_out(value: Any, where: tuple[str | int, ...], missing: bool) -> None:
    """Take away what stands at a path; a required text that is missing becomes empty."""
    for step in where[:-1]:
        inside = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not inside and not (isinstance(value, Mapping) and step in value):
            return
        value = value[step]
    last = where[-1] if where else None
    if isinstance(value, dict):
        if missing and last not in value:
            value[str(last)] = ""
        else:
            value.pop(last, None)
    elif isinstance(value, list) and isinstance(last, int) and last < len(value):
        del value[last]
