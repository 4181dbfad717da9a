"""English words of grammar that Chinese texts spell out: who acts, and how sentences hang together.

Question words, auxiliaries and articles are left out: a Chinese text has them nowhere, or everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from rag.translate.candidates import held, unit_groups
from rag.types import Group

GRAMMAR = 0.8
"""Weight of such a word beside a word of content; its groups have no label, so people are not shown them."""

_WORDS = """
i my me mine myself i'm i've i'll i'd = 我
you your yours yourself you're you've = 你 您 你们
he him his himself he's = 他
she her hers herself she's = 她
we us our ours ourselves we're we've = 我们
they them their theirs themselves they're they've = 他们 她们 它们
someone anyone everyone = 有人 任何人 每个人 大家 所有人
something anything everything nothing = 任何 一切 东西 事情
not don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't = 不 没有 没 未 并非
can't cannot couldn't = 不能 无法 不会
no never = 不 没有 从不 从未 从来
must should ought shouldn't = 必须 应该 应
may might = 可能 也许 或许
and both = 以及 并 和
or either = 或者 还是 或
but = 但 但是 却 而
if whether unless = 如果 若 假如 是否 除非
because = 因为 由于
so = 所以 因此 如此
although though = 虽然 尽管 即使
while whereas = 同时 而
than = 比
after = 之后 以后 后
before = 之前 以前 前
during = 期间
since = 自从 以来 自
until till = 直到 直至 到
between = 之间
among = 之中 其中
through = 通过
without = 没有 无
within = 之内 内
against = 反对 对
under = 之下 下
above over = 以上 超过
around = 周围 大约 左右
behind = 背后 后面
near = 附近
beyond = 超出 超越
like = 像 如
as = 作为
about regarding concerning = 关于 有关
also too = 也 亦
only just = 只 仅 只是 仅仅
even = 甚至 即使
still yet = 仍 仍然 还 尚
already = 已经 已
ever = 曾经 曾
again = 再次 再 又
more = 更多 更
most = 最 大多数 大部分
less least = 较少 最少 至少
very quite rather really = 非常 很 十分 相当 真的
then = 然后 当时 之后
there = 那里
here = 这里
all = 所有 全部 全 都
some = 一些 有些
any = 任何
each every = 每 每个
such = 这样 这种
same = 同 相同 同样 一样
other others another = 其他 其它 另 另外
many much lots = 许多 很多 大量
exactly = 正是 确切
currently = 目前 现在
actually = 其实 实际上
say says said = 说 表示 称
according = 根据 据
happen happened = 发生
following = 之后 以下
call called name named = 称 叫 名
known = 知 知名 称
share percentage proportion = 占 比例 份额 百分比 股份
number amount = 数目 数量 人数 金额
mean means meant = 意味着 意思
"""
_CHINESE = {
    word: dict.fromkeys(chinese.split(), 1.0)
    for line in _WORDS.strip().splitlines()
    for english, _, chinese in [line.partition(" = ")]
    for word in english.split()
}


def grammar_groups(word: str, frequency: Callable[[str], int]) -> list[Group]:
    """The groups of a word of grammar, of low weight and without a label; none for most of them."""
    found = held(_CHINESE.get(word, {}), frequency)
    return [Group(group.terms, GRAMMAR * group.weight) for group in unit_groups(found, frequency)] if found else []
