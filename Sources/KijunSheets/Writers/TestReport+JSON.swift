internal import Kijun
internal import KijunSyntax

extension TestReport {
    /// `{"tests": […], "summary": {…}}`, and with coverage `"coverage": {…}`.
    public func json(coverage: CoverageReport?) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.name("tests")
            json.array { json in for entry in tests { write(entry, to: &json) } }
            let counts = counts
            json.name("summary")
            json.object { json in
                for (name, count) in [
                    ("tests", counts.tests), ("failed", counts.failedTests), ("notRun", counts.errors),
                ] {
                    json.name(name)
                    json.literal("\(count)")
                }
                json.name("expectations")
                json.object { json in
                    for (name, count) in [
                        ("passed", counts.passed), ("failed", counts.failed), ("undetermined", counts.undetermined),
                        ("error", counts.notComputed),
                    ] {
                        json.name(name)
                        json.literal("\(count)")
                    }
                }
            }
            if let coverage {
                json.name("coverage")
                coverage.write(to: &json)
            }
        }
        json.raw("\n")
        return json.take()
    }

    private func write(_ entry: Entry, to json: inout JSONText) {
        json.object { json in
            json.name("title")
            json.string(entry.title)
            json.name("at")
            json.string(entry.at)
            json.name("state")
            json.string(entry.state.rawValue)
            if let on = entry.on {
                json.name("on")
                json.string(on)
            }
            if let problem = entry.problem {
                json.name("problem")
                json.string(problem[language])
            }
            json.name("sheets")
            json.array { json in
                for sheet in entry.sheets {
                    json.object { json in
                        if let name = sheet.name {
                            json.name("sheet")
                            json.string(name)
                        }
                        json.name("expectations")
                        json.array { json in for expectation in sheet.expectations { write(expectation, to: &json) } }
                    }
                }
            }
        }
    }

    private func write(_ expectation: ExpectationEntry, to json: inout JSONText) {
        json.object { json in
            json.name("text")
            json.string(expectation.text)
            json.name("at")
            json.string(expectation.at)
            json.name("state")
            json.string(expectation.state.rawValue)
            guard expectation.state != .passed else { return }
            json.name("comparisons")
            json.array { json in
                for comparison in expectation.comparisons {
                    json.object { json in
                        json.name("sides")
                        json.array { json in
                            for side in comparison.sides {
                                json.object { json in
                                    json.name("text")
                                    json.string(side.text)
                                    json.name("value")
                                    json.value(side.value)
                                    json.name("shown")
                                    json.string(side.shown)
                                }
                            }
                        }
                        if let difference = comparison.difference {
                            json.name("difference")
                            json.string(difference)
                        }
                        if !comparison.rows.isEmpty {
                            json.name("rows")
                            json.array { json in for row in comparison.rows { write(row, to: &json) } }
                        }
                    }
                }
            }
            json.name("notes")
            json.strings(expectation.notes)
            json.name("explanation")
            json.strings(expectation.explanation)
        }
    }

    private func write(_ row: RowEntry, to json: inout JSONText) {
        json.object { json in
            for (name, text) in [("row", row.name), ("got", row.got), ("expected", row.expected)] {
                json.name(name)
                json.string(text)
            }
            json.name("explanation")
            json.strings(row.explanation)
        }
    }
}
