#include "ingest_service/language/segmentation/token_splitter.h"

#include <algorithm>

#include "ingest_service/language/encoding/characters.h"

namespace dateline::language {
namespace {

constexpr int kMaxPieceCharacters = 10;
constexpr int kMaxWholeCharacters = 16;
constexpr int kMaxFusedCharacters = 12;
constexpr int kMaxPatternCharacters = 40;

using Characters = absl::Span<const BlockCharacter>;

// The characters around one boundary, as text.
class Context {
 public:
  Context(Characters characters, int begin, int end) : characters_(characters), begin_(begin), end_(end) {}

  std::string Text(int from, int to) const {
    std::string text;
    for (int i = from; i < to; ++i) AppendCharacter(i < begin_ || i >= end_ ? ' ' : characters_[i].normalized, text);
    return text;
  }

  std::string Classes(int from, int to) const {
    std::string classes;
    for (int i = from; i < to; ++i) classes.push_back(i < begin_ || i >= end_ ? ' ' : characters_[i].character_class);
    return classes;
  }

  // Classes with runs of the same class as one.
  std::string Pattern(int from, int to) const {
    std::string pattern;
    for (int i = from; i < std::min(to, from + kMaxPatternCharacters); ++i) {
      const char character_class = characters_[i].character_class;
      if (pattern.empty() || pattern.back() != character_class) pattern.push_back(character_class);
    }
    return pattern;
  }

  // Where the run of letters or digits that holds `from` ends.
  int RunEnd(int from) const {
    int position = from;
    while (position < end_ && position < from + kMaxPieceCharacters &&
           (IsLetterClass(characters_[position].character_class) || characters_[position].character_class == 'd')) {
      ++position;
    }
    return position;
  }

