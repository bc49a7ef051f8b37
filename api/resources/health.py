"""Whether the program lives, and whether the installation can do its work."""

from fastapi import APIRouter, Request, Response

from api.problems import ProblemItemOut, declare, problem
from api.schemas import Out, answer
from api.services import Served, Services
from storage.clock import utc_now
from storage.domain.errors import TransientError
from storage.migrate import is_migrated
from storage.queries.programs import is_ready, sandboxes_in_force

router = APIRouter(tags=["health"])

_LACKS = {
    "database": "The database does not answer.",
    "migrations": "The database has not been migrated to this version.",
    "gateway": "No gateway is listening.",
    "worker": "No worker is ready.",
}


class HealthOut(Out):
    """All is well."""

    status: str


class ReadyOut(HealthOut):
    """All is well, and how the workers confine stages, each way once."""

    sandbox: list[str]


@router.get("/healthz", response_model=HealthOut, responses=declare(keyed=False))
async def healthz() -> Response:
    """Answer that this program lives. It asks nobody else."""
    return answer(HealthOut(status="alive"))


@router.get("/readyz", response_model=ReadyOut, responses=declare(keyed=False))
def readyz(request: Request, services: Served) -> Response:
    """Answer whether mail and uploads are taken and worked on; 503 names what lacks."""
    lacking = _lacking(services)
    if not lacking:
        with services.database.read() as session:
            sandbox = sandboxes_in_force(session, utc_now())
        return answer(ReadyOut(status="ready", sandbox=sandbox))
    items = [ProblemItemOut(pointer="", code=name, detail=_LACKS[name]) for name in lacking]
    return problem(request, 503, "not-ready", f"Lacking: {', '.join(lacking)}.", errors=items)


def _lacking(services: Services) -> list[str]:
    wanted = {
        "gateway": services.installation.runs_gateway,
        "worker": services.installation.runs_workers,
    }
    try:
        if not is_migrated(services.database):
            return ["migrations"]
        now = utc_now()
        with services.database.read() as session:
            return [
                kind
                for kind, is_wanted in wanted.items()
                if is_wanted and not is_ready(session, kind, now)
            ]
    except TransientError:
        return ["database"]
