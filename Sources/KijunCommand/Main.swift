import Glibc

@main
enum Main {
    static func main() {
        exit(Tool.run(Array(CommandLine.arguments.dropFirst()), in: Machine.world).rawValue)
    }
}
