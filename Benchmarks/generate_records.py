"""The exports and the configuration of a generated org: who has what, who signed in, what the team declares.

They are for measuring growth, where rules meet users, assignments, logins, a register and exceptions in numbers that grow
with the metadata; the comparisons with other readers of XML do without them.
"""

PROFILE = "Minimum Access - API Only Integrations"
# How many of the users are integrations: one in so many.
INTEGRATION_SHARE = 8
LOGINS = 20


def record_id(prefix, number):
    return f"{prefix}{number:012d}AAA"


def table(writer, name, columns, rows):
    lines = [",".join(columns), *(",".join(row) for row in rows)]
    writer.write("records", f"org-records/{name}.csv", ("\n".join(lines) + "\n").encode())


def write_records(writer, org, size, choice):
    sets = org.names["permissionset"]
    integration_sets = [name for name in sets if name.startswith("INT_")]
    groups = org.names["permissionsetgroup"]
    numbers = range(size["users"])
    is_integration = [number % INTEGRATION_SHARE == 0 for number in numbers]
    usernames = [f"{'int' if own else 'person'}.{number}@acme.example" for number, own in zip(numbers, is_integration)]
    users = [record_id("005", number) for number in numbers]

    table(writer, "Organization", ["Id", "OrganizationType", "IsSandbox"],
          [[record_id("00D", 1), "Enterprise Edition", "false"]])
    table(writer, "UserLicense", ["Id", "Name", "Status", "TotalLicenses", "UsedLicenses"],
          [[record_id("100", 1), "Salesforce", "Active", str(len(numbers)), str(len(numbers))],
           [record_id("100", 2), "Salesforce Integration", "Active", "5", str(sum(is_integration))]])
    table(writer, "User", ["Id", "Username", "Name", "Email", "IsActive", "UserType", "Profile.Name",
                           "Profile.UserLicense.Name", "LastLoginDate", "CreatedDate"],
          [[users[n], usernames[n], f"{choice.words(2)} {n}", usernames[n], "true", "Standard",
            PROFILE if is_integration[n] else "Custom Profile 0",
            "Salesforce Integration" if is_integration[n] else "Salesforce",
            "2026-11-20T01:10:22.000+0000", "2025-02-10T09:00:00.000+0000"] for n in numbers])
    table(writer, "PermissionSet", ["Id", "Name", "Label", "IsOwnedByProfile", "NamespacePrefix"],
          [[record_id("0PS", number), name, name, "false", ""] for number, name in enumerate(sets)])

    assignments = []
    for n in numbers:
        own = integration_sets if is_integration[n] else sets
        for name in sorted({choice.pick(own) for _ in range(3)}):
            assignments.append([users[n], usernames[n], record_id("0PS", sets.index(name)), name, "", ""])
        number = choice.below(len(groups))
        assignments.append([users[n], usernames[n], "", "", record_id("0PG", number), groups[number]])
    table(writer, "PermissionSetAssignment",
          ["Id", "AssigneeId", "Assignee.Username", "PermissionSetId", "PermissionSet.Name", "PermissionSetGroupId",
           "PermissionSetGroup.DeveloperName", "PermissionSet.IsOwnedByProfile", "IsActive", "IsRevoked",
           "ExpirationDate"],
          [[record_id("0Pa", number), *row, "false", "true", "false", ""] for number, row in enumerate(assignments)])

    licenses = ["SalesforceAPIIntegrationPsl", "HealthCloudPsl"]
    table(writer, "PermissionSetLicense", ["Id", "DeveloperName", "MasterLabel", "Status", "TotalLicenses", "UsedLicenses"],
          [[record_id("0PL", number), name, name, "Active", "100", "50"] for number, name in enumerate(licenses)])
    table(writer, "PermissionSetLicenseAssign",
          ["Id", "AssigneeId", "PermissionSetLicenseId", "PermissionSetLicense.DeveloperName"],
          [[record_id("2LA", n), users[n], record_id("0PL", n % 3 // 2), licenses[n % 3 // 2]]
           for n in numbers if is_integration[n]])

    apps = org.names["connectedApp"]
    table(writer, "ConnectedApplication", ["Id", "Name", "OptionsAllowAdminApprovedUsersOnly"],
          [[record_id("0H4", number), name, "true"] for number, name in enumerate(apps)])
    table(writer, "SetupEntityAccess", ["Id", "ParentId", "Parent.Name", "SetupEntityId", "SetupEntityType"],
          [[record_id("0J0", number), record_id("0PS", choice.below(len(sets))), "", record_id("0H4", number % len(apps)),
            "ConnectedApplication"] for number in range(4 * len(apps))])

    def logins(n):
        for number in range(LOGINS):
            failed = choice.chance(0.2)
            yield [record_id("0Ya", n * LOGINS + number), users[n], f"2026-11-{1 + number:02d}T01:10:22.000+0000",
                   "Remote Access 2.0", "Invalid Password" if failed else "Success",
                   f"203.0.{choice.below(256)}.{choice.below(256)}", choice.pick(apps), "Unknown"]

    table(writer, "LoginHistory",
          ["Id", "UserId", "LoginTime", "LoginType", "Status", "SourceIp", "Application", "Browser"],
          [login for n in numbers if is_integration[n] for login in logins(n)])
    write_configuration(writer, [usernames[n] for n in numbers if is_integration[n]], integration_sets, apps, choice)


def write_configuration(writer, usernames, sets, apps, choice):
    """A register of all integrations, every second of them with what it needs, and an exception for every app."""
    lines = ["version: 1", "integrations:"]
    for number, username in enumerate(usernames):
        lines += [f"  - name: System {number}", f"    user: {username}", f"    apps: [{apps[number % len(apps)]}]",
                  f"    permission-sets: [{choice.pick(sets)}]"]
        if number % 2:
            lines.append("    allow: { permissions: [ViewAllData], objects: [Account] }")
    lines.append("exceptions:")
    for app in apps:
        lines += ["  - rule: app-refresh-token-infinite", f"    target: ConnectedApp:{app}", "    reason: until it is renewed"]
    writer.write("configuration", ".forcelint.yml", ("\n".join(lines) + "\n").encode())
