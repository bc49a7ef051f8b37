"""A signed mail from outside: judged with a name server of ours, shown with its evidence."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.installation import Installation, everything, wait_until_quiet
from tests.e2e.mails import SUPPLIER, mail, sample
from tests.gateway.authentication.mails import ZONE, signed
from tests.gateway.nameserver import SILENT, NameServer, txt

DOMAIN = SUPPLIER.rpartition("@")[2]


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    key = ZONE["s1._domainkey.acme.example"]
    zone: dict[str, Any] = {
        DOMAIN: txt("v=spf1 ip4:127.0.0.1 -all"),
        f"_dmarc.{DOMAIN}": txt("v=DMARC1; p=reject"),
        f"s1._domainkey.{DOMAIN}": key,
    }
    with NameServer(zone) as running_server:
        yield running_server


@pytest.fixture(scope="module")
def judging(server: NameServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    address = "{}:{}".format(*server.address)
    installation = Installation(Path(tmp_path_factory.mktemp("judging")), {"DNS_SERVERS": address})
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()


def test_a_sender_is_judged_and_shown(judging: Installation, server: NameServer) -> None:
    firm = judging.add_firm("Cabinet")
    dossier = judging.add_dossier(firm, "123456782")
    invoice = ("facture.pdf", sample("facturx_en16931.pdf"))
    genuine = signed(mail(dossier.purchase, invoice, subject="signed"), domain=DOMAIN)
    forged = mail(dossier.purchase, invoice, subject="forged")
    with judging.smtp() as smtp, judging.client(firm) as client:
        smtp.sendmail(SUPPLIER, [dossier.purchase], genuine)
        smtp.sendmail("x@evil.example", [dossier.purchase], forged)
        wait_until_quiet(client, 2)
        found = {m["subject"]: m["verdicts"] for m in everything(client, "messages")}
        assert found["signed"]["authenticated_domain"] == DOMAIN
        assert [one["result"] for one in found["signed"]["dkim"]] == ["pass"]
        assert found["signed"]["spf"]["result"] == found["signed"]["dmarc"]["result"] == "pass"
        assert found["forged"]["authenticated_domain"] is None
        assert found["forged"]["dmarc"]["result"] == "fail"
        server.zone |= dict.fromkeys(server.zone, SILENT)
        server.zone["silent.example"] = SILENT
        started = time.monotonic()
        smtp.sendmail(
            "x@silent.example", [dossier.purchase], mail(dossier.purchase, subject="late")
        )
        assert time.monotonic() - started < 2, "no 250 waits for the DNS"
        wait_until_quiet(client, 3)
        late = next(m for m in everything(client, "messages") if m["subject"] == "late")
        assert late["verdicts"]["spf"]["result"] == "temperror"
        assert late["verdicts"]["asked_again_at"] is not None
