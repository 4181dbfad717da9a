"""What each command does. Heavy rooms are imported by the command that needs them, so that asking starts fast."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rag.cli.bar import Bar, counted
from rag.cli.output import (
    change_line,
    hit_keys,
    print_answer,
    print_hit,
    print_json,
    print_json_line,
    tell,
    write_lines,
)
from rag.errors import BadQuestion, Unusable
from rag.types import Answer, Article, Doubt, Filter, Question, Repair

if TYPE_CHECKING:
    from rag.evaluate import Report
    from rag.pipeline import Pipeline


def run_build(options: argparse.Namespace) -> int:
    from rag.pipeline import build

    if options.engine != "local" or options.uri:
        raise Unusable("This version keeps its index in a folder: leave out --engine milvus and --uri.")
    with Bar() as bar:
        built = build(options.corpus, options.index, options.model, bar.show, repair=not options.no_repair)
    for one in built.skipped:
        print(f"skipped {one.where}: {one.why}", file=sys.stderr)
    if options.json:
        print_json(asdict(built))
    else:
        state = "unchanged" if built.unchanged else "built"
        print(
            f"{built.generation} {state}: {built.articles} articles, {built.passages} passages "
            f"({built.reused} as before), {built.seconds:.1f} s"
        )
    return 0


def run_ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.questions is None):
        raise Unusable("Give one question, or a file of them with --questions FILE.jsonl.")
    if options.questions and not options.out:
        raise Unusable("Say where the answers go with --out ANSWERS.jsonl.")
    where = _filter(options)
    if options.questions:
        _ask_file(options, where)
        return 0
    answer = _asking(options).ask(Question(options.question), where)
    if options.json:
        print_json(answer.to_json())
    else:
        print_answer(answer)
    return 0


def _ask_file(options: argparse.Namespace, where: Filter) -> None:
    from rag.load.questions import load_questions

    questions = load_questions(options.questions)
    pipeline = _asking(options)
    answers = (_answer_or_refuse(pipeline, question, where) for question in counted(questions, "ask"))
    write_lines(options.out, (answer.to_json() for answer in answers))


def _asking(options: argparse.Namespace) -> Pipeline:
    from rag.pipeline import Pipeline

    return Pipeline.open(options.index, _llm(options), options.reranker, options.reader, options.trace)


def _llm(options: argparse.Namespace) -> str | None:
    """The language model's spec, with the address of its server where one is given."""
    if options.llm_url and not options.llm:
        raise Unusable("--llm-url says where a language model is: name the model too, with --llm openai:NAME.")
    return f"{options.llm}@{options.llm_url}" if options.llm_url else str(options.llm) if options.llm else None


def _answer_or_refuse(pipeline: Pipeline, question: Question, where: Filter) -> Answer:
    """The answer; for what is no question a refusal that says why, so that one bad line costs none of the others."""
    try:
        return pipeline.ask(question, where)
    except BadQuestion as error:
        return pipeline.refuse(question, str(error))


def run_search(options: argparse.Namespace) -> int:
    from rag.pipeline import Pipeline

    pipeline = Pipeline.open(options.index, reranker=options.reranker)
    if options.explain:
        return _explain(pipeline, options)
    hits = pipeline.search(Question(options.query), options.k, _filter(options))
    if options.json:
        print_json([hit_keys(hit) for hit in hits])
    else:
        for rank, hit in enumerate(hits, 1):
            print_hit(rank, hit)
    return 0


def _explain(pipeline: Pipeline, options: argparse.Namespace) -> int:
    """The retriever's own order, each hit with what brought it; the order of `search` comes of reading them as well."""
    from rag.retrieve import as_lines

    retriever, where = pipeline.retriever, _filter(options)
    query = retriever.understand(Question(options.query))
    for rank, hit in enumerate(retriever.search(query, options.k, where), 1):
        explanation = retriever.explain(query, hit, where)
        if options.json:
            print_json_line(hit_keys(hit) | {"explanation": asdict(explanation) if explanation else None})
        else:
            print_hit(rank, hit)
            print("".join(f"      {line}\n" for line in (as_lines(explanation) if explanation else ())), end="")
    return 0


def run_eval(options: argparse.Namespace) -> int:
    from rag.evaluate import candid, measure, resolve, save
    from rag.load.questions import load_questions

    questions = load_questions(options.questions)
    pipeline = _asking(options)
    golds = resolve(questions, pipeline)
    report = measure(counted(golds, "eval"), pipeline, candid(pipeline, options.index))
    if options.report:
        save(report, options.report)
        print(f"the report is in {options.report / 'report.html'}", file=sys.stderr)
    return _eval_result(options, report)


def _eval_result(options: argparse.Namespace, report: Report) -> int:
    """Print the figures and the comparison asked for; 1 when the run really loses against the baseline."""
    from rag.evaluate import compare, comparison_table, raise_baseline, table

    comparison = raise_baseline(report, options.raised) if options.raised else None
    if options.baseline:
        comparison = compare(report, options.baseline)
    if options.json:
        print_json(report.to_json() | ({"comparison": asdict(comparison)} if comparison else {}))
    else:
        print(table(report))
        if comparison:
            print(f"\n{comparison_table(comparison)}")
    losses = comparison.losses if comparison else []
    for loss in losses:
        print(f"below the baseline: {loss.measure} {loss.before:.3f} → {loss.now:.3f}", file=sys.stderr)
    if options.raised:
        print(f"{options.raised} {'stays as it was' if losses else 'holds this run now'}", file=sys.stderr)
    return 1 if losses else 0


