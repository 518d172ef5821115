#!/usr/bin/env python3
"""Measures `kijun run` beside other tools that do the same job, and prints a table: see Documentation/Performance.md.

    compare.py [SECTION…]        runs sections (all of them without one): end, two, loaded, one, scale, rules, store
    compare.py commands          prints kijun's commands for another harness: a whole run, an evaluation, the judgement alone

In the environment: SIZES="1 10000 100000" (sheets), REPS=5 (rounds), LONG=1000000 (the long file of `scale`), PEERS=name,name (only
these), PYTHON (one that has orjson, duckdb, polars), WORK (a folder for sheets and results), KIJUN and BENCHMARKS (the programs).

All programs of a section take turns, round after round, so that whatever else the machine does falls on all of them. Time is the wall's,
from start to exit, with the result written to a file; memory is the most that a program had. `wrong` is how many sheets differ from
what `workload.py` knows of them. Ratios are to kijun in the same section.
"""
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
ENVIRONMENT = os.environ
SIZES = [int(size) for size in ENVIRONMENT.get("SIZES", "1 10000 100000").split()]
REPS = int(ENVIRONMENT.get("REPS", "5"))
LONG = int(ENVIRONMENT.get("LONG", "1000000"))
PYTHON = ENVIRONMENT.get("PYTHON", "python3")
WORK = pathlib.Path(ENVIRONMENT.get("WORK", ROOT / ".build" / "bench"))
KIJUN = ENVIRONMENT.get("KIJUN", str(ROOT / ".build/release/kijun"))
BENCHMARKS = ENVIRONMENT.get("BENCHMARKS", str(HERE / ".build/release/Benchmarks"))
RULES = HERE / "sheets.kijun"
ASKED = "code,judge,class,overall,failed"
PEERS = HERE / "peers"
OUT = WORK / "out.jsonl"

sys.path.insert(0, str(HERE))
import workload  # noqa: E402


# What there is to run

def kijun(sheets, out, *more):
    return [KIJUN, "run", str(RULES), str(sheets), "--only", ASKED, "--format", "jsonl", *more, "--output", str(out)]


def can(*command):
    """Whether a command can be run here and is well."""
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def built():
    """The C++ program, compiled anew where its source changed."""
    program, source = WORK / "grade", PEERS / "grade.cpp"
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return str(program)
    done = subprocess.run(["g++", "-O3", "-march=native", "-std=c++17", str(source), "-lsimdjson", "-o", str(program)], stderr=subprocess.DEVNULL)
    return str(program) if done.returncode == 0 else None


class Peer:
    """A program that does the job: by its own command for a whole run, and perhaps for passes over loaded sheets."""

    def __init__(self, name, is_there, run, loaded=None, largest=10**9, two=None, environment=None):
        self.name, self.is_there, self.run, self.loaded, self.largest, self.two = name, is_there, run, loaded, largest, two
        self.environment = environment or {}


def peers():
    grade = built() if shutil.which("g++") else None
    script = lambda name: str(PEERS / name)
    everyone = [
        Peer("C++ with simdjson", grade is not None, lambda s, o: [grade, "run", s, o], lambda s: [grade, "eval", s, "9"]),
        Peer("Python with orjson", can(PYTHON, "-c", "import orjson"),
             lambda s, o: [PYTHON, script("grade.py"), "orjson", "run", s, o], lambda s: [PYTHON, script("grade.py"), "orjson", "eval", s, "5"]),
        Peer("DuckDB", can(PYTHON, "-c", "import duckdb"),
             lambda s, o: [PYTHON, script("grade_duckdb.py"), "run", s, o, "1"],
             lambda s: [PYTHON, script("grade_duckdb.py"), "eval", s, "5", "1"],
             two=lambda s, o: [PYTHON, script("grade_duckdb.py"), "run", s, o, "2"]),
        Peer("LuaJIT with cjson", can("luajit", "-e", "require 'cjson'"),
             lambda s, o: ["luajit", script("grade.lua"), "run", s, o], lambda s: ["luajit", script("grade.lua"), "eval", s, "5"]),
        Peer("Lua 5.4 with cjson", can("lua5.4", "-e", "require 'cjson'"),
             lambda s, o: ["lua5.4", script("grade.lua"), "run", s, o], lambda s: ["lua5.4", script("grade.lua"), "eval", s, "5"]),
        Peer("Polars", can(PYTHON, "-c", "import polars"),
             lambda s, o: [PYTHON, script("grade_polars.py"), "run", s, o], lambda s: [PYTHON, script("grade_polars.py"), "eval", s, "5"],
             two=lambda s, o: [PYTHON, script("grade_polars.py"), "run", s, o], environment={"POLARS_MAX_THREADS": "1"}),
        Peer("Python", can("python3", "-V"),
             lambda s, o: ["python3", script("grade.py"), "json", "run", s, o], lambda s: ["python3", script("grade.py"), "json", "eval", s, "5"],
             largest=100_000),
        Peer("jq", can("jq", "-n", "1"), lambda s, o: ["sh", "-c", f"jq -c -f '{script('grade.jq')}' '{s}' > '{o}'"], largest=10_000),
    ]
    only = ENVIRONMENT.get("PEERS")
    if only:
        everyone = [peer for peer in everyone if peer.name.split()[0].lower() in only.lower().split(",")]
    absent = [peer.name for peer in everyone if not peer.is_there]
    if absent:
        print(f"Not installed here and left out: {', '.join(absent)}.\n")
    return [peer for peer in everyone if peer.is_there]


