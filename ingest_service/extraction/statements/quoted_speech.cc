#include "ingest_service/extraction/statements/quoted_speech.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/statements/phrases.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr int kMaxSourceTokens = 40;  // of a speaker with all that is told about him

bool IsMark(const Tree& tree, int token) { return tree[token].part_of_speech == PartOfSpeech::kPunct; }

bool IsQuotationMark(const Tree& tree, int token) {
  return tree[token].treebank_tag == "``" || tree[token].treebank_tag == "''";
}

bool IsComma(const Tree& tree, int token) { return tree[token].lemma == ","; }

bool DescribesNoun(const Tree& tree, int token) {
  const Relation relation = tree[token].relation;
  return relation == Relation::kAcl || relation == Relation::kAclRelcl || relation == Relation::kAmod;
}

// True for the marks after which a sentence goes on with who said it.
bool LeadsOn(const Tree& tree, int token) {
  const absl::string_view mark = tree[token].lemma;
  return mark == "," || mark == "?" || mark == "!" || mark == "-" || mark == "—" || mark == "--" || mark == "…" ||
         mark == "...";
}

}  // namespace

int QuotedSpeech::BlockOf(int token) const {
  const auto& sentences = tree_.analysis().sentences;
  const auto after = absl::c_upper_bound(
      sentences, token, [](int t, const language::Sentence& sentence) { return t < sentence.begin_token; });
  return std::prev(after)->block;
}

TokenRange QuotedSpeech::RangeOf(int quotation) const {
  return {quotations_.all()[quotation].begin_token, quotations_.all()[quotation].end_token};
}

const Cue* QuotedSpeech::ReportAt(int token) const {
  if (tree_[token].part_of_speech != PartOfSpeech::kVerb || tree_[token].treebank_tag == "VB") return nullptr;
  const Cue* cue = cues_.Find(tree_, token);
  return cue != nullptr && cue->reports && cue->clause ? cue : nullptr;
}

bool QuotedSpeech::HasReport(TokenRange range) const {
  for (int token = range.begin; token < range.end; ++token) {
    if (quotations_.At(token) < 0 && ReportAt(token) != nullptr) return true;
  }
  return false;
}

std::vector<Attribution> QuotedSpeech::CuesAfter() const {
  std::vector<Attribution> found;
  for (size_t i = 0; i < quotations_.all().size(); ++i) {
    if (std::optional<Attribution> attribution = AfterQuotation(static_cast<int>(i)))
      found.push_back(*std::move(attribution));
  }
  for (int token = 1; token < tree_.size(); ++token) {
    if (quotations_.At(token) >= 0 || !IsComma(tree_, token - 1)) continue;
    if (std::optional<Attribution> attribution = AfterComma(token)) found.push_back(*std::move(attribution));
  }
  absl::c_stable_sort(found, [](const Attribution& a, const Attribution& b) { return a.cue_token < b.cue_token; });
  return found;
}

std::optional<Attribution> QuotedSpeech::AfterQuotation(int quotation) const {
  TokenRange content = RangeOf(quotation);
  if (content.end - content.begin < 3 || content.end >= tree_.size()) return std::nullopt;
  TokenRange region = {content.end, segments_.Around(content.end).end};
  if (BlockOf(content.end) != BlockOf(content.end - 1)) return std::nullopt;
  int last = content.end - 2;
  while (last > content.begin && IsQuotationMark(tree_, last)) --last;  // "..., 'yes,' " said the mayor
  const bool leads_on = LeadsOn(tree_, last) || IsComma(tree_, content.end);
  const bool stands_alone = region.end - region.begin < 6 && ReportAt(region.end - 2) != nullptr;  // "Trump said."
  if (!leads_on && !stands_alone) return std::nullopt;
  if (quotation + 1 < static_cast<int>(quotations_.all().size()))
    region.end = std::min(region.end, RangeOf(quotation + 1).begin);
  const int sentence_begin = segments_.Around(content.begin).begin;
  if (sentence_begin < content.begin) {
    if (HasReport({sentence_begin, content.begin})) return std::nullopt;
    const bool goes_on = !IsMark(tree_, content.begin - 1);
    if (quotations_.At(sentence_begin) < 0 && goes_on) content = Trimmed(tree_, {sentence_begin, content.end});
  }
  while (!region.empty() && IsMark(tree_, region.begin)) ++region.begin;
  return CueIn(region, content, true);
}

// "The bridge was safe, said the mayor."
std::optional<Attribution> QuotedSpeech::AfterComma(int verb) const {
  if (ReportAt(verb) == nullptr || tree_[verb].treebank_tag == "VBG" || DescribesNoun(tree_, verb)) return std::nullopt;
  const TokenRange sentence = segments_.Around(verb);
  if (tree_.Child(verb, {Relation::kNsubj}) >= 0 && tree_.Child(verb, {Relation::kNsubj}) < verb) return std::nullopt;
  if (sentence.begin > verb - 3 || HasReport({sentence.begin, verb})) return std::nullopt;
  return CueIn({verb, sentence.end}, Trimmed(tree_, {sentence.begin, verb - 1}), false);
}

