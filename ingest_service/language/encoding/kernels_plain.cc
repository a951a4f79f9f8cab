// For every machine; slow where fused operations are a library call (processors from before 2013).
#include "ingest_service/language/encoding/lanes.h"

namespace dateline::language {
namespace {

inline void FusedMultiplyAdd(float factor, const Lanes& factors, Lanes& sums) {
  for (int i = 0; i < kLaneCount; ++i) sums[i] = __builtin_fmaf(factor, factors[i], sums[i]);
}

}  // namespace
}  // namespace dateline::language

#define KERNEL_SET kPlainKernels
#define KERNEL_ROWS 2
#define KERNEL_VECTORS 1
#include "ingest_service/language/encoding/kernels_body.inc"
