"""Texts as hypothesis makes them: Chinese news and everything that can stand between."""

from __future__ import annotations

from hypothesis import strategies as st

from rag.types import Article

CHINESE = "深圳香港科技創新合作區科研项目獲批資金达億元學校與国家實驗室通道一二三十百千萬"
MARKS = "，。、；：！？「」『』（）《》…\n 　"
OTHER = "aB3,.%“”ＡＢ１２No. #é🙂\t"

texts = st.text(alphabet=CHINESE * 3 + MARKS * 2 + OTHER, max_size=400) | st.text(max_size=60)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    return Article(id="a", title=draw(st.text(alphabet=CHINESE, max_size=12)), text=draw(texts))
