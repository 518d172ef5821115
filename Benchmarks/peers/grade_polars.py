#!/usr/bin/env python3
"""The job of sheets.kijun in Polars, with the numbers brought to whole tenths and hundredths by hand.

    grade_polars.py run SHEETS OUT        grade_polars.py eval SHEETS REPETITIONS        (POLARS_MAX_THREADS=1)
"""
import statistics
import sys
import time

import polars as pl

ON, BETTER, REVIEW, DEEP = "引き続き推進", "効果的な取組を検討して引き続き推進", "取組を見直して推進", "抜本的な見直しが必要"
TEXT, WHOLE, REAL = pl.String, pl.Int64, pl.Float64
SCHEMA = {
    "code": TEXT, "fiscal_year": WHOLE, "budget": pl.List(pl.Struct({"year": WHOLE, "amount": WHOLE})),
    "indicators": pl.List(pl.Struct({"direction": TEXT, "target": REAL, "actual": REAL})),
    "basis1": TEXT, "basis2": TEXT, "basis3": TEXT, "basis4": TEXT,
    "projects": pl.List(pl.Struct({"id": TEXT, "cost": WHOLE, "fte_hq": REAL, "fte_total": REAL, "full_cost": WHOLE})),
    "totals": pl.Struct({"cost": WHOLE, "fte_hq": REAL}), "actions": pl.List(pl.Struct({"project_id": TEXT})),
    "reported": pl.Struct({"judge": TEXT, "counts": pl.Struct({grade: WHOLE for grade in "ABCD"}), "overall": TEXT}),
}


def whole(expression, factor):
    return (expression * factor).round().cast(WHOLE)


def graded(indicator):
    actual, target = whole(indicator.struct.field("actual"), 100), whole(indicator.struct.field("target"), 100)
    rises = indicator.struct.field("direction") == "increase"
    high, low = pl.when(rises).then(actual).otherwise(target), pl.when(rises).then(target).otherwise(actual)
    return (pl.when(actual.is_null()).then(pl.lit("-")).when(high >= low).then(pl.lit("A"))
            .when(100 * high >= 90 * low).then(pl.lit("B")).when(100 * high >= 80 * low).then(pl.lit("C")).otherwise(pl.lit("D")))


c = pl.col
acts = (c("basis2") == "○") | (c("basis3") == "○") | (c("basis4") == "○")
JUDGE = pl.when(~acts).then(pl.lit("b")).when(c("basis1") == "○").then(pl.lit("a")).when(c("basis1") == "△").then(pl.lit("c")).otherwise(pl.lit("b"))


def job(frame):
    row = pl.element().struct.field
    frame = frame.with_columns(judge=JUDGE, grades=c("indicators").list.eval(graded(pl.element())))
    frame = frame.with_columns(**{grade: c("grades").list.count_matches(grade).cast(WHOLE) for grade in "ABCD"})
    frame = frame.with_columns(**{"class": pl.when(c("D") > 0).then(pl.lit("has D")).when(c("C") > 0).then(pl.lit("has C"))
                                  .when(c("A") + c("B") > 0).then(pl.lit("AB only")).otherwise(pl.lit("none"))})
    is_, kind = (lambda name: c("judge") == name), c("class")
    frame = frame.with_columns(overall=(
        pl.when(is_("a") & kind.is_in(["AB only", "none"])).then(pl.lit(ON))
        .when(is_("b") & (kind == "has D")).then(pl.lit(DEEP))
        .when((kind == "has D") | (is_("b") & kind.is_in(["has C", "none"]))).then(pl.lit(REVIEW)).otherwise(pl.lit(BETTER))))
    totals, reported = c("totals").struct.field, c("reported").struct.field
    counts = reported("counts").struct.field
    failed = {
        "cost_total": c("projects").list.eval(row("cost")).list.sum() != totals("cost"),
        "fte_hq_total": c("projects").list.eval(whole(row("fte_hq"), 10)).list.sum() != whole(totals("fte_hq"), 10),
        "full_cost": c("projects").list.eval(row("full_cost") != row("cost") + whole(row("fte_total"), 10) * 792).list.any(),
        "budget_current": ~c("budget").list.contains(pl.struct(c("fiscal_year").alias("year"), totals("cost").alias("amount"))),
        "action_ref": c("actions").list.eval(row("project_id")).list.set_difference(c("projects").list.eval(row("id"))).list.len() > 0,
        "reported": (reported("judge") != c("judge")) | (reported("overall") != c("overall")) | pl.any_horizontal(
            *(counts(grade) != c(grade) for grade in "ABCD")),
    }
    names = [pl.when(condition).then(pl.lit(name)) for name, condition in failed.items()]
    return frame.select("code", "judge", "class", "overall", failed=pl.concat_list(names).list.drop_nulls())


def main():
    section, sheets, last = sys.argv[1:]
    if section == "run":
        job(pl.scan_ndjson(sheets, schema=SCHEMA, low_memory=True)).collect(engine="streaming").write_ndjson(last)
        return
    loaded, times = pl.read_ndjson(sheets, schema=SCHEMA), []
    for _ in range(int(last)):
        start = time.perf_counter()
        (job(loaded.lazy()) if section == "eval" else loaded.lazy().select(judge=JUDGE)).collect()
        times.append(time.perf_counter() - start)
    print(statistics.median(times))


main()