# The sheets

def sheets(count):
    WORK.mkdir(parents=True, exist_ok=True)
    path = WORK / f"sheets_{count}.jsonl"
    source = HERE / "workload.py"
    done = WORK / f"made_{count}"
    if not done.exists() or done.stat().st_mtime < source.stat().st_mtime:
        # A making that was broken off leaves no mark: it begins anew.
        done.unlink(missing_ok=True)
        workload.make(count, WORK)
        done.touch()
    return path


def repeated(path, times):
    """The same sheets one after another, so many times: as long as need be, and made at once."""
    longer = WORK / "long.jsonl"
    with open(longer, "wb") as out:
        for _ in range(times):
            with open(path, "rb") as part:
                shutil.copyfileobj(part, out, 1 << 24)
    return longer


def wrong(count):
    """How many lines are not those of the sheets in their order, missing and additional ones included."""
    with open(WORK / f"truth_{count}.jsonl", encoding="utf-8") as truths:
        expected = [json.loads(line) for line in truths]
    try:
        with open(OUT, encoding="utf-8") as results:
            found = [json.loads(line) for line in results]
    except (OSError, ValueError):
        return count
    return sum(is_this != was_that for is_this, was_that in zip(found, expected)) + abs(len(found) - len(expected))


# Measuring

class Run:
    """A program that was run to its end."""

    def __init__(self, command, environment=None, fine=(0, 1), is_short=False):
        note = WORK / "memory.txt"
        # Another process waits for it: what this one has in memory would count as the program's until it starts. It takes a millisecond.
        has_time = not is_short and os.path.exists("/usr/bin/time")
        timed = ["/usr/bin/time", "-q", "-f", "%M", "-o", str(note), *command] if has_time else list(command)
        start = time.perf_counter()
        process = subprocess.Popen(timed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**ENVIRONMENT, **(environment or {})})
        self.printed = process.stdout.read().decode()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.is_fine = process.returncode in fine
        text = note.read_text().split() if note.exists() and timed[0] != command[0] else []
        self.memory = int(text[-1]) / 1024 if text else usage.ru_maxrss / 1024


def rounds(candidates, reps=REPS, check=None, is_short=False):
    """Runs each candidate (name, command, environment) in turn, `reps` times.

    Returns for each name its runs, and what `check` said after the first.
    """
    runs, said = {name: [] for name, *_ in candidates}, {}
    for turn in range(reps):
        for name, command, environment in candidates:
            OUT.unlink(missing_ok=True)
            run = Run([str(word) for word in command], environment, is_short=is_short)
            if not run.is_fine:
                said[name] = "failed"
                continue
            runs[name].append(run)
            if turn == 0 and check:
                said[name] = check()
    return runs, said


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def heading(title, *columns):
    print(f"\n{title}\n")
    row(*columns)
    row(*("---" for _ in columns))


