import KijunSyntax

/// How an entry of several lines stands in a buffer that knows no prompts but the first: behind each line feed the
/// continuation prompt, as text.
struct ContinuationLines {
    let prompt: [UInt32]
    private static let lineFeed: UInt32 = 0x0A

    func shown(_ text: [UInt32], cursor: Int) -> (scalars: [UInt32], cursor: Int) {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.count)
        var at = 0
        for (index, scalar) in text.enumerated() {
            if index == cursor { at = scalars.count }
            scalars.append(scalar)
            if scalar == Self.lineFeed { scalars += prompt }
        }
        return (scalars, cursor == text.count ? scalars.count : at)
    }

    /// The entry that a buffer holds after a command. A command knows nothing of prompts: it may have deleted a part of one, or
    /// have brought a line feed without one. `before` is the buffer before it.
    func text(
        of shown: [UInt32], cursor: Int, before: [UInt32], cursorBefore: Int
    ) -> (scalars: [UInt32], cursor: Int) {
        let hasLostOne = before.count == shown.count + 1
        // The line feed under the cursor was deleted, and the prompt behind it is left.
        let isJoined = hasLostOne && cursor < before.count && before[cursor] == Self.lineFeed && shown[cursor...].starts(with: prompt)
        var scalars: [UInt32] = []
        var at: Int?
        var index = 0
        while index < shown.count {
            if index == cursor {
                at = scalars.count
                if isJoined, !prompt.isEmpty {
                    index += prompt.count
                    continue
                }
            }
            guard shown[index] == Self.lineFeed else {
                scalars.append(shown[index])
                index += 1
                continue
            }
            let start = index + 1
            let found = zip(shown[start...], prompt).prefix { $0 == $1 }.count
            index = start + found
            // The character before the line was deleted: the last of its prompt, even if the indentation looks like it. The line
            // is joined to the one before.
            if hasLostOne, found + 1 >= prompt.count, cursor == start + prompt.count - 1, cursorBefore == cursor + 1 {
                index = cursor
                continue
            }
            // A line without a prompt came from elsewhere; what looks like the beginning of one is its indentation.
            let end = found == prompt.count ? index : start
            index = end
            scalars.append(Self.lineFeed)
            // In the prompt the cursor has no place: it goes on in the direction in which it came.
            if cursor >= start, cursor < end { at = cursorBefore >= end ? scalars.count - 1 : scalars.count }
        }
        return (scalars, at ?? scalars.count)
    }
}

extension ContinuationLines {
    /// The lines of an entry, those with the cursor among them, that fit on a screen: all, or from `top` on if the cursor is there.
    func window(of text: [UInt32], cursor: Int, top: Int, width: Int, height: Int) -> Range<Int> {
        let room = max(1, height - 1)
        var starts = [0]
        for (index, scalar) in text.enumerated() where scalar == Self.lineFeed { starts.append(index + 1) }
        let current = starts.lastIndex { $0 <= cursor } ?? 0
        func end(_ line: Int) -> Int { line + 1 < starts.count ? starts[line + 1] - 1 : text.count }
        func rows(_ line: Int) -> Int { ScreenPlace.after(prompt + text[starts[line]..<end(line)], width: width).row + 1 }
        var used = rows(current)
        var first = current
        var last = current
        // Up to the line that was at the top, then down, then up as far as there is room.
        while first > 0, starts[first] > top, used + rows(first - 1) <= room {
            first -= 1
            used += rows(first)
        }
        while last + 1 < starts.count, used + rows(last + 1) <= room {
            last += 1
            used += rows(last)
        }
        while first > 0, used + rows(first - 1) <= room {
            first -= 1
            used += rows(first)
        }
        return starts[first]..<end(last)
    }
}

/// Where the cursor of a terminal stands after a text.
struct ScreenPlace: Hashable {
    var row = 0
    var column = 0

    /// As libedit fills the screen: a character that does not fit goes to the next row, and after the last column the next
    /// row begins.
    static func after(_ text: some Sequence<UInt32>, width: Int) -> ScreenPlace {
        var place = ScreenPlace()
        for scalar in text { place.advance(over: scalar, width: width) }
        return place
    }

    /// The text with the spaces with which libedit fills a row that the next character does not fit into.
    static func filled(_ text: some Sequence<UInt32>, width: Int) -> [UInt32] {
        var place = ScreenPlace()
        var filled: [UInt32] = []
        for scalar in text {
            let row = place.row
            let left = width - place.column
            place.advance(over: scalar, width: width)
            if place.row > row, place.column > 0, scalar != 0x09 { filled += Array(repeating: 0x20, count: left) }
            filled.append(scalar)
        }
        return filled
    }

    private mutating func advance(over scalar: UInt32, width: Int) {
        switch scalar {
        case 0x0A:
            row += 1
            column = 0
            return
        case 0x09: column = (column / 8 + 1) * 8
        case ..<0x20, 0x7F: column += 2
        default:
            let columns = DisplayWidth.of(Unicode.Scalar(scalar) ?? " ")
            if column + columns > width {
                row += 1
                column = 0
            }
            column += columns
        }
        if column >= width {
            row += 1
            column = 0
        }
    }
}
