#include "ingest_service/language/analyzer.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "ingest_service/language/annotator.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/names/name_finder.h"
#include "ingest_service/language/segmentation/segmenter.h"
#include "ingest_service/language/tagging/verb_forms.h"
#include "ingest_service/language/workspace_pool.h"

namespace dateline::language {
namespace {

// Sentences are annotated side by side until they hold this many words: enough to keep the processor's vector units
// busy, few enough to stay in its cache.
constexpr int kBatchWords = 400;

// More words than these are no prose: a sentence with which a text would have more is not read, so that the time for a
// text stays within bounds of its length. English has five bytes a word, blanks and marks counted.
constexpr size_t kFreeWords = 1000;
constexpr size_t kBytesPerWord = 4;

struct AnalyzerWorkspace {
  SegmenterWorkspace segmenter;
  AnnotatorWorkspace annotator;
  std::vector<text::Span> spans;
  std::vector<int> lengths;
  std::vector<absl::string_view> words;
};

void AppendSentences(int block, const AnalyzerWorkspace& workspace, Analysis& analysis) {
  absl::Span<const text::Span> rest = workspace.spans;
  for (const int length : workspace.lengths) {
    const absl::Span<const text::Span> words = rest.first(length);
    rest.remove_prefix(length);
    const text::Span span{words.front().begin_byte, words.back().end_byte};
    const size_t begin = analysis.tokens.size();
    const size_t end = begin + length;
    if (end > kFreeWords + span.end_byte / kBytesPerWord) continue;
    for (const text::Span& word : words) analysis.tokens.emplace_back().span = word;
    analysis.sentences.push_back({span, static_cast<int>(begin), static_cast<int>(end), block});
  }
}

void SegmentBlocks(const text::Document& document, const Segmenter& segmenter, AnalyzerWorkspace& workspace,
                   Analysis& analysis) {
  for (size_t block = 0; block < document.blocks.size(); ++block) {
    workspace.spans.clear();
    workspace.lengths.clear();
    segmenter.Segment(document.text, document.blocks[block].span, workspace.segmenter, workspace.spans,
                      workspace.lengths);
    AppendSentences(static_cast<int>(block), workspace, analysis);
  }
}

void AnnotateSentences(const text::Document& document, const Annotator& annotator, const VerbForms& verbs,
                       AnalyzerWorkspace& workspace, Analysis& analysis) {
  size_t next = 0;
  while (next < analysis.sentences.size()) {
    const int begin = analysis.sentences[next].begin_token;
    int end = begin;
    workspace.lengths.clear();
    while (next < analysis.sentences.size() && end - begin < kBatchWords) {
      workspace.lengths.push_back(analysis.sentences[next].end_token - end);
      end = analysis.sentences[next++].end_token;
    }
    const absl::Span<Token> tokens = absl::MakeSpan(analysis.tokens).subspan(begin, end - begin);
    workspace.words.clear();
    for (const Token& token : tokens) workspace.words.push_back(text::Slice(document.text, token.span));
    annotator.Annotate(workspace.words, workspace.lengths, begin, workspace.annotator, tokens);
    verbs.Correct(workspace.words, tokens);
  }
}

}  // namespace

struct Analyzer::Parts {
  std::unique_ptr<const ModelFile> model;
  std::unique_ptr<const Segmenter> segmenter;
  std::unique_ptr<const Annotator> annotator;
  VerbForms verbs;
  std::unique_ptr<const NameFinder> names;
  mutable WorkspacePool<AnalyzerWorkspace> workspaces;
};

Analyzer::Analyzer(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Analyzer::~Analyzer() = default;

absl::StatusOr<std::unique_ptr<const Analyzer>> Analyzer::Create(absl::string_view data_directory) {
  absl::StatusOr<std::unique_ptr<const ModelFile>> model =
      ModelFile::Open(absl::StrCat(data_directory, "/english.model"));
  if (!model.ok()) return model.status();
  absl::StatusOr<std::unique_ptr<const Segmenter>> segmenter = Segmenter::Load(**model);
  if (!segmenter.ok()) return segmenter.status();
  absl::StatusOr<std::unique_ptr<const Annotator>> annotator = Annotator::Load(**model);
  if (!annotator.ok()) return annotator.status();
  absl::StatusOr<VerbForms> verbs = VerbForms::Load(data_directory);
  if (!verbs.ok()) return verbs.status();
  absl::StatusOr<std::unique_ptr<const NameFinder>> names = NameFinder::Create(data_directory, **model);
  if (!names.ok()) return names.status();
  auto parts = std::make_unique<Parts>();
  parts->model = *std::move(model);
  parts->segmenter = *std::move(segmenter);
  parts->annotator = *std::move(annotator);
  parts->verbs = *std::move(verbs);
  parts->names = *std::move(names);
  return std::unique_ptr<const Analyzer>(new Analyzer(std::move(parts)));
}

Analysis Analyzer::Analyze(const text::Document& document) const {
  const auto workspace = parts_->workspaces.Borrow();
  Analysis analysis;
  SegmentBlocks(document, *parts_->segmenter, *workspace, analysis);
  AnnotateSentences(document, *parts_->annotator, parts_->verbs, *workspace, analysis);
  analysis.names = parts_->names->Find(document, analysis.tokens, analysis.sentences);
  return analysis;
}

}  // namespace dateline::language
