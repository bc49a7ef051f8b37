"""Ids sort by age, whichever thread made them."""

from storage.ids import new_id


def test_ids_sort_by_age() -> None:
    ids = [new_id("doc") for _ in range(10_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_the_prefix_tells_the_kind() -> None:
    prefix, _, number = new_id("inv").partition("_")
    assert prefix == "inv"
    assert len(number) == 32
