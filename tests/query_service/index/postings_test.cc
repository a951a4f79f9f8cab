#include "query_service/index/postings.h"

#include <memory>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "tests/testing/status_matchers.h"

namespace dateline::index {
namespace {

using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

class ListPostings final : public Postings {
 public:
  explicit ListPostings(std::set<int64_t> offsets) : offsets_(std::move(offsets)) {}
  absl::StatusOr<std::optional<int64_t>> SeekAtMost(int64_t offset) override {
    const auto after = offsets_.upper_bound(offset);
    if (after == offsets_.begin()) return std::nullopt;
    return *std::prev(after);
  }

 private:
  const std::set<int64_t> offsets_;
};

class BrokenPostings final : public Postings {
 public:
  absl::StatusOr<std::optional<int64_t>> SeekAtMost(int64_t) override { return absl::UnavailableError("disk"); }
};

std::vector<std::unique_ptr<Postings>> Lists(const std::vector<std::set<int64_t>>& offsets) {
  std::vector<std::unique_ptr<Postings>> lists;
  for (const std::set<int64_t>& list : offsets) lists.push_back(std::make_unique<ListPostings>(list));
  return lists;
}

std::vector<int64_t> ReadAll(Postings&& postings) {
  std::vector<int64_t> offsets;
  int64_t next = 1000;
  while (const std::optional<int64_t> found = *postings.SeekAtMost(next)) {
    offsets.push_back(*found);
    next = *found - 1;
  }
  return offsets;
}

TEST(UnionPostings, HasEachOffsetOnce) {
  EXPECT_THAT(ReadAll(UnionPostings(Lists({{1, 5, 9}, {5, 7}, {}}))), ElementsAre(9, 7, 5, 1));
}

TEST(UnionPostings, OfNothingIsEmpty) { EXPECT_THAT(ReadAll(UnionPostings({})), IsEmpty()); }

TEST(IntersectionPostings, HasWhatAllHave) {
  EXPECT_THAT(ReadAll(IntersectionPostings(Lists({{1, 5, 9}, {1, 2, 5, 8}, {1, 3, 5, 9}}))), ElementsAre(5, 1));
}

TEST(IntersectionPostings, WithAnEmptyListIsEmpty) {
  EXPECT_THAT(ReadAll(IntersectionPostings(Lists({{1, 5}, {}}))), IsEmpty());
}

TEST(Postings, HandOnErrors) {
  std::vector<std::unique_ptr<Postings>> lists = Lists({{1}});
  lists.push_back(std::make_unique<BrokenPostings>());
  EXPECT_THAT(IntersectionPostings(std::move(lists)).SeekAtMost(9), StatusIs(absl::StatusCode::kUnavailable, _));
  lists = Lists({{1}});
  lists.push_back(std::make_unique<BrokenPostings>());
  EXPECT_THAT(UnionPostings(std::move(lists)).SeekAtMost(9), StatusIs(absl::StatusCode::kUnavailable, _));
}

TEST(Postings, AgreeWithSetsOnRandomLists) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::set<int64_t>> lists(1 + random() % 4);
    for (std::set<int64_t>& list : lists) {
      for (int count = static_cast<int>(random() % 40); count > 0; --count) list.insert(random() % 60);
    }
    std::vector<int64_t> in_some;
    std::vector<int64_t> in_all;
    for (int64_t offset = 60; offset >= 0; --offset) {
      size_t holders = 0;
      for (const std::set<int64_t>& list : lists) holders += list.count(offset);
      if (holders > 0) in_some.push_back(offset);
      if (holders == lists.size()) in_all.push_back(offset);
    }
    EXPECT_THAT(ReadAll(UnionPostings(Lists(lists))), ElementsAreArray(in_some));
    EXPECT_THAT(ReadAll(IntersectionPostings(Lists(lists))), ElementsAreArray(in_all));
  }
}

}  // namespace
}  // namespace dateline::index
