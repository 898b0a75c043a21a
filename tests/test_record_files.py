"""What must always hold of records as files: the way there and back, the schema, a person's work."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from ruamel.yaml import YAML

from extract.errors import OutputError
from extract.find.quantity import Bound, Kind, Reason
from extract.identity import claim_id, head_id, identity
from extract.load import YamlError, load
from extract.merge import merge, merge_file
from extract.read.document import Origin
from extract.records import (
    SCHEMA_VERSION,
    At,
    Claim,
    IgnoredNumber,
    Period,
    Place,
    Release,
    ReleaseHead,
    Repair,
    Source,
)
from extract.schema import schema_text
from extract.write import from_yaml, schema_for, to_yaml

ROOT = Path(__file__).parents[1]
SOURCE = Source(file="bilan.pdf", sha256="9f" * 32, media_type="application/pdf", pages=1, origin=Origin.TEXT_LAYER)


def claim(quantity: str, value: str, start: int, **fields: Any) -> Claim:
    made = Claim(
        id="c-000000",
        quote=f"soit {quantity} de dossiers",
        quantity=quantity,
        value=Decimal(value),
        at=At(page=1, start=start, end=start + len(quantity), box=(72.0, 310.5, 104.2, 322.1)),
        **{"kind": Kind.PERCENTAGE, "unit": "%", **fields},
    )
    return made.model_copy(update={"id": claim_id(made, identity(made.quote, made.quantity, 1))})


def release(*claims: Claim, title: str = "Bilan 2025") -> Release:
    head = ReleaseHead(title=title, date="2026-03-17", issuers=("ARS",), place=Place(name="La Réunion", code="REG-04"))
    head = head.model_copy(update={"id": head_id(head, identity("x"))})
    return Release(
        source=SOURCE,
        release=head,
        claims=claims,
        ignored=(IgnoredNumber(text="17 mars 2026", reason=Reason.DATE, at=At(page=1, start=24, end=36)),),
        repairs=(Repair(before="aprés", after="après", rule="accent", at=At(page=1, start=140, end=145)),),
    )


FIRST = claim("27,5 %", "27.5", 100, entity="dossiers", period=Period(edtf="2025-12-31", text="À fin décembre 2025"))
SECOND = claim("19,7 %", "19.7", 200, bound=Bound.NEARLY)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=4)
offsets = st.integers(0, 10**6)
places = st.builds(At, page=st.integers(1, 99), start=st.just(0), end=offsets, box=st.none())
claims = st.builds(
    Claim,
    id=st.from_regex(r"c-[0-9a-f]{6,16}(-[0-9]+)?", fullmatch=True),
    quote=texts,
    quantity=texts,
    value=numbers,
    upper=st.none() | numbers,
    numerator=st.none(),
    denominator=st.none(),
    kind=st.sampled_from(Kind),
    unit=texts,
    bound=st.sampled_from(Bound),
    statistic=st.none(),
    direction=st.none(),
    entity=st.none() | texts,
    property=st.none() | texts,
    period=st.none() | st.builds(Period, edtf=texts, text=st.none() | texts),
    baseline=st.none(),
    place=st.none() | st.builds(Place, name=texts, code=st.none() | texts, text=st.none()),
    status=st.none(),
    compared_to=st.none(),
    part_of=st.none(),
    at=places,
    source_quote=st.none() | texts,
    flags=st.lists(texts, max_size=2).map(tuple),
    reviewed=st.none(),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(claims, max_size=3).map(tuple), texts, texts)
def test_a_record_survives_the_way_through_yaml(claims: tuple[Claim, ...], title: str, after: str) -> None:
    record = release(*claims, title=title).model_copy(
        update={"repairs": (Repair(before="", after=after, rule=title, at=FIRST.at),), "warnings": (title, after)}
    )
    text = to_yaml(record)
    assert from_yaml(text) == record
    assert to_yaml(from_yaml(text)) == text
    assert all(c in "\n\t" or c.isprintable() or ord(c) > 0x9F for c in text)


def test_yaml_is_written_as_designed() -> None:
    assert to_yaml(release(FIRST)) == (ROOT / "tests" / "cases" / "record.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("27.5", "27.5"),
        ("27.0", "27"),
        ("1E+12", "1000000000000"),
        ("0.00001", "0.00001"),
        ("30", "30"),
        ("100", "100"),
        ("0.1", "0.1"),
        (str(Decimal(1) / 3), "0.3333"),
        (str(Decimal(2) / 3), "0.6667"),
    ],
)
def test_numbers_are_written_plain(value: str, written: str) -> None:
    line = next(line for line in to_yaml(release(claim("x", value, 0))).splitlines() if "value:" in line)
    assert line == f"  value: {written}"


@pytest.mark.parametrize("wrong", ["27.5", True, None, float("nan"), [1]])
def test_a_value_is_a_number(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate(FIRST.model_dump() | {"value": wrong})


def test_the_published_schema_is_that_of_the_models() -> None:
    for name in ("release.schema.json", f"release-{SCHEMA_VERSION}.schema.json"):
        published = (ROOT / "schemas" / name).read_text(encoding="utf-8")
        assert published == schema_text(), f"stale: run `make schema` and commit schemas/{name}"


def test_every_field_has_a_title_a_description_and_an_example() -> None:
    schema = json.loads(schema_text())
    models = {"Release": schema, **schema["$defs"]}
    for name, model in models.items():
        assert {"title", "description"} <= model.keys(), name
        for key, field in model.get("properties", {}).items():
            assert {"title", "description", "examples"} <= field.keys(), f"{name}.{key}"
        assert model.get("additionalProperties", False) is False


def test_the_schema_accepts_what_is_written_and_refuses_more() -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    data = load(to_yaml(release(FIRST, SECOND)))
    assert list(validator.iter_errors(data)) == []
    data["claims"][0]["quantite"] = 1
    assert len(list(validator.iter_errors(data))) == 1


@settings(deadline=None, max_examples=30)
@given(st.lists(claims, max_size=2).map(tuple), texts)
def test_other_yaml_readers_see_the_same(claims: tuple[Claim, ...], title: str) -> None:
    text = to_yaml(release(*claims, title=title))
    assert yaml.safe_load(text) == load(text)
    assert YAML(typ="safe", pure=True).load(text) == load(text)


def test_the_line_for_editors_leads_to_the_nearest_schema(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    assert schema_for(tmp_path / "a" / "b" / "x.yaml") == "schemas/release.schema.json"
    (tmp_path / "schemas" / "release.schema.json").write_text(schema_text())
    assert schema_for(tmp_path / "a" / "b" / "x.yaml") == "../../schemas/release.schema.json"
    assert schema_for(tmp_path / "x.yaml") == "schemas/release.schema.json"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "second time"),
        ("a: &x 1\nb: *x\n", 1, "anchor"),
        ("a: !!python/object:os.system {}\n", 1, "tag"),
        ("a:\n\tb: 1\n", 2, "spaces"),
        ("a: 1\n---\nb: 1\n", 2, "second document"),
        ("a: [1, 2\n", 1, "bracket"),
        ("[" * 5000, 1, "deep"),
        ("a: \x07\n", 1, "not allowed"),
    ],
)
def test_faulty_yaml_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(YamlError, match=said) as caught:
        load(text)
    assert caught.value.fault.line == line


# A person's work


def test_a_second_run_changes_nothing() -> None:
    text = to_yaml(release(FIRST, SECOND))
    merged = merge(text, release(FIRST, SECOND))
    assert (merged.text, merged.disagreements) == (text, ())


def test_comments_survive_where_they_stood() -> None:
    text = to_yaml(release(FIRST, SECOND))
    text = text.replace("claims:", "# checked by Zoé\nclaims:  # two")
    text = text.replace("- id: " + SECOND.id, "# look here\n- id: " + SECOND.id)
    text = text.replace("  value: 19.7", "  # really?\n  value: 19.7 # page 2, « # 3 »")
    text = text.replace("warnings: []", "warnings: []\n# the end")
    merged = merge(text, release(FIRST, SECOND))
    assert merged.text == text.replace("value: 19.7 #", "value: 19.7  #")
    assert merge(merged.text, release(FIRST, SECOND)).text == merged.text


def test_a_comment_whose_place_is_gone_is_kept_at_the_end() -> None:
    text = to_yaml(release(FIRST, SECOND)).replace("  value: 19.7", "  value: 19.7  # doubtful")
    assert merge(text, release(FIRST)).text.endswith("# doubtful\n")


@pytest.mark.parametrize("mark", ["accepted", "corrected", "rejected"])
def test_a_reviewed_claim_stays(mark: str) -> None:
    text = to_yaml(release(FIRST, SECOND)).replace("value: 19.7", f"value: 19.8\n  reviewed: {mark}")
    merged = merge(text, release(FIRST, SECOND))
    assert (merged.release.claims[1].value, merged.release.claims[1].reviewed) == (Decimal("19.8"), mark)
    assert bool(merged.disagreements) == (mark != "rejected")
    assert merge(merged.text, release(FIRST, SECOND)).text == merged.text


def test_a_corrected_field_stays_without_a_mark() -> None:
    text = to_yaml(release(FIRST, SECOND)).replace('entity: "dossiers"', 'entity: "carnets"')
    text = text.replace('title: "Bilan 2025"', 'title: "Le bilan"')
    merged = merge(text, release(FIRST, SECOND))
    assert merged.release.claims[0].entity == "carnets"
    assert merged.release.release.title == "Le bilan"
    assert len(merged.disagreements) == 2
    assert merged.release.warnings == merged.disagreements


def test_what_nobody_touched_is_renewed() -> None:
    better = claim("27,5 %", "27.5", 100, entity="dossiers médicaux")
    merged = merge(to_yaml(release(FIRST, SECOND)), release(better))
    assert merged.release.claims == (better,)


def test_a_reviewed_claim_that_is_found_no_more_stays_in_its_place() -> None:
    text = to_yaml(release(FIRST, SECOND)).replace("  value: 27.5", "  value: 27.5\n  reviewed: accepted")
    merged = merge(text, release(SECOND))
    assert [c.quantity for c in merged.release.claims] == ["27,5 %", "19,7 %"]
    assert "not extracted" in merged.disagreements[0]


def test_links_follow_a_claim_that_got_another_id() -> None:
    linked = SECOND.model_copy(update={"part_of": FIRST.id})
    better = claim("27,5 %", "27.5", 100, entity="dossiers médicaux")
    text = to_yaml(release(FIRST, linked)).replace("value: 19.7", "value: 19.7\n  reviewed: accepted")
    text = text.replace(f"part_of: {FIRST.id}", f"part_of: {better.id}")
    merged = merge(text, release(better, SECOND))
    assert merged.release.claims[1].part_of == better.id


def test_a_faulty_record_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "bilan.yaml"
    path.write_text("claims: [\n")
    with pytest.raises(OutputError, match="left alone"):
        merge_file(path, release(FIRST))


def test_the_reviewed_record_of_another_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "bilan.yaml"
    path.write_text(to_yaml(release(FIRST)).replace("  value: 27.5", "  value: 27.5\n  reviewed: accepted"))
    other = release(FIRST).model_copy(
        update={"source": SOURCE.model_copy(update={"file": "bilan.html", "sha256": "00" * 32})}
    )
    with pytest.raises(OutputError, match=r"record of bilan\.pdf"):
        merge_file(path, other)
