// The server of PostgreSQL on which a test program keeps its stores.
#ifndef DATELINE_TESTS_TESTING_STORE_SERVER_H_
#define DATELINE_TESTS_TESTING_STORE_SERVER_H_

#include <string>

#include "platform/store/database.h"

namespace dateline::testing {

// Chosen by the environment of the program. DATELINE_STORE=postgresql: a server that it starts before its first test
// and ends after the last; where PostgreSQL is not installed, all of its tests are skipped.
// DATELINE_STORE=postgresql://USER@HOST:PORT/DATABASE: one that runs already, on which USER may make databases. Without
// it stores are SQLite files, and nothing but IsWanted may be called. Thread safety: any thread.
class StoreServer {
 public:
  static bool IsWanted();
  // Of a database that lasts as long as the program, or longer.
  static std::string Url();

  // An empty database for one store.
  static store::Location MakeDatabase();
  // With whoever is connected to it. `database`: as made.
  static void DropDatabase(const store::Location& database);
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_STORE_SERVER_H_
