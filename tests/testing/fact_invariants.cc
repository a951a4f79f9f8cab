#include "tests/testing/fact_invariants.h"

#include <set>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace dateline::testing {
namespace {

// Collects what is wrong with one fact.
class FactCheck {
 public:
  FactCheck(const v1::Article& article, const v1::Fact& fact, std::vector<std::string>& violations)
      : article_(article), fact_(fact), violations_(violations) {}

  void Run() {
    Require(absl::StartsWith(fact_.name(), article_.name() + "/facts/"), "name is not one of the article");
    Require(fact_.article_revision() == article_.revision(), "is of another revision");
    Require(v1::Modality_IsValid(fact_.modality()) && fact_.modality() != v1::MODALITY_UNSPECIFIED, "has no modality");
    Require(fact_.confidence() >= 0 && fact_.confidence() <= 1, "confidence is outside 0..1");
    Require(!fact_.extractor().empty(), "has no extractor");
    CheckWords();
    CheckContext();
    CheckKind();
    for (const v1::Participant& participant : fact_.participants()) CheckParticipant(participant, "participant");
    if (fact_.has_place()) CheckParticipant(fact_.place(), "place");
    if (fact_.has_attribution()) CheckParticipant(fact_.attribution().speaker(), "speaker");
    if (fact_.has_time()) CheckTime(fact_.time());
  }

 private:
  void Require(bool holds, absl::string_view otherwise) {
    if (!holds) violations_.push_back(absl::StrCat(fact_.name(), ": ", otherwise));
  }

  bool IsCodePointBoundary(int at) const {
    const std::string& body = article_.body();
    return at == static_cast<int>(body.size()) || (static_cast<unsigned char>(body[at]) & 0xC0) != 0x80;
  }

  void CheckSpan(const v1::TextSpan& span, absl::string_view what) {
    const auto size = static_cast<int>(article_.body().size());
    if (span.begin_byte() < 0 || span.begin_byte() >= span.end_byte() || span.end_byte() > size) {
      Require(false, absl::StrCat(what, " is empty or outside the body"));
      return;
    }
    Require(IsCodePointBoundary(span.begin_byte()) && IsCodePointBoundary(span.end_byte()),
            absl::StrCat(what, " cuts a code point"));
    Require(article_.body().compare(span.begin_byte(), span.end_byte() - span.begin_byte(), span.text()) == 0,
            absl::StrCat(what, " is not what the body says there: ", span.text()));
    Require(span.plain_text() != span.text(), absl::StrCat(what, " gives the same words twice"));
  }

  void CheckWords() {
    CheckSpan(fact_.trigger(), "trigger");
    CheckSpan(fact_.evidence(), "evidence");
    if (fact_.has_theme()) CheckSpan(fact_.theme(), "theme");
    Require(fact_.evidence().begin_byte() <= fact_.trigger().begin_byte() &&
                fact_.trigger().end_byte() <= fact_.evidence().end_byte(),
            "evidence does not hold the trigger");
  }

  void CheckContext() {
    const std::string& body = article_.body();
    const std::string& prefix = fact_.evidence_prefix();
    const std::string& suffix = fact_.evidence_suffix();
    const auto begin = static_cast<size_t>(fact_.evidence().begin_byte());
    const auto end = static_cast<size_t>(fact_.evidence().end_byte());
    if (begin > end || end > body.size()) return;  // said already
    Require(prefix.size() <= 32 && suffix.size() <= 32, "the words around the evidence are too many");
    Require(absl::EndsWith(absl::string_view(body).substr(0, begin), prefix),
            "something else stands before the evidence");
    Require(absl::StartsWith(absl::string_view(body).substr(end), suffix), "something else stands behind the evidence");
    Require(!prefix.empty() || begin == 0, "nothing stands before the evidence");
    Require(!suffix.empty() || end == body.size(), "nothing stands behind the evidence");
  }

