#!/usr/bin/env python3
"""Makes up N evaluation sheets with known faults, and what the rules must say of them.

    workload.py N DIRECTORY [SEED]

writes DIRECTORY/sheets_N.jsonl, a sheet a line of 7 to 10 KB, and DIRECTORY/truth_N.jsonl, for each sheet in the same order
{"code","judge","class","overall","failed"}. The fields are those of the form in sheets.kijun. Amounts are whole, people are
counted in tenths and indicators in hundredths: the truth is computed from these integers and never from a fraction.
"""
import json
import random
import sys

FTE_COST = 7920
CHECKS = ["cost_total", "fte_hq_total", "full_cost", "budget_current", "action_ref", "reported"]
ON, BETTER, REVIEW, DEEP = "引き続き推進", "効果的な取組を検討して引き続き推進", "取組を見直して推進", "抜本的な見直しが必要"
OVERALL = {
    "a": {"AB only": ON, "none": ON, "has C": BETTER, "has D": REVIEW},
    "b": {"AB only": BETTER, "none": REVIEW, "has C": REVIEW, "has D": DEEP},
    "c": {"AB only": BETTER, "none": BETTER, "has C": BETTER, "has D": REVIEW},
}
DIRECTIONS = ["拡充", "改善", "縮小", "統合", "廃止", "終了"]
DEPARTMENTS = ["企画部", "健康福祉部", "まちづくり部", "産業労働部", "農林部", "県土整備部", "教育委員会", "危機管理局"]
SUBJECTS = ["河川の水質", "空き家の活用", "学校の図書室", "公共交通の維持", "がん検診の受診", "里山の手入れ", "消防団の充足", "特産品の販路",
            "保育の受け皿", "橋の点検", "多文化共生", "創業の支援", "食品ロスの削減", "障がい者の就労", "文化財の修理", "避難所の備え"]
KINDS = ["推進費", "補助金", "調査費", "運営費", "改修工事", "に関する事務", "普及啓発費", "（債務負担）"]
SENTENCES = ["利用者への聞き取りでは、時間帯と場所についての要望が最も多かった。", "市町村の担当者会議を年に四回開き、進み具合を確かめている。",
             "前年度より申請が増えたため、受付の手順を見直した。", "人口の減り方が地域によって違うので、目標も地域ごとに置くこととした。",
             "施設の老朽化が進み、修繕の費用が\"想定\"を上回っている。", "国の交付金が終わる翌年度からの財源が課題である。",
             "専門の職員が足りず、近隣の自治体との共同実施を検討している。", "アンケートでは七割が「役に立った」と答えた。",
             "事業者の参入が見込めない地域では、直営を続ける。", "成果が数字に表れるまでに数年かかることに留意する。"]


def prose(random, least, most):
    length, parts = random.randint(least, most), []
    while length > 0:
        parts.append(random.choice(SENTENCES))
        length -= len(parts[-1])
    return "".join(parts)


def hundredths(value):
    """As a JSON number, whole where it is."""
    return None if value is None else value // 100 if value % 100 == 0 else value / 100


