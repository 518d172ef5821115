import Kijun
import KijunSyntax

extension ExplanationText {
    func lines(of item: Explanation.WhyNot, in explanation: Explanation) -> [String] {
        item.obstacles.map { "  " + text(of: $0) }
    }

    func text(of obstacle: Explanation.Obstacle) -> String { visible(obstacle.text) }
}
