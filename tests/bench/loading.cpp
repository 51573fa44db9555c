// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The effective stack against pam_start_confdir over the same files: what libpam does before the first module is called,
// the loading of modules left out (they are named such that none exists, for both).
#include "core/change/rootdirectory.h"
#include "core/pam/stack/effectivestack.h"

#include <benchmark/benchmark.h>
#include <security/pam_appl.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace pamphlet;
namespace fs = std::filesystem;

namespace {

/// A root with one service of `rules` rules, in a folder that ends with the object.
class Fixture
{
public:
    explicit Fixture(int rules)
    {
        std::string pattern = (fs::temp_directory_path() / "pamphlet-bench-XXXXXX").string();
        m_root = ::mkdtemp(pattern.data()) ? pattern : std::string();
        fs::create_directories(m_root / "etc/pam.d");
        std::ofstream service(m_root / "etc/pam.d/bench");
        for (int i = 0; i < rules; ++i)
            service << "auth [success=ok default=bad] /nonexistent/pam_bench.so argument=" << i << '\n';
        std::ofstream(m_root / "etc/pam.d/other") << "auth required /nonexistent/pam_bench.so\n";
    }
    ~Fixture() { fs::remove_all(m_root); }
    Fixture(const Fixture &) = delete;
    Fixture &operator=(const Fixture &) = delete;

    std::string root() const { return m_root.string(); }
    std::string confdir() const { return (m_root / "etc/pam.d").string(); }

private:
    fs::path m_root;
};

int noConversation(int, const pam_message **, pam_response **, void *)
{
    return PAM_CONV_ERR;
}

template<int rules>
void ours(benchmark::State &state)
{
    const Fixture fixture(rules);
    const auto root = change::RootDirectory::open(fixture.root());
    const auto profile = pam::libpamProfile("debian-12");
    for ([[maybe_unused]] auto _ : state) {
        const pam::EffectiveStack stack = pam::effectiveStack(**root, *profile, "bench");
        if (stack.serviceEntries.size() != rules)
            state.SkipWithError("not all rules were read");
    }
}

template<int rules>
void libpam(benchmark::State &state)
{
    const Fixture fixture(rules);
    const pam_conv conversation{noConversation, nullptr};
    for ([[maybe_unused]] auto _ : state) {
        pam_handle_t *handle = nullptr;
        if (pam_start_confdir("bench", "nobody", &conversation, fixture.confdir().c_str(), &handle) != PAM_SUCCESS)
            state.SkipWithError("pam_start_confdir failed");
        else
            pam_end(handle, PAM_SUCCESS);
    }
}

} // namespace

BENCHMARK_TEMPLATE(ours, 5)->Name("read a service, 5 rules/ours");
BENCHMARK_TEMPLATE(libpam, 5)->Name("read a service, 5 rules/libpam");
BENCHMARK_TEMPLATE(ours, 100)->Name("read a service, 100 rules/ours");
BENCHMARK_TEMPLATE(libpam, 100)->Name("read a service, 100 rules/libpam");
BENCHMARK_TEMPLATE(ours, 1600)->Name("read a service, 1600 rules/ours");
BENCHMARK_TEMPLATE(libpam, 1600)->Name("read a service, 1600 rules/libpam");
