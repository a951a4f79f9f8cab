// For every machine.
#define KERNEL_SET kPlainKernels
#define KERNEL_ROWS 2
#define KERNEL_VECTORS 1
#include "ingest_service/language/encoding/kernels_body.inc"
