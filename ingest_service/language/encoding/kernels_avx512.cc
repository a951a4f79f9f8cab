// For machines with AVX-512.
#define KERNEL_SET kAvx512Kernels
#define KERNEL_ROWS 8
#define KERNEL_VECTORS 2
#include "ingest_service/language/encoding/kernels_body.inc"
