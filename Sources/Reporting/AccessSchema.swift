/// The JSON Schema (2020-12) of answers about access, `access --format json`.
public enum AccessSchema {
    /// The file of the repository that holds the schema.
    public static let fileName = "access.schema.json"

    public static let text = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "forcelint access, json-v1",
          "description": "What 'forcelint access KIND NAME --format json' writes. Members may be added within json-v1.",
          "type": "object",
          "required": ["version", "kind", "facts", "unknown"],
          "properties": {
            "version": { "const": "json-v1" },
            "kind": {
              "enum": ["user", "permission-set", "permission-set-group", "profile", "app", "object", "field", "permission"]
            },
            "user": { "$ref": "#/$defs/component" },
            "permissionSet": { "$ref": "#/$defs/component" },
            "permissionSetGroup": { "$ref": "#/$defs/component" },
            "profile": { "$ref": "#/$defs/component" },
            "app": { "$ref": "#/$defs/component" },
            "object": { "$ref": "#/$defs/component" },
            "field": { "$ref": "#/$defs/component" },
            "permission": { "$ref": "#/$defs/component" },
            "facts": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name", "value"],
                "properties": {
                  "name": { "type": "string" },
                  "value": { "type": "string" },
                  "location": { "$ref": "#/$defs/location" }
                }
              }
            },
            "question": { "type": "string" },
            "answer": { "$ref": "#/$defs/answer" },
            "obstacle": {
              "type": "object",
              "required": ["reason", "location"],
              "properties": { "reason": { "type": "string" }, "location": { "$ref": "#/$defs/location" } }
            },
            "rights": {
              "description": "What the question needs, one entry each; all must be answered with yes.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["element", "name", "answer", "held", "unknown"],
                "properties": {
                  "element": { "$ref": "#/$defs/element" },
                  "name": { "type": "string" },
                  "flag": { "type": "string" },
                  "answer": { "$ref": "#/$defs/answer" },
                  "held": { "$ref": "#/$defs/held" },
                  "unknown": { "$ref": "#/$defs/unknown" },
                  "endings": { "$ref": "#/$defs/endings" }
                }
              }
            },
            "proposed": {
              "description": "With --proposed: what is left of a user's access by use.",
              "type": "object",
              "required": ["permissionSet", "coverage", "unnamed", "taken", "kept", "conditional", "incoherent"],
              "properties": {
                "permissionSet": { "description": "The API name of the set that grants what is kept.", "type": "string" },
                "coverage": {
                  "type": "object",
                  "required": ["days", "gaps", "missingLogs", "unreadRows"],
                  "properties": {
                    "days": { "description": "Days of which the logs would show the user's calls.", "type": "integer" },
                    "first": { "type": "string", "format": "date" },
                    "last": { "type": "string", "format": "date" },
                    "gaps": {
                      "description": "Stretches of days without a log.",
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["first", "last"],
                        "properties": {
                          "first": { "type": "string", "format": "date" },
                          "last": { "type": "string", "format": "date" }
                        }
                      }
                    },
                    "missingLogs": { "type": "array", "items": { "type": "string" } },
                    "unreadRows": { "type": "integer" }
                  }
                },
                "unnamed": {
                  "description": "Events that name no object, the last of each kind.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["kind", "events", "date", "location"],
                    "properties": {
                      "kind": { "enum": ["read", "create", "edit", "delete", "unknown"] },
                      "events": { "type": "integer" },
                      "date": { "type": "string", "format": "date" },
                      "location": { "$ref": "#/$defs/location" }
                    }
                  }
                },
                "taken": { "$ref": "#/$defs/proposedItems" },
                "kept": { "$ref": "#/$defs/proposedItems" },
                "conditional": { "$ref": "#/$defs/proposedItems" },
                "incoherent": {
                  "description": "Flags that are kept and cannot stand in the set.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["element", "name", "flag", "missing"],
                    "properties": {
                      "element": { "$ref": "#/$defs/element" },
                      "name": { "type": "string" },
                      "flag": { "type": "string" },
                      "missing": { "type": "array", "items": { "type": "string" } }
                    }
                  }
                }
              }
            },
            "permissions": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name", "conditional", "paths", "muted"],
                "properties": {
                  "name": { "type": "string" },
                  "conditional": { "type": "boolean" },
                  "paths": { "$ref": "#/$defs/paths" },
                  "muted": { "$ref": "#/$defs/muted" }
                }
              }
            },
            "objects": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "object", "create", "read", "edit", "delete", "viewAll", "modifyAll", "viewAllFields", "conditional",
                  "paths", "muted"
                ],
                "properties": {
                  "object": { "type": "string" },
                  "create": { "type": "boolean" },
                  "read": { "type": "boolean" },
                  "edit": { "type": "boolean" },
                  "delete": { "type": "boolean" },
                  "viewAll": { "type": "boolean" },
                  "modifyAll": { "type": "boolean" },
                  "viewAllFields": { "type": "boolean" },
                  "conditional": { "type": "boolean" },
                  "paths": { "$ref": "#/$defs/paths" },
                  "muted": { "$ref": "#/$defs/muted" }
                }
              }
            },
            "fields": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["field", "read", "edit", "conditional", "paths", "muted"],
                "properties": {
                  "field": { "type": "string" },
                  "read": { "type": "boolean" },
                  "edit": { "type": "boolean" },
                  "conditional": { "type": "boolean" },
                  "paths": { "$ref": "#/$defs/paths" },
                  "muted": { "$ref": "#/$defs/muted" }
                }
              }
            },
            "accesses": {
              "description": "Classes, pages, flows, record types and whatever else has a name and a flag.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["element", "name", "conditional", "paths", "muted"],
                "properties": {
                  "element": { "$ref": "#/$defs/element" },
                  "name": { "type": "string" },
                  "conditional": { "type": "boolean" },
                  "paths": { "$ref": "#/$defs/paths" },
                  "muted": { "$ref": "#/$defs/muted" }
                }
              }
            },
            "grantedBy": { "$ref": "#/$defs/paths" },
            "holders": {
              "description": "Active users, integration users first. Absent where no export tells who has what.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["user", "integration", "conditional", "paths", "muted", "implied"],
                "properties": {
                  "user": { "$ref": "#/$defs/component" },
                  "integration": { "type": "boolean" },
                  "create": { "type": "boolean" },
                  "read": { "type": "boolean" },
                  "edit": { "type": "boolean" },
                  "delete": { "type": "boolean" },
                  "viewAll": { "type": "boolean" },
                  "modifyAll": { "type": "boolean" },
                  "viewAllFields": { "type": "boolean" },
                  "conditional": { "type": "boolean" },
                  "paths": { "$ref": "#/$defs/paths" },
                  "muted": { "$ref": "#/$defs/muted" },
                  "implied": { "$ref": "#/$defs/held" },
                  "endings": { "$ref": "#/$defs/endings" }
                }
              }
            },
            "unknown": { "$ref": "#/$defs/unknown" }
          },
          "$defs": {
            "proposedItems": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["element", "name", "flags", "reason"],
                "properties": {
                  "element": { "$ref": "#/$defs/element" },
                  "name": { "type": "string" },
                  "flags": { "type": "array", "items": { "type": "string" } },
                  "reason": {
                    "enum": ["never-named", "only-read", "object-taken", "used", "use-cannot-tell", "register"]
                  },
                  "lastUse": {
                    "type": "object",
                    "required": ["events", "date", "location"],
                    "properties": {
                      "events": { "type": "integer" },
                      "date": { "type": "string", "format": "date" },
                      "location": { "$ref": "#/$defs/location" }
                    }
                  }
                }
              }
            },
            "answer": { "enum": ["yes", "no", "unknown"] },
            "element": {
              "enum": [
                "userPermissions", "objectPermissions", "fieldPermissions", "applicationVisibilities", "classAccesses",
                "customMetadataTypeAccesses", "customPermissions", "customSettingAccesses",
                "externalCredentialPrincipalAccesses", "externalDataSourceAccesses", "flowAccesses", "pageAccesses",
                "recordTypeVisibilities"
              ]
            },
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
            "component": {
              "type": "object",
              "required": ["type", "name"],
              "properties": {
                "type": { "type": "string" },
                "name": { "type": "string" },
                "label": { "type": "string" },
                "location": { "$ref": "#/$defs/location" }
              }
            },
            "path": {
              "description": "From the user, or from the set that is asked about, to the element that grants.",
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
            },
            "paths": { "type": "array", "items": { "$ref": "#/$defs/path" } },
            "muted": {
              "description": "Ways of which a muting set takes something, and the entry that mutes.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["path", "by"],
                "properties": {
                  "path": { "$ref": "#/$defs/path" },
                  "by": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["type", "name", "location"],
                      "properties": {
                        "flag": { "type": "string" },
                        "type": { "type": "string" },
                        "name": { "type": "string" },
                        "location": { "$ref": "#/$defs/location" }
                      }
                    }
                  }
                }
              }
            },
            "held": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["element", "name", "paths", "muted"],
                "properties": {
                  "element": { "$ref": "#/$defs/element" },
                  "name": { "type": "string" },
                  "paths": { "$ref": "#/$defs/paths" },
                  "muted": { "$ref": "#/$defs/muted" }
                }
              }
            },
            "endings": {
              "description": "Each choice closes every way, and none of its cuts can be left out.",
              "type": "object",
              "required": ["complete", "choices"],
              "properties": {
                "complete": { "type": "boolean" },
                "choices": {
                  "type": "array",
                  "items": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["take", "name", "from", "forAll", "location"],
                      "properties": {
                        "take": { "enum": ["assignment", "member", "entry"] },
                        "name": { "type": "string" },
                        "from": { "type": "string" },
                        "forAll": { "type": "boolean" },
                        "location": { "$ref": "#/$defs/location" }
                      }
                    }
                  }
                }
              }
            },
            "unknown": {
              "description": "What is not known, because something is missing.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["missing", "reason"],
                "properties": {
                  "missing": { "type": "string" },
                  "reason": { "type": "string" },
                  "users": { "type": "integer" },
                  "location": { "$ref": "#/$defs/location" }
                }
              }
            }
          }
        }

        """
}
