import Kijun
import KijunSheets
import KijunSyntax
import Testing

/// How the share of what was reached is told.
@Suite struct CoverageReportTests {
    @Test(arguments: [
        (0, 12, "0/12 (0%)"), (11, 12, "11/12 (91.6%…)"), (12, 12, "12/12 (100%)"), (1, 8, "1/8 (12.5%)"),
        (9_999, 10_000, "9999/10000 (99.99%)"), (99_999, 100_000, "99999/100000 (99.9%…)"), (1, 3_000, "1/3000 (0%…)"),
        (0, 0, "0/0"),
    ])
    func `a share is cut and never reaches 100% before all is reached`(reached: Int, total: Int, shown: String) {
        #expect(CoverageReport.share(reached, of: total) == shown)
    }
}
