"""The servers that are measured: the container, the application, and an agent on plain JAIN-SIP."""
import base64
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
LOOPBACK = "127.0.0.1"
# the same for both
JVM = ["-Xms1g", "-Xmx1g"]


def launch(command, output, **how):
    """Starts a process that goes before what others do on the machine, where that is allowed."""
    first = ["nice", "-n", "-10"] if os.geteuid() == 0 else []
    process = subprocess.Popen([*first, *command], stdout=output, stderr=subprocess.STDOUT,
                               start_new_session=True, **how)
    try:
        # where the kernel groups processes by session, nice counts only within a group
        with open(f"/proc/{process.pid}/autogroup", "w") as group:
            group.write("-10")
    except OSError:
        pass
    return process


def until(what, seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not within {seconds} s: {what}")
        time.sleep(0.1)


def ask_options(port, seconds):
    """Sends one OPTIONS; gives the milliseconds until its answer, or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.bind((LOOPBACK, 0))
        phone.settimeout(seconds)
        me = f"{LOOPBACK}:{phone.getsockname()[1]}"
        unique = f"{os.getpid()}-{time.time_ns()}"
        phone.sendto((
            f"OPTIONS sip:benchmark@{LOOPBACK}:{port} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {me};branch=z9hG4bK{unique}\r\n"
            f"From: <sip:caller@{me}>;tag={unique}\r\n"
            f"To: <sip:benchmark@{LOOPBACK}:{port}>\r\n"
            f"Call-ID: {unique}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
            "Content-Length: 0\r\n\r\n").encode(), (LOOPBACK, port))
        sent = time.monotonic()
        try:
            while not phone.recv(65536).startswith(b"SIP/2.0 200"):
                pass
        except TimeoutError:
            return None
        return round((time.monotonic() - sent) * 1000, 1)


def compile_sources(java_home, jars, work):
    classes = os.path.join(work, "classes")
    shutil.rmtree(classes, ignore_errors=True)
    os.makedirs(classes)
    subprocess.run(
        [os.path.join(java_home, "bin", "javac"), "-proc:none", "-d", classes,
         "-cp", ":".join(jars), *glob.glob(os.path.join(HERE, "*.java"))], check=True)
    return classes


class BareAgent:
    """An agent on plain JAIN-SIP, in a JVM like the container's."""
    name = "bare JAIN-SIP"

    def __init__(self, java_home, classes, jars, work, port, workers):
        self.port = port
        self.log = os.path.join(work, "bare.log")
        with open(self.log, "w") as log:
            self.process = launch(
                [os.path.join(java_home, "bin", "java"), *JVM, "-cp",
                 ":".join([classes, *jars]), "BareAgent", str(port), str(workers)], log)
        self.pid = self.process.pid
        until("the bare agent answers", 30, lambda: ask_options(port, 1) is not None)

    def log_lines(self):
        with open(self.log) as log:
            return log.read().splitlines()

    def stop(self):
        self.process.kill()
        self.process.wait()


class Server:
    """The provisioned server with an archive, on ports of its own."""

    def __init__(self, java_home, home, work, offset, deploy, options=()):
        self.java_home = java_home
        self.home = home
        self.port = 5060 + offset
        self.management = 9990 + offset
        self.base = os.path.join(work, "server")
        shutil.rmtree(self.base, ignore_errors=True)
        shutil.copytree(os.path.join(home, "standalone"), self.base)
        for folder in ("deployments", "data", "log"):
            shutil.rmtree(os.path.join(self.base, folder), ignore_errors=True)
        os.makedirs(os.path.join(self.base, "deployments"))
        self.archive = deploy(os.path.join(self.base, "deployments"))
        self.log = os.path.join(self.base, "log", "server.log")
        environment = dict(os.environ, JAVA_HOME=java_home, JAVA_OPTS=" ".join(JVM),
                           LAUNCH_JBOSS_IN_BACKGROUND="true")
        with open(os.path.join(work, "console.log"), "w") as console:
            self.process = launch(
                [os.path.join(home, "bin", "standalone.sh"), f"-Djboss.server.base.dir={self.base}",
                 f"-Djboss.socket.binding.port-offset={offset}", *options], console,
                env=environment)
        until(f"the server runs and has deployed {self.archive}", 180, self.is_up)
        self.pid = self.java()

    def is_up(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"The server has ended, see {self.log}")
        # WFLYSRV0025: started; WFLYSRV0010: deployed
        said = "\n".join(self.log_lines())
        return "WFLYSRV0025" in said and f'WFLYSRV0010: Deployed "{self.archive}"' in said

    def java(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            return int(children.read().split()[0])

    def log_lines(self):
        try:
            with open(self.log) as log:
                return log.read().splitlines()
        except FileNotFoundError:
            return []

    def manage(self, command):
        """Runs a command of jboss-cli."""
        return subprocess.run(
            [os.path.join(self.home, "bin", "jboss-cli.sh"), "--connect",
             f"--controller={LOOPBACK}:{self.management}", f"--command={command}"],
            check=True, capture_output=True, text=True, timeout=120,
            env=dict(os.environ, JAVA_HOME=self.java_home)).stdout

    def figure(self, name):
        answer = self.manage(f"/subsystem=sip:read-attribute(name={name})")
        return int(re.search(r'"result" => (-?\d+)', answer).group(1))

    def limit(self, calls_per_second):
        self.manage("/subsystem=sip:write-attribute("
                    f"name=calls-per-second,value={calls_per_second})")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait()


class Container(Server):
    """The one with the benchmark's servlet."""
    name = "container"

    def __init__(self, java_home, home, classes, work, offset):
        def deploy(folder):
            with zipfile.ZipFile(os.path.join(folder, "benchmark.war"), "w") as war:
                for name in ("BenchmarkServlet.class", "Answer.class"):
                    war.write(os.path.join(classes, name), "WEB-INF/classes/" + name)
            return "benchmark.war"

        super().__init__(java_home, home, work, offset, deploy)


class VoiceServer(Server):
    """The one with the application, and its API as the administrator uses it."""

    def __init__(self, java_home, home, ear, work, offset, options=()):
        def deploy(folder):
            shutil.copy(ear, os.path.join(folder, "jackfield.ear"))
            return "jackfield.ear"

        super().__init__(java_home, home, work, offset, deploy, (
            "-Djackfield.allowed-networks=127.0.0.0/8", "-Djackfield.dialing.allowed-prefixes=*",
            "-Djackfield.api.requests-per-second=1000", *options))
        with open(os.path.join(self.base, "data", "jackfield-account.txt")) as file:
            said = file.read()
        account = re.search(r"AC[0-9a-f]{32}", said).group()
        token = re.search(r"\b[0-9a-f]{32}\b", said.replace(account, "")).group()
        self.api = f"http://{LOOPBACK}:{8080 + offset}/2010-04-01/Accounts/{account}/"
        self.key = "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode()

    def ask(self, method, path, **form):
        """What the API answers; fails with what it said."""
        request = urllib.request.Request(
            self.api + path, method=method, headers={"Authorization": self.key},
            data=urllib.parse.urlencode(form).encode() if form else None)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.read()
        except urllib.error.HTTPError as refusal:
            raise OSError(f"{method} {path}: {refusal.code} {refusal.read()[:300]}") from refusal
