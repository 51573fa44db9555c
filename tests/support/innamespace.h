// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QTest>

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace pamphlet::test {

/**
 * main() of a test that may change the machine: it runs itself again inside tests/system/in-namespace.sh, which says what is
 * there. Register the test with pamphlet_namespace_test() (tests/support), so that ctest knows the status for "not possible here".
 */
template<class Test>
int namespaceMain(int argc, char *argv[])
{
    if (!std::getenv("PAMPHLET_NAMESPACE")) {
        char script[] = PAMPHLET_SOURCE_DIR "/tests/system/in-namespace.sh";
        char self[] = "/proc/self/exe";
        std::vector<char> path(4096, 0);
        if (readlink(self, path.data(), path.size() - 1) < 0)
            return 1;
        std::vector<char *> arguments = {script, path.data()};
        arguments.insert(arguments.end(), argv + 1, argv + argc);
        arguments.push_back(nullptr);
        // The build tree that this test belongs to, whatever its name.
        setenv("PAMPHLET_BUILD_DIR", PAMPHLET_BIN_DIR "/..", 1);
        execv(script, arguments.data());
        std::fprintf(stderr, "%s: %s\n", script, std::strerror(errno));
        return 1;
    }
    QCoreApplication application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace pamphlet::test

#define PAMPHLET_NAMESPACE_MAIN(Test)                                                                                                      \
    int main(int argc, char *argv[])                                                                                                       \
    {                                                                                                                                      \
        return pamphlet::test::namespaceMain<Test>(argc, argv);                                                                            \
    }
