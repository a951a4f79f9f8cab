#include "cli/article_json.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/labels.h"
#include "nlohmann/json.hpp"

namespace dateline::cli {
namespace {

// The string under `key`; "" when it is null or absent.
absl::StatusOr<std::string> StringMember(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return "";
  if (!found->is_string()) return absl::InvalidArgumentError(absl::StrCat("\"", key, "\" is not a string"));
  return found->get<std::string>();
}

}  // namespace

absl::StatusOr<v1::Article> ParseArticleJson(absl::string_view line) {
  const auto object = nlohmann::json::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return absl::InvalidArgumentError("not a JSON object");
  v1::Article article;
  const struct {
    const char* key;
    std::string* value;
  } members[] = {{"name", article.mutable_name()},         {"url", article.mutable_url()},
                 {"title", article.mutable_title()},       {"publisher", article.mutable_publisher()},
                 {"language", article.mutable_language()}, {"media_type", article.mutable_media_type()},
                 {"body", article.mutable_body()}};
  for (const auto& member : members) {
    absl::StatusOr<std::string> value = StringMember(object, member.key);
    if (!value.ok()) return value.status();
    *member.value = *std::move(value);
  }
  if (article.body().empty()) return absl::InvalidArgumentError("\"body\" is missing or empty");
  const absl::StatusOr<std::string> published = StringMember(object, "published");
  if (!published.ok()) return published.status();
  if (published->empty()) return article;
  // A time of day after the date is passed over.
  absl::StatusOr<v1::Date> date = ParseDate(absl::string_view(*published).substr(0, published->find('T')));
  if (!date.ok()) return absl::InvalidArgumentError(absl::StrCat("\"published\": ", date.status().message()));
  *article.mutable_published() = *std::move(date);
  return article;
}

}  // namespace dateline::cli
