"""Which labels a language of the page must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.evaluate import Reason
from rag.ui.filters import Kind


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
    as_cleaned: str
    as_came: str
    which_text: str
    quote_lines: str
    page_of: str
    previous_page: str
    next_page: str
    page_picture: str
    page_text: str
    file_gone: str
    source_gone: str
    inferred: str
    inferred_note: str
    reporters: str
    copies: str
    more_copies: str
    mended: str
    mended_intro: str
    other_article: str
    all_kinds: str
    which_kind: str
    repair_line: str
    became: str
    more_repairs: str
    nothing_mended: str
    left_as_came: str
    forgotten_article: str
    add_articles: str
    drop_here: str
    accepted: str
    chosen: str
    add: str
    sending: str
    too_large: str
    wrong_kind: str
    not_saved: str
    not_allowed: str
    take_out: str
    waiting: str
    saved_as: str
    remove: str
    remove_file: str
    not_removed: str
    filters: str
    filter_names: Mapping[Kind, str]
    filter_off: str
    filters_off: str
    from_date: str
    to_date: str
    since: str
    until: str
    apply: str
    date_hint: str
    not_a_date: str
    wrong_order: str
    bar: str
    undated_left_out: str
    more_listed: str
    left: str
    none_left: str
    only: str
    nothing_admitted: str
    ask_unfiltered: str
    ask_alone: str
    writing: str
    struck: str
    quoted_instead: str
    model_failed: str
    check_reasons: Mapping[str, str]
    """The reasons of `rag.check` and `rag.write.judge` in the page's language; {said} is what the claim says."""
    model_reasons: Mapping[str, str]
    """Why a language model failed, by the words of `rag.write.stream`."""
    kinds: Mapping[str, tuple[str, str]]
    """For each kind of repair its name and one line on what it does."""
    doubts: Mapping[str, str]
    """The reasons of `rag.clean.doubts` in the page's language."""
    exam: str
    copy_link: str
    copied: str
    link_moved: str
    ask_without: str
    instead: str
    older_figures: str
    reading_aid: str
    gloss_note: str
    retry: str
    edit: str
    copy_plain: str
    copy_markdown: str
    quotes_lost: str
    earlier_talks: str
    talks_note: str
    forget_talk: str
    forget_talks: str
    export_talk: str
    will_change: str
    nothing_changes: str
    new_articles: str
    changed_articles: str
    gone_articles: str
    rebuild_so: str
    rebuild_anyway: str
    not_now: str
    rolled_back: str
    roll_back: str
    earlier_indexes: str
    index_line: str
    take_out_article: str
    take_out_file: str
    is_out: str
    taken_out: str
    put_back: str
    put_back_file: str
    exam_intro: str
    no_sets: str
    exam_running: str
    exam_failed: str
    exam_done: str
    whole_report: str
    missed: str
    compared: str
    below_baseline: str
    holds_baseline: str
    figure: str
    was: str
    now: str
    now_wrong: str
    now_right: str
    set_names: Mapping[str, str]
    """Question sets that have a name of their own; others are called after their file."""
    figures: Mapping[str, str]
    """The figures of `rag.evaluate` that the page shows."""
    verdicts: Mapping[str, str]
