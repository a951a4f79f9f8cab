#include "tests/testing/hostile_texts.h"

#include <functional>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace dateline::testing {
namespace {

// One piece again and again, between a beginning and an end.
struct Repetition {
  absl::string_view name;
  absl::string_view piece;
  absl::string_view before = "";
  absl::string_view after = "";
};

constexpr absl::string_view kControls("Lee\0met\x01Ray\x02\x03in\x7fOslo\b. ", 24);

constexpr Repetition kRepetitions[] = {
    // Ordinary sentences, to compare with.
    {"ordinary sentences",
     "Foreign Minister Kari Lunde told Mads Holm in Oslo on Tuesday that 40 trucks would leave. "},
    {"a sentence without a mark", "the old bridge over the river carried heavy trucks of the company every day while "},
    {"a sentence of names", "Lee met Ray in Oslo and Bergen with Holm of Norway and "},
    {"a list", "apples, pears, "},
    {"a list of persons", "Lee, Ray and Holm, ", "They met "},
    {"a word alone on each line", "Oslo\n"},
    {"a word in each paragraph", "Oslo\n\n"},
    {"empty lines", "\n", "Lee met Ray.", "Lee met Ray."},
    {"spaces", " ", "Lee met", "Ray."},
    {"single letters", "A b "},
    // Tokens.
    {"a token of one letter", "a"},
    {"a token of one capital", "A"},
    {"a token of digits", "1"},
    {"a token of digits and commas", "1,"},
    {"a token of hyphens", "a-"},
    {"a token of periods", "a."},
    {"a token of apostrophes", "n't"},
    {"an address", "/a", "https://example.org"},
    {"a mail address", "a@b"},
    {"periods", "."},
    {"hyphens", "-"},
    {"dashes", "—"},
    {"commas between words", "a,"},
    {"abbreviations", "Mr. J. Corp. "},
    // Marks that come in pairs.
    {"opening quotation marks", "“"},
    {"nested quotations", "“‘", "", "he said"},
    {"quotations in quotations", "Lee said, “Ray said, ‘"},
    {"straight quotation marks", "\""},
    {"straight quotations", "\"We agree,\" he said. "},
    {"apostrophes", "'"},
    {"closing quotation marks", "a” "},
    {"opening brackets", "("},
    {"closing brackets", "a) "},
    {"nested brackets", "[(a "},
    // Unicode.
    {"combining marks", "\u0301", "Lee met Re"},
    {"right-to-left words", "قال الرئيس \u202eLee\u202c "},
    {"family emoji", "👩‍👩‍👧‍👦"},
    {"flags", "🇳🇴"},
    {"controls", kControls},
    {"NULs", absl::string_view("\0", 1), "Lee met", "Ray."},
    {"invisible characters", "\u200b\u2060\ufeff", "Lee met", "Ray."},
    {"noncharacters", "\uffff\U0010ffff a "},
    {"Chinese without spaces", "北京会谈"},
    {"letters that fold to more", "ßİŉﬃ "},
    // Who and what.
    {"cues of speech", "said "},
    {"statements", "Lee said. "},
    {"statements in statements", "Lee said that "},
    {"speakers behind", "said Lee, "},
    {"accordings", "according to Lee "},
    {"colons", "Lee: "},
    {"pronouns", "he told them "},
    {"sentences of pronouns", "She said they met him. "},
    {"descriptions", "The minister met the president of the company. "},
    {"titles", "Foreign Minister President "},
    {"titles with commas", "minister, president, "},
    {"possessives", "Lee's "},
    {"initials", "J. "},
    {"appointments", "Lee, the minister of trade of Norway, "},
    {"names without an end", "Kari "},
    {"capitals", "OSLO NORWAY "},
    {"headlines", "Lee Meets Ray In Oslo\n\n"},
    {"datelines", "OSLO — "},
    {"bylines", "By Kari Lunde\n\n"},
    // Words that trees hang on.
    {"prepositions", "of the "},
    {"relative clauses", "who met the man "},
    {"infinitives", "to try "},
    {"conjunctions", "and or but "},
    {"verbs", "met "},
    {"events", "troops attacked the town and "},
    {"negations", "not never "},
    {"auxiliaries", "may have been "},
    // Figures and times.
    {"numbers", "12 "},
    {"number words", "hundred thousand "},
    {"sums of money", "$5 billion "},
    {"ranges", "5 to 6 to "},
    {"percentages", "5% "},
    {"days", "5 May 2021 "},
    {"clock times", "at 5 p.m. on Monday last week "},
    {"durations", "for three years and two months "},
    {"years in a row", "2021-"},
    // Markup.
    {"unclosed elements", "<div>", "<html><body><p>Lee met Ray.</p>"},
    {"elements nested again and again", "<div><div><p>Lee met Ray.</p></div></div>", "<html><body>"},
    {"open formatting elements", "<p><b>Lee met Ray.", "<html><body>"},
    {"paragraphs", "<p>Lee", "<html><body>"},
    {"table cells", "<table><tr><td>Lee", "<html><body>"},
    {"comments", "<!--", "<html><body><p>Lee met Ray.</p>"},
    {"angle brackets", "<", "<html><body><p>Lee met Ray.</p>"},
    {"character references", "&amp;&#8217;&nosuch;", "<html><body><p>"},
    {"attributes", " a=b", "<html><body><p", ">Lee met Ray.</p>"},
    {"nested JSON", "[", "<html><head><script type=\"application/ld+json\">",
     "</script></head><body><p>Lee met Ray.</p>"},
    {"metadata", "<meta property=\"og:title\" content=\"Lee\">", "<html><head>"},
};

std::string Repeated(const Repetition& repetition, size_t bytes) {
  std::string body(repetition.before);
  while (body.size() + repetition.piece.size() + repetition.after.size() <= bytes)
    absl::StrAppend(&body, repetition.piece);
  return absl::StrCat(body, repetition.after);
}

// "Kalomi": another one for each number.
std::string MadeUpName(int number) {
  constexpr absl::string_view kConsonants = "bdfgklmnprstvz", kVowels = "aeiou";
  std::string name;
  for (int syllable = 0; syllable < 3 || number > 0; ++syllable) {
    name += kConsonants[number % kConsonants.size()];
    number /= static_cast<int>(kConsonants.size());
    name += kVowels[number % kVowels.size()];
    number /= static_cast<int>(kVowels.size());
  }
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

using Piece = std::function<std::string(int number)>;

std::string Numbered(size_t bytes, const Piece& piece) {
  std::string body;
  for (int number = 0;; ++number) {
    const std::string next = piece(number);
    if (body.size() + next.size() > bytes) return body;
    body += next;
  }
}

std::string RandomCharacters(size_t bytes) {
  std::mt19937 random(23);
  constexpr absl::string_view kCharacters[] = {" ", " ", ".", ",", "\"",     "'",   "(",   ")",    "\n",
                                               "-", "“", "”", "a", "he",     "A",   "Lee", "said", "5",
                                               "%", "$", "–", ":", "\u0301", "met", "of"};
  return Numbered(bytes, [&](int) { return std::string(kCharacters[random() % std::size(kCharacters)]); });
}

}  // namespace

std::vector<HostileText> HostileTexts(size_t bytes) {
  std::vector<HostileText> texts;
  for (const Repetition& repetition : kRepetitions)
    texts.push_back({std::string(repetition.name), Repeated(repetition, bytes)});
  const auto add = [&](absl::string_view name, const Piece& piece) {
    texts.push_back({std::string(name), Numbered(bytes, piece)});
  };
  add("persons", [](int i) { return absl::StrCat(MadeUpName(i), " ", MadeUpName(i + 7000), " met envoys. "); });
  add("ministers", [](int i) { return absl::StrCat("Minister ", MadeUpName(i), " told the minister so. "); });
  add("a family", [](int i) { return absl::StrCat(MadeUpName(i), " Lunde spoke. Lunde left. "); });
  add("names in one sentence", [](int i) { return absl::StrCat(MadeUpName(i), " ", MadeUpName(i + 9000), ", "); });
  add("acronyms",
      [](int i) { return absl::StrCat(MadeUpName(i), " Trade Union (", MadeUpName(i).substr(0, 1), "TU) grew. "); });
  add("speakers", [](int i) { return absl::StrCat("\"We agree,\" ", MadeUpName(i), " said. "); });
  add("different figures", [](int i) { return absl::StrCat(i, " people, ", i, ".5 per cent and $", i, " million; "); });
  add("different days", [](int i) { return absl::StrCat("on ", i % 28 + 1, " May ", 1900 + i % 200, " "); });
  add("different words", [](int i) { return absl::StrCat("x", i, " "); });
  texts.push_back({"random characters", RandomCharacters(bytes)});
  return texts;
}

}  // namespace dateline::testing
