/// The name under which rules can use something that a document calls by a text, such as the heading of a column; nil where the
/// text has no letter and no digit.
///
/// NFKC. Characters that no name may hold become one `_` between others and are dropped at the ends, white space between two
/// letters of ASCII too, other white space is dropped: `総額(うち一般財源)` is `総額_うち一般財源`. What starts with a digit gets a `_`
/// before it (`1人当たり` is `_1人当たり`), a word of the language and a year (`sheets`, `R2`) one behind it.
public func usableName(for text: String) -> String? {
    var name = ""
    var isGap = false
    var isSpace = false
    for scalar in nfkc(text).unicodeScalars {
        if scalar.properties.isWhitespace {
            isSpace = true
            continue
        }
        // A mark that joins the letter before it is none where no letter is before it.
        guard Folding.continuesName(scalar.value), !name.isEmpty || Folding.startsName(scalar.value) || scalar.properties.numericType != nil
        else {
            isGap = true
            continue
        }
        if !name.isEmpty, isGap || (isSpace && scalar.isASCII && name.unicodeScalars.last?.isASCII == true) { name += "_" }
        isGap = false
        isSpace = false
        name.unicodeScalars.append(scalar)
    }
    guard let first = name.unicodeScalars.first, name.unicodeScalars.contains(where: { $0 != "_" }) else { return nil }
    if !Folding.startsName(first.value) { name = "_" + name }
    // A letter may have joined what stood before it.
    name = nfkc(name)
    if YearLiteral.read(name) != nil || Keyword.spelled(name)?.keyword.isReserved == true { name += "_" }
    return name
}
