#include "tests/crash/article_state.h"

#include "gtest/gtest.h"
#include "platform/encoding/sha256.h"

namespace dateline::testing {
namespace {

ArticleState Stored(const std::string& body, v1::ArticleStatus status = v1::ARTICLE_STATUS_USABLE) {
  ArticleState state;
  state.revision = 1;
  state.status = status;
  state.sha256 = encoding::Sha256Hex(body);
  state.etag = "1-1";
  state.facts = {{"articles/a/facts/1"}};
  return state;
}

Request Asked(RequestKind kind, const std::string& body = "", v1::ArticleStatus status = v1::ARTICLE_STATUS_USABLE) {
  Request request;
  request.kind = kind;
  request.article.set_body(body);
  request.article.set_status(status);
  return request;
}

TEST(After, AnArticleBeginsWithItsFirstRevision) {
  const ArticleState after = After({}, Asked(RequestKind::kIngest, "body"));
  EXPECT_EQ(after.revision, 1);
  EXPECT_EQ(after.sha256, encoding::Sha256Hex("body"));
  EXPECT_FALSE(after.facts.has_value());
}

TEST(After, AnotherBodyIsAnotherRevision) {
  EXPECT_EQ(After(Stored("body"), Asked(RequestKind::kCorrect, "other body")).revision, 2);
  const ArticleState withheld =
      After(Stored("body"), Asked(RequestKind::kCorrect, "body", v1::ARTICLE_STATUS_WITHHELD));
  EXPECT_EQ(withheld.revision, 1);
  EXPECT_EQ(withheld.status, v1::ARTICLE_STATUS_WITHHELD);
  EXPECT_TRUE(withheld.facts->empty());
}

TEST(After, WhatChangesNothingLeavesTagAndFacts) {
  const ArticleState after = After(Stored("body"), Asked(RequestKind::kCorrect, "body"));
  EXPECT_EQ(after.etag, "1-1");
  EXPECT_EQ(after.facts, Stored("body").facts);
}

TEST(After, AWithdrawnArticleSaysNothingAndAPurgedOneIsGone) {
  const ArticleState withdrawn = After(Stored("body"), Asked(RequestKind::kRetract));
  EXPECT_EQ(withdrawn.status, v1::ARTICLE_STATUS_CANCELED);
  EXPECT_TRUE(withdrawn.facts->empty());
  EXPECT_TRUE(After(Stored("body"), Asked(RequestKind::kPurge)).is_purged);
}

TEST(ArticleState, DiffersInWhateverIsKnownOfBoth) {
  const ArticleState state = Stored("body");
  ArticleState other = state;
  other.revision = 2;
  EXPECT_FALSE(state == other);
  EXPECT_FALSE(state == Stored("other body"));
  EXPECT_FALSE(state == Stored("body", v1::ARTICLE_STATUS_CANCELED));
  EXPECT_FALSE(state == ArticleState());
  other = state;
  other.etag = "1-2";
  EXPECT_FALSE(state == other);
  other.etag = "";
  EXPECT_TRUE(state == other);
  other.facts = {{"articles/a/facts/2"}};
  EXPECT_FALSE(state == other);
  other.facts.reset();
  EXPECT_TRUE(state == other);
}

}  // namespace
}  // namespace dateline::testing
