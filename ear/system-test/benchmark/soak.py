#!/usr/bin/env python3
"""Mixed calls for half an hour: nothing fails, and nothing is left behind.

    ear/system-test/benchmark/soak.py [--seconds 1800] [--times 1] [--out FOLDER]

Needs what ./jackfield run makes (server and EAR), a JDK, sipp, and nothing else. It starts a server
and a web application of its own; everything stays on loopback. A second of the mix is, times
--times:

2    brief calls: the application hangs up at once
0.5  menus: 2 s of a prompt, a key, another document
0.2  messages: 3 s of the caller are recorded
0.2  bridges: 10 s with a far end that sends back what it hears
2    questions to the API: a page of calls; a recording as WAV, which is then deleted

Prints a line of JSON every half minute (threads, files, UDP ports, memory, CPU) and ends with a table
of the bars. The exit code is 1 when a bar is missed.
"""
import argparse
import json
import math
import os
import struct
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import meter
from report import ROOT, carry_out, read
from servers import LOOPBACK, VoiceServer, launch

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = os.path.join(HERE, "../src/test/resources/sipp/uac-key.xml")
NUMBERS = {"brief": "+15550201", "menu": "+15550202", "message": "+15550203", "bridge": "+15550204"}
RATES = {"brief": 2, "menu": 0.5, "message": 0.2, "bridge": 0.2}
SCENARIOS = {"brief": "hear.xml", "menu": KEY, "message": "hear.xml", "bridge": "talk.xml"}
EVERY = 30
# Transactions linger for 32 s, and what is kept of a call for a while longer
AFTERWARDS = 90


class Application:
    """The web application behind the numbers."""

    def __init__(self, port, far):
        documents = {
            "/brief": "<Hangup/>",
            "/menu": '<Gather numDigits="1" action="/chosen"><Play loop="0">/prompt.wav</Play></Gather>',
            "/chosen": "<Hangup/>",
            "/message": '<Record maxLength="3" timeout="10" playBeep="false" action="/recorded"/>',
            "/recorded": "<Hangup/>",
            "/bridge": f"<Dial><Sip>sip:far@{LOOPBACK}:{far}</Sip></Dial>",
        }
        prompt = wav(samples(5))

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                self.answer("audio/wav", prompt, "max-age=3600")

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                document = documents.get(self.path.split("?")[0])
                self.answer("text/xml", f"<Response>{document}</Response>".encode(), "no-store")

            def answer(self, kind, body, cache):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", cache)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.address = f"http://{LOOPBACK}:{port}"
        server = ThreadingHTTPServer((LOOPBACK, port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


def samples(seconds):
    """A sound that goes up and down, 8 kHz."""
    return [int(8000 * math.sin(t / 8000 * 2 * math.pi * (500 + 200 * math.sin(t / 4000))))
            for t in range(8000 * seconds)]


def wav(sound):
    data = struct.pack(f"<{len(sound)}h", *sound)
    return (b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
            + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
            + b"data" + struct.pack("<I", len(data)) + data)


def mu_law(sample):
    """ITU-T G.711."""
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), 32635) + 132
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | magnitude >> exponent + 3 & 0x0F) & 0xFF


