"""Labels of what an invoice refers to: order, contract, delivery, period, payment means.

In French, English, German, Spanish, Italian and Dutch, as in `labels`.
"""

from pipeline.reading.labelled import NO, Label, Labelled, labels

_YOURS = r"(?:(?:votre|vos|v/|v\.) ?)"
_REF = r"(?:(?:n ?[°o]\.?|num(?:ero)?\.?|ref(?:erence)?s?\.?) ?(?:de |du |d'|de la |de votre )?)"
_NR = r"(?:(?:no|nr|num(?:ber|mer|ero)?|n|id|ref(?:erence|erenz)?)\b\.?|n°|#)"
_ALONE = r"(?= ?:| ?\t|$)"


REFERENCE_LABELS: dict[Labelled, tuple[Label, ...]] = {
    Labelled.ORDER: (
        *labels(
            1.0,
            rf"(?:{_YOURS}|{_REF}|bon de ){{1,3}}commandes?\b(?: client| d'achat)?"
            rf"(?: ?{NO})?[ :]*",
            rf"commande(?: client| d'achat)? ?{NO}[ :]*",
            rf"{_REF}(?:engagement|bdc\b)[ :]*",
            rf"(?:purchase order|p\.?o\.?\b|your order)[ -]?{_NR}?[.: ]*|order[ -]?{_NR}[.: ]*",
            rf"(?:ihre )?bestell(?:ung|nummer|nr)\b[- ]?{_NR}?[.: ]*|kundenbestell\w*[.: ]*",
            rf"(?:su |{_REF}){{1,2}}pedido\b(?: ?{_NR})?[ :]*|pedido ?{_NR}[ :]*",
            rf"(?:vostro |vs\.? |numero (?:d')?)ordine\b[ :]*|ordine(?: d'acquisto)? ?{_NR}[ :]*",
            r"(?:uw )?(?:bestel|inkooporder|order)(?:nummer|nr)\b[.: ]*",
        ),
        *labels(0.6, rf"(?:^|(?<=\t))(?:commande|purchase order|pedido|ordine|bestelling){_ALONE}"),
    ),
    Labelled.CONTRACT: (
        *labels(
            1.0,
            rf"{_YOURS}?{_REF}(?:contrat|marche)\b(?: ?{NO})?[ :]*|(?:contrat|marche) ?{NO}[ :]*",
            rf"contract[ -]?{_NR}[.: ]*|contractnummer[.: ]*",
            rf"vertrags?[- ]?{_NR}[.: ]*|vertragskonto\w*[.: ]*",
            rf"(?:contrato|contratto) ?{_NR}[.: ]*|{_REF}(?:contrato|contratto)\b[ :]*",
        ),
        *labels(0.6, rf"(?:^|(?<=\t))(?:contrat|contract|vertrag|contrato|contratto){_ALONE}"),
    ),
    Labelled.DELIVERY: labels(
        1.0,
        r"date (?:de |d'|de la |des |de l'){0,2}(?:livraison|prestations?|execution|realisation"
        r"|intervention|travaux|enlevement|mise a disposition)\b(?! (?:prevu|estim|souhait))",
        r"(?<!bon de )livre(?:e|s|es)? le\b|(?<!bon de )livraison (?:le|effectuee le)\b",
        r"(?:realise|execute)e?s? le\b",
        r"delivery date|date of (?:delivery|supply|service)|(?:supply|service) date"
        r"|delivered(?: on)?",
        r"liefer(?:ungs)?datum|(?:liefer-? ?(?:und|/) ?)?leistungsdatum"
        r"|liefer-? ?(?:und|/) ?rechnungsdatum|(?:lieferung|leistung) am",
        r"fecha (?:de )?(?:la )?(?:entrega|operacion|prestacion|servicio)",
        r"data (?:di |della )?(?:consegna|esecuzione|prestazione)",
        r"lever(?:ings)?datum|geleverd op",
    ),
    Labelled.PERIOD: (
        *labels(
            1.0,
            r"periode (?:de |d'|du |des ){0,2}(?:facturation|facturee|consommation|prestations?"
            r"|execution|location|reference|abonnement)\b|periode facturee",
            r"(?:billing|service|invoice|invoicing|subscription) period",
            r"(?:leistungs|abrechnungs|rechnungs|liefer|verbrauchs)zeitraum",
            r"periodo (?:de (?:facturacion|liquidacion|consumo)|di (?:riferimento|fatturazione"
            r"|competenza))",
            r"(?:factuur|facturatie|verbruiks)periode",
        ),
        *labels(
            0.7,
            r"(?:^|(?<=\t))(?:periode|period|periodo|zeitraum)\b",
            r"(?:consommations?|abonnement|prestations?|services?|location|sejour|mission"
            r"|interventions?|loyers?|charges|travaux)\b(?= (?:du|pour la periode du) \d)",
        ),
    ),
    Labelled.PERIOD_START: labels(
        1.0,
        r"(?:date (?:de )?)?debut (?:de |d'|de la )(?:prestations?|periode|facturation)",
        r"period (?:start|from)|start of (?:the )?period|(?:service|billing) start",
    ),
    Labelled.PERIOD_END: labels(
        1.0,
        r"(?:date (?:de )?)?fin (?:de |d'|de la )(?:prestations?|periode|facturation)",
        r"period (?:end|to)\b|end of (?:the )?period|(?:service|billing) end",
    ),
    Labelled.MEANS: (
        *labels(
            1.0,
            r"(?:mode|moyen|type)s? (?:de |du )(?:paiement|reglement)s?",
            r"payment (?:method|means|type)|zahlungs(?:art|weise|mittel)",
            r"(?:forma|medio|metodo) de pago|(?:modalita|metodo) di pagamento"
            r"|betaal(?:wijze|methode)",
        ),
        *labels(
            0.7,
            r"(?:conditions|modalites) de (?:paiement|reglement)|payment terms"
            r"|zahlungsbedingungen|condizioni di pagamento|betalingscondities",
            r"(?:paiement|reglement|regle|paye|payable|acquitte)e?s?(?: le [\d/.]+)?"
            r"(?= (?:par|en (?:especes|ligne)))",
            r"paid (?:by|with|via)|payable by|bezahlt (?:mit|per)|zahlbar per"
            r"|pagado (?:con|por)|pagato (?:con|tramite)|betaald (?:met|via|per)",
        ),
    ),
}
