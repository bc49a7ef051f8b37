"""What paper calls things: labels in French, English, German, Spanish, Italian and Dutch.

Patterns for folded text (small letters, no accents). A label of weight 1 means nothing else; a
lighter one counts where no heavier label is there.
"""

from pipeline.reading.labelled import NO, Label, Labelled, labels
from pipeline.reading.reference_labels import REFERENCE_LABELS

__all__ = ["COLUMN", "HINT", "LABELS", "TITLE", "Label", "Labelled"]

_HT = (
    r"(?:h\.? ?t\.?(?: ?v\.? ?a\.?)?(?!\w)|hors tax\w*|hors tva|excl?\.? ?(?:vat|tva|btw|tax)?"
    r"|net of vat)"
)
_IN = r"(?: ?\(?(?:€|eur|euros?|chf|usd|gbp)\)?)?"
"""The currency between the words of a label: « Total € HT »."""
_TTC = (
    r"(?:t\.? ?t\.? ?c\.?(?!\w)|toutes taxes(?: comprises)?|taxes comprises|(?:avec )?tva comprise"
    r"|avec tva"
    r"|t\.? ?v\.? ?a\.? ?c(?:\.|omprise)?(?!\w)|incl?\.? ?(?:vat|tva|btw|tax)?)"
)
_VAT = (
    r"(?:t\.? ?v\.? ?a\.?(?!\w|\.c\b| compr)|taxes?(?! compr)|vat|mwst\.?|ust\.?|umsatzsteuer"
    r"|mehrwertsteuer|i\.?v\.?a\.?(?!\w)|b\.?t\.?w\.?(?!\w)|igic|impost[ao](?! di bollo))"
)
_PAPER = (
    r"(?:(?:la |de |d'|du |l')*(?:facture|fact(?:\.|(?!\w))|avoir|piece|document|note|quittance"
    r"|recu|ticket"
    r"|facturation))"
)


_TITLE = (
    r"(?:facture|avoir|note (?:d'honoraires|de credit)|invoice|credit (?:note|memo)"
    r"|rechnung(?:skorrektur)?|gutschrift|stornorechnung|faktura|factura|fattura|parcella"
    r"|nota di credito"
    r"|(?:verkoop|credit)?factuur|creditnota)"
)
_NUMBER = r"(?:[a-z]{1,4} )?\S*\d\S*(?: \d{3}){0,2}"
"""A number as it may stand between its label and a day."""
_SORT = (
    r"(?: (?:d'acompte|d'avoir|de vente|de solde|de cloture|de regularisation|client|proforma"
    r"|electronique|definitive|finale|recapitulative|intermediaire|mensuelle|simplifiee"
    r"|rectificativ[ae]|corrective|simplificada))?"
)
_DAY = (
    r"(?:[a-z]{5,9} )?(?:\d\d?(?:er)?(?:[ .]{1,2}\w+[ .]{1,2}20\d\d|(?: ?[./-] ?|-)(?:\d\d|\w{3,5})"
    r"(?: ?[./-] ?|-)(?:20)?\d\d)|20\d\d-\d\d-\d\d|[a-z]{3,9} \d\d?, 20\d\d)(?!\d)"
)
"""A day as it may follow a title or a town."""
TITLE = 0.6
"""Weight of a label that names a paper and has the number behind it."""
HINT = 0.38
"""Weight of labels that may mean another paper of the issuer's: no value is certain by them."""
COLUMN = 0.5
"""Weight of a label that names a paper, and its number where that stands in a cell of its own."""


