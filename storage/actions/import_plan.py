"""What would become of one row of a table of suppliers or customers, given all that is known."""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.domain.errors import InvalidFieldError
from storage.domain.money import parse_amount
from storage.domain.partner import OF_CUSTOMERS, OF_SUPPLIERS, parse_values, warnings_of
from storage.domain.partner_import import STOPPING, Outcome, Planned, Problem, TableRow
from storage.domain.partner_name import name_key
from storage.domain.partner_table import COLUMNS, CUSTOMER_COLUMNS, read, shown
from storage.models.customer import CustomerRow
from storage.models.supplier import SupplierRow

_IDS = ("number", "siren", "vat_id")
_WRITTEN_ONLY = tuple(column.name for column in COLUMNS if not column.is_read)

Row = SupplierRow | CustomerRow

Found = list[tuple[Problem, str]]


class Known:
    """A dossier's suppliers or customers, and what earlier rows of the table said.

    Args:
        kind: Which of them.
        partners: All of them, also those that were merged into others.
        accounts: IBANs of suppliers by their ids.
    """

    def __init__(
        self,
        kind: type[Any],
        partners: Sequence[Row],
        accounts: Mapping[str, Sequence[str]],
    ) -> None:
        is_supplier = kind is SupplierRow
        self.columns = COLUMNS if is_supplier else CUSTOMER_COLUMNS
        self.parsers = OF_SUPPLIERS if is_supplier else OF_CUSTOMERS
        self.accounts = accounts
        self.holders = {
            name: {value: row for row in partners if (value := getattr(row, name)) is not None}
            for name in _IDS
        }
        self.by_name: dict[str, list[Row]] = {}
        for row in partners:
            if row.merged_into_id is None:
                self.by_name.setdefault(name_key(row.name), []).append(row)
        self.said: set[tuple[str, str]] = set()
        """Identifiers of earlier rows, and partners that they were about."""

    def texts_of(self, row: Row) -> dict[str, str]:
        """Return a partner as an export writes it."""
        values = row.model_dump() | {"ibans": list(self.accounts.get(row.id, ()))}
        return {column.name: str(shown(column.name, values) or "") for column in self.columns}


def plan_row(known: Known, row: TableRow) -> Planned:
    """Say what would become of a row; later rows of the same table are told of it."""
    texts = {name: text.replace("\r\n", "\n").strip() for name, text in row.texts.items()}
    problems: Found = []
    readable = {column.name for column in known.columns if column.is_read}
    parsed = _parsed(known, {n: t for n, t in texts.items() if t and n in readable}, problems)
    supplier = _match(known, parsed, problems)
    written = known.texts_of(supplier) if supplier is not None else {}
    problems += [
        (Problem.NOT_IMPORTED, name)
        for name in _WRITTEN_ONLY
        if texts.get(name) and not _is_same(texts[name], written.get(name, ""))
    ]
    changes = _changes(known, supplier, parsed, {n: texts[n] == written.get(n) for n in texts})
    problems += _doubts(known, supplier, changes, parsed)
    found = tuple(dict.fromkeys(problems))
    if any(problem in STOPPING for problem, _ in found):
        return Planned(row.position, Outcome.REFUSED, found)
    known.said |= _sayings(supplier, parsed)
    if supplier is None:
        return Planned(row.position, Outcome.CREATED, found, None, changes)
    outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
    return Planned(row.position, outcome, found, supplier.id, changes)


def _is_same(text: str, written: str) -> bool:
    """Tell whether a cell holds what was written; a spreadsheet drops zeros after the point."""
    amounts = parse_amount(text), parse_amount(written)
    return text == written or (None not in amounts and amounts[0] == amounts[1])


def _parsed(known: Known, texts: Mapping[str, str], problems: Found) -> dict[str, Any]:
    """Return the values of a row as they are stored; `default.` values under their own names."""
    parsed: dict[str, Any] = {}
    for name, text in texts.items():
        key = name.removeprefix("default.")
        given = {"defaults": {key: text}} if key != name else {name: read(name, text)}
        try:
            values = parse_values(given, known.parsers)
        except InvalidFieldError:
            problems.append((Problem.INVALID_VALUE, name))
            continue
        parsed[name] = values["defaults"].get(key, "") if key != name else values[name]
    return parsed


def _match(known: Known, parsed: Mapping[str, Any], problems: Found) -> Row | None:
    """Return whom a row is about: by number, SIREN, VAT id; by name where it has none of these."""
    found = [
        holder for name in _IDS if (holder := known.holders[name].get(parsed.get(name))) is not None
    ]
    if not any(parsed.get(name) for name in _IDS) and parsed.get("name"):
        named = known.by_name.get(name_key(parsed["name"]), [])
        found = named if len(named) == 1 else []
    if len({holder.id for holder in found}) > 1:
        problems.append((Problem.TAKEN, found[1].number))
    if found and found[0].merged_into_id is not None:
        problems.append((Problem.MERGED, found[0].number))
    return found[0] if found else None


def _changes(
    known: Known,
    supplier: Row | None,
    parsed: Mapping[str, Any],
    is_same: Mapping[str, bool],
) -> dict[str, Any]:
    """Return what is other than what is stored; a cell as an export writes it changes nothing."""
    if supplier is None:
        present: dict[str, Any] = {"defaults": {}}
        accounts: Sequence[str] = ()
    else:
        present = supplier.model_dump()
        accounts = known.accounts.get(supplier.id, ())
    changes: dict[str, Any] = {}
    defaults = dict(present["defaults"])
    for name, value in parsed.items():
        if is_same[name]:
            continue
        if name == "ibans":
            new = [iban for iban in value if iban not in accounts]
            changes |= {"ibans": new} if new else {}
        elif name.startswith("default."):
            defaults[name.removeprefix("default.")] = value
        elif present.get(name) != value:
            changes[name] = value
    if defaults != present["defaults"]:
        changes["defaults"] = defaults
    return changes


def _doubts(
    known: Known,
    supplier: Row | None,
    changes: Mapping[str, Any],
    parsed: Mapping[str, Any],
) -> Found:
    """Return what is the matter with the row as a whole."""
    problems: Found = []
    if supplier is None and not parsed.get("name"):
        problems.append((Problem.NAME_MISSING, ""))
    problems += [(Problem.REPEATED, said) for _, said in _sayings(supplier, parsed) & known.said]
    if isinstance(supplier, SupplierRow) and supplier.trusted:
        problems += [
            (Problem.TRUSTED_IDENTITY, name) for name in ("siren", "vat_id") if name in changes
        ]
    accounts = tuple(changes.get("ibans", ()))
    if changes.keys() & {"siren", "vat_id", "ibans"}:
        siren = parsed.get("siren", supplier.siren if supplier else None)
        vat_id = parsed.get("vat_id", supplier.vat_id if supplier else None)
        warnings = warnings_of(siren, vat_id, accounts)
        problems += [(Problem.CHECK_FAILED, warned.value) for warned in warnings]
    problems += [(Problem.ACCOUNT_PENDING, iban) for iban in accounts]
    return problems


def _sayings(supplier: Row | None, parsed: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return by what later rows are found to be about the same partner."""
    said = {(name, parsed[name]) for name in _IDS if parsed.get(name)}
    if supplier is not None:
        return said | {("id", supplier.id)}
    if not said and parsed.get("name"):
        said.add(("name", name_key(parsed["name"])))
    return said
