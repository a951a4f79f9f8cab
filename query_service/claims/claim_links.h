// Which facts confirm each other, at every state of an index.
#ifndef DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_LINKS_H_
#define DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_LINKS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "query_service/claims/origins.h"

namespace dateline::claims {

// A version of a fact, and whose word it is.
struct LinkedFact {
  int64_t recorded_from;
  std::string article;  // resource name
  ArticleOrigin origin;
};

// Facts are known by the offset that recorded them. What was so at a state stays so, whatever is added later. Memory:
// some hundred bytes for each fact that another one confirms. Not thread-safe.
class ClaimLinks {
 public:
  // From the state `at` on the two confirm each other. Of no effect where they do so already. REQUIRES: both hold.
  void Confirm(const LinkedFact& one, const LinkedFact& other, int64_t at);
  // From the state `at` on they do so no more.
  void Withdraw(int64_t one, int64_t other, int64_t at);
  // The fact holds until `at`.
  void End(int64_t fact, int64_t at);
  // Every fact of the article holds until `at` at most.
  void EndArticle(const std::string& article, int64_t at);

  // Those that confirm the fact at `at`.
  std::vector<int64_t> ConfirmedBy(int64_t fact, int64_t at) const;
  // How many independent origins say at `at` what the fact says, its own among them.
  int CountSources(int64_t fact, int64_t at) const;
  // The facts recorded from `first` to `last` that were ever confirmed.
  std::vector<int64_t> Confirmed(int64_t first, int64_t last) const;
  // Facts of which CountSources may differ between the states, and maybe others; each once.
  std::vector<int64_t> ChangedBetween(int64_t begin, int64_t end) const;

 private:
  static constexpr int64_t kAlways = std::numeric_limits<int64_t>::max();
  struct Link {
    int64_t other;
    int64_t from;
    int64_t to;
  };
  struct Node {
    std::string article;
    ArticleOrigin origin;
    int64_t holds_to = kAlways;
    std::vector<Link> links;
  };

  void AddLink(const LinkedFact& fact, int64_t other, int64_t at);
  void NoteChange(int64_t at, int64_t fact) { changed_[at].push_back(fact); }

  absl::btree_map<int64_t, Node> nodes_;
  absl::flat_hash_map<std::string, std::vector<int64_t>> by_article_;
  absl::btree_map<int64_t, std::vector<int64_t>> changed_;  // by the state from which on
};

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_LINKS_H_
