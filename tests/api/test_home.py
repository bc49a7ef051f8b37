"""The page at ``/``: what a person sees who follows the address that ``run`` prints."""

import httpx


def test_a_person_is_told_where_programs_go(nobody: httpx.Client) -> None:
    answer = nobody.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "/openapi.json" in answer.text
