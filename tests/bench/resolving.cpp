// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole tree, from the disk to every effective stack: against the floor (the same files opened, read and closed), against
// libaugeas, which only parses, and against libpam, which reads the files of each service anew.
#include "core/change/rootdirectory.h"
#include "core/pam/stack/stackset.h"
#include "tests/bench/servicetree.h"

#include <benchmark/benchmark.h>
#include <security/pam_appl.h>

#ifdef PAMPHLET_BENCH_AUGEAS
#include <augeas.h>
#endif

#include <dlfcn.h>
#include <fcntl.h>
#include <syslog.h>
#include <unistd.h>

using namespace pamphlet;
using bench::ServiceTree;

namespace {

const pam::LibpamProfile &profile()
{
    static const pam::LibpamProfile debian = *pam::libpamProfile("debian-12");
    return debian;
}

/// Reads the tree and resolves everything, each time anew. The stacks are kept until the next time, and so is the memory, as in
/// a program that watches a tree; the peer keeps its buffer.
void resolveAll(benchmark::State &state, const std::string &root, const pam::LibpamProfile &own, const std::vector<std::string> &names)
{
    const auto source = change::RootDirectory::open(root);
    pam::StackSet set(**source, own);
    std::vector<pam::ResolvedStack> stacks;
    for ([[maybe_unused]] auto _ : state) {
        stacks.clear();
        set.clear();
        set.readDirectories();
        for (const std::string &name : names)
            stacks.push_back(set.resolve(name));
        for (const pam::ResolvedStack &stack : stacks) {
            if (stack.start != pam::StartOutcome::Success || !stack.other)
                state.SkipWithError("a service does not start");
        }
    }
}

void ours(benchmark::State &state)
{
    const ServiceTree &tree = bench::plainTree();
    resolveAll(state, tree.root(), profile(), tree.names());
}

/// The same as a program does it that looks once: with fresh memory.
void oursOnce(benchmark::State &state)
{
    const ServiceTree &tree = bench::plainTree();
    const auto source = change::RootDirectory::open(tree.root());
    for ([[maybe_unused]] auto _ : state) {
        pam::StackSet set(**source, profile());
        set.readDirectories();
        for (const std::string &name : tree.names())
            benchmark::DoNotOptimize(set.resolve(name));
    }
}

/// What the window shows of it: with every text, each stack on its own feet.
void oursWithTexts(benchmark::State &state)
{
    const ServiceTree &tree = bench::plainTree();
    const auto source = change::RootDirectory::open(tree.root());
    for ([[maybe_unused]] auto _ : state) {
        pam::StackSet set(**source, profile());
        set.readDirectories();
        for (const std::string &name : tree.names())
            benchmark::DoNotOptimize(set.effectiveStack(name));
    }
}

/// Nothing but the system calls that bring in the bytes, to the end of each file as read(2) tells it.
void onlyRead(benchmark::State &state)
{
    const ServiceTree &tree = bench::plainTree();
    std::vector<std::string> paths;
    for (const std::string &name : tree.names())
        paths.push_back(tree.confdir() + '/' + name);
    std::vector<char> buffer(std::size_t(64) << 10);
    for ([[maybe_unused]] auto _ : state) {
        for (const std::string &path : paths) {
            const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
            while (::read(file, buffer.data(), buffer.size()) > 0) { }
            ::close(file);
        }
        benchmark::ClobberMemory();
    }
}

void augeasLoad(benchmark::State &state)
{
#ifdef PAMPHLET_BENCH_AUGEAS
    const ServiceTree &tree = bench::plainTree();
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming(); // the lens is compiled and what was loaded is freed on nobody's account
        augeas *const handle = aug_init(tree.root().c_str(), nullptr, AUG_NO_MODL_AUTOLOAD);
        const bool ready = handle && aug_transform(handle, "Pam.lns", "/etc/pam.d/*", 0) == 0;
        state.ResumeTiming();
        const bool loaded = ready && aug_load(handle) == 0;
        state.PauseTiming();
        const int files = loaded ? aug_match(handle, "/files/etc/pam.d/*", nullptr) : 0;
        if (files <= 0)
            state.SkipWithError("absent: libaugeas has no PAM lens here (Debian: augeas-lenses)");
        aug_close(handle);
        state.ResumeTiming();
    }
#else
    state.SkipWithError("absent: built without libaugeas (Debian: libaugeas-dev)");
#endif
}

