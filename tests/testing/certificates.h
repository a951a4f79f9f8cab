// Certificates for tests, made by openssl.
#ifndef DATELINE_TESTS_TESTING_CERTIFICATES_H_
#define DATELINE_TESTS_TESTING_CERTIFICATES_H_

#include <string>

#include "gtest/gtest.h"
#include "platform/rpc/transport_security.h"
#include "tests/testing/child_process.h"

namespace dateline::testing {

// Signs certificates that are good for localhost and 127.0.0.1, with its files in a folder of its own.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const std::string& folder) : folder_(folder) {
    Run("mkdir -p " + folder + "/crl");
    Run("openssl req -x509 " + kNewKey + " -keyout ca.key -out ca.pem -days 30 -subj '/CN=Authority " + Name() + "'");
    Run("touch index.txt; printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=index.txt\\ndefault_md=sha256\\n"
        "default_crl_days=30\\n' >ca.cnf");
    // Older than any to come.
    WriteRevocations("r0", " -crl_lastupdate 20200101000000Z");
  }

  const std::string& folder() const { return folder_; }
  std::string ca() const { return folder_ + "/ca.pem"; }
  std::string crl_directory() const { return folder_ + "/crl"; }

  // A certificate for `name`, as an alternative name beside those of this machine. `days` below 0: it has expired.
  rpc::TlsFiles Issue(const std::string& name, int days = 30) const {
    Run("openssl req " + kNewKey + " -keyout " + name + ".key -out " + name + ".csr -subj /CN=" + name);
    Run("printf 'subjectAltName=DNS:" + name + ",DNS:localhost,IP:127.0.0.1' >" + name + ".ext");
    Run("openssl x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days " +
        std::to_string(days) + " -extfile " + name + ".ext -out " + name + ".pem");
    return {folder_ + "/" + name + ".pem", folder_ + "/" + name + ".key", ca(), ""};
  }

  // Once.
  void Revoke(const std::string& name) const {
    Run("openssl ca -config ca.cnf -revoke " + name + ".pem -keyfile ca.key -cert ca.pem");
    WriteRevocations("r1", "");
  }

 private:
  std::string Name() const { return folder_.substr(folder_.rfind('/') + 1); }

  void WriteRevocations(const std::string& suffix, const std::string& options) const {
    Run("openssl ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.pem -out list.pem" + options);
    Run("cp list.pem crl/$(openssl crl -hash -noout -in list.pem)." + suffix);
  }

  void Run(const std::string& command) const {
    const std::string there = "mkdir -p " + folder_ + " && cd " + folder_ + " && ";
    const FinishedProgram program = RunProgram({"/bin/sh", "-c", there + command});
    ASSERT_EQ(program.exit_code, 0) << command << '\n' << program.err;
  }

  const std::string kNewKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  const std::string folder_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_CERTIFICATES_H_
