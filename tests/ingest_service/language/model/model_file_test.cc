#include "ingest_service/language/model/model_file.h"

#include <fstream>
#include <memory>

#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::HasSubstr;

std::string TwoSections() {
  ModelFileBuilder builder;
  builder.Add("tagging/words", "hold held");
  builder.Add("names/weights", std::string(100, 'w'));
  return builder.Build();
}

absl::Status StatusOfParsing(absl::string_view bytes) {
  const AlignedBytes aligned(bytes);
  return ModelFile::Parse(aligned.view()).status();
}

TEST(ModelFile, GivesBackItsSections) {
  const AlignedBytes bytes(TwoSections());
  const auto model = ModelFile::Parse(bytes.view());
  ASSERT_THAT(model, IsOk());
  EXPECT_EQ(*(*model)->Section("tagging/words"), "hold held");
  EXPECT_EQ(*(*model)->Section("names/weights"), std::string(100, 'w'));
}

TEST(ModelFile, AlignsEverySection) {
  const AlignedBytes bytes(TwoSections());
  const auto model = ModelFile::Parse(bytes.view());
  ASSERT_THAT(model, IsOk());
  for (const auto& [name, section] : (*model)->sections())
    EXPECT_EQ((section.data() - bytes.view().data()) % 64, 0) << name;
}

TEST(ModelFile, NamesAMissingSection) {
  const AlignedBytes bytes(TwoSections());
  EXPECT_THAT((*ModelFile::Parse(bytes.view()))->Section("parsing/arcs"),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("parsing/arcs")));
}

TEST(ModelFile, RefusesAnotherVersion) {
  std::string bytes = TwoSections();
  bytes[8] = 2;
  EXPECT_THAT(StatusOfParsing(bytes), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("version 2")));
}

TEST(ModelFile, RefusesAFileOfAnotherKind) {
  EXPECT_THAT(StatusOfParsing(""), StatusIs(absl::StatusCode::kFailedPrecondition, _));
  EXPECT_THAT(StatusOfParsing(std::string(1000, 'x')), StatusIs(absl::StatusCode::kFailedPrecondition, _));
}

TEST(ModelFile, RefusesEveryTruncation) {
  const std::string bytes = TwoSections();
  for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(StatusOfParsing(bytes.substr(0, size)).ok()) << size;
}

// A flipped bit in the padding between sections changes nothing that is read; anywhere else it must be refused.
TEST(ModelFile, RefusesOrIgnoresEveryFlippedBit) {
  const std::string bytes = TwoSections();
  for (size_t position = 0; position < bytes.size(); ++position) {
    std::string damaged = bytes;
    damaged[position] ^= 0x10;
    const AlignedBytes aligned(damaged);
    const auto model = ModelFile::Parse(aligned.view());
    if (!model.ok()) continue;
    EXPECT_EQ(*(*model)->Section("tagging/words"), "hold held") << position;
    EXPECT_EQ(*(*model)->Section("names/weights"), std::string(100, 'w')) << position;
  }
}

TEST(ModelFile, OpensWhatTheBuilderWrote) {
  const std::string path = ::testing::TempDir() + "/model_file_test.model";
  ModelFileBuilder builder;
  builder.Add("a", "1");
  ASSERT_THAT(builder.WriteTo(path), IsOk());
  const auto model = ModelFile::Open(path);
  ASSERT_THAT(model, IsOk());
  EXPECT_EQ(*(*model)->Section("a"), "1");
}

TEST(ModelFile, SaysWhichFileIsMissingOrDamaged) {
  EXPECT_THAT(ModelFile::Open("/nowhere/english.model"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/english.model")));
  const std::string path = ::testing::TempDir() + "/damaged.model";
  std::string bytes = TwoSections();
  bytes.back() ^= 1;
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_THAT(ModelFile::Open(path), StatusIs(absl::StatusCode::kDataLoss, HasSubstr(path)));
}

TEST(ModelFileBuilder, CopiesAndReplacesSections) {
  const AlignedBytes bytes(TwoSections());
  ModelFileBuilder builder;
  builder.CopyFrom(**ModelFile::Parse(bytes.view()));
  builder.Add("names/weights", "new");
  const AlignedBytes changed(builder.Build());
  const auto model = ModelFile::Parse(changed.view());
  ASSERT_THAT(model, IsOk());
  EXPECT_EQ(*(*model)->Section("names/weights"), "new");
  EXPECT_EQ(*(*model)->Section("tagging/words"), "hold held");
}

TEST(ModelFileBuilder, GivesEqualBytesInAnyOrder) {
  ModelFileBuilder builder;
  builder.Add("names/weights", std::string(100, 'w'));
  builder.Add("tagging/words", "hold held");
  EXPECT_EQ(builder.Build(), TwoSections());
}

}  // namespace
}  // namespace dateline::language
