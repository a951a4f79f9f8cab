// Both services with certificates, tokens and the sample policy, as an operator would run them.
#include <filesystem>
#include <fstream>
#include <memory>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/encoding/sha256.h"
#include "platform/rpc/transport_security.h"
#include "tests/testing/certificates.h"
#include "tests/testing/directories.h"
#include "tests/testing/http_get.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSample[] = DATELINE_SOURCE_DIRECTORY "/deploy/samples/hanoi-bangkok-phone-call.txt";

class SecuredPair : public ::testing::Test {
 protected:
  SecuredPair() {
    WriteTokens({"reader", "writer", "admin", "stranger"});
    const rpc::TlsFiles ingest = authority_.Issue("ingest.dateline.internal");
    const rpc::TlsFiles query = authority_.Issue("query.dateline.internal");
    ingest_flags_ = CommonFlags(ingest);
    query_flags_ = CommonFlags(query);
    query_flags_.push_back("--ingest-ca=" + authority_.ca());
    query_flags_.push_back("--ingest-certificate=" + query.certificate);
    query_flags_.push_back("--ingest-key=" + query.key);
  }

  std::vector<std::string> CommonFlags(const rpc::TlsFiles& files) const {
    return {"--tls-certificate=" + files.certificate,
            "--tls-key=" + files.key,
            "--tls-client-ca=" + authority_.ca(),
            "--token-file=" + pair_.File("tokens"),
            "--metrics-listen=127.0.0.1:0",
            "--log-format=json",
            "--policy-file=" DATELINE_SOURCE_DIRECTORY "/deploy/policy.json"};
  }

  // Each holds a token of its own in a file of its name.
  void WriteTokens(const std::vector<std::string>& roles) {
    std::ofstream tokens(pair_.File("tokens.new"));
    for (const std::string& role : roles) {
      std::ofstream(pair_.File(role)) << "secret of the " << role << '\n';
      tokens << encoding::Sha256Hex("secret of the " + role) << " the-" << role << ' ' << role << '\n';
    }
    tokens.close();
    std::filesystem::rename(pair_.File("tokens.new"), pair_.File("tokens"));
  }

  // `dateline ARGUMENTS...` with the token of a role; without a role: with none.
  FinishedProgram Run(const std::string& role, std::vector<std::string> arguments) const {
    Environment environment = {{"DATELINE_CA", authority_.ca()}};
    if (!role.empty()) environment["DATELINE_TOKEN_FILE"] = pair_.File(role);
    return pair_.RunCommand(arguments, environment);
  }

  std::string MetricsOf(ChildProcess& process) const {
    return HttpGet(process.WaitForOutputAfter("metrics on "), "/metrics");
  }

  bool EventuallySees(const std::string& text) const {
    for (int i = 0; i < 300; ++i) {
      if (Run("reader", {"facts", "--format=jsonl"}).out.find(text) != std::string::npos) return true;
      absl::SleepFor(absl::Milliseconds(200));
    }
    return false;
  }

  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  const CertificateAuthority authority_{pair_.File("ca")};
  std::vector<std::string> ingest_flags_;
  std::vector<std::string> query_flags_;
};

TEST_F(SecuredPair, ServesEachAsTheSamplePolicySays) {
  pair_.StartIngest({}, ingest_flags_);
  pair_.StartQuery({}, query_flags_);
  EXPECT_THAT(Run("reader", {"ingest", kSample}).err, HasSubstr("the-reader may not call"));
  EXPECT_THAT(Run("", {"ingest", kSample}).err, HasSubstr("UNAUTHENTICATED"));
  EXPECT_EQ(Run("writer", {"ingest", kSample}).exit_code, 0);
  EXPECT_TRUE(EventuallySees("\"articles/"));
  const std::string name = "articles/x";
  EXPECT_THAT(Run("writer", {"purge", name, "--reason=test"}).err, HasSubstr("the-writer may not call"));
  EXPECT_THAT(Run("admin", {"purge", name, "--reason=test"}).err, HasSubstr("ARTICLE_NOT_FOUND"));
  // The audit.
  EXPECT_THAT(
      pair_.ingest_process().Errors(),
      AllOf(HasSubstr("\"event\":\"call-refused\""), HasSubstr("\"caller\":\"the-reader\""),
            HasSubstr("\"event\":\"write\""), HasSubstr("\"caller\":\"the-writer\""), Not(HasSubstr("secret of"))));
  EXPECT_THAT(MetricsOf(pair_.ingest_process()),
              AllOf(HasSubstr("dateline_extraction_stage_seconds_count{stage=\"language\"} 1"),
                    HasSubstr("dateline_tls_certificate_expiry_seconds 1")));
  EXPECT_THAT(MetricsOf(pair_.query_process()),
              AllOf(HasSubstr("dateline_feed_connected 1"), HasSubstr("dateline_index_lag_changes 0")));
}

