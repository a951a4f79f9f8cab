#include "ingest_service/language/encoding/encoder.h"

#include "tests/ingest_service/language/small_model.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;

class EncoderTest : public ::testing::Test {
 protected:
  EncoderTest() { AddSmallEncoder(builder_); }

  void Load() {
    bytes_.emplace(builder_.Build());
    model_ = *ModelFile::Parse(bytes_->view());
    auto encoder = Encoder::Load(*model_);
    ASSERT_THAT(encoder, IsOk());
    encoder_ = *std::move(encoder);
  }

  absl::Status LoadStatus() {
    const AlignedBytes bytes(builder_.Build());
    return Encoder::Load(**ModelFile::Parse(bytes.view())).status();
  }

  std::vector<float> Encode(const std::vector<absl::string_view>& words, const std::vector<int>& lengths) {
    const EncodedWords encoded = encoder_->Encode(words, lengths, workspace_);
    return std::vector<float>(encoded.rows, encoded.rows + words.size() * encoded.width);
  }

  ModelFileBuilder builder_;
  std::optional<AlignedBytes> bytes_;
  std::unique_ptr<const ModelFile> model_;
  std::unique_ptr<const Encoder> encoder_;
  EncoderWorkspace workspace_;
};

TEST_F(EncoderTest, GivesASentenceTheSameVectorsBesideOthers) {
  Load();
  std::vector<float> expected = Encode({"They", "held", "talks"}, {3});
  const std::vector<float> second = Encode({"Talks", "."}, {2});
  expected.insert(expected.end(), second.begin(), second.end());
  EXPECT_EQ(Encode({"They", "held", "talks", "Talks", "."}, {3, 2}), expected);
}

TEST_F(EncoderTest, SeesTheWordsAround) {
  Load();
  const std::vector<float> before = Encode({"They", "held", "talks"}, {3});
  const std::vector<float> after = Encode({"They", "cancelled", "talks"}, {3});
  EXPECT_NE(std::vector<float>(before.begin(), before.begin() + encoder_->width()),
            std::vector<float>(after.begin(), after.begin() + encoder_->width()));
}

TEST_F(EncoderTest, NeedsItsSections) {
  builder_ = ModelFileBuilder();
  EXPECT_THAT(LoadStatus(), StatusIs(absl::StatusCode::kFailedPrecondition, _));
}

TEST_F(EncoderTest, RefusesATableThatDoesNotFitTheWords) {
  SectionWriter words;
  words.WriteNumber(kSmallBuckets);
  words.WriteStrings(std::vector<std::string>{"one"});
  builder_.Add("encoding/words", words.bytes());
  EXPECT_THAT(LoadStatus(), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST_F(EncoderTest, RefusesEmptySections) {
  for (const char* name : {"encoding/words", "encoding/table", "encoding/layers"}) {
    ModelFileBuilder builder;
    AddSmallEncoder(builder);
    builder.Add(name, "");
    const AlignedBytes bytes(builder.Build());
    EXPECT_THAT(Encoder::Load(**ModelFile::Parse(bytes.view())), StatusIs(absl::StatusCode::kDataLoss, _)) << name;
  }
}

}  // namespace
}  // namespace dateline::language
