"""The real plan: a sale of one dossier becomes a purchase of another one of the same firm."""

import hashlib
from io import BytesIO
from pathlib import Path

from sqlmodel import select

from pipeline.runner import Runner
from storage.actions.decide import accept
from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from storage.domain.mailbox import Direction
from storage.domain.state import Reception
from storage.ids import new_id
from storage.intake import Envelope, receive
from storage.migrate import migrate
from storage.models.customer import CustomerRow
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.documents import sources_of
from tests.e2e.mails import sample, truth
from tests.storage.office import NOW, open_office


def test_a_sale_is_read_and_filed_as_the_others_purchase(tmp_path: Path) -> None:
    database, blobs = Database(sqlite_url(tmp_path)), BlobStore(tmp_path / "blobs")
    migrate(database)
    office = open_office(database, blobs)
    buyer_id = office.add_dossier()
    known = truth("facturx_sale")
    with database.write() as session:
        seller = session.get_one(DossierRow, office.dossier_id)
        buyer = session.get_one(DossierRow, buyer_id)
        seller.siren, buyer.siren = known["seller"]["siren"], known["buyer"]["siren"]
        session.add_all([seller, buyer])
    content = sample("facturx_sale.pdf")
    envelope = Envelope(
        receipt=new_id("upl"),
        channel="upload",
        mail_from="",
        recipients=(office.recipient(direction=Direction.SALE),),
        received_at=NOW,
        file_name="vente.pdf",
    )
    receive(database, blobs, envelope, BytesIO(content))
    runner = Runner(database, blobs, tmp_path / "work", lambda: False)
    runner.drain()
    with database.read() as session:
        sale, purchase = session.exec(select(InvoiceRow).order_by(InvoiceRow.direction)).all()[::-1]
        assert (sale.dossier_id, purchase.dossier_id) == (office.dossier_id, buyer_id)
        assert (sale.direction, purchase.direction) == (Direction.SALE, Direction.PURCHASE)
        assert purchase.reception is Reception.TO_ACCEPT
        assert purchase.number == sale.number == known["number"]
        document = session.get_one(DocumentRow, purchase.document_id)
        assert document.sha256 == hashlib.sha256(content).hexdigest()
        (source,) = sources_of(session, [document.id])[document.id]
        assert (source.channel, source.file_name) == ("internal", "vente.pdf")
        assert session.get_one(CustomerRow, sale.customer_id).siren == buyer.siren
        assert session.get_one(SupplierRow, purchase.supplier_id).siren == seller.siren
    with database.write() as session:
        accept(session, session.get_one(InvoiceRow, sale.id), "Anne")
    runner.drain()
    with database.read() as session:
        assert len(session.exec(select(InvoiceRow)).all()) == 2
    database.dispose()
