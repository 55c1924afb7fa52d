"""Tests of the arithmetic and of the measuring itself: Benchmarks/run --self-test."""

import os
import sys
import tempfile
import unittest
from unittest.mock import patch

from corpus import AT_LEAST, checks, compare
from figures import Target, growth_rows, lap_rows, ratio_row
from measurement import (
    Command, CommandFailed, Spread, Usage, exponent, figure, fitted_exponent, is_noisy, laps, ratios, rotated,
    split_arguments,
)


def usages(*cpu_seconds, wall=1.0):
    return [Usage(cpu, wall, 0) for cpu in cpu_seconds]


def python(code, **options):
    return Command("python", [[sys.executable, "-I", "-S", "-c", code]], **options)


class Arithmetic(unittest.TestCase):
    def test_ratio_is_the_median_of_the_rounds_and_not_the_ratio_of_medians(self):
        # The medians are 4 and 3; the ratios of the rounds are 1, 4 and 2.
        spread = ratios(usages(3, 4, 8), usages(3, 1, 4), "cpu")
        self.assertEqual(spread, Spread(2, 1, 4))

    def test_ratio_takes_the_quantity_that_was_asked_for(self):
        self.assertEqual(ratios(usages(6, wall=3.0), usages(2, wall=6.0), "cpu").median, 3)
        self.assertEqual(ratios(usages(6, wall=3.0), usages(2, wall=6.0), "wall").median, 0.5)

    def test_rounds_that_are_missing_are_refused(self):
        with self.assertRaises(ValueError):
            ratios(usages(1, 2), usages(1), "cpu")

    def test_median_of_an_even_number_of_rounds_lies_between(self):
        self.assertEqual(Spread.of([1, 2, 4, 10]).median, 3)

    def test_exponent(self):
        self.assertAlmostEqual(exponent(8, 8), 1)
        self.assertAlmostEqual(exponent(64, 8), 2)

    def test_fitted_exponent(self):
        self.assertAlmostEqual(fitted_exponent([1, 2, 4, 8], [3, 6, 12, 24]), 1)
        self.assertAlmostEqual(fitted_exponent([1, 2, 4], [1, 4, 16]), 2)

    def test_laps_are_read_from_the_table(self):
        text = "        ms     share  of 3.50 ms\n      2.50   71.43 %  rule app-naming\n      1.00   28.57 %  walk\n"
        self.assertEqual(laps("warning: 3 %\n" + text), {"rule app-naming": 2.5, "walk": 1.0})

    def test_noise(self):
        self.assertFalse(is_noisy(usages(2, 3, 2)))
        self.assertTrue(is_noisy(usages(2, 3.1, 2)))
        self.assertTrue(is_noisy(usages(0, 1)))

    def test_each_command_begins_once(self):
        self.assertEqual([rotated(["a", "b", "c"], turn)[0] for turn in range(4)], ["a", "b", "c", "a"])
        self.assertEqual(rotated(["a", "b", "c"], 1), ["b", "c", "a"])

    def test_argument_lists_are_split_without_loss(self):
        files = [f"file{number}" for number in range(10)]
        self.assertEqual(split_arguments(["x"], files, 1_000_000), [["x", *files]])
        lists = split_arguments(["x"], files, 60)
        self.assertGreater(len(lists), 1)
        self.assertEqual([path for one in lists for path in one[1:]], files)
        self.assertTrue(all(one[0] == "x" for one in lists))

    def test_figures_have_three_digits(self):
        self.assertEqual([figure(value) for value in (1234.5, 12.345, 1.2345, 0.12345)],
                         ["1,234", "12.3", "1.23", "0.123"])


class Growth(unittest.TestCase):
    def test_exponents_are_of_bytes_and_since_the_smallest(self):
        def corpus(times, size, cpu, peak):
            return times, {"files": 1, "relevantBytes": size}, [Usage(cpu, 1, peak)]

        rows = growth_rows([corpus(1, 10, 1, 10**9), corpus(2, 20, 2, 10**9), corpus(4, 40, 16, 2 * 10**9)])
        self.assertEqual([[row[4], row[6]] for row in rows], [["", ""], ["1.00", "0.0"], ["2.00", "0.500"]])

    def test_laps_come_with_the_worst_first_and_marked(self):
        rows = lap_rows({1: 10, 2: 20, 4: 40}, {
            1: {"linear": 10, "square": 1, "short": 0.1},
            2: {"linear": 20, "square": 4, "short": 0.2},
            4: {"linear": 40, "square": 16, "short": 0.4, "late": 5},
        })
        self.assertEqual([[row[0], row[-2], row[-1]] for row in rows],
                         [["square", "2.00", "more than in proportion"], ["linear", "1.00", ""]])


