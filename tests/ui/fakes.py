"""A pipeline with the real one's methods over a few articles, and a build that publishes to it; both deterministic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rag.errors import BadQuestion, NoIndex, Unusable
from rag.evaluate import evaluate
from rag.load.questions import load_questions
from rag.pipeline.suggest import Suggestion
from rag.store import Manifest, Recipe
from rag.types import (
    Answer,
    Article,
    Built,
    Citation,
    Copy,
    Delta,
    Event,
    Filter,
    Found,
    Hit,
    Language,
    Passage,
    Progress,
    Question,
    Skipped,
    Source,
    Story,
    Trace,
)
from rag.ui.changes import Changes
from rag.ui.house import Measured

HETAO = Article(
    id="hetao",
    title="數看河套：高端項目、高校研究院與科學園深圳分園",
    text=(
        "大公報列出河套合作區的三組資料，反映深港在河套的創科合作邁向更高水平。\n\n"
        "河套合作區正在推進和已經落地的高端科研項目，總數超過160個。世界500強企業在河套合作區設有8個研發中心。\n\n"
        + "香港科學園深圳分園的建設資金由深港政府共同出資，分園在2023年9月開園。" * 30
        + "\n\n香港5所世界百強高校在河套合作區有10個項目。河套合作區聚集了1.5萬餘名科技科研人才。"
    ),
    published="2024-07",
    publisher="大公報",
    url="https://example.org/hetao",
)
RAILWAY = Article(
    id="railway",
    title="港深西部铁路年内启动研究",
    text="林郑月娥表示，港深西部铁路连接洪水桥与前海。\n政府会在年内启动可行性研究。\n去年6月，研究已获拨款。",
    published="2021-10-15",
    publisher="文匯報",
    language="zh-Hans",
    page_starts=(0, 23),
    reporters=("陳大文", "李小明"),
    inferred=("title", "published", "reporters"),
    copies=(Copy("railway-2", "港深铁路", "大公報", "2021-10-16"), Copy("railway-3", "", source="copies/<b>.txt")),
)
HOSTILE = Article(
    id='x"><img src=x onerror=owned()>',
    title="<script>owned()</script>毒標題\"'>",
    text='前文<b>粗</b> <img src=x onerror="owned()"> 毒餌引文${owned()}{{owned}} <script>owned()</script> 後文',
    published="2022",
    publisher="<svg onload=owned()>報社",
    url="javascript:owned()",
)
ARTICLES = (HETAO, RAILWAY, HOSTILE)
EXAMPLES: dict[Language, list[str]] = {
    "zh-Hant": ["河套有多少個高端科研項目？", "深圳分園何時開園？", "百強高校有幾個項目？", "河套有多少科研人才？"],
    "zh-Hans": ["港深西部铁路连接哪里？", "河套有多少个研发中心？", "可行性研究何时启动？", "分园何时开园？"],
    "en": [
        "How many research projects are in Hetao?",
        "When did the Shenzhen branch open?",
        "What does the western railway connect?",
        "How many researchers work in Hetao?",
    ],
}
KNOWN: list[tuple[str, str, str, str]] = [
    ("人才", "1.5萬餘名", "hetao", "河套合作區聚集了1.5萬餘名科技科研人才。"),
    ("researchers", "1.5萬餘名", "hetao", "河套合作區聚集了1.5萬餘名科技科研人才。"),
    ("高端", "超過160個", "hetao", "河套合作區正在推進和已經落地的高端科研項目，總數超過160個。"),
    ("projects", "超過160個", "hetao", "河套合作區正在推進和已經落地的高端科研項目，總數超過160個。"),
    ("铁路", "洪水桥与前海", "railway", "林郑月娥表示，港深西部铁路连接洪水桥与前海。"),
    ("拨款", "去年6月", "railway", "去年6月，研究已获拨款。"),
    ("毒", "<img src=x onerror=owned()>", HOSTILE.id, HOSTILE.text[2:-2]),
]
"""(a word of the question, its short answer, the article, the quote)."""
OLDER = "高端"
"""A question with this word has an older figure under the newest one."""


def passage(article: Article, quote: str) -> Passage:
    start = article.text.index(quote)
    return Passage(article, start, start + len(quote))


COLUMN = 25


def in_columns(article: Article) -> Story:
    """The article as if it had come from a newspaper's column: a line feed after every COLUMN characters."""
    starts = range(0, len(article.text), COLUMN)
    pieces = [article.text[start : start + COLUMN] for start in starts]
    runs = tuple(
        (start, start + line, len(piece)) for line, (start, piece) in enumerate(zip(starts, pieces, strict=True))
    )
    return Story(article, Source(replace(article, text="\n".join(pieces), page_starts=())), Trace(runs))


