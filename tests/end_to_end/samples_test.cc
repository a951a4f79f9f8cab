// The sample articles through both services and the command line.
#include <fstream>
#include <map>
#include <set>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/fact_invariants.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::FactViolations;
using ::dateline::testing::FinishedProgram;
using ::dateline::testing::ServicePair;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kSamples[] = DATELINE_SOURCE_DIRECTORY "/deploy/samples";
constexpr int kSampleArticles = 10;

// One pair that has read the samples, for all tests.
class Samples : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    pair_ = new ServicePair(DATELINE_PROGRAM_DIRECTORY);
    pair_->StartIngest();
    pair_->StartQuery();
    ingested_ = new FinishedProgram(pair_->RunCommand({"ingest", "--format=jsonl", kSamples}));
    pair_->WaitUntilCaughtUp();
  }
  static void TearDownTestSuite() {
    delete ingested_;
    delete pair_;
  }

  // What `dateline facts FLAGS` finds.
  static v1::ListFactsResponse Facts(std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"facts", "--all", "--format=json"});
    const FinishedProgram program = pair_->RunCommand(flags);
    EXPECT_EQ(program.exit_code, 0) << program.err;
    v1::ListFactsResponse response;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(program.out, &response).ok()) << program.out;
    return response;
  }

  // The names of all who take part in any of the facts.
  static std::set<std::string> ParticipantsOf(const v1::ListFactsResponse& response) {
    std::set<std::string> names;
    for (const v1::Fact& fact : response.facts()) {
      for (const v1::Participant& participant : fact.participants()) names.insert(participant.display_name());
    }
    return names;
  }

  static v1::GetIndexStatusResponse IndexStatus() {
    v1::GetIndexStatusResponse status;
    EXPECT_TRUE(pair_->Query()->GetIndexStatus(CallContext().get(), {}, &status).ok());
    return status;
  }

  static ServicePair* pair_;
  static FinishedProgram* ingested_;
};

ServicePair* Samples::pair_ = nullptr;
FinishedProgram* Samples::ingested_ = nullptr;

TEST_F(Samples, AreAllIngested) {
  EXPECT_EQ(ingested_->exit_code, 0) << ingested_->err;
  EXPECT_THAT(ingested_->err, HasSubstr("10 articles ingested"));
  EXPECT_EQ(IndexStatus().article_count(), kSampleArticles);
}

TEST_F(Samples, SayNothingTheirBytesDoNot) {
  const v1::ListFactsResponse all = Facts({});
  EXPECT_GT(all.facts_size(), 100);
  std::map<std::string, google::protobuf::RepeatedPtrField<v1::Fact>> by_article;
  for (const v1::Fact& fact : all.facts()) *by_article[fact.name().substr(0, fact.name().find("/facts/"))].Add() = fact;
  EXPECT_EQ(by_article.size(), kSampleArticles);
  const auto ingest = pair_->Ingest();
  for (const auto& [name, facts] : by_article) {
    v1::GetArticleRequest request;
    request.set_name(name);
    v1::GetArticleResponse response;
    ASSERT_TRUE(ingest->GetArticle(CallContext().get(), request, &response).ok()) << name;
    EXPECT_THAT(FactViolations(response.article(), facts), IsEmpty());
  }
}

TEST_F(Samples, AreTheSameFactsInTheAnswerAndInTheIndex) {
  std::set<std::string> answered;
  for (const absl::string_view line : absl::StrSplit(ingested_->out, '\n', absl::SkipEmpty())) {
    v1::IngestArticleResponse response;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(std::string(line), &response).ok());
    for (const v1::Fact& fact : response.facts()) answered.insert(fact.SerializeAsString());
  }
  std::set<std::string> indexed;
  const v1::ListFactsResponse found = Facts({});
  for (const v1::Fact& fact : found.facts()) indexed.insert(fact.SerializeAsString());
  EXPECT_EQ(answered, indexed);
}

TEST_F(Samples, KeepBytesOfTheirFiles) {
  std::ifstream file(std::string(kSamples) + "/brno-court-verdict.html", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto ingest = pair_->Ingest();
  v1::ListArticlesResponse articles;
  ASSERT_TRUE(ingest->ListArticles(CallContext().get(), {}, &articles).ok());
  std::set<std::string> bodies;
  for (const v1::Article& article : articles.articles()) {
    v1::GetArticleRequest request;
    request.set_name(article.name());
    v1::GetArticleResponse response;
    ASSERT_TRUE(ingest->GetArticle(CallContext().get(), request, &response).ok());
    bodies.insert(response.article().body());
  }
  EXPECT_EQ(bodies.size(), kSampleArticles);
  EXPECT_EQ(bodies.count(bytes), 1u);
}

TEST_F(Samples, MayBeIngestedAgain) {
  const v1::GetIndexStatusResponse before = IndexStatus();
  const FinishedProgram again = pair_->RunCommand({"ingest", "--format=jsonl", kSamples});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.out, ingested_->out);
  pair_->WaitUntilCaughtUp();
  EXPECT_EQ(IndexStatus().head_offset(), before.head_offset());
}

