// Who may call what: a subset of the JSON policy of gRFC A43 (github.com/grpc/proposal, A43-grpc-authorization-api.md).
#ifndef DATELINE_PLATFORM_RPC_AUTHORIZATION_POLICY_H_
#define DATELINE_PLATFORM_RPC_AUTHORIZATION_POLICY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::rpc {

// Immutable. A call is refused when a deny rule matches it, or when no allow rule does.
class AuthorizationPolicy {
 public:
  // {"name": ..., "deny_rules": [RULE...], "allow_rules": [RULE...]}, a RULE being
  // {"name": ..., "source": {"principals": [PATTERN...]}, "request": {"paths": [PATTERN...]}}.
  // A PATTERN is the text itself, or has one * at its beginning or its end; * alone is anything that is there. A rule
  // without principals matches callers without any, too; one without paths matches every method. INVALID_ARGUMENT: not
  // such JSON, or something in it that this subset does not know: it is never skipped.
  static absl::StatusOr<AuthorizationPolicy> Parse(absl::string_view json);

  struct Decision {
    bool allowed = false;
    std::string rule;  // its name; empty: no rule matched
  };
  // `path` is "/package.Service/Method".
  Decision Decide(absl::Span<const std::string> principals, absl::string_view path) const;

 private:
  struct Rule {
    std::string name;
    std::vector<std::string> principals;
    std::vector<std::string> paths;
  };
  friend class PolicyReader;
  static bool Matches(const Rule& rule, absl::Span<const std::string> principals, absl::string_view path);

  std::vector<Rule> deny_rules_;
  std::vector<Rule> allow_rules_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_AUTHORIZATION_POLICY_H_
