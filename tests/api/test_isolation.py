"""Law 7: no firm and no dossier sees another's. Every route, taken from the description."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from storage.domain.mailbox import Direction
from storage.models.customer import CustomerRow
from storage.models.supplier import SupplierRow
from storage.queries.partners import list_partners
from storage.queries.scope import PageRequest, Scope
from tests.api.conftest import House, key
from tests.api.decided import IBAN, decided, rule, sender
from tests.api.described import Described, Operation
from tests.api.locked import file_password
from tests.api.seed import Dossier, Filed, Seed

OPEN = {"healthz", "readyz"}
BODIES: dict[str, Any] = {
    "change_dossier": {"reception_policy": "except_trusted"},
    "change_supplier": {"trusted": True},
    "change_customer": {"name": "Lenoir"},
    "merge_supplier": {"into": "sup_00000000000000000000000000000000"},
    "merge_customer": {"into": "cus_00000000000000000000000000000000"},
    "refuse_invoice": {"reason": "no"},
    "dispute_invoice": {"code": "wrong_price"},
    "move_invoice": {"dossier_id": "dos_0"},
    "decide_on_many": {"items": [{"invoice_id": "inv_0", "decision": "accept"}]},
    "acknowledge_invoice": {"version": 1, "external_ref": "A"},
    "add_file_password": {"password": "s3cret", "label": "Acmé"},
    "correct_invoice": {"fields": {"number": "F-2"}},
    "split_document": {"pages": [1]},
    "join_documents": {"documents": ["doc_00000000000000000000000000000000"]},
    "set_kind": {"kind": "other"},
    "set_annex": {"document_id": None},
    "trust_supplier": {"amount_ceiling": "500.00"},
    "add_sender": {"role": "sale", "value": "vente@shop.example"},
    "create_rule": {"name": "R", "action": {"kind": "leave"}},
    "simulate_rules": {"rules": [{"name": "R", "action": {"kind": "leave"}}]},
    "patch_rule": {"enabled": False},
}
IN_A_DOSSIER = {
    *("add_supplier", "export_suppliers", "import_suppliers"),
    *("add_customer", "export_customers", "import_customers"),
}
"""Named in the body or the query, not in the path."""
OF_NOBODY = {"get_supplier_template", "get_customer_template"}
"""The same for everybody who has a key."""
OF_A_DOSSIER = {"create_rule", "simulate_rules"}
"""Whose body names the dossier."""
UNKNOWN = "inv_00000000000000000000000000000000"


def call(
    client: httpx.Client, operation: Operation, ids: dict[str, str], secret: str | None
) -> Any:
    """Call a route with a well-formed request."""
    headers = key(secret) if secret else {}
    request: dict[str, Any] = {"headers": headers}
    if operation.name in BODIES:
        request["json"] = BODIES[operation.name]
    if operation.name in {"add_supplier", "add_customer"}:
        request["json"] = {"dossier_id": ids["dossier_id"], "name": "Nouveau"}
    elif operation.name in IN_A_DOSSIER:
        request["params"] = {"dossier": ids["dossier_id"]}
    if operation.name in {"import_suppliers", "import_customers"}:
        request["files"] = {"file": ("a.csv", b"Nom;SIREN")}
    if operation.name in OF_A_DOSSIER:
        request["json"] = BODIES[operation.name] | {"dossier_id": ids["dossier_id"]}
    if operation.name == "upload_document":
        request |= {"content": b"%PDF-", "params": {"direction": "purchase"}}
    if operation.name == "correct_invoice":
        headers["If-Match"] = "*"
    path = operation.path.format(**ids, number=1, path="2")
    return client.request(operation.method, path, **request)


def ids_of(seed: Seed, dossier: Dossier, filed: Filed) -> dict[str, str]:
    """Return an id for every parameter of every path."""
    assert filed.invoice_id is not None
    seed.filed(dossier, direction=Direction.SALE)
    decided(seed, filed)
    with seed.database.read() as session:
        scope = Scope(dossier.firm_id, dossier.id)
        supplier = list_partners(session, SupplierRow, scope, PageRequest(), {}).rows[0]
        customer = list_partners(session, CustomerRow, scope, PageRequest(), {}).rows[0]
    return {
        "dossier_id": dossier.id,
        "message_id": filed.message_id,
        "document_id": filed.document_id,
        "invoice_id": filed.invoice_id,
        "supplier_id": supplier.id,
        "customer_id": customer.id,
        "learned_place_id": seed.learned(dossier),
        "file_password_id": file_password(seed, dossier),
        "duplicate_id": seed.duplicate(seed.filed(dossier)),
        "rule_id": rule(seed, dossier),
        "sender_id": sender(seed, dossier),
        "iban": IBAN,
    }


def everything(seed: Seed) -> Any:
    """Return all that a stranger's call could have changed."""
    with seed.database.read() as session:
        tables = (
            *("dossier", "invoice", "supplier", "message", "document", "feed_event", "work"),
            *("journal", "invoice_version", "page", "part", "learned_place", "file_password"),
            *("duplicate", "decision", "invoice_key"),
            *("customer", "supplier_account", "supplier_sender"),
            *("rule", "registered_sender", "supplier_account", "decision"),
        )
        return {t: session.connection().execute(text(f"SELECT * FROM {t}")).all() for t in tables}  # noqa: S608


