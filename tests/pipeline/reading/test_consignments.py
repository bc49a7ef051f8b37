"""Goods have a consignor and a consignee, who neither sell nor buy what their carrier bills."""

import pytest

from pipeline.reading.consignments import consignment_lines
from tests.pipeline.reading.papers import a_sheet


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("Expéditeur : Morvan, 1 rue Haute", "Destinataire : Kermor SAS, 35000 Rennes"), {0, 1}),
        (("Facture", "Shipper\tMorvan Ltd", "Ref 12", "Consignee\tKermor SAS"), {1, 3}),
        (("Absender: Morvan GmbH, Köln", "Empfänger: Kermor SAS, Brest"), {0, 1}),
        (("Expéditeur\tDestinataire", "Morvan SARL\tKermor SAS"), set()),
        (("Expéditeur", "Morvan SARL", "Destinataire", "Kermor SAS"), set()),
        (
            ("Expéditeur : Morvan SARL", "1 rue Haute", "35000 Rennes", "Destinataire : Kermor"),
            set(),
        ),
    ],
)
def test_both_in_rows_over_one_another_are_named_for_their_goods(
    lines: tuple[str, ...], named: set[int]
) -> None:
    assert consignment_lines(a_sheet(*lines)) == named