def table(title, runs, said, count):
    """One line a program, ratios to the first."""
    heading(title, "program", "s", "least–most", "CPU s", "MB", "sheets/s", "× kijun", "wrong sheets")
    base = None
    for name, each in runs.items():
        if not each:
            row(name, "failed", "", "", "", "", "", "")
            continue
        walls = [run.wall for run in each]
        median = statistics.median(walls)
        base = base or median
        row(name, f"{median:.3f}", f"{min(walls):.3f}–{max(walls):.3f}", f"{statistics.median(run.cpu for run in each):.3f}",
            f"{statistics.median(run.memory for run in each):.0f}", f"{count / median:,.0f}", f"{median / base:.2f}", said.get(name, ""))


# The sections

def end(everyone):
    """From start to exit, one thread."""
    for count in [size for size in SIZES if size > 1]:
        path = sheets(count)
        reps = REPS if count <= 10_000 else min(REPS, 3)
        candidates = [("kijun", kijun(path, OUT, "--jobs", "1"), None)]
        candidates += [(peer.name, peer.run(path, OUT), peer.environment) for peer in everyone if count <= peer.largest]
        runs, said = rounds(candidates, reps, lambda: wrong(count))
        megabytes = path.stat().st_size / 1e6
        table(f"**End to end, one thread: {count:,} sheets, {megabytes:.1f} MB** (medians of {reps} rounds)", runs, said, count)


def two(everyone):
    """From start to exit, two threads; the same with one beside it."""
    for count in [size for size in SIZES if size > 1]:
        path = sheets(count)
        reps = REPS if count <= 10_000 else min(REPS, 3)
        candidates = [("kijun, two threads", kijun(path, OUT, "--jobs", "2"), None), ("kijun, one thread", kijun(path, OUT, "--jobs", "1"), None)]
        candidates += [(f"{peer.name}, two threads", peer.two(path, OUT), {name: "2" for name in peer.environment})
                       for peer in everyone if peer.two and count <= peer.largest]
        # What the machine allows: neighbours may keep one of its processors busy.
        alone = [shlex.join(str(word) for word in kijun(path, out, "--jobs", "1")) for out in (WORK / "other.jsonl", OUT)]
        candidates.append(("both", ["sh", "-c", f"{alone[0]} & other=$!; {alone[1]}; status=$?; wait $other; exit $status"], None))
        runs, said = rounds(candidates, reps, lambda: wrong(count))
        both = runs.pop("both")
        said.pop("both", None)
        table(f"**End to end, two threads: {count:,} sheets** (medians of {reps} rounds)", runs, said, count)
        one = runs["kijun, one thread"]
        if one and both:
            ratio = 2 * statistics.median(run.wall for run in one) / statistics.median(run.wall for run in both)
            print(f"\nTwo runs of kijun at once, one thread each, grade {ratio:.2f} times as many sheets a second as one alone.")


def loaded(everyone):
    """Evaluation alone: sheets that are in memory as each program has them. Each prints the median seconds of its passes."""
    count = next((size for size in SIZES if 1_000 <= size <= 10_000), 10_000)
    path = sheets(count)
    candidates = [("kijun", [BENCHMARKS, "eval", path, "15"], None)]
    candidates += [(peer.name, peer.loaded(path), peer.environment) for peer in everyone if peer.loaded]
    runs, _ = rounds(candidates, min(REPS, 3))
    heading(f"**Evaluation of {count:,} loaded sheets** (medians)", "program", "ns a sheet", "least–most", "× kijun")
    base = None
    for name, each in runs.items():
        times = [float(run.printed.split()[-1]) / count * 1e9 for run in each if run.printed.split()]
        if not times:
            row(name, "failed", "", "")
            continue
        median = statistics.median(times)
        base = base or median
        row(name, f"{median:,.0f}", f"{min(times):,.0f}–{max(times):,.0f}", f"{median / base:.2f}")


def one(everyone):
    """The shortest run there is."""
    path = sheets(1)
    candidates = [("kijun run, one sheet", kijun(path, OUT), None), ("kijun eval '1+1'", [KIJUN, "eval", "1+1"], None)]
    candidates += [(peer.name + ", one sheet", peer.run(path, OUT), peer.environment) for peer in everyone]
    runs, _ = rounds(candidates, max(REPS, 21), is_short=True)
    heading(f"**Start to exit** (medians of {max(REPS, 21)} rounds)", "program", "ms", "least–most")
    for name, each in runs.items():
        if each:
            walls = [run.wall * 1e3 for run in each]
            row(name, f"{statistics.median(walls):.1f}", f"{min(walls):.1f}–{max(walls):.1f}")


