"""The words that stand around names: legal forms, labels of blocks, streets, and what is no name.

Patterns for folded text (small letters, no accents), in six languages; used by
`pipeline.reading.names` alone.
"""

import re

FORM = (
    r"(?:sasu|sas|sarl|eurl|selarl|selas|snc|scop|scp|sci|scea|gaec|gie|sa|ei|s\.a\.r\.l\.?"
    r"|s\.a\.s\.?"
    r"|s\.a\.|gmbh(?: & co\.? kg(?:aa)?)?|ag|kg|ug|e\.k\.|ltd\.?|limited|llc|inc\.?|plc"
    r"|corp\.?|b\.?v\.?"
    r"|n\.?v\.?|s\.?r\.?l\.?s?\.?|s\.?p\.?a\.?|s\.?l\.?(?:u\.?|p\.?|l\.?)?|s\.a\.u\.?|sprl|srl"
    r"|bvba|bv"
    r"|v\.?o\.?f\.?|comm\.v\.?|vzw|asbl|e\.v\.|ohg|gbr|ug \(haftungsbeschrankt\)|s\.n\.c\.?"
    r"|soc\. coop\.|s\.coop\.?|llp|dac|clg|lda\.?|gesmbh|ges\.m\.b\.h\.|sagl|stichting)"
)
LEGAL_FORM = re.compile(rf"(?<!\w){FORM}(?!\w)|\b(?:association|cabinet|etablissements|ets)\b")
CAPITAL = re.compile(
    rf"^(?P<name>[^\t]{{2,80}}?)[ ,;:|/•-]+\(?(?:{FORM}|societe|micro|entreprise individuelle)\b"
    r".*(?:capital|\bei\b|individuelle|micro)"
)
FIRST_OF_ROW = re.compile(
    r"(?:siege(?: social)? ?: )?(?P<name>[^\t,|•·–—-]{3,60}?)(?: [-–—|•·]|,) [^\t]*\d"
)
"""A row of the seller's particulars: its name, then address and identifiers."""
FORM_FIRST = re.compile(rf"(?P<name>{FORM} [^\t,]{{2,60}}?) au cap")
TAIL = re.compile(
    rf"(?:[ ,;:|/•-]+(?:{FORM} )?au capital|[ ,;|/•-]+(?:siret|siren|rcs|r\.c\.s|tva|ape|naf)\b"
    rf"|, {FORM}(?: au)?$|[ ,;|/•·-]+\d+,? (?:bis |ter )?(?:rue|avenue|bd|boulevard|place)\b"
    r"| [a-z-]+(?:strasse|straße|str\.|weg|platz|gasse|allee|straat|laan) \d"
    r"|[ ,]+[-–] (?:immeuble|batiment|residence|za|zi|zac|bp)\b).*"
)
SELLER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:emetteur|emis par|fournisseur|vendeur|prestataire|seller|from|vendor|supplier"
    r"|verkaufer|lieferant|rechnungssteller|expediteur|(?:datos del )?emisor|proveedor|fornitore"
    r"|leverancier|afzender|verkoper|emittente|cedente|mittente|absender|auftragnehmer|vendu par"
    r"|sold by|remit to)\b *(?::"
    r"|(?=\t)|$)"
)
BUYER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:(?:adresse (?:de |du )?)?(?:factur(?:ation|ee? a|er a|e a)|client\b)"
    r"|facture a"
    r"|destinataire|acheteur|bill(?:ed)? to|invoice to|customer|kunde\b|cliente|klant|rechnung an"
    r"|sold to|spett\.?(?:le|abile)?|destinatario|intestatario|facturar a|datos del cliente"
    r"|factuuradres|klantgegevens|gefactureerd aan|rechnungs(?:empfanger|adresse|anschrift)"
    r"|aan(?=:|\t|$)|adressee? a|a l'intention de|pour(?= ?:)|doit|maitre d'ouvrage|donneur d'ordre"
    r"|kaufer(?:/leistungsempfanger)?"
    r"|leistungsempfanger|auftraggeber|afnemer|cessionario|committente|adquirente|acquirente"
    r")\b(?! ?(?:n°|no\b|nr|num|id\b|vat|ref|code|tva|iva|btw|ust|order|since|service|portal))[ :]*"
)
OTHER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:a l'attention de|(?:adresse de )?livraison|livre a|lieferan?s?chrift"
    r"|lieferadresse|(?:af|be)?lever(?:ings)?adres|destinazione|luogo di destinazione"
    r"|direccion de entrega|enviar a|ship to|deliver(?:y)? (?:to|address)"
    r"|(?:abweichender )?warenempfanger|chantier|maitre d'oeuvre|lieu d'intervention)\b[ :]*"
)
PAYEE = re.compile(
    r"(?:a l'ordre de|titulaire(?: du compte)?|beneficiaire|intitule du compte"
    r"|account (?:holder|name)"
    r"|kontoinhaber|payable to|t\.?n\.?v\.?|ten name van|op naam van|rekeninghouder|intestat[oa] a"
    r"|intestatario(?: conto)?|titular|beneficiari[oa]|zahlungsempfanger|begunstigter|in favour of)"
    r"(?: la| le| :|:)* *(?P<name>[^\t,;]{3,60}?)(?=[\t,;]|$| onder | met | unter )"
)
FACTOR = re.compile(r"subrog|affactur|factor|cession de|liberatoire|abtretung|assigned to")
"""The payee is not the seller but who bought the claim."""
RETURN_LINE = re.compile(
    r"^(?P<name>[^\t·•|]{3,60}?) ?[·•|] ?[^\t]*\d"
    r"|^(?P<sender>[^\t·•|,]{2,40} [^\t·•|,]{1,40}?)(?:, | [-–] )[^\t,–]*\d[^\t,–]*(?:, "
    r"| [-–] )[^\t]*(?<!\d)\d{4,5} [a-z]"
)
"""The sender in small print over the addressee's window."""
NAME_LABEL = re.compile(
    r"(?:^|(?<=\t))(?:nom|name|raison sociale|societe|denomination|firma|unternehmen) ?: ?\t?"
)
STREET = re.compile(
    r"\d+ ?,? ?(?:bis |ter )?(?:rue|avenue|av\.|bd|boulevard|place|chemin|allee|cours|impasse|quai"
    r"|route|square|voie|zone|chaussee|passage|esplanade|promenade|faubourg|hameau|street|road"
    r"|drive)\b|\w(?:str\.|strasse|straße|weg|platz|gasse) ?\d"
    r"|\b(?:street|road|drive|avenue|lane|st|walk|parade|court|close|quay)\b,? ?\d*$"
    r"|^(?:zi|za|zac|bp|cs|z\.a)\b|\w(?:straat|laan|plein|kade|gracht|dreef|singel|dijk|steeg"
    r"|ring) ?\d"
    r"|^(?:via|viale|corso|piazza|largo|calle|c/|avenida|avda\.?|carrer|plaza|paseo|chaussee"
    r"|steenweg"
    r"|hoofdstraat|am|im|an der|chemin|quai|rue|avenue) [^\t\d]{3,}\d|^\d{4} ?[a-z]{2} [a-z]{3}"
    r"|^(?:b|ch|l|a|nl|be)-\d{4}"
    r"|(?<!\d)\d{5} [a-z]"
)
ADDRESS = re.compile(
    rf"{STREET.pattern}|^(?:[a-z]{{1,2}}[- ]+)?[1-9]\d{{3,4}} [a-z][a-z' -]{{2,}}(?:,.*)?$"
    r"|(?:^|[ ,])[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?:$|[ ,])|, [a-z]{2} \d{5}$"
    r"|^[a-z]\d[\dw] ?[a-z\d]{4} [a-z]"
)
"""A street, or a postal code with its town: Belgian and Swiss, British, American, Irish."""
CONTACT = re.compile(
    r"\btel\b|telephone|phone|\bfax\b|@|siret|siren|\brcs\b|\btva\b|ust-?id|steuernr|www\."
    r"|vat (?:no|id|reg)|telefoon|telefon|\bkvk\b|k\.v\.k|\bbtw\b|p\.? ?iva|partita iva|\b[nc]if\b"
    r"|\bc\.f\.|cod(?:ice|\.) fisc|\brp[rm]\b|\bhr[ab]\b|\bmwst\b|\buid\b|\bpec\b"
)
NOT_A_NAME = re.compile(
    r"factur|invoice|rechnung|\bavoir\b|devis|\bdate\b|\bpage\b|\bseite\b|telephone|\btel\b"
    r"|\bfax\b|@"
    r"|www\.|http|\bsiret\b|\bsiren\b|\btva\b|iban|adresse|client|\d{5} |numero|nummer|n°"
    r"|total|montant"
    r"|\bref\b|conditions|livraison|original|duplicata|^\W*$|\bfrance$|designation"
    r"|description|quantite"
    r"|^pos\b|libelle|reference|credit note|gutschrift|visualisierung|echeance|periode"
    r"|contrat|commande"
    r"|\border\b|\bcode\b|\blogo\b|^(?:m|mme|mr|mrs|monsieur|madame|herr|frau)\.? "
    r"|representant|bonjour|mode de|^batiment \S{1,2}$|^immeuble|\betage\b|transporteur"
    r"|maitre d'|a (?:regler|payer)|^net ?h\.?t|^t\.?t\.?c|^siege\b|\?$"
    r"|^(?:cie\b|fils\b|co\b|de l'|& |et )|(?:&| et| und| en| and)$"
    r"|^taxes?\b|factuur|fattura"
    r"|^(?:datum|data|fecha|nummer|nr|bedrag|importe|importo|betrag|menge|aantal|cantidad)\b"
    r"|kunden-?(?:nr|num)|^kd\.|auftrag|bestell|liefer(?:schein|dat|adr|ans)|^ls-|bearbeiter"
    r"|^projekt|zahlbar|zahlung|uberweis|sehr geehrte|mit freundlichen|steuer|geschaftsfuhrer"
    r"|bankverbindung|amtsgericht|vervald|klant(?:nr|num)|debiteur|relatienummer|omschrijving"
    r"|geachte|ondernemingsn|spett\.|^spettabile|scaden|pagamento|imponibile|codice|cod\."
    r"|partita iva|destinatari|documento|vencimiento|forma de pago|albaran|pedido|estimad"
    r"|^(?:chantier|doit|maitre d'\w+)$|account no|your (?:order|ref)|^dear\b|due date"
    r"|remittance|merci\b|questions?\b"
    r"|vos references|nous contacter|service clients?|^contacts?$|^\W*(?:tel|mail|e-mail)\b"
    r"|^(?:tipo|agente|banca|conto|konto|bank)\b|empfangsschein|zahlteil|recepisse|section paiement"
    r"|:$|€|\d{4,}|^\d|^(?:le|du|au) \d|\d+,\d\d|^(?:chemin|avenue|boulevard|allee|impasse|quai"
    r"|parc d|technoparc|zone)\b|^\S+\.[a-z]{2,}$|l'attention"
)
DANGLING = re.compile(r" (?:&|et|und|en|and|de|d')$", re.IGNORECASE)
"""What a name goes on with on the line below."""
OF_BUYER = re.compile(
    r"(?:tva|vat|siret|siren|n°|\bno|\bid|\bnr|mwst|btw|nif|cif|iva|ust)[^\t]{0,25}\b(?:clients?"
    r"|acheteur|preneur|customer|kunde|klant|cliente|afnemer|votre|your|ihre?|uw)\b"
    r"|\b(?:votre|vos|your|ihre?|uw|su)\b[^\t]{0,20}(?:tva|vat|siret|siren|ust|mwst|btw|nif|cif|iva)"
    r"|code client|kunden-?(?:nr|nummer|num)|customer (?:no|id|number|vat)|klant-?(?:nr|nummer)"
    r"|debiteur"
)
"""An identifier or a number that is the buyer's."""
NOT_A_COMPANY = re.compile(
    r"^(?:z\. ?hd|c/o|att(?:n|ention)?\b|a l'att|fao\b|t\.a\.v|ter attentie|service\b|dept\b"
    r"|departement|direction\b|abteilung|buchhaltung|contact\b|agence de|comptabilite"
    r"|accounts payable|batiment|immeuble|residence|escalier|appartement|appt\b|bp \d|cs \d)"
)
"""A department, a person or a part of an address beside a name."""
HOUSE_NUMBER = re.compile(r"^[^\d]{3,} \d{1,3} ?[a-z]?$")
PREFIX = re.compile(r"^[^\W\d]{2,20} ?: ")
DOMAIN = re.compile(r"(?:@|www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}")
PROVIDERS = {"gmail", "orange", "wanadoo", "outlook", "hotmail", "free", "laposte", "yahoo", "sfr"}
COUNTRY = re.compile(
    r"\b(?:(?P<FR>france|frankreich|frankrijk|francia)|(?P<BE>belgique|belgium|belgie|belgien"
    r"|belgio"
    r"|belgica)|(?P<DE>allemagne|germany|deutschland|duitsland|germania|alemania)"
    r"|(?P<CH>suisse|switzerland|schweiz|svizzera|suiza|zwitserland)"
    r"|(?P<LU>luxembourg|luxemburg|lussemburgo|luxemburgo)"
    r"|(?P<ES>espagne|spain|espana|spanien|spanje|spagna)"
    r"|(?P<IT>italie|italy|italia|italien)|(?P<NL>pays-bas|netherlands|nederland|niederlande"
    r"|paesi bassi|paises bajos)|(?P<IE>irlande|ireland|irland|ierland|irlanda)"
    r"|(?P<GB>royaume-uni|united kingdom|vereinigtes konigreich|verenigd koninkrijk|regno unito"
    r"|reino unido)|(?P<PT>portugal|portogallo)|(?P<AT>autriche|austria|osterreich|oostenrijk))$"
)
TOWN = re.compile(r"^(?:f ?- ?)?\d{5} [a-z]")