@pytest.mark.parametrize("caller", ["other firm", "other dossier"])
def test_a_stranger_sees_and_changes_nothing(
    nobody: httpx.Client, described: Described, seed: Seed, house: House, caller: str
) -> None:
    owner = house.first
    ids = ids_of(seed, owner, seed.filed(owner))
    seed.held(owner)
    secret = house.foreign_secret if caller == "other firm" else house.second.secret
    before = everything(seed)
    for operation in described.operations():
        if operation.name in OPEN:
            continue
        response = call(nobody, operation, ids, secret)
        if "{" in operation.path or operation.name in IN_A_DOSSIER:
            assert response.status_code == 404, operation.name
            assert response.json()["code"] == "not-found", operation.name
        elif operation.name == "get_dossiers":
            shown = {dossier["id"] for dossier in response.json()["data"]}
            mine = house.foreign.id if caller == "other firm" else house.second.id
            assert shown == {mine}
        elif operation.name == "get_counters":
            assert set(response.json().values()) == {0}
        elif operation.name in OF_NOBODY:
            assert response.status_code == 200
        elif operation.name == "get_feed":
            assert owner.id not in {event["dossier_id"] for event in response.json()["data"]}
        elif operation.name == "decide_on_many":
            assert [e["code"] for e in response.json()["errors"]] == ["not-found"]
        elif operation.name in OF_A_DOSSIER:
            assert response.status_code == 404, operation.name
        else:
            assert response.json()["data"] == [], operation.name
    assert everything(seed) == before


def test_an_unknown_id_answers_as_a_foreign_one(
    client: httpx.Client, described: Described, house: House, seed: Seed
) -> None:
    foreign = ids_of(seed, house.foreign, seed.filed(house.foreign))
    for operation in described.operations():
        if "{" not in operation.path:
            continue
        for ids in (foreign, dict.fromkeys(foreign, UNKNOWN), dict.fromkeys(foreign, "%00")):
            response = call(client, operation, ids, house.secret)
            assert response.status_code == 404, operation.name
            assert response.json()["code"] == "not-found"


def test_the_owner_is_let_in_by_the_same_calls(
    nobody: httpx.Client, described: Described, seed: Seed, house: House
) -> None:
    ids = ids_of(seed, house.first, seed.filed(house.first))
    statuses = {
        operation.name: call(nobody, operation, ids, house.secret).status_code
        for operation in described.operations()
    }
    unusual = {name: status for name, status in statuses.items() if status != 200}
    # Acknowledged, refused and sorted after the accept and a correction, no programs running.
    assert unusual == {
        "get_part_pdf": 404,
        "merge_customer": 404,
        "merge_supplier": 404,
        "join_documents": 404,
        "set_annex": 409,
        "set_kind": 409,
        "split_document": 409,
        "take": 409,
        "upload_document": 201,
        **dict.fromkeys(("add_supplier", "add_customer", "create_rule", "add_sender"), 201),
        "get_view": 404,
        "refuse_invoice": 409,
        "dispute_invoice": 409,
        "move_invoice": 404,
        "decide_on_many": 422,
        "acknowledge_invoice": 409,
        "readyz": 503,
    }


@pytest.mark.parametrize("header", [None, "Bearer vgm_unknown", "Basic abc", "Bearer "])
def test_without_a_key_there_is_nothing(
    nobody: httpx.Client, described: Described, house: House, seed: Seed, header: str | None
) -> None:
    ids = ids_of(seed, house.first, seed.filed(house.first))
    nobody.headers.update({"Authorization": header} if header else {})
    for operation in described.operations():
        if operation.name in OPEN:
            assert "security" not in operation.spec
            continue
        response = call(nobody, operation, ids, None)
        assert response.status_code == 401, operation.name
        assert response.json()["code"] == "unauthorized"
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert operation.spec["security"] == [{"key": []}]


