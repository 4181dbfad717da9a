"""A language model small enough to be made in a test: it knows one sentence by heart and says it to every prompt."""

from __future__ import annotations

from pathlib import Path

SENTENCE = "漁港共有40艘船[1]。"


def make_tiny_model(folder: Path) -> None:
    """Writes a model with its tokenizer, as transformers reads them.

    A character is a token, each with a direction of its own, and the last layer knows which one follows which: attention
    adds nothing, so that nothing needs to be learnt.
    """
    import torch
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    vocabulary = {"<unk>": 0, "<end>": 1, "》": 2} | {char: place for place, char in enumerate(SENTENCE, 3)}
    letters = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    letters.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    letters.decoder = decoders.Fuse()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=letters, unk_token="<unk>", eos_token="<end>", pad_token="<end>"
    )
    tokenizer.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}》"

    size = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        max_position_embeddings=8192,
        eos_token_id=1,
        pad_token_id=1,
        tie_word_embeddings=False,
        **size,
    )
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.zero_()
        model.model.embed_tokens.weight[:] = torch.eye(len(vocabulary), 32)
        model.model.norm.weight.fill_(1.0)
        for before, after in zip(["》", *SENTENCE], [*SENTENCE, "<end>"], strict=True):
            model.lm_head.weight[vocabulary[after], vocabulary[before]] = 10.0
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
