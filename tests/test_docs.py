"""The documents for people say what the code says."""

import re
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from gateway import replies
from storage.domain.reason import Reason
from storage.domain.sender_wording import GROUNDS
from storage.domain.verdicts import Ground
from storage.domain.wording import sentences
from tests.test_packaging import ROOT
from vaguemestre.__main__ import COMMANDS
from vaguemestre.settings import Settings

README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def rows(name: str) -> list[list[str]]:
    """Return the cells of the tables of a document below ``docs``, without their headings."""
    lines = (ROOT / "docs" / name).read_text().splitlines()
    table = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in table]


SETTINGS = {row[0].strip("`"): row[1:] for row in rows("settings.md")}


def test_every_setting_is_described_once() -> None:
    assert [row[0] for row in rows("settings.md")] == [
        f"`{name.upper()}`" for name in Settings.model_fields
    ]


@pytest.mark.parametrize(("name", "field"), Settings.model_fields.items())
def test_the_default_of_a_setting(name: str, field: FieldInfo) -> None:
    default, meaning = SETTINGS[name.upper()]
    if field.default in {None, ""}:
        assert default, "what holds when it is not set"
        assert not default.startswith("`")
    else:
        assert default.startswith(f"`{field.default}`")
    assert meaning.endswith(".")
    assert field.description


def test_every_reason_stands_with_its_sentences() -> None:
    expected = [[f"`{reason.value}`", *sentences(reason)] for reason in Reason]
    assert rows("reasons.md") == expected


def test_every_ground_of_a_verdict_stands_with_its_sentences() -> None:
    assert set(GROUNDS) == set(Ground)
    assert rows("senders.md") == [[f"`{g.value}`", *words] for g, words in GROUNDS.items()]


def test_every_refusal_of_mail_stands_with_its_sentences() -> None:
    refusals = [r for r in vars(replies).values() if isinstance(r, replies.Reply) and r.french]
    assert rows("smtp.md") == [[f"`{r.code}`", f"`{r.status}`", r.text, r.french] for r in refusals]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    assert re.search(rf"`(?:\S*vaguemestre\s+)?{name}[\s`]", README)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
    assert not [link for link in links if not (path.parent / link).exists()]
