// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "helper/testregistry.h"

#include "core/change/rootdirectory.h"
#include "core/change/trustedpath.h"
#include "core/pam/libpamprofile.h"
#include "core/pam/modules/modulelookup.h"
#include "core/tree/overlaytree.h"
#include "helper/staging/stagedconfiguration.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

#include <unistd.h>

namespace pamphlet::helper {

namespace {

/// 128 random bits of the kernel's: an id cannot be guessed, though it is of no use to another caller anyway.
QString randomId()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof words)).toHex());
}

std::string remarkOn(const StagedConfiguration &staged)
{
    std::string remark;
    for (const UntracedRule &untraced : staged.untraced()) {
        remark += remark.empty() ? "not traced: " : "; ";
        remark += untraced.rule.file + ":" + std::to_string(untraced.rule.line) + ": " + untraced.reason;
    }
    return remark;
}

/// A login test runs what the tree says as the user who asks for it. Root, in a tree that is somebody else's, would run that one's
/// modules and commands: Unsafe, unless all that decides what runs is root's, up to the root of the machine.
Result<void> isRootsAlone(const change::RootDirectory &root, const change::ChangeSet &changes, const StagedConfiguration &staged)
{
    constexpr std::string_view meaning = "a login test as root would run what another user says: ";
    // By its path, too: libpam opens modules by theirs.
    if (const auto tree = change::openTrusted(root.path(), 0); !tree)
        return fail(ErrorCode::Unsafe, std::string(meaning) + tree.error().detail);
    std::vector<std::string> paths = staged.modules();
    const OverlayTree::Changes overlay = change::overlayOf(changes);
    for (const std::string &source : staged.sources()) {
        if (!overlay.contains(source)) // else the bytes are the caller's
            paths.push_back(source);
    }
    for (const std::string &path : paths) {
        if (const auto file = change::openTrusted(root.descriptor(), path, 0); !file)
            return fail(ErrorCode::Unsafe, std::string(meaning) + file.error().detail, {path, 0, 0});
    }
    return {};
}

} // namespace

TestTools TestTools::besideThisProgram()
{
    const std::string directory = QCoreApplication::applicationDirPath().toStdString();
    return {directory + "/pamphlet-probe", directory + "/pam_pamphlet_trace.so"};
}

TestRegistry::TestRegistry(const Services &services, TestTools tools)
    : m_services(services)
    , m_tools(std::move(tools))
{
    // If it cannot be done now, start() says why.
    if (const auto parent = stagingParent(m_services.mode == Mode::System))
        (void)sweepStages(*parent).has_value();
}

TestRegistry::~TestRegistry() = default;

Result<void> TestRegistry::hasRoomFor(const Caller &caller) const
{
    const auto own = std::count_if(m_tests.begin(), m_tests.end(),
                                   [&caller](const auto &entry) { return entry.second.caller->uid() == caller.uid(); });
    if (static_cast<std::size_t>(own) >= maxTestsPerUid)
        return fail(ErrorCode::LimitExceeded, "this user has as many login tests under way as one may have");
    if (m_tests.size() >= maxTests)
        return fail(ErrorCode::LimitExceeded, "as many login tests are under way as there may be");
    return {};
}

