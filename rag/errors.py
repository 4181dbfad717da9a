"""What can go wrong, as people meet it.

BaowenError                    every error a person can cause or mend; one sentence: what, where, what to do
├── CorpusError                no articles, or a folder that cannot be read     (where)
├── NoIndex                    nothing built yet                                → baowen build
├── BadIndex                   a generation that fails its checks, or another format version
│                                                                               → baowen index rollback, baowen build
├── Busy                       another build is writing this index
├── ModelMissing               an embedding or language model that cannot be loaded
├── BadQuestion                an empty, oversized or wordless question
├── QuestionSetError           a malformed question file                        (file, line)
└── Unusable                   an option or address that cannot be used (a port in use, an engine not installed)

The room that owns a library translates that library's exceptions into these; nobody else imports its error types.
"""


class BaowenError(Exception):
    """One sentence that says what, where and what to do; the command line prints it and exits with code 2."""


class CorpusError(BaowenError):
    """There are no articles to read where the corpus should be."""


class NoIndex(BaowenError):
    """No generation has been published in this index folder."""


class BadIndex(BaowenError):
    """A generation is damaged, incomplete, or written by another format version."""


class Busy(BaowenError):
    """Another process is building in this index folder."""


class ModelMissing(BaowenError):
    """A model was named that cannot be loaded."""


class BadQuestion(BaowenError):
    """A question that holds nothing to look for, or too much."""


class QuestionSetError(BaowenError):
    """A question file that is not in the form of the contract."""


class Unusable(BaowenError):
    """An option, a file or an address that cannot be used as asked."""
