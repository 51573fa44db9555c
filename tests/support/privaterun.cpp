// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For tests in which a helper runs as the test's own user: as root it makes its directories in /run, whatever the environment says.
// Compiled into such a test (pamphlet_private_run()), this gives root a /run of the test's own before main().
#include "tests/support/privatemounts.h"

#include <cstdio>
#include <optional>

#include <unistd.h>

namespace {

class PrivateRun
{
public:
    PrivateRun()
    {
        if (::geteuid() != 0)
            return;
        const QString problem = pamphlet::test::enterPrivateMounts();
        if (problem.isEmpty())
            m_run.emplace(pamphlet::test::Mount::tmpfs(QStringLiteral("/run"), QStringLiteral("mode=0755,size=64m")));
        if (m_run && m_run->mounted())
            return;
        std::fprintf(stderr, "SKIP: as root this test needs a /run of its own: %s\n", qPrintable(problem));
        ::_exit(77);
    }

private:
    std::optional<pamphlet::test::Mount> m_run;
};

const PrivateRun privateRun;

} // namespace
