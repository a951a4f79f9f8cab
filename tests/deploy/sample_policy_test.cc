// deploy/policy.json, against every method that there is.
#include <google/protobuf/descriptor.h>

#include <set>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.pb.h"
#include "dateline/v1/ingest_service.pb.h"
#include "dateline/v1/query_service.pb.h"
#include "gmock/gmock.h"
#include "platform/rpc/authorization_policy.h"
#include "platform/rpc/watched_file.h"
#include "tests/testing/directories.h"

namespace dateline {
namespace {

using ::testing::UnorderedElementsAre;

class SamplePolicy : public ::testing::Test {
 protected:
  // Every method there is: "Service/Method".
  static std::set<std::string> Methods() {
    std::set<std::string> methods;
    for (const char* name : {"IngestService", "FeedService", "QueryService"}) {
      const auto* service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(std::string("dateline.v1.") + name);
      for (int i = 0; i < service->method_count(); ++i) {
        methods.insert(std::string(name) + "/" + service->method(i)->name());
      }
    }
    return methods;
  }

  // Those that a caller with these principals may call.
  std::set<std::string> MayCall(const std::vector<std::string>& principals) {
    std::set<std::string> methods = Methods();
    std::erase_if(methods, [&](const std::string& method) {
      return !policy_.Decide(principals, "/dateline.v1." + method).allowed;
    });
    return methods;
  }

  // Links the descriptors.
  const v1::GetFeedInfoRequest feed_;
  const v1::GetArticleRequest ingest_;
  const v1::GetFactRequest query_;
  const rpc::AuthorizationPolicy policy_ =
      *rpc::AuthorizationPolicy::Parse(*rpc::ReadSmallFile(DATELINE_SOURCE_DIRECTORY "/deploy/policy.json"));
};

TEST_F(SamplePolicy, LetsAdminsDoEverything) {
  EXPECT_EQ(MayCall({"role:admin"}), Methods());
  EXPECT_TRUE(Methods().contains("IngestService/PurgeArticle"));
}

TEST_F(SamplePolicy, LetsReadersChangeNothingNorFollowTheFeed) {
  std::set<std::string> methods = MayCall({"role:reader"});
  EXPECT_TRUE(methods.contains("QueryService/GetFact"));
  std::erase_if(methods, [](const std::string& method) { return method.starts_with("QueryService/"); });
  EXPECT_THAT(methods, UnorderedElementsAre("IngestService/ExtractFacts", "IngestService/GetArticle",
                                            "IngestService/ListArticles", "IngestService/GetPurgeReceipt",
                                            "IngestService/GetReextraction", "FeedService/GetFeedInfo"));
}

TEST_F(SamplePolicy, LetsWritersWriteBesides) {
  std::set<std::string> methods = MayCall({"role:writer"});
  for (const std::string& method : MayCall({"role:reader"})) methods.erase(method);
  EXPECT_THAT(methods, UnorderedElementsAre("IngestService/IngestArticle", "IngestService/StreamIngest",
                                            "IngestService/CorrectArticle", "IngestService/RetractArticle"));
}

TEST_F(SamplePolicy, KeepsTheFeedForQueryServices) {
  for (const char* principal : {"role:query", "query.dateline.internal"}) {
    EXPECT_THAT(MayCall({principal}), UnorderedElementsAre("FeedService/StreamChanges", "FeedService/GetFeedInfo",
                                                           "FeedService/AcknowledgeChanges"));
  }
}

TEST_F(SamplePolicy, LetsNobodyElseIn) {
  EXPECT_THAT(MayCall({}), UnorderedElementsAre());
  EXPECT_THAT(MayCall({"localhost", "role:clerk"}), UnorderedElementsAre());
}

}  // namespace
}  // namespace dateline
