// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <type_traits>

#include <unistd.h>

using namespace pamphlet;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);

namespace {

/// The flags that the kernel keeps for the mapping of an address (proc(5), smaps), " lo dd " and so on.
std::string mappingFlags(const void *address)
{
    std::ifstream maps("/proc/self/smaps");
    const auto wanted = reinterpret_cast<unsigned long>(address);
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        unsigned long first = 0;
        unsigned long last = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx ", &first, &last) == 2)
            inside = wanted >= first && wanted < last;
        else if (inside && line.starts_with("VmFlags:"))
            return line + ' ';
    }
    return {};
}

} // namespace

class SecretTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAnyBytes()
    {
        Secret secret;
        QVERIFY(secret.empty());
        const std::string bytes("p\0\n\xff", 4);
        QVERIFY(secret.assign(bytes));
        QCOMPARE(secret.view(), std::string_view(bytes));
        QCOMPARE(secret.size(), std::size_t(4));
        QVERIFY(secret.append("x"));
        QCOMPARE(std::string(secret.view()), bytes + 'x');
        QVERIFY(secret.assign(""));
        QVERIFY(secret.empty());
    }

    void neverGrowsBeyondItsPage()
    {
        Secret secret;
        QVERIFY(secret.assign(std::string(Secret::capacity, 'a')));
        QVERIFY(!secret.append("b"));
        QCOMPARE(secret.size(), Secret::capacity);
        QVERIFY(secret.append(""));
        QVERIFY(!secret.assign(std::string(Secret::capacity + 1, 'c')));
        QCOMPARE(std::string(secret.view()), std::string(Secret::capacity, 'a'));
        QVERIFY(!secret.assign(std::string(1 << 20, 'd')));
    }

    void isWiped()
    {
        Secret secret;
        QVERIFY(secret.assign("correct horse"));
        const char *bytes = secret.view().data();
        secret.clear();
        QVERIFY(secret.empty());
        QVERIFY(std::all_of(bytes, bytes + Secret::capacity, [](char c) { return c == 0; }));

        // What a longer secret left behind is not there after a shorter one.
        QVERIFY(secret.assign("a much longer secret"));
        QVERIFY(secret.assign("ab"));
        QVERIFY(std::all_of(bytes + 2, bytes + Secret::capacity, [](char c) { return c == 0; }));
    }

    void moves()
    {
        Secret first;
        QVERIFY(first.assign("one"));
        const char *bytes = first.view().data();
        Secret second(std::move(first));
        QCOMPARE(std::string(second.view()), std::string("one"));
        QVERIFY(second.view().data() == bytes); // moved, not copied
        // NOLINTBEGIN(bugprone-use-after-move): what is left behind must be safe to touch
        QVERIFY(first.empty());
        QVERIFY(first.view().empty());
        QVERIFY(!first.assign("x"));
        QVERIFY(!first.append("x"));
        first.clear();
        // NOLINTEND(bugprone-use-after-move)

        Secret third;
        QVERIFY(third.assign("three"));
        third = std::move(second);
        QCOMPARE(std::string(third.view()), std::string("one"));
        QVERIFY(second.empty()); // NOLINT(bugprone-use-after-move): the old content must not linger in it
    }

    void staysOutOfCoreDumps()
    {
        Secret secret;
        QVERIFY(secret.assign("x"));
        const std::string flags = mappingFlags(secret.view().data());
        if (flags.empty())
            QSKIP("no /proc/self/smaps");
        QVERIFY2(flags.find(" dd ") != std::string::npos, flags.c_str());
        // Locked too, unless RLIMIT_MEMLOCK forbids it; root has none. The sanitizers make mlock(2) do nothing.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        constexpr bool locks = false;
#else
        constexpr bool locks = true;
#endif
        if (locks && ::geteuid() == 0)
            QVERIFY2(flags.find(" lo ") != std::string::npos, flags.c_str());
    }
};

QTEST_APPLESS_MAIN(SecretTest)
#include "tst_secret.moc"
