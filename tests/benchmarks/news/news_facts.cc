#include "tests/benchmarks/news/news_facts.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::testing {
namespace {

constexpr int kFactsOfAnEntity = 20;
constexpr int kPublishers = 400;
constexpr int kCountries = 190;
constexpr int kWords = 30'000;
constexpr int kMetrics = 300;
constexpr int kDays = 730;
constexpr absl::CivilDay kFirstDay(2024, 1, 1);
// Of 100 facts.
constexpr int kEvents = 55, kStatements = 30, kOffices = 5;

// Syllables that spell the number, at least two, so that words look like words and no two are alike.
std::string Spell(uint64_t number) {
  constexpr absl::string_view kConsonants = "btkdmnlrsvpgzhfj";
  constexpr absl::string_view kVowels = "aeio";
  std::string word;
  do {
    word += kConsonants[number % 16];
    word += kVowels[number / 16 % 4];
    number /= 64;
  } while (number > 0 || word.size() < 4);
  return word;
}

// Mixes the bits, so that what hangs on a rank looks drawn and stays the same.
uint64_t Mix(uint64_t number) {
  number = (number ^ (number >> 31)) * 0x7fb5d329728ea185;
  number = (number ^ (number >> 27)) * 0x81dadef4bc2dd44d;
  return number ^ (number >> 33);
}

std::string Capitalized(std::string word) {
  word[0] = absl::ascii_toupper(static_cast<unsigned char>(word[0]));
  return word;
}

v1::EntityType TypeOf(int rank) { return static_cast<v1::EntityType>(1 + Mix(static_cast<uint64_t>(rank)) % 3); }

std::string NameOf(int rank) {
  const uint64_t mixed = Mix(static_cast<uint64_t>(rank) + 1);
  return absl::StrCat(Capitalized(Spell(mixed % 4000)), " ", Capitalized(Spell(static_cast<uint64_t>(rank) + 64)));
}

void SetDate(absl::CivilDay day, v1::Date& date) {
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
}

void SetSpan(const std::string& text, int begin, v1::TextSpan& span) {
  span.set_text(text);
  span.set_begin_byte(begin);
  span.set_end_byte(begin + static_cast<int>(text.size()));
}

}  // namespace

ZipfRanks::ZipfRanks(int count, double exponent, double shift) {
  double sum = 0;
  for (int rank = 0; rank < count; ++rank) cumulative_.push_back(sum += 1 / std::pow(rank + shift, exponent));
}

int ZipfRanks::operator()(std::mt19937_64& random) const {
  const double drawn = std::uniform_real_distribution<>(0, cumulative_.back())(random);
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), drawn);
  return std::min(static_cast<int>(found - cumulative_.begin()), count() - 1);
}

NewsFacts::NewsFacts(uint32_t seed, int64_t facts)
    : random_(seed),
      facts_(facts),
      entities_(static_cast<int>(std::max<int64_t>(100, facts / kFactsOfAnEntity)), 1.0, 3),
      partners_(entities_.count(), 1.2, 2),
      publishers_(kPublishers, 1.1),
      countries_(kCountries, 1.0, 2),
      words_(kWords, 1.0, 3),
      event_types_(v1::EventType_MAX, 0.9),
      metrics_(kMetrics, 1.0),
      known_(static_cast<size_t>(entities_.count())) {
  // The first day is a Monday.
  double sum = 0;
  for (int day = 0; day < kDays; ++day) {
    days_.push_back(sum += (day % 7 >= 5 ? 0.4 : 1) * (Chance(1.0 / 40) ? 5 : 1));
  }
}

std::string NewsFacts::EntityName(int rank) const { return absl::StrCat("entities/e", rank); }
std::string NewsFacts::PublisherName(int rank) const {
  return Capitalized(Spell(static_cast<uint64_t>(rank))) + " News";
}
std::string NewsFacts::CountryCode(int rank) const {
  return absl::StrCat(std::string(1, static_cast<char>('A' + rank / 26)),
                      std::string(1, static_cast<char>('A' + rank % 26)));
}
std::string NewsFacts::Word(int rank) const { return Spell(static_cast<uint64_t>(rank)); }

