"""The tables that a run prints."""

import statistics
from dataclasses import dataclass

from measurement import exponent, figure, fitted_exponent, own_peak, ratios

STARTUP = "start-up"
MEGABYTE = 1_000_000


def print_table(title, heads, rows):
    """A table in Markdown, padded so that it reads in a terminal too."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    print(f"\n## {title}\n")
    for row in [heads, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def milliseconds(values):
    return figure(statistics.median(values) * 1000)


def megabytes(peak):
    return ("≤ " if peak <= own_peak() else "") + figure(peak / MEGABYTE)


def print_commands(results, corpora):
    """What each command used by itself; times are for orientation, only ratios hold on another machine."""
    for label, usages in results.items():
        rows = []
        for name, measured in usages.items():
            # The walk reads no file and the start-up has no corpus, so the floor of reads is no measure for them.
            comparable = "floor" in usages and name not in ("floor", "walk")
            rows.append([
                name,
                milliseconds([usage.cpu for usage in measured]),
                milliseconds([usage.wall for usage in measured]),
                megabytes(max(usage.peak for usage in measured)),
                str(ratios(measured, usages["floor"], "cpu")) if comparable else "",
            ])
        if label in corpora:
            manifest = corpora[label].manifest
            title = (
                f"{label}: {manifest['files']:,} files, {manifest['relevantFiles']:,} relevant"
                f" with {manifest['relevantBytes'] / MEGABYTE:,.1f} MB"
            )
        else:
            title = label
        print_table(title, ["command", "CPU ms", "wall ms", "peak MB", "× floor, CPU"], rows)


@dataclass(frozen=True)
class Target:
    """A limit on a ratio, as the project sets it: at first, and later. `quantity` says which time it is about."""

    first: float | None
    then: float
    quantity: str | None = None  # "cpu", "wall", or None where both have to keep it
    at_least: bool = False

    def reached(self, values):
        """The strictest of the two limits that all of `values` keep."""

        def keeps(limit):
            return all(value >= limit if self.at_least else value <= limit for value in values)

        if keeps(self.then):
            return "then"
        return "first" if self.first is not None and keeps(self.first) else "none"

    def limits(self):
        sign = "≥" if self.at_least else "≤"
        return [f"{sign} {limit:g}" if limit is not None else "–" for limit in (self.first, self.then)]


def ratio_row(title, over, under, target):
    """A row of the table of targets; None where one of the two commands was not measured."""
    if not over or not under:
        return None
    spreads = {quantity: ratios(over, under, quantity) for quantity in ("cpu", "wall")}
    judged = [spread.median for quantity, spread in spreads.items() if target.quantity in (None, quantity)]
    return [title, str(spreads["cpu"]), str(spreads["wall"]), *target.limits(), target.reached(judged)]


def scaling_row(results, corpora):
    """How time grows from medium to large, with the exponent of time over bytes."""
    if "medium" not in corpora or "large" not in corpora:
        return None
    over, under = (results[label].get("check, 1 job") for label in ("large", "medium"))
    if not over or not under:
        return None
    sizes = corpora["large"].relevant_bytes / corpora["medium"].relevant_bytes
    power = exponent(ratios(over, under, "cpu").median, sizes)
    title = f"check, 1 job: large / medium ({figure(sizes)} × the bytes; time ~ bytes^{figure(power)})"
    return ratio_row(title, over, under, Target(10, 8.8))


def memory_row(label, usages):
    peaks = [usage.peak for name in ("check", "check, 1 job") for usage in usages.get(name, [])]
    if not peaks:
        return None
    target = Target(500, 180)
    highest = max(peaks)
    title = f"{label}: peak memory of check, {megabytes(highest)} MB"
    return [title, "–", "–", *target.limits(), target.reached([highest / MEGABYTE])]


def print_targets(results, corpora):
    rows = []
    for label, corpus in corpora.items():
        usages = results[label]
        check, one_job = usages.get("check"), usages.get("check, 1 job")
        xmllint = usages.get("xmllint")
        if corpus.size == "small":
            rows.append(ratio_row(f"{label}: check / xmllint", check, xmllint, Target(2, 1)))
            continue
        rows += [
            ratio_row(f"{label}: check, 1 job / xmllint, CPU", one_job, xmllint, Target(2.2, 1.5, "cpu")),
            ratio_row(f"{label}: check / xmllint, wall", check, xmllint, Target(1.4, 0.9, "wall")),
            ratio_row(f"{label}: lxml / check, 1 job, CPU", usages.get("lxml"), one_job, Target(12, 17, "cpu", True)),
            memory_row(label, usages),
            ratio_row(f"{label}: check, unchanged / walk", usages.get("check, unchanged"), usages.get("walk"),
                      Target(None, 2.5)),
        ]
    rows.append(scaling_row(results, corpora))
    startup = results[STARTUP]
    rows.append(ratio_row("forcelint --version / xmllint --version", startup.get("forcelint"), startup.get("xmllint"),
                          Target(5, 3)))
    heads = ["measure", "CPU", "wall", "first", "then", "reached"]
    print_table("Ratios: median of the rounds (smallest–largest)", heads, [row for row in rows if row])


def print_checks(reports):
    """The counts of each report beside the manifest's; what agrees is only summed up."""
    marks = {True: "agrees", False: "DIFFERS", None: "not in the report"}
    for label, listed in reports.items():
        agreeing = sum(check.holds is True for check in listed)
        rows = [
            [check.subject, f"{check.relation} {check.expected}", "–" if check.seen is None else str(check.seen),
             marks[check.holds]]
            for check in listed
            if check.holds is not True
        ]
        print(f"\n{label}: {agreeing} of {len(listed)} counts agree with the manifest.")
        print_table(f"{label}: the others", ["count", "manifest", "report", ""], rows)


