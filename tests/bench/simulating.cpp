// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole transaction of a resolved stack, against libpam's on the same stack of pam_debug.so.
#include "core/change/rootdirectory.h"
#include "core/pam/dispatch/run.h"
#include "core/pam/stack/effectivestack.h"

#include <benchmark/benchmark.h>
#include <security/pam_appl.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace pamphlet;
namespace fs = std::filesystem;

namespace {

/// One service of five rules a facility, each with an answer for every call of its facility.
class DebugService
{
public:
    DebugService()
    {
        std::string pattern = (fs::temp_directory_path() / "pamphlet-bench-XXXXXX").string();
        m_root = ::mkdtemp(pattern.data()) ? pattern : std::string();
        std::ofstream service(m_root / "bench");
        for (const char *rule : {"auth %c pam_debug.so auth=success cred=success", "account %c pam_debug.so acct=success",
                                 "password %c pam_debug.so prechauthtok=success chauthtok=success",
                                 "session %c pam_debug.so open_session=success close_session=success"}) {
            for (const char *control : {"required", "requisite", "[success=1 default=bad]", "optional", "required"}) {
                std::string line = rule;
                service << line.replace(line.find("%c"), 2, control) << '\n';
            }
        }
    }
    ~DebugService() { fs::remove_all(m_root); }
    DebugService(const DebugService &) = delete;
    DebugService &operator=(const DebugService &) = delete;

    std::string confdir() const { return m_root.string(); }

private:
    fs::path m_root;
};

void ours(benchmark::State &state)
{
    const DebugService service;
    const auto root = change::RootDirectory::open("/");
    pam::LibpamProfile profile = *pam::libpamProfile("debian-12");
    profile.directories = {service.confdir()};
    const pam::EffectiveStack stack = pam::effectiveStack(**root, profile, "bench");
    const pam::CompiledStack compiled(stack, profile);
    const pam::CompiledAnswers answers(stack, pam::AnswerFinder({}, **root, profile));
    pam::Run run(compiled);
    for ([[maybe_unused]] auto _ : state) {
        run.restart();
        for (const pam::Primitive primitive : pam::allPrimitives) {
            if (run.call(primitive, answers) != pam::rc::success)
                state.SkipWithError("a primitive did not succeed");
        }
    }
}

int answerNothing(int count, const pam_message **, pam_response **responses, void *)
{
    // libpam's caller frees it.
    *responses = static_cast<pam_response *>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
    return *responses ? PAM_SUCCESS : PAM_BUF_ERR;
}

void libpam(benchmark::State &state)
{
    const DebugService service;
    const std::string confdir = service.confdir();
    const pam_conv conversation{answerNothing, nullptr};
    for ([[maybe_unused]] auto _ : state) {
        pam_handle_t *handle = nullptr;
        if (pam_start_confdir("bench", "nobody", &conversation, confdir.c_str(), &handle) != PAM_SUCCESS) {
            state.SkipWithError("pam_start_confdir failed");
            break;
        }
        // In the order of allPrimitives.
        const bool all = pam_authenticate(handle, 0) == PAM_SUCCESS && pam_setcred(handle, PAM_ESTABLISH_CRED) == PAM_SUCCESS
            && pam_acct_mgmt(handle, 0) == PAM_SUCCESS && pam_open_session(handle, 0) == PAM_SUCCESS
            && pam_close_session(handle, 0) == PAM_SUCCESS && pam_chauthtok(handle, 0) == PAM_SUCCESS;
        if (!all)
            state.SkipWithError("absent: this machine has no pam_debug.so that succeeds (Debian: libpam-modules)");
        pam_end(handle, PAM_SUCCESS);
    }
}

} // namespace

BENCHMARK(ours)->Name("simulate six primitives/ours");
BENCHMARK(libpam)->Name("simulate six primitives/libpam: start, six primitives, end");
