"""What paper calls things: labels in French, English, German, Spanish, Italian and Dutch.

Patterns for folded text (small letters, no accents). A label of weight 1 means nothing else; a
lighter one counts where no heavier label is there.
"""

from pipeline.reading.labelled import NO, Label, Labelled, labels
from pipeline.reading.reference_labels import REFERENCE_LABELS
from pipeline.reading.total_labels import TOTAL_LABELS

__all__ = ["COLUMN", "HINT", "LABELS", "TITLE", "Label", "Labelled"]

_PAPER = (
    r"(?:(?:la |de |d'|du |l')*(?:facture|fact(?:\.|(?= ?:|\t|$))|avoir|piece|document|note"
    r"|memoire|quittance|recu|ticket|facturation))"
)


_TITLE = (
    r"(?:facture|avoir|note (?:(?:de frais et )?d ?'honoraires|de credit)|invoice"
    r"|credit (?:note|memo)|fee note"
    r"|memoire(?= d)|honorarnote|kostennote"
    r"|(?!lohn|gehalt|verr|pro)\w{0,14}rechnung(?:skorrektur)?|gutschrift|faktura|factura"
    r"|fattura|parcella"
    r"|nota di (?:ac)?credito"
    r"|(?:verkoop|credit)?factuur|creditnota)"
)
_NUMBER = r"(?:[a-z]{1,4} )?\S*\d\S*(?: \d{3}){0,2}"
"""A number as it may stand between its label and a day."""
_SORT = (
    r"(?: (?:d'acompte|d'avoir|de vente|de commande|compte|comptoir|de solde|de cloture"
    r"|de regularisation|client|proforma"
    r"|du mois(?! \d\d?[/. -])"
    r"|electronique|definitive|finale|recapitulative|intermediaire|mensuelle|simplifiee"
    r"|rectificativ[ae]|corrective|simplificada))?"
)
_DAY = (
    r"(?:[a-z]{5,9} )?(?:\d\d?(?:er)?(?:[ .]{1,2}\w+[ .]{1,2}20\d\d|(?: ?[./-] ?|-)(?:\d\d|\w{3,5})"
    r"(?: ?[./-] ?|-)(?:20)?\d\d)|20\d\d-\d\d-\d\d|\d\d \d\d 20\d\d"
    r"|[a-z]{3,9} \d\d?, 20\d\d)(?!\d)"
)
"""A day as it may follow a title or a town."""
_ABOUT = (
    r"(?:(?! (?:pour|concern|relati|for|fur|per|para|voor|sur|about|regarding)\w*\b)"
    r"(?! ?[-–,:;/|] (?!\w*(?:invoice|fa[ct]t|rechnung|avoir|dat|credit|original|dupli|copi))"
    r"[a-z]{4,} (?!le\b|il\b|el\b|op\b|am\b))[^\t])"
)
"""What may stand between a paper and its day: not what it is for, « réception du », which has days
of its own."""
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
            rf"(?:note(?: d'hotel)?|piece) {NO}(?![a-z])[ :]*",
            # « Pce FC095269 du 12/11/2026 », as accounting programs print.
            rf"pce\.? ?(?:{NO} ?)?(?=\S*\d\S* (?:du|le) {_DAY})",
            rf"(?:sous|port(?:e|ent|ant)) le {NO}[ :]*",
            r"doc(?:ument|\.) de facturation[ :]*",
            # The first cell of a row of the head: « Notre facture   27100708 ».
            r"(?:^|(?<=\t))(?:notre facture|our invoice|unsere rechnung|onze factuur"
            r"|nuestra factura|(?:la )?nostra fattura) ?:?\t(?=\S*\d\S*(?:\t|$))",
            r"unter der (?:rechnungs-?)?(?:nummer|nr\.)[ :]*",
            r"our inv(?:oice)?\.?(?: (?:no|ref)\.?)?(?= ?:|\t|$)[ :]*",
            r"(?:invoice|inv\.?|credit(?: ?(?:note|memo))?|bill|receipt|document)[ -]?"
            r"(?:(?:no|number|num|nr|id|ref(?:erence)?)\b|n°|#)[.: ]*",
            r"(?:rechnungs?|rechn\.?|re\.?|rg\.?|faktura|gutschrifts?|storno|beleg|bel\."
            r"|dokument(?:en)?)[- ]*(?:nr|nummer|no)\b[.: ]*",
            r"\w*(?:rechnung|korrektur|gutschrift)(?: [a-z]{2,12})?(?: \([^)\t]{1,40}\)){0,2}"
            r" (?:n ?r|nummer)\b[ .:]*|rechnungsnummer(?:(?: [a-z]+){0,4} lautet:?"
            r"| \([a-z ]{4,20}\) ?:?)",
            r"(?:n[°o.]{0,2}/?|numero|num\.?) ?(?:de )?(?:la )?(?:factura|fra\.?|documento|abono)"
            r"(?!\w)|(?:factura|fra\.?|abono|documento) (?:n[°o.]+|n\b|num\.?|numero)[ :]*",
            r"(?:numero|num\.?|n[.°]{0,2}|nr\.?) ?(?:della )?(?:fattura|documento|doc\.|parcella)"
            r"|(?:fattura|parcella|nota di credito|documento) (?:n[.°]+|n\b|nr\.?|num\.?|numero)"
            r"[ :]*",
            r"(?:verkoop|credit)?(?:factuur|fact\.|nota|document) ?-?(?:nummer|nr|no)\b[.: ]*"
            r"|creditnummer[.: ]*|(?:nummer|kenmerk) (?:van de )?factuur",
            r"ref(?:erence)?\.? (?:de (?:la |l')?|du )?(?:facture|avoir|piece|document)[ :]*",
            r"(?:^|(?<=\t))serie y numero(?![a-z])[ :]*",
            # In two languages: « N° facture / Factuurnr ».
            rf"(?:{NO} ?)?{_PAPER} ?/ ?(?:\w*(?:rechnung|factu|fattura|invoice)"
            rf"(?!\w*datum)\w*)(?: {NO})?[ :]*",
        ),
        *labels(
            TITLE,
            rf"{_TITLE}{_SORT}(?: ?[#–-])?[ \t:]+(?=(?:(?!d[ueo]|le|la|en|au|of|a|from"
            r"|vom|von)[a-z]{1,5} )?\S*\d)",
            # With words for the sort: « Fattura differita n. », « Facture de transit : ».
            rf"{_TITLE}(?: [-–])?(?: (?:d[eiou]s? |del |d')?[a-z']{{2,15}}){{1,4}}"
            rf" (?:{NO}|ref\.)[ :]*",
            # « Facture de repas 26-08333 », no year.
            rf"{_TITLE} (?:de |d')?(?!client)[a-z-]{{4,15}}[ \t]"
            r"(?=(?:[a-z]{1,4} |[a-z]{1,4}[-/]?)?(?!20\d\d(?!\S))\d\S{3,})",
            rf"{_TITLE}(?: (?:de |d')[a-z]{{3,15}}){{1,2}} ?:[ \t]?(?=\S*\d)",
            rf"{_TITLE}(?: {NO})? ?/ ?(?:datum|date|fecha|data)\b[ :]*",
            # « Numéro/Date    8000037673 / 28.02.2026 ».
            rf"(?:^|(?<=\t)){NO} ?/ ?(?:datum|date|fecha|data)\b[ :]*",
            r"doc\.? (?:(?:no|nr)\b|n°)[.: ]*|inv\.? no\b[.: ]*",
            rf"(?:^|(?<=\t))(?:memoire|recu|quittance|releve d'honoraires|ticket"
            rf"|note de frais(?: et honoraires)?) {NO}(?![a-z])[ :]*",
        ),
        # « Réf. 26980132 (à rappeler) ».
        *labels(
            0.7,
            rf"(?:^|(?<=\t))(?:ref(?:erence)?\.?|appel)(?: {NO})?[ :]*"
            r"(?=\S*\d\S* \(a rappeler)",
        ),
        # « Facture location-entretien BL11025729 - du 24 novembre 2025 ».
        *labels(
            TITLE,
            rf"(?:^|(?<=\t))facture [a-z'é-]{{4,20}}(?: [a-z']{{2,20}}){{0,2}} "
            rf"(?=\S*\d\S*(?: [-–])? du {_DAY})",
        ),
        # The head of a column or a row: only what stands alone in its cell can be the number.
        *labels(
            COLUMN,
            rf"(?:^|(?<=\t))(?:(?:our|vat|tax|sales) )?{_TITLE}{_SORT}(?: \((?:ttc|ht)\))?(?=\t|$)",
            r"(?:^|(?<=\t))(?:(?:onze|uw) )?rekening(?=\t|$)",
        ),
        *labels(
            0.6,
            r"(?:^|(?<=\t))(?:piece|document|unsere nummer|our number|notre numero"
            r"|ons nummer|nuestro numero|nostro numero) ?:?\t(?=(?:[a-z]{1,3} )?\S*\d\S*(?:\t|$))",
        ),
        *labels(
            0.4,
            rf"(?:^|(?<=\t))(?:(?:serie ?/ ?)?{NO}(?!(?<=[a-z])\d)|reference|ref\.?|numero"
            rf"|piece|document|doc\.|beleg"
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
            r"date (?:de |d'|du |de la |de l')*(?:facture|fact|facturation|emission|piece|doc"
            r"|document|avoir|etablissement|creation|vente)\b"
            r"(?! (?:associ|d'orig|initial|preced|annul))",
            r"(?:emis|etabli|(?<!periode )facture)e? ?(?:le|:|du)\b"
            r"|(?:emis|etabli|arrete|dresse|date)e? a [a-z' -]{2,30}?,? le\b",
            r"(?:invoice|issue|billing|bill|credit note|document) date|date (?:of issue|issued"
            r"|of invoice)|issued(?: on)?\b|(?:date ?/ ?)?tax point(?: date)?",
            r"(?:rechnungs?|rechn\.?|re\.?|rg\.?|ausstellungs|beleg|bel\.|faktura|dokument"
            r"|gutschrifts?)"
            r"[- ]?dat(?:um|\.)|datum der rechnung|ausgestellt am",
            r"fecha (?:de )?(?:la )?(?:factura|registro|fra(?!\w)|emision|expedicion"
            r"|doc(?:umento)?(?!\w))"
            r"|f\. (?:factura|fra(?!\w)|emision|expedicion)"
            r"|(?:emitid|expedid)[ao](?: en [a-z' -]{2,30}?)? el\b",
            r"data (?:di |della |del )?(?:fattura|documento|doc\.|emissione)|emess[ao] il",
            rf"unter der (?:rechnungs-?)?(?:nummer|nr\.) {_NUMBER} am\b|\bmit datum (?:vom|des)\b",
            r"(?:credit)?(?:factuur|document|nota) ?datum|creditdatum"
            r"|datum (?:van de )?factuur|opgemaakt op",
        ),
        *labels(
            0.7,
            r"(?:^|(?<=\t))(?:date|datum|fecha|data|d\.d\.|dated|dagtekening|tax date"
            r"|en date du|emitid[ao]|emise?|facturee|issued|ausgestellt|emess[ao]|emission"
            r"|gedateerd|emision"
            r"|date (?:de )?comptabilisation"
            r"|(?:date|datum|data|fecha) ?/ ?(?:date|datum|data|fecha)|(?:facture|avoir) emise?"
            # Below its day on a line of steps, each with its own.
            r"|(?:(?<=expedie\t)|(?<=expediee\t)|(?<=livre\t)|(?<=livree\t))facturee?"
            r"|facturee?(?=\t(?:expedi|livre|attendue? en|a payer|paye)))"
            r"(?= ?:| ?\t|$| \d)|(?<=\d [|/] )(?:date|datum|fecha|data):",
            rf"(?:{_TITLE}|\w*(?:nr\.?|no\.?|n°|nummer|numero|number)) ?/ ?"
            r"(?:vom|datum|date|fecha|data)\b[ :]*",
            r"(?:facture|memoire|note)\b[^\t]{0,30}\t?(?:etablie?|arretee?|datee?) (?:au|du|le)\b",
            rf"(?:^|(?<=\t))(?:rechnung|beleg|gutschrift)\w*[-. ]*nr\.?[ :\t]*{_NUMBER} vom\b",
            rf"(?:facture|avoir|invoice|acompte|\w*rechnung|gutschrift)\b{_ABOUT}{{0,40}}? (?:du"
            r"|en date du|of|vom)\b",
            rf"(?:fattura|parcella|nota di credito|factura|factuur|creditnota)\b{_ABOUT}{{0,40}}?"
            r" (?:del|de fecha|in data|van|d\.?d\.?|data)\b",
            # « Facture - 12/03/2026 ».
            rf"{_TITLE}{_SORT}(?: ?[-–/|,:])?[ \t](?:(?:le|den|il|el|op) )?(?={_DAY})",
            # In a cell of its own: « FACTURE N° FA26093471   du 14/09/26 ».
            rf"{_TITLE}{_SORT}(?: {NO})?[ :]*{_NUMBER}\t(?:du|le|en date du|vom|del|of|van)"
            rf"(?= {_DAY}(?:\t|$))",
            # « Facture 2026-041 - 12/03/2026 ».
            rf"{_TITLE}[^\t\d]{{0,20}} {_NUMBER}(?:,| [-/|–]) ?(?=(?:[a-z]{{5,9}} )?\d)",
            # « Numero 12/A del 20/10/2026 », « N° : 73 Date : 14/09/2026 ».
            rf"(?:^|(?<=\t)){NO}[ :.]*{_NUMBER} (?:- ?)?(?:du|en date du|vom|del|of|van"
            r"|in data|data|de fecha|date|datum|fecha)\b",
            # The head beside that of the number: « N° pièce   Le   Code client ».
            r"(?:(?<=piece\t)|(?<=facture\t)|(?<=numero\t)|(?<=n°\t))le(?=\t|$)",
            r"fait (?:a [^\t]{2,30})?,? ?le\b|(?:^|(?<=\t))arretee? (?:au|le)\b",
        ),
        *labels(
            0.5,
            r"[a-z-]{3,}(?: \d{1,2})?, (?:le|ce|den|li|op|a|am|on|il)\b",
            rf"(?:^|(?<=\t))[a-z][a-z '()/-]{{2,30}},(?= {_DAY})",
            r"(?:^|(?<=\t))(?:le|del|vom|den|en date du|in data|de fecha|dated)\b(?!-)"
            r"|(?:^|(?<=\t))du\b(?!-|[^\t]{4,20} au\b)",
        ),
        # Of the print rather than of the invoice, where both are named.
        *labels(
            0.4,
            r"date d'edition\b|editee?s? ?(?:le|:|du)\b",
            r"(?:^|(?<=\t))(?:creee? le|erstellt am|date d'achat|date de l'operation)\b",
        ),
    ),
    Labelled.DUE_DATE: (
        *labels(
            1.0,
            r"(?<!avis d')(?:date (?:d'|de l'|limite d')?)?echeances?\b(?: le| au)?",
            r"(?:date )?limite (?:de )?(?:paiement|reglement)|date limite(?: de)?(?=\t|$)",
            r"(?:a |pour )?(?:regler|payer|payable|acquitter|honorer|mandater|virer|reglement"
            r"|paiement|regle|echeant|echue?|echoit|exigible|expirant|expire)s? "
            r"(?:avant|pour|au plus tard|jusqu'au|du|le|au|a echeance|attendu"
            r"|avant le)(?: le| au)*\b",
            r"(?:payment )?due(?: date| on| by| ?:)|pay(?:able|ment)? (?:by|before)|date due"
            r"|(?:to be paid|settle(?:ment)?|payment (?:required|expected)) (?:by|before)"
            r"|payment deadline|pay by date|last day (?:for|of) payment"
            r"|(?:pay(?:able|ment)?|settled?|due)(?: due)? (?:no later than|not later than"
            r"|on or before|latest by)|latest payment date|due for payment(?: on| by)?",
            r"prel(?:eve(?:ment)?|vt\.?)(?: sepa)?(?: prevu)? le",
            # « Virement attendu pour le 15 mars », « à régler, avant le 8 avril ».
            r"(?:virement|reglement|paiement|solde|cheque|versement|regler|payer)"
            r"(?: (?!recu|effectue|regle|du\b|par\b|en\b)[a-z']{1,12}){0,3},?"
            rf" (?:pour|avant|au plus tard|d'ici)(?: le| au)?(?=[ \t]{_DAY}|\t|$)",
            rf"(?:prelevement|virement)(?: [a-z0-9]{{2,4}})? (?:le|au)(?=[ \t]{_DAY}|\t|$)",
            # « Faire parvenir le solde de 4 436,45 au plus tard le 15 juillet », in a sentence.
            r"(?:parvenir|adresser|regler|virer|verser|payer)"
            r" (?:la somme|le solde|(?:le|ce) montant)\b[^\t]{0,40}?"
            rf" (?:au plus tard|avant|d'ici|jusqu'au)(?: le| au)?(?=[ \t]{_DAY}|$)",
            r"(?:regler|virer|verser|payer) (?:: )?\d[^\t]{0,20}? (?:au plus tard|avant|d'ici|pour)"
            rf"(?: le| au)?(?=[ \t]{_DAY}|$)",
            # In a sentence behind the account: « … (BNPAFRPP), terme fixé au 10 avril 2026 ».
            rf"\b(?:terme (?:fixe |est )?(?:au|le)|soit (?:d'ici(?: au)?|le))(?=[ \t]{_DAY}|$)"
            r"|\b[a-z]{2}\d\d[a-z\d ]{11,40}[^\t]{0,40}? (?:pour|avant|au plus tard|d'ici)"
            rf"(?: le| au)?(?=[ \t]{_DAY}|$)",
            rf"(?:^|(?<=\t))jusqu'au(?=[ \t]{_DAY}(?:,| :) (?:sans|sur|net))",
            rf"\bdue?s?, (?:avant|pour|au plus tard)(?: le)?(?=[ \t]{_DAY})|a echoir le",
            r"(?:attendue?s?|soit jusqu'au|(?<!en )valeur(?: au| le)?"
            rf"|transferencia (?:hasta|a mas tardar))(?: el| le)?[ :\t]*(?<=[ :\t])(?={_DAY})",
            rf"bis(?: zum)? (?={_DAY} (?:(?:rein )?netto|ohne abzug))",
            rf"(?:reglement|paiement) ?:(?= {_DAY})",
            # « Faire parvenir la somme de 5 528,86 euros pour le 2 décembre ».
            r"la somme (?:nette )?de [^\t]{3,30}?,? (?:pour|avant|d'ici|jusqu'au)(?: le| au)?"
            rf"(?=[ \t](?:(?:le|au) )?{_DAY}|$)|(?:^|(?<=\t))a la date du(?=\t{_DAY})",
            # « Paiement net à 45 jours, au plus tard le 1er février 2026 ».
            r"(?:paiement|reglement|payable|virement|a payer|a regler)\b[^\t]{0,40}? au plus tard"
            rf"(?: le| au)?(?=[ \t]{_DAY})",
            rf"prelevement\b[^\t]{{0,30}}? a (?:partir|compter) du(?=[ \t]{_DAY})",
            r"(?:^|(?<=\t))(?:due|not later than|no later than|attendue? en paiement)(?=\t|$)",
            rf"(?:^|(?<=\t))(?:graag )?(?:voor|uiterlijk)(?= {_DAY}(?:\t|$))",
            r"(?:^|(?<=\t))(?:valeur(?: au| le)?|valuta|avant le|date de paiement ?:?"
            r"|payment date ?:?)"
            rf"(?=[ \t]{_DAY})",
            r"payable on\b|ohne (?:jeden |jeglichen )?abzug bis(?: zum)?"
            r"|(?:zahlen|uberweisen) sie bis(?: zum)?\b",
            r"(?:payment )?due\b(?! diligence)(?=\t| ?:| \d|$)|payment terms? until",
            r"a payer d'ici (?:au|le)|delai de paiement|date de reglement(?! recu)"
            r"|(?:payable|a verser|a payer)(?: net)?(?:, [a-z' ]{5,25},)? jusqu'au"
            r"|(?:paiement|reglement) (?:exigible|du|demande|souhaite) (?:le|avant|pour)(?: le)?"
            r"|(?:virement|reglement|paiement) a effectuer (?:avant|pour|au plus tard)(?: le)?"
            r"|date (?:de |du |d')?(?:prelevement|exigibilite)",
            r"fallig(?:keit)?s?(?: am| bis(?: zum)?|datum)?\b|(?:zahlbar|zu zahlen)"
            r" (?:bis|spatestens|zum|am)(?: zum| am)?|zahlungs(?:ziel|frist|termin)\b(?: am| bis)?",
            r"(?:betrag|uberweisen|zahlen|begleichen|ausgleich)\b[^\t]{0,60}? bis (?:zum"
            r"|spatestens)"
            r"|bis (?:zum|spatestens)(?= \d\d?\.[^\t]{0,60}(?:konto|uberweis|zahl))"
            r"|(?:zahlung|uberweisung|zahlungseingang|zu begleichen|netto) (?:bis|spatestens)"
            r"(?: zum| am)?",
            rf"\bspatestens(?: am| bis(?: zum)?| zum)?(?=[ \t]{_DAY})"
            rf"|\bverfall(?: am)?(?=[ \t]{_DAY})"
            rf"|zahlbar[^\t]{{0,60}}? bis(?: zum)?(?= {_DAY})",
            rf"pagamento al(?=\t|$| {_DAY})",
            rf"(?:amount due|charged)[^\t]{{0,60}}? on(?= {_DAY})"
            rf"|\d+(?: ?(?:eur|gbp|€|£))?, on(?= {_DAY})"
            rf"|\bon or (?:shortly |immediately )?after(?= {_DAY})",
            # Taken from an account: « wird frühestens am 26.10.2026 von Ihrem Konto abgebucht ».
            rf"\bwird (?:fruhestens |spatestens )?(?:am|zum|ab dem|ab)(?= {_DAY}[^\t]{{0,30}}"
            r"(?:konto|abgebucht|eingezogen|lastschrift))",
            r"(?:preleve|debite)e?s? de [^\t]{3,25}? (?:en valeur du|a la date du|valeur|le)\b",
            r"(?:sera|seront) (?:preleve|debite)e?s?(?: [a-z]+){0,6}? (?:le|a partir du|au)\b"
            r"|(?:will be|we will) (?:collect|debit|take)(?:ed|n)?\b[^\t]{0,50}? on"
            r"(?: or (?:shortly |immediately )?after)?\b"
            r"|se (?:cargara|adeudara)n?(?: [a-z]+){0,4}? el\b"
            r"|(?:verra|sara) addebitat[oa](?: [a-z]+){0,4}? (?:il|in data)\b"
            r"|wordt (?:rond|omstreeks|op)(?: of (?:rond|omstreeks))?(?= [^\t]{0,60}(?:rekening"
            r"|geincasseerd|afgeschreven))",
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
    **TOTAL_LABELS,
    **REFERENCE_LABELS,
}
