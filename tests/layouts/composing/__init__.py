"""Layouts put together at random: every document takes its own way at each of many forks.

In: a ``Sheet``. Out: HTML of the whole page. What a page says where, and in which words and forms,
is decided piece by piece, so that no two documents are alike and what is learned of them is no one
layout. Words are those of ``composed.txt``. Each piece of HTML goes into a place of `Places`, and
`tests.layouts.composing.page` sets the places on paper.
"""

from collections import defaultdict

Places = defaultdict[str, list[str]]
"""Pieces of HTML by place: ``S`` seller, ``B`` buyer, ``T`` title, ``R`` references, ``head`` below
them, ``totals`` beside the totals, ``after`` them, ``bank``, ``foot`` and ``last``, a page more."""
