"""The span reader's network, for training: convolutions over a passage that looks at the question (after QANet, Yu et al., 2018)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from rag.read.neural.features import PAIR_FEATURES, PASSAGE_FEATURES, QUESTION_FEATURES
from rag.read.neural.network import BAND, CHECKED, DILATIONS
from rag.read.neural.units import TAGS
from rag.train.span_attention import Check, Refine, locked, normed

STYLES = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a batch, (b, n) each; `features` is (b, n, f), `mask` is true on real places."""

    characters: Tensor
    pairs: Tensor
    words: Tensor
    tags: Tensor
    features: Tensor
    mask: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """`same` (b, 3, n, m); `sentence` (b, n); `whole` (b, PAIR_FEATURES); `style` (b,); `gold` (b, n, BAND), row i column l for
    the span of l + 1 characters from i; all false in a row without an answer."""

    passage: Side
    question: Side
    same: Tensor
    sentence: Tensor
    whole: Tensor
    style: Tensor
    gold: Tensor


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    characters: int
    pairs: int
    word: int
    character: int = 64
    pair: int = 32
    width: int = 128
    span: int = 48
    dropout: float = 0.2


class Block(nn.Module):
    """Normalised convolution with a residual: x + dropout(relu(conv(norm(x)) + shift))."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor, shift: Tensor | None = None) -> Tensor:
        """`mask` (b, n, 1) is 0 beyond a row's end; `shift` (b, width) is added at every place."""
        y = (normed(x) * mask).transpose(1, 2)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            y = self.conv(y)
        y = y.float().transpose(1, 2)
        return x + locked(torch.relu(y if shift is None else y + shift[:, None]), self.dropout, self.training)


