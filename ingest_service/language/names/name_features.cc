#include "ingest_service/language/names/name_features.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"

namespace dateline::language {
namespace {

// Evidence that one occurrence of a word gives to the others.
enum Evidence : uint32_t {
  kWrittenSmall = 1 << 0,
  kCapitalInside = 1 << 1,
  kAfterTitle = 1 << 2,
  kAfterGivenName = 1 << 3,
  kAfterLocative = 1 << 4,
  kBeforeSuffix = 1 << 5,
  kBeforeFamilyName = 1 << 6,
  kAfterThe = 1 << 7,
  kBeforePersonVerb = 1 << 8,
  kInLongerRun = 1 << 9,
  kPossessive = 1 << 10,
  kBeforeHead = 1 << 11,
  kAfterPlaceComma = 1 << 12,
  kRepeated = 1 << 13,
};
constexpr int kEvidenceBits = 14;

// Templates: every feature mixes its template's number with its values. Numbers are part of the model format.
enum Template : uint64_t {
  kBias = 1,
  kWord,
  kWordPair,
  kSkipPair,
  kExact,
  kPrefix,
  kSuffix,
  kNeighbourSuffix,
  kShape,
  kShapePair,
  kShapeTriple,
  kPattern,
  kWordShape,
  kClass,
  kClassShape,
  kPhrase,
  kPhraseShape,
  kPhraseSet,
  kPhrasePair,
  kCase,
  kPosition,
  kRunPlace,
  kRunLast,
  kRunFirst,
  kBeforeRun,
  kAfterRun,
  kRunShape,
  kEvidenceBit,
  kEvidenceShape,
  kEvidenceAll,
  kWordTriple,
  kLeftTwo,
  kRightTwo,
  kLength,
};

constexpr uint64_t Mix(uint64_t a, uint64_t b) {
  uint64_t value = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdu;
  return value ^ (value >> 32);
}

uint64_t HashBytes(absl::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3u;
  return hash;
}

// Runs of one class of characters become one sign: "U.S." -> "X.X.", "McCain" -> "XxXx", "7-Eleven" -> "d-Xx".
uint64_t PatternOf(absl::string_view text) {
  char pattern[12];
  size_t length = 0;
  char last = 0;
  for (unsigned char c : text) {
    if ((c & 0xC0) == 0x80) continue;
    const char sign = absl::ascii_isupper(c)                ? 'X'
                      : absl::ascii_isalpha(c) || c >= 0x80 ? 'x'
                      : absl::ascii_isdigit(c)              ? 'd'
                                                            : c;
    if (sign == last) continue;
    last = sign;
    if (length == sizeof(pattern)) break;
    pattern[length++] = sign;
  }
  return HashBytes(absl::string_view(pattern, length));
}

}  // namespace

NameFeatureExtractor::NameFeatureExtractor(absl::Span<const MarkedToken> tokens, absl::Span<const Sentence> sentences)
    : tokens_(tokens), words_(tokens.size()), sentence_case_(tokens.size()) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    const MarkedToken& token = tokens[i];
    Word& word = words_[i];
    word.folded = HashBytes(token.folded);
    word.shape = static_cast<uint64_t>(token.shape);
    word.pattern = PatternOf(token.text);
    for (uint8_t positions : token.phrases) word.phrases = word.phrases << 4 | positions;
    const absl::string_view folded = token.folded;
    for (size_t length = 2; length <= 4; ++length) {
      word.prefixes[length - 2] = HashBytes(folded.substr(0, std::min(length, folded.size())));
      word.suffixes[length - 2] = HashBytes(folded.substr(folded.size() - std::min(length, folded.size())));
    }
  }
  GatherEvidence(sentences);
}

uint32_t NameFeatureExtractor::EvidenceAt(int token, const Sentence& sentence) const {
  const MarkedToken& word = tokens_[token];
  if (word.shape == Shape::kSmall) return kWrittenSmall;
  if (!word.IsCapital()) return 0;
  uint32_t evidence = kRepeated;
  const bool has_before = token > sentence.begin_token, has_after = token + 1 < sentence.end_token;
  if (has_before) {
    const MarkedToken& before = tokens_[token - 1];
    if (before.shape == Shape::kSmall) evidence |= kCapitalInside;
    if (before.phrases[static_cast<size_t>(SenseKind::kTitle)] & (kPhraseEnd | kPhraseWhole)) evidence |= kAfterTitle;
    if (before.IsCapital() && before.Is(kGivenMale | kGivenFemale)) evidence |= kAfterGivenName;
    if (before.Is(kLocative)) evidence |= kAfterLocative;
    if (before.folded == "the") evidence |= kAfterThe;
    if (before.text == "," && token - 2 >= sentence.begin_token &&
        (tokens_[token - 2].phrases[static_cast<size_t>(SenseKind::kCity)] & (kPhraseEnd | kPhraseWhole))) {
      evidence |= kAfterPlaceComma;
    }
  }
  if (has_after) {
    const MarkedToken& after = tokens_[token + 1];
    if (after.Is(kOrganizationSuffix) && after.IsCapital()) evidence |= kBeforeSuffix;
    if (after.Is(kOrganizationHead) && after.IsCapital()) evidence |= kBeforeHead;
    if (after.Is(kFamilyName) && after.IsCapital()) evidence |= kBeforeFamilyName;
    if (after.Is(kPersonVerb)) evidence |= kBeforePersonVerb;
    if (after.text == "'s" || after.text == "’s") evidence |= kPossessive;
    if (after.IsCapital() || (has_before && tokens_[token - 1].IsCapital())) evidence |= kInLongerRun;
  }
  return evidence;
}