v1::Entity NewsFacts::MakeEntity(int rank) const {
  v1::Entity entity;
  entity.set_name(EntityName(rank));
  entity.set_type(TypeOf(rank));
  entity.set_display_name(NameOf(rank));
  entity.add_aliases(entity.display_name().substr(entity.display_name().find(' ') + 1));
  std::mt19937_64 of_rank(Mix(static_cast<uint64_t>(rank) + 7));
  entity.set_country_code(CountryCode(countries_(of_rank)));
  return entity;
}

std::vector<v1::Change> NewsFacts::NextArticle() {
  std::vector<v1::Change> changes(1);
  v1::Article& article = *changes[0].mutable_article_added()->mutable_article();
  article.set_name(absl::StrCat("articles/news-", ++articles_));
  article.set_revision(1);
  article.set_status(v1::ARTICLE_STATUS_USABLE);
  article.set_publisher(PublisherName(publishers_(random_)));
  const double share = days_.back() * static_cast<double>(made_) / static_cast<double>(facts_);
  const absl::CivilDay published = kFirstDay + (std::upper_bound(days_.begin(), days_.end(), share) - days_.begin());
  SetDate(published, *article.mutable_published());
  for (int count = 1 + Below(9); count > 0 && made_ < facts_; --count, ++made_) {
    v1::Change change;
    *change.mutable_fact_added()->mutable_fact() = NextFact(article.name(), published, changes);
    changes.push_back(std::move(change));
  }
  return changes;
}

v1::Fact NewsFacts::NextFact(const std::string& article, absl::CivilDay published, std::vector<v1::Change>& changes) {
  v1::Fact fact;
  fact.set_name(absl::StrFormat("%s/facts/%016x", article, Mix(static_cast<uint64_t>(made_))));
  fact.set_article_revision(1);
  const int kind = Below(100);
  fact.set_kind(kind < kEvents                            ? v1::FACT_KIND_EVENT
                : kind < kEvents + kStatements            ? v1::FACT_KIND_STATEMENT
                : kind < kEvents + kStatements + kOffices ? v1::FACT_KIND_OFFICE
                                                          : v1::FACT_KIND_QUANTITY);
  if (fact.kind() == v1::FACT_KIND_EVENT) {
    // CONSULT, AGREE, SUPPORT, ... make up most.
    constexpr int kByFrequency[] = {2, 1, 3, 8, 9, 5, 16, 15, 6, 17, 7, 10, 13, 12, 11, 14, 4};
    fact.set_event_type(static_cast<v1::EventType>(kByFrequency[event_types_(random_)]));
    if (Chance(0.3))
      fact.set_mode(std::vector<std::string>{"visit", "phone", "meeting", "strike"}[static_cast<size_t>(Below(4))]);
    if (Chance(0.5))
      fact.add_contexts(std::vector<std::string>{"diplomatic", "economic", "military"}[static_cast<size_t>(Below(3))]);
  }
  fact.set_modality(Chance(0.75) ? v1::MODALITY_ACTUAL : static_cast<v1::Modality>(2 + Below(3)));
  fact.set_negated(Chance(0.04));
  AddParticipants(fact, changes);
  AddWords(fact);
  if (Chance(0.8)) AddTime(published, fact);
  fact.set_confidence(0.5 + Below(50) / 100.0);
  fact.set_extractor("dateline/0.1.0");
  return fact;
}

v1::Participant NewsFacts::NextParticipant(int rank, v1::ParticipantRole role, std::vector<v1::Change>& changes) {
  const v1::Entity entity = MakeEntity(rank);
  if (!known_[static_cast<size_t>(rank)]) {
    known_[static_cast<size_t>(rank)] = true;
    v1::Change change;
    *change.mutable_entity_changed()->mutable_entity() = entity;
    changes.push_back(std::move(change));
  }
  v1::Participant participant;
  participant.set_role(role);
  participant.set_entity(entity.name());
  participant.set_display_name(entity.display_name());
  participant.set_entity_type(entity.type());
  participant.set_country_code(entity.country_code());
  SetSpan(Chance(0.5) ? entity.display_name() : entity.aliases(0), Below(4000), *participant.mutable_mention());
  return participant;
}

