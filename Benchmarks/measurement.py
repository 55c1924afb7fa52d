"""Runs commands, takes what they used from wait4, and makes ratios of it.

All ratios are taken inside one round, where the machine was in the same mood for both, and only then is their median
taken; the ratio of two medians would mix rounds.
"""

import math
import os
import re
import resource
import statistics
import time
from dataclasses import dataclass, field

# Linux gives ru_maxrss in units of 1,024 bytes.
RUSAGE_UNIT = 1024


@dataclass(frozen=True)
class Usage:
    """What one execution of a command used: seconds of CPU (user and system), seconds of wall time, peak bytes.

    The peak is at least this process's own so far: Linux counts what a child shares before it becomes the command.
    """

    cpu: float
    wall: float
    peak: int


class CommandFailed(Exception):
    """A command ended in another way than with the exit code 0; the text says which and how."""


@dataclass(frozen=True)
class Command:
    """A named command of one process or, where the list of arguments was too long for one, of several in a row."""

    name: str
    processes: list  # of argument lists
    standard_input: str = os.devnull
    standard_error: str = os.devnull
    repeat: int = 1  # executions that one measurement averages, for what takes a few milliseconds only
    environment: dict = field(default_factory=lambda: dict(os.environ))

    def run(self, output=os.devnull):
        """One execution in the current folder; raises CommandFailed."""
        cpu = wall = 0.0
        peak = 0
        for arguments in self.processes:
            usage = run_process(self, arguments, output)
            cpu, wall, peak = cpu + usage.cpu, wall + usage.wall, max(peak, usage.peak)
        return Usage(cpu, wall, peak)

    def measure(self):
        """The mean of `repeat` executions, and the largest of their peaks."""
        usages = [self.run() for _ in range(self.repeat)]
        return Usage(
            statistics.fmean(usage.cpu for usage in usages),
            statistics.fmean(usage.wall for usage in usages),
            max(usage.peak for usage in usages),
        )


def run_process(command, arguments, output):
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, command.standard_input, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, command.standard_error, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    start = time.perf_counter()
    try:
        process = os.posix_spawnp(arguments[0], arguments, command.environment, file_actions=actions)
    except OSError as error:
        raise CommandFailed(f"{command.name}: {arguments[0]}: {error.strerror}") from error
    _, status, resources = os.wait4(process, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        how = f"exit code {code}" if code > 0 else f"signal {-code}"
        raise CommandFailed(f"{command.name}: {how} from {' '.join(arguments[:8])}")
    return Usage(resources.ru_utime + resources.ru_stime, wall, resources.ru_maxrss * RUSAGE_UNIT)


def split_arguments(head, tail, limit):
    """The argument lists `head` + a part of `tail`, each of at most `limit` bytes as the kernel counts them."""

    def size(text):
        return len(os.fsencode(text)) + 1 + 8  # the terminating NUL and the pointer

    lists, current, used = [], [], sum(map(size, head))
    base = used
    for argument in tail:
        if current and used + size(argument) > limit:
            lists.append(head + current)
            current, used = [], base
        current.append(argument)
        used += size(argument)
    if current:
        lists.append(head + current)
    return lists


def rotated(items, turn):
    """`items` beginning with another one on each turn, so that none always runs first or behind the same neighbour."""
    if not items:
        return []
    start = turn % len(items)
    return items[start:] + items[:start]


@dataclass(frozen=True)
class Spread:
    """A median with its smallest and its largest value."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values):
        return Spread(statistics.median(values), min(values), max(values))

    @property
    def variation(self):
        """How many times the smallest value the largest is."""
        return self.high / self.low if self.low > 0 else math.inf

    def __str__(self):
        return f"{figure(self.median)} ({figure(self.low)}–{figure(self.high)})"


def figure(value):
    """Three significant digits, never in powers of ten."""
    if value == 0 or not math.isfinite(value):
        return str(value)
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}"


def ratios(numerators, denominators, quantity):
    """The spread of the per-round ratios of one quantity ("cpu", "wall") of two commands' measurements."""
    pairs = zip(numerators, denominators, strict=True)
    return Spread.of([getattr(over, quantity) / max(getattr(under, quantity), 1e-9) for over, under in pairs])


def exponent(time_ratio, size_ratio):
    """The k of time ~ size^k that two sizes show: 1 is linear, 2 quadratic."""
    return math.log(time_ratio) / math.log(size_ratio)


def fitted_exponent(sizes, times):
    """The k of time ~ size^k that fits several sizes best (least squares of the logarithms)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(time) for time in times]
    return statistics.linear_regression(xs, ys).slope


def laps(text):
    """Name -> milliseconds, of what `check --timings` prints: a head, then `ms  share %  name` line by line."""
    found = {}
    for line in text.splitlines():
        match = re.fullmatch(r" *([0-9]+\.[0-9]+) +[0-9.]+ %  (.+)", line)
        if match:
            found[match[2]] = float(match[1])
    return found


def own_peak():
    """The peak bytes of this process: a child's peak that is not above it says "no more than this"."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RUSAGE_UNIT


def is_noisy(floors, tolerance=1.5):
    """Whether the floor's CPU time, which ought to be the same on each round, varies more than `tolerance` times."""
    return Spread.of([usage.cpu for usage in floors]).variation > tolerance
