internal import Kijun
internal import KijunSyntax

extension CellParsing {
    /// Why a number is not read for the sign that it lacks or has; nil for what is no number.
    static func signFault(_ text: String, by rule: SignRule, as type: Type, _ place: Place) -> Finding? {
        guard rule != .free, case .number(let number) = type, let parts = NumberParts(trim(text)) else { return nil }
        switch rule {
        case .required where parts.unit.isEmpty: return .withoutSign(text, number.isPercent ? "%" : number.unit.name, place)
        case .refused where parts.unit == "%": return .wrongUnit(text, "%", field: .none, place)
        default: return nil
        }
    }
}
