"""What a question and a passage hold of each other, as features for the span reader.

Everything here is computed alike in training and in use; nothing is learnt here but the vocabulary's rarities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rag.read.neural.units import Bools, Tokens
from rag.read.neural.vocabulary import Floats, Ints, Vocabulary

PASSAGE_FEATURES = 25
QUESTION_FEATURES = 9
PAIR_FEATURES = 10
SENTENCE_SHARE = 13
"""Column of `Pair.passage`: the share of the question's rarity that the place's sentence holds."""

_DECAYS = (8.0, 32.0)
_REACH = 96
"""Characters over which matched weight falls off, and how far it is looked for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a passage of n and a question of m characters say of each other.

    `passage` (n, PASSAGE_FEATURES), `question` (m, QUESTION_FEATURES), `whole` (PAIR_FEATURES,), `same` (3, n, m): whether
    two places hold one character, one pair of characters, one unit.
    """

    passage: Floats
    question: Floats
    whole: Floats
    same: Bools


def compare(question: Tokens, passage: Tokens, vocabulary: Vocabulary) -> Pair:
    """What each holds of the other."""
    same = _same(question, passage)
    rarity = _rarity(question, vocabulary)  # (m,)
    pair_rarity = vocabulary.pair_idf[question.pairs] * (question.pair_keys > 0) / np.float32(8)
    character_rarity = vocabulary.character_idf[question.characters] / np.float32(8)
    weight = np.maximum(same[1] * pair_rarity, same[2] * rarity).max(1).astype(np.float32)  # (n, m) -> (n,)
    soft = _soft(question, passage, vocabulary)
    sentence = _coverage(same, rarity, passage.sentence)  # (sentences,)
    clause = _coverage(same, rarity, passage.clause)
    best = int(sentence.argmax())
    return Pair(
        _passage_features(passage, same, character_rarity, weight, soft.max(1), sentence, clause),
        _question_features(question, same, rarity, soft.max(0), passage.sentence == best),
        _whole_features(question, passage, same, rarity, sentence, clause),
        same,
    )


def _same(question: Tokens, passage: Tokens) -> Bools:
    """(3, n, m) one character; a pair of characters that covers both places alike; one unit of several characters."""
    real = _content(question)
    character = (passage.characters[:, None] == question.characters[None]) & real[None]
    first = (passage.pair_keys[:, None] == question.pair_keys[None]) & (question.pair_keys > 0)[None] & character
    pair = first.copy()
    pair[1:, 1:] |= first[:-1, :-1] & character[1:, 1:]
    unit = (passage.units[:, None] == question.units[None]) & (question.long & real)[None] & passage.long[:, None]
    return np.stack([character, pair, unit & character])


def _content(tokens: Tokens) -> Bools:
    """(n,) whether a character is a letter, digit or Chinese character."""
    return np.array([char.isalnum() for char in tokens.text], dtype=bool)


def _rarity(question: Tokens, vocabulary: Vocabulary) -> Floats:
    """(m,) how much each place of the question tells: the rarer of its two pairs, in units of 8 nats."""
    idf = vocabulary.pair_idf[question.pairs] * (question.pair_keys > 0)
    idf[1:] = np.maximum(idf[1:], idf[:-1])
    capped = np.minimum(idf, vocabulary.character_idf[question.characters] * 1.5 + 1)
    return np.asarray(capped * _content(question) / 8, dtype=np.float32)


def _soft(question: Tokens, passage: Tokens, vocabulary: Vocabulary) -> Floats:
    """(n, m) cosine of the words' vectors, 0 for words of one character and for words without a vector."""
    mine, theirs = (t.words * t.long for t in (passage, question))
    cosine = vocabulary.vectors[mine] @ vocabulary.vectors[theirs].T  # (n, d) @ (d, m)
    return np.asarray(np.maximum(cosine, 0), dtype=np.float32)


def _coverage(same: Bools, rarity: Floats, stretch: Ints) -> Floats:
    """(stretches,) share of the question's rarity that each stretch of the passage holds in pairs or units."""
    starts = np.flatnonzero(np.diff(stretch, prepend=-1))
    held = np.logical_or.reduceat(same[1] | same[2], starts, axis=0)  # (stretches, m)
    covered = held @ rarity / max(float(rarity.sum()), 1e-6)
    return np.asarray(covered, dtype=np.float32)


