"""Orders, contracts, deliveries, periods and ways to pay: one value each, or none."""

import pytest

from pipeline.reading.references import find_references
from storage.domain.invoice import FieldName
from tests.pipeline.reading.papers import INVOICE, a_sheet

N = FieldName


def found(*lines: str) -> dict[FieldName, str]:
    return {name: choice.value for name, choice in find_references(a_sheet(*lines))}


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("Votre commande : BC-4501", "BC-4501"),
        ("Bon de commande n° 4500012", "4500012"),
        ("N° de commande\tCDE0099", "CDE0099"),
        ("N° d'engagement : 2100045678", "2100045678"),
        ("PO number: 88-1234", "88-1234"),
        ("Ihre Bestellung Nr. 77112", "77112"),
        ("Su pedido: P-9931", "P-9931"),
        ("Vostro ordine: 2026/55", "2026/55"),
        ("Inkoopordernummer 5512", "5512"),
        ("Notre commande : C-1", None),
        ("Commande du 12/11/2026", None),
        ("Date de commande : 12/11/2026", None),
        ("Commande passée le 12/11/2026, client C0099", None),
    ],
)
def test_the_buyers_order(line: str, order: str | None) -> None:
    assert found(line).get(N.ORDER_REFERENCE) == order


def test_an_invoice_of_several_orders_has_no_single_one() -> None:
    assert N.ORDER_REFERENCE not in found("Votre commande : BC-1", "", "Votre commande : BC-2")


@pytest.mark.parametrize(
    ("line", "contract"),
    [
        ("Contrat n° : CT-2026-8", "CT-2026-8"),
        ("N° de marché : 2026M014", "2026M014"),
        ("Contract no. C-55", "C-55"),
        ("Vertragsnummer: 99-1", "99-1"),
        ("Le marché de 2026 est porteur", None),
    ],
)
def test_contract(line: str, contract: str | None) -> None:
    assert found(line).get(N.CONTRACT_REFERENCE) == contract


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date de livraison : 03/11/2026", "2026-11-03"),
        ("Livré le 3 novembre 2026", "2026-11-03"),
        ("Delivery date\t2026-11-03", "2026-11-03"),
        ("Liefer- und Leistungsdatum: 03.11.2026", "2026-11-03"),
        ("Fecha de entrega: 03/11/2026", "2026-11-03"),
        ("Data di consegna: 03/11/2026", "2026-11-03"),
        ("Leverdatum: 03-11-2026", "2026-11-03"),
        ("Date de livraison prévue : 03/11/2026", None),
        ("Bon de livraison n° 12 du 03/11/2026", None),
    ],
)
def test_delivery(line: str, day: str | None) -> None:
    assert found(line).get(N.DELIVERY_DATE) == day


@pytest.mark.parametrize(
    "lines",
    [
        ("Période de facturation : du 01/11/2026 au 30/11/2026",),
        ("Période : novembre 2026",),
        ("Abonnement du 01/11/2026 au 30/11/2026",),
        ("Date de prestation : du 01/11/2026 au 30/11/2026",),
        ("Date de début de prestation : 01/11/2026", "Date de fin de prestation : 30/11/2026"),
        ("Billing period: 1 November 2026 - 30 November 2026",),
        ("Leistungszeitraum 01.11.2026 bis 30.11.2026",),
        ("Periodo di riferimento: 01/11/2026 al 30/11/2026",),
    ],
)
def test_period(lines: tuple[str, ...]) -> None:
    fields = found(*lines)
    assert (fields[N.PERIOD_START], fields[N.PERIOD_END]) == ("2026-11-01", "2026-11-30")
    assert N.DELIVERY_DATE not in fields


@pytest.mark.parametrize(
    "lines",
    [
        ("Ouvert du 01/11/2026 au 30/11/2026",),
        ("Période : du 30/11/2026 au 01/11/2026",),
        ("Consommation du 01/10/2026 au 31/10/2026", "Abonnement du 01/11/2026 au 30/11/2026"),
    ],
)
def test_no_period(lines: tuple[str, ...]) -> None:
    assert N.PERIOD_START not in found(*lines)


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("Mode de règlement : virement bancaire", "30"),
        ("Mode de règlement\tPrélèvement SEPA", "59"),
        ("Réglé par carte bancaire", "48"),
        ("Paiement par chèque", "20"),
        ("Règlement en espèces", "10"),
        ("Mode de paiement : LCR", "70"),
        ("Payment method: bank transfer", "30"),
        ("Zahlungsart: Lastschrift", "49"),
        ("Forma de pago: transferencia", "30"),
        ("Betaalwijze: overschrijving", "30"),
        ("Mode de règlement : chèque ou virement", None),
        ("Membre d'une association agréée, le règlement par chèque est accepté", None),
        ("Nous livrons par carte", None),
    ],
)
def test_payment_means(line: str, means: str | None) -> None:
    assert found(line).get(N.PAYMENT_MEANS) == means


def test_nothing_is_found_where_nothing_is_said() -> None:
    assert found(*INVOICE) == {}
