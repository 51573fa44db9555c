// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "differential.h"
#include "libpamrunner.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>
#include <random>

using namespace pamphlet;
using namespace pamphlet::test;

namespace {

std::optional<std::uint32_t> number(const char *text)
{
    std::uint32_t value = 0;
    const char *end = text + std::strlen(text);
    const auto [last, error] = std::from_chars(text, end, value);
    return error == std::errc() && last == end ? std::optional(value) : std::nullopt;
}

} // namespace

/// SECONDS [SEED]: tst_simulateoracle without an end. 0: no difference; 1: one, shrunk to its smallest.
int main(int argc, char **argv)
{
    const std::optional<std::uint32_t> seconds = argc >= 2 ? number(argv[1]) : std::nullopt;
    const std::optional<std::uint32_t> given = argc == 3 ? number(argv[2]) : std::optional<std::uint32_t>(std::random_device()());
    if (!seconds || !given || argc > 3) {
        std::fprintf(stderr, "usage: %s SECONDS [SEED]\n", argv[0]);
        return 2;
    }
    const std::optional<pam::LibpamProfile> profile = profileOfThisLibpam();
    if (!profile || !hasModule("pam_debug.so")) {
        std::printf("Left out: it is not known which libpam this machine has, or it has no pam_debug.so.\n");
        return 0;
    }
    const QTemporaryDir directory(QFileInfo(QStringLiteral("/dev/shm")).isWritable()
                                      ? QStringLiteral("/dev/shm/pamphlet-XXXXXX")
                                      : QDir::tempPath() + QStringLiteral("/pamphlet-XXXXXX"));
    if (!directory.isValid()) {
        std::fprintf(stderr, "no temporary directory\n");
        return 2;
    }
    const std::string askModule = PAMPHLET_TEST_MODULES "/pam_test_ask.so";
    Differential differential(Predictor(*profile, askModule), directory.path().toStdString(), askModule);
    std::printf("libpam (%s) and the simulator, from seed %u:\n", profile->name.c_str(), *given);
    std::fflush(stdout);

    const auto begin = std::chrono::steady_clock::now();
    const auto enough = [begin, &seconds] { return std::chrono::steady_clock::now() - begin > std::chrono::seconds(*seconds); };
    const auto found = differential.compare(*given, std::size_t(1) << 40U, enough);
    const Tally &tally = differential.tally();
    std::printf("%zu configurations compared, %zu left out; %zu calls, %zu rules run\n", tally.compared, tally.leftOut, tally.calls,
                tally.steps);
    if (!found)
        return 0;
    std::printf("They differ:\n%s", printable(differential.shrunk(*found)).c_str());
    return 1;
}
