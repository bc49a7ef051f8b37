"""The words that stand around identifiers, and tell whose they are.

Patterns for folded text (small letters, no accents), in six languages; used by
`pipeline.reading.roles` alone.
"""

import re

BUYER = re.compile(
    r"\bclients?\b|\bvotre\b|\bvos\b|acheteur|destinataire|facture a\b|factur[e]?r? a\b"
    r"|\badresse a\b|livre a|adresse de|preneur|maitre d'ouvrage|\bdoit\b"
    r"|a l'attention|bill(?:ed)? to|ship to|customer|kunde\b|\bihre?\b|cliente|klant|debiteur"
    r"|donneur d'ordre|adherent|\buw\b|afnemer|geadresseerde|spett|destinatario"
    r"|cessionario|committente|intestatario (?:fattura|documento)|\bsu (?:nif|cif)\b|adquirente"
    r"|comprador|compratore|acquirente|\bkoper\b|kaufer|\bbuyer\b|purchaser|opdrachtgever"
    r"|nabywca|sold to|invoice to\b"
    r"|\byour (?:vat|company)|empfanger|leistungsempf|auftraggeber|facturar a|rechnung an"
    r"|factuuradres|factuur aan|gefactureerd|rechnungsadresse"
)
THIRD = re.compile(
    r"affactur|factor|subrog|cession|cede[es]* a|representant fiscal|fiscal representative"
    r"|mandataire fiscal|transporteur|\bbanque\b|domiciliation|assur|mutuelle|mediateur|tribunal"
    r"|hebergeur|intermediaire|expert-comptable|centre de gestion|fiskalvertreter"
    r"|pour le compte|place de marche|marketplace|plateforme|on behalf of|im namen|tete de reseau"
    r"|sous licence|est une marque|siege du groupe|filiale d|membre du groupe|societe du groupe"
    r"|^groupe\b|representante fiscal|livraison"
)
SELLER = re.compile(
    r"\b(?:vendue?s?(?: et expediee?s?)? par|sold by|vendido por|verkauft (?:von|durch))\b"
    r"|(?:^|\n|\t)(?:vendeur|seller|emetteur|fournisseur|supplier"
    r"|verkaufer|prestataire|leverancier|verkoper|fornitore|emittente|from|vendor|rechnungssteller"
    r"|proveedor|cedente|lieferant|vendedor|venditore|sprzedawca|auftragnehmer"
    r"|(?:datos del )?emisor)\b"
)
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
SELF_BILLED = re.compile(
    r"auto-?factur|self-?bill|established by the (?:customer|buyer)|(?:par|by) (?:le|the) client"
    r"|(?:au nom et )?pour le compte du fournisseur|gutschriftsverfahren|autofattur"
)
CONTACT = re.compile(
    r"\btel\b|\btel[.:]|telephone|telefon|\bfax\b|@|www\.|phone|(?:\d{2} ){4}\d{2}"
)
TOWN = re.compile(r"(?:^|\n)[^\n]{0,40}?(?<!\d)(?!(?:19|20)\d\d )\d{4,5} ?(?:[a-z]{2} )?[a-z]{3}")
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
