#include "ingest_service/language/encoding/kernels.h"

#include <algorithm>

namespace dateline::language {

extern const Kernels kPlainKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
#endif

size_t RunnableKernelSets(KernelSet (&sets)[3]) {
  size_t count = 0;
  sets[count++] = {"plain", &kPlainKernels};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) sets[count++] = {"avx2", &kAvx2Kernels};
  if (__builtin_cpu_supports("avx512f")) sets[count++] = {"avx512", &kAvx512Kernels};
#endif
  return count;
}

const Kernels& MachineKernels() {
  static const Kernels& fastest = [&]() -> const Kernels& {
    KernelSet sets[3];
    return *sets[RunnableKernelSets(sets) - 1].kernels;
  }();
  return fastest;
}

float Logistic(float gap) {
  const float x = std::clamp(0.5f * gap, -4.97f, 4.97f);
  const float square = x * x;
  const float hyperbolic_tangent = x * (135135.0f + square * (17325.0f + square * (378.0f + square))) /
                                   (135135.0f + square * (62370.0f + square * (3150.0f + square * 28.0f)));
  return 0.5f * hyperbolic_tangent + 0.5f;
}

}  // namespace dateline::language