@pytest.mark.parametrize(
    ("held", "route", "status"),
    [
        ("invoices:read", "GET /api/v1/invoices", 200),
        ("invoices:read", "GET /api/v1/review", 403),
        ("invoices:read", "GET /api/v1/documents", 403),
        ("invoices:read", "GET /api/v1/messages", 403),
        ("invoices:read", "GET /api/v1/suppliers", 403),
        ("documents:read", "GET /api/v1/invoices", 403),
        ("documents:read", "GET /api/v1/documents", 200),
        ("suppliers:read", "GET /api/v1/suppliers", 200),
        ("suppliers:read", "GET /api/v1/feed", 200),
        ("invoices:read", "POST /api/v1/invoices/{invoice_id}/accept", 403),
        ("retrievals:write", "POST /api/v1/invoices/{invoice_id}/accept", 403),
        ("invoices:write", "POST /api/v1/invoices/{invoice_id}/accept", 200),
        ("invoices:write", "POST /api/v1/invoices/{invoice_id}/acknowledge", 403),
        ("suppliers:read", "PATCH /api/v1/suppliers/{supplier_id}", 403),
        ("suppliers:read", "POST /api/v1/suppliers", 403),
        ("suppliers:read", "POST /api/v1/suppliers/{supplier_id}/merge", 403),
        ("suppliers:read", "GET /api/v1/suppliers/export", 200),
        ("documents:read", "GET /api/v1/suppliers/export", 403),
        ("suppliers:read", "POST /api/v1/suppliers/import", 403),
        ("suppliers:read", "GET /api/v1/customers", 200),
        ("documents:read", "GET /api/v1/customers/{customer_id}", 403),
        ("suppliers:read", "PATCH /api/v1/customers/{customer_id}", 403),
        ("suppliers:read", "POST /api/v1/customers/{customer_id}/merge", 403),
        ("suppliers:read", "GET /api/v1/learned-places", 200),
        ("documents:read", "GET /api/v1/learned-places", 403),
        ("suppliers:read", "GET /api/v1/learned-places/{learned_place_id}", 200),
        ("suppliers:read", "DELETE /api/v1/learned-places/{learned_place_id}", 403),
        ("suppliers:write", "DELETE /api/v1/learned-places/{learned_place_id}", 200),
        ("documents:read", "POST /api/v1/dossiers/{dossier_id}/documents", 403),
        ("documents:write", "PATCH /api/v1/dossiers/{dossier_id}", 403),
        ("documents:read", "POST /api/v1/documents/{document_id}/split", 403),
        ("documents:read", "POST /api/v1/messages/{message_id}/parts/{path}/take", 403),
        ("dossiers:write", "PATCH /api/v1/dossiers/{dossier_id}", 200),
    ],
)
def test_scopes(
    nobody: httpx.Client,
    described: Described,
    seed: Seed,
    house: House,
    *,
    held: str,
    route: str,
    status: int,
) -> None:
    ids = ids_of(seed, house.first, seed.filed(house.first))
    operation = next(o for o in described.operations() if f"{o.method} {o.path}" == route)
    response = call(nobody, operation, ids, seed.key(house.firm_id, held))
    assert response.status_code == status
    if status == 403:
        assert response.json()["code"] == "missing-scope"


def test_a_key_to_one_dossier_cannot_change_its_settings(
    nobody: httpx.Client, house: House
) -> None:
    path = f"/api/v1/dossiers/{house.first.id}"
    response = nobody.patch(path, json=BODIES["change_dossier"], headers=key(house.first.secret))
    assert response.status_code == 403


def test_directions_do_not_mix(client: httpx.Client, seed: Seed, house: House) -> None:
    purchase = seed.filed(house.first)
    sale = seed.filed(house.first, direction=Direction.SALE)
    for resource in ("invoices", "documents", "messages"):
        for direction, filed in (("purchase", purchase), ("sale", sale)):
            shown = client.get(f"/api/v1/{resource}", params={"direction": direction}).json()
            ids = [row["id"] for row in shown["data"]]
            assert ids[0] in {filed.invoice_id, filed.document_id, filed.message_id}
            assert len(ids) == 1


def test_every_route_says_how_it_fails(app: FastAPI, described: Described) -> None:
    for operation in described.operations():
        declared = set(operation.spec["responses"])
        wanted = {"500", "503"}
        assert declared & {"200", "201"}, operation.name
        if operation.name not in OPEN:
            wanted |= {"401", "403"}
        if "{" in operation.path:
            wanted.add("404")
        assert wanted <= declared, operation.name
        for status, response in operation.spec["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
    assert app.openapi()["components"]["schemas"]["ProblemOut"]
    assert "HTTPValidationError" not in app.openapi()["components"]["schemas"]
