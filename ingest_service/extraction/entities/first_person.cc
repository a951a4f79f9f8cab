#include "ingest_service/extraction/entities/first_person.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/entities/pronoun_resolver.h"

namespace dateline::extraction {
namespace {

constexpr float kAuthorCertainty = 0.8F;

void Mark(Reading& reading, int t, Antecedent antecedent) {
  Mention mention;
  mention.begin_token = t;
  mention.end_token = t + 1;
  mention.head_token = t;
  mention.kind = Mention::Kind::kPronoun;
  mention.entities = std::move(antecedent.entities);
  mention.certainty = antecedent.certainty;
  reading.AddMention(std::move(mention));
}

}  // namespace

void ResolveFirstPersons(Reading& reading, const std::vector<int>& tokens) {
  if (tokens.empty()) return;
  std::vector<Mention> mentions = reading.result.mentions;
  absl::c_stable_sort(mentions, [](const Mention& a, const Mention& b) { return a.begin_token < b.begin_token; });
  const std::vector<int> speakers = reading.quotations.FindSpeakers(reading.article, mentions);
  int author = -1;
  for (int t : tokens) {
    const Pronoun& pronoun = *reading.lexicon.FindPronoun(reading.article.folded(t));
    const int quotation = reading.quotations.At(t);
    if (quotation < 0) {
      if (pronoun.number != Pronoun::Number::kOne) continue;
      if (author < 0) author = reading.AddUnnamed(language::NameType::kPerson, "I", "");
      Mark(reading, t, {{author}, kAuthorCertainty});
    } else if (speakers[quotation] >= 0) {
      const Mention& speaker = mentions[speakers[quotation]];
      Antecedent antecedent = ResolveFirstPerson(reading, pronoun, speaker.entities[0]);
      antecedent.certainty *= speaker.certainty;
      Mark(reading, t, std::move(antecedent));
    }
  }
}

}  // namespace dateline::extraction
