#include "ingest_service/language/names/name_recognizer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/marked_text.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr NameLabel kSinglePerson = MakeNameLabel(LabelType::kPerson, LabelPart::kSingle);

// Bytes that begin where a section of a mapped model does.
struct Aligned {
  explicit Aligned(const std::string& bytes) : storage(bytes.size() + 64) {
    const size_t shift = (64 - reinterpret_cast<uintptr_t>(storage.data()) % 64) % 64;
    std::copy(bytes.begin(), bytes.end(), storage.begin() + shift);
    view = absl::string_view(storage.data() + shift, bytes.size());
  }
  std::vector<char> storage;
  absl::string_view view;
};

// The features of the last token that the first has not.
std::vector<uint64_t> OwnFeatures(const MarkedText& text) {
  const NameFeatureExtractor extractor(text.tokens, text.simple.sentences);
  TokenFeatures features;
  extractor.Extract(text.simple.sentences[0], features);
  const auto first = features.Of(0), last = features.Of(static_cast<int>(features.ends.size()) - 1);
  std::vector<uint64_t> own;
  for (uint64_t feature : last) {
    if (std::find(first.begin(), first.end(), feature) == first.end()) own.push_back(feature);
  }
  return own;
}

std::vector<LabeledSpan> Recognize(const NameRecognizer& recognizer, const MarkedText& text) {
  RecognizerWorkspace workspace;
  return recognizer.Recognize(NameFeatureExtractor(text.tokens, text.simple.sentences), text.simple.sentences[0],
                              workspace);
}

TEST(NameRecognizer, ReadsTheWeightsThatWerePacked) {
  const MarkedText text("met Ann");
  WeightRow row{OwnFeatures(text)[0], {}};
  row.weights[kSinglePerson] = 1;
  const Aligned section(NameRecognizer::Pack({row}, {}, {}));
  const auto recognizer = NameRecognizer::Parse(section.view);
  ASSERT_THAT(recognizer, dateline::testing::IsOk());
  EXPECT_THAT(Recognize(*recognizer, text), ElementsAre(LabeledSpan{1, 2, LabelType::kPerson}));
}

TEST(NameRecognizer, FindsNothingWithoutWeights) {
  const Aligned section(NameRecognizer::Pack({}, {}, {}));
  const auto recognizer = NameRecognizer::Parse(section.view);
  ASSERT_THAT(recognizer, dateline::testing::IsOk());
  EXPECT_THAT(Recognize(*recognizer, MarkedText("met Ann")), IsEmpty());
}

TEST(NameRecognizer, AddsOffsets) {
  LabelScores offsets = {};
  offsets[kSinglePerson] = 1;
  const Aligned section(NameRecognizer::Pack({}, {}, offsets));
  EXPECT_EQ(Recognize(*NameRecognizer::Parse(section.view), MarkedText("met Ann")).size(), 2u);
}

TEST(NameRecognizer, HoldsManyRows) {
  std::vector<WeightRow> rows;
  for (uint64_t i = 1; i <= 1000; ++i) {
    rows.push_back({i * 0x9e3779b97f4a7c15u, {}});
    rows.back().weights[i % kNameLabels] = 1;
  }
  const Aligned section(NameRecognizer::Pack(rows, {}, {}));
  EXPECT_THAT(NameRecognizer::Parse(section.view), dateline::testing::IsOk());
}

TEST(NameRecognizer, RefusesATruncatedSection) {
  const std::string whole = NameRecognizer::Pack({}, {}, {});
  for (size_t size = 0; size < whole.size(); size += 7) {
    const Aligned section(whole.substr(0, size));
    EXPECT_THAT(NameRecognizer::Parse(section.view), dateline::testing::StatusIs(absl::StatusCode::kDataLoss, _))
        << size;
  }
}

TEST(NameRecognizer, RefusesATableWithoutAnEmptySlot) {
  std::string bytes = NameRecognizer::Pack({}, {}, {});
  std::fill(bytes.end() - 16 * sizeof(WeightSlot), bytes.end(), '\x01');
  const Aligned section(bytes);
  EXPECT_THAT(NameRecognizer::Parse(section.view), dateline::testing::StatusIs(absl::StatusCode::kDataLoss, _));
}

}  // namespace
}  // namespace dateline::language
