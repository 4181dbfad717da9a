"""The commands and their options: the contract of the design, word for word."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rag import __version__
from rag.cli import check, commands


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command, with `run`, the function that carries it out."""
    parser = argparse.ArgumentParser(
        prog="baowen", description="Ask Chinese news articles a question; every quote is a slice of an article."
    )
    parser.add_argument("--version", action="version", version=f"baowen {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    _build(verbs)
    _ask(verbs)
    _search(verbs)
    _eval(verbs)
    _check(verbs)
    _articles(verbs)
    _index(verbs)
    _serve(verbs)
    return parser.parse_args(arguments)


_Verbs = argparse._SubParsersAction  # argparse gives its type no public name


def _verb(verbs: _Verbs[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    return verbs.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, default=Path("index"), help="the index folder (default: index)")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        default="",
        metavar="DATE",
        help="articles from this date on: 2020, 2020-08, 2020-08-26, 去年, last month",
    )
    parser.add_argument(
        "--until",
        default="",
        metavar="DATE",
        help="articles up to this date, its whole year or month included",
    )
    parser.add_argument("--publisher", default="", metavar="NAME", help="articles of this publisher")
    parser.add_argument(
        "--language", default="", choices=["zh", "zh-Hant", "zh-Hans", "en"], help="articles in this language or script"
    )


def _add_llm(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--llm", metavar="SPEC", help="a language model that may write the answer: openai:NAME, ollama:NAME, hf:PATH"
    )
    parser.add_argument(
        "--llm-url", default="", metavar="URL", help="where its server is, for any that speaks as OpenAI's does"
    )
    parser.add_argument(
        "--trace", type=Path, metavar="FILE", help="write what each answer went through, one JSON line a step"
    )


def _add_reranker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reranker", metavar="NAME|PATH", help="a cross-encoder that puts the best passages in order")


def _add_reader(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reader", metavar="builtin|NAME|PATH", help="the model that finds the words that answer in a passage"
    )


def _build(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "build", "build the index from the articles and let it serve")
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), help="the folder of the articles (default: corpus)"
    )
    _add_index(parser)
    parser.add_argument("--model", default="builtin", metavar="builtin|NAME|PATH", help="the embedding model")
    parser.add_argument("--engine", choices=["local", "milvus"], default="local", help="where vectors are kept")
    parser.add_argument("--uri", default="", help="the address of a milvus engine")
    parser.add_argument("--no-repair", action="store_true", help="keep the text of the articles as it came")
    _add_json(parser)
    parser.set_defaults(run=commands.run_build)


def _ask(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "ask", "answer one question, or a file of questions")
    parser.add_argument("question", nargs="?", metavar="QUESTION")
    _add_index(parser)
    _add_filter(parser)
    _add_llm(parser)
    _add_reranker(parser)
    _add_reader(parser)
    parser.add_argument("--questions", type=Path, metavar="FILE.jsonl", help="ask every question of a file")
    parser.add_argument("--out", type=Path, metavar="ANSWERS.jsonl", help="where the answers go, one a line")
    _add_json(parser)
    parser.set_defaults(run=commands.run_ask)


def _search(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "search", "show the passages that fit a question best")
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("-k", type=_count, default=10, metavar="K", help="how many (default: 10)")
    _add_index(parser)
    _add_filter(parser)
    _add_reranker(parser)
    _add_json(parser)
    parser.add_argument(
        "--explain", action="store_true", help="say which terms, translations and legs brought each passage"
    )
    parser.set_defaults(run=commands.run_search)


def _eval(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "eval", "measure the answers to a question set")
    parser.add_argument(
        "--questions",
        type=Path,
        default=Path("eval/questions"),
        help="a file or folder of questions (default: eval/questions)",
    )
    _add_index(parser)
    _add_llm(parser)
    _add_reranker(parser)
    _add_reader(parser)
    against = parser.add_mutually_exclusive_group()
    against.add_argument(
        "--baseline", type=Path, metavar="FILE", help="an earlier report or baseline; exit 1 when this run really loses"
    )
    against.add_argument(
        "--raise",
        type=Path,
        dest="raised",
        metavar="FILE",
        help="let this run be the baseline from now on, unless it really loses against the one in FILE",
    )
    parser.add_argument("--report", type=Path, metavar="DIR", help="write report.html and report.json there")
    _add_json(parser)
    parser.set_defaults(run=commands.run_eval)
    actions = parser.add_subparsers(metavar="ACTION")
    imported = _verb(actions, "import", "make a corpus and a question file of SQuAD, CMRC or DRCD questions")
    imported.add_argument("file", type=Path, metavar="FILE", help="nested JSON, or JSON lines with a passage")
    imported.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder they go to")
    _add_json(imported)
    imported.set_defaults(run=commands.run_eval_import)


def _check(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "check", "check claims against quotes: numbers, dates, names, units, negation and wording")
    parser.add_argument(
        "--claims", type=Path, required=True, metavar="FILE.jsonl", help='one {"id", "claim", "quotes": […]} a line'
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE.jsonl", help="where the verdicts go, one a line (default: stdout)"
    )
    parser.add_argument(
        "--score", action="store_true", help="say how many of the claims marked `expected` were judged so, by `kind`"
    )
    parser.set_defaults(run=check.run_check)


def _articles(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "articles", "list, show or export the indexed articles, or report their repairs")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = _verb(actions, "list", "list the articles of the index")
    show = _verb(actions, "show", "print one article as it was indexed")
    show.add_argument("id", metavar="ID")
    export = _verb(actions, "export", "write the articles as JSON lines")
    export.add_argument("file", type=Path, metavar="FILE.jsonl")
    repairs = _verb(actions, "repairs", "report what cleaning changed in the files of the corpus")
    repairs.add_argument("id", nargs="?", metavar="ID")
    repairs.add_argument(
        "--corpus", type=Path, default=Path("corpus"), help="the folder of the articles (default: corpus)"
    )
    for action, run in (
        (listing, commands.run_list),
        (show, commands.run_show),
        (export, commands.run_export),
        (repairs, commands.run_repairs),
    ):
        _add_index(action)
        _add_json(action)
        action.set_defaults(run=run)


def _index(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "index", "list, verify, roll back or prune the generations of the index")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = _verb(actions, "list", "list the generations, the serving one marked")
    check = _verb(actions, "verify", "check every file of the serving generation against its checksum")
    rollback = _verb(actions, "rollback", "let the generation before serve again, or the one named")
    rollback.add_argument("name", nargs="?", metavar="NAME")
    prune = _verb(actions, "prune", "remove all generations but the serving one and the one before")
    for action, run in (
        (listing, commands.run_generations),
        (check, commands.run_verify),
        (rollback, commands.run_rollback),
        (prune, commands.run_prune),
    ):
        _add_index(action)
        _add_json(action)
        action.set_defaults(run=run)


def _serve(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    parser = _verb(verbs, "serve", "open the chat page")
    _add_index(parser)
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), help="the folder that the rebuild tab reads (default: corpus)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument("--port", type=_port, default=7860, help="the port to listen on (default: 7860)")
    parser.add_argument("--auth", type=Path, metavar="FILE", help="a file of user:password lines")
    _add_llm(parser)
    _add_reranker(parser)
    _add_reader(parser)
    parser.add_argument(
        "--model", default="builtin", metavar="builtin|NAME|PATH", help="the embedding model of a rebuild"
    )
    parser.set_defaults(run=commands.run_serve)
