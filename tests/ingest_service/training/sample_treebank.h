// A few sentences to learn from.
#ifndef DATELINE_TESTS_INGEST_SERVICE_TRAINING_SAMPLE_TREEBANK_H_
#define DATELINE_TESTS_INGEST_SERVICE_TRAINING_SAMPLE_TREEBANK_H_

#include <vector>

#include "ingest_service/training/treebank.h"

namespace dateline::training {

// "Ministers met." "Ministers talked." "Officials met.", each `copies` times.
inline std::vector<TreebankSentence> SampleTreebank(int copies) {
  constexpr absl::string_view kSentences =
      "# newpar\n1\tMinisters\tminister\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
      "2\tmet\tmeet\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
      "1\tMinisters\tminister\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
      "2\ttalked\ttalk\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
      "1\tOfficials\tofficial\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
      "2\tmet\tmeet\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
  const std::vector<TreebankSentence> sentences = *ParseConllu(kSentences);
  std::vector<TreebankSentence> all;
  for (int i = 0; i < copies; ++i) all.insert(all.end(), sentences.begin(), sentences.end());
  return all;
}

}  // namespace dateline::training

#endif  // DATELINE_TESTS_INGEST_SERVICE_TRAINING_SAMPLE_TREEBANK_H_
