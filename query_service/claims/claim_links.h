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
// some hundred bytes for each fact that another one confirms, and about a hundred for each two that confirm each other:
// 50 MB for a story that a thousand facts tell alike. Not thread-safe, not even where it is const: it remembers counts.
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
  // Drops what is known of where the article comes from, but for whose origin it shares: counts stay as they are.
  void Forget(const std::string& article);

  // Those that confirm the fact at `at`.
  std::vector<int64_t> ConfirmedBy(int64_t fact, int64_t at) const;
  // How many independent origins say at `at` what the fact says, its own among them. Counts once between two changes.
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
  // A count of sources and the states at which it is right.
  struct Counted {
    int64_t from = 0;
    int64_t to = 0;
    int sources = 1;
  };
  struct Node {
    std::string article;
    ArticleOrigin origin;
    int64_t holds_to = kAlways;
    std::vector<Link> links;
    mutable Counted counted = {};
  };

  void AddLink(const LinkedFact& fact, int64_t other, int64_t at);
  // What is known of how many say what the fact says ends at `at`. REQUIRES: it has a node.
  void NoteChange(int64_t at, int64_t fact);
  Counted CountAt(int64_t fact, const Node& node, int64_t at) const;
  // The facts that were ever counted together with the fact.
  std::vector<int64_t> CountedWith(const Node& node) const;

  absl::btree_map<int64_t, Node> nodes_;
  absl::flat_hash_map<std::string, std::vector<int64_t>> by_article_;
  absl::btree_map<int64_t, std::vector<int64_t>> changed_;  // by the state from which on
};

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_CLAIM_LINKS_H_
