"""Attention between a passage and its question, and feed-forward layers, for training (Vaswani et al., 2017)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rag.read.neural.attention import HEADS, INNER, LAYERS


def normed(x: Tensor) -> Tensor:
    """Root-mean-square normalisation (Zhang & Sennrich, 2019), without a gain: the next matrix carries it."""
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5)


def locked(x: Tensor, dropout: float, training: bool) -> Tensor:
    """Dropout of whole channels, the same at every place of a row (variational dropout, Gal & Ghahramani, 2016)."""
    if not training or dropout == 0:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[-1]) >= dropout
    return x * (kept / (1 - dropout))


class Attention(nn.Module):
    """Places of one text look at those of another, with HEADS heads; with `matches`, what is literally the same weighs as each head has learnt."""

    def __init__(self, width: int, *, matches: bool) -> None:
        super().__init__()
        self.query = nn.Linear(width, INNER)
        self.key = nn.Linear(width, INNER, bias=False)
        self.value = nn.Linear(width, INNER, bias=False)
        self.out = nn.Linear(INNER, width)
        if matches:
            self.same = nn.Parameter(torch.ones(3, HEADS))

    def forward(self, x: Tensor, y: Tensor, seen: Tensor, same: Tensor | None = None) -> Tensor:
        """(b, n, d) from x (b, n, d) looking at y (b, m, d); `seen` (b, 1, m) is added to every score and very low where there is
        nothing; `same` is (b, 3, n, m)."""
        b, n, _ = x.shape
        query, key, value = (
            layer(z).view(b, z.shape[1], HEADS, -1).transpose(1, 2)
            for layer, z in ((self.query, x), (self.key, y), (self.value, y))
        )
        bias = seen[:, None]
        if same is not None:
            bias = bias + torch.einsum("bknm,kh->bhnm", same, self.same)
        found = nn.functional.scaled_dot_product_attention(query, key, value, bias)
        out: Tensor = self.out(found.transpose(1, 2).reshape(b, n, -1))
        return out


class Feed(nn.Module):
    """Two linear layers with a rectifier between them, alike at every place."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        """(b, n, d) from x (b, n, d)."""
        y: Tensor = self.down(torch.relu(self.up(x)))
        return y


class Refine(nn.Module):
    """Every place of the passage looks at the others and at the question once more; adds nothing before it has learnt."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.within, self.look = Attention(width, matches=False), Attention(width, matches=True)
        self.feed, self.dropout = Feed(width), dropout
        for last in (self.within.out, self.look.out, self.feed.down):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, h: Tensor, q: Tensor, told: Tensor, asked: Tensor, same: Tensor) -> Tensor:
        """`told` (b, 1, n) and `asked` (b, 1, m) as `seen` of Attention."""
        y = normed(h)
        h = h + locked(self.within(y, y, told), self.dropout, self.training)
        h = h + locked(self.look(normed(h), q, asked, same), self.dropout, self.training)
        return h + locked(self.feed(normed(h)), self.dropout, self.training)


class Check(nn.Module):
    """What speaks for there being no answer: the question's places look LAYERS times at the passage and at each other; nothing before it
    has learnt."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.across = nn.ModuleList(Attention(width, matches=True) for _ in range(LAYERS))
        self.within = nn.ModuleList(Attention(width, matches=False) for _ in range(LAYERS))
        self.feed = nn.ModuleList(Feed(width) for _ in range(LAYERS))
        for last in (*(look.out for look in (*self.across, *self.within)), *(feed.down for feed in self.feed)):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
        self.pool = nn.Linear(width, 1)
        self.told = nn.Linear(2 * width, 64)
        self.score = nn.Linear(64, 1)
        nn.init.zeros_(self.score.weight)
        nn.init.zeros_(self.score.bias)

    def forward(self, q: Tensor, h: Tensor, asked: Tensor, seen: Tensor, same: Tensor) -> Tensor:
        """(b,) from the question (b, m, d) and the passage (b, n, d); `asked` (b, 1, m) and `seen` (b, 1, n) as in Attention."""
        for across, within, feed in zip(self.across, self.within, self.feed, strict=True):
            q = q + self._dropped(across(normed(q), h, seen, same.transpose(2, 3)))
            y = normed(q)
            q = q + self._dropped(within(y, y, asked))
            q = q + self._dropped(feed(normed(q)))
        q = normed(q)
        weights = (self.pool(q)[..., 0] + asked[:, 0]).softmax(-1)
        most = (q + asked.transpose(1, 2)).amax(1)
        pooled = torch.cat([(weights[..., None] * q).sum(1), most], -1)
        pooled = nn.functional.dropout(pooled, self.dropout, self.training)
        score: Tensor = self.score(torch.relu(self.told(pooled)))
        return score[:, 0]

    def _dropped(self, x: Tensor) -> Tensor:
        return locked(x, self.dropout, self.training)