// The report that stands in `region`, right after `content`.
std::optional<Attribution> QuotedSpeech::CueIn(TokenRange region, TokenRange content, bool any_verb) const {
  static const Cue* const unlisted = new Cue{.reports = true, .clause = true, .prepositions = {}};
  int verb = region.begin;
  for (; verb < region.end && ReportAt(verb) == nullptr; ++verb) {
    if (tree_[verb].part_of_speech != PartOfSpeech::kVerb || DescribesNoun(tree_, verb)) continue;
    if (!any_verb || tree_[verb].treebank_tag == "VB" || tree_[verb].treebank_tag == "VBG") return std::nullopt;
    break;
  }
  if (verb >= region.end || verb - region.begin > kMaxSourceTokens) return std::nullopt;
  Attribution attribution;
  attribution.cue = ReportAt(verb) != nullptr ? ReportAt(verb) : unlisted;
  attribution.cue_token = verb;
  attribution.cue_words = VerbGroup(tree_, verb);
  attribution.content = {content};
  if (attribution.cue_words.begin <= region.begin) {
    attribution.cue_words.begin = region.begin;
    attribution.source = SourceAfter(attribution.cue_words.end, region.end, attribution.source_token);
    if (attribution.source.empty()) return std::nullopt;
    return attribution;
  }
  attribution.source = Trimmed(tree_, {region.begin, attribution.cue_words.begin});
  if (attribution.source.empty()) return std::nullopt;
  attribution.source_token = tree_.Child(verb, {Relation::kNsubj});
  if (!attribution.source.Contains(attribution.source_token)) attribution.source_token = attribution.source.begin;
  attribution.source = SourcePhrase(tree_, attribution.source_token, verb);
  if (attribution.source.begin < region.begin) attribution.source.begin = region.begin;
  return attribution;
}

// The noun phrase that begins at `begin`; `head` becomes its head.
TokenRange QuotedSpeech::SourceAfter(int begin, int end, int& head) const {
  while (begin < end && tree_[begin].part_of_speech == PartOfSpeech::kAdv) ++begin;
  if (begin >= end || IsMark(tree_, begin)) return {};
  switch (tree_[begin].part_of_speech) {
    case PartOfSpeech::kAdp:
    case PartOfSpeech::kSconj:
    case PartOfSpeech::kVerb:
    case PartOfSpeech::kAux:
    case PartOfSpeech::kPart:
    case PartOfSpeech::kCconj:
      return {};
    default:
      break;
  }
  head = begin;
  while (tree_[head].head > head && tree_[head].head < end) head = tree_[head].head;
  TokenRange source = {begin, std::min(end, Phrase(tree_, head).end)};
  return Trimmed(tree_, source);
}

// The quotation that begins right after `token`, blanks and paragraph ends between; -1: none.
int QuotedSpeech::NextBeginning(int token) const {
  if (token + 1 >= tree_.size()) return -1;
  const int next = quotations_.At(token + 1);
  return next >= 0 && RangeOf(next).begin == token + 1 ? next : -1;
}

bool QuotedSpeech::IsOpenEnded(int quotation) const {
  const TokenRange range = RangeOf(quotation);
  return tree_[range.end - 1].part_of_speech != PartOfSpeech::kPunct || tree_[range.end - 1].lemma == ".";
}

// True if nothing but quotations stands in the paragraph of `quotation`, which begins it.
bool QuotedSpeech::FillsBlock(int quotation) const {
  const int block = BlockOf(RangeOf(quotation).begin);
  for (int token = RangeOf(quotation).end; token < tree_.size() && BlockOf(token) == block; ++token) {
    if (quotations_.At(token) < 0) return false;
  }
  return true;
}

void QuotedSpeech::Continue(std::vector<Attribution>& attributions) const {
  std::vector<bool> taken(quotations_.all().size(), false);
  const auto take = [&](int quotation, Attribution& attribution) {
    taken[quotation] = true;
    attribution.content.push_back(RangeOf(quotation));
  };
  for (const Attribution& attribution : attributions) {
    if (quotations_.At(attribution.cue_token) >= 0) continue;
    for (const TokenRange part : attribution.content) {
      if (const int quotation = quotations_.At(part.end - 1); quotation >= 0) taken[quotation] = true;
    }
  }
  for (Attribution& attribution : attributions) {
    if (!attribution.cue->reports || !attribution.cue->clause || quotations_.At(attribution.cue_token) >= 0) continue;
    const int sentence_end = segments_.Around(attribution.cue_token).end;
    int last = -1;
    if (attribution.content.empty()) {
      const int announced = NextBeginning(sentence_end - 1);
      if (tree_[sentence_end - 1].lemma != ":" || announced < 0 || taken[announced]) continue;
      take(announced, attribution);
      last = announced;
    } else {
      last = quotations_.At(attribution.content.back().end - 1);
      if (last < 0) {
        const int next = NextBeginning(sentence_end - 1);
        if (next < 0 || taken[next] || BlockOf(RangeOf(next).begin) != BlockOf(sentence_end - 1)) continue;
        take(next, attribution);
        last = next;
      }
      const int after = std::max(attribution.cue_words.end, attribution.content.back().end);
      int next = last + 1;
      // "...," he said, "and ..."
      if (next < static_cast<int>(taken.size()) && !taken[next] && RangeOf(next).begin < sentence_end &&
          !HasReport({after, RangeOf(next).begin})) {
        take(next, attribution);
        last = next;
      }
    }
    for (;;) {
      const int end = std::max(RangeOf(last).end, sentence_end);
      const int next = NextBeginning(end - 1);
      if (next < 0 || taken[next]) break;
      const bool same_block = BlockOf(RangeOf(next).begin) == BlockOf(end - 1);
      if (!same_block && !IsOpenEnded(last) && !FillsBlock(next)) break;
      take(next, attribution);
      last = next;
    }
  }
}

}  // namespace dateline::extraction
