"""``read`` and ``convert``: invoices from files, without a database."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.facturx.bare import other_syntax
from pipeline.offline import Answer, Job, is_readable, read_files
from pipeline.stage import Work
from storage.codec import reasons_to_json, to_json
from storage.domain.errors import InputError
from storage.domain.field import Field, Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.money import format_amount
from storage.domain.reason import Reason
from storage.domain.siren import parse_siren
from storage.domain.state import DocumentKind
from storage.domain.wording import sentences
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.confine import limits_of, sandbox_of
from vaguemestre.settings import load_settings

read = new_app()
convert = new_app()

Paths = Annotated[list[Path], typer.Argument(exists=True, metavar="FILE… | DIR", readable=True)]
OwnSiren = Annotated[str | None, typer.Option(help="SIREN of the dossier that the files are for.")]
OwnName = Annotated[str, typer.Option(help="Name of that dossier.")]
Way = Annotated[Direction, typer.Option(help="Which way the invoices go, seen from the dossier.")]

_ERASED_LINE = "\r\033[K"
_FILED = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE}


@read.command()
def read_pages(
    paths: Paths,
    own_siren: OwnSiren = None,
    own_name: OwnName = "",
    direction: Way = Direction.PURCHASE,
    as_json: AsJson = False,
) -> None:
    """Read invoices; one answer per document. Exit status 1 only when no file could be read."""
    work = _work(own_siren, own_name, direction)
    unread = True
    with _reading([Job(file, work) for file in _files(paths)]) as answers:
        for found in answers:
            unread = unread and _is_unreadable(found)
            answer(shown(found), _line(found), as_json=as_json)
    if unread:
        raise typer.Exit(1)


@convert.command()
def make_facturx(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file, or the folder, to write.")],
    own_siren: OwnSiren = None,
    own_name: OwnName = "",
    direction: Way = Direction.PURCHASE,
    as_json: AsJson = False,
) -> None:
    """Make derived Factur-X files; says of each what was proven, its profile, or why there is none.

    With an output that ends in .xml, one CII or UBL invoice is written in the other syntax.
    Exit status 1 when none could be made.
    """
    if out.suffix.lower() == ".xml" and not out.is_dir():
        _write_other_syntax(paths, out, as_json=as_json)
        return
    work = _work(own_siren, own_name, direction)
    targets = _targets(paths, _files(paths), out)
    made = False
    with _reading([Job(file, work, target) for file, target in targets.items()]) as answers:
        for found in answers:
            made = made or found.facturx is not None
            report = shown(found) | _conversion(found)
            answer(report, f"{_line(found)}  {_what_came_out(report)}", as_json=as_json)
    if not made:
        raise typer.Exit(1)


def _write_other_syntax(paths: list[Path], out: Path, *, as_json: bool) -> None:
    if len(paths) != 1 or paths[0].is_dir():
        raise InputError("One XML file is converted at a time.")
    converted = other_syntax(paths[0])
    if isinstance(converted, Reason):
        raise InputError(sentences(converted)[1])
    out.write_bytes(converted.xml)
    lost = [f"{path}: {text}" for path, text in converted.lost]
    report = {"file": str(paths[0]), "syntax": converted.syntax, "lost": lost}
    lines = [f"{converted.syntax}  {out}", *(f"  not kept: {line}" for line in lost)]
    answer(report, "\n".join(lines), as_json=as_json)


def _work(own_siren: str | None, own_name: str, direction: Direction) -> Work:
    siren = parse_siren(own_siren) if own_siren else None
    if own_siren and siren is None:
        raise InputError(f"{own_siren} is not a SIREN.")
    limits = limits_of(load_settings())
    return Work(direction=direction, own_siren=siren, own_name=own_name, limits=limits)


def _files(paths: list[Path]) -> list[Path]:
    """Return the files that are named, and those of known types in the folders that are."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(found for found in path.rglob("*") if found.is_file())
            files += [found for found in inside if is_readable(found)]
        else:
            files.append(path)
    if not files:
        raise InputError("There is no PDF, no picture and no invoice's XML.")
    return files


def _targets(paths: list[Path], files: list[Path], out: Path) -> dict[Path, Path]:
    """Return where to write the Factur-X of each file.

    Raises:
        InputError: A file would be written over one that is read.
    """
    if len(paths) == 1 and not paths[0].is_dir() and not out.is_dir():
        targets = {files[0]: out.absolute()}
    else:
        out.mkdir(parents=True, exist_ok=True)
        targets = dict(_names_in(out.absolute(), files))
    if {file.resolve() for file in files} & {target.resolve() for target in targets.values()}:
        raise InputError("The originals would be written over: name another folder.")
    return targets