TEST_F(SecuredPair, LetsStrangersAskNothing) {
  pair_.StartIngest({}, ingest_flags_);
  pair_.StartQuery({}, query_flags_);
  const std::vector<std::vector<std::string>> questions = {
      {"facts"},  {"search", "talks"}, {"aggregate", "--by=kind"}, {"fact", "articles/a/facts/b"},
      {"export"}, {"watch"},           {"resolve", "Son"},         {"explain", "articles/a/facts/b"}};
  for (const auto& question : questions) {
    EXPECT_THAT(Run("", question).err, HasSubstr("UNAUTHENTICATED")) << question[0];
    EXPECT_THAT(Run("stranger", question).err, HasSubstr("the-stranger may not call")) << question[0];
  }
}

TEST_F(SecuredPair, EndsTheStreamOfATokenThatIsTakenAway) {
  pair_.StartIngest({}, ingest_flags_);
  pair_.StartQuery({}, query_flags_);
  EXPECT_EQ(Run("writer", {"ingest", kSample}).exit_code, 0);
  EXPECT_TRUE(EventuallySees("\"articles/"));
  ChildProcess watch({DATELINE_PROGRAM_DIRECTORY "/dateline", "watch", "--present", "--format=jsonl",
                      "--query=" + pair_.query_address()},
                     {{"DATELINE_CA", authority_.ca()}, {"DATELINE_TOKEN_FILE", pair_.File("reader")}},
                     pair_.File("watch"));
  EXPECT_NE(watch.WaitForOutputAfter("\"events\":"), "");
  WriteTokens({"writer"});
  EXPECT_NE(watch.Wait(), 0);
  EXPECT_THAT(pair_.query_process().Errors(), HasSubstr("\"event\":\"stream-ended\""));
}

TEST_F(SecuredPair, ForgetsATokenThatIsTakenAway) {
  pair_.StartIngest({}, ingest_flags_);
  EXPECT_EQ(Run("writer", {"ingest", kSample}).exit_code, 0);
  WriteTokens({"reader"});
  const auto refused = [&] {
    return Run("writer", {"ingest", kSample}).err.find("UNAUTHENTICATED") != std::string::npos;
  };
  for (int i = 0; i < 300 && !refused(); ++i) absl::SleepFor(absl::Milliseconds(100));
  EXPECT_TRUE(refused());
}

TEST_F(SecuredPair, EndsWithCodeZeroOnSigterm) {
  pair_.StartIngest({}, ingest_flags_);
  pair_.StartQuery({}, query_flags_);
  EXPECT_EQ(pair_.query_process().Terminate(), 0);
  EXPECT_EQ(pair_.ingest_process().Terminate(), 0);
}

TEST(PlainText, IsRefusedBeyondThisMachine) {
  const std::string programs = DATELINE_PROGRAM_DIRECTORY;
  const FinishedProgram ingest =
      RunProgram({programs + "/dateline-ingest", "--listen=0.0.0.0:0", "--store=sqlite:/nowhere/log"});
  EXPECT_EQ(ingest.exit_code, 2);
  EXPECT_THAT(ingest.err, HasSubstr("--tls-certificate"));
  const FinishedProgram query = RunProgram({programs + "/dateline-query", "--listen=127.0.0.1:0",
                                            "--ingest=192.0.2.1:7401", "--store=sqlite:/nowhere/index"});
  EXPECT_EQ(query.exit_code, 2);
  EXPECT_THAT(query.err, HasSubstr("plain text"));
  for (const std::string name : {"facts", "watch", "export"}) {
    const FinishedProgram command = RunProgram({programs + "/dateline", name, "--query=192.0.2.1:7402"});
    EXPECT_EQ(command.exit_code, 1) << name;
    EXPECT_THAT(command.err, HasSubstr("plain text")) << name;
  }
}

}  // namespace
}  // namespace dateline::testing
