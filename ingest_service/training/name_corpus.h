// Texts with annotated names, in the formats of their publishers.
#ifndef DATELINE_INGEST_SERVICE_TRAINING_NAME_CORPUS_H_
#define DATELINE_INGEST_SERVICE_TRAINING_NAME_CORPUS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/language/names/name_label.h"
#include "ingest_service/text/document.h"

namespace dateline::training {

// One document: its words joined by spaces, and the names of each sentence in sentence positions.
struct NamedDocument {
  text::Document document;
  std::vector<language::Token> tokens;
  std::vector<language::Sentence> sentences;
  std::vector<std::vector<language::LabeledSpan>> names;  // one list a sentence
};

enum class NameFormat {
  kUniversalNer,  // number, word, IOB2 tag, ...; "# newdoc id" begins a document; OTH is none
  kConll,         // word first, IOB or IO tag last, whatever stands between; a sentence a paragraph, no documents
  kGum,           // CoNLL-U with GUM's Entity= in MISC; names are the mentions headed by a proper noun
};

// NOT_FOUND: no such file; INVALID_ARGUMENT names the line that is not of the format.
absl::StatusOr<std::vector<NamedDocument>> ReadNamedDocuments(const std::string& path, NameFormat format);

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_NAME_CORPUS_H_