LABELS: dict[Labelled, tuple[Label, ...]] = {
    Labelled.NUMBER: (
        *labels(
            1.0,
            rf"{NO} ?{_PAPER}(?: {NO})? ?:?",
            rf"(?:facture|fact\.?|avoir|facture d'a(?:voir|compte)|note d'honoraires?|facturette)"
            rf"{_SORT}[ \t]?(?:{NO}|n\b)[ :]*",
            rf"{_TITLE}{_SORT}(?: ?|, | ?[-–|/] ?)(?:{NO}|ref\.|ref(?:erence)?(?= ?:))(?![a-z])"
            r"[ :]*",
            rf"(?:note|piece) {NO}(?![a-z])[ :]*",
            rf"(?:sous|portant) le {NO}[ :]*",
            r"(?:invoice|inv\.?|credit(?: ?(?:note|memo))?|bill|receipt|document)[ -]?"
            r"(?:(?:no|number|num|nr|id|ref(?:erence)?)\b|n°|#)[.: ]*",
            r"(?:rechnungs?|re\.?|rg\.?|faktura|gutschrifts?|storno|beleg|dokument(?:en)?)[- ]*"
            r"(?:nr|nummer|no)\b[.: ]*",
            r"\w*(?:rechnung|korrektur|gutschrift)(?: [a-z]{2,12})?(?: \([^)\t]{1,40}\)){0,2}"
            r" (?:n ?r|nummer)\b[ .:]*|rechnungsnummer(?:(?: [a-z]+){0,4} lautet:?"
            r"| \([a-z ]{4,20}\) ?:?)",
            r"(?:n[°o.]{0,2}|numero|num\.?) ?(?:de )?(?:la )?(?:factura|fra\.?|documento|abono)"
            r"(?!\w)|(?:factura|fra\.?|abono|documento) (?:n[°o.]+|n\b|num\.?|numero)[ :]*",
            r"(?:numero|num\.?|n[.°]{0,2}|nr\.?) ?(?:della )?(?:fattura|documento|doc\.|parcella)"
            r"|(?:fattura|parcella|nota di credito|documento) (?:n[.°]+|n\b|nr\.?|num\.?|numero)"
            r"[ :]*",
            r"(?:verkoop|credit)?(?:factuur|fact\.|nota|document) ?-?(?:nummer|nr|no)\b[.: ]*"
            r"|creditnummer[.: ]*|nummer (?:van de )?factuur",
            r"ref(?:erence)?\.? (?:de (?:la |l')?|du )?(?:facture|avoir|piece|document)[ :]*",
            # In two languages: « N° facture / Factuurnr ».
            rf"(?:{NO} ?)?{_PAPER} ?/ ?(?:\w*(?:rechnung|factu|fattura|invoice)"
            rf"(?!\w*datum)\w*)(?: {NO})?[ :]*",
        ),
        *labels(
            TITLE,
            rf"{_TITLE}{_SORT}(?: ?[#–-])?[ \t:]+(?=(?:(?!d[ueo]|le|la|en|au|of|a|from"
            r"|vom|von)[a-z]{1,5} )?\S*\d)",
            # With words for the sort: « Fattura differita n. », « Facture de transit : ».
            rf"{_TITLE}(?: [a-z']{{3,15}}){{1,2}} {NO}[ :]*",
            rf"{_TITLE}(?: (?:de |d')[a-z]{{3,15}}){{1,2}} ?:[ \t]?(?=\S*\d)",
            rf"{_TITLE}(?: {NO})? ?/ ?(?:datum|date|fecha|data)\b[ :]*",
            r"doc\.? (?:(?:no|nr)\b|n°)[.: ]*|inv\.? no\b[.: ]*",
            rf"(?:^|(?<=\t))(?:memoire|recu|quittance|releve d'honoraires|ticket"
            rf"|note de frais(?: et honoraires)?) {NO}(?![a-z])[ :]*",
        ),
        # The head of a column or a row: only what stands alone in its cell can be the number.
        *labels(COLUMN, rf"(?:^|(?<=\t))(?:our )?{_TITLE}{_SORT}(?=\t|$)"),
        *labels(
            0.4,
            rf"(?:^|(?<=\t))(?:(?:serie ?/ ?)?{NO}(?!(?<=[a-z])\d)|reference|ref\.?|numero"
            rf"|piece|document"
            rf"|(?:{NO} ?(?:/|de|du)? ?)(?:{NO}|doc\w*\.?|piece)) ?:?"
            r"(?=[ \t]*(?:(?:[a-z]{1,4} )?\S*\d|$|\t))",
        ),
        # Whose reference it is: the issuer's own is the number where nothing else is.
        *labels(
            HINT,
            r"(?:^|(?<=\t))(?:n(?:os|otre|\.)?[ /]?ref(?:erence)?s?|our ref(?:erence)?"
            r"|(?:onze |ons )(?:referentie|kenmerk)|kenmerk|nostro rif\w*|ns\.? ?rif\w*"
            r"|n(?:uestra|/)? ?ref(?:erencia)?)\b\.?[ :]*(?=[ \t]*(?:(?:[a-z]{1,4} )?\S*\d|$|\t))",
        ),
    ),
    Labelled.ISSUE_DATE: (
        *labels(
            1.0,
            r"date (?:de |d'|du |de la |de l')*(?:facture|fact|facturation|emission|piece"
            r"|document|avoir|etablissement|creation|vente)\b"
            r"(?! (?:associ|d'orig|initial|preced|annul))",
            r"(?:emis|etabli|(?<!periode )facture)e? ?(?:le|:|du)\b",
            r"(?:invoice|issue|billing|bill|credit note|document) date|date (?:of issue|issued"
            r"|of invoice)|issued(?: on)?\b|(?:date ?/ ?)?tax point(?: date)?",
            r"(?:rechnungs?|re\.?|rg\.?|ausstellungs|beleg|faktura|dokument|gutschrifts?)[- ]?datum"
            r"|datum der rechnung|ausgestellt am",
            r"fecha (?:de )?(?:la )?(?:factura|fra(?!\w)|emision|expedicion|doc(?:umento)?(?!\w))"
            r"|f\. (?:factura|fra(?!\w)|emision)|emitid[ao] el",
            r"data (?:di |della |del )?(?:fattura|documento|doc\.|emissione)|emess[ao] il",
            r"(?:credit)?(?:factuur|document|nota) ?datum|creditdatum"
            r"|datum (?:van de )?factuur|opgemaakt op",
        ),
        *labels(
            0.7,
            r"(?:^|(?<=\t))(?:date|datum|fecha|data|dated|dagtekening|tax date|date ?/ ?datum)"
            r"(?= ?:| ?\t|$| \d)|(?<=\d [|/] )(?:date|datum|fecha|data):",
            rf"(?:{_TITLE}|\w*(?:nr\.|no\.|n°)) ?/ ?(?:vom|datum|date|fecha|data)\b[ :]*",
            rf"(?:^|(?<=\t))(?:rechnung|beleg|gutschrift)\w*[-. ]*nr\.?[ :\t]*{_NUMBER} vom\b",
            r"(?:facture|avoir|invoice|acompte|\w*rechnung|gutschrift)\b[^\t]{0,40}? (?:du"
            r"|en date du|of|vom)\b",
            r"(?:fattura|parcella|nota di credito|factura|factuur|creditnota)\b[^\t]{0,40}?"
            r" (?:del|de fecha|in data|van|d\.?d\.?|data)\b",
            # « Facture - 12/03/2026 ».
            rf"{_TITLE}{_SORT}(?: ?[-–/|,:])?[ \t](?:(?:le|den|il|el|op) )?(?={_DAY})",
            # « Facture 2026-041 - 12/03/2026 ».
            rf"{_TITLE}[^\t\d]{{0,20}} {_NUMBER}(?:,| [-/|–]) ?(?=(?:[a-z]{{5,9}} )?\d)",
            # « Numero 12/A del 20/10/2026 », « N° : 73 Date : 14/09/2026 ».
            rf"(?:^|(?<=\t)){NO}[ :.]*{_NUMBER} (?:- ?)?(?:du|en date du|vom|del|of|van"
            r"|in data|data|de fecha|date|datum|fecha)\b",
            r"fait (?:a [^\t]{2,30})?,? ?le\b",
            r"(?:^|(?<=\t))(?:creee? le|erstellt am|date d'achat|date de l'operation)\b",
        ),
        *labels(
            0.5,
            r"[a-z-]{3,}(?: \d{1,2})?, (?:le|den|li|op|a|am|on|il)\b",
            rf"(?:^|(?<=\t))[a-z][a-z '()/-]{{2,30}},(?= {_DAY})",
            r"(?:^|(?<=\t))(?:le|del|vom|den|en date du|in data|de fecha|dated)\b"
            r"|(?:^|(?<=\t))du\b(?![^\t]{4,20} au\b)",
        ),
        # Of the print rather than of the invoice, where both are named.
        *labels(0.4, r"date d'edition\b|editee?s? ?(?:le|:|du)\b"),
    ),
    Labelled.DUE_DATE: (
        *labels(
            1.0,
            r"(?:date (?:d'|de l'|limite d')?)?echeances?\b(?: le| au)?",
            r"(?:date )?limite (?:de )?(?:paiement|reglement)|date limite(?: de)?(?=\t|$)",
            r"(?:a |pour )?(?:regler|payer|payable|acquitter|reglement|paiement|regle|echeant"
            r"|echue?|echoit|exigible)s? "
            r"(?:avant|pour|au plus tard|jusqu'au|du|le|au|a echeance|attendu"
            r"|avant le)(?: le| au)*\b",
            r"(?:payment )?due(?: date| on| by| ?:)|pay(?:able|ment)? (?:by|before)|date due"
            r"|(?:to be paid|settle(?:ment)?|payment (?:required|expected)) (?:by|before)"
            r"|payment deadline|pay by date|last day (?:for|of) payment"
            r"|(?:pay(?:able|ment)?|settled?|due)(?: due)? (?:no later than|not later than"
            r"|on or before|latest by)|latest payment date|due for payment(?: on| by)?",
            r"preleve(?:ment)?(?: prevu)? le",
            r"(?:^|(?<=\t))due(?=\t|$)",
            r"(?:^|(?<=\t))(?:valeur(?: au| le)?|date de paiement ?:?|payment date ?:?)"
            rf"(?=[ \t]{_DAY})",
            r"payable on\b|ohne abzug bis(?: zum)?|(?:zahlen|uberweisen) sie bis(?: zum)?\b",
            r"(?:payment )?due\b(?! diligence)(?=\t| ?:| \d|$)|payment terms? until",
            r"a payer d'ici (?:au|le)|delai de paiement|payable jusqu'au|date de reglement(?! recu)"
            r"|(?:paiement|reglement) (?:exigible|du|demande|souhaite) (?:le|avant|pour)(?: le)?"
            r"|(?:virement|reglement|paiement) a effectuer (?:avant|pour|au plus tard)(?: le)?"
            r"|date (?:de |du |d')?(?:prelevement|exigibilite)",
            r"fallig(?:keit)?s?(?: am| bis(?: zum)?|datum)?\b|(?:zahlbar|zu zahlen)"
            r" (?:bis|spatestens|zum|am)(?: zum| am)?|zahlungs(?:ziel|frist|termin)\b(?: am| bis)?",
            r"(?:betrag|uberweisen|zahlen|begleichen|ausgleich)\b[^\t]{0,60}? bis (?:zum"
            r"|spatestens)"
            r"|bis (?:zum|spatestens)(?= \d\d?\.[^\t]{0,60}(?:konto|uberweis|zahl))"
            r"|(?:zahlung|zahlungseingang|zu begleichen|netto) (?:bis|spatestens)(?: zum| am)?",
            r"(?:fecha (?:de )?|f\. ?)?(?:vencimientos?|vto\.?)(?!\w)|(?:a )?pagar antes del?"
            r"|\bvencen?\b(?: el)?|fecha limite(?: de pago)?|pagadero (?:el|antes"
            r" del?)|pago antes del?",
            r"(?:data )?scad(?:enz[ae]|\.|\b(?= ?:))|\bech\.|\bverv\.|betaaldatum",
            r"da (?:pagare|saldare|versare) entro(?: il)?|entro (?:e non oltre )?il"
            r"|pagamento entro|termine (?:di )?pagamento|\bscade il",
            r"verval(?:datum|dag)|(?:te )?(?:betalen|voldoen|betaling|bedrag[^\t]{0,40})"
            r" (?:voor|tegen|uiterlijk(?: op)?|op)\b|uiterste betaal\w*|uiterlijk(?: op)?"
            r"|betaaltermijn|vervalt op",
        ),
    ),
    Labelled.WITHOUT_VAT: (
        *labels(
            1.0,
            rf"(?:total|montant|net|totaux)(?: total| general| net| facture| a payer"
            rf"| des lignes)*{_IN} ?{_HT}(?: net)?",
            r"total net(?: ht)?\b",
            r"(?:net amount|total net|net total|total before (?:vat|tax)"
            r"|total (?:amount )?excl\w*)",
            r"(?:netto(?:-?betrag|summe)?|summe netto|gesamt(?:betrag|summe)?[ -]?netto"
            r"|nettogesamt\w*)\b",
            r"nettobedrag|warenwert(?: netto)?|gesamt netto|(?:zwischen)?summe(?: \w+)? netto"
            r"|total (?:netto|exkl\w*|ohne (?:mwst|ust))|zwischentotal netto",
            r"(?:total )?base imponible|b\. ?imponible|total (?:bruto|sin iva|neto)|importe neto",
            r"tot(?:ale|\.) (?:imponibile|netto|senza iva)|imponibile(?: iva)?(?=\t|:|$| \d| ?€)",
            r"(?:totaal|bedrag|subtotaal)(?: bedrag)? (?:excl\w*|ex\b|zonder)\.?(?: btw)?"
            r"|netto ?bedrag|totaal netto|maatstaf van heffing|base imposable",
            r"(?:goods )?total(?:s)? (?:net|goods|ex\.? vat)|goods total|net(?: goods)? (?:total"
            r"|amount)|(?:total|amount) \(?excl\w*|taxable amount",
            rf"total avant taxes|net (?:commercial|financier)(?: {_HT})?|valeur {_HT}"
            rf"|(?:total|montant) (?:de la facture )?\(?{_HT}|summe (?:exkl|ohne)\w*|nettowert",
        ),
        *labels(
            0.8,
            rf"sous[- ]?total(?:{_IN} {_HT})?",
            rf"bases?{_IN} {_HT}",
            r"sub[- ]?total|zwischen(?:summe|total)|subtotale?|subtotaal|imponibile|totale merce",
        ),
        *labels(0.4, r"(?:^|(?<=\t))(?:net|neto|suma|summe)(?= ?:|\t|$)"),
        *labels(0.3, rf"(?<=\t){_HT}|^{_HT}", r"(?:^|(?<=\t))total(?= ?:|\t|$)"),
    ),
    Labelled.VAT: (
        *labels(
            1.0,
            rf"(?:total|montant)(?: general| total| de la| des| de)* ?{_VAT}",
            r"(?:t\.?v\.?a\.?) (?:totale|facturee|due)",
            r"total (?:vat|tax)|vat (?:total|amount)|sales tax|value added tax",
            r"(?:gesamt|summe|betrag) ?(?:mwst|ust)\w*|(?:mwst|ust|steuer)\.?-?betrag",
            r"tot(?:ale|\.) (?:iva|impost[ae])|totaal btw|btw[- ]?bedrag|bedrag btw"
            r"|(?:total )?cuotas?(?: de)? iva|total iva|importe iva",
        ),
        *labels(0.7, rf"{_VAT}"),
        *labels(0.4, r"(?:^|(?<=\t))(?:tax|cuota)(?= ?:|\t|$)"),
    ),
    Labelled.WITH_VAT: (
        *labels(
            1.0,
            rf"(?:total|montant|net|prix)(?: total| general| net| facture| a payer| a regler"
            rf"| de la facture)*"
            rf"{_IN} ?\(?{_TTC}",
            r"total toutes taxes",
            r"(?:grand total|gross total(?: amount)?|total (?:amount )?incl\w*|invoice total"
            r"|total with (?:vat|tax))",
            r"(?:gesamt|brutto|rechnungs|end)(?:betrag|summe)(?: brutto)?|summe brutto"
            r"|gesamt ?brutto",
            r"gesamttotal|rechnungstotal|total inkl\w*|brutto(?:betrag|summe|gesamt)|endsumme",
            r"importe total|total (?:de la )?(?:factura|documento|fattura|con iva|iva incl\w*)",
            r"tot(?:ale|\.) (?:fattura|documento|doc\.|ivato|lordo|complessivo|con iva"
            r"|iva incl\w*)",
            r"(?:totaal|bedrag|totaalbedrag) incl\w*|totaalbedrag|factuur(?:bedrag|totaal)",
            r"gross amount|total (?:gross|invoice amount|brutto)|amount incl\w*|gesamtpreis brutto"
            r"|(?:gesamt|summe) inkl\w*|totaal factuur|totale generale|total importe",
        ),
        *labels(
            0.8,
            r"total amount\b(?! (?:ex|net|before|due|pay|without|owed))",
            r"totale importo|importo totale",
            r"total general|montant total|(?:total|montant) (?:de la |de l')?(?:facture|avoir)"
            r"|net a payer(?: ttc)?",
            rf"(?<=\t){_TTC}|^{_TTC}",
        ),
        *labels(
            0.5,
            r"(?:^|(?<=\t))(?:total|totale|totaal|summe|gesamt|gross|brutto"
            r"|total (?:eur|€|chf|amount|sek))"
            r"(?= ?:|\t|$| ?\d| ?[€£$]| ?\(| ?(?:chf|eur|gbp|usd)\b)",
            r"amount due|total due|balance due|total a payer",
        ),
    ),
    Labelled.DUE: (
        *labels(
            1.0,
            r"net a (?:payer|regler|rembourser|votre credit|deduire|crediter|percevoir)(?: ttc)?",
            r"(?:reste|solde|montant|somme|total|restant)(?: net| total| ttc| restant)?"
            r" ?(?:a payer|du|a regler|dus?\b|a percevoir|a virer|exigible)",
            r"a (?:nous |vous )?(?:payer|regler|rembourser)(?: (?:ce mois(?:-ci)?|ce jour"
            r"|maintenant|au titre du mois))?\b(?= ?:|\t|$| \d| ?€)",
            r"(?:to pay|payable|due) this (?:month|period)|deze maand te betalen"
            r"|(?:pagar|da pagare) (?:este|questo) mes\w*"
            r"|(?:diesen monat|in diesem monat) (?:zu zahlen|fallig)",
            r"amount (?:due|payable|owed|owing|outstanding)|balance(?: due)?|total due|to pay"
            r"|(?:total|net) (?:payable|owed|owing)|outstanding (?:amount|balance|total)"
            r"|(?:remaining|payable) (?:amount|balance)|amount to be paid|due now|now due",
            r"montant preleve(?: le [\d./ ]+)?|montant a (?:payer|prelever)|total a prelever",
            r"zahlbetrag|zu (?:be)?zahlen\w*(?: betrag)?|rest(?:summe|zahlung)|(?:zahlungs|rest"
            r"|uberweisungs|auszahlungs|forderungs|zahlbarer ?|verbleibender ?|falliger ?"
            r"|noch offener ?)"
            r"betrag(?: chf)?|offener (?:rest)?betrag|offen(?=\t|:)|rechnungsbetrag chf",
            r"(?:nog )?te (?:betalen|voldoen|ontvangen)(?: (?:bedrag|eur))?(?! (?:voor|tegen|op)\b)"
            r"|openstaand (?:bedrag|saldo)|saldo te betalen|verschuldigd(?: bedrag)?|restbedrag",
            r"(?:total|liquido|importe|neto|resto) a (?:pagar|percibir|ingresar|abonar)|a pagar\b"
            r"|(?:saldo |importe )?pendiente(?: de pago)?",
            r"(?:totale|netto|importo|saldo|resta) (?:da|a) (?:pagare|corrispondere|versare"
            r"|saldare)"
            r"|netto (?:da|in) \w+|(?:totale|importo|saldo) dovuto|(?:importo )?residuo|a saldo"
            r"|netto a vostro (?:credito|carico)",
            r"please pay|amount to pay|credit (?:due|available)",
            r"net (?:du\b|a devoir)|(?:net|avoir|solde) en votre faveur|a votre credit"
            r"|a vous rembourser|montant (?:a )?rembourse\w*|solde de la facture",
            r"zu uberweisen|restforderung|zahllast|resterend bedrag"
            r"|(?:^|(?<=\t))(?:solde|saldo|da pagare|a percibir)(?= ?:|\t|$| \d)",
        ),
        # Of an account, or of what is left; what a bill says that it comes to.
        *labels(
            0.75,
            r"(?:^|(?<=\t))(?:solde|saldo)(?: (?:en |in )?(?:eur|euros?|€|chf))?"
            r"(?= ?:|\t|$| ?€)",
            r"(?:votre |la |cette )?facture s'eleve a|your (?:bill|invoice) (?:comes|amounts) to"
            r"|(?:ihre |die )?rechnung betragt|su factura asciende a|importe de su factura"
            r"|(?:la sua )?(?:bolletta|fattura) ammonta a|uw (?:factuur|rekening) bedraagt",
        ),
    ),
    Labelled.RETENTION: labels(
        1.0,
        r"retenue (?:de )?garantie|\br\.? ?g\.? (?:de |a )?\d|retention|sicherheitseinbehalt"
        r"|gewahrleistungseinbehalt",
        r"(?:a dedurre )?(?:rit(?:enuta|\.)|r\.a\.)(?: (?:d'acconto|irpef|d'acc\.))?",
        r"split payment|scissione (?:dei )?pagamenti|iva a carico del cessionario",
        r"(?:ret(?:encion|\.)?(?: de)?(?: \d+ ?%)? )?i\.?r\.?p\.?f\.?(?!\w)|retencion\b",
    ),
    Labelled.ROUNDING: labels(
        1.0,
        r"(?:difference d')?arrondis?\b|rundung\w*|rounding|afronding|arrotondamento"
        r"|redondeo",
    ),
    Labelled.PREPAID: (
        *labels(
            1.0,
            r"acomptes?(?: deja)? (?:verse|recu|paye|regle|percu)\w*",
            r"(?:acomptes?|avances?|arrhes|provisions?)\b(?: [^\t\d]{0,40})?",
            r"(?:montant |somme |total )?deja (?:verse|paye|regle|facture|percu)\w*",
            r"(?:montant )?(?:regle|paye|encaisse|verse)e?s?\b(?: [^\t\d]{0,30})?",
            r"paiements? (?:recus?|percus?|deja)\w*|reglements? (?:recus?|percus?)",
            r"amount paid|paid(?: amount)?\b|prepaid|deposit(?: paid)?|less deposit"
            r"|payments? received",
            r"(?:abzgl\. |abzuglich )?(?:geleistete )?(?:anzahlung(?:en)?|akonto(?:zahlung\w*)?)"
            r"|bereits (?:ge|be|er)\w+|abschlagszahlung\w*",
            r"(?<!d')accont[oi](?: (?:versat|ricevut|pagat)\w+)?|gia (?:pagato|versato|saldato)",
            r"anticipos?|a cuenta\b|ya (?:pagado|abonado)|pagos? a cuenta",
            r"voorschot(?:ten)?|aanbetaling(?:en)?|(?:reeds|al) (?:betaald|voldaan|ontvangen)"
            r"|betaald(?=\t|:)",
            r"versements? (?:recus?|effectues?)|erhaltene zahlungen"
            r"|(?:^|(?<=\t))(?:bezahlt|ontvangen|pagat[oi]|pagad[oa])(?= ?:|\t|$)",
            r"paid to date|less (?:deposit|payments?)\w*(?: paid| received)?|already paid",
            # Taken from what the seller of the service holds for its customer.
            r"(?:deduit|retenu)e?s? (?:de |du |sur )(?:votre |vos |le )?(?:solde|ventes|reversement"
            r"|compte (?:vendeur|client))|deducted from (?:your |the )?(?:\w+ )?"
            r"(?:balance|payout|proceeds)|(?:mit|vom) (?:ihrem )?guthaben (?:verrechnet"
            r"|abgezogen)|deducido de su (?:saldo|cuenta)|(?:dedotto|detratto|trattenuto) dal"
            r" (?:suo |tuo )?(?:saldo|conto)|(?:verrekend met|ingehouden op) uw (?:saldo|tegoed)",
        ),
        # What a till prints says how it was paid.
        *labels(
            0.5,
            (
                r"(?:carte(?: bancaire| bleue)?|cb|especes|cheque|visa|mastercard|sans contact|cash"
                r"|card)\b"
            ),
        ),
    ),
    Labelled.ALLOWANCE: labels(
        1.0,
        r"(?:remise : )?(?:remises?|rabais|ristournes?|reductions?|escompte)\b(?! pour paiement)"
        r"[^\t\d]{0,30}",
        r"discount\b|rebate\b|allowance\b|rabatt\w*|nachlass|skonto|descuento|sconto|korting",
    ),
    Labelled.CHARGE: (
        *labels(
            1.0,
            r"charge : [^\t\d]{0,30}",
            r"(?:frais|forfait|participation) (?:de |d'|aux? )?(?:frais (?:de |d'))?(?:port"
            r"|livraison|transport|expedition|envoi|emballage)\b[^\t\d]{0,20}",
            r"port et emballage|eco-?(?:participation|contribution|taxe)\w*"
            r"|contribution (?:energie|gazole|carburant)",
            r"(?:imposta di |marca da )?bollo\b",
            r"shipping\b|freight\b|postage\b|delivery (?:charge|fee)|surcharge\b",
            r"versand\w*|fracht\w*|porto\b|verpackung\w*|gastos de envio"
            r"|spese di (?:spedizione|trasporto)|verzendkosten",
        ),
        # What some sell, too: a carrier, a craftsman, a broker.
        *labels(
            0.5,
            r"(?:frais|forfait) (?:de |d')?(?:dossier|gestion|deplacement|facturation|traitement"
            r"|manutention)\b[^\t\d]{0,20}",
            r"transport\w*|port\b|livraison\b|emballages?\b|packaging|handling|portes\b",
        ),
    ),
} | REFERENCE_LABELS