class Callers:
    """One sipp for each kind of call."""

    def __init__(self, work, kind, target, local, rate, seconds):
        self.kind = kind
        self.folder = os.path.join(work, kind)
        os.makedirs(self.folder, exist_ok=True)
        with open(os.path.join(self.folder, "speech.ulaw"), "wb") as speech:
            speech.write(bytes(mu_law(sample) for sample in samples(20)))
        # sipp takes whole numbers: calls in a period of ten seconds
        command = [
            "sipp", f"{LOOPBACK}:{target}", "-sf", os.path.join(HERE, SCENARIOS[kind]),
            "-s", NUMBERS[kind], "-i", LOOPBACK, "-p", str(local), "-cp", str(local + 1),
            "-mi", LOOPBACK, "-mp", str(local + 600),
            "-r", str(max(1, round(10 * rate))), "-rp", "10000",
            "-m", str(max(1, round(rate * seconds))), "-l", "1000", "-nostdin", "-trace_stat",
            "-fd", "10", "-stf", "statistics.csv", "-trace_err", "-error_file", "errors.log"]
        with open(os.path.join(self.folder, "screen.log"), "w") as screen:
            self.process = launch(command, screen, cwd=self.folder)

    def finish(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with open(os.path.join(self.folder, "statistics.csv")) as table:
            rows = [line.split(";") for line in table.read().splitlines()]
        last = dict(zip(rows[0], rows[-1]))
        return {"made": int(last["TotalCallCreated"]), "well": int(last["SuccessfulCall(C)"]),
                "failed": int(last["FailedCall(C)"]), "resent": int(last["Retransmissions(C)"])}


class Questions:
    """Asks the API as fast as it is told to, and keeps what was wrong."""

    def __init__(self, server, rate):
        self.server = server
        self.rate = rate
        self.asked = 0
        self.wrong = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        pause = 2 / self.rate
        while not self.ended.wait(pause):
            try:
                self.server.ask("GET", "Calls.json?PageSize=50")
                recordings = json.loads(
                    self.server.ask("GET", "Recordings.json?PageSize=1"))["recordings"]
                for one in recordings:
                    if one["status"] == "completed":
                        self.server.ask("GET", f"Recordings/{one['sid']}.wav")
                        self.server.ask("DELETE", f"Recordings/{one['sid']}.json")
                        self.asked += 2
                self.asked += 2
            except (OSError, ValueError, KeyError) as failure:
                self.wrong.append(str(failure))

    def end(self):
        self.ended.set()
        self.thread.join(60)


def state(server):
    """What the process of a server holds, and its database."""
    with open(f"/proc/{server.pid}/status") as status:
        threads = int(next(line for line in status if line.startswith("Threads")).split()[1])
    sockets = subprocess.run(["ss", "-uanpH"], capture_output=True, text=True, check=True).stdout
    return {
        "threads": threads,
        "files": len(os.listdir(f"/proc/{server.pid}/fd")),
        "udp_ports": sockets.count(f"pid={server.pid},"),
        "resident_mib": meter.resident_mib(server.pid),
        "database_mib": os.path.getsize(
            os.path.join(server.base, "data", "jackfield.mv.db")) >> 20,
        "cpu_s": round(meter.cpu_seconds(server.pid), 1),
    }


def settled(server):
    """The same, and the heap, after a full collection."""
    live = round(meter.live_bytes(server.java_home, server.pid) / 2**20, 1)
    return {**state(server), "live_mib": live}


class Soak:
    def __init__(self, options, report):
        self.options = options
        self.report = report
        self.server = VoiceServer(options.java_home, options.home, options.ear, options.out,
                                  options.offset, options.server_option)
        base = options.port
        self.far = launch(["sipp", "-sn", "uas", "-rtp_echo", "-i", LOOPBACK, "-mi", LOOPBACK, "-p",
                           str(base + 1), "-mp", str(base + 500), "-nostdin"],
                          subprocess.DEVNULL)
        application = Application(base, base + 1)
        for kind, number in NUMBERS.items():
            self.server.ask("POST", "IncomingPhoneNumbers.json", PhoneNumber=number,
                            VoiceUrl=f"{application.address}/{kind}")

    def stop(self):
        self.far.kill()
        self.server.stop()

    def calls(self, seconds, times):
        """Makes the mix for so long; gives what became of each kind."""
        callers = [Callers(self.options.out, kind, self.server.port, self.options.port + 100 * (i + 1),
                           rate * times, seconds) for i, (kind, rate) in enumerate(RATES.items())]
        questions = Questions(self.server, 2 * times)
        stretch = meter.Stretch(self.server.pid, [one.process.pid for one in callers])
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(EVERY, left))
            self.report.line("state", left_s=round(left), **state(self.server))
        figures = stretch.end()
        results = {one.kind: one.finish(60) for one in callers}
        questions.end()
        self.report.line("calls", times=times, server_cores=figures["server_cores"],
                         generator_cores=figures["generator_cores"],
                         other_cores=figures["other_cores"], asked=questions.asked,
                         wrong=questions.wrong[:5], **results)
        return results, questions

    def run(self):
        self.calls(self.options.warm, self.options.times)
        time.sleep(AFTERWARDS)
        before = settled(self.server)
        self.report.line("before", **before)
        lines = len(self.server.log_lines())
        results, questions = self.calls(self.options.seconds, self.options.times)
        time.sleep(AFTERWARDS)
        after = settled(self.server)
        self.report.line("after", **after)
        made = sum(one["made"] for one in results.values())
        failed = sum(one["failed"] for one in results.values())
        bar = self.report.bar
        bar(f"calls that fail, of {made}", failed, "0", failed == 0)
        bar(f"questions that fail, of {questions.asked}", len(questions.wrong), "0",
            not questions.wrong)
        for what, most in (("live_mib", 10), ("threads", 5), ("files", 5), ("udp_ports", 0)):
            growth = round(after[what] - before[what], 1)
            bar(f"more {what} than before", growth, f"at most {most}", growth <= most)
        logged = self.server.log_lines()[lines:]
        for line in logged[:5]:
            self.report.line("log", text=line)
        bar("lines in the log meanwhile", len(logged), "0", not logged)


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--warm", type=int, default=120, help="seconds that are not counted")
    parser.add_argument("--times", type=float, default=1, help="how much of the mix in a second")
    parser.add_argument("--ear",
                        default=os.path.join(ROOT, "ear/application/target/jackfield.ear"))
    parser.add_argument("--server-option", action="append", default=[], metavar="-D...",
                        help="for the server, e.g. -Djackfield.rtp.ports=61000-65535")
    parser.add_argument("--port", type=int, default=29_000, help="of the web application, and on")
    return read(parser, "soak", offset=12_000)


if __name__ == "__main__":
    carry_out(arguments(), Soak, Soak.run)