def run_eval_import(options: argparse.Namespace) -> int:
    from rag.evaluate import import_questions

    imported = import_questions(options.file, options.out)
    tell(
        options,
        asdict(imported),
        f"{imported.articles} articles in {options.out / 'corpus'}, {imported.questions} questions in "
        f"{options.out / 'questions.jsonl'} ({imported.unplaced} without evidence, since their answer is not in the passage; "
        f"{imported.skipped} left out that ask nothing)",
    )
    return 0


def run_list(options: argparse.Namespace) -> int:
    from rag.pipeline import Pipeline

    for article in Pipeline.open(options.index).articles:
        if options.json:
            print_json_line({**asdict(article), "text": None, "characters": len(article.text)})
        else:
            print(f"{article.id}\t{article.published or '-'}\t{article.publisher or '-'}\t{article.title}")
    return 0


def run_show(options: argparse.Namespace) -> int:
    from rag.pipeline import Pipeline

    article = Pipeline.open(options.index).article(options.id)
    if article is None:
        raise Unusable(f"There is no article {options.id!r} in {options.index}: see `baowen articles list`.")
    if options.json:
        print_json(asdict(article))
    else:
        head = [article.title, " · ".join(filter(None, (article.publisher, article.published))), article.source]
        print("\n".join(filter(None, head)), "", article.text, sep="\n")
    return 0


def run_export(options: argparse.Namespace) -> int:
    from rag.pipeline import Pipeline

    keys = ("id", "title", "text", "published", "publisher", "language", "source")
    articles = Pipeline.open(options.index).articles
    lines = ({key: getattr(article, key) for key in keys} | _more(article) for article in articles)
    write_lines(options.file, lines)
    print(f"{len(articles)} articles in {options.file}", file=sys.stderr)
    return 0


def _more(article: Article) -> dict[str, Any]:
    """What the contract's keys do not say, where there is something to say."""
    more = {"reporters": article.reporters, "inferred": article.inferred, "copies": [asdict(c) for c in article.copies]}
    return {key: value for key, value in more.items() if value}


def run_repairs(options: argparse.Namespace) -> int:
    from rag.clean import doubts, repairs
    from rag.load import load
    from rag.types import Source

    sources = [one for one in load(options.corpus) if isinstance(one, Source) and options.id in (None, one.article.id)]
    if not sources:
        raise Unusable(f"There is no article {options.id!r} in {options.corpus}: see `baowen articles list`.")
    counts: Counter[str] = Counter()
    for source in counted(sources, "repair"):
        changed, left = repairs(source), doubts(source)
        found: list[Repair | Doubt] = [*changed, *left]
        counts.update(repair.kind for repair in changed)
        counts["left"] += len(left)
        for one in found:
            if options.json:
                print_json_line({"article": source.article.id, **asdict(one)})
            else:
                print(change_line(source.article.id, one))
    print(", ".join(f"{kind} {number}" for kind, number in counts.items() if number) or "no repairs", file=sys.stderr)
    return 0


def run_generations(options: argparse.Namespace) -> int:
    from rag.store import Shelf

    shelf = Shelf(options.index)
    current = shelf.current
    for manifest in shelf.manifests():
        serving = manifest.generation == current
        if options.json:
            print_json_line({**asdict(manifest), "files": len(manifest.files), "current": serving})
        else:
            mark = "*" if serving else " "
            print(
                f"{mark} {manifest.generation}  {manifest.built}  {manifest.articles} articles, {manifest.passages} passages, {manifest.recipe.model}"
            )
    return 0


def run_verify(options: argparse.Namespace) -> int:
    from rag.store import Shelf, verify

    shelf = Shelf(options.index)
    manifest = verify(shelf.path(shelf.current))
    tell(
        options,
        {"generation": manifest.generation, "files": len(manifest.files), "whole": True},
        f"{manifest.generation} is whole: {len(manifest.files)} files match their checksums",
    )
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    from rag.store import Shelf

    name = Shelf(options.index).rollback(options.name)
    tell(options, {"generation": name}, f"{name} serves again")
    return 0


def run_prune(options: argparse.Namespace) -> int:
    from rag.store import Shelf

    removed = Shelf(options.index).prune()
    tell(
        options, {"removed": removed}, f"{len(removed)} generations removed" + "".join(f"\n{name}" for name in removed)
    )
    return 0


def run_serve(options: argparse.Namespace) -> int:
    from rag.ui import serve

    given = (_llm(options), options.reranker, options.reader, options.model)
    serve(options.index, options.corpus, options.host, options.port, options.auth, *given, trace=options.trace)
    return 0


def _filter(options: argparse.Namespace) -> Filter:
    from rag.retrieve import filter_of

    today = datetime.date.today().isoformat()
    return filter_of(today, options.since, options.until, options.publisher, options.language)
