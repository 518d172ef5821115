/// The values of one column over the rows of its frame.
package struct Column: Sendable {
    package enum Values: Sendable {
        case numbers(NumberColumn)
        /// Numbers of a ``TextPool``: texts, marks and symbols.
        case texts([UInt32])
        case years([Int32])
        case flags([Bool])
        /// Rows of a frame (-1 is no row), or the cases of a decision (see ``DecisionState``).
        case indices([Int32])
        /// Nothing but blanks, of any kind.
        case blanks
    }

    package var values: Values
    /// nil where every row is known.
    package var status: [Status]?
    /// One stored row stands for every row of the frame.
    package var isConstant: Bool
    /// Of numbers with one scale; nil until somebody needs it.
    var width: BitWidth?

    package init(_ values: Values, status: [Status]? = nil, isConstant: Bool = false) {
        self.init(values, status: status, isConstant: isConstant, width: nil)
    }

    init(_ values: Values, status: [Status]? = nil, isConstant: Bool = false, width: BitWidth?) {
        self.values = values
        self.status = status
        self.isConstant = isConstant
        self.width = width
    }

    /// The place of a row in the stored arrays.
    package func place(_ row: Int) -> Int { isConstant ? 0 : row }

    package func status(_ row: Int) -> Status {
        if let status { return status[place(row)] }
        if case .blanks = values { return .blank }
        return .known
    }

}

/// Whether a row has a value, and if not, why. The order is that of strength: of several operands the strongest wins.
package struct Status: Hashable, Comparable, BitwiseCopyable, Sendable {
    package let code: UInt8

    package static let known = Status(code: 0)
    /// An empty cell, or a row that is not there.
    package static let blank = Status(code: 1)
    /// Depends on something unknown.
    package static let undetermined = Status(code: 2)

    static func failed(_ failure: Failure) -> Status { Status(code: failure.rawValue) }

    var failure: Failure? { Failure(rawValue: code) }
    package var isKnown: Bool { code == 0 }

    package static func < (a: Status, b: Status) -> Bool { a.code < b.code }

    /// The status of what is computed from an operand: a blank makes the result undetermined.
    var ofResult: Status { Status(code: code &+ (code == 1).byte) }

    /// The stronger of both.
    @inline(__always)
    func or(_ other: Status) -> Status { Status(code: max(code, other.code)) }

    /// Where a flag is true; known elsewhere.
    @inline(__always)
    func only(where flag: Bool) -> Status { Status(code: code & (0 &- flag.byte)) }

}

/// How a decision came out, in the column of its state: the index of the deciding case, or one of these.
enum DecisionState {
    static let noCase: Int32 = -1
    static let undetermined: Int32 = -2
    static let conflict: Int32 = -3
}

extension Column {
    /// Of a field that was not read: unknown, never blank, so that nothing is concluded from it.
    package static let unread = Column(.blanks, status: [.undetermined], isConstant: true)
}
