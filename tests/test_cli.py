"""The commands of the contract, as people and scripts run them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.cli import main
from rag.pipeline import build
from tests.conftest import CORPUS, ROOT

GOLDEN = Path(__file__).parent / "golden"
INTERRUPTIBLE = """
import signal, sys
from rag.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job started in the background ignores Ctrl-C
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, index: Path
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on the shared index; gives its exit code, stdout and stderr."""

    def command(*arguments: object, on: Path | None = None) -> tuple[int, str, str]:
        code = main([*map(str, arguments), *(() if on is None else ("--index", str(on)))])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    monkeypatch.chdir(ROOT)
    return command


Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("name", ["ask-en", "ask-hant", "ask-not-found"])
def test_what_people_see(run: Run, index: Path, name: str) -> None:
    questions = {
        "ask-en": "what is the No. 1 channel",
        "ask-hant": "1號通道係咩",
        "ask-not-found": "how do I cook rice",
    }
    code, out, err = run("ask", questions[name], on=index)
    assert (code, err) == (0, "")
    assert out == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_ask_prints_the_contract_s_json(run: Run, index: Path) -> None:
    code, out, _ = run("ask", "1號通道是什麼", "--json", on=index)
    answer = json.loads(out)
    assert code == 0 and answer["id"] is None and answer["outcome"] == "answered"


def test_ask_takes_filters(run: Run, index: Path) -> None:
    _, out, _ = run(
        "ask", "深圳", "--since", "2021-10-15", "--until", "2021", "--publisher", "文匯", "--json", on=index
    )
    assert {"wenweipo-2021-10-15"} == {p["article_id"][:19] for p in json.loads(out)["passages"]}


def test_a_file_of_questions_keeps_its_order(run: Run, index: Path, tmp_path: Path) -> None:
    lines = [
        {"question": "1號通道是什麼"},
        {"id": "b", "question": "今日天氣"},
        {"id": 3, "question": "how many labs", "extra": 1},
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, err = run("ask", "--questions", tmp_path / "q.jsonl", "--out", tmp_path / "a.jsonl", on=index)
    answers = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (code, out, err) == (0, "", "")
    assert [(answer["id"], answer["question"]) for answer in answers] == [
        (None, "1號通道是什麼"), ("b", "今日天氣"), ("3", "how many labs"),
    ]  # fmt: skip


def test_a_line_that_is_no_question_costs_none_of_the_others(run: Run, index: Path, tmp_path: Path) -> None:
    texts = ["1號通道是什麼", "", "？！", "字" * 1_000_000, "what is the No. 1 channel"]
    (tmp_path / "q.jsonl").write_text("\n".join(json.dumps({"question": text}) for text in texts), encoding="utf-8")
    code, _, _ = run("ask", "--questions", tmp_path / "q.jsonl", "--out", tmp_path / "a.jsonl", on=index)
    answers = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert code == 0 and [answer["question"] for answer in answers] == texts
    assert [answer["outcome"] for answer in answers] == ["answered", *["not_found"] * 3, "answered"]
    assert "The question is empty" in answers[1]["text"] and "holds no word" in answers[2]["text"]


def test_search_shows_ranked_slices(run: Run, index: Path) -> None:
    _, out, _ = run("search", "1號通道", "-k", "3", "--json", on=index)
    hits = json.loads(out)
    assert len(hits) == 3 and hits[0]["score"] >= hits[1]["score"]
    _, out, _ = run("search", "1號通道", "-k", "3", on=index)
    assert out.startswith(" 1  ") and hits[0]["article_id"] in out


def test_articles_are_listed_shown_and_exported(run: Run, index: Path, tmp_path: Path) -> None:
    _, out, _ = run("articles", "list", on=index)
    assert len(out.splitlines()) == len([path for path in CORPUS.glob("*.md") if path.name != "README.md"])
    identity = out.split("\t")[0]
    _, shown, _ = run("articles", "show", identity, on=index)
    code, _, _ = run("articles", "export", tmp_path / "all.jsonl", on=index)
    articles = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(articles[0]) == ["id", "title", "text", "published", "publisher", "language", "source"]
    assert code == 0 and articles[0]["id"] == identity and articles[0]["text"] in shown


def test_repairs_are_reported_from_the_files(run: Run, write_corpus: Callable[..., Path]) -> None:
    folder = write_corpus({"a.txt": "目前在研項目目前在研項目400400多個多個，，\n安靜的一行。"})
    _, out, _ = run("articles", "repairs", "--corpus", folder)
    assert "printed_twice" in out and "a:1" in out and "目前在研項目400多個，" in out.replace("⏎", "")


def test_a_filter_takes_dates_in_words(run: Run, index: Path) -> None:
    code, out, _ = run("search", "通道", "--until", "今年", "--json", on=index)
    assert code == 0 and json.loads(out)
    code, out, _ = run("search", "通道", "--since", "明年", "--json", on=index)
    assert code == 0 and json.loads(out) == []
    code, out, err = run("search", "通道", "--since", "some day", on=index)
    assert (code, out) == (2, "") and "'some day' cannot be read" in err


def test_what_was_read_from_the_text_is_exported_as_such(
    run: Run, write_corpus: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_corpus({"a.txt": "漁港開幕\n\n海濱日報訊（記者 林小文）漁港昨日開幕，有四十艘船，鎮長也來了。"})
    run("build", "--corpus", folder, on=tmp_path / "own")
    run("articles", "export", tmp_path / "out.jsonl", on=tmp_path / "own")
    article = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert (article["title"], article["publisher"], article["reporters"]) == ("漁港開幕", "海濱日報", ["林小文"])
    assert article["inferred"] == ["title", "publisher", "reporters"]


def test_build_rollback_verify_and_prune(run: Run, write_corpus: Callable[..., Path], tmp_path: Path) -> None:
    folder, own = write_corpus({"a.txt": "漁港有四十艘船。", "b.txt": b"\x00\x01" * 50}), tmp_path / "index"
    code, out, err = run("build", "--corpus", folder, "--json", on=own)
    first = json.loads(out)
    assert code == 0 and first["articles"] == 1 and "skipped b.txt: binary data" in err
    (folder / "a.txt").write_text("漁港有五十艘船。", encoding="utf-8")
    _, out, _ = run("build", "--corpus", folder, on=own)
    second = out.split()[0]
    _, out, _ = run("index", "list", on=own)
    assert [line[:1] for line in out.splitlines() if second in line] == ["*"]
    assert run("index", "rollback", on=own)[1].startswith(first["generation"])
    assert "is whole" in run("index", "verify", on=own)[1]
    assert run("index", "prune", on=own)[1].splitlines()[1:] == [second]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "好嗎", "--index", "{tmp}/none"], "run `baowen build` first"),
        (["ask", "？！", "--index", "{index}"], "holds no word"),
        (["ask", "", "--index", "{index}"], "The question is empty"),
        (["ask", "--index", "{index}"], "Give one question"),
        (["ask", "--questions", "{tmp}/none.jsonl", "--out", "{tmp}/o", "--index", "{index}"], "cannot be read"),
        (["ask", "--questions", "{tmp}/bad.jsonl", "--out", "{tmp}/o", "--index", "{index}"], "bad.jsonl, line 2"),
        (["build", "--corpus", "{tmp}/none", "--index", "{tmp}/i"], "There is no folder"),
        (["build", "--corpus", "{tmp}/empty", "--index", "{tmp}/i"], "There are no articles"),
        (["build", "--engine", "milvus", "--index", "{tmp}/i"], "leave out --engine milvus"),
        (["build", "--model", "{tmp}/none", "--index", "{tmp}/i"], "cannot be loaded"),
        (["articles", "show", "none", "--index", "{index}"], "see `baowen articles list`"),
        (["index", "verify", "--index", "{tmp}/none"], "run `baowen build` first"),
        (["index", "rollback", "none", "--index", "{index}"], "see `baowen index list`"),
        (["ask", "好嗎", "--llm", "none", "--index", "{index}"], "PROVIDER:NAME"),
    ],
)
def test_an_error_is_one_sentence_and_exit_code_2(
    run: Run, index: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.jsonl").write_text('{"question": "好嗎"}\n{"nothing": 1}\n', encoding="utf-8")
    code, out, err = run(*(argument.format(tmp=tmp_path, index=index) for argument in arguments))
    assert (code, out) == (2, "")
    assert err.startswith("baowen: ") and err.count("\n") == 1 and says in err


@pytest.mark.parametrize("arguments", [["ask", "q", "--language", "fr"], ["search", "q", "-k", "0"], ["nothing"], []])
def test_an_option_that_cannot_be_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_asking_imports_nothing_heavy(index: Path) -> None:
    code = (
        "import sys; from rag.cli import main; main(sys.argv[1:]);"
        "print(*sorted({'torch', 'gradio', 'sentence_transformers', 'transformers', 'langchain_core'} & set(sys.modules)), file=sys.stderr)"
    )
    arguments = [sys.executable, "-c", code, "ask", "what is the No. 1 channel", "--index", str(index)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=ROOT)
    assert "[1]" in done.stdout and done.stderr.strip() == ""


def test_ctrl_c_in_a_build_leaves_the_old_index(tmp_path: Path) -> None:
    own, corpus = tmp_path / "index", tmp_path / "corpus"
    built = build(CORPUS, own)
    shutil.copytree(CORPUS, corpus)
    for copy in range(60):  # long enough to be stopped in the middle
        text = "".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.md"))[:10])
        (corpus / f"more-{copy}.txt").write_text(text.replace("深圳", f"深圳{copy}"), encoding="utf-8")
    (own / ".lock").unlink()
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "build", "--corpus", str(corpus), "--index", str(own)], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while process.poll() is None and not (own / ".lock").exists():  # the build has begun to read
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and err.strip().splitlines()[-1].startswith("baowen: stopped")
    assert (own / "CURRENT").read_text().strip() == built.generation
    assert list(own.glob(".building-*")) == []


def test_output_cut_short_is_no_error(index: Path) -> None:
    command = f"{sys.executable} -m rag articles list --index {index} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert done.stderr == "" and done.stdout.count("\n") == 1
