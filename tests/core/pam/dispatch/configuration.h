// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pam/facility.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pamphlet::test {

/// Something to ask both libpam and the simulator: a confdir, a service, and the calls of one transaction.
struct Configuration {
    std::string directory; ///< where the files are or will be; include targets name it
    std::map<std::string, std::string> files; ///< by name
    std::string service = "svc";
    std::vector<pam::Primitive> primitives;
    std::uint32_t script = 0; ///< decides what pam_test_ask.so is told
    int patience = 5000; ///< milliseconds of processor time after which libpam is taken to hang

    bool operator==(const Configuration &) const = default;
};

/// What one call answered, and what the modules said and asked meanwhile, in order.
struct CallRecord {
    int code = -1;
    std::vector<std::string> said;

    bool operator==(const CallRecord &) const = default;
};

struct TransactionRecord {
    int signal = 0; ///< that ended the process: SIGPROF if it hung
    int start = -1;
    std::vector<CallRecord> calls; ///< none if `start` is not 0

    bool operator==(const TransactionRecord &) const = default;
};

/// What pam_test_ask.so is told when it asks `question` for the `repetition`th time (from 0) in a transaction: any int.
int scriptedAnswer(std::uint32_t script, std::string_view question, std::size_t repetition);

/// For a person to read: runs of one byte shortened, bytes that cannot be seen as \xXX, the directory as DIR.
std::string printable(const Configuration &configuration);
std::string printable(const TransactionRecord &record);

} // namespace pamphlet::test
