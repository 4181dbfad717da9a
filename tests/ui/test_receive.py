"""The door for files: only with the page's ticket, only what can be read, only up to the limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rag.load.files import LARGEST
from rag.ui.receive import PATH, TICKET, receiving
from rag.ui.uploads import Uploads


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "corpus")


@pytest.fixture
def client(uploads: Uploads) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[receiving(uploads)])) as client:
        yield client


def post(
    client: TestClient, uploads: Uploads, name: str, content: bytes = b"text", **headers: str
) -> tuple[int, object]:
    reply = client.post(PATH, params={"name": name}, content=content, headers={TICKET: uploads.ticket, **headers})
    return reply.status_code, reply.json()


def test_a_file_is_saved_as_it_is(client: TestClient, uploads: Uploads) -> None:
    assert post(client, uploads, "../一.txt", "內文".encode()) == (200, {"saved": "一.txt"})
    assert (uploads.folder / "一.txt").read_text(encoding="utf-8") == "內文"
    assert uploads.waiting == {"一.txt": "../一.txt"}


@pytest.mark.parametrize("ticket", ["", "guess", "票"])
def test_without_the_ticket_nothing_is_taken(client: TestClient, uploads: Uploads, ticket: str) -> None:
    reply = client.post(PATH, params={"name": "a.txt"}, content=b"x", headers={TICKET: ticket.encode()})
    assert (reply.status_code, reply.json()) == (403, {"why": "not_allowed"})
    assert not uploads.folder.exists()


def test_a_file_that_says_it_is_too_large_is_not_read(client: TestClient, uploads: Uploads) -> None:
    headers = {"content-length": str(LARGEST + 1)}
    assert post(client, uploads, "a.txt", **headers) == (413, {"why": "too_large"})


def test_a_file_of_another_kind_is_refused(client: TestClient, uploads: Uploads) -> None:
    assert post(client, uploads, "a.exe") == (415, {"why": "wrong_kind"})
    assert post(client, uploads, "") == (415, {"why": "wrong_kind"})


def test_a_folder_that_cannot_be_written_is_said(client: TestClient, uploads: Uploads) -> None:
    uploads.folder.write_text("a file in its place")
    assert post(client, uploads, "a.txt") == (507, {"why": "not_saved"})


def test_reading_from_the_door_gives_nothing(client: TestClient) -> None:
    assert client.get(PATH).status_code == 405
