"""The JSON Schema of a record, generated from its models."""

from __future__ import annotations

import json

from pydantic.json_schema import GenerateJsonSchema

from extract.records import SCHEMA_VERSION, Release

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = f"https://extract.example/schemas/release-{SCHEMA_VERSION}.schema.json"


def schema_text() -> str:
    """The schema as it is published: JSON Schema 2020-12, the same bytes for the same models."""
    body = Release.model_json_schema(mode="validation", schema_generator=GenerateJsonSchema)
    return json.dumps({"$schema": DIALECT, "$id": ID, **body}, ensure_ascii=False, indent=2) + "\n"
