"""Every label of the page in Traditional Chinese, Simplified Chinese and English.

`WORDS[language].send` is the label; a `{name}` in one is filled with `str.format` by the renderer, which escapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.evaluate import Reason
from rag.types import Language

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of one language; a language that lacks one does not import."""

    name: str
    tagline: str
    count: str
    publishers: str
    joint: str
    more_publishers: str
    comma: str
    undated: str
    chat: str
    articles: str
    rebuild: str
    placeholder: str
    nothing_to_ask: str
    send: str
    stop: str
    clear: str
    try_asking: str
    reading: str
    looking: str
    understood_as: str
    sure: str
    likely: str
    unsure: str
    written_by: str
    quotes: str
    closest: str
    wrong: str
    what_is_wrong: str
    reasons: Mapping[Reason, str]
    noted: str
    not_noted: str
    page: str
    open_at_quote: str
    stopped: str
    broken: str
    forgotten: str
    close: str
    original: str
    find_article: str
    more_articles: str
    no_articles_match: str
    empty_title: str
    empty_text: str
    rebuild_text: str
    rebuild_button: str
    rebuild_running: str
    rebuild_done: str
    rebuild_unchanged: str
    rebuild_failed: str
    seconds_left: str
    minutes_left: str
    reused: str
    skipped: str
    current: str
    stages: Mapping[str, str]


HANT = Words(
    name="報問",
    tagline="問新聞，答有據：每句引文都一字不差，出自下列報道。",
    count="共 {count} 篇",
    publishers="來自{publishers}",
    joint="，",
    more_publishers="{publishers}等 {count} 家",
    comma="、",
    undated="日期不詳",
    chat="提問",
    articles="報道",
    rebuild="重建索引",
    placeholder="想從這些報道知道甚麼？",
    nothing_to_ask="建好索引後才能提問",
    send="發問",
    stop="停止",
    clear="清空",
    try_asking="不妨問問",
    reading="正在細讀 {count} 段文字…",
    looking="正在翻查…",
    understood_as="理解為：{question}",
    sure="這個答案很有把握",
    likely="這個答案較有把握，宜對照原文",
    unsure="這個答案把握不大，請核對原文",
    written_by="由 {writer} 行文，逐句核對過引文",
    quotes="引文",
    closest="最接近的段落",
    wrong="這個答案不對",
    what_is_wrong="哪裏不對？",
    reasons={
        "wrong-answer": "答案錯了",
        "wrong-source": "出處不對",
        "should-have-refused": "報道沒說，不該回答",
        "should-have-answered": "報道有說，應該答得出",
    },
    noted="謝謝，已記入 {file}，可用 baowen eval 覆核。",
    not_noted="這次沒能記下，詳情在伺服器的紀錄裏。",
    page="第 {number} 頁",
    open_at_quote="打開原文，看這句引文",
    stopped="已停止，這個問題沒有答完。",
    broken="出了差錯，這次沒能答成；詳情記在伺服器的紀錄裏，請再問一次。",
    forgotten="這段對話已不在伺服器上，請重新發問。",
    close="關閉",
    original="原網頁",
    find_article="按標題、報社或日期篩選",
    more_articles="另有 {count} 篇，請輸入字詞縮窄範圍。",
    no_articles_match="沒有符合的報道。",
    empty_title="還沒有可問的報道",
    empty_text="請到「重建索引」分頁，讀入資料夾裏的報道，就可以開始提問。",
    rebuild_text="讀入此資料夾裏的所有報道，建成新索引。建立期間照常提問，完成後自動換上；若失敗，舊索引不受影響。",
    rebuild_button="開始重建",
    rebuild_running="正在重建",
    rebuild_done="新索引已換上：{articles} 篇報道，{passages} 段文字，用時 {time}。",
    rebuild_unchanged="報道沒有變動，索引照舊：{articles} 篇報道，{passages} 段文字。",
    rebuild_failed="沒有建成，舊索引不受影響。",
    seconds_left="這一步大約還要 {count} 秒",
    minutes_left="這一步大約還要 {count} 分鐘",
    reused="其中 {count} 段沿用上次的計算結果。",
    skipped="有 {count} 個檔案沒能讀入",
    current="現用索引：{generation}",
    stages={
        "read": "讀入檔案",
        "embed": "計算向量",
        "write": "寫入新索引",
        "verify": "檢查新索引",
        "publish": "換上新索引",
    },
)

