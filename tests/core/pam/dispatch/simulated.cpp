// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated.h"

namespace pamphlet::test {

using namespace pamphlet::pam;

MemoryTree simulatedTree(const QByteArray &text, const LibpamProfile &profile)
{
    MemoryTree tree;
    for (const char *module : {"pam_debug.so", "pam_permit.so", "pam_deny.so", "pam_echo.so", "pam_unix.so"})
        tree.setFile(profile.moduleDirectories.front() + '/' + module, {});
    QByteArray rest = '\n' + text;
    rest.replace("$D", "pam_debug.so").replace("$P", "pam_permit.so").replace("$N", "pam_deny.so");
    QByteArray name("svc");
    for (bool first = true;; first = false) {
        const qsizetype next = rest.indexOf("\n== ");
        const QByteArray content = rest.left(next < 0 ? rest.size() : next + 1).mid(1);
        if (!first || !content.isEmpty() || next < 0) // a text that begins with another file has no svc
            tree.setFile("/etc/pam.d/" + name.toStdString(), content.toStdString());
        if (next < 0)
            return tree;
        const qsizetype end = rest.indexOf('\n', next + 1);
        name = rest.mid(next + 4, end - next - 4);
        rest = rest.mid(end);
    }
}

std::vector<Primitive> primitivesOf(const QByteArray &letters)
{
    std::vector<Primitive> primitives;
    for (const char letter : letters) {
        const qsizetype index = QByteArray("asmocp").indexOf(letter);
        if (index >= 0)
            primitives.push_back(allPrimitives.at(std::size_t(index)));
    }
    return primitives;
}

Simulation simulated(const QByteArray &text, const QByteArray &letters, const LibpamProfile &profile, const Answers &answers)
{
    const MemoryTree tree = simulatedTree(text, profile);
    return simulate(effectiveStack(tree, profile, "svc"), profile, primitivesOf(letters), AnswerFinder(answers, tree, profile));
}

QList<int> codesOf(const Simulation &simulation)
{
    if (simulation.start != StartOutcome::Success)
        return {startCode(simulation.start).value_or(-1)};
    QList<int> codes;
    for (const PrimitiveResult &result : simulation.results)
        codes.append(result.code);
    return codes;
}

QList<int> numbers(const QByteArray &text)
{
    QList<int> values;
    for (const QByteArray &word : text.simplified().split(' '))
        values.append(word.toInt());
    return values;
}

} // namespace pamphlet::test
