"""What the operating system and the JVM say about a process."""
import os
import re
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """User and system time of a process, as the scheduler has counted it."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def machine_seconds():
    """Time in which the cores of the machine did something, whoever asked for it."""
    with open("/proc/stat") as stat:
        fields = [int(field) for field in stat.readline().split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS


class Stretch:
    """The CPU time of a server between two moments, and what all others took meanwhile."""

    def __init__(self, server, generators):
        self.server = server
        self.generators = generators
        self.begin = self.look()

    def look(self):
        generators = sum(cpu_seconds(pid) for pid in self.generators)
        return time.time(), cpu_seconds(self.server), generators, machine_seconds()

    def end(self):
        until = self.look()
        wall, server, generators, machine = (b - a for a, b in zip(self.begin, until))
        return {
            "from": self.begin[0],
            "to": until[0],
            "server_cpu_s": round(server, 2),
            "server_cores": round(server / wall, 3),
            "generator_cores": round(generators / wall, 3),
            "other_cores": round((machine - server - generators) / wall, 3),
        }


def tool(java_home, pid, *command):
    """Asks a JVM something with jcmd."""
    return subprocess.run(
        [os.path.join(java_home, "bin", "jcmd"), str(pid), *command],
        check=True, capture_output=True, text=True, timeout=120).stdout


def live_bytes(java_home, pid):
    """Bytes of all objects that are left after a full collection; the second finds what the
    first only made free, such as what was kept by soft or phantom references."""
    tool(java_home, pid, "GC.run")
    histogram = tool(java_home, pid, "GC.class_histogram")
    return int(re.search(r"^Total\s+\d+\s+(\d+)", histogram, re.MULTILINE).group(1))


def sip_threads(java_home, pid):
    """Names of the threads that receive, work and keep time for SIP."""
    names = re.findall(r'^"(sip-(?:udp|worker|timer)[^"]*)"',
                       tool(java_home, pid, "Thread.print"), re.MULTILINE)
    return sorted(names)


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024
    return 0
