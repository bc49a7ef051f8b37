"""Wake-ups through Celery: "there is work", without content.

The database says what the work is. A wake-up that is lost costs a moment, since a sweeper looks at
the database several times a second; one too many finds nothing to do. Nothing here may hold a
document's only trace: no chain, no result, no delay (docs/decisions/0003).
"""

from collections.abc import Callable

import structlog
from celery import Celery
from celery.exceptions import CeleryError
from celery.signals import worker_process_init
from kombu.exceptions import KombuError
from redis import Redis
from redis.exceptions import RedisError

from storage.domain.errors import TransientError

QUEUE = "drain"
EXPIRES_SECONDS = 10
_PREFIX = "vaguemestre:"

log = structlog.get_logger()


def make_celery(broker_url: str) -> Celery:
    """Return the Celery application, configured so that a broker failure can lose only time."""
    app = Celery("vaguemestre", broker=broker_url)
    app.conf.update(
        task_ignore_result=True,
        result_backend=None,
        task_acks_late=False,
        task_publish_retry=False,
        task_default_queue=QUEUE,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_soft_shutdown_timeout=8,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "global_keyprefix": _PREFIX,
            "socket_connect_timeout": 2,
            "socket_timeout": 30,
            "socket_keepalive": True,
            "visibility_timeout": 3600,
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
        },
    )
    return app


def serve_celery(broker_url: str, concurrency: int, start: Callable[[], Callable[[], int]]) -> None:
    """Run a Celery worker whose one task drains the database's due work. Returns on SIGTERM.

    Args:
        broker_url: Redis.
        concurrency: Child processes.
        start: Called once in each child; returns what the task calls.
    """
    app = make_celery(broker_url)
    drains: list[Callable[[], int]] = []

    @worker_process_init.connect(weak=False)
    def begin(**_: object) -> None:
        drains.append(start())

    @app.task(name=QUEUE)
    def drain(queue: str) -> None:
        try:
            drains[0]()
        except TransientError as error:
            log.warning("drain ended early", queue=queue, error=str(error))

    app.worker_main(
        [
            "worker",
            f"--concurrency={concurrency}",
            "--pool=prefork",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--loglevel=WARNING",
            "-O",
            "fair",
        ]
    )


class Waker:
    """Sends wake-ups, never more than there are workers to hear them.

    Args:
        broker_url: Redis.
        concurrency: How many may wait unheard.
    """

    def __init__(self, broker_url: str, concurrency: int) -> None:
        self._app = make_celery(broker_url)
        # Unless told so, a sender tries to connect for ever, and nothing is swept meanwhile.
        self._app.conf.broker_transport_options |= {"max_retries": 1, "interval_start": 0}
        self._redis = Redis.from_url(broker_url, socket_timeout=2, socket_connect_timeout=2)
        self._concurrency = concurrency

    def wake(self, due: int) -> bool:
        """Send as many wake-ups as there is due work, less those that wait unheard.

        Args:
            due: How many rows could be claimed.

        Returns:
            False when the broker did not take them.
        """
        try:
            waiting = self._redis.llen(f"{_PREFIX}{QUEUE}")
            for _ in range(min(due, self._concurrency) - int(waiting)):
                self._app.send_task(QUEUE, args=[QUEUE], expires=EXPIRES_SECONDS, retry=False)
        except (RedisError, KombuError, CeleryError, OSError) as error:
            log.warning("no wake-up sent", error=type(error).__name__)
            return False
        return True
