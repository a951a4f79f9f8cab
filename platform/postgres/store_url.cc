#include "platform/postgres/store_url.h"

#include <libpq-fe.h>

#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace dateline::postgres {
namespace {

struct OptionsCloser {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, OptionsCloser>;

Options Parse(const std::string& url) {
  char* error = nullptr;
  Options options(PQconninfoParse(url.c_str(), &error));
  PQfreemem(error);  // may repeat the URL
  return options;
}

std::string ValueOf(const Options& options, absl::string_view keyword) {
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->keyword == keyword && option->val != nullptr) return option->val;
  }
  return "";
}

}  // namespace

bool IsStoreUrl(absl::string_view url) {
  return absl::StartsWith(url, "postgresql://") || absl::StartsWith(url, "postgres://");
}

absl::Status CheckStoreUrl(const std::string& url) {
  if (Parse(url) != nullptr) return absl::OkStatus();
  return absl::InvalidArgumentError("not a URL that PostgreSQL understands (postgresql://USER@HOST:PORT/DATABASE)");
}

std::string ShownUrl(const std::string& url) {
  const Options options = Parse(url);
  if (options == nullptr) return "postgresql://";
  const std::vector<std::string> hosts = absl::StrSplit(ValueOf(options, "host"), ',');
  const std::vector<std::string> ports = absl::StrSplit(ValueOf(options, "port"), ',');
  std::vector<std::string> places;
  for (size_t i = 0; i < hosts.size(); ++i) {
    const std::string& port = ports.size() == 1 ? ports[0] : i < ports.size() ? ports[i] : "";
    places.push_back(port.empty() ? hosts[i] : absl::StrCat(hosts[i], ":", port));
  }
  return absl::StrCat("postgresql://", absl::StrJoin(places, ","), "/", ValueOf(options, "dbname"));
}

}  // namespace dateline::postgres
