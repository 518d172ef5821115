#!/usr/bin/env python3
"""Counts what a sheet costs in allocations, and fails where that is more than Benchmarks/allocations.txt allows.

    allocations.py [--all]

The allocations of a run over 6 000 sheets less those of one over 2 000, shared among the 4 000: what a run costs once is in both. The
number of a release build is the same in every run, whatever else the machine does. `--all` also counts evaluation alone, for which the
benchmarks must be built. KIJUN and BENCHMARKS in the environment name the programs.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
KIJUN = os.environ.get("KIJUN", str(ROOT / ".build/release/kijun"))
BENCHMARKS = os.environ.get("BENCHMARKS", str(HERE / ".build/release/Benchmarks"))
FEW, MANY = 2_000, 6_000
RULES = str(HERE / "sheets.kijun")

sys.path.insert(0, str(HERE))
import workload  # noqa: E402


def run(*arguments):
    return lambda sheets: [[KIJUN, "run", RULES, sheets, "--format", "jsonl", "--jobs", "1", *arguments]]


#: For each name the commands over a file of sheets: the allocations of the first, less those of the second if there is one.
COUNTED = {
    "read-direct": run("--only", "code"),
    "run-direct": run("--only", "code,judge,class,overall,failed"),
    "run-full": run(),
    "read-full": lambda sheets: [[BENCHMARKS, "read", sheets, "2"], [BENCHMARKS, "read", sheets, "1"]],
    "evaluation": lambda sheets: [[BENCHMARKS, "eval", sheets, "2"], [BENCHMARKS, "eval", sheets, "1"]],
}
BY_BENCHMARKS = ["read-full", "evaluation"]


def allowed():
    lines = (HERE / "allocations.txt").read_text().splitlines()
    return {name: float(most) for name, most in (line.split() for line in lines if line.strip() and not line.startswith("#"))}


def main():
    limits, failed = allowed(), []
    with tempfile.TemporaryDirectory() as folder:
        counter, note = f"{folder}/count.so", f"{folder}/allocations"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", str(HERE / "allocations/count.c"), "-o", counter], check=True)
        for count in (FEW, MANY):
            workload.make(count, folder)

        def allocations(command):
            # Hashing that differs from run to run would make tables grow at other times.
            environment = {**os.environ, "LD_PRELOAD": counter, "ALLOCATIONS": note, "SWIFT_DETERMINISTIC_HASHING": "1"}
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
            if done.returncode not in (0, 1):
                sys.exit(f"{' '.join(command)}\n{done.stderr.decode()}")
            return int(pathlib.Path(note).read_text())

        for name, commands in COUNTED.items():
            if name in BY_BENCHMARKS and "--all" not in sys.argv:
                continue
            few, many = ([allocations(command) for command in commands(f"{folder}/sheets_{count}.jsonl")] for count in (FEW, MANY))
            each = ((many[0] - sum(many[1:])) - (few[0] - sum(few[1:]))) / (MANY - FEW)
            is_fine = each <= limits[name]
            print(f"{name:12} {each:10.2f} a sheet, at most {limits[name]:g}{'' if is_fine else '   EXCEEDED'}")
            if not is_fine:
                failed.append(name)
    sys.exit(1 if failed else 0)


main()
