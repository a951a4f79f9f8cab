#include "query_service/segments/segment.h"

#include <algorithm>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "query_service/segments/word_code.h"
#include "tests/query_service/segments/segment_samples.h"
#include "tests/testing/status_matchers.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::DocumentOf;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSaying;
using ::dateline::testing::IsOk;
using ::dateline::testing::RandomDocuments;
using ::dateline::testing::SegmentOf;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;

std::vector<Doc> DocsOf(const PostingList& list) {
  std::vector<Doc> docs;
  list.ForEach([&](Doc doc) { docs.push_back(doc); });
  return docs;
}

TEST(Segment, ListsTheFactsOfATerm) {
  const auto segment = SegmentOf({DocumentOf(1, FactSaying("articles/a/facts/1", "trade talks")),
                                  DocumentOf(2, FactSaying("articles/a/facts/2", "talks on talks"))});
  const auto talks = segment->FindTerm(TermKey(FactField::kWord, "talks"));
  ASSERT_TRUE(talks.has_value());
  EXPECT_THAT(DocsOf(segment->Docs(*talks)), ElementsAre(0, 1));
  EXPECT_THAT(DocsOf(segment->DocsWithMore(*talks)), ElementsAre(1));
  EXPECT_FALSE(segment->FindTerm(TermKey(FactField::kWord, "talk")).has_value());
}

TEST(Segment, FindsTermsByTheBeginningOfTheirKeys) {
  const auto segment = SegmentOf({DocumentOf(1, FactSaying("articles/a/facts/1", "trade traders tray war"))});
  const auto [begin, end] = segment->TermsWithPrefix(TermKey(FactField::kWord, "trade"));
  ASSERT_EQ(end - begin, 2u);
  EXPECT_EQ(segment->Key(begin).substr(1), "trade");
  EXPECT_EQ(segment->Key(begin + 1).substr(1), "traders");
  const auto [first, last] = segment->TermsOfField(FactField::kWord);
  EXPECT_EQ(last - first, 4u);
}

TEST(Segment, KnowsWhatWasRecordedWhen) {
  const auto segment =
      SegmentOf({DocumentOf(3, FactOf("articles/a/facts/1")), DocumentOf(7, FactOf("articles/a/facts/2"))});
  EXPECT_EQ(segment->CountRecorded(2), 0u);
  EXPECT_EQ(segment->CountRecorded(3), 1u);
  EXPECT_EQ(segment->CountRecorded(8), 2u);
  EXPECT_THAT(segment->FindRecorded(7), Optional(1u));
  EXPECT_THAT(segment->FindRecorded(5), Eq(std::nullopt));
}

TEST(Segment, FindsVersionsByName) {
  const auto segment =
      SegmentOf({DocumentOf(1, FactOf("articles/a/facts/1")), DocumentOf(2, FactOf("articles/a/facts/2")),
                 DocumentOf(3, FactOf("articles/a/facts/1"))});
  std::vector<Doc> docs;
  segment->ForEachNamed(StableHash("articles/a/facts/1"), [&](Doc doc) { docs.push_back(doc); });
  EXPECT_THAT(docs, ElementsAre(0, 2));
  segment->ForEachNamed(StableHash("articles/a/facts/3"), [&](Doc) { FAIL(); });
}

TEST(Segment, GivesBackTheBytes) {
  const v1::Fact fact = FactSaying("articles/a/facts/2", "trade");
  const auto segment = SegmentOf({DocumentOf(1, FactOf("articles/a/facts/1")), DocumentOf(2, fact)});
  std::string bytes = "before ";
  EXPECT_THAT(segment->AppendContent(1, bytes), IsOk());
  EXPECT_EQ(bytes, "before " + fact.SerializeAsString());
  EXPECT_EQ(segment->ContentSize(1), fact.ByteSizeLong());
}

TEST(Segment, OfAnotherVersionIsRefused) {
  const auto segment = SegmentOf({DocumentOf(1, FactOf("articles/a/facts/1"))});
  std::string image(segment->image());
  ++image[8];
  const auto owner = std::make_shared<const std::string>(image);
  EXPECT_THAT(Segment::Open(owner, *owner, std::make_unique<ContentInMemory>("")),
              StatusIs(absl::StatusCode::kDataLoss, _));
  EXPECT_THAT(Segment::Open(owner, "", std::make_unique<ContentInMemory>("")),
              StatusIs(absl::StatusCode::kDataLoss, _));
}

