"""Wake-ups through Redis: topped up to the number of workers, never beyond; never in the way."""

import time
from collections.abc import Iterator

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from pipeline.wake import Waker
from tests.servers import free_port

KEY = "vaguemestre:drain"


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        client.flushdb()
        yield client


@pytest.mark.parametrize(
    ("calls", "waiting"),
    [
        ([], 0),
        ([0], 0),
        ([1], 1),
        ([2], 2),
        ([1, 1, 1], 1),
        ([1, 3], 3),
        ([100], 3),
        ([100, 100], 3),
        ([3, 1, 0], 3),
    ],
)
def test_as_many_as_there_is_work_and_hands(
    redis: Redis, redis_url: str, calls: list[int], waiting: int
) -> None:
    waker = Waker(redis_url, 3)
    for due in calls:
        assert waker.wake(due)
    assert redis.llen(KEY) == waiting


def test_a_wake_up_that_was_heard_is_sent_again(redis: Redis, redis_url: str) -> None:
    waker = Waker(redis_url, 2)
    assert waker.wake(5)
    redis.lpop(KEY)
    assert waker.wake(5)
    assert redis.llen(KEY) == 2


def test_a_wake_up_says_nothing_and_expires(redis: Redis, redis_url: str) -> None:
    Waker(redis_url, 1).wake(1)
    (sent,) = redis.lrange(KEY, 0, -1)
    assert b'"expires": "2' in sent
    assert b"msg_" not in sent


def test_without_redis_it_says_so_soon() -> None:
    waker = Waker(f"redis://127.0.0.1:{free_port()}/0", 2)
    began = time.monotonic()
    assert not waker.wake(1)
    assert time.monotonic() - began < 5


def test_redis_lost_between_two_steps_is_no_wake_up_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """Celery would try for ever unless told otherwise, and nothing be swept meanwhile."""
    waker = Waker(f"redis://127.0.0.1:{free_port()}/0", 2)
    monkeypatch.setattr(waker._redis, "llen", lambda _key: 0)
    began = time.monotonic()
    assert not waker.wake(1)
    assert time.monotonic() - began < 5


def test_redis_comes_back(redis: Redis, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waker = Waker(redis_url, 2)

    def away(_key: str) -> int:
        raise RedisConnectionError

    with monkeypatch.context() as lost:
        lost.setattr(waker._redis, "llen", away)
        assert not waker.wake(1)
    assert waker.wake(1)
    assert redis.llen(KEY) == 1
