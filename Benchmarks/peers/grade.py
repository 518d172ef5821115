#!/usr/bin/env python3
"""The job of sheets.kijun in Python, with the numbers brought to whole tenths and hundredths by hand.

    grade.py json|orjson run SHEETS OUT        grade.py json|orjson eval SHEETS REPETITIONS
"""
import statistics
import sys
import time

ON, BETTER, REVIEW, DEEP = "引き続き推進", "効果的な取組を検討して引き続き推進", "取組を見直して推進", "抜本的な見直しが必要"
OVERALL = {
    ("a", "AB only"): ON, ("a", "none"): ON, ("a", "has C"): BETTER, ("a", "has D"): REVIEW,
    ("b", "AB only"): BETTER, ("b", "none"): REVIEW, ("b", "has C"): REVIEW, ("b", "has D"): DEEP,
    ("c", "AB only"): BETTER, ("c", "none"): BETTER, ("c", "has C"): BETTER, ("c", "has D"): REVIEW,
}


def tenths(value):
    return round(value * 10)


def grade(indicator):
    actual, target = indicator["actual"], indicator["target"]
    if actual is None:
        return "-"
    actual, target = round(actual * 100), round(target * 100)
    high, low = (actual, target) if indicator["direction"] == "increase" else (target, actual)
    return "A" if high >= low else "B" if 100 * high >= 90 * low else "C" if 100 * high >= 80 * low else "D"


def judge(sheet):
    acts = "○" in (sheet["basis2"], sheet["basis3"], sheet["basis4"])
    return "b" if not acts else {"○": "a", "△": "c"}.get(sheet["basis1"], "b")


def evaluate(sheet):
    counts = {"A": 0, "B": 0, "C": 0, "D": 0, "-": 0}
    for indicator in sheet["indicators"]:
        counts[grade(indicator)] += 1
    del counts["-"]
    kind = "has D" if counts["D"] else "has C" if counts["C"] else "AB only" if counts["A"] or counts["B"] else "none"
    judged = judge(sheet)
    overall = OVERALL[judged, kind]
    projects, totals, failed = sheet["projects"], sheet["totals"], []
    if sum(row["cost"] for row in projects) != totals["cost"]:
        failed.append("cost_total")
    if sum(tenths(row["fte_hq"]) for row in projects) != tenths(totals["fte_hq"]):
        failed.append("fte_hq_total")
    if any(row["full_cost"] != row["cost"] + tenths(row["fte_total"]) * 792 for row in projects):
        failed.append("full_cost")
    if [row["amount"] for row in sheet["budget"] if row["year"] == sheet["fiscal_year"]][:1] != [totals["cost"]]:
        failed.append("budget_current")
    known = {row["id"] for row in projects}
    if any(row["project_id"] not in known for row in sheet["actions"]):
        failed.append("action_ref")
    if sheet["reported"] != {"judge": judged, "counts": counts, "overall": overall}:
        failed.append("reported")
    return judged, kind, overall, failed


def main():
    reader, section, sheets, last = sys.argv[1:]
    if reader == "orjson":
        from orjson import dumps, loads
    else:
        from json import loads, dumps as text
        dumps = lambda value: text(value, ensure_ascii=False, separators=(",", ":")).encode()
    with open(sheets, "rb") as lines:
        if section == "run":
            with open(last, "wb") as out:
                for line in lines:
                    sheet = loads(line)
                    judged, kind, overall, failed = evaluate(sheet)
                    out.write(dumps({"code": sheet["code"], "judge": judged, "class": kind, "overall": overall, "failed": failed}) + b"\n")
            return
        loaded, work = [loads(line) for line in lines], judge if section == "judge" else evaluate
    times = []
    for _ in range(int(last)):
        start = time.perf_counter()
        for sheet in loaded:
            work(sheet)
        times.append(time.perf_counter() - start)
    print(statistics.median(times))


main()
