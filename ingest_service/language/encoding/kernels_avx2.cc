// For machines with AVX2 and FMA3.
#include <immintrin.h>

#include "ingest_service/language/encoding/lanes.h"

namespace dateline::language {
namespace {

inline void FusedMultiplyAdd(float factor, const Lanes& factors, Lanes& sums) {
  const float* from = reinterpret_cast<const float*>(&factors);
  float* to = reinterpret_cast<float*>(&sums);
  for (int i = 0; i < kLaneCount; i += 8) {
    _mm256_storeu_ps(to + i,
                     _mm256_fmadd_ps(_mm256_set1_ps(factor), _mm256_loadu_ps(from + i), _mm256_loadu_ps(to + i)));
  }
}

}  // namespace
}  // namespace dateline::language

#define KERNEL_SET kAvx2Kernels
#define KERNEL_ROWS 4
#define KERNEL_VECTORS 1
#include "ingest_service/language/encoding/kernels_body.inc"
