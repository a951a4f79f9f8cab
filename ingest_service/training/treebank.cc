#include "ingest_service/training/treebank.h"

#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::training {
namespace {

std::string ValueOrEmpty(absl::string_view field) { return field == "_" ? "" : std::string(field); }

language::Relation ReadRelation(absl::string_view name) {
  if (const auto relation = language::FindRelation(name)) return *relation;
  return language::FindRelation(name.substr(0, name.find(':'))).value_or(language::Relation::kDep);
}

// A surface token of several words ("1-2 don't _ ...") while its words are read.
struct MultiwordToken {
  int last_word = 0;
  std::string form;
  std::string words;
  bool space_after = true;
  size_t begin_word = 0;
};

bool HasSpaceAfter(absl::string_view attributes) { return !absl::StrContains(attributes, "SpaceAfter=No"); }

class Reader {
 public:
  absl::Status ReadLine(absl::string_view line) {
    if (line.empty()) return EndSentence();
    if (line[0] == '#') {
      ReadComment(line);
      return absl::OkStatus();
    }
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 10) return absl::InvalidArgumentError(absl::StrCat(fields.size(), " columns instead of 10"));
    if (absl::StrContains(fields[0], '.')) return absl::OkStatus();
    if (absl::StrContains(fields[0], '-')) return BeginMultiwordToken(fields);
    return AddWord(fields);
  }

  absl::Status EndSentence() {
    if (sentence_.words.empty()) return absl::OkStatus();
    for (const TreebankWord& word : sentence_.words) {
      if (word.head < 0 || word.head > static_cast<int>(sentence_.words.size())) {
        return absl::InvalidArgumentError(
            absl::StrCat("head ", word.head, " is outside the sentence before this line"));
      }
    }
    if (block_ends_.contains(static_cast<int>(sentences_.size()))) sentence_.begins_paragraph = true;
    sentences_.push_back(std::move(sentence_));
    sentence_ = TreebankSentence();
    token_ = MultiwordToken();
    return absl::OkStatus();
  }

  std::vector<TreebankSentence> TakeSentences() { return std::move(sentences_); }

 private:
  void ReadComment(absl::string_view line) {
    if (absl::StartsWith(line, "# newpar") || absl::StartsWith(line, "# newdoc")) sentence_.begins_paragraph = true;
    if (absl::StartsWith(line, "# newpar_block")) ReadBlocks(line);
  }

  // GUM says how blocks nest: "p (3 s) | figure (1 s) | caption (1 s)" are a paragraph of three sentences of which the
  // first is a caption, which ends a paragraph too.
  void ReadBlocks(absl::string_view line) {
    for (const absl::string_view block : absl::StrSplit(line, '|')) {
      const size_t open = block.rfind('(');
      int sentence_count = 0;
      if (open == absl::string_view::npos) continue;
      if (!absl::SimpleAtoi(block.substr(open + 1, block.find(' ', open) - open - 1), &sentence_count)) continue;
      block_ends_.insert(static_cast<int>(sentences_.size()) + sentence_count);
    }
  }

  absl::Status BeginMultiwordToken(const std::vector<absl::string_view>& fields) {
    token_ = MultiwordToken();
    if (!absl::SimpleAtoi(fields[0].substr(fields[0].find('-') + 1), &token_.last_word)) {
      return absl::InvalidArgumentError(absl::StrCat("token range ", fields[0]));
    }
    token_.form = std::string(fields[1]);
    token_.space_after = HasSpaceAfter(fields[9]);
    token_.begin_word = sentence_.words.size();
    return absl::OkStatus();
  }

  absl::Status AddWord(const std::vector<absl::string_view>& fields) {
    TreebankWord word;
    word.form = std::string(fields[1]);
    word.lemma = std::string(fields[2]);
    const auto part_of_speech = language::FindPartOfSpeech(fields[3]);
    if (!part_of_speech) return absl::InvalidArgumentError(absl::StrCat("part of speech ", fields[3]));
    word.part_of_speech = *part_of_speech;
    word.treebank_tag = ValueOrEmpty(fields[4]);
    word.features = ValueOrEmpty(fields[5]);
    if (!absl::SimpleAtoi(fields[6], &word.head)) return absl::InvalidArgumentError(absl::StrCat("head ", fields[6]));
    word.relation = ReadRelation(fields[7]);
    word.space_after = HasSpaceAfter(fields[9]);
    sentence_.words.push_back(std::move(word));
    if (static_cast<int>(sentence_.words.size()) <= token_.last_word) ContinueMultiwordToken();
    return absl::OkStatus();
  }

  void ContinueMultiwordToken() {
    TreebankWord& word = sentence_.words.back();
    token_.words += word.form;
    const bool last = static_cast<int>(sentence_.words.size()) == token_.last_word;
    word.inside_token = !last;
    word.space_after = last && token_.space_after;
    if (last && token_.words != token_.form) {
      for (size_t i = token_.begin_word; i < sentence_.words.size(); ++i) sentence_.words[i].typo = true;
    }
  }

  std::vector<TreebankSentence> sentences_;
  TreebankSentence sentence_;
  MultiwordToken token_;
  std::set<int> block_ends_;  // numbers of the sentences before which a block ends
};

}  // namespace

absl::StatusOr<std::vector<TreebankSentence>> ParseConllu(absl::string_view text) {
  Reader reader;
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    if (absl::EndsWith(line, "\r")) line.remove_suffix(1);
    if (const absl::Status status = reader.ReadLine(line); !status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("line ", line_number, ": ", status.message()));
    }
  }
  if (const absl::Status status = reader.EndSentence(); !status.ok()) return status;
  return reader.TakeSentences();
}

absl::StatusOr<std::vector<TreebankSentence>> ReadTreebank(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the treebank ", path));
  std::ostringstream text;
  text << file.rdbuf();
  absl::StatusOr<std::vector<TreebankSentence>> sentences = ParseConllu(text.str());
  if (!sentences.ok()) return absl::InvalidArgumentError(absl::StrCat(path, ": ", sentences.status().message()));
  return sentences;
}

}  // namespace dateline::training
