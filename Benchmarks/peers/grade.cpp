// The job of sheets.kijun in C++ with simdjson on demand: every key is looked at once, in the order of the file where it has one.
//
//     g++ -O3 -march=native -std=c++17 grade.cpp -lsimdjson -o grade
//     grade run SHEETS OUT        grade eval SHEETS REPETITIONS
#include <simdjson.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;
using std::string_view;

// A decimal as it is written, times a power of ten: exact, and what does not fit is an error.
static int64_t scaled(ondemand::value value, int places) {
    string_view text = value.raw_json_token();
    int64_t result = 0;
    bool negative = false, after = false;
    int digits = 0;
    for (char each : text) {
        if (each == '-') negative = true;
        else if (each == '.') after = true;
        else if (each >= '0' && each <= '9') {
            if (after && digits == places) { if (each != '0') throw simdjson_error(NUMBER_ERROR); continue; }
            if (__builtin_mul_overflow(result, 10, &result) || __builtin_add_overflow(result, each - '0', &result)) throw simdjson_error(NUMBER_ERROR);
            digits += after;
        } else if (each == ' ' || each == '\r' || each == '\n' || each == ',' || each == '}') break;
        else throw simdjson_error(NUMBER_ERROR);
    }
    for (; digits < places; digits++) if (__builtin_mul_overflow(result, 10, &result)) throw simdjson_error(NUMBER_ERROR);
    return negative ? -result : result;
}

struct Project { string_view id; int64_t cost, hq, total, full; };
struct Indicator { bool rises, known; int64_t actual, target; };
struct Sheet {
    string_view code, basis[4], judge, overall;
    int64_t year, cost, hq, counts[4];
    std::vector<std::pair<int64_t, int64_t>> budget;
    std::vector<Indicator> indicators;
    std::vector<Project> projects;
    std::vector<string_view> actions;
};

static void read(ondemand::object object, Sheet &sheet) {
    sheet.budget.clear(), sheet.indicators.clear(), sheet.projects.clear(), sheet.actions.clear();
    sheet.code = object["code"].get_string();
    sheet.year = scaled(object["fiscal_year"], 0);
    for (ondemand::object row : object["budget"]) {
        auto year = scaled(row["year"], 0);
        sheet.budget.emplace_back(year, scaled(row["amount"], 0));
    }
    for (ondemand::object row : object["indicators"]) {
        Indicator indicator;
        indicator.rises = string_view(row["direction"].get_string()) == "increase";
        indicator.target = scaled(row["target"], 2);
        ondemand::value actual = row["actual"];
        indicator.known = !actual.is_null();
        indicator.actual = indicator.known ? scaled(actual, 2) : 0;
        sheet.indicators.push_back(indicator);
    }
    const char *names[] = {"basis1", "basis2", "basis3", "basis4"};
    for (int i = 0; i < 4; i++) sheet.basis[i] = object[names[i]].get_string();
    for (ondemand::object row : object["projects"]) {
        Project project;
        project.id = row["id"].get_string();
        project.cost = scaled(row["cost"], 0);
        project.hq = scaled(row["fte_hq"], 1);
        project.total = scaled(row["fte_total"], 1);
        project.full = scaled(row["full_cost"], 0);
        sheet.projects.push_back(project);
    }
    ondemand::object totals = object["totals"];
    sheet.cost = scaled(totals["cost"], 0);
    sheet.hq = scaled(totals["fte_hq"], 1);
    for (ondemand::object row : object["actions"]) sheet.actions.push_back(row["project_id"].get_string());
    ondemand::object reported = object["reported"];
    sheet.judge = reported["judge"].get_string();
    ondemand::object counts = reported["counts"];
    const char *grades[] = {"A", "B", "C", "D"};
    for (int i = 0; i < 4; i++) sheet.counts[i] = scaled(counts[grades[i]], 0);
    sheet.overall = reported["overall"].get_string();
}

static const string_view ON = "引き続き推進", BETTER = "効果的な取組を検討して引き続き推進", REVIEW = "取組を見直して推進", DEEP = "抜本的な見直しが必要";
static const string_view CLASSES[] = {"AB only", "none", "has C", "has D"};
static const string_view OVERALL[3][4] = {{ON, ON, BETTER, REVIEW}, {BETTER, REVIEW, REVIEW, DEEP}, {BETTER, BETTER, BETTER, REVIEW}};
static const string_view CHECKS[] = {"cost_total", "fte_hq_total", "full_cost", "budget_current", "action_ref", "reported"};