void NameFeatureExtractor::GatherEvidence(absl::Span<const Sentence> sentences) {
  absl::flat_hash_map<uint64_t, uint32_t> once, twice;
  std::vector<uint32_t> own(tokens_.size());
  for (const Sentence& sentence : sentences) {
    int small = 0, capitalized = 0, capitals = 0;
    for (int i = sentence.begin_token; i < sentence.end_token; ++i) {
      small += tokens_[i].shape == Shape::kSmall;
      capitalized += tokens_[i].shape == Shape::kCapitalized;
      capitals += tokens_[i].shape == Shape::kCapitals;
      own[i] = EvidenceAt(i, sentence);
      uint32_t& seen = once[words_[i].folded];
      twice[words_[i].folded] |= seen & own[i];
      seen |= own[i];
    }
    const int kind = capitals > small + capitalized      ? 1
                     : capitalized == 0 && capitals == 0 ? 2
                     : capitalized > small               ? 3
                                                         : 0;
    std::fill(sentence_case_.begin() + sentence.begin_token, sentence_case_.begin() + sentence.end_token, kind);
  }
  // A word's own place is no evidence; what two places say holds for each of them.
  for (size_t i = 0; i < words_.size(); ++i) {
    words_[i].evidence = (once[words_[i].folded] & ~own[i]) | twice[words_[i].folded];
  }
}

const NameFeatureExtractor::Word& NameFeatureExtractor::At(int token, const Sentence& sentence) const {
  static const Word kBefore{.folded = 1, .shape = 9}, kAfter{.folded = 2, .shape = 10};
  if (token < sentence.begin_token) return kBefore;
  if (token >= sentence.end_token) return kAfter;
  return words_[token];
}

void NameFeatureExtractor::AddWordFeatures(int token, const Sentence& sentence, std::vector<uint64_t>& values) const {
  const Word& word = words_[token];
  values.push_back(kBias);
  values.push_back(Mix(kExact, HashBytes(tokens_[token].text)));
  values.push_back(Mix(kPattern, word.pattern));
  values.push_back(Mix(kLength, Mix(std::min<size_t>(tokens_[token].text.size(), 8), word.shape)));
  for (uint64_t length = 0; length < 3; ++length) {
    values.push_back(Mix(Mix(kPrefix, length), word.prefixes[length]));
    values.push_back(Mix(Mix(kSuffix, length), word.suffixes[length]));
  }
  values.push_back(Mix(kCase, Mix(word.shape, sentence_case_[token])));
  const bool is_first = token == sentence.begin_token;
  values.push_back(Mix(kPosition, Mix(is_first, Mix(word.shape, tokens_[token].Is(kCommon)))));
}

void NameFeatureExtractor::AddContextFeatures(int token, const Sentence& sentence,
                                              std::vector<uint64_t>& values) const {
  const Word* near[5];
  for (int offset = -2; offset <= 2; ++offset) near[offset + 2] = &At(token + offset, sentence);
  for (uint64_t offset = 0; offset < 5; ++offset) {
    values.push_back(Mix(Mix(kWord, offset), near[offset]->folded));
    values.push_back(Mix(Mix(kShape, offset), near[offset]->shape));
  }
  const uint64_t shape = near[2]->shape;
  values.push_back(Mix(Mix(kWordPair, 0), Mix(near[1]->folded, near[2]->folded)));
  values.push_back(Mix(Mix(kWordPair, 1), Mix(near[2]->folded, near[3]->folded)));
  values.push_back(Mix(Mix(kSkipPair, 0), Mix(near[1]->folded, near[3]->folded)));
  values.push_back(Mix(kLeftTwo, Mix(near[0]->folded, Mix(near[1]->folded, shape))));
  values.push_back(Mix(kRightTwo, Mix(near[3]->folded, Mix(near[4]->folded, shape))));
  values.push_back(Mix(Mix(kWordShape, 0), Mix(near[1]->folded, shape)));
  values.push_back(Mix(Mix(kWordShape, 1), Mix(near[3]->folded, shape)));
  values.push_back(Mix(Mix(kNeighbourSuffix, 0), near[1]->suffixes[1]));
  values.push_back(Mix(Mix(kNeighbourSuffix, 1), near[3]->suffixes[1]));
  values.push_back(Mix(Mix(kShapePair, 0), Mix(near[1]->shape, shape)));
  values.push_back(Mix(Mix(kShapePair, 1), Mix(shape, near[3]->shape)));
  values.push_back(Mix(kShapeTriple, Mix(near[1]->pattern, Mix(near[2]->pattern, near[3]->pattern))));
}