void NewsFacts::AddParticipants(v1::Fact& fact, std::vector<v1::Change>& changes) {
  constexpr v1::ParticipantRole kFirst[] = {v1::PARTICIPANT_ROLE_ACTOR, v1::PARTICIPANT_ROLE_SPEAKER,
                                            v1::PARTICIPANT_ROLE_HOLDER, v1::PARTICIPANT_ROLE_SUBJECT};
  constexpr v1::ParticipantRole kSecond[] = {v1::PARTICIPANT_ROLE_RECIPIENT, v1::PARTICIPANT_ROLE_ADDRESSEE,
                                             v1::PARTICIPANT_ROLE_ORGANIZATION, v1::PARTICIPANT_ROLE_SUBJECT};
  const int first = entities_(random_);
  *fact.add_participants() = NextParticipant(first, kFirst[fact.kind() - 1], changes);
  const double second = fact.kind() == v1::FACT_KIND_EVENT ? 0.8 : fact.kind() == v1::FACT_KIND_QUANTITY ? 0.1 : 0.3;
  if (Chance(second)) {
    // Whom one deals with most is another for everyone, but the great take part in most.
    int partner = partners_(random_);
    if (Chance(0.6))
      partner =
          static_cast<int>((static_cast<uint64_t>(partner) + Mix(static_cast<uint64_t>(first)) % 50) % known_.size());
    if (partner != first) *fact.add_participants() = NextParticipant(partner, kSecond[fact.kind() - 1], changes);
  }
  if (Chance(0.3)) {
    *fact.mutable_place() = NextParticipant(entities_(random_), v1::PARTICIPANT_ROLE_UNSPECIFIED, changes);
  }
}

void NewsFacts::AddTime(absl::CivilDay published, v1::Fact& fact) {
  absl::CivilDay first = published - Below(4);
  if (Chance(0.2)) first = published - 1 - Below(2000);
  absl::CivilDay last = first;
  if (Chance(0.15))
    first = absl::CivilDay(absl::CivilMonth(first)), last = absl::CivilDay(absl::CivilMonth(first) + 1) - 1;
  SetDate(first, *fact.mutable_time()->mutable_earliest());
  SetDate(last, *fact.mutable_time()->mutable_latest());
  fact.mutable_time()->set_edtf(first == last ? absl::FormatCivilTime(first)
                                              : absl::FormatCivilTime(absl::CivilMonth(first)));
  SetSpan("on Thursday", Below(4000), *fact.mutable_time()->mutable_mention());
}

void NewsFacts::AddWords(v1::Fact& fact) {
  const int begin = Below(4000);
  std::string evidence = fact.participants(0).mention().text();
  absl::StrAppend(&evidence, " ", NextWords(12 + Below(24)), ".");
  SetSpan(evidence, begin, *fact.mutable_evidence());
  SetSpan(evidence.substr(0, 6), begin, *fact.mutable_trigger());
  if (Chance(0.6)) SetSpan(NextWords(3 + Below(9)), begin, *fact.mutable_theme());
  if (fact.kind() == v1::FACT_KIND_OFFICE) {
    fact.mutable_office()->set_title("PM");
    fact.mutable_office()->set_normalized_title("Prime Minister");
  }
  if (fact.kind() != v1::FACT_KIND_QUANTITY) return;
  fact.mutable_quantity()->set_metric(Word(1000 + metrics_(random_)));
  fact.mutable_quantity()->set_value(Below(1'000'000));
  fact.mutable_quantity()->set_unit("USD");
}

std::string NewsFacts::NextWords(int count) {
  std::string words = Word(words_(random_));
  for (; count > 1; --count) absl::StrAppend(&words, " ", Word(words_(random_)));
  return words;
}

}  // namespace dateline::testing
