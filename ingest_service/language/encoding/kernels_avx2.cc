// For machines with AVX2.
#define KERNEL_SET kAvx2Kernels
#define KERNEL_ROWS 4
#define KERNEL_VECTORS 1
#include "ingest_service/language/encoding/kernels_body.inc"
