// MetadataXML