HANS = Words(
    name="报问",
    tagline="问新闻，答有据：每句引文都一字不差，出自下列报道。",
    count="共 {count} 篇",
    publishers="来自{publishers}",
    joint="，",
    more_publishers="{publishers}等 {count} 家",
    comma="、",
    undated="日期不详",
    chat="提问",
    articles="报道",
    rebuild="重建索引",
    placeholder="想从这些报道知道什么？",
    nothing_to_ask="建好索引后才能提问",
    send="发问",
    stop="停止",
    clear="清空",
    try_asking="不妨问问",
    reading="正在细读 {count} 段文字…",
    looking="正在翻查…",
    understood_as="理解为：{question}",
    sure="这个答案很有把握",
    likely="这个答案较有把握，宜对照原文",
    unsure="这个答案把握不大，请核对原文",
    written_by="由 {writer} 行文，逐句核对过引文",
    quotes="引文",
    closest="最接近的段落",
    wrong="这个答案不对",
    what_is_wrong="哪里不对？",
    reasons={
        "wrong-answer": "答案错了",
        "wrong-source": "出处不对",
        "should-have-refused": "报道没说，不该回答",
        "should-have-answered": "报道有说，应该答得出",
    },
    noted="谢谢，已记入 {file}，可用 baowen eval 复核。",
    not_noted="这次没能记下，详情在服务器的日志里。",
    page="第 {number} 页",
    open_at_quote="打开原文，看这句引文",
    stopped="已停止，这个问题没有答完。",
    broken="出了差错，这次没能答成；详情记在服务器的日志里，请再问一次。",
    forgotten="这段对话已不在服务器上，请重新发问。",
    close="关闭",
    original="原网页",
    find_article="按标题、报社或日期筛选",
    more_articles="另有 {count} 篇，请输入字词缩小范围。",
    no_articles_match="没有符合的报道。",
    empty_title="还没有可问的报道",
    empty_text="请到“重建索引”标签页，读入文件夹里的报道，就可以开始提问。",
    rebuild_text="读入此文件夹里的所有报道，建成新索引。建立期间照常提问，完成后自动换上；若失败，旧索引不受影响。",
    rebuild_button="开始重建",
    rebuild_running="正在重建",
    rebuild_done="新索引已换上：{articles} 篇报道，{passages} 段文字，用时 {time}。",
    rebuild_unchanged="报道没有变动，索引照旧：{articles} 篇报道，{passages} 段文字。",
    rebuild_failed="没有建成，旧索引不受影响。",
    seconds_left="这一步大约还要 {count} 秒",
    minutes_left="这一步大约还要 {count} 分钟",
    reused="其中 {count} 段沿用上次的计算结果。",
    skipped="有 {count} 个文件没能读入",
    current="现用索引：{generation}",
    stages={
        "read": "读入文件",
        "embed": "计算向量",
        "write": "写入新索引",
        "verify": "检查新索引",
        "publish": "换上新索引",
    },
)

ENGLISH = Words(
    name="Baowen 報問",
    tagline="Ask the news, read the proof: every quote is word for word from these articles.",
    count="Articles: {count}",
    publishers="{publishers}",
    joint=" · ",
    more_publishers="{publishers} and others ({count} in all)",
    comma=", ",
    undated="undated",
    chat="Ask",
    articles="Articles",
    rebuild="Rebuild",
    placeholder="Ask a question",
    nothing_to_ask="Build the index first",
    send="Ask",
    stop="Stop",
    clear="Clear",
    try_asking="Try asking",
    reading="Reading passages: {count}…",
    looking="Looking…",
    understood_as="Understood as: {question}",
    sure="Confident in this answer",
    likely="Fairly confident in this answer; worth a look at the source",
    unsure="Not very confident in this answer; please check the source",
    written_by="Worded by {writer}, each sentence checked against the quotes",
    quotes="Quotes",
    closest="Closest passages",
    wrong="This answer is not right",
    what_is_wrong="What is wrong with it?",
    reasons={
        "wrong-answer": "Wrong answer",
        "wrong-source": "Wrong source",
        "should-have-refused": "Should have refused",
        "should-have-answered": "Should have answered",
    },
    noted="Thank you: written to {file}, which baowen eval can run.",
    not_noted="This could not be written down; see the server's log.",
    page="page {number}",
    open_at_quote="Open the article at this quote",
    stopped="Stopped before this question was answered.",
    broken="Something went wrong and this question was not answered; see the server's log, and please ask again.",
    forgotten="This conversation is no longer on the server; please ask again.",
    close="Close",
    original="Original page",
    find_article="Filter by title, publisher or date",
    more_articles="Not shown: {count}. Type to narrow the list.",
    no_articles_match="No article matches.",
    empty_title="There is nothing to ask yet",
    empty_text="Open the Rebuild tab and read in the articles of the folder; then questions can begin.",
    rebuild_text="Reads every article in this folder into a new index. Questions go on meanwhile; "
    "the new index takes over by itself, and a failure leaves the old one as it was.",
    rebuild_button="Rebuild now",
    rebuild_running="Rebuilding",
    rebuild_done="The new index is in use. Articles: {articles}, passages: {passages}, time: {time}.",
    rebuild_unchanged="Nothing has changed, the index stays. Articles: {articles}, passages: {passages}.",
    rebuild_failed="No new index was made; the old one is as it was.",
    seconds_left="About {count} s left in this step",
    minutes_left="About {count} min left in this step",
    reused="Passages that kept their vectors from last time: {count}.",
    skipped="Files that could not be read: {count}",
    current="Index in use: {generation}",
    stages={
        "read": "Reading articles",
        "embed": "Computing vectors",
        "write": "Writing the index",
        "verify": "Checking the index",
        "publish": "Switching over",
    },
)

WORDS: Mapping[Language, Words] = {"zh-Hant": HANT, "zh-Hans": HANS, "en": ENGLISH}


def date_in_words(published: str | None, language: Language) -> str:
    """A full or partial date as people write it; what is not a date comes back as it is.

    >>> date_in_words("2020-08", "zh-Hant"), date_in_words("2021-10-15", "en"), date_in_words("2018", "en")
    ('2020年8月', '15 Oct 2021', '2018')
    """
    if not published:
        return WORDS[language].undated
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", published)
    if not found:
        return published
    year, month, day = found.groups()
    if language == "en":
        return " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
