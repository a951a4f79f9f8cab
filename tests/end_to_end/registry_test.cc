// Who is who across articles, through both services, in every order of the articles.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/temporary_directory.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::ServicePair;
using ::testing::Contains;
using ::testing::SizeIs;
using ::testing::StartsWith;

using Files = std::vector<std::string>;

constexpr char kSamples[] = DATELINE_SOURCE_DIRECTORY "/deploy/samples";
constexpr char kSeeds[] = DATELINE_SOURCE_DIRECTORY "/../shared/corpus/seeds";

// The articles of a folder, by name.
Files FilesIn(const std::string& folder) {
  Files files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string extension = entry.path().extension();
    if (extension == ".txt" || extension == ".html") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Both services, which have read the files one after another.
class Newsroom {
 public:
  explicit Newsroom(const Files& files) {
    pair_.StartIngest();
    pair_.StartQuery();
    Ingest(files);
    query_ = pair_.Query();
  }

  void Ingest(const Files& files) {
    for (const std::string& file : files) {
      EXPECT_EQ(pair_.RunCommand({"ingest", "--format=jsonl", file}).exit_code, 0) << file;
    }
    pair_.WaitUntilCaughtUp();
  }

  // The names of the entities that `text` may mean, the likeliest first.
  std::vector<std::string> Resolve(const std::string& text) {
    v1::ResolveEntitiesRequest request;
    request.set_text(text);
    v1::ResolveEntitiesResponse response;
    EXPECT_TRUE(query_->ResolveEntities(CallContext().get(), request, &response).ok());
    std::vector<std::string> names;
    for (const v1::ResolvedEntity& resolved : response.entities()) names.push_back(resolved.entity().name());
    return names;
  }

  v1::GetEntityResponse Get(const std::string& name) {
    v1::GetEntityRequest request;
    request.set_name(name);
    v1::GetEntityResponse response;
    EXPECT_TRUE(query_->GetEntity(CallContext().get(), request, &response).ok()) << name;
    return response;
  }

  // The articles whose facts the entity takes part in.
  std::set<std::string> ArticlesOf(const std::string& entity) {
    v1::ListFactsRequest request;
    request.mutable_filter()->add_entities(entity);
    request.set_page_size(1000);
    v1::ListFactsResponse response;
    EXPECT_TRUE(query_->ListFacts(CallContext().get(), request, &response).ok());
    std::set<std::string> articles;
    for (const v1::Fact& fact : response.facts()) articles.insert(fact.name().substr(0, fact.name().find("/facts/")));
    return articles;
  }

  // Everything that does not say when it was recorded: each entity with what is found under it.
  std::map<std::string, std::string> FinalState() {
    std::map<std::string, std::string> state;
    v1::ListEntitiesRequest request;
    request.set_page_size(1000);
    v1::ListEntitiesResponse entities;
    EXPECT_TRUE(query_->ListEntities(CallContext().get(), request, &entities).ok());
    EXPECT_EQ(entities.next_page_token(), "");
    for (const v1::Entity& entity : entities.entities()) state[entity.name()] = Describe(Get(entity.name()));
    return state;
  }

 private:
  static std::string Describe(const v1::GetEntityResponse& response) {
    v1::Entity entity = response.entity();
    std::set<std::string> offices;
    for (const v1::EntityOffice& office : entity.offices()) {
      offices.insert(absl::StrCat(office.normalized_title(), "|", office.organization(), "|", office.country_code()));
    }
    entity.clear_offices();
    std::string text = absl::StrCat(entity.ShortDebugString(), " facts ", response.fact_count());
    for (const std::string& office : offices) absl::StrAppend(&text, " ", office);
    return text;
  }

  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  std::unique_ptr<v1::QueryService::Stub> query_;
};

class Registry : public ::testing::Test {
 protected:
  // A file with an article.
  std::string Write(const std::string& text) {
    const std::string path = directory_.File(absl::StrCat("article", files_++, ".txt"));
    std::ofstream(path) << text << "\n";
    return path;
  }

  // Of two namesakes, and of "Foreign Minister Lindqvist", who is one of them, until another one bears that office.
  Files ArticlesOfLindqvist() {
    return {Write("date 2025-03-04 Swedish Foreign Minister Astrid Lindqvist visited Oslo on Monday. "
                  "Lindqvist said the talks were useful."),
            Write("date 2025-03-05 Swedish Foreign Minister Lindqvist met the Danish Prime Minister Mads Holm in "
                  "Copenhagen on Tuesday."),
            Write("date 2025-03-06 Astrid Lindqvist visited Helsinki on Wednesday."),
            Write("date 2025-03-07 Finnish coach Astrid Lindqvist criticised the referees on Thursday.")};
  }

  testing::TemporaryDirectory directory_;
  int files_ = 0;
};

TEST_F(Registry, FindsTheSonOfOneSeedInTheOtherInEitherOrder) {
  Files seeds = FilesIn(kSeeds);
  if (seeds.size() < 2) GTEST_SKIP() << "no seeds in " << kSeeds;
  std::map<std::string, std::string> state;
  for (int order = 0; order < 2; ++order) {
    Newsroom newsroom(seeds);
    const std::string son = newsroom.Resolve("Bùi Thanh Sơn").at(0);
    EXPECT_EQ(son, "entities/person.vn.bui-thanh-son");
    for (const char* spelling : {"Bui Thanh Son", "Sơn", "Son", "Deputy PM and FM Son", "Deputy PM and FM Sơn"}) {
      EXPECT_EQ(newsroom.Resolve(spelling).at(0), son) << spelling;
    }
    EXPECT_THAT(newsroom.ArticlesOf(son), SizeIs(2));
    EXPECT_THAT(newsroom.Get(son).entity().aliases(), Contains("Son"));
    if (state.empty()) state = newsroom.FinalState();
    EXPECT_EQ(newsroom.FinalState(), state);
    std::reverse(seeds.begin(), seeds.end());
  }
}

TEST_F(Registry, MergesAndUndoesAsArticlesCome) {
  const Files files = ArticlesOfLindqvist();
  Newsroom newsroom({files[1]});
  const std::string lindqvist = newsroom.Resolve("Lindqvist").at(0);
  EXPECT_THAT(lindqvist, StartsWith("entities/person.lindqvist."));
  newsroom.Ingest({files[0]});
  EXPECT_EQ(newsroom.Resolve("Lindqvist").at(0), "entities/person.se.astrid-lindqvist");
  EXPECT_EQ(newsroom.Get(lindqvist).entity().merged_into(), "entities/person.se.astrid-lindqvist");
  newsroom.Ingest({Write("date 2025-03-08 Swedish Foreign Minister Bo Lindqvist visited Riga on Friday.")});
  EXPECT_EQ(newsroom.Get(lindqvist).entity().merged_into(), "");
}

TEST_F(Registry, KnowsAnOrganizationByTheAcronymThatAnotherArticleDefines) {
  const std::string only = Write("MWB spokesman Anders Holm said on Tuesday that the MWB would sue Laos.");
  const std::string defines = Write("The Mekong Water Board (MWB) met the governor of Pakse on Monday.");
  Newsroom newsroom({only});
  const std::string mwb = newsroom.Resolve("MWB").at(0);
  EXPECT_EQ(mwb, "entities/organization.mwb");
  newsroom.Ingest({defines});
  const std::string board = newsroom.Resolve("Mekong Water Board").at(0);
  EXPECT_EQ(newsroom.Resolve("MWB").at(0), board);
  EXPECT_THAT(newsroom.ArticlesOf(board), SizeIs(2));
  newsroom.Ingest({Write("The Midwest Wheat Board (MWB) met farmers in Fargo on Monday.")});
  EXPECT_EQ(newsroom.Get(mwb).entity().merged_into(), "");
}

TEST_F(Registry, IsTheSameInWhicheverOrderArticlesCome) {
  Files files = FilesIn(kSamples);
  const Files more = ArticlesOfLindqvist();
  files.insert(files.end(), more.begin(), more.end());
  std::mt19937 random(5);
  const std::map<std::string, std::string> state = Newsroom(files).FinalState();
  EXPECT_GT(state.size(), 50u);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(files.begin(), files.end(), random);
    EXPECT_EQ(Newsroom(files).FinalState(), state);
  }
}

}  // namespace
}  // namespace dateline
