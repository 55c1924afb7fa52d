#ifndef FORCELINT_CLIBXML2_SHIM_H
#define FORCELINT_CLIBXML2_SHIM_H

#include <libxml/catalog.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#endif
