"""The words that stand around identifiers, and tell whose they are.

Patterns for folded text (small letters, no accents), in six languages; used by
`pipeline.reading.roles` and what it is built of.
"""

import re
from functools import lru_cache

BUYER = re.compile(
    r"(?<!service )(?<!services )\bclients?\b|\b(?:votre|vos)\b(?! (?:agence|conseil|contact"
    r"|interlocuteur|commercia|fournisseur|magasin|point|espace|depot|centre))|acheteur|destinataire"
    r"|facture a\b|factur[e]?r? a\b|\badresse a\b|livre a|adresse de|\bpreneur"
    r"|maitre d'ouvrage|\bdoit\b"
    r"|a l'attention|bill(?:ed)? to|ship to|consignee|customer|kunde\b"
    r"|\bihre?\b(?! (?:ansprech|filiale|niederlassung|kontakt|berater|bank))|cliente|klant|debiteur"
    r"|donneur d'ordre|adherent|\buw\b|afnemer|geadresseerde|spett|destinatario"
    r"|erwerber|\babnehmer|tva du mandant|acquereur"
    r"|cessionario|committente|intestatario (?:fattura|documento)|\bsu (?:nif|cif)\b|adquirente"
    r"|comprador|compratore|acquirente|\bkoper\b|\bkaufer|\bbuyer\b|purchaser|opdrachtgever"
    r"|nabywca|sold to|invoice to\b"
    r"|\byour (?:vat|company)|(?<!zahlungs)empfanger|leistungsempf|auftraggeber|facturar a"
    r"|rechnung an"
    r"|afleveradres|lieferanschrift|lieferadresse|direccion de entrega|destinazione"
    r"|delivery address|deliver(?:ed)? to|factuuradres|factuur aan|gefactureerd|rechnungsadresse"
)
_PRINCIPAL = (
    r"(?:bailleur|proprietaire|mandant|vendeur|prestataire|producteur|exploitant|indivision"
    r"|landlord|lessor|owner|principal|seller|vendor|vermieter|eigentumer|verkaufer|auftraggeber"
    r"|locatore|proprietario|venditore|arrendador|propietario|vendedor|verhuurder|eigenaar)"
)
_FOR = (
    r"(?:pour (?:le )?compte (?:d[eu] |de la |de l'|des )|on behalf of (?:the )?"
    r"|(?:im namen|rechnung) (?:des |der )|per conto (?:del |della |dell')"
    r"|por cuenta (?:del? |de la )|(?:naam|rekening) van (?:de )?)"
)
FOR_PRINCIPAL = rf"{_FOR}{_PRINCIPAL}\w*"
"""Said by who invoices for somebody else, whose name follows."""
AGENCY = re.compile(
    r"au nom et pour (?:le )?compte(?! d(?:e l'annonceur|u client|e (?:nos|ses|vos)\b))"
    r"|\bagissant (?:pour|au nom|en qualite)|\bon behalf of\b"
    r"|\bim namen (?:und|von|des|der)\b|in nome e per conto|en nombre y por cuenta"
    r"|\bin naam (?:en|van)\b"
)
"""On a page: somebody invoices for somebody else."""
THIRD = re.compile(
    r"affactur|factor|subrog|cession(?!e|i)|cessione de[il] credit|cede[es]* a|liberatoire"
    r"|abtret|abgetreten|befreiender"
    r"|assigned to|ceduto a|cedido a|overgedragen|bevrijdend"
    r"|representant fiscal|fiscal representative|mandataire|fiskalvertret|steuervertret"
    r"|representante fiscal|rappresentante fiscale|fiscaal vertegenw"
    r"|transporteur|livre par|expedi\w+ (?:par|confiee)|carrier|shipped by|spediteur|versand durch"
    r"|transportista|enviado por|vettore|trasporto a cura|vervoerder|verzonden door|livraison"
    r"|\bbanque\b|domiciliation|assur|mutuelle|insured|versicher|asegurad|assicurat|verzeker"
    r"|mediateur|tribunal|hebergeur|\blogiciels? (?:edite|concu|par\b|de gestion)"
    r"|software (?:by|von|di|van|de)\b|programa de"
    r"|expert-comptable|centre de gestion|accountant|steuerberat\w* ?:"
    r"|commercialista|asesoria|boekhouder"
    rf"|intermediai?r|pour le compte(?! (?:d[eu] |de la |de l'|des ){_PRINCIPAL})"
    r"|place de marche|marketplace|plateforme"
    rf"|on behalf of(?! (?:the )?{_PRINCIPAL})|im namen"
    r"|(?:sold|trading|payable) (?:through|via)|(?:verkauft|vertrieb) uber|venduto tramite"
    r"|vendido a traves|verkocht via|agissant pour|agent for|(?:processed|handled) by"
    r"|(?:paie|regle)ment (?:securise|traite|gere) par|zahlungsabwicklung|gestionado por|gestito da"
    r"|verwerkt door|tete de reseau|sous licence|licen[cs]e (?:of|from)"
    r"|est une marque(?!(?: \w+)? exploitee)"
    r"|siege du groupe|filiale d|membre du groupe|societe (?:du groupe|mere)|^groupe ?:"
    r"|company of the group|(?:unternehmen|mitglied) der gruppe|tochter|empresa del grupo"
    r"|societa del gruppo|onderdeel van|member of|part of the"
)
THIRD_BEHIND = re.compile(
    r"[^\t]{0,15}?\b(?:agit|agissant|intervient|act(?:s|ing)|handelt|handelnd|actua|agisce|treedt)\b"
)
"""What is said of a third party behind its identifier: « … agit en qualité d'intermédiaire »."""
INSURED = re.compile(
    r"(?:assur|decennale|versicher|verzeker|assicur|asegur|insur)[^\t]*\d{4}[^\t]*[^\t,;:–-]$"
)
"""An insurer with the number of its policy: that is all which is said of it."""
OF_ITS_OWN = re.compile(
    r"(?:n° ?(?:de )?)?(?:siret|tva|vat|ust|btw|nif|cif|p\.? ?iva|partita iva)\b"
)
"""How a row of identifiers begins that goes on with no sentence from above."""
SELLER = re.compile(
    rf"{FOR_PRINCIPAL}|"
    r"\b(?:vendue?s?(?: et expediee?s?)? par|sold by|vendido por|verkauft (?:von|durch))\b"
    r"|(?:^|\n|\t)(?:vendeur|seller|emetteur|fournisseur|supplier"
    r"|verkaufer|prestataire|leverancier|verkoper|fornitore|emittente|from|vendor|rechnungssteller"
    r"|proveedor|cedente|lieferant|vendedor|venditore|sprzedawca|auftragnehmer"
    r"|(?:datos del )?emisor)\b"
)
OURS = re.compile(
    r"\bnotre\b|\bnos\b|\bour\b|\bunsere?\b|\bnuestr[oa]\b|\bnostr[oa]\b|\bns\. |\bons\b|(?<!\w)n/"
    r"|emetteur|\bvendeur|\bseller|\bemisor|emittente|leverancier|verkaufer|lieferant|fournisseur"
    r"|prestataire"
)
"""What is said right before a number that is the writer's own."""
YOURS = re.compile(r"(?<!\w)v/|\bvs\. ")
"""What is said right before one of the reader's, beside `BUYER`."""
LEGAL = re.compile(
    r"capital|\brcs\b|r\.c\.s|\bape\b|\bnaf\b|siege|micro"
    r"|auto-?entrepreneur|entreprise individuelle|loi 1901|\bkvk\b|k\.v\.k|handelsregister"
    r"|\bhr[ab]\b|amtsgericht|\brea\b|cap\. soc|registro mercantil|\btomo\b|\brp[rm]\b|\bbce\b"
    r"|ondernemingsn|registered (?:in|office|no)|company (?:no|reg)|geschaftsfuhrer"
    r"|steuer-?(?:nr|nummer)|repertoire des metiers|\brm\b"
)
LABEL = re.compile(
    r"tva|siren|siret|\bvat\b|ust|\buid\b|\bnif\b|\bcif\b|n\.i\.f|c\.i\.f|p\.? ?iva|partita iva"
    r"|btw|\brcs\b|mwst|\bide\b|tax|intracom|steuer|c\.f\.|\bbce\b|entreprise|onderneming"
)
LABEL_BEHIND = re.compile(r" ?(?:tva|mwst|iva|vat)\b")
"""Behind a Swiss UID that is a VAT number, « CHE-123.456.788 TVA »."""
SELF_BILLED = re.compile(
    r"auto-?factur|self-?bill|(?:etablie?|emise?|redigee?|established|issued|drawn up) (?:par|by)"
    r" (?:le |the |notre |votre )?(?:client|customer|buyer)"
    r"|(?:au nom et )?pour le compte du fournisseur|gutschriftsverfahren|autofattur"
)
CONTACT = re.compile(
    r"\btel\b|\btel[.:]|telephone|telefon|\bfax\b|@|www\.|phone|(?:\d{2} ){4}\d{2}"
)
TOWN = re.compile(r"(?:^|\n)[^\n]{0,40}?(?<!\d)(?!(?:19|20)\d\d )\d{4,5} ?(?:[a-z]{2} )?[a-z]{3}")
SECTION = re.compile(r"[^\d:]{4,40}$")
"""The title of a section in a form: no field, no value."""
NUMBERED = re.compile(
    r"\b(?:clients?|customer|kunden?|klant|cliente|debiteur|debitor|relatie)[ -]*"
    r"(?:n°|no\b|nr|num|id\b|code|ref)"
    r"|\b(?:n°|no\.?|code|numero|cod\.?|ref\.?|reference|compte) (?:de )?client"
)
"""A customer's number says nothing of what stands under it."""
CUSTOMER = re.compile(
    r"(?:^|\n)(?:compte|account|a/c|kd|cod(?:e|igo|ice)?(?! ?(?:naf|ape|fisc|post))"
    r"|identifiant|nr|konto|relatie)"
    r"[^\n\d]{0,16}[:.]? ?[a-z]{0,4}\d"
)
"""The number of a customer, or some other code, among the lines of a block."""
COMPLETE = re.compile(r"\d{3}[ .]?\d{3}[ .]?\d{3}|\.$|\biban\b")
"""A sentence that has its identifier or its end does not go on below."""
ROW = re.compile(r"[^\t,·•|]{3,45}?(?:,| [-–·•|]) [^\t]*\d[^\t]*?(?:,| [-–·•|]) [^\t]*\d")
"""Name, street and town in one row, as over the window of an envelope."""
LANGUAGES = {
    "fr": (r"\bfacture|\bavoir\b|\bmontant|\bdate d|\bnet a payer", "FR BE CH LU MC"),
    "de": (r"rechnung|betrag|\bmenge\b|\bsumme\b|zahlbar", "DE AT CH LU"),
    "nl": (r"factuur|bedrag|\baantal\b|\btotaal\b", "NL BE"),
    "it": (r"fattura|\bimporto|imponibile|\bquantita\b|\btotale\b", "IT CH"),
    "es": (r"\bfactura\b|importe|imponible|vencimiento|cantidad", "ES"),
    "en": (r"\binvoice|\bamount|\bdue\b|quantity|\bdescription\b", "GB IE"),
}
COUNTRIES_OF = {"CHF": {"CH", "LI"}, "GBP": {"GB", "XI"}, "PLN": {"PL"}, "SEK": {"SE"}}
OUTSIDE_EURO = {"CH", "GB", "PL", "SE", "DK", "NO", "CZ", "HU", "RO"}


@lru_cache(maxsize=4)
def language_of(text: str) -> str | None:
    """Return the language of a folded text in ISO 639; None where no word of any is in it."""
    hits = {name: len(re.findall(words, text)) for name, (words, _) in LANGUAGES.items()}
    name = max(hits, key=lambda it: hits[it])
    return name if hits[name] else None


def countries_of_language(text: str) -> set[str]:
    """Return the countries where a page's language is spoken; empty where it is English."""
    name = language_of(text)
    return set() if name in {"en", None} else set(LANGUAGES[name][1].split())
