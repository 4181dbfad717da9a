"""`python -m tests.breaking`: failures by kind, before and after."""

from __future__ import annotations

import argparse
from collections import Counter

from tests.breaking import KINDS, Case, cases, failing, paragraphs


def main() -> None:
    """Print failures by kind, or the first failing cases of one kind with what was expected and what came."""
    from rag.clean import clean_text

    parser = argparse.ArgumentParser(prog="python -m tests.breaking", description=main.__doc__)
    parser.add_argument("--rate", action="store_true", help="failures of every kind")
    parser.add_argument("--show", metavar="KIND", choices=(*KINDS, "any"), help="failing cases of this kind")
    parser.add_argument(
        "--alone", action="store_true", help="only cases with no other break than the layout's and this one"
    )
    parser.add_argument("--count", type=int, default=2000, help="cases to make")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--most", type=int, default=5, help="cases to print")
    options = parser.parse_args()
    wrong, failed, seen = failing(cases(options.count, options.first), clean_text)
    if options.show:
        picked = [case for case in wrong if options.show in (*case.kinds, "any")]
        for case in [case for case in picked if len(case.kinds) <= 2 or not options.alone][: options.most]:
            print(_shown(case, clean_text(case.broken)))
    alone = Counter(case.kinds[-1] for case in wrong if len(case.kinds) <= 2)
    for kind in KINDS:
        print(f"{kind:10} {failed[kind]:5} of {seen[kind]:5} fail, {alone[kind]} of them alone")
    print(f"together   {len(wrong):5} of {options.count:5} fail")


def _shown(case: Case, came: str) -> str:
    wanted, found = "\n".join(paragraphs(case.clean)), "\n".join(paragraphs(came))
    at = next((n for n, (one, other) in enumerate(zip(wanted + "\f", found + "\f", strict=False)) if one != other), 0)
    low = max(0, at - 30)
    return (
        f"=== seed {case.seed}: {' '.join(case.kinds)}\n{case.broken}\n--- should read (around where they part)\n"
        f"{wanted[low : at + 60]!r}\n--- reads\n{found[low : at + 60]!r}\n"
    )


if __name__ == "__main__":
    main()
