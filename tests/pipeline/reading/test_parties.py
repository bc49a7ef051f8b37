"""Who sells and who buys: by what stands around an identifier, and by the dossier's own."""

from pipeline.reading.identifiers import Scheme, identifiers_in
from pipeline.reading.parties import Party, find_parties
from pipeline.reading.role_names import RoleNames
from storage.domain.siren import Siren
from tests.pipeline.reading.papers import INVOICE, a_sheet

OWN = Siren("123456782")
SELLER = "732829320"


def parties(
    *lines: str, own: Siren | None = OWN, name: str = "Cabinet Exemple"
) -> tuple[Party, Party]:
    sheet = a_sheet(*lines)
    return find_parties(sheet, identifiers_in(sheet), own, name)


def test_the_own_identifiers_are_known() -> None:
    other, own = parties(*INVOICE)
    assert (other.siren, own.siren) == (SELLER, OWN)
    assert other.agree
    assert other.is_sure
    assert {s: i.value for s, i in other.ids.items()} == {
        Scheme.SIREN: SELLER,
        Scheme.VAT_ID: f"FR44{SELLER}",
    }


def test_names() -> None:
    other, own = parties(*INVOICE)
    assert other.name
    assert own.name
    assert (other.name.text, own.name.text) == ("Ateliers Morvan", "Cabinet Exemple")


def test_a_factor_is_not_the_seller() -> None:
    other, _ = parties(
        "#Ateliers Morvan",
        f"SIRET {SELLER}00074 RCS Lyon, TVA FR44{SELLER}",
        "",
        "Facture cédée à Factor Exemple, affacturage, SIREN 552 100 554",
    )
    assert other.siren == SELLER


def test_without_the_dossier_the_block_of_the_buyer_tells() -> None:
    other, own = parties(*INVOICE, own=None, name="")
    assert other.siren == SELLER
    assert own.siren == OWN


def test_an_invoice_to_somebody_else_is_seen_as_such() -> None:
    other, own = parties(*INVOICE, own=Siren("552100554"), name="Autre")
    assert other.siren == SELLER
    assert own.siren == OWN
    assert not own.is_sure


def test_two_sellers_leave_doubt() -> None:
    other, _ = parties(
        "Ateliers Morvan SARL au capital de 8 000 €, SIREN 732 829 320",
        "Menuiserie Exemple SARL au capital de 9 000 €, SIREN 552 100 554",
    )
    assert not other.is_sure


def test_a_page_without_identifiers_has_no_siren() -> None:
    other, own = parties("#FACTURE", "Total 12,00 €")
    assert (other.siren, own.siren) == (None, None)


def test_a_platform_beside_the_named_seller_leaves_no_doubt() -> None:
    other, _ = parties(
        "Vendu par\tBoutique Ardron",
        "TVA intracommunautaire FR 96 923 347 587",
        "SIRET 923 347 587 00027",
        "",
        "Dalbec Services, RCS Lyon 668226095, TVA FR55668226095",
    )
    assert (other.siren, other.is_sure) == ("923347587", True)


def test_a_platform_alone_is_not_surely_the_seller() -> None:
    other, _ = parties(
        "Vendu par\tBoutique Ardron",
        "",
        "Dalbec Services, RCS Lyon 668226095, TVA FR55668226095",
    )
    assert not other.is_sure


def test_a_platform_with_a_letterhead_is_not_surely_the_seller() -> None:
    other, _ = parties(
        "#Dalbec Services",
        "SAS au capital de 80 000 €, 12 rue du Lac, 69003 Lyon, tél. 04 72 00 11 22",
        "RCS Lyon 668226095, TVA FR55668226095",
        "",
        "Facturé à",
        "Cabinet Exemple",
        "3 rue du Port",
        "35000 Rennes",
        "TVA FR32123456782",
        "",
        "Vendu par : Boutique Ardron",
        "",
        "",
        "Total TTC\t120,00 €",
        "",
        "",
        "Dalbec Services SAS au capital de 80 000 €, RCS Lyon 668226095, TVA FR55668226095",
        own=None,
    )
    assert not other.is_sure


