/// The closed list of what can be wrong. A code never changes its meaning; `kijun help K0102` explains it.
///
/// K00 text and layout · K01 names and structure · K02 types · K03 units and years · K04 decisions, checks, parameters,
/// tests · K05 forms · K06 evaluation limits · K07 findings in sheets · K08 commands and files · K09 notes on rules
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
    // K00: text and layout
    case notUTF8 = "K0001"
    case sourceTooLarge = "K0002"
    case unexpectedCharacter = "K0003"
    case unterminatedText = "K0004"
    case badEscape = "K0005"
    case badNumber = "K0006"
    case badYear = "K0007"
    case badIndentation = "K0008"
    case tooDeep = "K0009"
    case unexpectedToken = "K0010"
    case unexpectedEnd = "K0011"
    case missingBracket = "K0012"
    case rangeOutsideIn = "K0013"
    case badInterpolation = "K0014"
    case emptyBlock = "K0015"

    // K01: names and structure
    case unknownName = "K0102"
    case duplicateName = "K0103"
    case cycle = "K0104"
    case unknownColumn = "K0105"
    case unknownFunction = "K0106"
    case wrongArgumentCount = "K0107"
    case recursiveFunction = "K0108"
    case useNotFound = "K0109"
    case useCycle = "K0110"
    case unknownTable = "K0111"
    case notAFunction = "K0112"
    case noRowHere = "K0113"
    case reservedName = "K0114"

    // K02: types
    case typeMismatch = "K0201"
    case notInChoice = "K0202"
    case noOrder = "K0203"
    case equalsBlank = "K0204"
    case notATable = "K0205"
    case notAList = "K0206"
    case mixedBranches = "K0207"
    case mixedList = "K0208"
    case textInText = "K0209"
    case noKey = "K0210"
    case badIndex = "K0211"
    case ambiguousSymbol = "K0212"
    case addText = "K0213"

    // K03: units and years
    case unitMismatch = "K0301"
    case unknownUnit = "K0302"
    case unitInPower = "K0303"
    case noYearField = "K0304"

    // K04: decisions, checks, parameters, scales, tests
    case mixedPolicies = "K0401"
    case duplicateOtherwise = "K0402"
    case decisionAndDefinition = "K0403"
    case mixedOutcomes = "K0404"
    case parameterYears = "K0405"
    case duplicateInScale = "K0406"
    case conditionNotYesNo = "K0407"
    case badGiven = "K0408"

    // K05: forms
    case duplicateForm = "K0501"
    case formTypeConflict = "K0502"
    case unknownIdentify = "K0503"
    case locatorMisfit = "K0504"
    case unknownLocator = "K0505"
    case unknownTableKey = "K0506"

    // K06: limits while evaluating
    case numberTooLarge = "K0601"
    case programTooLarge = "K0602"
    case indexError = "K0604"
    case powerError = "K0605"
    case textTooLong = "K0606"

    // K07: findings in sheets
    case labelNotFound = "K0701"
    case blankField = "K0702"
    case notANumber = "K0703"
    case notInChoiceCell = "K0704"
    case notAYear = "K0705"
    case notAMark = "K0706"
    case blankTotal = "K0707"
    case shiftedRow = "K0708"
    case skippedRow = "K0709"
    case repeatedHeader = "K0710"
    case differentRepeat = "K0711"
    case readLeniently = "K0712"
    case noForm = "K0713"
    case severalForms = "K0714"
    case duplicateKey = "K0715"
    case duplicateSheet = "K0716"
    case unevenLists = "K0717"
    case notYesNo = "K0718"
    case wrongUnitCell = "K0719"
    case errorCell = "K0720"
    case notCalculated = "K0721"
    case hiddenCells = "K0722"
    case repeatedCell = "K0723"
    case duplicateHeading = "K0724"
    case missingHeading = "K0725"
    case headingUnit = "K0726"
    case faultyQuotes = "K0727"
    case unevenRow = "K0728"

    // K08: commands and files
    case fileNotFound = "K0801"
    case fileUnreadable = "K0802"
    case documentNotText = "K0803"
    case unknownOnly = "K0804"
    case noSheets = "K0805"
    case unsupportedFormat = "K0806"
    case noRules = "K0807"
    case damagedWorkbook = "K0808"
    case encryptedWorkbook = "K0809"
    case workbookTooLarge = "K0810"
    case guessedFormat = "K0813"

    // K09: notes on rules
    case possiblyBlank = "K0901"
}