// Beside the documents themselves; some terms are frequent enough to be stored as bits, some not.
TEST(Segment, HoldsWhatTheDocumentsSay) {
  const std::vector<FactDocument> documents = RandomDocuments(7, 300);
  const auto segment = SegmentOf(documents);
  std::map<std::string, std::vector<Doc>> docs, more;
  for (Doc doc = 0; doc < documents.size(); ++doc) {
    std::map<std::string, int> words;
    std::set<std::string> terms;
    for (size_t i = 0; i < documents[doc].term_count(); ++i) terms.emplace(documents[doc].term(i));
    for (size_t i = 0; i < documents[doc].word_count(); ++i) ++words[std::string(documents[doc].word(i))];
    words.erase("");
    for (const auto& [word, count] : words) {
      terms.insert(word);
      if (count > 1) more[word].push_back(doc);
    }
    for (const std::string& term : terms) docs[term].push_back(doc);
  }
  ASSERT_EQ(segment->term_count(), docs.size());
  uint32_t index = 0;
  for (const auto& [key, expected] : docs) {
    ASSERT_EQ(segment->Key(index), key);
    EXPECT_THAT(segment->FindTerm(key), Optional(index));
    EXPECT_THAT(DocsOf(segment->Docs(index)), ElementsAreArray(expected));
    EXPECT_THAT(DocsOf(segment->DocsWithMore(index)), ElementsAreArray(more[key]));
    ++index;
  }
}

TEST(Segment, HoldsTheTextsInOrder) {
  const auto segment = SegmentOf({DocumentOf(1, FactSaying("articles/a/facts/1", "trade talks trade")),
                                  DocumentOf(2, FactOf("articles/a/facts/2"))});
  absl::string_view texts = segment->Texts(0);
  std::vector<uint32_t> numbers;
  while (!texts.empty()) numbers.push_back(TakeWordNumber(texts));
  EXPECT_THAT(numbers, ElementsAre(1, 2, 1));
  EXPECT_EQ(segment->WordNumber(*segment->FindTerm(TermKey(FactField::kWord, "talks"))), 2u);
  EXPECT_THAT(segment->Texts(1), IsEmpty());
  EXPECT_EQ(segment->word_count(), 3u);
}

TEST(WordCode, ComesBackAsWritten) {
  std::string texts;
  for (const uint32_t number : {0U, 127U, 128U, 16384U, 0xFFFFFFFFU}) AppendWordNumber(number, texts);
  absl::string_view rest = texts;
  for (const uint32_t number : {0U, 127U, 128U, 16384U, 0xFFFFFFFFU}) EXPECT_EQ(TakeWordNumber(rest), number);
  EXPECT_THAT(rest, IsEmpty());
}

TEST(DocSet, SetsAndClearsRanges) {
  DocSet set(130);
  set.SetBelow(129);
  EXPECT_EQ(set.Count(), 129u);
  set.ClearFrom(65);
  EXPECT_EQ(set.Count(), 65u);
  set.ClearBelow(64);
  EXPECT_EQ(set.Count(), 1u);
  EXPECT_TRUE(set.Test(64));
  set.ClearBelow(130);
  EXPECT_TRUE(set.IsEmpty());
}

TEST(DocSet, RunsBothWaysUntilToldToStop) {
  DocSet set(200);
  for (const Doc doc : {3, 64, 199}) set.Set(doc);
  std::vector<Doc> docs;
  EXPECT_FALSE(set.ForEachDescending([&](Doc doc) {
    docs.push_back(doc);
    return doc != 64;
  }));
  EXPECT_THAT(docs, ElementsAre(199, 64));
  docs.clear();
  EXPECT_TRUE(set.ForEachAscending([&](Doc doc) {
    docs.push_back(doc);
    return true;
  }));
  EXPECT_THAT(docs, ElementsAre(3, 64, 199));
}

}  // namespace
}  // namespace dateline::segments
