#!/usr/bin/env python3
"""What a call costs in the SIP container, next to an agent on plain JAIN-SIP.

    ear/system-test/benchmark/benchmark.py [--parts calls,limit,flood] [--runs 3] [--out FOLDER]

Needs the provisioned server (./jackfield run or mvn package makes it), a JDK, sipp, and nothing
else. Everything stays on loopback. All three parts take about 11 minutes:

calls   INVITE-200-ACK-BYE-200 over UDP at 1,000 calls/s, both servers in turn: CPU per call, and
        what is left in the container's heap after 20,000 and after 200,000 calls
limit   1,000 calls/s at an admission limit of 200
flood   all that two generators can send, without a limit

Prints a line of JSON for each measurement, keeps them in results.jsonl, and ends with a table of
the bars. The exit code is 1 when a bar is missed.
"""
import argparse
import glob
import os
import statistics
import sys
import time

import meter
from load import Load, percentile
from report import carry_out, read
from servers import BareAgent, Container, ask_options, compile_sources, until

WORKERS = max(4, os.cpu_count() or 1)  # as many as the container has by default
RATE = 1000
WARM_UP = (300, 30)
# transactions linger for 32 s: from then on as many end as begin
STEADY_AFTER = 35
RUN_SECONDS = 60
LIMIT = 200
FLOOD = 20_000


