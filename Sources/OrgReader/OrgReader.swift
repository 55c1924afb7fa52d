// OrgReader
