"""Labels of amounts: totals, VAT, what is paid, kept back and due, allowances and charges.

In French, English, German, Spanish, Italian and Dutch, as in `labels`.
"""

import re

from pipeline.reading.labelled import UMSATZSTEUER, Label, Labelled, labels

_HT = (
    r"(?:h\.? ?t\.?(?: ?v\.? ?a\.?)?(?!\w)|hors tax\w*|hors tva|excl?\.? ?(?:vat|tva|btw|tax)?"
    r"|net of vat)"
)
_IN = r"(?: ?\(?(?:€|eur|euros?|chf|usd|gbp)\)?)?"
"""The currency between the words of a label: « Total € HT »."""
_TTC = (
    r"(?:t\.? ?t\.? ?c\.?(?!\w)|toutes taxes(?: comprises)?|taxes comprises"
    r"|(?:avec )?tva (?:comprise|incluse)"
    r"|avec tva"
    r"|t\.? ?v\.? ?a\.? ?c(?:\.|omprise)?(?!\w)|incl?\.? ?(?:vat|tva|btw|tax)?)"
)
_VAT = (
    r"(?:t\.? ?v\.? ?a\.?(?!\w|\.c\b| compr)|(?<!hors )taxes?\b"
    r"(?! compr| officiel| et honor| (?:d'|de l')?aeroport| de sejour)|vat"
    r"|mwst\.?|ust\.?"
    rf"|{UMSATZSTEUER}|mehrwertsteuer"
    r"|i\.?v\.?a\.?(?!\w)|b\.?t\.?w\.?(?!\w)|igic|impost[ao](?! di bollo))"
)
_OF_LINE = (
    r"(?!(?: [a-z.']{1,4})? (?:pos(?:ition|ten|\.)|zeile|ligne|line|item|article|riga|regel))"
)
"""Not of a line only: « Nettobetrag Position »."""
_UNIT = r" ?(?:€|eur(?:os?)?\b)? ?"
"""Between an amount and what is said of it."""

