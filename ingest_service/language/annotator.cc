#include "ingest_service/language/annotator.h"

namespace dateline::language {

absl::StatusOr<std::unique_ptr<const Annotator>> Annotator::Load(const ModelFile& model) {
  absl::StatusOr<std::unique_ptr<const Encoder>> encoder = Encoder::Load(model);
  if (!encoder.ok()) return encoder.status();
  absl::StatusOr<std::unique_ptr<const Tagger>> tagger = Tagger::Load(model, (*encoder)->width());
  if (!tagger.ok()) return tagger.status();
  absl::StatusOr<std::unique_ptr<const Parser>> parser = Parser::Load(model, (*encoder)->width());
  if (!parser.ok()) return parser.status();
  return std::unique_ptr<const Annotator>(new Annotator(*std::move(encoder), *std::move(tagger), *std::move(parser)));
}

void Annotator::Annotate(absl::Span<const absl::string_view> words, absl::Span<const int> lengths, int first_index,
                         AnnotatorWorkspace& workspace, absl::Span<Token> tokens) const {
  if (words.empty()) return;
  const EncodedWords encoded = encoder_->Encode(words, lengths, workspace.encoder);
  tagger_->Tag(encoded, words, workspace.tag_scores, tokens);
  parser_->Parse(encoded, lengths, first_index, workspace.parser, tokens);
}

}  // namespace dateline::language