class Network(nn.Module):
    """Scores of all spans up to BAND characters and of there being none."""

    vectors: Tensor
    bins: Tensor

    def __init__(self, shape: Shape, vectors: Tensor) -> None:
        super().__init__()
        width = shape.width
        self.shape = shape
        self.characters = nn.Embedding(shape.characters, shape.character, padding_idx=0)
        self.pairs = nn.Embedding(shape.pairs, shape.pair, padding_idx=0)
        self.register_buffer("vectors", vectors, persistent=False)
        self.tags = nn.Embedding(TAGS, width)
        self.from_character = nn.Linear(shape.character, width)
        self.from_pair = nn.Linear(shape.pair, width, bias=False)
        self.from_last_pair = nn.Linear(shape.pair, width, bias=False)
        self.from_word = nn.Linear(shape.word, width, bias=False)
        self.from_passage = nn.Linear(PASSAGE_FEATURES, width)
        self.from_question = nn.Linear(QUESTION_FEATURES, width)
        self.encoder = nn.ModuleList(Block(width, 1, shape.dropout) for _ in range(2))
        self.query = nn.Linear(width, width)
        self.same = nn.Parameter(torch.tensor([0.5, 1.0, 1.0]))
        self.pool = nn.Linear(width, 1)
        self.styles = nn.Embedding(STYLES, width)
        self.fuse = nn.Linear(3 * width, width)
        self.shifts = nn.Linear(width, width * (len(DILATIONS) + 1))
        self.layers = nn.ModuleList(Block(width, d, shape.dropout) for d in DILATIONS)
        self.refine = Refine(width, shape.dropout)
        self.again = Refine(width, shape.dropout)
        self.check = Check(width, shape.dropout)
        self.from_sentence = nn.Linear(width, width)
        self.sentence_score = nn.Linear(width, 1)
        self.edges = nn.Linear(width, 2)
        self.starts = nn.Linear(width, shape.span)
        self.ends = nn.Linear(width, shape.span)
        self.lengths = nn.Linear(width, 16)
        self.support = nn.Linear(width, width)
        self.verified = nn.Linear(3 * width, CHECKED)
        inputs = 2 * width + PAIR_FEATURES + 2 * CHECKED
        self.nothing = nn.Sequential(nn.Linear(inputs, 64), nn.ReLU(), nn.Linear(64, 1))
        self.register_buffer("bins", length_bins(), persistent=False)
        nn.init.normal_(self.characters.weight, std=0.5)
        nn.init.normal_(self.pairs.weight, std=0.3)
        nn.init.normal_(self.styles.weight, std=0.1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """(b, n, BAND) span scores with -inf where there is no span, (b,) score of nothing, (b, n) sentence score by place."""
        passage, question = batch.passage, batch.question
        mask, asked = passage.mask[..., None].float(), question.mask[..., None].float()
        p = self._embed(passage, self.from_passage)
        q = self._embed(question, self.from_question)
        for block in self.encoder:
            p, q = block(p, mask), block(q, asked)
        p, q = normed(p), normed(q)
        looked = self._look(p, q, batch)
        whole = self._whole(q, question.mask, batch.style)
        shifts = self.shifts(whole).chunk(len(self.layers) + 1, -1)
        h = torch.relu(self.fuse(torch.cat([p, looked, p * looked], -1)) + shifts[0][:, None])
        score, same = h.new_zeros(h.shape[:2]), batch.same.float()
        told, asked_of = _hidden(passage.mask), _hidden(question.mask)
        for i, layer in enumerate(self.layers):
            h = layer(h, mask, shifts[i + 1])
            if i == 2:
                h, score = self._sentences(h, batch)
                h = self.refine(h, q, told, asked_of, same)
        h = normed(self.again(h, q, told, asked_of, same))
        spans = self._spans(h, whole, score, passage.mask)
        mean = (h * mask).sum(1) / mask.sum(1)
        summary = torch.cat([whole, mean, batch.whole, self._verify(q, h, score, batch)], -1)
        silent = self.check(q, h, asked_of, score[:, None] + told, same)
        return spans, self.nothing(summary)[:, 0] + silent, score

    def _embed(self, side: Side, project: nn.Linear) -> Tensor:
        dropout = self.shape.dropout
        characters = locked(self.characters(side.characters), dropout, self.training)
        pairs = locked(self.pairs(side.pairs), dropout, self.training)
        last = nn.functional.pad(pairs[:, :-1], (0, 0, 1, 0))
        words = locked(self.vectors[side.words], dropout, self.training)
        parts = (characters, pairs, last, words, side.features)
        layers = (self.from_character, self.from_pair, self.from_last_pair, self.from_word, project)
        weight = torch.cat([layer.weight for layer in layers], 1)  # (width, inputs)
        bias = self.from_character.bias + project.bias
        x = nn.functional.linear(torch.cat(parts, -1), weight, bias) + self.tags(side.tags)
        return torch.relu(x)

    def _look(self, p: Tensor, q: Tensor, batch: Batch) -> Tensor:
        """For each place of the passage, what of the question it looks at."""
        scores = self.query(p) @ q.transpose(1, 2) / math.sqrt(q.shape[-1])  # (b, n, m)
        scores = scores + torch.einsum("bknm,k->bnm", batch.same.float(), self.same * 4)
        scores = scores.masked_fill(~batch.question.mask[:, None], -1e4)
        return torch.softmax(scores, -1) @ q

    def _whole(self, q: Tensor, mask: Tensor, style: Tensor) -> Tensor:
        weights = self.pool(q)[..., 0].masked_fill(~mask, -1e4).softmax(-1)
        pooled = (weights[..., None] * q).sum(1) + self.styles(style)
        return nn.functional.dropout(pooled, self.shape.dropout, self.training)

    def _verify(self, q: Tensor, h: Tensor, sentence: Tensor, batch: Batch) -> Tensor:
        """What of the question the likely sentences bear out: each of its places is compared with what it finds there (after Parikh
        et al., 2016); (b, 2 * CHECKED), the mean over its places by their weight and the most of any."""
        scores = q @ self.support(h).transpose(1, 2) / math.sqrt(h.shape[-1]) + sentence[:, None]  # (b, m, n)
        scores = scores + torch.einsum("bknm,k->bmn", batch.same.float(), self.same * 4)
        scores = scores.masked_fill(~batch.passage.mask[:, None], -1e4)
        found = torch.softmax(scores, -1) @ h  # (b, m, d)
        checked = torch.relu(self.verified(torch.cat([q, found, q * found], -1)))
        asked = batch.question.mask
        weights = self.pool(q)[..., 0].masked_fill(~asked, -1e4).softmax(-1)
        mean = (weights[..., None] * checked).sum(1)
        most = (checked * asked[..., None]).amax(1)
        return nn.functional.dropout(torch.cat([mean, most], -1), self.shape.dropout, self.training)

    def _sentences(self, h: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """Every place with the mean of its sentence added; and its sentence's score."""
        count = int(batch.sentence.max()) + 1
        one_hot = nn.functional.one_hot(batch.sentence, count).float() * batch.passage.mask[..., None]  # (b, n, s)
        means = one_hot.transpose(1, 2) @ normed(h) / one_hot.sum(1).clamp(min=1)[..., None]  # (b, s, d)
        means = torch.relu(self.from_sentence(means))
        scores = self.sentence_score(means)  # (b, s, 1)
        return h + one_hot @ means, (one_hot @ scores)[..., 0]

    def _spans(self, h: Tensor, whole: Tensor, sentence: Tensor, mask: Tensor) -> Tensor:
        start, end = self.edges(h).unbind(-1)  # (b, n) each
        b, n = start.shape
        full = self.starts(h) @ self.ends(h).transpose(1, 2) / math.sqrt(self.shape.span)
        full = full + end[:, None] + torch.where(mask, 0.0, -1e4)[:, None]
        full = nn.functional.pad(full, (0, BAND), value=-1e4)  # (b, n, n + BAND)
        band = nn.functional.pad(full.reshape(b, -1), (0, n)).reshape(b, n, n + BAND + 1)[..., :BAND]
        lengths = self.lengths(whole).index_select(1, self.bins)  # (b, BAND)
        scores: Tensor = band + (start + sentence)[..., None] + lengths[:, None]
        return scores.masked_fill(~mask[..., None], -1e4)


def _hidden(mask: Tensor) -> Tensor:
    """(b, 1, n) of 0 where the mask is true and very low elsewhere."""
    return torch.where(mask, 0.0, -1e4)[:, None]


def length_bins() -> Tensor:
    """(BAND,) which of 16 classes each length belongs to: 1 to 8 one by one, then ever wider."""
    lengths = torch.arange(1, BAND + 1).float()
    return torch.where(lengths <= 8, lengths - 1, 8 + 2.3 * torch.log2(lengths / 8)).clamp(max=15).long()


def loss_of(network: Network, batch: Batch) -> Tensor:
    """Mean negative log-probability of the right spans together, or of nothing; a third of the sentence's beside it."""
    spans, nothing, sentence = network(batch)
    flat, gold = spans.flatten(1), batch.gold.flatten(1)
    every = torch.logsumexp(torch.cat([flat, nothing[:, None]], 1), 1)
    right = torch.logsumexp(flat.masked_fill(~gold, -1e4), 1)
    main = (every - torch.where(gold.any(1), right, nothing)).mean()
    return torch.sub(main, _sentence_likelihood(sentence, batch), alpha=0.3)


def _sentence_likelihood(sentence: Tensor, batch: Batch) -> Tensor:
    """Mean log-probability, over the rows with an answer, of the places of the sentences in which one begins."""
    mask, starts = batch.passage.mask, batch.gold.any(2)
    log = torch.log_softmax(sentence.masked_fill(~mask, -1e4), 1)
    inside = (batch.sentence[:, :, None] == batch.sentence[:, None, :]) & starts[:, None, :]
    held = torch.logsumexp(log.masked_fill(~(inside.any(2) & mask), -1e4), 1)
    answered = starts.any(1)
    return (held * answered).sum() / answered.sum().clamp(min=1)
