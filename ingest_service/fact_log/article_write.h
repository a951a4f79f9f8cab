// What goes into the log and what comes back.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_WRITE_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_WRITE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/v1/article.pb.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "dateline/v1/ingest_service.pb.h"

namespace dateline::fact_log {

// An article to store, with what it says.
struct ArticleWrite {
  v1::Article article;               // with its body, name and sha256; its status is WITHHELD, or else USABLE
  std::vector<v1::Fact> facts;       // in the order of the article; names unique
  std::vector<v1::Entity> entities;  // every entity that the facts name; names unique
  std::string request_id;            // empty: none
  std::string request_digest;        // tells requests of one id apart
  std::string etag;                  // that a correction must find; empty: any
};

// To withdraw a stored article.
struct Withdrawal {
  std::string name = {};
  std::string etag = {};  // that it must find; empty: any
  std::string reason = {};
  v1::Provenance provenance = {};
  std::string request_id = {};      // empty: none
  std::string request_digest = {};  // tells requests of one id apart
};

// To erase a stored article.
struct PurgeOrder {
  std::string name = {};
  std::string etag = {};  // that it must find; empty: any
  std::string reason = {};
  v1::Provenance provenance = {};
};

// An article as the log holds it.
struct StoredArticle {
  v1::Article article;          // without its body
  std::vector<v1::Fact> facts;  // in the order of the article
  int64_t epoch = 0;            // of the feed when it was written
  int64_t last_offset = 0;      // of its last change: a state that includes it
  bool is_new = false;          // it was not there before
};

// What a correction or withdrawal did.
struct ChangedArticle {
  v1::Article article;                  // without its body
  std::vector<v1::FactChange> changes;  // the facts that it says now, in its order, then the retracted ones
  int64_t epoch = 0;                    // of the feed when it was written
  int64_t last_offset = 0;              // of its last change: a state that includes it
};

// What a purge left.
struct PurgedArticle {
  v1::PurgeReceipt receipt;
  int64_t epoch = 0;
  int64_t offset = 0;  // of ARTICLE_PURGED
};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_WRITE_H_