 private:
  Characters characters_;
  int begin_, end_;
};

// The class of what follows the stretch: the first character after the white space; '\n' at the block's end.
char ClassOfNext(Characters characters, int end) {
  int position = end;
  while (position < static_cast<int>(characters.size()) && characters[position].character_class == ' ') ++position;
  return position == static_cast<int>(characters.size()) ? '\n' : characters[position].character_class;
}

char Bucket(int count) { return static_cast<char>('0' + std::min(count, 5)); }

}  // namespace

CharacterRange FindAddress(Characters characters, int begin, int end) {
  const auto is = [&](int position, char wanted) {
    return position >= begin && position < end && characters[position].normalized == wanted;
  };
  const auto is_name = [&](int position) {
    if (position < begin || position >= end) return false;
    const char character_class = characters[position].character_class;
    return IsLetterClass(character_class) || character_class == 'd' || is(position, '.') || is(position, '-') ||
           is(position, '_');
  };
  CharacterRange range;
  for (int position = begin; position < end && range.end == 0; ++position) {
    int first = position;
    if (is(position, ':') && is(position + 1, '/') && is(position + 2, '/')) {
      while (first > begin && IsLetterClass(characters[first - 1].character_class)) --first;
      if (first < position) range = {first, end};
    } else if (is(position, 'w') && is(position + 1, 'w') && is(position + 2, 'w') && is(position + 3, '.')) {
      range = {position, end};
    } else if (is(position, '@')) {
      while (is_name(first - 1)) --first;
      int last = position + 1;
      while (is_name(last)) ++last;
      if (first < position && last > position + 3) range = {first, last};
    }
  }
  const auto ends_address = [&](int position) {
    const char character_class = characters[position].character_class;
    return IsLetterClass(character_class) || character_class == 'd' || character_class == '/' || character_class == '_';
  };
  while (range.end > range.begin && !ends_address(range.end - 1)) --range.end;
  return range;
}

bool IsOpenBoundary(Characters characters, int begin, int position) {
  const char before = characters[position - 1].character_class;
  const char after = characters[position].character_class;
  if (after == 'm' || position == begin) return false;
  if (before == 'd' && after == 'd') return false;
  if (!IsLetterClass(before) && before != 'm') return true;
  if (!IsLetterClass(after)) return true;
  return characters[position].normalized == 'n' && position + 2 < static_cast<int>(characters.size()) &&
         characters[position + 1].character_class == '\'' && characters[position + 2].normalized == 't';
}

void AddTokenBoundaryFeatures(Characters characters, int begin, int end, int word_begin, int position,
                              FeatureList& features) {
  const Context context(characters, begin, end);
  const int left_begin = std::max(word_begin, position - kMaxPieceCharacters);
  const std::string left = context.Text(left_begin, position);
  const std::string right = context.Text(position, std::max(position + 1, context.RunEnd(position)));
  const std::string beyond = context.Text(position + 1, context.RunEnd(position + 1));
  const std::string pair = context.Text(position - 1, position + 1);
  const std::string follower(1, ClassOfNext(characters, end));
  const bool last = position + 1 == end;
  int kind = 0;
  features.Add(kind++, "");
  features.Add(kind++, pair);
  features.Add(kind++, context.Text(position - 2, position + 1));
  features.Add(kind++, context.Text(position - 1, position + 2));
  features.Add(kind++, context.Text(position - 2, position + 2));
  features.Add(kind++, context.Text(position - 3, position));
  features.Add(kind++, context.Text(position, position + 3));
  features.Add(kind++, context.Classes(position - 1, position + 1));
  features.Add(kind++, context.Classes(position - 2, position + 2));
  features.Add(kind++, context.Classes(position - 3, position + 2));
  features.Add(kind++, context.Classes(position - 4, position + 4));
  features.Add(kind++, left + "|" + context.Text(position, position + 1));
  features.Add(kind++, pair + "|" + right);
  features.Add(kind++, pair + "|" + beyond);
  features.Add(kind++, left + "|" + right + "|" + beyond);
  features.Add(kind++, context.Pattern(left_begin, position) + "|" + context.Text(position, position + 1) +
                           (last ? follower : "-"));
  features.Add(kind++, left + "|" + context.Text(position, position + 1) + (last ? follower : "-"));
  features.Add(kind++, pair + Bucket(position - begin) + Bucket(end - position));
  features.Add(kind++, context.Classes(position - 1, position + 1) + Bucket(position - word_begin) +
                           Bucket(end - position) + follower);
  if (end - begin <= kMaxWholeCharacters) {
    features.Add(kind, context.Text(begin, end) + "|" + static_cast<char>('A' + position - begin));
    features.Add(kind + 1, context.Pattern(begin, end) + "|" + Bucket(position - word_begin) + Bucket(end - position));
  }
  kind += 2;
  features.Add(kind++, context.Pattern(begin, end) + "|" + pair);
  features.Add(kind++, context.Pattern(begin, position) + "|" + context.Pattern(position, end));
}

int TokenSplitter::FusedBoundary(Characters characters, int begin, int end) const {
  int run_end = begin;
  while (run_end < end && run_end < begin + kMaxFusedCharacters + 1 &&
         IsLetterClass(characters[run_end].character_class))
    ++run_end;
  if (run_end - begin > kMaxFusedCharacters) return 0;
  if (run_end < end && characters[run_end].character_class == '\'') return 0;
  const auto found = fused_words_.find(Context(characters, begin, end).Text(begin, run_end));
  return found == fused_words_.end() ? 0 : begin + found->second;
}

void TokenSplitter::Split(Characters characters, int begin, int end, FeatureList& features,
                          std::vector<int>& word_ends) const {
  int word_begin = begin;
  int fused_boundary = FusedBoundary(characters, begin, end);
  const CharacterRange address = FindAddress(characters, begin, end);
  for (int position = begin + 1; position < end; ++position) {
    bool split = position == fused_boundary;
    if (!split && !address.HasInside(position) && IsOpenBoundary(characters, begin, position)) {
      features.Clear();
      AddTokenBoundaryFeatures(characters, begin, end, word_begin, position, features);
      split = classifier_.Decide(features);
    }
    if (!split && position - word_begin >= kMaxTokenCharacters) split = characters[position].character_class != 'm';
    if (!split) continue;
    word_ends.push_back(position);
    word_begin = position;
    if (position != fused_boundary) fused_boundary = FusedBoundary(characters, position, end);
  }
  word_ends.push_back(end);
}

}  // namespace dateline::language
