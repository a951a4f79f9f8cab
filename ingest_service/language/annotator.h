// Words of sentences -> tags, lemmas and trees: the encoder and what reads from it, behind one call.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ANNOTATOR_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ANNOTATOR_H_

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/language/encoding/encoder.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/parsing/parser.h"
#include "ingest_service/language/tagging/tagger.h"

namespace dateline::language {

// Memory of one Annotate call, kept for the next. Not shared between threads.
struct AnnotatorWorkspace {
  EncoderWorkspace encoder;
  std::vector<float> tag_scores;
  ParserWorkspace parser;
};

// Thread safety: const.
class Annotator {
 public:
  // The model must outlive the annotator.
  static absl::StatusOr<std::unique_ptr<const Annotator>> Load(const ModelFile& model);

  // Fills all but the spans of `tokens`, whose forms are `words`: consecutive sentences of `lengths` words. Heads count
  // from `first_index` on. A sentence's annotation does not depend on the sentences beside it.
  void Annotate(absl::Span<const absl::string_view> words, absl::Span<const int> lengths, int first_index,
                AnnotatorWorkspace& workspace, absl::Span<Token> tokens) const;

 private:
  Annotator(std::unique_ptr<const Encoder> encoder, std::unique_ptr<const Tagger> tagger,
            std::unique_ptr<const Parser> parser)
      : encoder_(std::move(encoder)), tagger_(std::move(tagger)), parser_(std::move(parser)) {}

  std::unique_ptr<const Encoder> encoder_;
  std::unique_ptr<const Tagger> tagger_;
  std::unique_ptr<const Parser> parser_;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ANNOTATOR_H_
