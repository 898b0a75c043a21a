"""Editors complete and validate records by the line that is written on top of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.schema import schema_text
from extract.write import from_yaml, schema_for, to_yaml

ROOT = Path(__file__).parents[1]
CORRECT = (ROOT / "tests" / "cases" / "check" / "correct.yaml").read_text(encoding="utf-8")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record in a repository that has the schema."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "release.schema.json").write_text(schema_text(), encoding="utf-8")
    path = tmp_path / "releases" / "2026" / "bilan.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(to_yaml(from_yaml(CORRECT), schema_for(path)), encoding="utf-8")
    return path


def test_check_jsonschema_accepts_a_record_and_refuses_a_broken_one(record: Path) -> None:
    line = record.read_text(encoding="utf-8").splitlines()[0]
    schema = record.parent / line.removeprefix("# yaml-language-server: $schema=")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(record)]
    good = subprocess.run(command, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout
    record.write_text(record.read_text(encoding="utf-8").replace("  kind: rank", "  kind: place"), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


class Server:
    """The least of a language client: messages over standard input and output."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._id = 0

    def notify(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._id += 1
        mine = self._id
        self._send({"id": mine, "method": method, "params": params})
        return self._until(lambda m: m.get("id") == mine and "method" not in m)["result"]

    def diagnostics(self) -> list[str]:
        found = self._until(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        return [d["message"] for d in found["params"]["diagnostics"]]

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _until(self, wanted: Any) -> dict[str, Any]:
        while True:
            message = self._receive()
            if wanted(message):
                return message
            if "id" in message and "method" in message:  # the server asks something of the editor
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [None for _ in items] or None})

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """yaml-language-server, from EXTRACT_NODE_MODULES or else fresh from npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("no node and npm here; check-jsonschema stands in")
    modules = Path(os.environ.get("EXTRACT_NODE_MODULES", ""))
    if not (modules / "yaml-language-server").is_dir():
        folder = tmp_path_factory.mktemp("npm")
        install = [npm, "install", "--silent", "--no-audit", "--prefix", str(folder), "yaml-language-server@1"]
        try:
            subprocess.run(install, check=True, capture_output=True, timeout=180)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("yaml-language-server does not install here; check-jsonschema stands in")
        modules = folder / "node_modules"
    started = Server([node, str(modules / "yaml-language-server" / "bin" / "yaml-language-server"), "--stdio"])
    started.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    started.notify("initialized", {})
    yield started
    started.stop()


def opened(server: Server, path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
    server.notify("textDocument/didOpen", {"textDocument": document})
    return path.as_uri()


@pytest.mark.slow
def test_the_language_server_validates_completes_and_explains(server: Server, record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    opened(server, record, text)
    assert server.diagnostics() == []

    broken = record.with_name("broken.yaml")
    uri = opened(
        server, broken, text.replace("  kind: rank", "  kind: place").replace("  bound: nearly", "  bounds: nearly")
    )
    said = " ".join(server.diagnostics())
    assert "bounds" in said
    assert "percentage" in said

    lines = text.splitlines()
    row = next(n for n, line in enumerate(lines) if line.startswith("  kind: "))
    where = {"textDocument": {"uri": uri}, "position": {"line": row, "character": 4}}
    hover = server.ask("textDocument/hover", where)
    assert "What sort of quantity" in json.dumps(hover)

    lines.insert(row, "  dir")
    half = record.with_name("half.yaml")
    uri = opened(server, half, "\n".join(lines))
    server.diagnostics()
    offered = server.ask(
        "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": row, "character": 5}}
    )
    labels = [item["label"] for item in (offered["items"] if isinstance(offered, dict) else offered)]
    assert "direction" in labels