  void CheckKind() {
    Require(fact_.has_office() == (fact_.kind() == v1::FACT_KIND_OFFICE), "office and kind disagree");
    Require(fact_.has_quantity() == (fact_.kind() == v1::FACT_KIND_QUANTITY), "quantity and kind disagree");
    Require((fact_.event_type() != v1::EVENT_TYPE_UNSPECIFIED) == (fact_.kind() == v1::FACT_KIND_EVENT),
            "event type and kind disagree");
    Require(MayBeNobodys() || !fact_.participants().empty(), "nobody takes part");
    if (fact_.has_office()) {
      Require(!fact_.office().title().empty() && !fact_.office().normalized_title().empty(), "office has no title");
    }
    if (fact_.has_quantity()) CheckSpan(fact_.quantity().mention(), "figure");
    for (const v1::Participant& participant : fact_.participants()) {
      Require(AllowedRoles().count(participant.role()) == 1,
              absl::StrCat("role of another kind of fact: ", v1::ParticipantRole_Name(participant.role())));
    }
  }

  // "anti-government protests", "the London conference": news even where nobody is named.
  bool MayBeNobodys() const {
    return fact_.kind() == v1::FACT_KIND_QUANTITY || fact_.event_type() == v1::EVENT_TYPE_PROTEST ||
           fact_.event_type() == v1::EVENT_TYPE_ASSAULT || fact_.event_type() == v1::EVENT_TYPE_CONSULT;
  }

  std::set<v1::ParticipantRole> AllowedRoles() const {
    switch (fact_.kind()) {
      case v1::FACT_KIND_EVENT:
        return {v1::PARTICIPANT_ROLE_ACTOR, v1::PARTICIPANT_ROLE_RECIPIENT};
      case v1::FACT_KIND_STATEMENT:
        return {v1::PARTICIPANT_ROLE_SPEAKER, v1::PARTICIPANT_ROLE_ADDRESSEE};
      case v1::FACT_KIND_OFFICE:
        return {v1::PARTICIPANT_ROLE_HOLDER, v1::PARTICIPANT_ROLE_ORGANIZATION, v1::PARTICIPANT_ROLE_COUNTRY};
      case v1::FACT_KIND_QUANTITY:
        return {v1::PARTICIPANT_ROLE_SUBJECT};
      default:
        return {};
    }
  }

  void CheckParticipant(const v1::Participant& participant, absl::string_view what) {
    Require(absl::StartsWith(participant.entity(), "entities/"), absl::StrCat(what, " is no entity"));
    Require(!participant.display_name().empty(), absl::StrCat(what, " has no name"));
    Require(participant.entity_type() != v1::ENTITY_TYPE_UNSPECIFIED, absl::StrCat(what, " has no type"));
    const size_t code_length = participant.country_code().size();
    Require(code_length == 0 || code_length == 2, absl::StrCat(what, " has no ISO 3166-1 alpha-2 code"));
    CheckSpan(participant.mention(), absl::StrCat("mention of ", what));
  }

  static std::tuple<int, int, int> DayOf(const v1::Date& date) { return {date.year(), date.month(), date.day()}; }

  void CheckTime(const v1::FactTime& time) {
    if (time.has_mention()) CheckSpan(time.mention(), "time");
    Require(!time.edtf().empty() || time.has_mention(), "time is empty");
    if (time.has_earliest() && time.has_latest()) {
      Require(DayOf(time.earliest()) <= DayOf(time.latest()), "time ends before it begins");
    }
    for (const v1::Date* day : {&time.earliest(), &time.latest()}) {
      Require(day->year() == 0 || (day->month() != 0 && day->day() != 0), "time is bounded by no whole day");
    }
  }

  const v1::Article& article_;
  const v1::Fact& fact_;
  std::vector<std::string>& violations_;
};

}  // namespace

std::vector<std::string> FactViolations(const v1::Article& article,
                                        const google::protobuf::RepeatedPtrField<v1::Fact>& facts) {
  std::vector<std::string> violations;
  std::set<std::string> names;
  for (const v1::Fact& fact : facts) {
    FactCheck(article, fact, violations).Run();
    if (!names.insert(fact.name()).second) violations.push_back(absl::StrCat(fact.name(), ": is there twice"));
  }
  return violations;
}

}  // namespace dateline::testing
