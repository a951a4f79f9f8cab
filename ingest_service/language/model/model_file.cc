#include "ingest_service/language/model/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::language {
namespace {

constexpr absl::string_view kMagic = "DATELNLM";
constexpr uint32_t kFormatVersion = 1;
constexpr size_t kHeaderBytes = 32;
constexpr size_t kEntryBytes = 64;
constexpr size_t kNameBytes = 40;
constexpr size_t kAlignmentBytes = 64;
constexpr uint32_t kMaxSections = 256;

uint64_t ReadLittleEndian(absl::string_view bytes, size_t begin, int width) {
  uint64_t value = 0;
  for (int i = 0; i < width; ++i) value |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[begin + i])) << (8 * i);
  return value;
}

void AppendLittleEndian(std::string& bytes, uint64_t value, int width) {
  for (int i = 0; i < width; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

uint32_t Checksum(absl::string_view bytes, uint32_t before = 0) {
  return crc32(before, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
}

void PadTo(std::string& bytes, size_t alignment) {
  bytes.resize((bytes.size() + alignment - 1) / alignment * alignment, '\0');
}

absl::Status CheckHeader(absl::string_view bytes) {
  if (bytes.size() < kHeaderBytes || bytes.substr(0, kMagic.size()) != kMagic) {
    return absl::FailedPreconditionError("not a language model file");
  }
  const uint64_t version = ReadLittleEndian(bytes, 8, 4);
  if (version != kFormatVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("a language model of format version ", version, "; this program reads version ", kFormatVersion));
  }
  const uint64_t size = ReadLittleEndian(bytes, 16, 8);
  if (size != bytes.size()) {
    return absl::DataLossError(absl::StrCat("the language model should have ", size, " bytes and has ", bytes.size()));
  }
  const uint64_t count = ReadLittleEndian(bytes, 12, 4);
  if (count > kMaxSections || kHeaderBytes + count * kEntryBytes > size) {
    return absl::DataLossError(absl::StrCat("the language model's directory of ", count, " sections is damaged"));
  }
  const uint32_t checksum = Checksum(bytes.substr(kHeaderBytes, count * kEntryBytes), Checksum(bytes.substr(0, 24)));
  if (checksum != ReadLittleEndian(bytes, 24, 4)) {
    return absl::DataLossError("the language model's directory is damaged: its checksum differs");
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> MapFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot open the language model ", path));
  struct stat attributes;
  void* address = MAP_FAILED;
  const bool has_size = fstat(file, &attributes) == 0 && attributes.st_size > 0;
  if (has_size) address = mmap(nullptr, attributes.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  close(file);
  if (address == MAP_FAILED)
    return absl::DataLossError(absl::StrCat("the language model ", path, " is empty or unreadable"));
  return absl::string_view(static_cast<const char*>(address), static_cast<size_t>(attributes.st_size));
}

}  // namespace

absl::StatusOr<std::unique_ptr<const ModelFile>> ModelFile::Open(const std::string& path) {
  const absl::StatusOr<absl::string_view> mapping = MapFile(path);
  if (!mapping.ok()) return mapping.status();
  std::unique_ptr<ModelFile> model(new ModelFile);
  model->mapping_ = *mapping;
  if (const absl::Status status = model->ReadDirectory(*mapping); !status.ok()) {
    return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
  }
  return model;
}

absl::StatusOr<std::unique_ptr<const ModelFile>> ModelFile::Parse(absl::string_view bytes) {
  std::unique_ptr<ModelFile> model(new ModelFile);
  if (const absl::Status status = model->ReadDirectory(bytes); !status.ok()) return status;
  return model;
}

ModelFile::~ModelFile() {
  if (!mapping_.empty()) munmap(const_cast<char*>(mapping_.data()), mapping_.size());
}

absl::Status ModelFile::ReadDirectory(absl::string_view bytes) {
  if (const absl::Status status = CheckHeader(bytes); !status.ok()) return status;
  const uint64_t count = ReadLittleEndian(bytes, 12, 4);
  for (uint64_t i = 0; i < count; ++i) {
    const absl::string_view entry = bytes.substr(kHeaderBytes + i * kEntryBytes, kEntryBytes);
    const absl::string_view padded_name = entry.substr(0, kNameBytes);
    const std::string name(padded_name.substr(0, padded_name.find('\0')));
    const uint64_t begin = ReadLittleEndian(entry, 40, 8);
    const uint64_t size = ReadLittleEndian(entry, 48, 8);
    if (begin % kAlignmentBytes != 0 || begin > bytes.size() || size > bytes.size() - begin) {
      return absl::DataLossError(absl::StrCat("section ", name, " of the language model lies outside the file"));
    }
    const absl::string_view section = bytes.substr(begin, size);
    if (Checksum(section) != ReadLittleEndian(entry, 56, 4)) {
      return absl::DataLossError(
          absl::StrCat("section ", name, " of the language model is damaged: its checksum differs"));
    }
    sections_.emplace(name, section);
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> ModelFile::Section(absl::string_view name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the language model has no section ", name, ": it was built for another version of this program"));
  }
  return found->second;
}

void ModelFileBuilder::CopyFrom(const ModelFile& model) {
  for (const auto& [name, section] : model.sections()) Add(name, std::string(section));
}

void ModelFileBuilder::Add(absl::string_view name, std::string bytes) {
  sections_.insert_or_assign(std::string(name), std::move(bytes));
}

std::string ModelFileBuilder::Build() const {
  std::string directory;
  std::string payload(kHeaderBytes + sections_.size() * kEntryBytes, '\0');
  for (const auto& [name, section] : sections_) {
    PadTo(payload, kAlignmentBytes);
    directory += name;
    directory.append(kNameBytes - name.size(), '\0');
    AppendLittleEndian(directory, payload.size(), 8);
    AppendLittleEndian(directory, section.size(), 8);
    AppendLittleEndian(directory, Checksum(section), 4);
    AppendLittleEndian(directory, 0, 4);
    payload += section;
  }
  std::string header(kMagic);
  AppendLittleEndian(header, kFormatVersion, 4);
  AppendLittleEndian(header, sections_.size(), 4);
  AppendLittleEndian(header, payload.size(), 8);
  AppendLittleEndian(header, Checksum(directory, Checksum(header)), 4);
  AppendLittleEndian(header, 0, 4);
  return payload.replace(0, header.size() + directory.size(), header + directory);
}

absl::Status ModelFileBuilder::WriteTo(const std::string& path) const {
  const std::string bytes = Build();
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return absl::UnavailableError(absl::StrCat("cannot write the language model ", path));
  return absl::OkStatus();
}

}  // namespace dateline::language
