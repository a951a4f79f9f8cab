// The parameters of portable SQL as PostgreSQL spells them.
#ifndef DATELINE_PLATFORM_POSTGRES_PARAMETERS_H_
#define DATELINE_PLATFORM_POSTGRES_PARAMETERS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::postgres {

// SQL with `?` and `?N` -> the same with `$1`, `$2` and `$N`; what stands in '...' is left alone.
std::string NumberParameters(absl::string_view sql);

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_PARAMETERS_H_
