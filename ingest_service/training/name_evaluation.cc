#include "ingest_service/training/name_evaluation.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::training {
namespace {

using language::NameType;

// Sentence, first word, word after the last, type.
using MarkedName = std::tuple<size_t, int, int, std::string>;

std::string TypeOf(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return "PER";
    case NameType::kOrganization:
      return "ORG";
    case NameType::kCountry:
    case NameType::kPlace:
      return "LOC";
    case NameType::kNationality:
      break;
  }
  return "";
}

void AddGoldNames(size_t number, const MarkedSentence& sentence, std::set<MarkedName>& names) {
  const int count = static_cast<int>(sentence.tags.size());
  for (int begin = 0; begin < count; ++begin) {
    if (!absl::StartsWith(sentence.tags[begin], "B-")) continue;
    const std::string type = sentence.tags[begin].substr(2);
    int end = begin + 1;
    while (end < count && sentence.tags[end] == absl::StrCat("I-", type)) ++end;
    if (type == "PER" || type == "ORG" || type == "LOC") names.emplace(number, begin, end, type);
  }
}

// The sentences of one document, annotated as if it had been read: words a space apart.
struct AnnotatedDocument {
  text::Document document;
  language::Analysis analysis;
};

AnnotatedDocument Annotate(const language::Annotator& annotator, const std::vector<MarkedSentence>& sentences,
                           size_t begin, size_t end) {
  AnnotatedDocument annotated;
  std::vector<absl::string_view> words;
  std::vector<int> lengths;
  for (size_t number = begin; number < end; ++number) {
    const int begin_token = static_cast<int>(words.size());
    for (const std::string& word : sentences[number].words) {
      const auto begin_byte = static_cast<uint32_t>(annotated.document.text.size());
      absl::StrAppend(&annotated.document.text, word, " ");
      annotated.analysis.tokens.emplace_back().span = {begin_byte, begin_byte + static_cast<uint32_t>(word.size())};
      words.push_back(word);
    }
    const int end_token = static_cast<int>(words.size());
    lengths.push_back(end_token - begin_token);
    const text::Span span{annotated.analysis.tokens[begin_token].span.begin_byte,
                          annotated.analysis.tokens.back().span.end_byte};
    annotated.analysis.sentences.push_back({span, begin_token, end_token, 0});
  }
  annotated.document.blocks.push_back({{0, static_cast<uint32_t>(annotated.document.text.size())}});
  language::AnnotatorWorkspace workspace;
  annotator.Annotate(words, lengths, 0, workspace, absl::MakeSpan(annotated.analysis.tokens));
  return annotated;
}

void AddFoundNames(const language::NameFinder& finder, const AnnotatedDocument& annotated, size_t first_sentence,
                   std::set<MarkedName>& names) {
  const language::Analysis& analysis = annotated.analysis;
  for (const language::Name& name : finder.Find(annotated.document, analysis.tokens, analysis.sentences)) {
    const std::string type = TypeOf(name.type);
    if (type.empty()) continue;
    const auto sentence = std::find_if(analysis.sentences.begin(), analysis.sentences.end(),
                                       [&](const auto& candidate) { return name.begin_token < candidate.end_token; });
    names.emplace(first_sentence + (sentence - analysis.sentences.begin()), name.begin_token - sentence->begin_token,
                  name.end_token - sentence->begin_token, type);
  }
}

}  // namespace

absl::StatusOr<std::vector<MarkedSentence>> ParseMarkedNames(absl::string_view text) {
  std::vector<MarkedSentence> sentences;
  MarkedSentence sentence;
  int line_number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    if (absl::StartsWith(line, "# newdoc")) sentence.begins_document = true;
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (line.empty() && !sentence.words.empty()) {
      sentences.push_back(std::move(sentence));
      sentence = MarkedSentence();
    }
    if (line.empty() || line[0] == '#') continue;
    if (fields.size() < 3) return absl::InvalidArgumentError(absl::StrCat("line ", line_number, ": no column of tags"));
    sentence.words.emplace_back(fields[1]);
    sentence.tags.emplace_back(fields[2]);
  }
  if (!sentence.words.empty()) sentences.push_back(std::move(sentence));
  return sentences;
}

double ScoreNames(const language::Annotator& annotator, const language::NameFinder& names,
                  const std::vector<MarkedSentence>& sentences) {
  std::set<MarkedName> gold, found;
  size_t begin = 0;
  while (begin < sentences.size()) {
    size_t end = begin + 1;
    while (end < sentences.size() && !sentences[end].begins_document) ++end;
    AddFoundNames(names, Annotate(annotator, sentences, begin, end), begin, found);
    begin = end;
  }
  for (size_t number = 0; number < sentences.size(); ++number) AddGoldNames(number, sentences[number], gold);
  const auto right =
      std::count_if(found.begin(), found.end(), [&](const MarkedName& name) { return gold.contains(name); });
  return gold.empty() && found.empty()
             ? 0
             : 200.0 * static_cast<double>(right) / static_cast<double>(gold.size() + found.size());
}

}  // namespace dateline::training
