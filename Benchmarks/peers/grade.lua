-- The job of sheets.kijun in Lua, with cjson and numbers brought to whole tenths and hundredths by hand.
--
--     lua grade.lua run SHEETS OUT        lua grade.lua eval SHEETS REPETITIONS
local cjson = require "cjson"
local floor = math.floor
local ON, BETTER, REVIEW, DEEP = "引き続き推進", "効果的な取組を検討して引き続き推進", "取組を見直して推進", "抜本的な見直しが必要"
local OVERALL = {
  a = { ["AB only"] = ON, none = ON, ["has C"] = BETTER, ["has D"] = REVIEW },
  b = { ["AB only"] = BETTER, none = REVIEW, ["has C"] = REVIEW, ["has D"] = DEEP },
  c = { ["AB only"] = BETTER, none = BETTER, ["has C"] = BETTER, ["has D"] = REVIEW },
}

local function whole(value, factor) return floor(value * factor + 0.5) end

local function judge(sheet)
  local acts = sheet.basis2 == "○" or sheet.basis3 == "○" or sheet.basis4 == "○"
  if not acts then return "b" end
  return sheet.basis1 == "○" and "a" or sheet.basis1 == "△" and "c" or "b"
end

local function grade(indicator)
  if indicator.actual == cjson.null then return "-" end
  local high, low = whole(indicator.actual, 100), whole(indicator.target, 100)
  if indicator.direction ~= "increase" then high, low = low, high end
  return high >= low and "A" or 100 * high >= 90 * low and "B" or 100 * high >= 80 * low and "C" or "D"
end

local function evaluate(sheet)
  local counts = { A = 0, B = 0, C = 0, D = 0, ["-"] = 0 }
  for _, indicator in ipairs(sheet.indicators) do
    local g = grade(indicator)
    counts[g] = counts[g] + 1
  end
  local kind = counts.D > 0 and "has D" or counts.C > 0 and "has C" or counts.A + counts.B > 0 and "AB only" or "none"
  local judged = judge(sheet)
  local overall = OVERALL[judged][kind]
  local totals, failed = sheet.totals, {}
  local cost, hq, full, known = 0, 0, true, {}
  for _, row in ipairs(sheet.projects) do
    cost = cost + row.cost
    hq = hq + whole(row.fte_hq, 10)
    if row.full_cost ~= row.cost + whole(row.fte_total, 10) * 792 then full = false end
    known[row.id] = true
  end
  if cost ~= totals.cost then failed[#failed + 1] = '"cost_total"' end
  if hq ~= whole(totals.fte_hq, 10) then failed[#failed + 1] = '"fte_hq_total"' end
  if not full then failed[#failed + 1] = '"full_cost"' end
  local budget
  for _, row in ipairs(sheet.budget) do
    if row.year == sheet.fiscal_year then budget = row.amount break end
  end
  if budget ~= totals.cost then failed[#failed + 1] = '"budget_current"' end
  for _, row in ipairs(sheet.actions) do
    if not known[row.project_id] then failed[#failed + 1] = '"action_ref"' break end
  end
  local said = sheet.reported
  if said.judge ~= judged or said.overall ~= overall or said.counts.A ~= counts.A or said.counts.B ~= counts.B
    or said.counts.C ~= counts.C or said.counts.D ~= counts.D then
    failed[#failed + 1] = '"reported"'
  end
  return judged, kind, overall, failed
end

local section, path, last = arg[1], arg[2], arg[3]
if section == "run" then
  local out = assert(io.open(last, "w"))
  for line in io.lines(path) do
    local sheet = cjson.decode(line)
    local judged, kind, overall, failed = evaluate(sheet)
    out:write('{"code":', cjson.encode(sheet.code), ',"judge":"', judged, '","class":"', kind, '","overall":"', overall,
      '","failed":[', table.concat(failed, ","), "]}\n")
  end
  out:close()
else
  local sheets, times = {}, {}
  for line in io.lines(path) do sheets[#sheets + 1] = cjson.decode(line) end
  local work = section == "judge" and judge or evaluate
  for i = 1, tonumber(last) do
    local start = os.clock()
    for _, sheet in ipairs(sheets) do work(sheet) end
    times[i] = os.clock() - start
  end
  table.sort(times)
  print(times[floor((#times + 1) / 2)])
end
