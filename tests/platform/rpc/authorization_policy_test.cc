#include "platform/rpc/authorization_policy.h"

#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kPolicy[] = R"({
  "name": "test",
  "deny_rules": [{"name": "no purge but by admins", "source": {"principals": ["role:reader"]},
                  "request": {"paths": ["*/Purge"]}}],
  "allow_rules": [
    {"name": "readers", "source": {"principals": ["role:reader", "role:admin"]}, "request": {"paths": ["/a.S/*"]}},
    {"name": "known", "source": {"principals": ["*"]}, "request": {"paths": ["/b.T/Known"]}},
    {"name": "all", "request": {"paths": ["/b.T/Open"]}}]
})";

AuthorizationPolicy::Decision Decide(const std::vector<std::string>& principals, const std::string& path) {
  return AuthorizationPolicy::Parse(kPolicy)->Decide(principals, path);
}

TEST(AuthorizationPolicy, AllowsWhatARuleAllows) {
  EXPECT_TRUE(Decide({"token:x", "role:reader"}, "/a.S/Get").allowed);
  EXPECT_EQ(Decide({"role:reader"}, "/a.S/Get").rule, "readers");
}

TEST(AuthorizationPolicy, RefusesWhatNoRuleNames) {
  EXPECT_FALSE(Decide({"role:reader"}, "/b.T/Get").allowed);
  EXPECT_FALSE(Decide({"role:writer"}, "/a.S/Get").allowed);
  EXPECT_FALSE(Decide({"role:readers"}, "/a.S/Get").allowed);
  EXPECT_FALSE(Decide({}, "/a.S/Get").allowed);
}

TEST(AuthorizationPolicy, LetsADenyRuleWin) {
  EXPECT_FALSE(Decide({"role:reader", "role:admin"}, "/a.S/Purge").allowed);
  EXPECT_EQ(Decide({"role:reader"}, "/a.S/Purge").rule, "no purge but by admins");
  EXPECT_TRUE(Decide({"role:admin"}, "/a.S/Purge").allowed);
}

TEST(AuthorizationPolicy, TellsSomebodyFromAnybody) {
  EXPECT_TRUE(Decide({"query-1"}, "/b.T/Known").allowed);
  EXPECT_FALSE(Decide({}, "/b.T/Known").allowed);
  EXPECT_TRUE(Decide({}, "/b.T/Open").allowed);
}

TEST(AuthorizationPolicy, RefusesWhatItDoesNotKnow) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"{", "not JSON"},
      {"[]", "not an object"},
      {R"({"allow_rules": []})", "allow_rules is empty"},
      {R"({"deny_rules": [{"name": "a"}], "deny_rules": [], "allow_rules": [{"name": "b"}]})",
       "\"deny_rules\" stands twice"},
      {R"({"allow_rules": [{"name": "a", "source": {"principals": ["x"]}, "source": {}}]})", "\"source\" stands twice"},
      {R"({"allow": []})", "\"allow\" is not known"},
      {R"({"allow_rules": [{"source": {}}]})", "allow_rules[0] has no name"},
      {R"({"allow_rules": [{"name": "a", "request": {"headers": []}}]})", "\"headers\" is not known"},
      {R"({"allow_rules": [{"name": "a", "request": {"paths": []}}]})", "paths is not a list"},
      {R"({"allow_rules": [{"name": "a", "request": {"paths": ["/a*b"]}}]})", "is not a pattern"},
      {R"({"allow_rules": [{"name": "a", "source": {"principals": [7]}}]})", "is not a pattern"},
  };
  for (const auto& [json, message] : cases) {
    EXPECT_THAT(AuthorizationPolicy::Parse(json), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)))
        << json;
  }
}

}  // namespace
}  // namespace dateline::rpc
