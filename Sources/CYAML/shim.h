#ifndef FORCELINT_CYAML_SHIM_H
#define FORCELINT_CYAML_SHIM_H

#include <yaml.h>

#endif
