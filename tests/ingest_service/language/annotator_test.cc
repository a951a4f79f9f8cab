#include "ingest_service/language/annotator.h"

#include "tests/ingest_service/language/small_model.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

ModelFileBuilder SmallModel() {
  ModelFileBuilder builder;
  AddSmallEncoder(builder);
  AddSmallTagger(builder);
  AddSmallParser(builder);
  return builder;
}

TEST(Annotator, GivesASentenceTheSameAnnotationBesideOthers) {
  const AlignedBytes bytes(SmallModel().Build());
  const auto model = ModelFile::Parse(bytes.view());
  const auto annotator = Annotator::Load(**model);
  ASSERT_THAT(annotator, IsOk());
  AnnotatorWorkspace workspace;
  std::vector<Token> alone(3), together(5);
  (*annotator)->Annotate({"held", "talks", "."}, {3}, 2, workspace, absl::MakeSpan(alone));
  (*annotator)->Annotate({"Yes", ".", "held", "talks", "."}, {2, 3}, 0, workspace, absl::MakeSpan(together));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(alone[i].head, together[i + 2].head);
    EXPECT_EQ(alone[i].relation, together[i + 2].relation);
    EXPECT_EQ(alone[i].margin, together[i + 2].margin);
    EXPECT_EQ(alone[i].treebank_tag, together[i + 2].treebank_tag);
    EXPECT_EQ(alone[i].lemma, together[i + 2].lemma);
  }
}

TEST(Annotator, TakesNoWords) {
  const AlignedBytes bytes(SmallModel().Build());
  const auto model = ModelFile::Parse(bytes.view());
  AnnotatorWorkspace workspace;
  (*Annotator::Load(**model))->Annotate({}, {}, 0, workspace, {});
}

TEST(Annotator, NamesTheSectionThatIsMissing) {
  ModelFileBuilder builder;
  AddSmallEncoder(builder);
  AddSmallTagger(builder);
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Annotator::Load(**ModelFile::Parse(bytes.view())),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("parsing/")));
}

}  // namespace
}  // namespace dateline::language