def _passage_features(
    passage: Tokens,
    same: Bools,
    character_rarity: Floats,
    weight: Floats,
    soft: Floats,
    sentence: Floats,
    clause: Floats,
) -> Floats:
    matched: Bools = np.any(same, axis=2)  # (3, n)
    triple = matched[1] & np.r_[False, matched[1][:-1]] & np.r_[matched[1][1:], False]
    in_sentence, in_clause = sentence[passage.sentence], clause[passage.clause]
    before = np.r_[0.0, sentence[:-1]][passage.sentence]
    top, top_clause = max(float(sentence.max()), 1e-3), max(float(clause.max()), 1e-3)
    columns = [
        *matched,
        (same[0] * character_rarity).max(1),
        weight,
        triple,
        np.log1p(_run_length(matched[1])) / 2,
        *_nearby(weight),
        soft,
        soft * ~matched[2],
        in_sentence,
        in_sentence / top,
        before / top,
        in_clause,
        in_clause / top_clause,
        *_brackets(passage.text),
        np.log1p(np.arange(len(passage))) / 6,
        np.log(_counts(passage.pair_keys)) / 2,
        np.log(_counts(passage.units)) / 2 * passage.long,
    ]
    found = np.zeros((len(passage), PASSAGE_FEATURES), dtype=np.float32)
    for i, column in enumerate(columns):
        found[:, i] = column
    return found


def _question_features(question: Tokens, same: Bools, rarity: Floats, soft: Floats, best: Bools) -> Floats:
    matched: Bools = np.any(same, axis=1)  # (3, m)
    in_best: Bools = np.any(same[:, best], axis=1)  # (3, m)
    missing = rarity * ~(matched[1] | matched[2])
    columns = [*matched, in_best[1], in_best[2], soft, rarity, missing, rarity * ~(in_best[1] | in_best[2])]
    found = np.zeros((len(question), QUESTION_FEATURES), dtype=np.float32)
    for i, column in enumerate(columns):
        found[:, i] = column
    return found


def _whole_features(
    question: Tokens, passage: Tokens, same: Bools, rarity: Floats, sentence: Floats, clause: Floats
) -> Floats:
    matched = same[1:].any((0, 1))  # (m,)
    kind = question.tags // 4
    digits, latin = kind == 1, kind == 2
    whole = same[2].any(0) | (same[0].any(0) & ~question.long)
    total = max(float(rarity.sum()), 1e-6)
    return np.array(
        [
            (rarity * matched).sum() / total,
            sentence.max(),
            clause.max(),
            (rarity * ~matched).max(initial=0),
            digits.any(),
            (digits & ~whole).any(),
            latin.any(),
            (latin & ~whole).any(),
            np.log1p(len(passage)) / 6,
            np.log1p(len(question)) / 4,
        ],
        dtype=np.float32,
    )


def _run_length(matched: Bools) -> Ints:
    """(n,) length of the unbroken run of matched places that each matched place lies in, 0 elsewhere."""
    edges = np.flatnonzero(np.diff(matched.astype(np.int8), prepend=0, append=0))
    lengths = np.zeros(len(matched), dtype=np.int64)
    for start, end in edges.reshape(-1, 2).tolist():
        lengths[start:end] = end - start
    return lengths


def _nearby(weight: Floats) -> list[Floats]:
    """For each scale, (n,) the matched weight before and the one after each place, falling with distance."""
    found = []
    for scale in _DECAYS:
        kernel = np.exp(-np.arange(1, _REACH + 1) / scale) / np.sqrt(scale)
        before = np.convolve(np.r_[0.0, weight], kernel)[: len(weight)]
        after = np.convolve(np.r_[0.0, weight[::-1]], kernel)[: len(weight)][::-1]
        found += [before, after]
    return found


def _brackets(text: str) -> list[Ints]:
    """Whether each place lies within 《》, within quotation marks, within round brackets, the marks themselves left out."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found = []
    for opening, closing in ("《》", "()"):
        opened, closed = codes == ord(opening), codes == ord(closing)
        depth = np.cumsum(opened.astype(np.int64)) - np.cumsum(closed.astype(np.int64))
        found.append(((depth > 0) & ~opened).astype(np.int64))
    quotes = codes == ord('"')
    found.append((np.cumsum(quotes) % 2) * ~quotes)
    return found


def _counts(keys: Ints) -> Ints:
    """(n,) how often each key stands in the passage."""
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse], dtype=np.int64)