class FakePipeline:
    """Answers the questions of KNOWN; `wait` comes before each piece of text: a test can hold the stream."""

    def __init__(
        self,
        articles: Sequence[Article] = ARTICLES,
        wait: Callable[[], object] = lambda: None,
        stories: Mapping[str, Story] | None = None,
    ) -> None:
        self.articles: Sequence[Article] = articles
        self.stories = {article.id: in_columns(article) for article in articles} if stories is None else stories
        self.generation = "3f9a1c0b7d2e"
        self._wait = wait

    def article(self, article_id: str) -> Article | None:
        return next((article for article in self.articles if article.id == article_id), None)

    def story(self, article_id: str) -> Story | None:
        return self.stories.get(article_id)

    def examples(self, language: Language, limit: int = 4) -> list[str]:
        return EXAMPLES[language][:limit]

    def suggestions(self, question: Question, where: Filter | None = None) -> list[Suggestion]:
        """What is left without 2035, when KNOWN answers that."""
        shorter = question.text.replace("2035年", "")
        known = shorter != question.text and any(word in shorter for word, *_ in KNOWN)
        return [Suggestion("2035年", shorter)] if known else []

    def stream(self, question: Question, where: Filter | None = None) -> Iterator[Event]:
        if not re.search(r"\w", question.text):
            raise BadQuestion("The question <holds> no word to look for; ask with a few words.")
        if "boom" in question.text:
            raise ValueError("secret detail")
        admitted = [article for article in self.articles if (where or Filter()).admits(article)]
        answer = self._answer(question, admitted)
        yield Found(answer.passages)
        for piece in re.findall(r".{1,6}", answer.text, re.DOTALL):
            self._wait()
            yield Delta(piece)
        yield answer

    def _answer(self, question: Question, admitted: Sequence[Article]) -> Answer:
        language = _language(question.text)
        hits = tuple(
            Hit(article.passage(0, min(120, len(article.text))), 5.0 - row) for row, article in enumerate(admitted)
        )
        understood = f"{question.history[-1].question} {question.text}" if question.history else question.text
        for word, short, article_id, quote in KNOWN if "2035" not in question.text else []:
            article = self.article(article_id)
            if word in question.text and article and article in admitted:
                also = passage(HETAO, "大公報列出河套合作區的三組資料，反映深港在河套的創科合作邁向更高水平。")
                cited = (Citation(1, passage(article, quote)), Citation(2, also))[: 1 + (HETAO in admitted)]
                text = f"{quote} [1]\n另見相關報道。 [2] 並非引文 [9]"
                if word == OLDER:
                    text = f"{quote} [1]\n\n較早（2022年）：三組 [2]"
                return Answer(
                    question.text, understood, language, "answered", text, 0.93, hits, self.generation, short, cited
                )
        text = "這些報道沒有提到。" if language != "en" else "These articles do not say."
        return Answer(question.text, understood, language, "not_found", text, 0.1, hits, self.generation)


def _language(text: str) -> Language:
    if not re.search(r"[一-鿿]", text):
        return "en"
    return "zh-Hans" if re.search(r"[铁亿么个个们这]", text) else "zh-Hant"


class FakeHouse:
    """An index folder in memory: nothing to open until `build` has run, when it starts out empty."""

    def __init__(self, pipeline: FakePipeline | None, wait: Callable[[], object] = lambda: None) -> None:
        self.pipeline = pipeline
        self.before: list[str] = []
        self._wait = wait

    def open(self) -> FakePipeline:
        if self.pipeline is None:
            raise NoIndex("There is no index in <index>; run `baowen build`.")
        return self.pipeline

    def build(self, tell: Callable[[Progress], None]) -> Built:
        self._work(tell)
        if self.pipeline is None:
            self.pipeline = FakePipeline()
        self.before.append(self.pipeline.generation)
        self.pipeline.generation = "77aa00bb11cc"
        skipped = [Skipped("corpus/<img src=x onerror=owned()>.pdf", "It holds no text.")]
        return Built("77aa00bb11cc", 3, 12, 4, False, skipped, 61.2)

    def survey(self, articles: Sequence[Article], tell: Callable[[Progress], None]) -> Changes:
        """One article is new, one has changed, the hostile one is gone."""
        self._work(tell)
        return Changes((replace(HETAO, id="new", title="<b>新報道"),), (RAILWAY,), (HOSTILE,))

    def earlier(self) -> list[Manifest]:
        recipe = Recipe("builtin", "w", 8, 200, 1)
        return [Manifest(2, name, "2026-01-02T03:04:05+00:00", recipe, 3, 12, {}) for name in reversed(self.before)]

    def rollback(self, generation: str) -> str:
        if generation not in self.before:
            raise Unusable(f"There is no generation {generation}.")
        assert self.pipeline
        self.pipeline.generation = generation
        self.before.remove(generation)
        return generation

    def measure(self, file: Path, pipeline: FakePipeline, tell: Callable[[Progress], None]) -> Measured:
        self._work(tell)
        return Measured(file.stem, evaluate(load_questions(file), FakeAsker(pipeline)), alone="There is no baseline.")

    def _work(self, tell: Callable[[Progress], None]) -> None:
        for stage in ("read", "embed"):
            for done in range(3):
                tell(Progress(stage, done, 2))
                self._wait()


class FakeAsker:
    """A fake pipeline as the evaluation asks one."""

    def __init__(self, pipeline: FakePipeline) -> None:
        self._pipeline = pipeline
        self.generation = pipeline.generation

    def ask(self, question: Question) -> Answer:
        *_, answer = self._pipeline.stream(question)
        assert isinstance(answer, Answer)
        return answer

    def article(self, article_id: str) -> Article | None:
        return self._pipeline.article(article_id)
