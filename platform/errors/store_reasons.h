// The reasons of errors (errors::Reason) of a store, whichever engine keeps it.
#ifndef DATELINE_PLATFORM_ERRORS_STORE_REASONS_H_
#define DATELINE_PLATFORM_ERRORS_STORE_REASONS_H_

namespace dateline::errors {

inline constexpr char kStoreFull[] = "STORE_FULL";                // RESOURCE_EXHAUSTED, with a retry delay
inline constexpr char kStoreUnavailable[] = "STORE_UNAVAILABLE";  // UNAVAILABLE, with a retry delay
inline constexpr char kStoreDamaged[] = "STORE_DAMAGED";          // DATA_LOSS
inline constexpr char kStoreInUse[] = "STORE_IN_USE";             // FAILED_PRECONDITION: another process writes it
inline constexpr char kStoreForeign[] = "STORE_FOREIGN";          // FAILED_PRECONDITION: not a store of this program
inline constexpr char kStoreTooNew[] = "STORE_TOO_NEW";           // FAILED_PRECONDITION: a newer version wrote it

}  // namespace dateline::errors

#endif  // DATELINE_PLATFORM_ERRORS_STORE_REASONS_H_