Result<TestSetup> TestRegistry::prepare(const Caller &caller, const TestOrder &order) const
{
    // The libpam and, unless the tree brings its own, the modules are this machine's, whatever tree is looked at.
    const auto machine = change::RootDirectory::open("/");
    if (!machine)
        return fail(machine.error());
    const auto profile = pam::detectLibpam(**machine, *pam::libpamProfile("debian-12"));
    const OverlayTree tree(m_services.root, change::overlayOf(order.changes));
    const bool ownModules = m_services.root->path() != "/" && pam::hasModuleDirectory(*m_services.root, profile);
    const StageRequest request{
        tree, profile, order.service, ownModules ? *m_services.root : **machine, ownModules ? m_services.root.get() : nullptr, order.trace,
    };
    const auto parent = stagingParent(m_services.mode == Mode::System);
    if (!parent)
        return fail(parent.error());
    auto staged = StagedConfiguration::create(request, *parent, m_tools.traceModule);
    if (!staged)
        return fail(staged.error());
    // After reading: what is root's alone now, and cannot be reached by anybody else, was so before.
    if (m_services.mode == Mode::Private && ::geteuid() == 0) {
        if (auto safe = isRootsAlone(*m_services.root, order.changes, *staged); !safe)
            return fail(safe.error());
    }

    TestSetup setup;
    setup.probe = m_tools.probe;
    setup.request
        = {staged->confDirectory(), order.service, order.user, caller.userName(), order.sequence, order.session, order.environment};
    setup.rules = staged->rules();
    setup.timeoutSeconds = order.timeoutSeconds;
    setup.remark = remarkOn(*staged);
    setup.stage = std::make_shared<StagedConfiguration>(std::move(*staged));
    return setup;
}

Result<QString> TestRegistry::start(const std::shared_ptr<Caller> &caller, const TestOrder &order)
{
    if (auto room = hasRoomFor(*caller); !room)
        return fail(room.error());
    auto setup = prepare(*caller, order);
    if (!setup)
        return fail(setup.error());
    Test test{caller, std::make_unique<TestRun>(std::move(*setup))};
    if (auto started = test.run->start(); !started)
        return fail(started.error());
    const QString id = randomId();
    relay(id, test);
    m_tests.emplace(id, std::move(test));
    return id;
}

void TestRegistry::relay(const QString &id, const Test &test)
{
    const TestRun *run = test.run.get();
    const Caller *to = test.caller.get();
    connect(run, &TestRun::message, this, [id, to](quint32 prompt, const QString &style, const QString &text) {
        to->sendSignal(QStringLiteral("TestMessage"), {id, prompt, style, text});
    });
    connect(
        run, &TestRun::step, this,
        [id, to](const QString &primitive, const QString &file, quint32 line, const QString &module, int returned, quint64 microseconds) {
            to->sendSignal(QStringLiteral("TestStep"), {id, primitive, file, line, module, returned, microseconds});
        });
    connect(run, &TestRun::primitive, this, [id, to](const QString &primitive, int code, quint64 microseconds) {
        to->sendSignal(QStringLiteral("TestPrimitive"), {id, primitive, code, microseconds});
    });
    connect(run, &TestRun::finished, this, [this, id](const QString &error, const QString &detail) { finished(id, error, detail); });
    connect(to, &Caller::vanished, run, &TestRun::cancel);
}

void TestRegistry::finished(const QString &id, const QString &error, const QString &detail)
{
    const auto found = m_tests.find(id);
    if (found == m_tests.end())
        return;
    Test test = std::move(found->second);
    m_tests.erase(found);
    test.caller->sendSignal(QStringLiteral("TestFinished"), {id, error, detail});
    // Not deleted here: this is a slot of its own signal.
    test.run.release()->deleteLater();
}

Result<TestRun *> TestRegistry::find(const Caller &caller, const QString &test) const
{
    const auto found = m_tests.find(test);
    if (found == m_tests.end() || found->second.caller.get() != &caller)
        return fail(ErrorCode::NotFound, "no such login test");
    return found->second.run.get();
}

Result<void> TestRegistry::answer(const Caller &caller, const QString &test, quint32 prompt, const Secret &secret)
{
    const auto run = find(caller, test);
    if (!run)
        return fail(run.error());
    return (*run)->answer(prompt, secret);
}

Result<void> TestRegistry::cancel(const Caller &caller, const QString &test)
{
    const auto run = find(caller, test);
    if (!run)
        return fail(run.error());
    (*run)->cancel();
    return {};
}

} // namespace pamphlet::helper