int noConversation(int, const pam_message **, pam_response **, void *)
{
    return PAM_CONV_ERR;
}

/// libpam logs each module that it cannot load: thousands of lines that nobody needs, and that are not what is measured.
class NoLog
{
public:
    NoLog()
        : m_mask(::setlogmask(LOG_MASK(LOG_EMERG)))
    { }
    ~NoLog() { ::setlogmask(m_mask); }
    NoLog(const NoLog &) = delete;
    NoLog &operator=(const NoLog &) = delete;

private:
    int m_mask;
};

void startAll(benchmark::State &state, const ServiceTree &tree)
{
    const NoLog quiet;
    const pam_conv conversation{noConversation, nullptr};
    for ([[maybe_unused]] auto _ : state) {
        for (const std::string &name : tree.names()) {
            pam_handle_t *handle = nullptr;
            if (pam_start_confdir(name.c_str(), "nobody", &conversation, tree.confdir().c_str(), &handle) != PAM_SUCCESS)
                state.SkipWithError("pam_start_confdir failed");
            else
                pam_end(handle, PAM_SUCCESS);
        }
    }
}

/// The profile under which absolute paths on this machine mean what they mean to its libpam.
pam::LibpamProfile confdirProfile(const ServiceTree &tree)
{
    pam::LibpamProfile own = profile();
    own.directories = {tree.confdir()};
    return own;
}

const ServiceTree &absoluteTree()
{
    static const ServiceTree tree(bench::withAbsoluteTargets);
    return tree;
}

const ServiceTree &permitTree()
{
    static const ServiceTree tree(bench::withPermitOnly);
    return tree;
}

void oursAbsolute(benchmark::State &state)
{
    resolveAll(state, "/", confdirProfile(absoluteTree()), absoluteTree().names());
}

void libpamAbsolute(benchmark::State &state)
{
    startAll(state, absoluteTree());
}

void oursPermit(benchmark::State &state)
{
    resolveAll(state, "/", confdirProfile(permitTree()), permitTree().names());
}

/// With the one module in memory all the time, so that loading it is looking it up.
void libpamPermit(benchmark::State &state)
{
    void *module = nullptr;
    for (const std::string &directory : profile().moduleDirectories) {
        if (!module)
            module = ::dlopen((directory + "/pam_permit.so").c_str(), RTLD_NOW);
    }
    startAll(state, permitTree());
    if (module)
        ::dlclose(module);
}

} // namespace

BENCHMARK(ours)->Name("tree: read and resolve/ours")->MinTime(0.2);
BENCHMARK(onlyRead)->Name("tree: read and resolve/floor: open, read, close")->MinTime(0.2);
BENCHMARK(ours)->Name("tree: against a parser/ours")->MinTime(0.2);
BENCHMARK(augeasLoad)->Name("tree: against a parser/libaugeas, Pam.lns: load")->MinTime(0.01);
BENCHMARK(oursAbsolute)->Name("tree: against libpam/ours")->MinTime(0.2);
BENCHMARK(libpamAbsolute)->Name("tree: against libpam/libpam: start, end; modules that exist are loaded")->MinTime(0.01);
BENCHMARK(oursPermit)->Name("tree: against libpam, no loading/ours")->MinTime(0.2);
BENCHMARK(libpamPermit)->Name("tree: against libpam, no loading/libpam: start, end; all modules pam_permit, in memory")->MinTime(0.01);
BENCHMARK(oursOnce)->Name("tree: read and resolve, once/ours")->MinTime(0.1);
BENCHMARK(onlyRead)->Name("tree: read and resolve, once/floor: open, read, close")->MinTime(0.1);
BENCHMARK(oursWithTexts)->Name("tree: every stack with texts/ours")->MinTime(0.1);
BENCHMARK(onlyRead)->Name("tree: every stack with texts/floor: open, read, close")->MinTime(0.1);
