// Where models and lexicons lie.
#ifndef DATELINE_INGEST_SERVICE_PIPELINE_DATA_DIRECTORY_H_
#define DATELINE_INGEST_SERVICE_PIPELINE_DATA_DIRECTORY_H_

#include <string>

namespace dateline::pipeline {

// `share/dateline` beside the folder of the running program (`PREFIX/bin`), in an installation and in a build tree
// alike.
std::string DefaultDataDirectory();

}  // namespace dateline::pipeline

#endif  // DATELINE_INGEST_SERVICE_PIPELINE_DATA_DIRECTORY_H_
