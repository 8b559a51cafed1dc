"""What the programs that measure have in common: their options, and what they print."""
import json
import os
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../.."))
HOME = os.path.join(ROOT, "server-config", "server", "target", "server")


class Report:
    """Lines of JSON as they come, and the bars at the end."""

    def __init__(self, folder):
        self.file = open(os.path.join(folder, "results.jsonl"), "a")
        self.bars = []

    def line(self, part, **values):
        text = json.dumps({"part": part, **values})
        print(text, flush=True)
        self.file.write(text + "\n")
        self.file.flush()

    def bar(self, what, seen, wanted, met):
        self.bars.append((what, str(seen), wanted, met))
        self.line("bar", what=what, seen=seen, wanted=wanted, met=met)

    def table(self):
        widths = [max(len(row[i]) for row in self.bars) for i in range(3)]
        print()
        for what, seen, wanted, met in self.bars:
            cells = [what.ljust(widths[0]), seen.rjust(widths[1]), wanted.ljust(widths[2])]
            print("  ".join([*cells, "met" if met else "MISSED"]))
        return all(met for *_, met in self.bars)


def read(parser, folder, offset):
    """The options of a program, with those that all have."""
    parser.add_argument("--home", default=HOME, help="the provisioned server")
    parser.add_argument("--offset", type=int, default=offset, help="of the server's ports")
    parser.add_argument("--java-home", default=os.environ.get("JAVA_HOME"))
    parser.add_argument("--out", default=os.path.join(ROOT, "ear/system-test/target", folder))
    options = parser.parse_args()
    if not options.java_home:
        parser.error("JAVA_HOME or --java-home must name a JDK")
    return options


def carry_out(options, make, work, **facts):
    """Makes what measures, lets it work, stops it; the exit code is 1 when a bar is missed."""
    os.makedirs(options.out, exist_ok=True)
    report = Report(options.out)
    report.line("start", date=time.strftime("%Y-%m-%d %H:%M"), cores=os.cpu_count(),
                load=os.getloadavg(), **facts)
    measuring = make(options, report)
    try:
        work(measuring)
    finally:
        measuring.stop()
    sys.exit(0 if report.table() else 1)
