"""From a question to passages: understanding, fusion, filters, the LangChain door."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import BadIndex, BadQuestion, ModelMissing, Unusable
from rag.pipeline import Pipeline
from rag.retrieve import Retriever, aliases, as_lines, filter_of, fuse
from rag.retrieve.aliases import alias_lines
from rag.retrieve.langchain import BaowenRetriever
from rag.retrieve.query import LONGEST
from rag.retrieve.rank import Weights
from rag.retrieve.search import RERANKED
from rag.retrieve.signals import SIGNALS
from rag.store import Generation
from rag.translate.aliases import read_aliases
from rag.types import Article, Filter, Question, Turn
from tests.conftest import an_article
from tests.fakes import LettersEncoder


@pytest.fixture(scope="module")
def retriever(pipeline: Pipeline) -> Retriever:
    return pipeline.retriever


def found(retriever: Retriever, text: str, where: Filter | None = None) -> list[str]:
    return [hit.passage.article.id for hit in retriever.search(retriever.understand(Question(text)), 10, where)]


@pytest.mark.parametrize("module", ["fuse", "aliases"])
def test_the_worked_examples_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"rag.retrieve.{module}"))
    assert found.attempted and not found.failed


def test_a_row_in_both_legs_beats_a_row_in_one() -> None:
    assert [row for row, _ in fuse([[(1, 9.0), (2, 8.0)], [(2, 0.9), (3, 0.8)]], [0.5, 0.5])] == [2, 1, 3]


def test_an_empty_leg_changes_no_order() -> None:
    assert [row for row, _ in fuse([[(1, 9.0), (2, 8.0)], []], [0.5, 0.5])] == [1, 2]


@pytest.mark.parametrize("question", ["1號通道是什麼", "1号通道是什么", "一號通道係咩", "what is the No. 1 channel"])
def test_one_index_for_both_scripts_and_english(retriever: Retriever, question: str) -> None:
    assert "takungpao-2020-08-hk-shenzhen-research" in found(retriever, question)[:3]


def test_both_scripts_of_a_question_find_the_same(retriever: Retriever) -> None:
    assert found(retriever, "河套有多少間實驗室") == found(retriever, "河套有多少间实验室")


def test_an_absent_phrase_is_shown_without_its_parts(retriever: Retriever) -> None:
    shown = retriever.understand(Question("who won the world cup in 2018")).understood_as.split()
    assert "世界杯" in shown and "世界" not in shown


def test_filters_narrow_both_legs(retriever: Retriever) -> None:
    hits = retriever.search(retriever.understand(Question("深圳")), 10, Filter(since="2021-10", until="2021"))
    assert hits and {hit.passage.article.published for hit in hits} == {"2021-10-15"}
    assert found(retriever, "深圳", Filter(publisher="無此報")) == []


def test_a_filter_keeps_as_many_hits_as_there_are(retriever: Retriever) -> None:
    generation, publisher = retriever.generation, "文匯"
    admitted = sum(publisher in generation.passage(row).article.publisher for row in range(len(generation.rows)))
    hits = retriever.search(
        retriever.understand(Question("深圳 香港 科技")), RERANKED + 20, Filter(publisher=publisher)
    )
    assert len(hits) == min(admitted, RERANKED + 20)
    assert len({(hit.passage.article.id, hit.passage.start) for hit in hits}) == len(hits)


class Counted(list[Article]):
    """Articles that count how often they are all looked at."""

    walks = 0

    def __iter__(self) -> Iterator[Article]:
        self.walks += 1
        return super().__iter__()


def test_a_filter_asks_the_articles_once(retriever: Retriever) -> None:
    articles = Counted(retriever.generation.articles)
    counting = Retriever(replace(retriever.generation, articles=articles), retriever.encoder, retriever.translator)
    query = retriever.understand(Question("深圳"))
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda number: counting.search(query, 5, Filter(since=str(2019 + number % 4))), range(40))
        )
    walks = articles.walks
    assert found[0] and found[:4] * 10 == found
    assert counting.search(query, 5, Filter(since="2019")) == found[0] and articles.walks == walks
    for year in range(1000, 1040):
        counting.search(query, 5, Filter(since=str(year)))
    counting.search(query, 5, Filter(since="2019"))
    assert articles.walks == walks + 41  # what was asked for long ago is forgotten


def test_a_filter_of_a_language(retriever: Retriever) -> None:
    hits = retriever.search(retriever.understand(Question("深圳")), 10, Filter(language="zh-Hans"))
    assert hits and {hit.passage.article.language for hit in hits} == {"zh-Hans"}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020", "2020-08", ("2020", "2020-08")),
        ("去年", "", ("2023", "")),
        ("", "上星期", ("", "2024-05-19")),
        ("2024-05-01", "today", ("2024-05-01", "2024-05-20")),
        ("", "", ("", "")),
    ],
)
def test_dates_of_a_filter_as_people_say_them(since: str, until: str, expected: tuple[str, str]) -> None:
    where = filter_of("2024-05-20", since, until)
    assert (where.since, where.until) == expected


@pytest.mark.parametrize(("since", "until"), [("河套", ""), ("", "2020-13"), ("2021", "2020")])
def test_what_is_no_date_is_refused_in_one_sentence(since: str, until: str) -> None:
    with pytest.raises(Unusable) as error:
        filter_of("2024-05-20", since, until)
    assert str(error.value).endswith(".") and "\n" not in str(error.value)


def test_ranks_tell_which_leg_brought_a_hit(retriever: Retriever) -> None:
    hits = retriever.search(retriever.understand(Question("1號通道")), 10)
    assert hits[0].lexical_rank is not None and hits[0].lexical_rank <= 5
    assert all(hit.lexical_rank or hit.dense_rank for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", ["", "   ", "？！。…", "🙂🙂", "\n\t", "字" * (LONGEST + 1), "字" * 1_000_000])
def test_what_is_no_question_is_refused_in_one_sentence(retriever: Retriever, text: str) -> None:
    with pytest.raises(BadQuestion) as error:
        retriever.understand(Question(text))
    assert str(error.value).count("\n") == 0 and len(str(error.value)) < 120


@pytest.mark.parametrize(
    "text",
    [
        "港", "a", "1", "a.*", "万亿" * 800, "3" * 1_900 + "万", "Hong " * 400,
        "a OR b", "是什麼", "the of", "\\d+ [x] {y}", "深圳 shenzhen 深セン", "🙂港🙂", "\0港",
        "的的的的", "0" * 400, "(" * 500 + "港", "港" * LONGEST, "深圳科技 " * 300,
        "title:港 AND NOT (深圳)^9~2", "=#1", "\ud800港",
    ],
)  # fmt: skip
def test_odd_questions_are_searched(retriever: Retriever, text: str) -> None:
    assert isinstance(found(retriever, text), list)


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["港", "河套", "1號通道", "是什麼", "幾多", "Hong Kong ", "hong kong ", "what is the ", "U.S.", "Chan Tai-man ",
         "🙂", "👨‍👩‍👧", "7,500萬",
         "万亿" * 40, "9" * 400, "2020年", "No. 1 ", "second ", "\0", "\ud800", "\u202e", "e\u0301", " AND ", " OR ", "NOT ", "title:", "body:*",
         "^9", "~2", '"', "'s ", "(", ")", "[a TO b]", "{", "}", "\\", "/", "+", "-", ".*", "|", "$", "%s",
         "\n", "\t", "\u3000", "《", "》", "？", "ﬁ", "Ⅷ", "½"]
    ),
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_searched_or_is_no_question(retriever: Retriever, text: str) -> None:
    try:
        query = retriever.understand(Question(text))
    except BadQuestion as error:
        assert "\n" not in str(error)
        return
    hits = retriever.search(query, 40)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 1 for hit in hits)
    assert len({(hit.passage.article.id, hit.passage.start) for hit in hits}) == len(hits)


def test_a_follow_up_leans_on_the_question_before(retriever: Retriever) -> None:
    alone = retriever.understand(Question("咁幾時開園呢"))
    leaning = retriever.understand(Question("咁幾時開園呢", history=(Turn("河套科創園區有咩企業"),)))
    assert leaning.text == "河套科創園區幾時開園呢"
    assert "河套" not in alone.text


def test_a_new_question_stands_alone(retriever: Retriever) -> None:
    text = "晶泰科技的首席科學家對產業集群有什麼看法"
    assert retriever.understand(Question(text, history=(Turn("1號通道是什麼"),))).text == text


def test_a_year_replaces_the_year_before(retriever: Retriever) -> None:
    query = retriever.understand(Question("咁2021年呢", history=(Turn("2020年香港排名第幾"),)))
    assert "2020" not in query.text and "2021" in query.text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("習近平17年6月去咗邊", "習近平2017年6月去咗邊"),
        ("98年底有多少人", "1998年底有多少人"),
        ("用了17年的船", "用了17年的船"),
        ("近20年底層的工資", "近20年底層的工資"),
        ("做了20年初級教師", "做了20年初級教師"),
        ("2017年6月去了哪裏", "2017年6月去了哪裏"),
    ],
)
def test_two_figures_of_a_year_are_read_in_full(retriever: Retriever, typed: str, read: str) -> None:
    query = retriever.understand(Question(typed))
    assert (query.asked, query.text) == (typed, read)


def test_another_model_than_the_one_built_with_is_refused(retriever: Retriever, tmp_path: Path) -> None:
    generation: Generation = retriever.generation
    assert (
        Retriever(generation, LettersEncoder(), retriever.translator).encoder.name != generation.manifest.recipe.weights
    )
    with pytest.raises(BadIndex, match="run `baowen build`"):
        Retriever.open(_renamed(generation, "builtin:another"))


def _renamed(generation: Generation, weights: str) -> Generation:
    manifest = generation.manifest
    return replace(generation, manifest=replace(manifest, recipe=replace(manifest.recipe, weights=weights)))


def test_langchain_documents_carry_where_they_come_from(index: Path, pipeline: Pipeline) -> None:
    documents = BaowenRetriever.open(index, k=4).invoke("1號通道是什麼")
    assert len(documents) == 4
    for document in documents:
        article = pipeline.article(document.metadata["article_id"])
        assert article is not None
        assert document.page_content == article.text[document.metadata["start"] : document.metadata["end"]]
        assert (document.metadata["title"], document.metadata["publisher"]) == (article.title, article.publisher)


def test_langchain_filters(index: Path) -> None:
    documents = BaowenRetriever.open(index, where=Filter(publisher="文匯")).invoke("深圳")
    assert {document.metadata["publisher"] for document in documents} == {"香港文匯報"}


def test_the_words_of_another_region_are_found(retriever: Retriever) -> None:
    groups = retriever.understand(Question("芯片的質量")).groups
    terms = [{term for term, _ in group.terms} for group in groups]
    assert {"芯片", "晶片"} in terms and all(len(one) == 1 for one in terms if "的" in "".join(one))


@pytest.mark.parametrize("pair", [("1號通道是什麼", "1号通道是什么"), ("河套有幾多間實驗室", "河套有几多间实验室")])
def test_the_script_does_not_change_the_first_passage(retriever: Retriever, pair: tuple[str, str]) -> None:
    one, other = (retriever.search(retriever.understand(Question(text)), 1)[0].passage for text in pair)
    assert one == other


def test_scores_fall_from_one(retriever: Retriever) -> None:
    hits = retriever.search(retriever.understand(Question("1號通道是什麼")), RERANKED + 10)
    scores = [hit.score for hit in hits]
    assert scores[0] == 1 and scores == sorted(scores, reverse=True) and scores[-1] > 0


def test_a_hit_is_explained(retriever: Retriever) -> None:
    query = retriever.understand(Question("what is the No. 1 channel"))
    hits = retriever.search(query, 10)
    explanation = retriever.explain(query, hits[0])
    assert explanation is not None and explanation.place == 1 and explanation.hit == hits[0]
    assert sum(one.share for one in explanation.terms) == pytest.approx(1, abs=0.05)
    assert any("通道" in one.found for one in explanation.terms)
    assert {one.signal for one in explanation.moved} == set(SIGNALS)


def test_an_explanation_is_a_few_lines(retriever: Retriever) -> None:
    query = retriever.understand(Question("1號通道是什麼"))
    explanation = retriever.explain(query, retriever.search(query, 3)[2])
    assert explanation is not None
    lines = as_lines(explanation)
    assert 3 <= len(lines) <= 4 and lines[0].startswith("place 3") and "通道" in lines[1]


def test_what_was_not_found_is_not_explained(retriever: Retriever) -> None:
    query = retriever.understand(Question("1號通道是什麼"))
    hits = retriever.search(query, 3, Filter(publisher="文匯"))
    assert retriever.explain(query, hits[0], Filter(publisher="無此報")) is None


def test_weights_of_other_signals_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text('{"term": {}}', encoding="utf-8")
    with pytest.raises(ModelMissing, match="reinstall"):
        Weights.open(tmp_path / "weights.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("位於沙洲的漁港海洋大學（海大）開幕。", [("海洋大學", "海大")]),
        ("漁港海洋大學（海大）開幕。他在漁港海洋大學讀書。", [("漁港海洋大學", "海大")]),
        ("漁港海洋大學深海研究院（下稱「深研院」）", [("深海研究院", "深研院")]),
        ("沙洲漁業科技創新合作區（下稱合作區）", [("沙洲漁業科技創新合作區", "合作區")]),
        ("漁港海洋大學（沙洲）擴建，船隻（40艘）回港（圖）。", []),
    ],
)
def test_short_names_that_articles_introduce(text: str, expected: list[tuple[str, str]]) -> None:
    assert aliases([an_article(text)]) == expected


def test_introduced_names_of_one_sort_are_told_apart() -> None:
    names = [("漁港海洋研究院", "海研院"), ("漁港漁業研究院", "漁研院"), ("漁港碼頭", "港碼")]
    assert alias_lines(names).splitlines() == [
        "# 研究院, each only itself",
        "漁港海洋研究院, 海研院",
        "漁港漁業研究院, 漁研院",
        "# Introduced by the articles",
        "漁港碼頭, 港碼",
    ]
    assert alias_lines([]) == ""


def test_learnt_names_are_lines_of_an_alias_file(tmp_path: Path) -> None:
    file = tmp_path / "aliases.txt"
    file.write_text(alias_lines([("漁港海洋大學", "海大")]), encoding="utf-8")
    assert read_aliases(file).of("海大") == ("渔港海洋大学", "海大")
