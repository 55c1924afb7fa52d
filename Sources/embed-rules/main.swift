import Foundation

// embed-rules OUTPUT ROOT FILE… : writes one Swift file with the text of every FILE.
let arguments = CommandLine.arguments
var text = ""
try text.write(toFile: arguments[1], atomically: true, encoding: .utf8)