struct Result { int judge, kind; string_view overall; unsigned failed; };

static int judge(const Sheet &sheet) {
    bool acts = sheet.basis[1] == "○" || sheet.basis[2] == "○" || sheet.basis[3] == "○";
    return !acts ? 1 : sheet.basis[0] == "○" ? 0 : sheet.basis[0] == "△" ? 2 : 1;
}

static Result evaluate(const Sheet &sheet) {
    int64_t counts[4] = {};
    for (auto &each : sheet.indicators) {
        if (!each.known) continue;
        __int128 high = each.rises ? each.actual : each.target, low = each.rises ? each.target : each.actual;
        counts[high >= low ? 0 : 100 * high >= 90 * low ? 1 : 100 * high >= 80 * low ? 2 : 3]++;
    }
    Result result;
    result.judge = judge(sheet);
    result.kind = counts[3] ? 3 : counts[2] ? 2 : counts[0] + counts[1] ? 0 : 1;
    result.overall = OVERALL[result.judge][result.kind];
    int64_t cost = 0, hq = 0;
    bool full = true;
    for (auto &each : sheet.projects) {
        cost += each.cost, hq += each.hq;
        full &= each.full == each.cost + each.total * 792;
    }
    auto budget = std::find_if(sheet.budget.begin(), sheet.budget.end(), [&](auto &row) { return row.first == sheet.year; });
    bool known = std::all_of(sheet.actions.begin(), sheet.actions.end(), [&](auto &action) {
        return std::any_of(sheet.projects.begin(), sheet.projects.end(), [&](auto &row) { return row.id == action; });
    });
    bool reported = sheet.judge == string_view(&"abc"[result.judge], 1) && sheet.overall == result.overall
        && std::equal(counts, counts + 4, sheet.counts);
    result.failed = (cost != sheet.cost) | (hq != sheet.hq) << 1 | !full << 2
        | (budget == sheet.budget.end() || budget->second != sheet.cost) << 3 | !known << 4 | !reported << 5;
    return result;
}

int main(int count, char **words) {
    if (count != 4) return 2;
    auto text = padded_string::load(words[2]).value();
    ondemand::parser parser;
    ondemand::document_stream lines = parser.iterate_many(text, 1 << 20);
    std::string section = words[1];
    if (section == "run") {
        FILE *out = fopen(words[3], "w");
        Sheet sheet;
        std::string line;
        for (auto document : lines) {
            read(document.get_object(), sheet);
            Result result = evaluate(sheet);
            line.assign("{\"code\":\"").append(sheet.code).append("\",\"judge\":\"").append(1, "abc"[result.judge]).append("\",\"class\":\"");
            line.append(CLASSES[result.kind]).append("\",\"overall\":\"").append(result.overall).append("\",\"failed\":[");
            bool first = true;
            for (int i = 0; i < 6; i++) {
                if (!(result.failed >> i & 1)) continue;
                line.append(first ? "\"" : ",\"").append(CHECKS[i]).append("\"");
                first = false;
            }
            line.append("]}\n");
            fwrite(line.data(), 1, line.size(), out);
        }
        return fclose(out) ? 1 : 0;
    }
    // The strings that on demand gives out last as long as its document: those of all sheets are kept apart.
    std::vector<Sheet> sheets;
    std::vector<std::string> kept;
    kept.reserve(4 << 20);
    auto keep = [&](string_view &each) { kept.emplace_back(each); each = kept.back(); };
    for (auto document : lines) {
        Sheet sheet;
        read(document.get_object(), sheet);
        if (kept.size() + 64 + sheet.projects.size() + sheet.actions.size() > kept.capacity()) return 1;
        keep(sheet.code), keep(sheet.judge), keep(sheet.overall);
        for (auto &each : sheet.basis) keep(each);
        for (auto &each : sheet.projects) keep(each.id);
        for (auto &each : sheet.actions) keep(each);
        sheets.push_back(std::move(sheet));
    }
    std::vector<double> times;
    std::vector<Result> results(sheets.size());
    for (int i = 0; i < std::max(1, atoi(words[3])); i++) {
        auto start = std::chrono::steady_clock::now();
        for (size_t each = 0; each < sheets.size(); each++) {
            if (section == "judge") results[each].judge = judge(sheets[each]);
            else results[each] = evaluate(sheets[each]);
        }
        times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (results[i % results.size()].judge > 2) return 1;
    }
    std::sort(times.begin(), times.end());
    printf("%.9f\n", times[times.size() / 2]);
}