TEST_F(Samples, TellWhoMetWhom) {
  EXPECT_THAT(ParticipantsOf(Facts({"--entity=Cagri Sukruoglu", "--type=consult"})),
              AllOf(Contains(HasSubstr("Çağrı Şükrüoğlu")), Contains(HasSubstr("Stanisław Żółkiewicz"))));
}

TEST_F(Samples, TellWhatIsPlanned) {
  const v1::ListFactsResponse found = Facts({"--modality=planned"});
  for (const v1::Fact& fact : found.facts()) {
    EXPECT_EQ(fact.modality(), v1::MODALITY_PLANNED);
  }
  EXPECT_GT(found.facts_size(), 0);
}

TEST_F(Samples, TellFiguresOfAPeriod) {
  const v1::ListFactsResponse figures = Facts({"--kind=quantity", "--since=2025", "--until=2025"});
  EXPECT_THAT(figures.facts(), Not(IsEmpty()));
  for (const v1::Fact& fact : figures.facts()) EXPECT_TRUE(fact.has_quantity()) << fact.name();
}

TEST_F(Samples, TellFactsOfOneArticleOnly) {
  const std::string fact_name = Facts({}).facts(0).name();
  const std::string article = fact_name.substr(0, fact_name.find("/facts/"));
  const v1::ListFactsResponse found = Facts({"--article=" + article});
  for (const v1::Fact& fact : found.facts()) {
    EXPECT_EQ(fact.name().substr(0, article.size()), article);
  }
}

TEST_F(Samples, TellAnEntityByItsNameInAnySpelling) {
  const FinishedProgram entity = pair_->RunCommand({"entity", "--format=text", "le hoang khai"});
  EXPECT_EQ(entity.exit_code, 0) << entity.err;
  EXPECT_THAT(entity.out, AllOf(HasSubstr("Lê Hoàng Khải"), HasSubstr("person"), HasSubstr("Prime Minister")));
}

TEST_F(Samples, ExplainAFactByItsEvidence) {
  const v1::Fact fact = Facts({"--type=consult"}).facts(0);
  const FinishedProgram shown = pair_->RunCommand({"fact", "--format=text", fact.name()});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out,
              AllOf(HasSubstr("The article says so in bytes " + std::to_string(fact.evidence().begin_byte()) + " to "),
                    HasSubstr("~~~~"), HasSubstr("sha256 ")));
}

TEST_F(Samples, AreWalkedInPagesWithoutRepeats) {
  const auto query = pair_->Query();
  std::set<std::string> names;
  v1::ListFactsRequest request;
  request.set_page_size(7);
  std::string token;
  do {
    v1::ListFactsResponse page;
    ASSERT_TRUE(query->ListFacts(CallContext().get(), request, &page).ok());
    EXPECT_LE(page.facts_size(), 7);
    EXPECT_TRUE(token.empty() || page.revision_token() == token);
    token = page.revision_token();
    for (const v1::Fact& fact : page.facts()) EXPECT_TRUE(names.insert(fact.name()).second) << fact.name();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(static_cast<int>(names.size()), Facts({}).facts_size());
}

TEST_F(Samples, StatusShowsBothServices) {
  const FinishedProgram status = pair_->RunCommand({"status", "--format=text"});
  EXPECT_EQ(status.exit_code, 0) << status.err;
  EXPECT_THAT(status.out, AllOf(HasSubstr("serving   yes"), HasSubstr("0 behind")));
}

TEST_F(Samples, AreExtractedWithoutAServiceToTheSameFacts) {
  const FinishedProgram extracted =
      pair_->RunCommand({"extract", "--format=json", std::string(kSamples) + "/lima-transport-strike.txt"});
  EXPECT_EQ(extracted.exit_code, 0) << extracted.err;
  v1::ExtractFactsResponse response;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(extracted.out, &response).ok());
  std::set<std::string> extracted_names, stored_names;
  for (const v1::Fact& fact : response.facts()) extracted_names.insert(fact.name());
  const v1::ListFactsResponse found = Facts({"--article=" + response.article().name()});
  for (const v1::Fact& fact : found.facts()) {
    stored_names.insert(fact.name());
  }
  EXPECT_EQ(extracted_names, stored_names);
}

}  // namespace
}  // namespace dateline
