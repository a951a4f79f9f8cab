#include "cli/query_options.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

TEST(AddQueryOptions, TakesAllFour) {
  CLI::App app;
  QueryOptions options;
  AddQueryOptions(app, options);
  app.parse("--query=127.0.0.1:7402 --as-of=2025-08 --timeout=7 --format=jsonl");
  EXPECT_EQ(options.target.address, "127.0.0.1:7402");
  EXPECT_EQ(options.as_of, "2025-08");
  EXPECT_EQ(options.target.timeout_seconds, 7);
  EXPECT_EQ(options.format, OutputFormat::kJsonl);
}

}  // namespace
}  // namespace dateline::cli