def _names_in(folder: Path, files: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield a target for each file: ``STEM.pdf``, or with more of its name where that is taken."""
    taken = set[str]()
    for file in files:
        numbered = (f"{file.stem}-{number}" for number in count(2))
        name = next(it for it in chain((file.stem, file.name), numbered) if it not in taken)
        taken.add(name)
        yield file, folder / f"{name}.pdf"


@contextmanager
def _reading(jobs: list[Job]) -> Iterator[Iterator[Answer]]:
    """Work on files; people at a terminal see how far it is. Leaving it ends the work."""
    with closing(read_files(jobs, sandbox_of(load_settings()))) as answers:
        yield _counted(answers, len(jobs)) if sys.stderr.isatty() else answers


def _counted(answers: Iterator[Answer], total: int) -> Iterator[Answer]:
    """Pass answers on; between them a line on standard error says how many there are."""
    started = time.monotonic()
    _show_progress(f"Reading {total} files")
    try:
        for count, found in enumerate(answers, 1):
            _show_progress("")
            yield found
            left = (time.monotonic() - started) / count * (total - count)
            _show_progress(f"Read {count} of {total}, about {left:.0f} s to go")
    finally:
        _show_progress("")


def _show_progress(text: str) -> None:
    """Replace the line of progress; an answer on the same terminal stands where it stood."""
    sys.stderr.write(f"{_ERASED_LINE}{text}")
    sys.stderr.flush()


def shown(found: Answer) -> dict[str, Any]:
    """Return an answer of `pipeline.offline.read_files` in the form that programs rely on."""
    if found.error is not None or found.facts is None:
        return {"file": str(found.file), "error": found.error}
    invoice = found.facts.invoice or Invoice()
    open_points = (*found.hold, *found.facts.open_points)
    error = {"error": _sentences(found)} if _is_unreadable(found) else {}
    return {
        "file": str(found.file),
        **error,
        "pages": found.facts.pages,
        **({"first_page": found.first_page} if found.first_page > 1 else {}),
        "kind": found.facts.kind,
        "fields": {n.value: _field(invoice.fields[n]) for n in FieldName if n in invoice.fields},
        "vat_breakdown": [_row(row) for row in invoice.vat_breakdown],
        "lines": [_row(row) for row in invoice.lines],
        "checks": reasons_to_json(open_points),
        "auto_file": not open_points and found.facts.kind in _FILED,
        "seconds": found.seconds,
    }


def _is_unreadable(found: Answer) -> bool:
    """Tell whether nothing could be read of a file: it would be held before its kind is known."""
    facts = found.facts
    return facts is None or bool(found.hold and (facts.problem or facts.kind is None))


def _sentences(found: Answer) -> str:
    return " ".join(english for _, english in map(sentences, found.hold))


def _field(field: Field) -> dict[str, Any]:
    shown: dict[str, Any] = to_json(field)
    return shown


def _row(row: Any) -> dict[str, Any]:
    values = vars(row).items()
    return {
        name: format_amount(value) if isinstance(value, Decimal) else value
        for name, value in values
    }


def _conversion(found: Answer) -> dict[str, Any]:
    facts = found.facts
    fields = facts.invoice.fields if facts and facts.invoice else {}
    return {
        "facturx": str(found.facturx) if found.facturx else None,
        "profile": facts.profile if facts and found.facturx else None,
        "derived": bool(facts and facts.derived and found.facturx),
        "reasons": reasons_to_json(facts.facturx_reasons if facts else ()),
        "proven": [name.value for name, field in fields.items() if field.level is Level.PROVEN],
    }


def _what_came_out(report: dict[str, Any]) -> str:
    """Return the profile of a Factur-X, or what stood in the way of one, for people."""
    causes = (
        f"{reason['code']} {reason.get('about', '')}".strip()
        for reason in report["reasons"]
        if reason["code"] != Reason.PROFILE_LOWERED.value
    )
    return str(report["profile"] or ", ".join(causes) or "-")


def _line(found: Answer) -> str:
    """Return the answer for people, on one line."""
    if found.error is not None or found.facts is None:
        return f"{found.file}: {found.error}"
    invoice = found.facts.invoice or Invoice()
    names = (FieldName.NUMBER, FieldName.ISSUE_DATE, FieldName.TOTAL_WITH_VAT, FieldName.CURRENCY)
    values = "  ".join(invoice.value(name) or "-" for name in names)
    points = ", ".join(row["code"] for row in reasons_to_json(found.hold))
    kind = found.facts.kind or "-"
    return f"{found.file}: {kind}  {values}  {points or f'{found.seconds:.1f} s'}"
