// What holds of every fact, whatever the article says.
#ifndef DATELINE_TESTS_TESTING_FACT_INVARIANTS_H_
#define DATELINE_TESTS_TESTING_FACT_INVARIANTS_H_

#include <string>
#include <vector>

#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace dateline::testing {

// What is wrong with `facts` as the facts of `article`, one line each; empty: nothing. Every span names the bytes that
// it quotes and cuts no code point, the evidence holds the trigger, each kind has its own fields and roles and no
// others, times are ordered, names are unique and belong to the article. REQUIRES: the article has its body.
// EXPECT_THAT(FactViolations(article, facts), IsEmpty());
std::vector<std::string> FactViolations(const v1::Article& article,
                                        const google::protobuf::RepeatedPtrField<v1::Fact>& facts);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_FACT_INVARIANTS_H_
