import Kijun
@main struct M { static func main() {} }
