# The job of sheets.kijun in jq, with numbers brought to whole tenths and hundredths by hand: jq -c -f grade.jq SHEETS > OUT
def whole(factor): . * factor | round;
def grade:
  if .actual == null then "-"
  else [(.actual | whole(100)), (.target | whole(100))] as $given
  | (if .direction == "increase" then $given else ($given | reverse) end) as [$high, $low]
  | if $high >= $low then "A" elif 100 * $high >= 90 * $low then "B" elif 100 * $high >= 80 * $low then "C" else "D" end
  end;
("引き続き推進") as $on | ("効果的な取組を検討して引き続き推進") as $better | ("取組を見直して推進") as $review | ("抜本的な見直しが必要") as $deep
| {a: {"AB only": $on, none: $on, "has C": $better, "has D": $review},
   b: {"AB only": $better, none: $review, "has C": $review, "has D": $deep},
   c: {"AB only": $better, none: $better, "has C": $better, "has D": $review}} as $table
| (.basis2 == "○" or .basis3 == "○" or .basis4 == "○") as $acts
| (if $acts | not then "b" elif .basis1 == "○" then "a" elif .basis1 == "△" then "c" else "b" end) as $judge
| (reduce (.indicators[] | grade) as $grade ({A: 0, B: 0, C: 0, D: 0}; if $grade == "-" then . else .[$grade] += 1 end)) as $counts
| (if $counts.D > 0 then "has D" elif $counts.C > 0 then "has C" elif $counts.A + $counts.B > 0 then "AB only" else "none" end) as $class
| $table[$judge][$class] as $overall
| (.projects | map({key: .id, value: true}) | from_entries) as $known
| . as $sheet
| {code, judge: $judge, class: $class, overall: $overall, failed: [
    (select(([.projects[].cost] | add) != .totals.cost) | "cost_total"),
    (select(([.projects[].fte_hq | whole(10)] | add) != (.totals.fte_hq | whole(10))) | "fte_hq_total"),
    (select(any(.projects[]; .full_cost != .cost + (.fte_total | whole(10)) * 792)) | "full_cost"),
    (select(first(.budget[] | select(.year == $sheet.fiscal_year)).amount != .totals.cost) | "budget_current"),
    (select(any(.actions[]; $known[.project_id] | not)) | "action_ref"),
    (select(.reported != {judge: $judge, counts: $counts, overall: $overall}) | "reported")]}
