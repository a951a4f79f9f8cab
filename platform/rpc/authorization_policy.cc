#include "platform/rpc/authorization_policy.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::rpc {
namespace {

using nlohmann::json;

bool MatchesPattern(absl::string_view pattern, absl::string_view text) {
  if (pattern == "*") return !text.empty();
  if (absl::EndsWith(pattern, "*")) return absl::StartsWith(text, pattern.substr(0, pattern.size() - 1));
  if (absl::StartsWith(pattern, "*")) return absl::EndsWith(text, pattern.substr(1));
  return text == pattern;
}

bool MatchesAny(const std::vector<std::string>& patterns, absl::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [text](const std::string& pattern) { return MatchesPattern(pattern, text); });
}

// OK: `value` is an object that has no other keys.
absl::Status CheckKeys(const json& value, const std::string& where, std::initializer_list<const char*> keys) {
  if (!value.is_object()) return absl::InvalidArgumentError(absl::StrCat(where, " is not an object"));
  for (const auto& item : value.items()) {
    if (std::find(keys.begin(), keys.end(), item.key()) == keys.end()) {
      return absl::InvalidArgumentError(absl::StrCat(where, ": \"", item.key(), "\" is not known here"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ReadPatterns(const json& value, const std::string& where) {
  std::vector<std::string> patterns;
  if (!value.is_array() || value.empty()) return absl::InvalidArgumentError(absl::StrCat(where, " is not a list"));
  for (const json& item : value) {
    const std::string pattern = item.is_string() ? item.get<std::string>() : "";
    const size_t star = pattern.find('*');
    if (pattern.empty() || (star != std::string::npos && star != 0 && star + 1 != pattern.size()) ||
        std::count(pattern.begin(), pattern.end(), '*') > 1) {
      return absl::InvalidArgumentError(absl::StrCat(where, ": ", item.dump(), " is not a pattern"));
    }
    patterns.push_back(pattern);
  }
  return patterns;
}

// The patterns of rule[part][list]; none: neither is there.
absl::StatusOr<std::vector<std::string>> ReadPart(const json& rule, const char* part, const char* list,
                                                  const std::string& where) {
  if (!rule.contains(part)) return std::vector<std::string>();
  const std::string place = absl::StrCat(where, ".", part);
  const absl::Status known = CheckKeys(rule.at(part), place, {list});
  if (!known.ok()) return known;
  if (!rule.at(part).contains(list)) return std::vector<std::string>();
  return ReadPatterns(rule.at(part).at(list), absl::StrCat(place, ".", list));
}

}  // namespace

// Reads the rules of a policy.
class PolicyReader {
 public:
  static absl::Status ReadRules(const json& policy, const char* list, std::vector<AuthorizationPolicy::Rule>& rules) {
    if (!policy.contains(list)) return absl::OkStatus();
    if (!policy.at(list).is_array()) return absl::InvalidArgumentError(absl::StrCat(list, " is not a list"));
    for (const json& item : policy.at(list)) {
      auto rule = ReadRule(item, absl::StrCat(list, "[", rules.size(), "]"));
      if (!rule.ok()) return rule.status();
      rules.push_back(*std::move(rule));
    }
    return absl::OkStatus();
  }

 private:
  static absl::StatusOr<AuthorizationPolicy::Rule> ReadRule(const json& item, const std::string& where) {
    if (absl::Status known = CheckKeys(item, where, {"name", "source", "request"}); !known.ok()) return known;
    AuthorizationPolicy::Rule rule;
    if (!item.contains("name") || !item.at("name").is_string()) {
      return absl::InvalidArgumentError(absl::StrCat(where, " has no name"));
    }
    rule.name = item.at("name").get<std::string>();
    auto principals = ReadPart(item, "source", "principals", where);
    if (!principals.ok()) return principals.status();
    rule.principals = *std::move(principals);
    auto paths = ReadPart(item, "request", "paths", where);
    if (!paths.ok()) return paths.status();
    rule.paths = *std::move(paths);
    return rule;
  }
};

absl::StatusOr<AuthorizationPolicy> AuthorizationPolicy::Parse(absl::string_view text) {
  std::vector<std::set<std::string>> keys;  // of the objects around
  std::string repeated;
  const auto note_key = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    const bool is_new = event != json::parse_event_t::key || keys.back().insert(parsed.get<std::string>()).second;
    if (!is_new) repeated = parsed.get<std::string>();
    return true;
  };
  const json policy = json::parse(text.begin(), text.end(), note_key, /*allow_exceptions=*/false);
  if (policy.is_discarded()) return absl::InvalidArgumentError("not JSON");
  // The parser would keep the last one alone.
  if (!repeated.empty())
    return absl::InvalidArgumentError(absl::StrCat("\"", repeated, "\" stands twice in one object"));
  absl::Status status = CheckKeys(policy, "the policy", {"name", "deny_rules", "allow_rules"});
  AuthorizationPolicy result;
  if (status.ok()) status = PolicyReader::ReadRules(policy, "deny_rules", result.deny_rules_);
  if (status.ok()) status = PolicyReader::ReadRules(policy, "allow_rules", result.allow_rules_);
  if (!status.ok()) return status;
  if (result.allow_rules_.empty())
    return absl::InvalidArgumentError("allow_rules is empty: nobody could call anything");
  return result;
}

bool AuthorizationPolicy::Matches(const Rule& rule, absl::Span<const std::string> principals, absl::string_view path) {
  if (!rule.paths.empty() && !MatchesAny(rule.paths, path)) return false;
  return rule.principals.empty() || std::any_of(principals.begin(), principals.end(), [&rule](const auto& principal) {
           return MatchesAny(rule.principals, principal);
         });
}

AuthorizationPolicy::Decision AuthorizationPolicy::Decide(absl::Span<const std::string> principals,
                                                          absl::string_view path) const {
  for (const Rule& rule : deny_rules_) {
    if (Matches(rule, principals, path)) return {false, rule.name};
  }
  for (const Rule& rule : allow_rules_) {
    if (Matches(rule, principals, path)) return {true, rule.name};
  }
  return {};
}

}  // namespace dateline::rpc