class Targets(unittest.TestCase):
    def test_limits(self):
        target = Target(2.2, 1.5)
        self.assertEqual([target.reached([value]) for value in (1.5, 2.2, 2.3)], ["then", "first", "none"])
        self.assertEqual([Target(12, 17, at_least=True).reached([value]) for value in (17, 12, 11)],
                         ["then", "first", "none"])
        self.assertEqual(Target(None, 2.5).reached([3]), "none")

    def test_a_target_for_cpu_does_not_look_at_wall_time(self):
        over, under = usages(2, wall=9.0), usages(1, wall=1.0)
        self.assertEqual(ratio_row("", over, under, Target(3, 2, "cpu"))[-1], "then")
        self.assertEqual(ratio_row("", over, under, Target(3, 2, "wall"))[-1], "none")
        self.assertEqual(ratio_row("", over, under, Target(3, 2))[-1], "none")

    def test_no_row_for_what_was_not_measured(self):
        self.assertIsNone(ratio_row("", usages(1), None, Target(3, 2)))


class Checks(unittest.TestCase):
    manifest = {
        "kinds": {"profile": {"files": 2}},
        "planted": {"permissionSetGroup.danglingMember": 2, "connectedApp.callbackHttp": 1},
    }

    def check(self, subject, report):
        return next(check for check in checks(self.manifest, report) if check.subject.startswith(subject))

    def report(self, names, status="evaluated", inputs=()):
        rule = "permission-set-group-missing-member"
        subjects = [{"rule": rule, "subject": {"type": "PermissionSetGroup", "name": name}} for name in names]
        return {"findings": subjects,
                "coverage": {"inputs": dict(inputs), "rules": [{"rule": rule, "status": status}]}}

    def test_subjects_are_counted_once(self):
        subject = "permission-set-group-missing-member"
        self.assertTrue(self.check(subject, self.report(["A", "A", "B"])).holds)
        self.assertFalse(self.check(subject, self.report(["A", "A"])).holds)
        self.assertFalse(self.check(subject, self.report(["A", "B", "C"])).holds)

    def test_a_rule_that_did_not_look_proves_nothing(self):
        self.assertIsNone(self.check("permission-set-group-", self.report([], "not-evaluated")).holds)
        self.assertIsNone(self.check("app-callback-insecure", self.report([])).holds)

    def test_inputs(self):
        self.assertTrue(self.check("files of Profile", self.report([], inputs={"Profile": 2})).holds)
        self.assertFalse(self.check("files of Profile", self.report([], inputs={"Profile": 1})).holds)
        self.assertIsNone(self.check("files of Profile", self.report([])).holds)

    def test_at_least(self):
        self.assertTrue(compare("", 2, 3, AT_LEAST).holds)
        self.assertFalse(compare("", 2, 1, AT_LEAST).holds)


class Measuring(unittest.TestCase):
    """What holds however busy the machine is: lower bounds of real runs, and sums of made-up ones."""

    def test_work_takes_cpu_and_waiting_does_not(self):
        busy = python("import time\nwhile time.process_time() < 0.2: pass").run()
        self.assertGreaterEqual(busy.cpu, 0.2)
        waiting = python("import select; select.select([], [], [], 0.2)").run()
        self.assertGreaterEqual(waiting.wall, 0.2)
        self.assertLess(waiting.cpu, waiting.wall)

    def test_peak_is_in_bytes(self):
        peak = python("x = b'x' * 100_000_000").run().peak
        self.assertGreater(peak, 100_000_000)
        self.assertLess(peak, 200_000_000)

    def test_processes_of_one_command_add_up(self):
        with patch("measurement.run_process", side_effect=[Usage(1, 2, 30), Usage(4, 8, 20)]):
            self.assertEqual(Command("two", [["a"], ["b"]]).run(), Usage(5, 10, 30))

    def test_repetitions_are_averaged_and_the_largest_peak_is_kept(self):
        with patch("measurement.run_process", side_effect=[Usage(1, 2, 30), Usage(3, 6, 20), Usage(5, 4, 10)]):
            self.assertEqual(Command("mean", [["a"]], repeat=3).measure(), Usage(3, 4, 30))

    def test_standard_error_can_be_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            errors = os.path.join(folder, "errors")
            python("import sys; sys.stderr.write('said')", standard_error=errors).run()
            with open(errors, encoding="utf-8") as file:
                self.assertEqual(file.read(), "said")

    def test_failures_are_told(self):
        with self.assertRaisesRegex(CommandFailed, "exit code 4"):
            python("raise SystemExit(4)").run()
        with self.assertRaisesRegex(CommandFailed, "signal 9"):
            python("import os; os.kill(os.getpid(), 9)").run()
        with self.assertRaises(CommandFailed):
            Command("missing", [["/nonexistent/program"]]).run()
