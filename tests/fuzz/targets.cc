#include "tests/fuzz/targets.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "ingest_service/language/annotator.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/names/name_recognizer.h"
#include "ingest_service/language/segmentation/segmenter.h"
#include "ingest_service/pipeline/pipeline.h"
#include "tests/ingest_service/language/analysis_invariants.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/directories.h"
#include "tests/testing/fact_invariants.h"

namespace dateline::fuzz {
namespace {

using language::ModelFile;

constexpr size_t kHeaderBytes = 256;  // of a section: where its counts are

[[noreturn]] void Fail(absl::string_view what) {
  std::fprintf(stderr, "broken: %s\n", std::string(what).c_str());
  std::abort();
}

const pipeline::Pipeline& SharedPipeline() {
  static const auto& pipeline = *new absl::StatusOr<std::unique_ptr<const pipeline::Pipeline>>(
      pipeline::Pipeline::Create(DATELINE_DATA_DIRECTORY));
  if (!pipeline.ok()) Fail(pipeline.status().message());
  return **pipeline;
}

const ModelFile& ShippedModel() {
  static const auto& model =
      *new absl::StatusOr<std::unique_ptr<const ModelFile>>(ModelFile::Open(DATELINE_DATA_DIRECTORY "/english.model"));
  if (!model.ok()) Fail(model.status().message());
  return **model;
}

uint32_t TakeNumber(absl::string_view& bytes) {
  uint32_t number = 0;
  for (int i = 0; i < 4 && !bytes.empty(); ++i) {
    number = number << 8 | static_cast<uint8_t>(bytes[0]);
    bytes.remove_prefix(1);
  }
  return number;
}

// bytes: which section, where in it (even: among its first bytes), what to put there.
std::string DamagedModel(absl::string_view bytes) {
  language::ModelFileBuilder builder;
  builder.CopyFrom(ShippedModel());
  std::vector<std::string> names;
  for (const auto& [name, section] : ShippedModel().sections()) names.push_back(name);
  std::sort(names.begin(), names.end());
  const std::string& name = names[TakeNumber(bytes) % names.size()];
  std::string section(*ShippedModel().Section(name));
  const uint32_t where = TakeNumber(bytes);
  const size_t limit = where % 2 == 0 ? std::min(section.size(), kHeaderBytes) : section.size();
  section.replace(where / 2 % limit, bytes.size(), bytes.data(), bytes.size());
  builder.Add(name, std::move(section));
  return builder.Build();
}

void CheckAnalysis(const language::Segmenter& segmenter, const language::Annotator& annotator) {
  text::Document document;
  document.text = "Deputy PM Son said on Aug. 5, 2025: \"We don't agree.\" He then met 3 envoys in Ha Noi.";
  document.blocks.push_back({{0, static_cast<uint32_t>(document.text.size())}});
  language::SegmenterWorkspace segmenter_workspace;
  language::AnnotatorWorkspace annotator_workspace;
  std::vector<text::Span> spans;
  std::vector<int> lengths;
  segmenter.Segment(document.text, document.blocks[0].span, segmenter_workspace, spans, lengths);
  language::Analysis analysis;
  std::vector<absl::string_view> words;
  for (const text::Span& span : spans) {
    analysis.tokens.emplace_back().span = span;
    words.push_back(text::Slice(document.text, span));
  }
  int begin = 0;
  for (const int length : lengths) {
    const text::Span span{spans[begin].begin_byte, spans[begin + length - 1].end_byte};
    analysis.sentences.push_back({span, begin, begin + length, 0});
    begin += length;
  }
  annotator.Annotate(words, lengths, 0, annotator_workspace, absl::MakeSpan(analysis.tokens));
  const std::string broken = language::BrokenInvariant(document, analysis);
  if (!broken.empty()) Fail(broken);
}

}  // namespace

void ReadArticle(absl::string_view bytes) {
  v1::Article article;
  article.set_body(std::string(bytes));
  article.mutable_published()->set_year(2025);
  article.mutable_published()->set_month(8);
  article.mutable_published()->set_day(16);
  const auto reading = SharedPipeline().Read(article);
  if (!reading.ok()) return;
  const google::protobuf::RepeatedPtrField<v1::Fact> facts(reading->facts.begin(), reading->facts.end());
  const std::vector<std::string> violations = testing::FactViolations(reading->article, facts);
  if (!violations.empty()) Fail(absl::StrJoin(violations, "\n"));
}

void LoadModel(absl::string_view bytes) {
  const testing::AlignedBytes damaged(DamagedModel(bytes));
  const auto model = ModelFile::Parse(damaged.view());
  if (!model.ok()) Fail(model.status().message());
  const auto segmenter = language::Segmenter::Load(**model);
  const auto annotator = language::Annotator::Load(**model);
  const auto recognizer = language::NameRecognizer::Load(**model);
  if (segmenter.ok() && annotator.ok() && recognizer.ok()) CheckAnalysis(**segmenter, **annotator);
}

}  // namespace dateline::fuzz