void NameFeatureExtractor::AddGazetteerFeatures(int token, const Sentence& sentence,
                                                std::vector<uint64_t>& values) const {
  const uint64_t shape = words_[token].shape;
  for (int offset = -2; offset <= 2; ++offset) {
    const int at = token + offset;
    if (at < sentence.begin_token || at >= sentence.end_token) continue;
    const MarkedToken& word = tokens_[at];
    for (int bit = 0; bit < kWordClassBits; ++bit) {
      if ((word.classes >> bit & 1) == 0) continue;
      values.push_back(Mix(Mix(kClass, offset + 2), bit));
      if (offset >= -1 && offset <= 1) {
        values.push_back(Mix(Mix(kClassShape, offset + 2), Mix(bit, Mix(shape, words_[at].shape))));
      }
    }
    if (offset < -1 || offset > 1) continue;
    for (uint64_t kind = 0; kind < kSenseKinds; ++kind) {
      if (word.phrases[kind] == 0) continue;
      const uint64_t mark = kind << 4 | word.phrases[kind];
      values.push_back(Mix(Mix(kPhrase, offset + 2), mark));
      values.push_back(Mix(Mix(kPhraseShape, offset + 2), Mix(mark, Mix(shape, words_[at].shape))));
    }
  }
  values.push_back(Mix(kPhraseSet, Mix(words_[token].phrases, Mix(shape, tokens_[token].classes))));
  values.push_back(Mix(Mix(kPhrasePair, 0), Mix(At(token - 1, sentence).phrases, words_[token].phrases)));
  values.push_back(Mix(Mix(kPhrasePair, 1), Mix(words_[token].phrases, At(token + 1, sentence).phrases)));
}

// The stretch of capitalised words around the token: a name's last word and the words beside it tell most.
void NameFeatureExtractor::AddRunFeatures(int token, const Sentence& sentence, std::vector<uint64_t>& values) const {
  if (!tokens_[token].IsCapital()) return;
  int begin = token, end = token + 1;
  while (begin > sentence.begin_token && tokens_[begin - 1].IsCapital()) --begin;
  while (end < sentence.end_token && tokens_[end].IsCapital()) ++end;
  const uint64_t length = std::min(end - begin, 5);
  const uint64_t place = Mix(std::min(token - begin, 3), std::min(end - token, 3));
  values.push_back(Mix(kRunPlace, Mix(place, length)));
  values.push_back(Mix(kRunLast, Mix(words_[end - 1].folded, end - 1 == token)));
  values.push_back(Mix(kRunFirst, Mix(words_[begin].folded, begin == token)));
  values.push_back(Mix(kBeforeRun, Mix(At(begin - 1, sentence).folded, length)));
  values.push_back(Mix(kAfterRun, Mix(At(end, sentence).folded, length)));
  values.push_back(Mix(Mix(kBeforeRun, 1), At(begin - 1, sentence).folded));
  values.push_back(Mix(Mix(kAfterRun, 1), At(end, sentence).folded));
  uint32_t classes = 0;
  for (int i = begin; i < end; ++i) classes |= tokens_[i].classes;
  for (int bit = 0; bit < kWordClassBits; ++bit) {
    if (classes >> bit & 1) values.push_back(Mix(kRunShape, Mix(bit, length)));
  }
}

void NameFeatureExtractor::AddDocumentFeatures(int token, std::vector<uint64_t>& values) const {
  const Word& word = words_[token];
  if (word.shape > static_cast<uint64_t>(Shape::kCapitals)) return;
  for (int bit = 0; bit < kEvidenceBits; ++bit) {
    if ((word.evidence >> bit & 1) == 0) continue;
    values.push_back(Mix(kEvidenceShape, Mix(bit, word.shape)));
  }
  values.push_back(Mix(kEvidenceAll, Mix(word.evidence, word.shape)));
}

void NameFeatureExtractor::Extract(const Sentence& sentence, TokenFeatures& features) const {
  features.values.clear();
  features.ends.clear();
  for (int token = sentence.begin_token; token < sentence.end_token; ++token) {
    AddWordFeatures(token, sentence, features.values);
    AddContextFeatures(token, sentence, features.values);
    AddGazetteerFeatures(token, sentence, features.values);
    AddRunFeatures(token, sentence, features.values);
    AddDocumentFeatures(token, features.values);
    features.ends.push_back(static_cast<int>(features.values.size()));
  }
}

}  // namespace dateline::language
