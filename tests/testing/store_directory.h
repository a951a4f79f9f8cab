// Stores of a test's own, on the engine that the test program was started for.
#ifndef DATELINE_TESTS_TESTING_STORE_DIRECTORY_H_
#define DATELINE_TESTS_TESTING_STORE_DIRECTORY_H_

#include <map>
#include <memory>
#include <string>

#include "platform/store/database.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {

// Stores are SQLite files in a folder; or, where StoreServer is wanted, schemas of one database, which a server that
// runs already keeps.
class StoreDirectory : public TemporaryDirectory {
 public:
  // Of the store of that name, which is empty when it is asked for first.
  store::Location Store(const std::string& name);

  // A connection to it for a test's own purposes.
  std::unique_ptr<store::Database> OpenStore(const std::string& name);

  // Ends every other session of the server's database, as an administrator or a crash would. REQUIRES: IsPostgres.
  void EndOtherSessions();

  static bool IsPostgres();

 private:
  std::map<std::string, store::Location> stores_;  // of PostgreSQL, by name
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_STORE_DIRECTORY_H_