def scale(_):
    """What a sheet costs, however many there are."""
    path, part = sheets(10_000), 10_000
    heading("**A longer file** (the same 10,000 sheets again and again, one thread)", "sheets", "s", "µs a sheet", "MB of memory", "× 10,000 sheets")
    base = None
    for count in sorted({10_000, 100_000, LONG}):
        if count < part:
            continue
        longer = path if count == part else repeated(path, count // part)
        runs, _ = rounds([("kijun", kijun(longer, OUT, "--jobs", "1"), None)], REPS if count <= 100_000 else 1)
        if count > part:
            longer.unlink()
        if not runs["kijun"]:
            row(f"{count:,}", "failed", "", "", "")
            continue
        each = statistics.median(run.wall for run in runs["kijun"]) / count * 1e6
        base = base or each
        row(f"{count:,}", f"{each * count / 1e6:.3f}", f"{each:.2f}", f"{max(run.memory for run in runs['kijun']):.0f}", f"{each / base:.2f}")
    OUT.unlink(missing_ok=True)


def rules(_):
    """What a rule costs, however many there are: checks that differ in a number, over the same fields."""
    path = sheets(10_000)
    heading("**More rules** (10,000 sheets, one thread)", "rules", "s", "ns a rule and sheet, reading taken off", "MB")
    form, found, _ = RULES.read_text(encoding="utf-8").partition("\n## 人工1人あたり")
    if not found:
        sys.exit(f"{RULES} has no heading behind its form")
    before = None
    for count in [0, 10, 100, 1_000]:
        written = WORK / f"rules_{count}.kijun"
        checks = [f"check limit_{index}: all(cost < {3_000_000 + index} for projects)" for index in range(count)]
        written.write_text(form + "\n\n" + "\n".join(["check base: all(cost >= 0 for projects)", *checks]) + "\n", encoding="utf-8")
        runs, _ = rounds([("kijun", [KIJUN, "run", written, path, "--only", "code,failed", "--format", "jsonl", "--jobs", "1", "--output", OUT], None)],
                         min(REPS, 3))
        if not runs["kijun"]:
            row(count, "failed", "", "")
            continue
        median = statistics.median(run.wall for run in runs["kijun"])
        before = before if before is not None else median
        cost = "–" if count == 0 else number((median - before) / count / 10_000 * 1e9)
        row(f"{count:,}", f"{median:.3f}", cost, f"{max(run.memory for run in runs['kijun']):.0f}")


def store(_):
    """Importing sheets into a store, once and again unchanged, and running from it."""
    count = max((size for size in SIZES if size <= 100_000), default=10_000)
    path, file = sheets(count), WORK / "sheets.store.sqlite"
    heading(f"**A store of {count:,} sheets** (one run each)", "step", "s", "MB of memory", "MB of file")
    for beside in WORK.glob(file.name + "*"):
        beside.unlink()
    steps = [("import", [KIJUN, "import", RULES, path, "--into", file]), ("import again", [KIJUN, "import", RULES, path, "--into", file]),
             ("run from the store", kijun(file, OUT, "--jobs", "1"))]
    for name, command in steps:
        run = Run([str(word) for word in command])
        size = file.stat().st_size / 1e6 if file.exists() else 0
        note = f" ({wrong(count)} wrong)" if name.startswith("run") and run.is_fine else ""
        row(name + note, f"{run.wall:.3f}" if run.is_fine else "failed", f"{run.memory:.0f}", f"{size:.0f}")
    for beside in WORK.glob(file.name + "*"):
        beside.unlink()


def main():
    sections = {each.__name__: each for each in (end, two, loaded, one, scale, rules, store)}
    wanted = sys.argv[1:] or list(sections)
    if wanted == ["commands"]:
        print(shlex.join(kijun("{in}", "{out}", "--jobs", "1")))
        print(shlex.join([BENCHMARKS, "eval", "{in}", "{reps}"]))
        print(shlex.join([BENCHMARKS, "judge", "{in}", "{reps}"]))
        return
    if unknown := [name for name in wanted if name not in sections]:
        sys.exit(f"no section {', '.join(unknown)}; there are: {', '.join(sections)}")
    WORK.mkdir(parents=True, exist_ok=True)
    everyone = peers()
    for name in wanted:
        sections[name](everyone)


main()