def test_who_writes_its_suppliers_invoice_is_not_surely_the_seller() -> None:
    other, _ = parties(
        "#Ateliers Morvan",
        f"SARL au capital de 8 000 €, SIRET {SELLER}00074, RCS Lyon, TVA FR44{SELLER}",
        "Autofacturation",
        own=None,
    )
    assert not other.is_sure


def test_a_fiscal_representative_is_not_surely_the_seller() -> None:
    other, _ = parties(
        "#Ardron Trading Ltd",
        "12 Mill Lane, Leeds LS1 4DY",
        "",
        "",
        "Représentant fiscal :",
        "Dalbec Services",
        f"TVA FR44{SELLER}",
        own=None,
    )
    assert not other.is_sure


def test_the_buyers_identifier_alone_is_not_surely_the_sellers() -> None:
    other, _ = parties(
        "#Ardron Trading Ltd",
        "12 Mill Lane, Leeds LS1 4DY",
        "",
        "Facturé à",
        "Cabinet Exemple",
        "3 rue du Port",
        "35000 Rennes",
        f"TVA FR44{SELLER}",
        own=None,
    )
    assert not other.is_sure


def test_it_is_not_the_seller_where_the_paper_says_for_whom_it_issues() -> None:
    other, _ = parties(
        "Vendu par\tBoutique Ardron",
        "TVA intracommunautaire FR 96 923 347 587",
        "SIRET 923 347 587 00027",
        "",
        "Facture émise par Dalbec Services au nom et pour le compte du vendeur.",
        "Dalbec Services, 34 rue Exemple, 42000 Lyon - RCS Lyon 668226095 - TVA FR55668226095",
    )
    assert other.siren == "923347587"


def test_digits_that_pass_the_check_by_chance_do_not_compete() -> None:
    other, _ = parties(*INVOICE, "370\t000465\tCheville")
    assert other.is_sure


def test_a_labelled_identifier_that_fails_its_check_is_shown_beside_the_valid_one() -> None:
    other, _ = parties(
        "#Ateliers Morvan",
        f"SIREN {SELLER} RCS Lyon",
        "SIRET 732 829 321 00074",
        "N° TVA FR45732829321",
    )
    assert other.siren == SELLER
    shown = {s: (i.value, i.holds) for s, i in other.ids.items()}
    assert shown == {
        Scheme.SIREN: (SELLER, True),
        Scheme.SIRET: ("73282932100074", False),
        Scheme.VAT_ID: ("FR45732829321", False),
    }


def test_an_identifier_that_fails_its_check_takes_no_valid_ones_place() -> None:
    other, _ = parties(
        "#Ateliers Morvan",
        f"SIREN {SELLER} RCS Lyon",
        "",
        "",
        "",
        "",
        "SARL au capital de 8 000 €, RCS Lyon, siège APE 4332A, SIRET 732 829 321 00074",
    )
    assert other.siren == SELLER
    assert Scheme.SIRET not in other.ids


def test_the_buyers_identifier_that_fails_its_check_is_not_the_sellers() -> None:
    other, _ = parties(f"SIREN {SELLER} RCS Lyon", "N° TVA client : FR45732829321")
    assert Scheme.VAT_ID not in other.ids


def test_who_sells_on_a_platform_is_the_seller() -> None:
    other, _ = parties(
        "Vendu par",
        f"SIRET {SELLER}00074",
        f"TVA FR44{SELLER}",
        "",
        "Place Exemple SA au capital de 10 000 € RCS Paris SIREN 552 100 554",
    )
    assert other.siren == SELLER


def test_a_name_behind_words_at_the_foot_is_not_the_sellers() -> None:
    other, _ = parties(
        "#Ateliers Morvan",
        "Ateliers Morvan SARL, 12 rue Exemple, 35000 Rennes",
        f"SIRET {SELLER}00074",
        "",
        "",
        "Vervoerder: Dalbec Services SA - RCS Lyon 668226095 - TVA FR55668226095",
        own=None,
    )
    assert other.siren == SELLER


def test_whose_row_bears_the_name_of_the_sellers_block_is_the_seller() -> None:
    other, _ = parties(
        "Émetteur",
        "Ateliers Morvan",
        "12 rue Exemple",
        "35000 Rennes",
        "",
        "",
        f"Ateliers Morvan SARL - SIRET {SELLER}00074",
        own=None,
    )
    assert (other.siren, other.is_sure) == (SELLER, True)


