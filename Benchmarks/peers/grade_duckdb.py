#!/usr/bin/env python3
"""The job of sheets.kijun in DuckDB, over declared decimals: exact.

    grade_duckdb.py run SHEETS OUT THREADS        grade_duckdb.py eval SHEETS REPETITIONS THREADS
"""
import statistics
import sys
import time

import duckdb

COLUMNS = """{
  code: 'VARCHAR', fiscal_year: 'INTEGER', basis1: 'VARCHAR', basis2: 'VARCHAR', basis3: 'VARCHAR', basis4: 'VARCHAR',
  budget: 'STRUCT("year" INTEGER, amount BIGINT)[]',
  indicators: 'STRUCT(direction VARCHAR, target DECIMAL(18,2), actual DECIMAL(18,2))[]',
  projects: 'STRUCT(id VARCHAR, "cost" BIGINT, fte_hq DECIMAL(18,1), fte_total DECIMAL(18,1), full_cost BIGINT)[]',
  totals: 'STRUCT("cost" BIGINT, fte_hq DECIMAL(18,1))', actions: 'STRUCT(project_id VARCHAR)[]',
  reported: 'STRUCT(judge VARCHAR, counts STRUCT(A INTEGER, B INTEGER, C INTEGER, D INTEGER), overall VARCHAR)'}"""
JUDGE = """CASE WHEN NOT (basis2 = '○' OR basis3 = '○' OR basis4 = '○') THEN 'b' WHEN basis1 = '○' THEN 'a' WHEN basis1 = '△' THEN 'c' ELSE 'b' END"""
JOB = f"""
WITH graded AS (
  SELECT *, {JUDGE} AS judge, list_transform(indicators, lambda i: CASE
    WHEN i.actual IS NULL THEN '-'
    WHEN i.direction = 'increase' THEN CASE WHEN i.actual >= i.target THEN 'A' WHEN 100 * i.actual >= 90 * i.target THEN 'B'
      WHEN 100 * i.actual >= 80 * i.target THEN 'C' ELSE 'D' END
    ELSE CASE WHEN i.target >= i.actual THEN 'A' WHEN 100 * i.target >= 90 * i.actual THEN 'B'
      WHEN 100 * i.target >= 80 * i.actual THEN 'C' ELSE 'D' END END) AS grades
  FROM sheets),
counted AS (
  SELECT *, len(list_filter(grades, lambda g: g = 'A')) AS a, len(list_filter(grades, lambda g: g = 'B')) AS b,
    len(list_filter(grades, lambda g: g = 'C')) AS c, len(list_filter(grades, lambda g: g = 'D')) AS d FROM graded),
classed AS (
  SELECT *, CASE WHEN d > 0 THEN 'has D' WHEN c > 0 THEN 'has C' WHEN a + b > 0 THEN 'AB only' ELSE 'none' END AS class FROM counted),
overalled AS (
  SELECT *, CASE judge
    WHEN 'a' THEN CASE class WHEN 'has C' THEN '効果的な取組を検討して引き続き推進' WHEN 'has D' THEN '取組を見直して推進' ELSE '引き続き推進' END
    WHEN 'b' THEN CASE class WHEN 'AB only' THEN '効果的な取組を検討して引き続き推進' WHEN 'has D' THEN '抜本的な見直しが必要' ELSE '取組を見直して推進' END
    ELSE CASE class WHEN 'has D' THEN '取組を見直して推進' ELSE '効果的な取組を検討して引き続き推進' END END AS overall FROM classed)
SELECT code, judge, class, overall, list_filter([
  CASE WHEN list_sum(list_transform(projects, lambda p: p.cost)) <> totals.cost THEN 'cost_total' END,
  CASE WHEN list_sum(list_transform(projects, lambda p: p.fte_hq)) <> totals.fte_hq THEN 'fte_hq_total' END,
  CASE WHEN len(list_filter(projects, lambda p: p.full_cost <> p.cost + p.fte_total * 7920)) > 0 THEN 'full_cost' END,
  CASE WHEN list_filter(budget, lambda y: y.year = fiscal_year)[1].amount <> totals.cost THEN 'budget_current' END,
  CASE WHEN NOT list_has_all(list_transform(projects, lambda p: p.id), list_transform(actions, lambda x: x.project_id)) THEN 'action_ref' END,
  CASE WHEN reported.judge <> judge OR reported.overall <> overall OR reported.counts.A <> a OR reported.counts.B <> b
    OR reported.counts.C <> c OR reported.counts.D <> d THEN 'reported' END], lambda f: f IS NOT NULL) AS failed
FROM overalled"""


def main():
    section, sheets, last, threads = sys.argv[1:]
    connection = duckdb.connect()
    connection.execute(f"SET threads = {int(threads)}")
    read = f"SELECT * FROM read_json('{sheets}', format = 'newline_delimited', columns = {COLUMNS})"
    if section == "run":
        connection.execute(f"CREATE VIEW sheets AS {read}")
        connection.execute(f"COPY ({JOB}) TO '{last}' (FORMAT json)")
        return
    connection.execute(f"CREATE TABLE sheets AS {read}")
    query = JOB if section == "eval" else f"SELECT {JUDGE} AS judge FROM sheets"
    times = []
    for _ in range(int(last)):
        start = time.perf_counter()
        connection.execute(f"CREATE OR REPLACE TEMP TABLE result AS {query}")
        times.append(time.perf_counter() - start)
    print(statistics.median(times))


main()
