internal import OrgModel

/// The JSON Schema (2020-12) of plans of moves to the licence of integrations, `migrate --format json`.
public enum MigrationSchema {
    /// The file of the repository that holds the schema.
    public static let fileName = "migrate.schema.json"

    public static let text = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "forcelint migrate, json-v1",
          "description": "What 'forcelint migrate --format json' writes. Members may be added within json-v1.",
          "type": "object",
          "required": ["version", "users", "seats", "saving"],
          "properties": {
            "version": { "const": "json-v1" },
            "users": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["user", "verdict", "reasons", "unknown", "permissionSets", "commands"],
                "properties": {
                  "user": {
                    "type": "object",
                    "required": ["type", "name", "location"],
                    "properties": {
                      "type": { "const": "User" },
                      "name": { "type": "string" },
                      "label": { "type": "string" },
                      "location": { "$ref": "#/$defs/location" }
                    }
                  },
                  "license": { "type": "string" },
                  "profile": { "type": "string" },
                  "verdict": {
                    "description": "steps: ready after the reasons of the weight 'step'; unknown: inputs are missing; done: on the license already.",
                    "enum": [\(names(Migration.Verdict.allCases.map(\.rawValue)))]
                  },
                  "reasons": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["weight", "topic", "message", "paths"],
                      "properties": {
                        "weight": { "enum": [\(names(Migration.Reason.Weight.allCases.map(\.rawValue)))] },
                        "topic": {
                          "enum": [\(names(Migration.Reason.Topic.allCases.map(\.rawValue)))]
                        },
                        "message": { "type": "string" },
                        "paths": { "$ref": "#/$defs/paths" }
                      }
                    }
                  },
                  "unknown": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["missing", "reason"],
                      "properties": {
                        "missing": { "type": "string" },
                        "reason": { "type": "string" },
                        "location": { "$ref": "#/$defs/location" }
                      }
                    }
                  },
                  "complete": {
                    "description": "Whether files show everything that the user may do; else the sets carry at least what they hold.",
                    "type": "boolean"
                  },
                  "carried": {
                    "description": "What the new permission sets grant, and the ways on which the user has it today.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["element", "name", "flags", "conditional", "paths"],
                      "properties": {
                        "element": { "type": "string" },
                        "name": { "type": "string" },
                        "flags": { "$ref": "#/$defs/flags" },
                        "conditional": { "type": "boolean" },
                        "paths": { "$ref": "#/$defs/paths" }
                      }
                    }
                  },
                  "notCarried": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["element", "name", "flags", "reason", "paths"],
                      "properties": {
                        "element": { "type": "string" },
                        "name": { "type": "string" },
                        "flags": { "$ref": "#/$defs/flags" },
                        "reason": { "type": "string" },
                        "paths": { "$ref": "#/$defs/paths" }
                      }
                    }
                  },
                  "permissionSets": {
                    "description": "What is to be deployed; empty where the user cannot move, or where it is not known.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["name", "label", "activationRequired", "file", "metadata"],
                      "properties": {
                        "name": { "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]*$", "maxLength": 80 },
                        "label": { "type": "string", "maxLength": 80 },
                        "activationRequired": { "type": "boolean" },
                        "file": { "type": "string" },
                        "metadata": { "description": "The text of the file.", "type": "string" }
                      }
                    }
                  },
                  "commands": {
                    "description": "In the order in which they run, for a POSIX shell in which ORG names the org.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["purpose", "command"],
                      "properties": { "purpose": { "type": "string" }, "command": { "type": "string" } }
                    }
                  }
                }
              }
            },
            "seats": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["license", "free", "change", "freeAfterwards", "source"],
                "properties": {
                  "license": { "type": "string" },
                  "free": { "type": ["integer", "null"] },
                  "change": { "description": "How many more users use it afterwards.", "type": "integer" },
                  "freeAfterwards": { "type": ["integer", "null"] },
                  "source": { "description": "Where the number comes from, or why there is none.", "type": "string" },
                  "location": { "$ref": "#/$defs/location" }
                }
              }
            },
            "saving": {
              "description": "In a year; null where the configuration gives no price.",
              "type": ["object", "null"],
              "required": ["sum", "currency", "users", "price", "seatsToBuy", "seatPrice"],
              "properties": {
                "sum": { "type": "integer" },
                "currency": { "type": "string" },
                "users": { "type": "integer" },
                "price": { "type": "integer" },
                "seatsToBuy": { "type": "integer" },
                "seatPrice": { "description": "Null where nobody gives it; the sum is without it then.", "type": ["integer", "null"] },
                "source": { "type": "string" }
              }
            }
          },
          "$defs": {
            "flags": { "type": "array", "items": { "type": "string" } },
            "location": {
              "description": "Lines and columns count from 1, columns in UTF-16 code units, the end is exclusive.",
              "type": "object",
              "required": ["path", "line", "column", "endLine", "endColumn"],
              "additionalProperties": false,
              "properties": {
                "path": { "type": "string" },
                "line": { "type": "integer" },
                "column": { "type": "integer" },
                "endLine": { "type": "integer" },
                "endColumn": { "type": "integer" }
              }
            },
            "paths": {
              "description": "Each from the user, or from a component, to what proves it.",
              "type": "array",
              "items": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["type", "name", "location"],
                  "properties": {
                    "type": { "type": "string" },
                    "name": { "type": "string" },
                    "location": { "$ref": "#/$defs/location" },
                    "activationRequired": { "const": true },
                    "grants": { "type": "array", "items": { "type": "string" } },
                    "doubts": { "type": "array", "items": { "type": "string" } }
                  }
                }
              }
            }
          }
        }

        """

    private static func names(_ values: [String]) -> String { values.map { "\"\($0)\"" }.joined(separator: ", ") }
}
