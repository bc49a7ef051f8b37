"""Documents that wait for a password, passwords, and files that do more than show pages."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.actions import advance, conclude
from storage.actions.describe import Description
from storage.actions.keep_password import keep_password
from storage.clock import utc_now
from storage.domain.mailbox import Direction
from storage.domain.reason import Reason
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.vault import Vault
from tests.api.seed import Dossier, Filed, Seed


def vault(folder: Path) -> Vault:
    """Return a vault with a key of its own."""
    return Vault(folder / "vault.key")


def locked(seed: Seed, dossier: Dossier) -> Filed:
    """Make a document that waits for its password."""
    made = seed._document(dossier, None, Direction.PURCHASE, has_facturx=False)
    with seed.database.write() as session:
        lease = seed._claim(session, made.document_id)
        found = advance.Progress("extract", {}, {})
        reasons = [{"code": Reason.PDF_ENCRYPTED.value}]
        conclude.hold(session, lease, reasons, found, Description(), utc_now())
    return made


def flagged(
    seed: Seed, dossier: Dossier, *flags: dict[str, str], view: bytes | None = None
) -> Filed:
    """Make a filed document with flags, and with a PDF to look at."""
    made = seed.filed(dossier)
    with seed.database.write() as session:
        row = session.get_one(DocumentRow, made.document_id)
        row.flags = list(flags)
        row.view_sha256 = seed.blobs.put(dossier.firm_id, BytesIO(view))[0] if view else None
        session.add(row)
    return made


def file_password(seed: Seed, dossier: Dossier) -> str:
    """Keep a password for the files of a dossier; return its id."""
    with TemporaryDirectory() as name, seed.database.write() as session:
        owner = session.get_one(DossierRow, dossier.id)
        return keep_password(session, vault(Path(name)), owner, "s3cret", "Morvan", "Claire").id
