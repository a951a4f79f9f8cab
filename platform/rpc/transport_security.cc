#include "platform/rpc/transport_security.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "platform/rpc/watched_file.h"

namespace dateline::rpc {
namespace {

using grpc::experimental::FileWatcherCertificateProvider;

constexpr unsigned kRefreshSeconds = 1;

template <typename Object, void (*kFree)(Object*)>
struct Deleter {
  void operator()(Object* object) const { kFree(object); }
};
using Certificate = std::unique_ptr<X509, Deleter<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY, EVP_PKEY_free>>;
struct BioDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

absl::StatusOr<Bio> OpenPem(const std::string& path) {
  absl::StatusOr<std::string> content = ReadSmallFile(path);
  if (!content.ok()) return content.status();
  Bio bio(BIO_new(BIO_s_mem()));
  BIO_write(bio.get(), content->data(), static_cast<int>(content->size()));
  return bio;
}

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  absl::StatusOr<Bio> bio = OpenPem(path);
  if (!bio.ok()) return bio.status();
  Certificate certificate(PEM_read_bio_X509(bio->get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return absl::InvalidArgumentError(absl::StrCat(path, " holds no certificate in PEM"));
  return certificate;
}

absl::StatusOr<Key> ReadKey(const std::string& path) {
  absl::StatusOr<Bio> bio = OpenPem(path);
  if (!bio.ok()) return bio.status();
  // Never asks for a passphrase.
  Key key(PEM_read_bio_PrivateKey(bio->get(), nullptr, nullptr, const_cast<char*>("")));
  if (key == nullptr) return absl::InvalidArgumentError(absl::StrCat(path, " holds no private key in PEM"));
  return key;
}

absl::Status CheckPair(const TlsFiles& files) {
  const absl::StatusOr<Certificate> certificate = ReadCertificate(files.certificate);
  if (!certificate.ok()) return certificate.status();
  const absl::StatusOr<Key> key = ReadKey(files.key);
  if (!key.ok()) return key.status();
  if (X509_check_private_key(certificate->get(), key->get()) == 1) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(files.key, " is not the key of ", files.certificate));
}

std::shared_ptr<FileWatcherCertificateProvider> Watch(const TlsFiles& files) {
  return std::make_shared<FileWatcherCertificateProvider>(files.key, files.certificate, files.ca, kRefreshSeconds);
}

}  // namespace

absl::Status CheckTlsFiles(const TlsFiles& files) {
  if (files.certificate.empty() != files.key.empty()) {
    return absl::InvalidArgumentError("a certificate and its key are given together");
  }
  if (!files.certificate.empty()) {
    if (absl::Status pair = CheckPair(files); !pair.ok()) return pair;
  }
  if (!files.ca.empty()) {
    if (auto ca = ReadCertificate(files.ca); !ca.ok()) return ca.status();
  }
  std::error_code error;
  if (files.crl_directory.empty() || std::filesystem::is_directory(files.crl_directory, error)) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat(files.crl_directory, " is not a folder"));
}

std::shared_ptr<grpc::ServerCredentials> TlsServer(const TlsFiles& files, ClientCertificate client_certificate) {
  grpc::experimental::TlsServerCredentialsOptions options(Watch(files));
  options.watch_identity_key_cert_pairs();
  if (client_certificate != ClientCertificate::kNotAsked) {
    options.watch_root_certs();
    options.set_cert_request_type(client_certificate == ClientCertificate::kRequired
                                      ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                      : GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  if (!files.crl_directory.empty()) options.set_crl_directory(files.crl_directory);
  return grpc::experimental::TlsServerCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> TlsClient(const TlsFiles& files) {
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(Watch(files));
  options.watch_root_certs();
  if (!files.certificate.empty()) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

absl::Time CertificateExpiry(const std::string& certificate_file) {
  const absl::StatusOr<Certificate> certificate = ReadCertificate(certificate_file);
  if (!certificate.ok()) return absl::InfinitePast();
  tm end{};
  ASN1_TIME_to_tm(X509_get0_notAfter(certificate->get()), &end);
  return absl::FromTM(end, absl::UTCTimeZone());
}

bool IsLoopback(absl::string_view address) {
  const absl::string_view host = address.substr(0, address.rfind(':'));
  const bool is_ipv4 = host.find_first_not_of("0123456789.") == absl::string_view::npos;
  return host == "localhost" || host == "[::1]" || (is_ipv4 && absl::StartsWith(host, "127."));
}

}  // namespace dateline::rpc
