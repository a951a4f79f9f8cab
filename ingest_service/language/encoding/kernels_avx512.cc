// For machines with AVX-512.
#include <immintrin.h>

#include "ingest_service/language/encoding/lanes.h"

namespace dateline::language {
namespace {

inline void FusedMultiplyAdd(float factor, const Lanes& factors, Lanes& sums) {
  sums = (Lanes)_mm512_fmadd_ps(_mm512_set1_ps(factor), (__m512)factors, (__m512)sums);
}

}  // namespace
}  // namespace dateline::language

#define KERNEL_SET kAvx512Kernels
#define KERNEL_ROWS 8
#define KERNEL_VECTORS 2
#include "ingest_service/language/encoding/kernels_body.inc"
