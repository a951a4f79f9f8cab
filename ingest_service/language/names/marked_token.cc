#include "ingest_service/language/names/marked_token.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "ingest_service/language/names/phrase_key.h"
#include "ingest_service/text/fold.h"

namespace dateline::language {
namespace {

// Small words that a name may hold: "Bank of England", "Rio de Janeiro", "al-Qaeda".
bool MayBeSmallInName(const MarkedToken& token) {
  return token.Is(kParticle) || token.folded == "of" || token.folded == "and" || token.folded == "the" ||
         token.folded == "for" || token.folded == "on" || token.folded == "in" || token.folded == "against" ||
         token.folded == "sub" || token.folded == "'s" || token.folded == "’s" || token.folded == "without";
}

bool FitsCapitals(const Sense& sense, absl::Span<const MarkedToken> words) {
  if (sense.kind == SenseKind::kTitle) return !sense.capitals_only || words[0].shape == Shape::kCapitals;
  if (sense.capitals_only) {
    for (const MarkedToken& word : words) {
      if (word.shape == Shape::kSmall || (word.shape == Shape::kCapitalized && word.text.size() > 1)) return false;
    }
    return true;
  }
  bool has_capital = false;
  for (const MarkedToken& word : words) {
    has_capital |= word.IsCapital();
    if (word.shape == Shape::kSmall && !MayBeSmallInName(word)) return false;
  }
  return has_capital && words.back().shape != Shape::kSmall;
}

const Sense* FittingSense(const Gazetteer& gazetteer, int sense, absl::Span<const MarkedToken> words) {
  for (; sense >= 0; sense = gazetteer.NextSense(sense)) {
    if (FitsCapitals(gazetteer.SenseAt(sense), words)) return &gazetteer.SenseAt(sense);
  }
  return nullptr;
}

void MarkPhrase(SenseKind kind, absl::Span<MarkedToken> words) {
  const size_t index = static_cast<size_t>(kind);
  if (words.size() == 1) {
    words[0].phrases[index] |= kPhraseWhole;
    return;
  }
  words.front().phrases[index] |= kPhraseBegin;
  words.back().phrases[index] |= kPhraseEnd;
  for (MarkedToken& word : words.subspan(1, words.size() - 2)) word.phrases[index] |= kPhraseInside;
}

void MatchGazetteer(const Gazetteer& gazetteer, absl::Span<MarkedToken> sentence, int offset) {
  for (size_t begin = 0; begin < sentence.size(); ++begin) {
    if (sentence[begin].shape == Shape::kPunctuation || sentence[begin].shape == Shape::kNumber) continue;
    uint64_t phrase = kEmptyPhrase;
    bool has_comma = false;  // "Washington, D.C." is two places
    std::array<size_t, kSenseKinds> longest = {};
    for (size_t end = begin + 1; end <= sentence.size(); ++end) {
      const uint64_t longer = ExtendPhrase(phrase, sentence[end - 1].folded);
      if (longer == phrase) {  // punctuation: "Guinea-Bissau", "Educational, Scientific and Cultural Organization"
        const bool is_comma = sentence[end - 1].text == ",";
        if (!is_comma && sentence[end - 1].text != "-" && sentence[end - 1].text != "–") break;
        has_comma |= is_comma;
        continue;
      }
      phrase = longer;
      const int first = gazetteer.FindFirst(phrase);
      const auto words = sentence.subspan(begin, end - begin);
      for (int any = first; any >= 0; any = gazetteer.NextSense(any)) {
        const Sense& meaning = gazetteer.SenseAt(any);
        if (!meaning.capitals_only || FitsCapitals(meaning, words)) longest[static_cast<size_t>(meaning.kind)] = end;
      }
      const Sense* sense = FittingSense(gazetteer, first, words);
      if (sense != nullptr && (!has_comma || sense->kind == SenseKind::kOrganization)) {
        sentence[begin].match = sense;
        sentence[begin].match_end = offset + static_cast<int>(end);
      }
      if (!gazetteer.IsPrefix(phrase)) break;
    }
    for (int kind = 0; kind < kSenseKinds; ++kind) {
      if (longest[kind] > begin)
        MarkPhrase(static_cast<SenseKind>(kind), sentence.subspan(begin, longest[kind] - begin));
    }
  }
}

}  // namespace

Shape ShapeOf(absl::string_view word) {
  bool has_small = false, has_digit = false, first_is_capital = false;
  int capitals = 0;
  const int32_t length = static_cast<int32_t>(word.size());
  for (int32_t at = 0; at < length;) {
    UChar32 c;
    U8_NEXT(reinterpret_cast<const uint8_t*>(word.data()), at, length, c);
    if (c < 0) continue;
    if (u_isupper(c) || u_istitle(c)) {
      first_is_capital |= capitals == 0 && !has_small;
      ++capitals;
    } else if (u_isalpha(c)) {
      has_small = true;
    } else if (u_isdigit(c)) {
      has_digit = true;
    }
  }
  if (capitals == 0) return has_small ? Shape::kSmall : has_digit ? Shape::kNumber : Shape::kPunctuation;
  if (has_small) return Shape::kCapitalized;
  const bool is_initial = first_is_capital && capitals == 1 && !has_digit;
  return is_initial ? Shape::kCapitalized : Shape::kCapitals;
}

std::vector<MarkedToken> MarkTokens(const Gazetteer& gazetteer, const text::Document& document,
                                    absl::Span<const Token> tokens, absl::Span<const Sentence> sentences) {
  std::vector<MarkedToken> marked(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    MarkedToken& token = marked[i];
    token.text = text::Slice(document.text, tokens[i].span);
    token.folded = text::Fold(token.text);
    token.classes = gazetteer.WordClasses(token.folded);
    token.shape = ShapeOf(token.text);
    token.is_proper_noun = tokens[i].part_of_speech == PartOfSpeech::kPropn;
    token.space_before = i == 0 || tokens[i - 1].span.end_byte != tokens[i].span.begin_byte;
  }
  for (const Sentence& sentence : sentences) {
    MatchGazetteer(gazetteer,
                   absl::MakeSpan(marked).subspan(sentence.begin_token, sentence.end_token - sentence.begin_token),
                   sentence.begin_token);
  }
  return marked;
}

}  // namespace dateline::language
