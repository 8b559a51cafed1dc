"""Calls, made by sipp."""
import csv
import glob
import os
import subprocess

from servers import HERE, LOOPBACK, launch


class Load:
    """One sipp process that makes calls at a rate."""

    def __init__(self, work, port, rate, local, calls=None, seconds=None, open_calls=None):
        self.folder = os.path.join(work, f"sipp-{local}")
        os.makedirs(self.folder, exist_ok=True)
        for old in glob.glob(os.path.join(self.folder, "*")):
            os.remove(old)
        command = [
            "sipp", f"{LOOPBACK}:{port}", "-sf", os.path.join(HERE, "call.xml"),
            "-i", LOOPBACK, "-p", str(local), "-cp", str(local + 1), "-r", str(rate),
            "-l", str(open_calls or 3 * rate + 100), "-nostdin", "-trace_stat", "-fd", "1",
            "-stf", "statistics.csv", "-trace_rtt", "-rtt_freq", "100"]
        if calls:
            command += ["-m", str(calls)]
        if seconds:
            command += ["-timeout", f"{seconds}s"]
        with open(os.path.join(self.folder, "screen.log"), "w") as screen:
            self.process = launch(command, screen, cwd=self.folder)
        self.pid = self.process.pid
        self.bound = (seconds or calls / rate) + 120

    def finish(self):
        """Waits for the end; gives what sipp counted."""
        try:
            self.process.wait(self.bound)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return self.counts()

    def statistics(self):
        with open(os.path.join(self.folder, "statistics.csv"), newline="") as table:
            return list(csv.DictReader(table, delimiter=";"))

    def counts(self):
        last = self.statistics()[-1]
        return {
            "offered": int(last["TotalCallCreated"]),
            "answered": int(last["answered(C)"]),
            "refused": int(last["refused(C)"]),
            "failed": int(last["FailedCall(C)"]),
            "resent": int(last["Retransmissions(C)"]),
        }

    def between(self, counter, begin, end):
        """How much a cumulative counter grew between two moments."""
        rows = [(float(row["CurrentTime"].split("\t")[-1]), float(row[counter]))
                for row in self.statistics()]
        return at(rows, end) - at(rows, begin)

    def milliseconds(self, kind):
        """Sorted response times: answered for INVITE to 200, refused for INVITE to 503."""
        times = []
        for name in glob.glob(os.path.join(self.folder, "*_rtt.csv")):
            with open(name) as table:
                for line in table:
                    fields = line.strip().split(";")
                    if len(fields) == 3 and fields[2] == kind:
                        times.append(float(fields[1]))
        return sorted(times)


def at(rows, moment):
    """The value of a line through points at a moment."""
    before = rows[0]
    for row in rows:
        if row[0] >= moment:
            if row[0] == before[0]:
                return row[1]
            share = (moment - before[0]) / (row[0] - before[0])
            return before[1] + share * (row[1] - before[1])
        before = row
    return before[1]


def percentile(ordered, share):
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
