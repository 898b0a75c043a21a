"""The shape of a record: keys, types, codes and forms, as the models ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from extract.check.finding import Path, Problem, dotted
from extract.records import REQUIRED, SCHEMA_VERSION, Release

TYPES = {
    "string_type": "a text in quotes",
    "int_type": "a whole number without quotes",
    "int_from_float": "a whole number",
    "float_type": "a number without quotes",
    "tuple_type": "a list",
    "model_type": "keys with values",
    "dict_type": "keys with values",
    "bool_type": "true or false",
}
FORMS = {
    "sha256": "64 hexadecimal digits in lower case, as `sha256sum` prints",
    "id": "c- and 6 to 16 hexadecimal digits (r- for a release)",
    "date": "YYYY-MM-DD",
    "media_type": "type/subtype, like application/pdf",
}
MEANT = {  # what people write for a key or a code
    "percent": "percentage",
    "pourcentage": "percentage",
    "ratio": "fraction",
    "amount": "money",
    "currency": "money",
    "number": "count",
    "increase": "up",
    "hausse": "up",
    "rise": "up",
    "decrease": "down",
    "baisse": "down",
    "fall": "down",
    "average": "mean",
    "approximately": "about",
    "around": "about",
    "over": "more_than",
    "under": "less_than",
    "almost": "nearly",
    "exact": "exactly",
    "forecast": "target",
    "goal": "target",
    "yes": "accepted",
    "ok": "accepted",
    "location": "place",
    "when": "period",
    "number_of_pages": "pages",
}


def shape(data: Any) -> Iterator[Problem]:
    """What the models refuse in the data of a file."""
    if not isinstance(data, dict):
        yield Problem("no-record", (), "this is no record: a record begins with `schema_version: 1`")
        return
    version = data.get("schema_version", SCHEMA_VERSION)
    if type(version) is int and version != SCHEMA_VERSION:
        yield Problem("schema-version", ("schema_version",), _version(version))
        return
    missing = [key for key in REQUIRED if key not in data]
    for key in missing:
        yield Problem("missing-key", (), f"the key `{key}` is missing: add it")
    yield from _empty(data, ())
    try:
        Release.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if not (len(detail["loc"]) == 1 and detail["loc"][0] in missing):
                yield from _problem(data, detail)


def _version(version: int) -> str:
    if version > SCHEMA_VERSION:
        return f"schema version {version} is newer than this program: update it"
    return f"schema version {version} is old: `extract migrate` lifts the file to {SCHEMA_VERSION}"


def _empty(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner is None:
                yield Problem("empty-value", (*path, key), f"`{key}` is empty: fill it or remove the key")
            elif type(inner) in (dict, list):
                yield from _empty(inner, (*path, key))
    else:
        for index, inner in enumerate(value):
            if inner is None:
                yield Problem("empty-value", (*path, index), "the item is empty: fill it or remove it")
            elif type(inner) in (dict, list):
                yield from _empty(inner, (*path, index))


def _problem(data: Any, detail: ErrorDetails) -> Iterator[Problem]:
    path: Path = detail["loc"]
    key = path[-1] if path else ""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "extra_forbidden":
        near = nearest(str(key), known_keys(path[:-1]))
        yield Problem(
            "unknown-key", path, f"unknown key `{key}`" + (f": did you mean `{near}`?" if near else ": remove it")
        )
    elif kind == "missing" and isinstance(key, str):
        yield Problem("missing-key", path[:-1], f"the key `{key}` is missing: add it")
    elif kind in ("missing", "too_long", "too_short"):
        where = path[:-1] if isinstance(key, int) else path
        yield Problem("wrong-type", where, f"{dotted(where[-1:])} needs four numbers: x0, top, x1, bottom")
    elif given is None:
        return  # an empty value, said already
    elif kind in ("enum", "literal_error"):
        near = nearest(str(given), _codes(str(context.get("expected", ""))))
        hint = f": did you mean `{near}`?" if near else f": write one of {context.get('expected', '')}"
        yield Problem("unknown-code", path, f"`{given}` is no {str(key).replace('_', ' ')}{hint}")
    elif kind in TYPES:
        yield Problem("wrong-type", path, f"`{_short(given)}` is not {TYPES[kind]}: {_instead(kind, given)}")
    elif kind in ("string_pattern_mismatch", "string_too_short"):
        form = FORMS.get(str(key), "at least one character")
        yield Problem("wrong-form", path, f"`{_short(given)}` is not {form}: correct it")
    elif kind in ("greater_than_equal", "less_than_equal", "finite_number"):
        limit = context.get("ge", context.get("le", "a finite number"))
        side = {"greater_than_equal": "at least ", "less_than_equal": "at most "}.get(kind, "")
        yield Problem("out-of-range", path, f"{_short(given)} is out of range: {key} is {side}{limit}")
    else:
        message = detail["msg"].removeprefix("Value error, ")
        rule = "wrong-type" if key in ("value", "upper") else "out-of-range"
        yield Problem(rule, path, f"{message}" if rule == "out-of-range" else f"`{_short(given)}`: {message}")


def _instead(kind: str, given: Any) -> str:
    if kind == "string_type" and not isinstance(given, (dict, list)):
        return f'write "{given}"'
    if kind in ("int_type", "float_type", "int_from_float") and isinstance(given, str):
        return "remove the quotes and all but the number"
    if kind in ("model_type", "dict_type"):
        return "write it like `{name: …}`, with the keys of the schema"
    if kind == "tuple_type":
        return "write it as [a, b] or one item a line"
    return "correct it"


def known_keys(path: Path) -> list[str]:
    """The keys that the model at a path knows."""
    model: type[BaseModel] = Release
    for key in path:
        if isinstance(key, str) and key in model.model_fields:
            inner = _models(model.model_fields[key].annotation)
            if inner:
                model = inner[0]
    return list(model.model_fields)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]


def nearest(word: str, known: list[str]) -> str | None:
    """What was probably meant by a word."""
    meant = MEANT.get(word.lower())
    if meant in known:
        return meant
    found = get_close_matches(word.lower().replace("-", "_"), known, n=1, cutoff=0.5)
    return found[0] if found else None


def _codes(expected: str) -> list[str]:
    return [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"
