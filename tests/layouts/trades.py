"""What invented companies sell: names, units, prices and VAT rates, by trade.

In: ``trades.txt``, whose lines are name, unit, least and greatest price, VAT rate or O, and
decimals of the price. Out: the articles of every trade. Names and prices are made up.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Article:
    """Something sold.

    Attributes:
        name: As printed in the line.
        unit: Unit code; it also tells what quantities are likely (``facts``).
        low: Least unit price without VAT.
        high: Greatest.
        rate: VAT rate in percent; None is outside the scope of VAT (category O).
        places: Decimals of the unit price.
    """

    name: str
    unit: str
    low: Decimal
    high: Decimal
    rate: Decimal | None
    places: int


WORDS = {
    "telecom": "Télécom|Réseaux|Mobile", "energy": "Énergie|Électricité|Gaz",
    "water": "Eaux|Régie des eaux", "law": "Cabinet|Avocats", "medical": "Laboratoire|Biologie",
    "taxi": "Taxi|VTC", "hotel": "Hôtel|Auberge", "restaurant": "Brasserie|Le Bistrot|Table",
    "market": "Marché|Super|Primeurs", "petrol": "Station|Relais", "carrier": "Transports|Fret",
    "building": "Maçonnerie|Couverture|Bâtiment", "temp": "Intérim|Emploi", "garage": "Garage|Auto",
    "funeral": "Pompes funèbres|Marbrerie|Maison", "dental": "Laboratoire|Prothèse dentaire",
    "ambulance": "Ambulances|Secours", "vineyard": "Domaine|Clos|Château",
    "photo": "Studio|Images", "piano": "Pianos|L'atelier du piano",
    "garden": "Paysages|Espaces verts|Jardins", "sweep": "Ramonage|Fumisterie",
    "shop": "Boutique|Maison", "software": "Logiciels|Digital|Software", "print": "Imprimerie",
    "wholesale": "Grossiste|Distribution|Boissons", "architect": "Atelier|Architectes",
    "freelance": "Studio|Conseil", "association": "Association|Comité", "ads": "Media|Ads",
    "condominium": "Syndic|Immobilier|Gestion", "broker": "Courtage|Assurances",
    "industry": "Industrie|Mécanique|Outillage", "de": "Technik|Maschinenbau|Bürobedarf",
    "metrologie": "Métrologie|Étalonnage", "lifts": "Ascenseurs", "keuring": "Keuringen",
    "stands": "Stands|Montajes", "telai": "Officine meccaniche", "hydraulik": "Hydraulik",
    "editions": "Software|Cloud",
    "nl": "Handel|Techniek", "es": "Suministros|Talleres", "it": "Officine|Forniture",
    "gb": "Supplies|Trading|Services", "be": "Services|Matériaux", "ch": "Solutions|Fiduciaire",
    "notary": "Étude|Notaires", "overseas": "Comptoir|Quincaillerie",
    "security": "Sécurité|Protection", "training": "Formation|Institut",
    "farm": "Ferme|Domaine", "leasing": "Location|Bail|Financement", "platform": "Market|Place",
    "bailiff": "Étude|Justice", "practice": "Cabinet|Santé", "forwarder": "Transit|Shipping",
    "flowers": "Bloemen|Flora", "produce": "Frutas|Hortalizas", "handwerk": "Fliesen|Bau",
    "maschinen": "Fördertechnik", "versand": "Werkzeuge", "ingenieure": "Ingenieure",
    "advisers": "Advisory", "workspace": "Workspace", "azulejos": "Azulejos",
    "tessuti": "Tessitura", "expeditie": "Expeditie", "brasserie": "Brasserie",
    "fiduciaire": "Fiduciaire",
    "schweiz": "Gebäudetechnik|Maler", "saas": "Cloud|Labs|Systems",
    "stationery": "Bureau|Papeterie|Fournitures", "pharmacy": "Répartition|Pharma",
    "vet": "Clinique vétérinaire|Cabinet vétérinaire", "engineering": "Ingénierie|BET|Structures",
    "expert": "Expertises|Cabinet",
    "dues": "Régie|Chambre", "membership": "Fédération", "press": "Régie|Médias|Éditions",
    "fleet": "Mobile|Télécom", "waste": "Recyclage|Environnement|Bennes",
    "hosting": "Hosting|Netz|Server", "parcels": "Parcels|Couriers|Express",
    "hire": "Location|Rental|Verhuur", "cellar": "Cantina|Tenuta|Vini",
    "plumbing": "Plomberie|Chauffage|Sanitaire", "electrical": "Électrique|Matériel|Distribution",
    "contractor": "Ingénierie|Systèmes|Numérique", "cleaning": "Propreté|Nettoyage|Services",
    "florist": "Fleurs|Le Jardin|Atelier floral", "driving": "Auto-école|Conduite|CER",
    "bookkeeping": "Fiduciaire|Audit|Expertise",
    "sprachen": "Sprachdienst|Übersetzungen", "taller": "Talleres|Neumáticos|Auto",
    "tolls": "Autoroutes|Télépéage", "sites": "Énergie|Électricité", "cylinders": "Gaz|Soudage",
    "linen": "Blanchisserie|Textile|Linge", "bankfees": "Banque|Crédit", "express": "Colis|Express",
    "autoparts": "Pièces Auto|Distribution", "canteen": "Restauration|Traiteur",
    "copies": "Bureautique|Copie",
    "materials": "Matériaux|Négoce|Bois et Matériaux", "foodservice": "Gourmet|Frais|Distribution",
    "premises": "Foncière|Immobilière", "managed_it": "Informatique|Infogérance|Systèmes",
    "elevators": "Ascenseurs|Élévateurs|Maintenance", "machining": "Mécanique|Usinage|Précision",
    "federn": "Federn", "liner": "Freight|Logistics", "rubinetti": "Rubinetterie",
    "robots": "Robótica", "drums": "Chimie", "pignons": "Décolletage", "verhuur": "Verhuur",
    "trucks": "Poids Lourds|Véhicules Industriels|Trucks", "labware": "Diagnostics|Scientific|Labo",
    "surveyor": "Géomètres-Experts|Topo|Foncier", "craning": "Levage|Grues|Manutention",
    "heating": "Sanitaire|Chauffage|Thermique", "courses": "Formation|Compétences|Campus",
    "campaigns": "Agence|Communication|Publicité",
    "gastro": "Großhandel", "hardbacks": "Books", "maglieria": "Maglificio", "congress": "Events",
    "affichage": "Affichage", "iberico": "Ibéricos", "jonge_planten": "Plant",
    "abfueller": "Abfülltechnik", "testhouse": "Testing", "lastre": "Marmi", "corcho": "Corchos",
    "aciers": "Aciers", "brevets": "Brevets",
    "faltkarton": "Verpackungen", "haerterei": "Härterei", "spares": "Spares",
    "occhiali": "Occhialeria", "rodaje": "Producciones", "geluid": "Geluid",
    "seminaire": "Hôtel",
    "klebstoffe": "Klebstoffe", "fachpresse": "Fachverlag", "voices": "Voices",
    "zeilmakerij": "Zeilmakerij", "torrefazione": "Torrefazione", "almazara": "Almazara",
    "horlogerie": "Horlogerie",
    "interim": "Intérim|Travail temporaire|Emploi",
    "spirits": "Caves|Vins|Négoce", "fish": "Marée|Mareyage|Viviers",
    "steel": "Aciers|Sidérurgie|Produits métallurgiques",
    "extinguishers": "Incendie|Protection Incendie|Extincteurs",
    "lenses": "Optique|Verres|Ophtalmique", "cheeses": "Fromages|Affinage|Crémerie",
    "cooling": "Froid|Frigoriste|Climatique", "windscreens": "Vitrage Auto|Pare-brise|Glass",
    "royalties": "Réseau|Franchise|Enseignes", "desks": "Coworking|Ateliers|La Fabrique",
    "grounds": "Paysage|Parcs et Jardins|Espaces Verts",
    "ready_mix": "Bétons|Béton Prêt|Granulats", "barrels": "Tonnellerie|Foudrerie|Merranderie",
    "archives": "Archivage|Archives|Conservation", "pests": "Hygiène 3D|Assainissement|Hygiène",
    "sawmill": "Scierie|Bois|Sciages", "roaster": "Torréfaction|Cafés|Brûlerie",
    "search_fees": "Recrutement|Executive Search|Talents",
    "auditor": "Audit|Cabinet|Révision", "gazette": "La Gazette|Le Courrier|L'Essor",
    "coaches": "Autocars|Voyages|Cars", "bakery": "Boulangerie|Fournil|Le Pétrin",
    "vending": "Distribution Automatique|Pause|Cafés Services",
    "firstaid": "Secours|Prévention|Sécurité Santé", "signs": "Enseignes|Signalétique|Néon",
    "websites": "Web|Studio|Numérique", "paint": "Peintures|Couleurs|Décor",
    "verdichter": "Druckluft", "kanzlei": "Steuerberatung", "malting": "Maltings", "sedie": "Sedie",
    "amarres": "Marina", "beeldstudio": "Beeldstudio", "kuvertuere": "Confiserie",
    "pallets": "Palettes|Emballages Bois", "bike_couriers": "Coursiers|Vélo Express|La Roue",
    "locksmith": "Serrurerie|Clés Services|Fermetures", "caterer": "Traiteur|Réceptions",
    "heating_oil": "Combustibles|Fiouls|Énergies", "occupational_health": "Santé au Travail",
    "toner": "Encre|Toner|Impression",
    "drahtseile": "Drahtseilwerk|Drahtseile", "trockeneis": "Industriereinigung|Strahltechnik",
    "bloodstock": "Horse Transport|Bloodstock", "conceria": "Conceria", "pizarra": "Pizarras",
    "tankreiniging": "Tank Cleaning|Tankreiniging", "heliportage": "Héli|Air",
    "answering": "Télésecrétariat|Permanence|Accueil", "diagnoses": "Diagnostics|Expertise|Diag",
    "drains": "Assainissement|Vidange|Curage", "charging": "Recharge|Mobilité|Bornes",
    "workwear": "Textile|Broderie|Vêtements Pro", "fruit_baskets": "Vergers|Le Panier|Corbeilles",
    "bookshop": "Librairie|Librairie Papeterie",
    "etiketten": "Etiketten", "schleiferei": "Schärfdienst", "saddlery": "Saddlery",
    "guarnizioni": "Guarnizioni", "conservas": "Conservas", "drone_inspectie": "Inspecties",
    "siebgewebe": "Siebgewebe",
    "butchery": "Viandes|Boucherie|Salaisons", "franking": "Affranchissement|Courrier|Mail",
    "removal": "Déménagements|Transferts", "floors": "Sols|Revêtements|Moquette et Sols",
    "pellets": "Granulés|Bois Énergie|Combustibles Bois", "laser": "Laser|Tôlerie|Découpe",
    "upholstery": "Tapisserie|Atelier du siège|Sièges",
    "redaktion": "Technische Redaktion", "granulat": "Kunststoffe", "regulatory": "Regulatory",
    "bottoni": "Bottonificio", "cuchilleria": "Cuchillería", "leermodules": "Leerontwerp",
    "depannage_pl": "Dépannage",
    "fountains": "Fontaines|Eaux|Sources", "payslips": "Paie|Social Conseil|Gestion Sociale",
    "car_hire": "Location|Auto Location|Rent", "coating": "Thermolaquage|Laquage|Traitement",
    "translations": "Traductions|Langues", "packing_shop": "Emballages|Carton|Pack",
    "sound_hire": "Sonorisation|Événement|Audiovisuel",
    "leiterplatten": "Leiterplatten", "monteurzimmer": "Boardinghouse", "teas": "Tea",
    "cosmetici": "Cosmetici", "residuos": "Laboratorio", "tolken": "Tolken", "cables": "Câbles",
    "vouchers": "Titres|Avantages|Chèque Pro", "tyres": "Pneus|Pneumatiques|Point Pneu",
    "gifts": "Objets|Promo|Cadeaux", "glass": "Miroiterie|Vitrerie|Glaces et Vitrages",
    "scaffolding": "Échafaudages|Échaf Services", "dressings": "Médical|Santé Équipement",
    "hygiene": "Hygiène|Hygiène et Entretien|Produits Pro",
    "edelmetall": "Scheideanstalt", "transporter": "Autovermietung", "fieldwork": "Fieldwork",
    "nautica": "Nautica", "especias": "Especias", "boekbinderij": "Boekbinderij",
    "gemmologie": "Laboratoire",
    "hardware": "Informatique|Micro|IT Distribution", "joinery": "Menuiseries|Fermetures|Fenêtres",
    "business_trips": "Voyages|Travel|Voyages d'Affaires",
    "trophies": "Trophées|Gravure|Coupes et Médailles",
    "self_storage": "Stockage|Box|Garde-Meubles",
    "nursery": "Crèches|Les Petits Pas|Petite Enfance",
    "care_waste": "Collecte Santé|DASRI Services|Hygiène Médicale",
    "giesserei": "Gießerei", "rvg": "Rechtsanwälte", "oyster_seed": "Hatchery",
    "filatura": "Filatura", "juguetes": "Juguetes", "levenscyclus": "Advies",
    "galvanoplastie": "Galvanoplastie",
    "lenkrollen": "Rollen", "havarie": "Havariekommissariat", "subtitling": "Subtitles",
    "trafile": "Trafile", "semillas": "Semillas", "podcasts": "Podcasts",
    "nappes": "Hydrogéologie",
    "site_cabins": "Modulaire|Location|Base-Vie", "motors": "Électromécanique|Bobinage|Moteurs",
    "eggs": "Ferme|Œufs|Aviculture", "geotech": "Géotechnique|Sols|Sondages",
    "pressing": "Pressing|Nettoyage à sec|Blanc Net", "club_kit": "Sport|Clubs|Sport Équipement",
    "office_plants": "Végétal|Plantes|Jardins d'Intérieur",
    "fasteners": "Visserie|Boulonnerie|Fixations", "farm_works": "Travaux Agricoles|Agri Services",
    "bulk_sms": "Messages|SMS Services|Mobile", "marquees": "Réceptions|Chapiteaux|Événements",
    "metalwork": "Métallerie|Ferronnerie|Serrurerie Métallerie",
    "medical_beds": "Médical|Matériel Médical|Santé Confort",
    "art_supplies": "Loisirs Créatifs|Couleurs|Beaux-Arts",
    "filtermatten": "Lufttechnik", "messebar": "Messegastronomie", "psychometrics": "Assessment",
    "spazzole": "Spazzolificio", "riego": "Riegos", "gebruikerstests": "Onderzoek",
    "gardiennage": "Conciergerie",
}  # fmt: skip


def _parse(text: str) -> dict[str, tuple[Article, ...]]:
    found: dict[str, tuple[Article, ...]] = {}
    trade = ""
    for entry in text.splitlines():
        if entry.startswith("["):
            trade = entry.strip("[]")
            found[trade] = ()
        else:
            found[trade] += (_article(entry),)
    return found


def _article(entry: str) -> Article:
    name, unit, low, high, rate, *places = (part.strip() for part in entry.split("|"))
    vat_rate = None if rate == "O" else Decimal(rate)
    return Article(
        name, unit, Decimal(low), Decimal(high), vat_rate, int(places[0]) if places else 2
    )


ARTICLES = _parse(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"))