def indicator(random):
    """Target and actual in hundredths; a third stand exactly on a boundary between two grades."""
    rises, target = random.random() < 0.7, random.randint(1, 900) * random.choice([10, 100, 1000])
    kind = random.random()
    if kind < 0.1:
        actual = None
    elif kind < 0.43:
        actual = target * random.choice([8, 9, 10]) // 10
        if not rises:
            target, actual = actual, target
    else:
        actual = max(1, target * random.randint(55, 140) // 100)
    if actual is None:
        return rises, target, actual, "-"
    high, low = (actual, target) if rises else (target, actual)
    percent = 100 * high
    return rises, target, actual, "A" if percent >= 100 * low else "B" if percent >= 90 * low else "C" if percent >= 80 * low else "D"


def sheet(random, number):
    projects = []
    for index in range(random.randint(5, 40)):
        cost = random.choice([0, random.randint(1, 9_999), random.randint(1, 99_999), random.randint(1, 2_999_999)])
        hq, branch = random.randint(0, 120), random.choice([0, 0, random.randint(1, 70)])
        projects.append({
            "id": str(1001 + index), "name": random.choice(SUBJECTS) + random.choice(KINDS), "carryover": random.choice([0, 0, cost // 10]),
            "cost": cost, "general_fund": cost // random.choice([1, 2, 3]), "fte_hq": hq, "fte_branch": branch, "fte_total": hq + branch,
            "full_cost": cost + (hq + branch) * FTE_COST // 10})
    totals = {key: sum(row[key] for row in projects)
              for key in ("cost", "general_fund", "fte_hq", "fte_branch", "fte_total", "full_cost")}
    indicators = [indicator(random) for _ in range(random.randint(1, 4))]
    basis = [random.choice(["○", "○", "△", ""]), *(random.choice(["○", ""]) for _ in range(3))]
    actions = [{"project_id": random.choice(projects)["id"], "direction": random.choice(DIRECTIONS)} for _ in range(random.randint(0, 5))]

    acts = "○" in basis[1:]
    judge = "a" if acts and basis[0] == "○" else "c" if acts and basis[0] == "△" else "b"
    counts = {grade: sum(each[3] == grade for each in indicators) for grade in "ABCD"}
    kind = "has D" if counts["D"] else "has C" if counts["C"] else "AB only" if counts["A"] or counts["B"] else "none"
    overall = OVERALL[judge][kind]
    reported = {"judge": judge, "counts": counts, "overall": overall}

    failed = [check for check in CHECKS if random.random() < 0.025]
    if "cost_total" in failed:
        totals["cost"] += random.choice([-100, -1, 1, 10_000])
    if "fte_hq_total" in failed:
        totals["fte_hq"] += random.choice([-1, 1])
    if "full_cost" in failed:
        random.choice(projects)["full_cost"] += random.choice([-1, 1])
    budget = [totals["cost"] * random.randint(80, 110) // 100, totals["cost"] * random.randint(90, 120) // 100, totals["cost"]]
    if "budget_current" in failed:
        budget[2] += random.choice([-1, 1, 1000])
    if "action_ref" in failed:
        actions.insert(random.randint(0, len(actions)), {"project_id": str(1001 + len(projects) + random.randint(0, 3)), "direction": "改善"})
    if "reported" in failed:
        match random.randrange(3):
            case 0: reported["judge"] = "abc"[("abc".index(judge) + random.randint(1, 2)) % 3]
            case 1: reported["counts"] = {**counts, "B": counts["B"] + 1}
            case _: reported["overall"] = random.choice([each for each in (ON, BETTER, REVIEW, DEEP) if each != overall])

    for row in (*projects, totals):
        for key in ("fte_hq", "fte_branch", "fte_total"):
            row[key] /= 10  # the nearest fraction to so many tenths is written with one digit
    code = f"{1 + number // 1000:02}-{number % 1000:03}"
    return {
        "code": code, "title": random.choice(SUBJECTS) + "の推進", "department": random.choice(DEPARTMENTS), "fiscal_year": 2020,
        "situation": prose(random, 150, 450), "objective": prose(random, 150, 450), "results": prose(random, 200, 600),
        "budget": [{"year": year, "amount": amount} for year, amount in zip((2018, 2019, 2020), budget)],
        "indicators": [{"name": f"{random.choice(SUBJECTS)}（{index + 1}）", "direction": "increase" if rises else "decrease",
                        "target": hundredths(target), "actual": hundredths(actual)}
                       for index, (rises, target, actual, _) in enumerate(indicators)],
        **{f"basis{index + 1}": mark for index, mark in enumerate(basis)},
        "projects": projects, "totals": totals, "actions": actions, "reported": reported,
    }, {"code": code, "judge": judge, "class": kind, "overall": overall, "failed": failed}


def make(count, folder, seed=6):
    source = random.Random(seed)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with open(f"{folder}/sheets_{count}.jsonl", "w", encoding="utf-8") as sheets, open(f"{folder}/truth_{count}.jsonl", "w", encoding="utf-8") as truths:
        for number in range(count):
            made, truth = sheet(source, number)
            sheets.write(encode(made) + "\n")
            truths.write(encode(truth) + "\n")


if __name__ == "__main__":
    make(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 6)