class Benchmark:
    def __init__(self, options, report):
        self.report = report
        self.options = options
        self.work = options.out
        self.java_home = options.java_home
        self.local = options.port + 100
        modules = os.path.join(options.home, "modules", "system", "layers", "base")
        jars = [jar for place in ("org/jackfield/sip", "jakarta/servlet/api")
                for jar in glob.glob(os.path.join(modules, place, "**", "*.jar"), recursive=True)]
        jain = [jar for jar in jars if "jain-sip-ri" in jar]
        if not jain:
            sys.exit(f"No server in {options.home}: 'mvn package -DskipTests' makes it")
        classes = compile_sources(self.java_home, jars, self.work)
        self.container = Container(
            self.java_home, options.home, classes, self.work, options.offset)
        # the stack's classes name a logging library, which is then not used
        logging = [jar for jar in jars if "log4j" in jar]
        self.bare = BareAgent(
            self.java_home, classes, jain + logging, self.work, options.port, WORKERS)

    def stop(self):
        self.bare.stop()
        self.container.stop()

    def load(self, server, rate, **how):
        return Load(self.work, server.port, rate, self.local, **how)

    def warm_up(self, server):
        rate, seconds = WARM_UP
        counts = self.load(server, rate, calls=rate * seconds).finish()
        if counts["failed"]:
            raise RuntimeError(f"{server.name} fails when it is warmed up: {counts}")

    # --- calls ---------------------------------------------------------------------------------

    def calls(self):
        for server in (self.bare, self.container):
            self.warm_up(server)
        made = WARM_UP[0] * WARM_UP[1]
        self.load(self.container, RATE, calls=20_000 - made).finish()
        small = self.live_mib()
        lines = len(self.container.log_lines())
        results = {self.bare.name: [], self.container.name: []}
        for _ in range(self.options.runs):
            for server in (self.bare, self.container):
                results[server.name].append(self.run(server))
        large = self.live_mib()
        mine = results[self.container.name]
        failed = sum(run["failed"] + run["refused"] for run in mine)
        cost = {name: statistics.median(run["cpu_ms_per_call"] for run in runs)
                for name, runs in results.items()}
        ratio = round(cost[self.container.name] / cost[self.bare.name], 2)
        logged = len(self.container.log_lines()) - lines
        total = 20_000 + self.options.runs * RATE * RUN_SECONDS
        self.report.line("calls", median_cpu_ms_per_call=cost, ratio=ratio)
        self.report.bar(f"calls that fail at {RATE}/s", failed, "0", failed == 0)
        self.report.bar("lines in the log meanwhile", logged, "0", logged == 0)
        self.report.bar("CPU per call, times bare JAIN-SIP", ratio, "at most 1.6", ratio <= 1.6)
        growth = round(large - small, 1)
        self.report.bar(f"MiB more in the heap after {total} calls than after 20000", growth,
                        "at most 20", growth <= 20)

    def run(self, server):
        load = self.load(server, RATE, calls=RATE * RUN_SECONDS)
        time.sleep(STEADY_AFTER)
        stretch = meter.Stretch(server.pid, [load.pid])
        time.sleep(RUN_SECONDS - STEADY_AFTER - 2)
        figures = stretch.end()
        counts = load.finish()
        calls = load.between("SuccessfulCall(C)", figures.pop("from"), figures.pop("to"))
        times = load.milliseconds("answered")
        figures.update(
            counts,
            cpu_ms_per_call=round(1000 * figures["server_cpu_s"] / calls, 3),
            answer_p50_ms=percentile(times, 0.5),
            answer_p99_ms=percentile(times, 0.99),
            resident_mib=meter.resident_mib(server.pid))
        self.report.line("run", server=server.name, **figures)
        return figures

    def live_mib(self):
        """The container's heap when all its calls are over and forgotten."""
        until("no transaction is left", 60, lambda: self.container.figure("transactions") == 0)
        live = round(meter.live_bytes(self.java_home, self.container.pid) / 2**20, 1)
        self.report.line("heap", live_mib=live)
        return live

    # --- limit ---------------------------------------------------------------------------------

    def limit(self):
        self.warm_up(self.container)
        lines = len(self.container.log_lines())
        self.container.limit(LIMIT)
        seconds = 20
        load = self.load(self.container, RATE, calls=RATE * seconds)
        time.sleep(5)
        begin = time.time()
        stretch = meter.Stretch(self.container.pid, [load.pid])
        time.sleep(seconds - 7)
        end = time.time()
        figures = stretch.end()
        counts = load.finish()
        answered = load.between("answered(C)", begin, end) / (end - begin)
        refusals = load.milliseconds("refused")
        p99 = percentile(refusals, 0.99)
        time.sleep(5)
        after = self.load(self.container, LIMIT // 2, calls=LIMIT // 2 * 5)
        later = after.finish()
        times = after.milliseconds("answered")
        self.container.limit(0)
        self.report.line(
            "limit", **counts, answered_per_s=round(answered, 1),
            server_cores=figures["server_cores"], other_cores=figures["other_cores"],
            refusal_p50_ms=percentile(refusals, 0.5), refusal_p99_ms=p99,
            refusal_max_ms=refusals[-1] if refusals else None,
            later=later, later_p99_ms=percentile(times, 0.99))
        self.report.bar(f"calls/s completed of {RATE} at a limit of {LIMIT}", round(answered, 1),
                        "at least 190", answered >= 0.95 * LIMIT)
        self.report.bar("calls neither completed nor refused", counts["failed"], "0",
                        counts["failed"] == 0)
        self.report.bar("ms until a 503, p99", p99, "at most 50",
                        p99 is not None and p99 <= 50)
        wrong = later["failed"] + later["refused"] + later["resent"]
        self.report.bar(f"calls failed, refused or resent 5 s after, at {LIMIT // 2}/s", wrong,
                        "0", wrong == 0)
        logged = len(self.container.log_lines()) - lines
        self.report.line("limit", log_lines=logged)

    # --- flood ---------------------------------------------------------------------------------

    def flood(self):
        server = self.container
        self.warm_up(server)
        threads = meter.sip_threads(self.java_home, server.pid)
        lines = len(server.log_lines())
        loads = [Load(self.work, server.port, FLOOD, self.local + 10 * i, seconds=20,
                      open_calls=50_000) for i in range(2)]
        stretch = meter.Stretch(server.pid, [load.pid for load in loads])
        time.sleep(15)
        figures = stretch.end()
        counts = [load.finish() for load in loads]
        time.sleep(5)
        answer = ask_options(server.port, 2)
        after = self.load(server, 100, calls=500)
        later = after.finish()
        lost = sorted(set(threads) - set(meter.sip_threads(self.java_home, server.pid)))
        log = server.log_lines()[lines:]
        memory = sum("OutOfMemoryError" in line for line in log)
        self.report.line(
            "flood", **{key: sum(count[key] for count in counts) for key in counts[0]},
            server_cores=figures["server_cores"], generator_cores=figures["generator_cores"],
            other_cores=figures["other_cores"], resident_mib=meter.resident_mib(server.pid),
            options_ms=answer, later=later, later_p99_ms=percentile(
                after.milliseconds("answered"), 0.99), log_lines=len(log))
        self.report.bar("SIP threads lost in a flood", len(lost), "0", not lost)
        self.report.bar("OutOfMemoryErrors in the log", memory, "0", memory == 0)
        self.report.bar("ms until OPTIONS is answered 5 s after", answer, "any",
                        answer is not None)
        self.report.bar("calls that fail then, at 100/s", later["failed"] + later["refused"], "0",
                        later["failed"] + later["refused"] == 0)


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="calls,limit,flood")
    parser.add_argument("--runs", type=int, default=3, help="of each server, in turn")
    parser.add_argument("--port", type=int, default=28_060,
                        help="of the bare agent; the generators take those 100 above")
    return read(parser, "benchmark", offset=11_000)


def parts(benchmark):
    for part in benchmark.options.parts.split(","):
        getattr(benchmark, part)()


if __name__ == "__main__":
    carry_out(arguments(), Benchmark, parts, workers=WORKERS)
