#include "ingest_service/extraction/entities/titles.h"

#include "absl/strings/strip.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;
using language::TitleKind;

int EntityOf(const NameChains& chains, int name) { return name < 0 ? -1 : chains.entity_of_name[name]; }

// "President" of "Presidents A and B".
std::string WrittenTitle(const ArticleView& article, const TitlePhrase& phrase) {
  const absl::string_view text = article.TextOf(phrase.begin_token, phrase.end_token);
  const bool core_last = phrase.core_token + 1 == phrase.end_token;
  return std::string(phrase.plural && core_last ? absl::StripSuffix(text, "s") : text);
}

// The title of whoever was named last before a counterpart.
const Title* OthersTitle(const std::vector<Title>& titles, const Title& counterpart) {
  for (auto other = titles.rbegin(); other != titles.rend(); ++other) {
    if (other->holder != counterpart.holder && !other->counterpart) return &*other;
  }
  return nullptr;
}

// "member" without the body that it is of.
bool IsMembershipOfNothing(const ArticleView& article, const TitlePhrase& phrase, const TitleHolder& holder) {
  return article.lemma(phrase.core_token) == "member" && phrase.end_token == phrase.core_token + 1 &&
         holder.organization < 0;
}

// The country that a name says a body belongs to: inside it, before it, or after "of".
std::string CountryAround(const ArticleView& article, int n) {
  const std::vector<Name>& names = article.analysis().names;
  const auto country = [&](int other) {
    const bool is = names[other].type == NameType::kNationality || names[other].type == NameType::kCountry;
    return is ? names[other].country_code : std::string();
  };
  const bool adjacent = n > 0 && names[n - 1].end_token == names[n].begin_token;
  const bool possessive =
      n > 0 && names[n - 1].end_token + 1 == names[n].begin_token && article.folded(names[n].begin_token - 1) == "'s";
  if (adjacent || possessive) {
    if (std::string code = country(n - 1); !code.empty()) return code;
  }
  const int after = names[n].end_token;
  const bool of = n + 1 < static_cast<int>(names.size()) && after < article.size() && article.folded(after) == "of" &&
                  names[n + 1].begin_token == after + 1;
  return of ? country(n + 1) : std::string();
}

}  // namespace

std::vector<Title> MakeTitles(const ArticleView& article, const NameChains& chains,
                              const std::vector<TitlePhrase>& phrases, const std::vector<TitleHolder>& holders) {
  std::vector<Title> titles;
  for (const TitleHolder& holder : holders) {
    const TitlePhrase& phrase = phrases[holder.phrase];
    if (phrase.kind != TitleKind::kOffice && phrase.kind != TitleKind::kRank) continue;
    if (IsMembershipOfNothing(article, phrase, holder)) continue;
    Title title;
    title.span = article.SpanOf(phrase.begin_token, phrase.end_token);
    title.begin_token = phrase.begin_token;
    title.end_token = phrase.end_token;
    title.text = WrittenTitle(article, phrase);
    title.normalized_title = phrase.normalized;
    title.holder = EntityOf(chains, holder.name);
    title.organization = EntityOf(chains, holder.organization);
    title.country = EntityOf(chains, holder.country);
    title.former = phrase.former;
    title.rank = phrase.kind == TitleKind::kRank;
    title.counterpart = phrase.counterpart;
    if (title.counterpart) {
      const Title* other = OthersTitle(titles, title);
      if (other == nullptr) continue;
      title.text = other->text;
      title.normalized_title = other->normalized_title;
    }
    titles.push_back(std::move(title));
  }
  return titles;
}

void LearnFromTitles(const ArticleView& article, const std::vector<TitlePhrase>& phrases,
                     const std::vector<TitleHolder>& holders, NameChains& chains) {
  const std::vector<Name>& names = article.analysis().names;
  for (size_t n = 0; n < names.size(); ++n) {
    ArticleEntity& entity = chains.entities[chains.entity_of_name[n]];
    if (entity.type == NameType::kOrganization && entity.country_code.empty()) {
      entity.country_code = CountryAround(article, static_cast<int>(n));
    }
  }
  for (const TitleHolder& holder : holders) {
    ArticleEntity& person = chains.entities[chains.entity_of_name[holder.name]];
    if (person.gender == Gender::kUnknown) person.gender = phrases[holder.phrase].gender;
    if (person.country_code.empty() && holder.country >= 0) person.country_code = names[holder.country].country_code;
    if (person.country_code.empty() && holder.organization >= 0) {
      person.country_code = chains.entities[chains.entity_of_name[holder.organization]].country_code;
    }
  }
}

}  // namespace dateline::extraction
