// TLS for servers and clients, from files that may change while it runs.
#ifndef DATELINE_PLATFORM_RPC_TRANSPORT_SECURITY_H_
#define DATELINE_PLATFORM_RPC_TRANSPORT_SECURITY_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

namespace dateline::rpc {

// Files in PEM. Change a certificate and its key at one go, such as by a symbolic link to their folder: within seconds
// new connections are made with them; those that are open stay.
struct TlsFiles {
  std::string certificate;    // the chain, its own first
  std::string key;            // of the certificate
  std::string ca;             // who signs the other side's certificates
  std::string crl_directory;  // lists of revoked certificates by the hash of their issuer (openssl rehash); empty: none

  bool empty() const { return certificate.empty() && key.empty() && ca.empty() && crl_directory.empty(); }
};

enum class ClientCertificate { kNotAsked, kOptional, kRequired };

// INVALID_ARGUMENT or NOT_FOUND: a file that is named cannot be read, holds no certificate or key, or the key is not
// that of the certificate.
absl::Status CheckTlsFiles(const TlsFiles& files);

// REQUIRES: CheckTlsFiles, certificate and key are given, and a CA unless clients are not asked.
std::shared_ptr<grpc::ServerCredentials> TlsServer(const TlsFiles& files, ClientCertificate client_certificate);

// Verifies that the server's certificate is for the host that was dialled. Shows a certificate when `files` has one.
// REQUIRES: CheckTlsFiles, and a CA.
std::shared_ptr<grpc::ChannelCredentials> TlsClient(const TlsFiles& files);

// When the certificate ends. The infinite past: it cannot be read.
absl::Time CertificateExpiry(const std::string& certificate_file);

// Whether HOST:PORT cannot be reached from another machine: localhost, 127.0.0.0/8 or ::1.
bool IsLoopback(absl::string_view address);

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_TRANSPORT_SECURITY_H_
