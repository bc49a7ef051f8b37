"""The words that stand around names: legal forms, labels of blocks, streets, and what is no name.

Patterns for folded text (small letters, no accents), in eight languages.
"""

import re

from pipeline.reading.role_words import FOR_PRINCIPAL

FORM = (
    r"(?:ug \(haftungsbeschrankt\)"
    r"|sasu|sas|s\.a ?r\.?l\.?|sarl|eurl|selarl|selas|snc|scop|scp|sci|scea|gaec|gie|sa|ei"
    r"|s\.a\.r\.l\.?|se|scic|epic|eirl|sca|s\.?c\.?r\.?l\.?|cvba|partg(?: mbb)?|mbb|kgaa|e\.?g\.?"
    r"|s\.a\.s\.?|oy|a/s|aps|sp\. z o\.o\.|s\.r\.o\.|s\.c\.?|unipersonal"
    r"|s\.a\.|gmbh(?: & co\.? kg(?:aa)?)?|ag|kg|ug|e\.k\.|ltd\.?|limited|llc|inc\.?|plc"
    r"|corp\.?|b\.?v\.?"
    r"|n\.?v\.?|s\.?r\.?l\.?s?\.?|s\.?p\.?a\.?|s\.?l\.?(?:u\.?|p\.?|l\.?)?|s\.a\.u\.?|sprl|srl"
    r"|bvba|bv"
    r"|v\.?o\.?f\.?|comm\.v\.?|vzw|asbl|e\.v\.|ohg|gbr|s\.n\.c\.?"
    r"|soc\. coop\.|s\.coop\.?|llp|dac|clg|lda\.?|gesmbh|ges\.m\.b\.h\.|sagl|stichting)"
)
ANY_FORM = re.compile(rf"(?<!\w){FORM}(?!\w)")
LEGAL_FORM = re.compile(
    rf"{ANY_FORM.pattern}|\b(?:association|cabinet|etablissements|ets)\b|^etude (?!d[eu']|pour)"
)
CAPITAL = re.compile(
    rf"^(?P<name>[^\t]{{2,80}}?)[ ,;:|/•-]+\(?(?:{FORM}|societe|micro|entreprise individuelle)\b"
    r".*(?:capital|\bei\b|individuelle|micro)"
)
FIRST_OF_ROW = re.compile(
    r"(?:siege(?: social)? ?: )?(?P<name>[^\t,|•·–—-]{3,60}?)(?: [-–—|•·]|,) [^\t]*\d"
)
"""A row of the seller's particulars: its name, then address and identifiers."""
FORM_FIRST = re.compile(
    rf"(?P<name>{FORM} (?![-–—|])[^\t,]{{2,60}}?)(?: ?[-–—|:/(] ?{FORM})? au cap"
    rf"|\b(?:ventes?|prestations|services) (?:de|par)(?: la)?(?: societe)?"
    rf" (?P<terms>[^\t,]{{3,60}}?)"
    rf", (?:{FORM} au cap|(?:n° )?(?:siret|siren|rcs)\b)"
)
"""A form before its name, with the capital; or whose sales some terms are about."""
TAIL = re.compile(
    rf"(?:[ ,;:|/•-]+(?:{FORM} )?au capital|[ ,;|/•-]+(?:siret|siren|rcs|r\.c\.s|tva|ape|naf)\b"
    rf"|, {FORM}(?: au)?$|[ ,;|/•·-]+\d+,? (?:bis |ter )?(?:rue|avenue|bd|boulevard|place)\b"
    r"| [a-z-]+(?:strasse|straße|str\.|weg|platz|gasse|allee|straat|laan) \d"
    r"|[ ,;|/•·-]+(?:calle|c/|avenida|avda\.?|paseo|plaza|carrer|via|viale|corso|piazza|largo)"
    r" [a-z]"
    r"|[ ,]+[-–] (?:immeuble|batiment|residence|za|zi|zac|bp)\b).*"
)
_ALSO = (
    r"(?: ?(?:/|\bou\b|\boder\b|\bor\b|\bof\b) ?[^\W\d]{3,20}\.?(?= ?[\t:(]|$))?"
    r"(?: ?\([^\W\d ]+\))?"
)
"""What labels say again in another word: « Cedente/prestatore (fornitore) »."""
SELLER_BLOCK = re.compile(
    rf"(?:^|(?<=\t))(?:[a-z' ]{{0,30}}{FOR_PRINCIPAL}|"
    r"emetteur|emis par|fournisseur|vendeur|prestataire|seller|from|vendor|supplier"
    r"|verkaufer|lieferant|rechnungssteller|expediteur|(?:datos del )?emisor|proveedor|fornitore"
    r"|leverancier|afzender|verkoper|emittente|cedente|mittente|absender|auftragnehmer|vendu par"
    r"|verkauft? (?:durch|von)|votre (?:espace|agence|magasin|depot|centre)"
    r"|sold by|remit to|vendedor|venditore|sprzedawca|de|van|von|da|rechnungsersteller"
    r"|dienstverlener|opdrachtnemer|aussteller|vos interlocuteurs?|emise? par|issued by|billed by"
    r"|prestador|dati (?:del )?(?:fornitore|venditore)|datos (?:del )?(?:vendedor|emisor|proveedor)"
    r"|gegevens (?:van de )?(?:verkoper|leverancier)|company details|nos coordonnees)\b"
    rf"{_ALSO} *(?::|(?=\t)|$)"
)
BUYER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:(?:adresse (?:de |du )?)?(?:factur(?:ation|ee? a|er a|e a)|client\b)"
    r"|(?:facture )?adressee? a|clients? facture|(?:vos )?coordonnees (?:du )?client"
    r"|vos coordonnees"
    r"|votre societe|etabli(?:e)? (?:pour|a)|emise? a|buyer|purchaser|recipient|client(?: name)?"
    r"|(?:\w*factuur|\w*rechnung|invoice|fattura|factura|facture)(?: address)?"
    r" (?:to|aan|an|a|fur|for|voor|pour|per)"
    r"|prepared for|invoiced? to|invoice address|billing (?:address|details)|to(?=:|\t|$)|attention"
    r"|an(?=:|\t|$)|rechnung(?:sempfang(?:er)?)? fur|kundendaten|firma(?=\t|$)|koper|opdrachtgever"
    r"|factuur voor|ontvanger|uw gegevens|bestemd voor|comprador|facturado a|datos (?:de )?"
    r"facturacion|datos (?:del? )?(?:cliente|comprador|destinatario)|receptor|acquirente|compratore"
    r"|dati (?:del )?(?:cliente|acquirente|destinatario)|fatturato a|intestazione|egr\. sig\."
    r"|(?:t\.a\.v\.?|attn?\.?|att\.ne|z\. ?hd\.?|a la atencion de|alla c\.a\.)(?=\W*(?:\t|$))"
    r"|spettabile ditta|adquirente|destinatario|faturar a|nabywca|cobrado a"
    r"|facture a"
    r"|destinataire|acheteur"
    r"|(?:membre|adherent|abonne|franchise|locataire|preneur)(?=[ :]*(?:\t|$))"
    r"|bill(?:ed)? to|invoice to|customer|kunde\b|cliente|klant|rechnung an"
    r"|sold to|spett\.?(?:le|abile)?|destinatario|intestatario(?= (?:fattura|documento)|\t|$)"
    r"|facturar a|datos del cliente"
    r"|factuuradres|klantgegevens|gefactureerd aan|rechnungs(?:empfanger|adresse|anschrift)"
    r"|aan(?=:|\t|$)|adressee? a|a l'intention de|pour(?= ?:|\t|$)|doit|maitre d'ouvrage"
    r"|donneur d'ordre"
    r"|kaufer(?: ?/ ?leistungsempfanger)?"
    r"|leistungsempfanger|auftraggeber|afnemer|cessionario|committente|adquirente|acquirente"
    r")\b(?! ?(?:n°|no\b|nr|num|id\b|vat|ref|code|tva|iva|btw|ust|order|since|service|portal)"
    rf"|[: ]{{1,3}}\d{{3}}){_ALSO}[ :]*"
)
OTHER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:a l'attention de|(?:adresse de )?livraison|livre a|lieferan?s?chrift"
    r"|lieferadresse|(?:af|be)?lever(?:ings)?adres|destinazione|luogo di (?:destinazione|consegna)"
    r"|direccion de (?:entrega|envio)|enviar a|entregar en|ship(?:ped|ping)?(?: address| to)"
    r"|deliver(?:y|ed)? (?:to|address)|lieu de (?:livraison|prestation)|livraison a|geliefert an"
    r"|versand an|bezorgadres|spedire a|consegna(?:to)? (?:a|presso)|indirizzo di spedizione"
    r"|(?:abweichender )?warenempfanger|chantier|maitre d'oeuvre|lieu d'intervention"
    r"|einsatzort|leistungsort)\b[ :]*"
)
PAYEE = re.compile(
    r"(?:a l'ordre de|titulaire(?: du compte)?|beneficiaire|intitule du compte"
    r"|account (?:holder|name)"
    r"|virement a|kontoinhaber|payable to|t\.?n\.?v\.?|ten name van|op naam van|rekeninghouder"
    r"|intestat[oa] a"
    r"|intestatario(?: conto)?|titular|beneficiari[oa]|zahlungsempfanger|begunstigter|in favour of)"
    r"(?: la| le| :|:)* *(?P<name>[^\t,;]{3,60}?)"
    r"(?=[\t,;]|$| onder | met | unter | ?: ?[a-z]{2}\d\d)"
)
FACTOR = re.compile(r"subrog|affactur|factor|cession de|liberatoire|abtretung|assigned to")
"""The payee is not the seller but who bought the claim."""
RETURN_LINE = re.compile(
    r"^(?P<name>[^\t·•|]{3,60}?) ?[·•|] ?[^\t]*\d"
    r"|^(?P<sender>[^\W\d]{4,40}|[^\t·•|,]{2,40} [^\t·•|,]{1,40}?)(?:, | [-–] )"
    r"[^\t,–]*\d[^\t,–]*(?:, | [-–] )[^\t]*(?<!\d)\d{4,5} [a-z]"
)
"""The sender in small print over the addressee's window."""
_NAME_LABELS = (
    r"(?:nom(?: du client| de l'entreprise| commercial)?|name|full name|raison sociale|societe"
    r"|entreprise|etablissement|denomination(?: sociale)?|firma|firmenname|firmierung|unternehmen"
    r"|company(?: name)?|business(?: name)?|organi[sz]ation|trading name|bedrijf(?:snaam)?|naam"
    r"|handelsnaam|onderneming|organisatie|empresa|razon social|nombre(?: fiscal| o razon social)?"
    r"|denominacion(?: social)?|ragione sociale|denominazione(?: sociale)?|nome|ditta|azienda"
    r"|nominativo|nazwa|denominacao(?: social)?|client name|kundenname)"
)
NAME_LABEL = re.compile(rf"(?:^|(?<=\t)){_NAME_LABELS} ?:(?: ?\t?)")
_SOLD_BY = (
    r"(?:vendue?s?(?: et expediee?s?)? par|sold by|vendid[oa]s? por|verkauft (?:von|durch)"
    r"|verkocht door|vendut[oi] da|au nom et pour (?:le )?compte de"
    r"(?! (?:l[ae']|s(?:es|on|a)\b|leurs?|notre|votre|nos|vos|tiers|clients?)))"
)
SOLD_BY = re.compile(rf"\b{_SOLD_BY}(?: :|:)?[ \t](?P<name>[^\t,;]{{3,60}}?)(?=[\t,;]|$| - | \()")
"""Whom a platform's page calls the seller."""
REPRESENTED = re.compile(r"^represente(?:e|s|es)? par (?:(?:son|leur) (?:syndic|gerant),? )?")
"""Before the name of who acts for somebody else, and may be the one who writes."""
_TITLES = (
    r"m(?:\.|r|onsieur)? (?:et|ou|&) (?:mme|madame)|(?:mme|madame) (?:et|ou|&) m(?:\.|r|onsieur)?"
    r"|mr\.? (?:and|&) mrs\.?|messrs\.?|herrn? und frau|eheleute|sigg\.(?:ri)?|sres\.|srs\.|mm\."
)
"""Titles of several people, and of those who trade together."""
OF_NAME = re.compile(
    rf"^(?:{_NAME_LABELS} ?: ?|(?:firma|fa\.|spett(?:\.le|abile)|ditta|{_TITLES}) (?=\w)"
    rf"|{REPRESENTED.pattern}(?=\w)"
    rf"|(?:maison|entreprise|societe) (?={FORM} [^\W\d])"
    r"|(?:edite|imprime|publie)e? par (?=\w)"
    rf"|(?:[^\W\d]+ ){{0,2}}{_SOLD_BY} (?=\w))"
)
"""What stands before a name in its own cell."""
ADDRESS_LABEL = re.compile(
    r"^(?:adresse|address|anschrift|stra(?:ss|ß|s)e|street|adres|straat|direccion|domicilio"
    r"|indirizzo|via"
    r"|rue|ort|plz(?: ?/ ?ort)?|stadt|city|town|ville|cp ?/ ?ville|code postal|postcode|post ?code"
    r"|zip(?: code)?|plaats|postcode ?/ ?plaats|poblacion|localidad|cp|c\.p\.|codigo postal|citta"
    r"|cap|localita|provincia|pays|land|country|pais|paese|morada|ulica|endereco) ?: ?(?=\S)"
)
LABEL_ALONE = re.compile(
    rf"(?:{_NAME_LABELS}|adresses?|address|anschrift|stra(?:ss|ß|s)e|street|adres|direccion"
    rf"|domicilio"
    r"|indirizzo|ort|stadt|city|ville|plaats|poblacion|citta|pays|land|country|pais|paese"
    r"|buyer|seller|from|to|prix|price|preis|precio|prezzo|prijs|quantite|quantity|menge|cantidad"
    r"|quantita|aantal|totale?|totaal|e-?mail|contact|kontakt|contacto|contatto|siege social"
    r"|unite?|unit|einheit|eenheid|unidad|unita|remise|discount|rabatt|korting|descuento|sconto"
    r"|concepto|article|artikel|item|status|statut|stato|estado"
    r"|objet|subject|betreff|onderwerp|asunto|oggetto|notes?|remarques?|bemerkung(?:en)?|bank"
    r"|coordonnees bancaires|bank details|bankgegevens|datos bancarios|coordinate bancarie"
    r"|agence|filiale|branch|zweigstelle|niederlassung|sucursal|affaire|chantier|projets?"
    r"|projekt|project|proyecto|progetto|commerce|vertreter|verkoper"
    r"|(?:stampat|consegnat|geliefert|ausgestellt|printed|imprime|livre|emis|gedruckt|afgedrukt"
    r"|geleverd|impres|entregad|erstellt|bearbeitet|issued|delivered|expedie"
    r"|spedit)\w{0,2}(?: \w{1,3})?"
    r"|presupuesto|angebot|offerte|offerta|quot(?:e|ation)|devis|preventivo|estimate|referencia"
    r"|period[eo](?: .{1,12})?|zeitraum|(?:.{2,20}[- ])?(?:nr|no|num|n°|ref|id)"
    r"|(?:nif|cif|nif/iva|p\. iva|tva|vat|btw|ust)(?: cliente?| klant| customer)?"
    r"|paiement|payment|zahlung|betaling|pago|pagamento)\W*"
)
"""A cell that says what stands beside or below it."""
OF_THIRD = re.compile(
    r"^(?:vendue?s?|verkauft|vendido|venduto|verkocht|sold|expedie\w*|versendet|versand|verzonden"
    r"|shipped|delivered|geliefert|geleverd|enviado|spedito|livre\w*|paiements?|zahlung\w*"
    r"|betaling\w*"
    r"|payments?|pagos?|pagament\w*|creances?|forderung\w*|credit[oi]?s?|vordering\w*|receivables?"
    r"|marques?|marken?|marcas?|marchio|merk|brand|membre|mitglied|member|lid|miembro|membro"
    r"|transport\w*|carrier|spediteur|spedition|frachtfuhrer|vervoer\w*|corriere|vettore"
    r"|mandataire|agent"
    r"|bevollmachtigt\w*|gemachtigde|mandatario|fiskalvertret\w*|fiscaal vertegenwoordiger"
    r"|rappresentante"
    r"|representante?|fiscal representative|commercialista|steuerberat\w*|expert-comptable"
    r"|accountants?"
    r"|boekhouder|asesor\w*|assur\w*|versicher\w*|verzeker\w*|insured|asegurad\w*|garant\w*"
    r"|heberge\w*"
    r"|hosted|gehostet|licen[cs]e\w*|lizenz\w*|factoring|affacturage|hauptsitz|siege du"
    r"|head office)\b"
    r"[^\t]{0,40}?(?:[ :](?:par|uber|durch|door|by|por|da|via|a|an|to|aan|de|der|du|des|von|van"
    r"|of|di)\b|:)"
)
OF_GROUP = re.compile(
    r"^(?:ein |une |een |una |an? )?(?:unternehmen|entreprise|societe|company|onderneming|bedrijf"
    r"|empresa|azienda|societa|filiale|tochter\w*|subsidiary|part|onderdeel|parte|membre|mitglied"
    r"|member|lid|miembro|membro) (?:de[rslt]?|du|de la|of(?: the)?|van(?: de)?|del(?:la)?|di)"
    r" (?:\w+-?)?(?:gruppe|groupe|group|groep|grupo|gruppo)"
)
"""What speaks of a third party: who carries, insures, is paid or takes part."""
PROSE = re.compile(r"^\S+ \S+ \S+ .*[a-z]{4,}[.!]$")
LEADS = re.compile(
    r"\b(?:par|chez|von|durch|bei|an|by|to|of|with|di|presso|con|por|aan|door|van|via|ordre de) \w"
)
"""Words between what somebody does and who does it."""
BRAND_OF = re.compile(
    r"(?:marque (?:exploitee |commerciale |deposee |enregistree )?(?:par|de"
    r"|du)(?: la)?(?: societe)?"
    r"|(?:nom commercial|enseigne)(?: exploitee?)? (?:par|de)(?: la)?(?: societe)?"
    r"|marke(?:nname)? (?:der|von)(?: firma)?|handelsmarke (?:der|von)"
    r"|(?:trading|business|brand) name (?:of|for)|trad(?:e ?mark|ing style) of|brand (?:of|by)"
    r"|(?:handelsnaam|merk(?:naam)?|onderdeel) van|marca (?:comercial |registrada )?de(?:l)?"
    r"|nombre comercial de|marchio (?:commerciale |registrato )?di) (?P<name>[^\t,]{3,60}?)"
    r"(?=[,\t]|\.$|\. |$)"
)
"""A company behind a brand or a trade name."""
SENTENCE = re.compile(
    r"\b(?:is an?|ist (?:eine?|die|der)|est (?:une?|la|le)|is een|es una?|e un)\b"
)
SLOGAN = re.compile(
    r"\b(?:depuis|since|established|seit|sinds|desde|dal|est\.) (?:l'an |en )?(?:1[89]|20)\d\d"
    r"|\b(?:votre|vos|nos|notre|your|ihre?|unser\w*|uw|onze|su servicio|vostr[oi]|a votre"
    r"|meisterbetrieb)\b"
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
_DIALLED = r"\+\d\d[ \d.]{8}|(?<!\d)0\d(?:[ .]\d\d){4}(?!\d)"
"""A telephone number that nothing calls so."""
CONTACT = re.compile(
    rf"\btel\b|telephone|phone|\bfax\b|@|{_DIALLED}|siret|siren|\brcs\b"
    r"|\btva\b|ust-?id|steuernr|www\."
    r"|vat (?:no|id|reg)|telefoon|telefon|\bkvk\b|k\.v\.k|\bbtw\b|p\.? ?iva|partita iva|\b[nc]if\b"
    r"|\bc\.f\.|cod(?:ice|\.) fisc|\brp[rm]\b|\bhr[ab]\b|\bmwst\b|\buid\b|\bpec\b"
)
REACHED = re.compile(
    r"\b(?:tele(?:ph|f)o\w*|phone|tel|fax|mobile?|portable|handy|movil|e-?mail|web)\b|@|www\."
    rf"|{_DIALLED}"
)
"""How to reach a party: sellers say it of themselves."""
_TRADE = (
    r"(?:(?:office|etude|cabinet|societe) (?:d'|de |des |du )?)?"
    r"(?:avocat|notaire|huissier|commissaire|expert|architecte|geometre|greffier"
    r"|commissionnaire|transitaire|courtier|mandataire|medecin"
    r"|rechtsanw[aä]lt|steuerberater|notar|architekt|solicitor|accountant|abogado|notario|avvocat"
    r"|notai)[a-z]{0,3}(?: de justice| judiciaires?|[- ](?:comptables?|experts?|dplg))?"
    r"(?: en [a-z]+)?(?:,? (?:associe|agree)\w*)?"
)
"""What somebody does: printed with a name, and none itself."""
NOT_A_NAME = re.compile(
    r"^(?:vos|votre|your|ihre?|uw|nos|notre|our|unsere?|onze|vostr[oi]|nostr[oi]|suo?s?) "
    r"|identifiants?\b|"
    r"factur|invoice|rechnung|\bavoir\b|devis|\bdate\b|\bpage\b|\bseite\b|telephone|\btel\b"
    r"|\bfax\b|@"
    r"|www\.|http|\bsiret\b|\bsiren\b|\btva\b|iban|adresse|^clients?\b|(?:code|compte|ref\w*\.?"
    r"|service|votre|notre|espace) clients?\b|\d{5} |numero|nummer|n°"
    r"|\w*total(?:e|aal|s|er|es)?\b(?! energ)|montant"
    r"|\bref\b|conditions|livraison|original|duplicata|^\W*$|designation"
    r"|description|quantite"
    r"|^pos\b|libelle|reference|credit note|gutschrift|visualisierung|echeance|periode"
    r"|contrat|commande"
    r"|\border\b|\bcode\b|\blogo\b|^(?:m|mme|mr|mrs|monsieur|madame|herr|frau)\.? "
    r"|representant|bonjour|mode de|^batiment \S{1,2}$|^immeuble|\betage\b|transporteur"
    r"|maitre d'|a (?:regler|payer)|^net ?h\.?t|^t\.?t\.?c|^siege\b|\?$"
    r"|^(?:cie\b|fils\b|co\b|de l'|& |et )|(?:&| et| und| en| and)$"
    r"|\b(?:vat|tax|registration|company|account|reference) n(?:umber|o)\b"
    rf"|^{_TRADE}$|^(?:une )?filiale d[eu']"
    r"|intra-?comm?un|innergemeinschaft"
    r"|^taxes?\b|\bswift\b|\bbic\b|factuur|fattura|^(?:groupe?|gruppe|grupo|gruppo|groep)$"
    r"|^(?:datum|data|fecha|nummer|nr|bedrag|importe|importo|betrag|menge|aantal|cantidad)\b"
    r"|kunden-?(?:nr|num)|^kd\.|auftrag|bestell|liefer(?:schein|dat|adr|ans)|^ls-|bearbeiter"
    r"|^projekt|zahlbar|zahlung|uberweis|sehr geehrte|mit freundlichen"
    r"|steuer(?!berat)|geschaftsfuhrer"
    r"|bankverbindung|amtsgericht|vervald|klant(?:nr|num)|debiteur|relatienummer|omschrijving"
    r"|geachte|ondernemingsn|spett\.|^spettabile|scaden|pagamento|imponibile|codice|cod\."
    r"|partita iva|destinatari|documento|vencimiento|forma de pago|albaran|pedido|estimad"
    r"|^(?:chantier|doit|maitre d'\w+)$|account no|your (?:order|ref)|^dear\b|due date"
    r"|remittance|merci\b|questions?\b"
    r"|vos references|nous contacter|service clients?|^contacts?$|^\W*(?:tel|mail|e-mail)\b"
    r"|^(?:tipo|agente|banca|conto|konto|bank)\b|empfangsschein|zahlteil|recepisse|section paiement"
    r"|(?:payment|remittance) (?:advice|slip)"
    r"|:$|€|\d{4,}|^\d(?![a-z]{1,2} [a-z]{3})|^(?:le|du|au) \d|\d+,\d\d|^(?:chemin|avenue"
    r"|boulevard|allee|impasse|quai"
    r"|parc d|technoparc|zone)\b|^\S+\.[a-z]{2,}$|l'attention"
)
DANGLING = re.compile(r" (?:&|et|und|en|and|de|d')$", re.IGNORECASE)
"""What a name goes on with on the line below."""
GOES_ON = re.compile(r"(?:&|et|und|y|en|and|de|des|du|del|van|von|di|der|of)(?!\w)[ ]?\w")
"""How the second line of a name begins."""
WHOLE = re.compile(rf"(?=[^\W\d])[^\t:|•·]{{3,50}} {FORM}|{FORM} (?=[^\W\d])[^\t:|•·]{{3,50}}")
"""A cell that is a company's name."""
FORM_LAST = re.compile(rf"[^\W\d][^\s]* {FORM}")
"""A word and a legal form: the second line of a name, or a short name."""
OF_BUYER = re.compile(
    r"(?:tva|vat|siret|siren|n°|\bno|\bid|\bnr|mwst|btw|nif|cif|iva|ust)[^\t]{0,25}\b(?:clients?"
    r"|acheteur|preneur|customer|kunde|klant|cliente|afnemer|votre|your|ihre?|uw)\b"
    r"|\b(?:votre|vos|your|ihre?|uw|su)\b[^\t]{0,20}(?:tva|vat|siret|siren|ust|mwst|btw|nif|cif"
    r"|iva)"
    r"|code client|kunden-?(?:nr|nummer|num)|customer (?:no|id|number|vat)|klant-?(?:nr|nummer)"
    r"|debiteur"
)
"""An identifier or a number that is the buyer's."""
NOT_A_COMPANY = re.compile(
    r"^(?:z\. ?hd|zu handen|c/o|att(?:n|ention|\.? ?ne|\.)?[ :.]|a l'att|fao\b|t\.a\.v|ter attentie"
    r"|a la att?encion|a/a\b|at\. |(?:alla )?(?:c\.? ?a\.|c\.? ?att\.|cortese attenzione)|all'att"
    r"|ao cuidado|service (?:de |des )?(?:compta|achat|factur|client|technique|financ|courrier"
    r"|fourn)"
    r"|services? (?:comptable|financier|generaux)|service\b|dept\b|departe?ment\b|dpto\b"
    r"|departamento"
    r"|direction (?:des|de|du|financ|general|achat|admin|techn)|direction$|abteilung|abt\. "
    r"|buchhaltung"
    r"|rechnungswesen|kreditoren|einkauf\b|verwaltung$|finanz|afdeling|crediteuren|boekhouding"
    r"|(?:financiele )?administratie$|inkoop|ufficio|reparto|amministrazione|contabilita|area \w+$"
    r"|contabilidad|administracion$|compras$|contact\b|agence de|etablissement de|membre d'une?"
    r"|organisme (?:declare|de formation|agree)|regie (?:de|des)\b|forme juridique|prestations du"
    r"|comptabilite|compta\b|pole \w+"
    r"|(?:the )?(?:finance|financial|managing|accounts?|company) (?:director|secretary|manager)$"
    r"|accounts? (?:payable|dep)|finance (?:dep|team)|finance$|purchasing|procurement|secretariat"
    r"|escalier|appartement|appt\b|bp \d|cs \d|\d+ ?(?:e|er|eme|nd"
    r"|rd|th)"
    r" (?:etage|floor)|floor \d|unit \d|suite \d|bat\.|lieu-?dit|po box|postfach|postbus|apartado"
    r"|(?:m|mm|mme|mlle|mr|mrs|ms|dhr|mevr|sigg?|sig\.ra|dott|ing|d|dna|sr|sra|frau|herrn?)\.? \w"
    r"|(?:monsieur|madame|de heer|mevrouw|signora?|egr\. )\b)"
)
"""A department, a person or a part of an address beside a name."""
BUILDING = re.compile(
    r"^(?:batiment|immeuble|residence|building|gebaude|gebouw|edificio|tower|hof) "
)
"""A part of an address, and of the names of those who live there together."""
END_FORM = re.compile(rf"(?<!\w){FORM}\W*$")
HOUSE_NUMBER = re.compile(r"^[^\d]{3,} \d{1,3} ?[a-z]?$")
PREFIX = re.compile(r"^[^\W\d]{2,20} ?: ")
DOMAIN = re.compile(r"(?:@|www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}")
PROVIDERS = {"gmail", "orange", "wanadoo", "outlook", "hotmail", "free", "laposte", "yahoo", "sfr"}
TOWN = re.compile(r"^(?:f ?- ?)?\d{5} [a-z]")
