"""The JSON Schema of a record, generated from its models."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from extract.records import SCHEMA_VERSION, Release

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = f"https://extract.example/schemas/release-{SCHEMA_VERSION}.schema.json"


class _Generator(GenerateJsonSchema):
    """What an editor should offer: every field with its title, and no `null`, since an absent key says it."""

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        body = super().model_schema(schema)
        for key, field in body["properties"].items():
            field.setdefault("title", key.replace("_", " ").capitalize())
        return body

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return super().default_schema(schema) if schema.get("default") else self.generate_inner(schema["schema"])


def schema_text() -> str:
    """The schema as it is published: JSON Schema 2020-12, the same bytes for the same models."""
    body = Release.model_json_schema(schema_generator=_Generator)
    return json.dumps({"$schema": DIALECT, "$id": ID, **body}, ensure_ascii=False, indent=2) + "\n"
