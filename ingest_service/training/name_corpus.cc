#include "ingest_service/training/name_corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ingest_service/training/training_words.h"

namespace dateline::training {
namespace {

using language::LabeledSpan;
using language::LabelType;

constexpr int kSentencesOfPseudoDocument =
    20;  // corpora without documents: enough to repeat a name, too few to mislead

// A word as a line gives it.
struct Row {
  std::string word;
  std::string tag;   // IOB, IO; empty for GUM
  std::string misc;  // GUM
  std::string part_of_speech;
  int head = 0;
};

std::optional<LabelType> TypeOfTag(absl::string_view tag) {
  if (tag.size() < 3) return std::nullopt;
  const absl::string_view type = tag.substr(2);
  if (type == "PER" || type == "person") return LabelType::kPerson;
  if (type == "ORG" || type == "corporation" || type == "group") return LabelType::kOrganization;
  if (type == "LOC" || type == "location") return LabelType::kLocation;
  return std::nullopt;
}

// IOB2 and IO alike: a name ends where the type changes or a B- begins.
std::vector<LabeledSpan> SpansOfTags(const std::vector<Row>& rows) {
  std::vector<LabeledSpan> spans;
  std::optional<LabelType> open;
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    const std::optional<LabelType> type = TypeOfTag(rows[i].tag);
    const bool goes_on = open.has_value() && type == open && rows[i].tag[0] == 'I';
    if (goes_on) {
      spans.back().end = i + 1;
    } else if (type.has_value()) {
      spans.push_back({i, i + 1, *type});
    }
    open = type;
  }
  return spans;
}

struct Mention {
  std::string id;
  LabelType type;
  bool is_named_type;
  int begin;
};

std::optional<LabelType> TypeOfGumEntity(absl::string_view type) {
  if (type == "person") return LabelType::kPerson;
  if (type == "organization") return LabelType::kOrganization;
  if (type == "place") return LabelType::kLocation;
  return std::nullopt;
}

bool IsNameWord(const Row& row) { return row.part_of_speech == "PROPN"; }

// The part of a mention that is its name: from its first to its last proper noun around the head, titles left out.
std::optional<LabeledSpan> NameInMention(const std::vector<Row>& rows, int begin, int end, LabelType type) {
  int head = -1;
  for (int i = begin; i < end && head < 0; ++i) {
    const int governor = rows[i].head - 1;
    if (governor < begin || governor >= end) head = i;
  }
  if (head < 0 || !IsNameWord(rows[head])) return std::nullopt;
  while (begin < head && !IsNameWord(rows[begin]) && rows[begin].part_of_speech != "ADJ" &&
         rows[begin].part_of_speech != "NOUN")
    ++begin;
  int last = head + 1;
  for (int i = head + 1; i < end; ++i) {
    if (rows[i].part_of_speech == "PUNCT" && rows[i].word == ",") break;
    if (rows[i].word == "(" || rows[i].word == "'s" || rows[i].word == "’s" || rows[i].part_of_speech == "PRON" ||
        rows[i].part_of_speech == "VERB")
      break;
    if (IsNameWord(rows[i])) last = i + 1;
  }
  if (type == LabelType::kPerson) {
    while (begin < last - 1 && absl::c_linear_search(training_words::kTitle, rows[begin].word)) ++begin;
  }
  if (begin >= last || !IsNameWord(rows[begin])) {
    while (begin < last && !IsNameWord(rows[begin])) ++begin;
  }
  if (begin >= last) return std::nullopt;
  return LabeledSpan{begin, last, type};
}

// GUM's Entity: "(12-person-...", "12)", several in a row; nested mentions: the outermost name wins.
std::vector<LabeledSpan> SpansOfMentions(const std::vector<Row>& rows) {
  std::vector<LabeledSpan> found;
  std::vector<Mention> open;
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    const size_t at = rows[i].misc.find("Entity=");
    if (at == std::string::npos) continue;
    absl::string_view entity = absl::string_view(rows[i].misc).substr(at + 7);
    entity = entity.substr(0, entity.find('|'));
    auto close = [&](absl::string_view id) {
      for (size_t m = open.size(); m-- > 0;) {
        if (open[m].id != id) continue;
        if (open[m].is_named_type) {
          if (auto span = NameInMention(rows, open[m].begin, i + 1, open[m].type); span.has_value())
            found.push_back(*span);
        }
        open.erase(open.begin() + m);
        return;
      }
    };
    while (!entity.empty()) {
      if (entity[0] == '(') {
        entity.remove_prefix(1);
        const size_t stop = std::min(entity.find_first_of("()"), entity.size());
        const absl::string_view body = entity.substr(0, stop);
        const std::vector<absl::string_view> parts = absl::StrSplit(body, '-');
        const auto type = parts.size() > 1 ? TypeOfGumEntity(parts[1]) : std::nullopt;
        open.push_back({std::string(parts[0]), type.value_or(LabelType::kPerson), type.has_value(), i});
        entity.remove_prefix(stop);
        if (!entity.empty() && entity[0] == ')') {
          close(parts[0]);
          entity.remove_prefix(1);
        }
      } else {
        const size_t stop = entity.find(')');
        if (stop == absl::string_view::npos) break;
        close(entity.substr(0, stop));
        entity.remove_prefix(stop + 1);
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const LabeledSpan& a, const LabeledSpan& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<LabeledSpan> outermost;
  for (const LabeledSpan& span : found) {
    if (outermost.empty() || span.begin >= outermost.back().end) outermost.push_back(span);
  }
  return outermost;
}

std::optional<Row> ParseRow(absl::string_view line, NameFormat format) {
  if (format == NameFormat::kConll) {
    const std::vector<std::string> fields = absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (fields.size() < 2) return std::nullopt;
    return Row{fields.front(), fields.back(), "", "", 0};
  }
  const std::vector<std::string> fields = absl::StrSplit(line, '\t');
  if (format == NameFormat::kUniversalNer) {
    if (fields.size() < 3) return std::nullopt;
    return Row{fields[1], fields[2], "", "", 0};
  }
  int head = 0;
  if (fields.size() != 10) return std::nullopt;
  if (!absl::SimpleAtoi(fields[6], &head)) head = 0;
  return Row{fields[1], "", fields[9], fields[3], head};
}

class DocumentBuilder {
 public:
  void AddSentence(const std::vector<Row>& rows, std::vector<LabeledSpan> names) {
    if (rows.empty()) return;
    language::Sentence sentence;
    sentence.begin_token = static_cast<int>(current_.tokens.size());
    for (const Row& row : rows) {
      if (!current_.document.text.empty()) current_.document.text += ' ';
      language::Token token;
      token.span.begin_byte = static_cast<uint32_t>(current_.document.text.size());
      current_.document.text += row.word;
      token.span.end_byte = static_cast<uint32_t>(current_.document.text.size());
      current_.tokens.push_back(std::move(token));
    }
    sentence.end_token = static_cast<int>(current_.tokens.size());
    sentence.span = {current_.tokens[sentence.begin_token].span.begin_byte, current_.tokens.back().span.end_byte};
    current_.sentences.push_back(sentence);
    current_.names.push_back(std::move(names));
  }

  void EndDocument() {
    if (!current_.sentences.empty()) documents_.push_back(std::move(current_));
    current_ = {};
  }

  size_t sentence_count() const { return current_.sentences.size(); }
  std::vector<NamedDocument> Take() {
    EndDocument();
    return std::move(documents_);
  }

 private:
  NamedDocument current_;
  std::vector<NamedDocument> documents_;
};

}  // namespace

absl::StatusOr<std::vector<NamedDocument>> ReadNamedDocuments(const std::string& path, NameFormat format) {
  std::ifstream in(path);
  if (!in) return absl::NotFoundError(absl::StrCat("cannot open ", path));
  DocumentBuilder builder;
  std::vector<Row> rows;
  auto end_sentence = [&] {
    builder.AddSentence(rows, format == NameFormat::kGum ? SpansOfMentions(rows) : SpansOfTags(rows));
    rows.clear();
    if (format == NameFormat::kConll && builder.sentence_count() == kSentencesOfPseudoDocument) builder.EndDocument();
  };
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (absl::StartsWith(line, "# newdoc") && format != NameFormat::kConll) builder.EndDocument();
    if (line.empty() || line == "\r" || absl::StartsWith(line, "-DOCSTART-")) {
      end_sentence();
      continue;
    }
    if (line[0] == '#' && format != NameFormat::kConll) continue;
    const bool is_word =
        format == NameFormat::kConll || line.substr(0, line.find('\t')).find_first_of(".-") == std::string::npos;
    if (!is_word) continue;
    std::optional<Row> row = ParseRow(line, format);
    if (!row.has_value()) return absl::InvalidArgumentError(absl::StrCat(path, ":", number, ": not of the format"));
    rows.push_back(*std::move(row));
  }
  end_sentence();
  return builder.Take();
}

}  // namespace dateline::training
