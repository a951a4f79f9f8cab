// Where a PostgreSQL store is.
#ifndef DATELINE_PLATFORM_POSTGRES_STORE_URL_H_
#define DATELINE_PLATFORM_POSTGRES_STORE_URL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::postgres {

// Does it begin as a URL of PostgreSQL does (postgresql://, postgres://)?
bool IsStoreUrl(absl::string_view url);

// INVALID_ARGUMENT: libpq does not understand it. The message shows nothing of it: it may hold a password.
absl::Status CheckStoreUrl(const std::string& url);

// The URL without its password and whatever else could be secret: hosts, ports and database.
std::string ShownUrl(const std::string& url);

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_STORE_URL_H_