def test_a_lone_identifier_in_a_list_of_references_may_be_anybodys() -> None:
    other, _ = parties(
        "Zeitraum\tUSt-ID",
        "10.12.26 - 12.01.27\tDE180363654",
        "Kundennummer : C5460",
        "Ardron Technik GmbH",
        "Hauptstraße 2",
        "80331 München",
        own=None,
    )
    assert Scheme.VAT_ID in other.ids
    assert not other.is_sure


def test_doubtful_identifiers_do_not_make_a_buyers_name_the_sellers() -> None:
    other, own = parties(
        "Ateliers Morvan SARL",
        "12 rue des Lilas",
        "69002 Lyon",
        "04 78 00 00 00",
        "",
        "Facture\tF-2026-017",
        *("\t\tKermor Nord SARL", "\t\t17 quai Sud", "\t\t35000 Rennes", f"\t\tTVA FR44{SELLER}"),
        own=None,
        name="",
    )
    assert not other.is_sure
    assert [party.name and party.name.text for party in (other, own)] == [
        "Ateliers Morvan SARL",
        "Kermor Nord SARL",
    ]


AGENT = ("Régie Velvanec", "Administrateur de biens", "12 rue du Port, 03200 Vichy")
ITS_FOOT = "Régie Velvanec - SARL au capital de 8 000 € - RCS Vichy 552 100 554"


def test_who_invoices_for_an_owner_is_not_the_seller() -> None:
    other, _ = parties(
        *AGENT,
        "Agissant au nom et pour le compte du bailleur :",
        "SCI Elblazac",
        "16 quai des Bateliers",
        "87100 Limoges",
        f"SIRET {SELLER}00074",
        f"T.V.A. FR44{SELLER}",
        "",
        "",
        "Facture n° 12",
        "",
        ITS_FOOT,
        own=None,
    )
    assert other.siren == SELLER


def test_who_invoices_for_somebody_unknown_is_not_surely_the_seller() -> None:
    other, _ = parties(
        *AGENT,
        "Facture émise au nom et pour le compte de Madame Elblazac, Limoges",
        "",
        f"SARL au capital de 8 000 € - RCS Vichy {SELLER} - TVA FR44{SELLER}",
        own=None,
    )
    assert not other.is_sure


def test_a_label_at_the_end_of_a_line_says_whose_the_number_below_is() -> None:
    other, buyer = parties(
        "#Werkzeug Kießling e.K.",
        "",
        "Steuerfreie innergemeinschaftliche Lieferung. USt-ID des Käufers:",
        f"FR44{SELLER}",
        "",
        "Werkzeug Kießling e.K., Dieselstraße 76, 33602 Bielefeld, USt-IdNr. DE837790573",
        own=None,
    )
    assert other.ids[Scheme.VAT_ID].value == "DE837790573"
    assert buyer.siren == SELLER


def test_names_in_two_columns_call_nobody_the_seller() -> None:
    sheet = a_sheet(
        "De\t\tAdressée à",
        "S.A.R.L. ETS KERREL ET FILS\t\tEURL Conseil Quennec",
        "163, impasse des Artisans\t\t126 bis boulevard de la Gare",
        "80090 Amiens\t\t21121 Fontaine-lès-Dijon",
    )
    names = RoleNames(sheet, identifiers_in(sheet))
    assert names.is_called("s.a.r.l. ets kerrel et fils")
    assert not names.is_called("s.a.r.l. ets kerrel et fils\teurl conseil quennec")


def test_the_carrier_in_a_grid_says_nothing_of_the_foot_below_it() -> None:
    grid = ("Causale\tPorto\tColli\tVettore", "Vendita\tFranco\t12\tArco Spedizioni S.r.l.")
    foot = "Cap. soc. 7.500 i.v. - Reg. Imprese Brescia, C.F. e P. IVA IT13022200128"
    other, _ = parties(
        *("#Gommaplast Fumagalli S.r.l.", "Via Trieste 79, 25031 Capriolo (BS)", ""),
        *("FATTURA", "Spett.le", "Industrie Marvoron SAS", "156 boulevard de la Gare"),
        *("13006 Marseille", "P. IVA FR 52 850 785 429", *[""] * 34, *grid, foot),
    )
    assert other.ids[Scheme.VAT_ID].value == "IT13022200128"
