"""Invoice layouts with truth, to measure the reader on pages it was never made on.

``python -m tests.layouts.make OUT`` writes them. Rules of the reader may be made by looking at
families of ``Split.MAKING``; those of ``Split.JUDGING`` are only ever scored.
"""
