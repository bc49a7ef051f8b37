"""Saxon in process: what it reports, that children can use it, and what happens when it fails."""

import multiprocessing
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.pool import Pool
from statistics import median

import pytest

from pipeline.facturx.schematron import RuleSet, run_rules, standards_folder, warm
from storage.domain.errors import ToolError
from tests.samples.make_samples import SAMPLES, make_xml

VALID = make_xml(SAMPLES[0]).decode()
WRONG_TOTAL = make_xml(SAMPLES[4]).decode()


def test_every_rule_set_is_in_the_package() -> None:
    assert [name for name in RuleSet if not (standards_folder() / name).is_file()] == []


def test_a_valid_invoice_breaks_nothing() -> None:
    assert run_rules(RuleSet.EN16931, VALID) == ()
    assert run_rules(RuleSet.BR_FR, VALID) == ()


def test_a_broken_rule_is_named_and_placed() -> None:
    (report,) = run_rules(RuleSet.EN16931, WRONG_TOTAL)
    assert report.rule == "BR-CO-15"
    assert not report.is_warning
    assert "SpecifiedTradeSettlementHeaderMonetarySummation" in report.location
    assert report.message.startswith("[BR-CO-15]")
    assert "\n" not in report.message


def test_a_flag_makes_a_warning() -> None:
    empty = VALID.replace("Pas d'escompte pour paiement anticipé.", "")
    reports = run_rules(RuleSet.EN16931, empty)
    assert [(report.rule, report.is_warning) for report in reports] == [
        ("PEPPOL-EN16931-R008", True)
    ]


def test_an_unused_attribute_is_a_warning() -> None:
    odd = VALID.replace("<ram:GrandTotalAmount>", '<ram:GrandTotalAmount currencyID="EUR">')
    reports = run_rules(RuleSet.EN16931, odd)
    assert [(report.rule, report.is_warning) for report in reports] == [("not-used", True)]


def test_a_value_on_which_the_rules_break_off() -> None:
    # Saxon learns that the parts of a date are always asked for, and then asks for them at once.
    broken = VALID.replace(">20261103<", ">abc<", 1)
    answers = [run_rules(RuleSet.BR_FR, broken) for _ in range(10)]
    assert all(reports for reports in answers)
    assert not any(report.is_warning for reports in answers for report in reports)
    assert answers[-1][0].rule == "unchecked"
    assert "BR_FR" in answers[-1][0].message


def test_a_document_that_saxon_cannot_take() -> None:
    with pytest.raises(ToolError, match="saxonche"):
        run_rules(RuleSet.EN16931, "<a>")


def _pool(processes: int) -> Pool:
    """Return forked processes that end when told to, whatever handlers other tests have left."""
    default = (signal.SIGTERM, signal.SIG_DFL)
    return multiprocessing.get_context("fork").Pool(processes, signal.signal, default)


def test_children_use_what_was_compiled() -> None:
    warm(RuleSet.EN16931)
    warm(RuleSet.BR_FR)
    with _pool(2) as pool:
        jobs = [(RuleSet.EN16931, WRONG_TOTAL), (RuleSet.BR_FR, VALID)] * 5
        answers = pool.starmap(run_rules, jobs)
    assert [len(reports) for reports in answers] == [1, 0] * 5


def first_and_later_use() -> tuple[float, float]:
    """Warm up, then return the seconds of a child's first use of rules, and of a later one."""
    warm(RuleSet.EN16931)
    warm(RuleSet.BR_FR)
    with _pool(1) as pool:
        seconds = pool.map(_seconds_of_a_run, range(6))
    return seconds[0], median(seconds[1:])


def _seconds_of_a_run(_: int) -> float:
    started = time.process_time()
    run_rules(RuleSet.EN16931, VALID)
    return time.process_time() - started


def test_a_child_starts_with_all_that_the_rules_need() -> None:
    # In a process of its own: in this one other tests have used the rules.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        first, later = pool.submit(first_and_later_use).result()
    assert first < 10 * later
