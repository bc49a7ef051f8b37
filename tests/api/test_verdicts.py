"""Who sent a mail, by API."""

from typing import Any

import httpx

from storage.actions.judge import judge
from storage.clock import utc_now
from storage.domain.verdicts import (
    ArcVerdict,
    DkimVerdict,
    DmarcVerdict,
    Ground,
    InnerVerdict,
    Means,
    Result,
    ScanResult,
    ScanVerdict,
    SpfVerdict,
    Verdicts,
)
from storage.models.message import MessageRow
from tests.api.conftest import House
from tests.api.seed import Seed

HOSTILE = '<script>alert(1)</script>"onload=x'
VERDICTS = Verdicts(
    spf=SpfVerdict(
        Result.TEMPERROR, Ground.DNS_SILENT, "mail_from", "acme.example", "192.0.2.1", True
    ),
    dkim=(
        DkimVerdict(
            Result.PASS, Ground.SIGNATURE_HOLDS, "acme.example", "s1", "rsa-sha256", aligned=True
        ),
        DkimVerdict(Result.FAIL, Ground.BODY_CHANGED, "evil.example", HOSTILE, "rsa-sha256"),
    ),
    arc=ArcVerdict(Result.FAIL, Ground.CHAIN_BROKEN, "lists.example", 2),
    dmarc=DmarcVerdict(
        Result.PASS,
        Ground.ALIGNED,
        "acme.example",
        "acme.example",
        "acme.example",
        "reject",
        (Means.DKIM,),
    ),
    authenticated_domain="acme.example",
    authenticated_by=Means.DKIM,
    scans=(ScanVerdict("clamd", ScanResult.NOT_ANALYSED, HOSTILE),),
)


INNER = Verdicts(
    inner=(
        InnerVerdict("a" * 64, VERDICTS.dkim[:1], VERDICTS.dmarc, "acme.example"),
        InnerVerdict(
            "b" * 64,
            VERDICTS.dkim[1:],
            DmarcVerdict(Result.FAIL, Ground.NOT_ALIGNED, "acme.example"),
        ),
        InnerVerdict("c" * 64),
    )
)


def judged(seed: Seed, message_id: str, verdicts: Verdicts = VERDICTS) -> None:
    with seed.database.write() as session:
        row = session.get_one(MessageRow, message_id)
        judge(session, row.delivery_id, verdicts, utc_now())


def shown(client: httpx.Client, message_id: str) -> Any:
    return client.get(f"/api/v1/messages/{message_id}").json()["verdicts"]


def test_a_message_has_the_verdicts_of_its_sender(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    message_id = seed.mail(house.first)
    assert shown(client, message_id) is None
    judged(seed, message_id)
    verdicts = shown(client, message_id)
    assert verdicts["authenticated_domain"] == "acme.example"
    assert verdicts["authenticated_by"] == "dkim"
    assert verdicts["asked_again_at"].endswith("Z")
    assert verdicts["spf"] == {
        "result": "temperror",
        "ground": "dns_silent",
        "identity": "mail_from",
        "domain": "acme.example",
        "client": "192.0.2.1",
        "aligned": True,
    }
    assert [one["result"] for one in verdicts["dkim"]] == ["pass", "fail"]
    assert (verdicts["arc"]["sealer"], verdicts["arc"]["instances"]) == ("lists.example", 2)
    assert (verdicts["dmarc"]["policy"], verdicts["dmarc"]["aligned_by"]) == ("reject", ["dkim"])
    assert verdicts["scans"][0]["result"] == "not_analysed"
    (listed,) = client.get("/api/v1/messages").json()["data"]
    assert listed["verdicts"] == verdicts
    feed = client.get("/api/v1/feed").json()["data"]
    assert [e["object_id"] for e in feed if e["type"] == "message.judged"] == [message_id]


def test_what_came_attached_whole_has_verdicts_of_its_own(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    message_id = seed.mail(house.first)
    judged(seed, message_id, INNER)
    found = shown(client, message_id)["inner"]
    assert [(one["standing"], one["authenticated_domain"]) for one in found] == [
        ("proven", "acme.example"),
        ("changed", None),
        ("unjudged", None),
    ]
    assert found[0]["dkim"][0]["selector"] == "s1"
    assert found[0]["dmarc"]["result"] == "pass"


def test_only_scanners_may_have_been_asked(client: httpx.Client, seed: Seed, house: House) -> None:
    message_id = seed.mail(house.first)
    judged(seed, message_id, Verdicts(scans=VERDICTS.scans))
    verdicts = shown(client, message_id)
    assert (verdicts["spf"], verdicts["dkim"], verdicts["dmarc"]) == (None, [], None)