TOTAL_LABELS: dict[Labelled, tuple[Label, ...]] = {
    Labelled.WITHOUT_VAT: (
        *labels(
            1.0,
            rf"(?:total|montant|net|totaux)(?: total| general| net| facture| a payer"
            rf"| des lignes)*{_IN} ?{_HT}(?: net)?",
            r"total net(?: ht)?\b|montant net(?=,? tva\b)",
            r"(?:net amount|total net|net total|total before (?:vat|tax)"
            r"|total (?:amount )?excl\w*)",
            r"(?:netto(?:-?betrag|summe)?|summe netto|gesamt(?:betrag|summe)?[ -]?netto"
            rf"|nettogesamt\w*)\b{_OF_LINE}",
            r"nettobedrag|(?:netto)?warenwert(?: netto)?|gesamt netto"
            r"|(?:zwischen)?summe(?: \w+)? netto"
            r"|total (?:netto|exkl\w*|ohne (?:mwst|ust))|zwischentotal netto",
            r"(?:total )?base imponible|b(?:ase|\.) ?imp(?:onible|\.)|total b\. ?i\."
            r"|total (?:bruto|sin iva|neto)|importe neto",
            r"tot(?:ale|\.) (?:imponibile|netto|senza iva)"
            r"|(?<!non )imponibile(?: iva)?(?=\t|:|$| \d| ?€)",
            r"(?:totaal|bedrag|subtotaal)(?: bedrag)? (?:excl\w*|ex\b|zonder)\.?(?: btw)?"
            r"|netto ?bedrag|totaal netto|maatstaf van heffing|base imposable",
            r"(?:goods )?total(?:s)? (?:net|goods|ex\.? vat)|goods total|net(?: goods)? (?:total"
            r"|amount)|(?:total|amount) \(?excl\w*|taxable amount",
            rf"total (?:de |des )(?:vos |nos )?[a-z]{{4,14}}{_IN} ?{_HT}",
            rf"honoraires {_HT} de la (?:periode|phase|presente note)",
            rf"total avant taxes|net (?:commercial|financier)(?: {_HT})?|valeur {_HT}"
            r"|valeur nette(?: totale| des marchandises)?(?= ?:|\t|$)"
            rf"|(?:total|montant) (?:de la facture )?\(?{_HT}|summe (?:exkl|ohne)\w*|nettowert",
        ),
        *labels(
            0.8,
            rf"sous[- ]?total(?:{_IN} {_HT})?",
            r"(?:somme|total) des (?:postes|positions|lignes)(?= ?:|\t|$)"
            r"|(?:^|(?<=\t))excluding (?:vat|tax)(?= ?:|\t|$)"
            rf"|(?:mt|mnt|tot)\.? (?:net )?{_HT}(?=\t|$)"
            r"|summe (?:der |aller )?(?:gebuhren|honorare|leistungen)(?: und auslagen)?"
            r"|(?:summe|total) (?:der |aller )?positionen|positionssumme|total of (?:all )?items",
            rf"bases?{_IN} {_HT}",
            # Heads of sums side by side, « Hors taxe  T.V.A.  Toutes taxes », or a row of them.
            rf"(?:^|(?<=\t)){_HT}(?= ?[^\t]{{0,8}}\t[^\t]{{0,20}}{_VAT}[^\t]{{0,20}}"
            rf"\t[^\t]{{0,10}}{_TTC})",
            rf"{_HT}(?= ?:? ?(?:(?:chf|eur|€) ?)?\d[\d .']*[.,]\d\d ?(?:€|eur)?[ ,;|-]*{_VAT})",
            r"sub[- ]?total|zwischen(?:summe|total)|subtotale?|subtotaal"
            r"|(?<!non )imponibile",
        ),
        # Of the goods alone, to which carriage may come.
        *labels(0.3, r"totale merce"),
        # Of whatever is sold: « Honorar exkl. MWST », « Prestations HT ».
        *labels(
            0.5,
            r"(?:^|(?<=\t))[a-z]{4,20} (?:exkl\w*|ohne|excl\w*)\.? ?(?:mwst|ust|vat|btw|tva)\b",
            rf"(?:^|(?<=\t))(?!prix|tarif|p\.|montant)[a-z]{{4,20}}(?: et [a-z]{{4,12}})? {_HT}"
            r"(?= ?:|\t|$)",
        ),
        *labels(0.4, r"(?:^|(?<=\t))(?:net|neto|suma|summe|samen)(?= ?:|\t|$)"),
        *labels(
            0.5,
            r"(?:^|(?<=\t))hors taxes?(?= ?:|\t|$)",
            # Alone with its amount: « HT  2 616,40 ».
            rf"(?:^|(?<=\t)){_HT}(?= ?:?\t-?\d[\d .,']*[.,]\d\d ?(?:€|eur)?(?:\t|$))",
        ),
        *labels(0.3, rf"(?<=\t){_HT}|^{_HT}", r"(?:^|(?<=\t))total(?= ?:|\t|$)"),
    ),
    Labelled.VAT: (
        *labels(
            1.0,
            rf"(?:total|montant)(?: general| total| de la| des| de)* ?{_VAT}"
            r"|taxe sur la valeur ajoutee",
            r"(?:t\.?v\.?a\.?) (?:totale|facturee|due)",
            r"total (?:vat|tax)|vat (?:total|amount)|sales tax|value added tax",
            r"(?:gesamt|summe|betrag) ?(?:mwst|ust)\w*|(?:mwst|ust|steuer)\.?-?betrag",
            r"tot(?:ale|\.) (?:iva|impost[ae])|totaal btw|btw[- ]?bedrag|bedrag btw"
            r"|(?:total )?cuotas?(?: de)? iva|total cuotas|total iva|importe iva",
        ),
        *labels(0.8, rf"(?:mt|mnt|tot)\.? {_VAT}(?=\t|$)"),
        *labels(0.7, rf"{_VAT}"),
        *labels(0.4, r"(?:^|(?<=\t))(?:tax|cuota)(?= ?:|\t|$)"),
    ),
    Labelled.WITH_VAT: (
        *labels(
            1.0,
            rf"(?:total|montant|net|prix)(?: total| general| net| facture| a payer| a regler"
            rf"| de la facture)*"
            rf"{_IN},? ?\(?{_TTC}",
            rf"total toutes taxes|ensemble,? {_TTC}|montant de la note,? {_TTC}",
            rf"(?:total|montant) (?:de |des |du )(?:la |l'|vos |nos )?[a-z]{{4,14}}{_IN} ?{_TTC}",
            r"(?:grand total|gross total(?: amount)?|total (?:amount )?incl\w*|invoice total"
            r"|total with (?:vat|tax))",
            r"(?:gesamt|brutto|rechnungs|gutschrifts?|korrektur|end)(?:betrag|summe)(?: brutto)?"
            r"|summe brutto"
            r"|gesamt ?brutto",
            r"(?:rechnungs)?-?end(?:betrag|summe)(?: (?:chf|eur))?|gesamttotal"
            r"|rechnungstotal|bruttowert|total inkl\w*|brutto(?:betrag|summe|gesamt)|endsumme",
            r"importe total|total (?:de la )?(?:factura|documento|fattura|con iva|iva incl\w*)",
            r"tot(?:ale|\.) (?:fattura|nota (?:di )?(?:ac)?credito|documento|doc\.|ivato|lordo"
            r"|complessivo|con iva|iva incl\w*)",
            r"(?:totaal|bedrag|totaalbedrag) incl\w*|totaalbedrag|factuur(?:bedrag|totaal)",
            r"total (?:del )?abono\b|credit total|total credit(?=\t|:|$| ?[€£$\d])",
            r"gross amount|total (?:gross|invoice amount|brutto)|amount incl\w*|gesamtpreis brutto"
            r"|(?:gesamt|summe) inkl\w*|totaal (?:factuur|met btw)|totale generale|total importe",
        ),
        *labels(
            0.8,
            rf"(?:mt|mnt|tot)\.? {_TTC}(?=\t|$)",
            r"somme totale|(?<== )t\.? ?t\.? ?c\.?(?=:? ?\d)",
            r"(?:^|(?<=\t))gross(?=\t)",
            r"montant final(?: de (?:la facture|l'avoir))?(?= ?:|\t|$)",
            r"(?:total|montant) de nos (?:prestations|honoraires|travaux) est(?: donc)? de",
            r"total amount\b(?! (?:ex|net|before|due|pay|without|owed))",
            r"totale importo|importo totale",
            r"total general|montant total|total net de (?:taxes?|tva)"
            r"|total des (?:honoraires|prestations|travaux|soins|actes|droits)"
            r"|(?:total|montant) (?:de la |de l'|du |de (?:votre|cette) )?(?:facture|avoir|creance"
            r"|cotisation|adhesion|abonnement|redevance|prime|commande|reservation|sejour|loyer"
            r"|intervention|note)(?!s)\b"
            r"|net a payer(?: ttc)?",
            rf"(?<=\t){_TTC}|^{_TTC}|(?<=[€\d] ){_TTC}(?= ?:? ?\d)",
        ),
        *labels(
            0.5,
            r"(?:^|(?<=\t))(?:total|totale|totaal|summe|gesamt|gross|brutto"
            r"|total (?:eur|€|chf|amount|sek))"
            r"(?= ?:|\t|$| ?\d| ?[€£$]| ?\(| ?(?:chf|eur|gbp|usd)\b)",
            r"amount due|total due|balance due|total a payer",
        ),
        *labels(
            0.5,
            r"(?:^|(?<=\t))[a-z]{4,20} (?:inkl\w*|incl\w*)\.? ?(?:mwst|ust|vat|btw|tva)\b",
            rf"(?:^|(?<=\t))(?!prix|tarif|p\.|montant)[a-z]{{4,20}} {_TTC}(?= ?:|\t|$)",
        ),
        # Of what is sold, in whatever words: only what adds up to all of it can be meant.
        *labels(
            0.3,
            r"(?:^|(?<=\t))(?:total|montant|somme|total(?:e|aal)|gesamt(?:betrag|summe|preis)?|summe)"
            r" (?:(?:de|du|des|pour|for|of|fur|der|del|di|della|van|voor) |d')"
            r"(?:[a-z']{2,12} ){0,2}[a-z']{4,20}(?= ?:|\t|$)",
        ),
    ),
    Labelled.DUE: (
        *labels(
            1.0,
            r"net a (?:payer|regler|rembourser|votre credit|deduire|crediter|percevoir)(?: ttc)?",
            r"(?:reste|solde|montant|somme|total|restant)(?: net| total| ttc| restant)?"
            r" ?(?:a (?:nous )?(?:payer|regler|verser|mandater|acquitter)"
            r"|(?:dus?|dues?)\b(?! (?!par |pour le )[a-z])"
            r"|a percevoir|a virer|exigible)",
            r"a (?:nous |vous )?(?:payer|regler|rembourser)(?: (?:ce mois(?:-ci)?|ce jour"
            r"|maintenant|au titre du mois))?(?: (?:chf|eur))?\b(?= ?:|\t|$| \d| ?€| \()",
            r"(?:to pay|payable|due) this (?:month|period)|deze maand te betalen"
            r"|(?:pagar|da pagare) (?:este|questo) mes\w*"
            r"|(?:diesen monat|in diesem monat) (?:zu zahlen|fallig)",
            r"amount (?:due|payable|owed|owing|outstanding)|balance(?: due|(?= ?:|\t|$| ?[€£$\d]))"
            r"|total due|to pay|now owing"
            r"|(?:total|net) (?:payable|owed|owing)|outstanding (?:amount|balance|total)"
            r"|(?:remaining|payable) (?:amount|balance)|amount to be paid|due now|now due",
            r"montant preleve(?: le [\d./ ]+)?|montant a (?:payer|prelever)|total a prelever",
            r"zahlbetrag|zu (?:be)?zahlen\w*(?: betrag)?|rest(?:summe|zahlung)|(?:zahlungs|rest"
            r"|uberweisungs|auszahlungs|forderungs|zahlbarer ?|verbleibender ?|falliger ?"
            r"|noch offener ?)"
            r"betrag(?: chf)?|offener (?:rest)?betrag|(?:noch )?offen(?=\t|:|$)"
            r"|rechnungsbetrag (?:chf|eur)",
            r"(?:nog )?te (?:betalen|voldoen|ontvangen)(?: (?:bedrag|eur))?(?! (?:voor|tegen|op)\b)"
            r"|openstaand (?:bedrag|saldo)|saldo te betalen|verschuldigd(?: bedrag)?|restbedrag"
            r"|(?:^|(?<=\t))tegoed(?: eur)?(?= ?:|\t|$)",
            r"(?:total|liquido|importe|neto|resto) a (?:pagar|percibir|ingresar|abonar)|a pagar\b"
            r"|(?:saldo |importe )?pendiente(?: de pago)?",
            r"(?:totale|netto|importo|saldo|resta) (?:da|a) (?:pagare|corrispondere|versare"
            r"|saldare)"
            r"|netto (?:da|in) \w+|(?:totale|importo|saldo) dovuto|(?:importo )?residuo|a saldo"
            r"|netto a vostro (?:credito|carico)",
            # Of a Swiss payment slip, beside its currency.
            r"(?:(?<=monnaie\t)montant|(?<=wahrung\t)betrag|(?<=valuta\t)importo)(?=\t|$)",
            r"(?:parvenir|adresser|regler|virer|verser|payer) (?:la somme|le solde|le montant) de",
            r"prions de (?:bien vouloir )?(?:nous )?(?:regler|virer|verser|payer)"
            r"(?= (?:eur |chf |€ ?)?\d)",
            r"la somme de(?= \d[\d .,]{0,14} ?(?:€|eur\w*)? est (?:a|due)\b)",
            r"verbleib(?:en|t)(?: (?:noch|somit|daher))?(?= (?:eur |chf |€ ?)?\d)",
            r"please pay|amount to pay|credit (?:due|available)",
            r"net (?:du\b|a devoir)|(?:net|avoir|solde) en votre faveur|a votre credit"
            r"|restons creanciers de|solde en notre faveur|(?:la |une )?somme nette de"
            r"|(?:arrondi a|\bsolde de)(?= (?:eur |chf |€ ?)?\d)"
            r"|a vous rembourser|montant (?:a )?rembourse\w*|solde de la facture",
            r"(?:reste )?a (?:nous )?devoir|somme a (?:mandater|payer|regler|virer)"
            r"|zu (?:unseren|ihren) gunsten(?: (?:chf|eur))?"
            r"|(?:sera|seront) (?:preleve|debite)e?s? de|(?:vous )?nous devez|reste a votre charge"
            r"|noch zu zahlen(?: (?:chf|eur))?",
            r"zu uberweisen|restforderung|zahllast|resterend bedrag"
            r"|(?:^|(?<=\t))(?:solde|saldo|da pagare|a percibir)(?= ?:|\t|$| \d)"
            r"|(?:^|(?<=\t))(?:total )?liquido(?: \(?(?:eur|€)\)?)?(?= ?:|\t|$)",
        ),
        # Of an account, or of what is left; what a bill says that it comes to.
        *labels(
            0.75,
            r"(?:^|(?<=\t))(?:solde|saldo)(?: (?:en |in )?(?:eur|euros?|€|chf))?"
            r"(?= ?:|\t|$| ?€)",
            r"(?:(?:votre |la |cette )?(?:facture|note)|nos (?:honoraires|prestations|travaux"
            r"|services|fournitures)) s'eleve(?:nt)?(?: ainsi)? a"
            r"|your (?:bill|invoice) (?:comes|amounts) to"
            r"|(?:ihre |die )?rechnung betragt|su factura asciende a|importe de su factura"
            r"|(?:la sua )?(?:bolletta|fattura) ammonta a|uw (?:factuur|rekening) bedraagt",
        ),
    ),
    Labelled.RETENTION: labels(
        1.0,
        r"ret(?:enue|\.) (?:de )?(?:garantie|gar\.|\d[\d,]{0,4} ?% (?:sur|du|de))"
        r"|\br\.? ?g\.? (?:de |a )?\d"
        r"|retention|sicherheitseinbehalt"
        r"|gewahrleistungseinbehalt",
        r"(?:a dedurre )?(?:rit(?:enuta|\.)|r\.a\.)(?: (?:d'acconto|irpef|d'acc\.))?",
        r"split payment|scissione (?:dei )?pagamenti|iva a carico del cessionario",
        r"(?:ret(?:encion|\.)?(?: de)?(?: \d+ ?%)? )?i\.?r\.?p\.?f\.?(?!\w)|retencion\b",
    ),
    Labelled.ROUNDING: labels(
        1.0,
        r"(?:difference d')?arrondis?\b(?! a )|rundung\w*|rounding|afronding|arrotondamento"
        r"|redondeo",
    ),
    Labelled.PREPAID: (
        *labels(
            1.0,
            r"acomptes?(?: deja)? (?:verse|recu|paye|regle|percu)\w*",
            r"(?:acomptes?|avances?|arrhes|provisions?)\b(?: [^\t\d]{0,40})?",
            r"(?:montant |somme |total )?deja (?:verse|paye|regle|facture|percu|preleve|debite"
            r"|encaisse)\w*",
            r"(?:montant )?(?:regle|paye|encaisse|verse)e?s?\b(?: [^\t\d]{0,30})?"
            r"(?:le \d[^\t]{4,20}\d{2,4} )?",
            r"recu(?:e|s)? (?:a la commande|a la reservation|au (?:rdv|rendez-vous))",
            r"reglements? directs?\b[^\t\d]{0,30}|paiements? (?:recus?|percus?|deja)\w*"
            r"|reglements? (?:recus?|percus?)",
            r"amount paid|paid(?: amount)?\b(?! on (?:your|our) behalf)|prepaid|deposit(?: paid)?"
            r"|less deposit"
            r"|payments? received|received with thanks",
            r"(?:abzgl\. |abzuglich )?(?:\d\d?\. )?(?:geleistete )?(?:anzahlung(?:en)?"
            r"|akonto(?:zahlung\w*)?|abschlag(?:szahlung\w*|srechnung\w*)?(?!\w))"
            r"|(?:nach )?abzug (?:ihres|des|unseres) \w*(?:vorschuss|akonto)\w*(?: von)?"
            r"|abz(?:gl\.|uglich) (?:(?:erhalten|gezahlt|geleistet)e[rn]? )?vorschuss"
            r"|bereits (?:ge|be|er)\w+",
            r"(?<!d')accont[oi](?: (?:versat|ricevut|pagat)\w+)?|gia (?:pagato|versato|saldato)",
            r"anticipos?|a cuenta\b|ya (?:pagado|abonado)|pagos? a cuenta",
            r"voorschot(?:ten)?|aanbetaling(?:en)?|(?:reeds|al) (?:betaald|voldaan|ontvangen)"
            r"|betaald(?=\t|:)",
            r"versements? (?:recus?|effectues?)|erhaltene zahlungen"
            r"|(?:^|(?<=\t))(?:bezahlt|ontvangen|pagat[oi]|pagad[oa])(?= ?:|\t|$)",
            r"(?:montant |somme )?prise? en charge par (?!vos|votre|nos|le client)[^\t\d]{2,40}",
            r"(?:^|(?<=\t))payment(?=\t-?[^\t\d]{0,4}\d[\d.,]*$)",
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
                r"(?:carte (?:bancaire|bleue)|(?:^|(?<=\t)|(?<=par )|(?<=ment ))carte|cb"
                r"|especes|cheque|visa|mastercard|sans contact|cash"
                r"|card)\b"
            ),
        ),
    ),
    Labelled.ALLOWANCE: labels(
        1.0,
        r"(?:remise : )?(?:remises?|rabais|ristournes?|reductions?|escompte)\b(?! pour paiement)"
        r"[^\t\d]{0,30}",
        r"discount\b|rebate\b|allowance\b|rabatt\w*|nachlass|skonto|descuento|sconto|\w*korting"
        r"|\w*rabatt\b",
    ),
    Labelled.CHARGE: (
        *labels(
            1.0,
            r"charge : [^\t\d]{0,30}",
            r"(?:frais|forfait|participation) (?:de |d'|aux? )?(?:frais (?:de |d'))?(?:port"
            r"|livraison|transport|expedition|envoi|emballage)\b[^\t\d]{0,20}",
            r"(?:^|(?<=\t))trasporto(?: (?:e|ed) \w+)?(?= ?:|\t|$)",
            r"frais d'approche|port et emballage|eco-?(?:participation|contribution|taxe)\w*"
            r"|contribution (?:energie|gazole|carburant)",
            r"(?:imposta di |marca da )?bollo\b",
            r"shipping\b|freight\b|postage\b|carriage(?: net)?(?=\t|:|$| ?[€£]| \d)"
            r"|delivery (?:charge|fee)|surcharge\b",
            r"versand\w*|fracht\w*|porto\b|verpackung\w*|gastos de envio"
            r"|spese (?:di )?(?:sped(?:izione|\.)|trasp(?:orto|\.)|inc(?:asso|\.)|imb(?:allo|\.))"
            r"|verzendkosten"
            r"|vracht(?:kosten)?\b|(?:ab|zu|an)(?:holung|stellung|lieferung)(?: und \w+)?(?= ?:|\t)"
            r"|\w{3,12}fracht\b",
        ),
        # What some sell, too: a carrier, a craftsman, a broker.
        *labels(
            0.5,
            r"(?:frais|forfait) (?:de |d')?(?:dossier|gestion|deplacement|facturation|traitement"
            r"|manutention)\b[^\t\d]{0,20}",
            r"transport\w*|port\b|livraison\b|emballages?\b|packaging|handling|portes\b",
        ),
    ),
}

BEHIND: dict[Labelled, re.Pattern[str]] = {
    meaning: re.compile(rf"{_UNIT}{words}(?! ?[:\t]| \d)")
    for meaning, words in (
        (Labelled.WITHOUT_VAT, _HT),
        (Labelled.VAT, rf"(?:(?:de |d')(?:la )?{_VAT}|{_VAT}\))"),
        (Labelled.WITH_VAT, rf"(?:,? ?{_TTC}|toutes$)"),
        (
            Labelled.DUE,
            (
                r"(?:(?:seront|sera) (?:preleve|debite)e?s?\b|a (?:regler|payer|virer|verser)\b"
                r"|attendus?\b)"
            ),
        ),
        (Labelled.PREPAID, r"(?:ont ete )?deja (?:recus?|regles?|verses?|payes?)\b"),
    )
}
"""What says behind an amount what it is: « soit 705,80 € hors taxes »."""