def growth_rows(measured):
    """A row for each corpus, from (times, manifest, usages) by size: its time and memory, and how they grow.

    An exponent k says that the quantity grows as bytes^k since the smallest corpus: 1 is in proportion.
    """
    rows = []
    _, first, first_usages = measured[0]
    smallest = first["relevantBytes"]
    for times, manifest, usages in measured:
        peak = max(usage.peak for usage in usages)
        size = manifest["relevantBytes"] / smallest
        powers = ["", ""]
        if size > 1:
            cpu = ratios(usages, first_usages, "cpu").median
            memory = peak / max(usage.peak for usage in first_usages)
            powers = [figure(exponent(cpu, size)), figure(exponent(memory, size))]
        rows.append([
            f"{times} ×", f"{manifest['files']:,}", figure(manifest["relevantBytes"] / MEGABYTE),
            milliseconds([usage.cpu for usage in usages]), powers[0], megabytes(peak), powers[1],
        ])
    return rows


# What takes less than this on the largest corpus says nothing of growth: it is the clock that is measured.
SHORTEST = 1.0
# Above this the growth of a lap is marked; what is in proportion swings about 1 by what the machine does beside.
PROPORTIONAL = 1.2


def lap_rows(sizes, laps_by_times):
    """A row for each phase and rule that takes a while: its times by corpus, and how they grow, the worst first.

    `sizes` are bytes by multiple, `laps_by_times` the medians of the rounds in milliseconds, by multiple and name.
    """
    multiples = sorted(sizes)
    rows = []
    for name in laps_by_times[multiples[-1]]:
        times = [laps_by_times[multiple].get(name, 0) for multiple in multiples]
        # Of what is short on the small corpora the clock's steps are left out.
        known = [(sizes[multiple], time) for multiple, time in zip(multiples, times) if time >= SHORTEST / 10]
        if times[-1] < SHORTEST or len(known) < 2:
            continue
        power = fitted_exponent(*zip(*known))
        mark = "more than in proportion" if power > PROPORTIONAL else ""
        rows.append((power, [name, *(figure(time) for time in times), figure(power), mark]))
    return [row for _, row in sorted(rows, key=lambda pair: -pair[0])]


def print_laps(size, sizes, laps_by_times):
    heads = ["phase or rule", *(f"ms, {multiple} ×" for multiple in sorted(sizes)), "time ~ bytes^", ""]
    print_table(f"Growth of what takes {figure(SHORTEST)} ms or more, from {size}", heads, lap_rows(sizes, laps_by_times))


def print_growth(size, measured):
    heads = ["corpus", "files", "relevant MB", "CPU ms", "time ~ bytes^", "peak MB", "memory ~ bytes^"]
    print_table(f"Growth of check with one job, from {size}", heads, growth_rows(measured))
