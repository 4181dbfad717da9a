"""Serving: ports, passwords, headers and the API, without a browser."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client

from rag.errors import BaowenError, Unusable
from rag.types import Built, Progress
from rag.ui.desk import Desk, Failed, Running
from rag.ui.handlers import Handlers
from rag.ui.house import House
from rag.ui.server import address, check_port, read_auth, start
from rag.ui.turns import Asking
from tests.ui.fakes import FakeHouse, FakePipeline


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    house, port = FakeHouse(FakePipeline()), free_port()
    page = start(Desk(Path("corpus"), house), "127.0.0.1", port)
    yield address("127.0.0.1", port)
    page.close(verbose=False)


@pytest.fixture(scope="module")
def client(base: str) -> Client:
    return Client(base, verbose=False)


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Unusable, match=rf"127.0.0.1:{port} .*--port"):
            check_port("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("203.0.113.9", 0), ("no.such.host.invalid", 7860)])
def test_an_impossible_address_is_one_sentence(host: str, port: int) -> None:
    with pytest.raises(Unusable, match="Cannot serve at"):
        check_port(host, port)


def test_the_address_can_be_opened() -> None:
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80"
    assert address("::1", 7860) == "http://[::1]:7860"


def test_passwords_are_read(tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_text("# desk\nmei:a:b c\n\nlin:密碼\n", encoding="utf-8")
    assert read_auth(file) == [("mei", "a:b c"), ("lin", "密碼")]


@pytest.mark.parametrize("content", ["mei", ":secret", "mei:", "", "# nobody"])
def test_a_malformed_password_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "users"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Unusable, match="--auth"):
        read_auth(file)


def test_a_missing_password_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        read_auth(tmp_path / "none")


def test_every_reply_carries_the_safety_headers(base: str) -> None:
    for path in ("/", "/config", "/theme.css", "/nowhere", "/gradio_api/upload"):
        headers = httpx.get(base + path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_only_the_pages_own_inline_scripts_may_run(base: str) -> None:
    rules = httpx.get(base).headers["content-security-policy"].split("; ")
    scripts = next(rule for rule in rules if rule.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts and "http" not in scripts
    assert scripts.count("'sha256-") >= 4


def test_the_pages_source_holds_nothing_from_an_article(base: str) -> None:
    source = httpx.get(base).text
    assert "owned" not in source and "河套" not in source


@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/file=app.py"]
)
def test_doors_without_a_use_are_closed(base: str, path: str) -> None:
    assert httpx.post(base + path).status_code == 404
    assert httpx.get(base + path).status_code == 404


def test_the_door_for_files_is_shut_without_the_pages_ticket(base: str) -> None:
    reply = httpx.post(base + "/add?name=a.txt", content=b"x")
    assert (reply.status_code, reply.json()) == (403, {"why": "not_allowed"})
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_the_api_answers_in_the_form_of_the_contract(client: Client) -> None:
    answer: dict[str, Any] = client.predict(question="河套有多少科研人才？", api_name="/ask")
    assert answer["outcome"] == "answered" and answer["short_answer"] == "1.5萬餘名"
    assert answer["citations"][0]["quote"] == "河套合作區聚集了1.5萬餘名科技科研人才。"


def test_the_api_takes_history(client: Client) -> None:
    history = [{"question": "河套有多少科研人才？", "answer": "1.5萬餘名"}]
    answer = client.predict(question="高端呢？", history=history, api_name="/ask")
    assert answer["understood_as"] == "河套有多少科研人才？ 高端呢？"


def test_the_api_takes_a_filter(client: Client) -> None:
    where = {"since": "2020-01", "until": "August 2024", "publisher": "大公報", "language": "zh"}
    answer = client.predict(question="河套有多少科研人才？", **where, api_name="/ask")
    assert {passage["article_id"] for passage in answer["passages"]} == {"hetao"}
    answer = client.predict("河套有多少科研人才？", None, "", "2021", api_name="/ask")
    assert answer["outcome"] == "not_found" and {hit["article_id"] for hit in answer["passages"]} == {"railway"}


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ({"since": "soon"}, "The since date 'soon' cannot be read"),
        ({"until": "2020-13"}, "The until date"),
        ({"since": "2022", "until": "2020"}, "exchange since and until"),
        ({"language": "klingon"}, "no language 'klingon'"),
    ],
)
def test_the_api_says_what_is_wrong_with_a_filter(client: Client, where: dict[str, str], why: str) -> None:
    with pytest.raises(Exception, match=why):
        client.predict(question="高端", **where, api_name="/ask")


def test_the_api_says_what_is_wrong_in_one_sentence(client: Client) -> None:
    with pytest.raises(Exception, match="no word to look for"):
        client.predict(question="？？", api_name="/ask")


def test_an_unexpected_failure_tells_programs_nothing_of_its_inside(client: Client) -> None:
    with pytest.raises(Exception) as caught:
        client.predict(question="boom", api_name="/ask")
    assert "secret detail" not in str(caught.value)


def test_ask_is_the_only_name_programs_can_call(client: Client) -> None:
    endpoints = client.view_api(return_format="dict", print_info=False)
    assert isinstance(endpoints, dict)
    assert list(endpoints["named_endpoints"]) == ["/ask"]
    assert not endpoints["unnamed_endpoints"]


def test_a_password_is_asked_for_when_there_is_a_file() -> None:
    house, port = FakeHouse(FakePipeline()), free_port()
    desk = Desk(Path("corpus"), house)
    page = start(desk, "127.0.0.1", port, [("mei", "secret")])
    try:
        assert desk.uploads.ticket not in httpx.get(address("127.0.0.1", port)).text
        assert httpx.get(address("127.0.0.1", port) + "/config").status_code == 401
        assert Client(address("127.0.0.1", port), auth=("mei", "secret"), verbose=False)
    finally:
        page.close(verbose=False)


def finished(desk: Desk) -> Built | Failed:
    while isinstance(desk.rebuild.state, Running):
        pass
    assert isinstance(desk.rebuild.state, Built | Failed)
    return desk.rebuild.state


def test_a_rebuild_gives_an_empty_desk_its_pipeline() -> None:
    house = FakeHouse(None)
    desk = Desk(Path("corpus"), house)
    assert desk.look()[0] is None and "run `baowen build`" in desk.look()[1]
    desk.build()
    assert isinstance(finished(desk), Built)
    assert desk.look()[0] is not None


def test_a_rebuild_that_fails_says_why() -> None:
    def refuse(progress: object) -> Built:
        raise BaowenError("No articles in corpus.")

    def break_down(progress: object) -> Built:
        raise ValueError("secret detail")

    for failing, why in ((refuse, "No articles in corpus."), (break_down, "ValueError")):
        desk = Desk(Path("corpus"), FakeHouse(None))
        desk.rebuild.start(failing)
        ended = finished(desk)
        assert isinstance(ended, Failed) and why in ended.why and "secret" not in ended.why


def test_a_second_press_joins_the_rebuild_under_way() -> None:

    gate, begun = threading.Event(), []

    def held(progress: Any) -> Built:
        begun.append(1)
        progress(Progress("embed", 1, 2))
        gate.wait()
        return Built("g", 1, 1, 0, False, [], 1.0)

    desk = Desk(Path("corpus"), FakeHouse(None))
    desk.rebuild.start(held)
    desk.rebuild.start(held)
    gate.set()
    finished(desk)
    assert begun == [1]


def test_the_real_house_rebuilds_under_the_page(write_corpus: Callable[..., Path], tmp_path: Path) -> None:
    corpus = write_corpus({"one.md": "河套合作區聚集了1.5萬餘名科技科研人才。"})
    index = tmp_path / "index"
    desk = Desk(corpus, House(index, corpus))
    do = Handlers(desk)
    assert "empty" in do.conversation((), {}, "en")
    desk.build()
    assert isinstance(finished(desk), Built)
    *_, (html, replies) = do.answer(Asking("河套合作區有多少科研人才？"), (), {}, "zh-Hant")
    assert "1.5萬餘名" in html and replies[0].answer.generation in do.stock.rebuilding("zh-Hant")
    write_corpus({"two.md": "港深西部鐵路連接洪水橋與前海。"})
    desk.build()
    ended = finished(desk)
    assert isinstance(ended, Built) and ended.articles == 2
    assert "共 2 篇" in do.masthead("zh-Hant"), "the new index shows before the next question"
    assert ended.generation in do.stock.rebuilding("zh-Hant")
    assert do.pressed({"kind": "cite", "turn": "0", "n": "1"}, replies) == replies[0].answer.citations[0].quote
