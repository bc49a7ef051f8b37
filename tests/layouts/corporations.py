"""Large French companies, and the slips at the foot of their invoices.

In: a ``Sheet``. Out: a seller of size; HTML of a slip to pay by.
"""

from collections.abc import Sequence
from dataclasses import replace

from tests.layouts import blocks as b
from tests.layouts import habits as h
from tests.layouts.facts import Line
from tests.layouts.parties import make_word
from tests.layouts.sheet import Sheet


def incorporate(sheet: Sheet, *names: str, forms: h.Words = ("SA", "SAS", "S.A.S.", "S.A.")) -> str:
    """Make the seller a company of size and return its brand; names have ``{word}``, invented."""
    facts = sheet.facts
    core = sheet.pick(*names).format(word=make_word(sheet.rng))
    core = core.upper() if sheet.maybe(0.3) else core
    form = sheet.pick(*forms)
    name = sheet.pick(core, f"{core} {form}", f"{form} {core}")
    host = "".join(c for c in core.lower() if c.isascii() and c.isalpha())[:18] + ".example"
    seller = replace(
        facts.seller,
        name=name,
        brand=core,
        form=form,
        accept=tuple(sorted({core, f"{core} {form}", f"{form} {core}", core.upper()} - {name})),
        capital=sheet.pick(2287400, 8000000, 15244902, 44820000, 112500000),
        mail=f"{sheet.pick('service.clients', 'pro', 'facturation')}@{host}",
        site=f"www.{host}",
    )
    sheet.facts = replace(facts, seller=seller)
    return core


def groups(sheet: Sheet, least: int, most: int) -> list[Sequence[Line]]:
    """Cut the lines into runs of so many, as for vehicles, sites or delivery notes."""
    left, runs = list(sheet.facts.lines), list[Sequence[Line]]()
    while left:
        size = sheet.rng.randint(least, most)
        runs.append(left[:size])
        left = left[size:]
    return runs


def tip(sheet: Sheet, centre: str) -> str:
    """Print a TIP SEPA: a mandate to debit once, to be signed and sent to a centre."""
    facts = sheet.facts
    creditor = h.distractor(sheet, "FR##ZZZ######")
    return f"""<div class="tip"><div class="cut">✂ &nbsp; à détacher et à renvoyer signé, sans
agrafe ni trombone</div><div class="cells"><div><b style="font-size:13pt">TIP
S€PA</b><br>Identifiant
créancier SEPA : {creditor}<br>
Réf. unique du mandat : {h.distractor(sheet, "TIP##############")}<br>
Débiteur :<br>{sheet.name("buyer")}<br>{b.street(facts.buyer)}</div><div style="font-size:5.5pt">
Mandat de prélèvement SEPA ponctuel : en signant ce formulaire, vous autorisez
{sheet.name("seller")}
à envoyer des instructions à votre banque pour débiter votre compte, et votre banque à débiter votre
compte conformément à ces instructions. Vous bénéficiez du droit d'être remboursé selon les
conditions de votre convention.<br><br>Date et lieu :<br><br>Signature :</div><div><span>Montant :
</span><b style="font-size:12pt">{sheet.total("amount_due")}</b><br>Joindre un RIB à la première
utilisation ou en cas de changement<br><br>{centre}</div></div><div class="ocr">
{h.distractor(sheet, "############")} {h.distractor(sheet, "##")} &nbsp; &nbsp;
{h.distractor(sheet, "######################")} &nbsp; {h.distractor(sheet, "#########")}</div>
</div>"""  # fmt: skip


TIP = """.tip { font: 7pt "Liberation Sans"; position: absolute; bottom: 0; left: 0; right: 0 }
.cut { border-bottom: 1px dashed #333; font-size: 6.5pt; margin-bottom: 2mm }
.tip .cells { display: grid; grid-template-columns: 62mm 1fr 52mm; gap: 5mm }
.tip .ocr { font: 10pt "Liberation Mono"; text-align: right; margin-top: 4mm; white-space: nowrap }
"""


def draft(sheet: Sheet) -> str:
    """Print a bill of exchange ready to be signed (LCR), the sender's own copy of the sums."""
    facts = sheet.facts
    account = h.distractor(sheet, "1#### | 0#### | 000######## | ##")
    return f"""<div class="lcr"><div class="cut">Partie à détacher - traite à nous retourner
acceptée
sous 8 jours</div><div class="cells"><div style="grid-column:span 2">{sheet.name("seller")}<br>
{b.street(facts.seller, " - ")}<br><br>Contre cette LETTRE DE CHANGE STIPULÉE SANS FRAIS, veuillez
payer la somme indiquée ci-dessous à l'ordre de nous-mêmes.</div><div><small>MONTANT POUR CONTRÔLE
</small><br>{sheet.total("amount_due")}</div><div><small>DATE DE CRÉATION</small><br>
{sheet.date_of()}</div><div><small>ÉCHÉANCE</small><br>{sheet.date_of("due_date")}</div><div><small>
L.C.R. SEULEMENT - MONTANT</small><br><b>{sheet.total("amount_due")}</b></div><div
style="grid-column:span 2"><small>R.I.B. DU TIRÉ : ÉTABLISSEMENT | GUICHET | COMPTE |
CLÉ</small><br>
{account}</div><div><small>RÉF. TIRÉ</small><br>{facts.references["customer"]}</div><div
style="grid-column:span 2"><small>NOM ET ADRESSE DU TIRÉ</small><br>
{b.address(sheet, "buyer")}</div>
<div><small>ACCEPTATION OU AVAL</small></div></div></div>"""  # fmt: skip


LCR = """.lcr { position: absolute; bottom: 6mm; left: 0; right: 0 } .lcr .cut { border-top: 1px
dashed; font: 6.5pt "Liberation Sans"; margin-bottom: 1mm } .lcr .cells { display: grid;
grid-template-columns: 1fr 1fr 1fr; border: 1px solid } .lcr .cells div { border: 0.5pt solid #888;
padding: 0.8mm 2mm } .lcr small { font: 6pt "Liberation Sans" }
"""
