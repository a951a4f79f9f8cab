#include "ingest_service/text/json_ld.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "ingest_service/text/calendar_date.h"
#include "ingest_service/text/utf8.h"
#include "nlohmann/json.hpp"

namespace dateline::text {
namespace {

using nlohmann::json;

constexpr int kDeepestArticle = 6;  // arrays and objects around it

// The value of `key`; nullptr: `object` is none or has no such key.
const json* Find(const json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

bool IsArticleType(const json& type) {
  if (type.is_array()) {
    for (const json& one : type) {
      if (one.is_string() && IsArticleType(one)) return true;
    }
    return false;
  }
  if (!type.is_string()) return false;
  const auto& name = type.get_ref<const std::string&>();
  return absl::EndsWith(name, "Article") || name == "BlogPosting" || name == "Report";
}

const json* FindArticle(const json& value, int depth) {
  if (depth > kDeepestArticle) return nullptr;
  if (value.is_array()) {
    for (const json& one : value) {
      if (const json* article = FindArticle(one, depth + 1)) return article;
    }
    return nullptr;
  }
  if (const json* type = Find(value, "@type"); type != nullptr && IsArticleType(*type)) return &value;
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    const json* inner = Find(value, key);
    if (inner == nullptr) continue;
    if (const json* article = FindArticle(*inner, depth + 1)) return article;
  }
  return nullptr;
}

// A string, or the `key` of an object, or those of an array of either, with commas.
std::string Text(const json* value, const char* key, int depth = 0) {
  if (value == nullptr || depth > kDeepestArticle) return "";
  if (value->is_string()) return std::string(StripSpace(value->get_ref<const std::string&>()));
  if (value->is_object()) return Text(Find(*value, key), key, depth + 1);
  std::vector<std::string> texts;
  for (const json& one : *value) {
    if (std::string text = Text(&one, key, depth + 1); !text.empty()) texts.push_back(std::move(text));
  }
  return absl::StrJoin(texts, ", ");
}

void SetIfUnknown(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

}  // namespace

void ReadJsonLd(absl::string_view text, Document* document) {
  const json parsed = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  const json* article = FindArticle(parsed, 0);
  if (article == nullptr) return;
  SetIfUnknown(document->title, Text(Find(*article, "headline"), "name"));
  SetIfUnknown(document->publisher, Text(Find(*article, "publisher"), "name"));
  SetIfUnknown(document->byline, Text(Find(*article, "author"), "name"));
  SetIfUnknown(document->url, Text(Find(*article, "url"), "@id"));
  SetIfUnknown(document->url, Text(Find(*article, "mainEntityOfPage"), "@id"));
  if (!document->published) document->published = ParseCalendarDate(Text(Find(*article, "datePublished"), "@value"));
}

}  // namespace dateline::text
