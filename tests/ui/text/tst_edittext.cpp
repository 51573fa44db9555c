// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/edittext.h"

#include <QTest>

#include <set>

using namespace pamphlet;
using namespace pamphlet::pam;

namespace {

/// A sentence of its own for each kind, with everything filled in.
void checkSentence(const QString &text, std::set<QString> &seen)
{
    QVERIFY2(text.size() > 20, qPrintable(text));
    QVERIFY2(text.endsWith(u'.') || text.endsWith(u':'), qPrintable(text));
    QVERIFY2(!text.contains(u'%'), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("  ")), qPrintable(text));
    QVERIFY2(seen.insert(text).second, qPrintable(text));
}

} // namespace

class TestEditText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editWarnings()
    {
        std::set<QString> seen;
        for (int kind = 0; kind <= int(EditWarningKind::RulesAppear); ++kind) {
            EditWarning warning;
            warning.kind = static_cast<EditWarningKind>(kind);
            warning.where = {"/etc/pam.d/sudo", 3, 0};
            warning.facility = Facility::Auth;
            warning.services = {"sudo", "su"};
            warning.before = 1;
            warning.after = 2;
            warning.landing = Place{"/etc/pam.d/sudo", 5, 0};
            warning.count = 4;
            checkSentence(ui::text::editWarningMessage(warning), seen);
        }
    }

    void landings()
    {
        EditWarning warning;
        warning.kind = EditWarningKind::JumpServicesDiffer;
        warning.after = 2;
        warning.services = {"su"};
        warning.landing = Place{"/etc/pam.d/sudo", 5, 0};
        QVERIFY(ui::text::editWarningMessage(warning).contains(QStringLiteral("sudo:5")));
        QVERIFY(ui::text::editWarningMessage(warning).contains(QStringLiteral("su")));
        warning.landing = Place{};
        QVERIFY(ui::text::editWarningMessage(warning).contains(QStringLiteral("the end")));
        warning.landing.reset();
        QVERIFY(ui::text::editWarningMessage(warning).contains(QStringLiteral("failure")));
    }

    void serviceWarnings()
    {
        std::set<QString> seen;
        for (int kind = 0; kind <= int(ServiceWarningKind::IncludeNotRewritable); ++kind)
            checkSentence(ui::text::serviceWarningMessage({static_cast<ServiceWarningKind>(kind), {}, {"sudo"}}), seen);
    }

    void portability()
    {
        std::set<QString> seen;
        for (int kind = 0; kind <= int(PortabilityKind::ServiceName); ++kind)
            checkSentence(ui::text::portabilityMessage({static_cast<PortabilityKind>(kind), {}, "word"}), seen);
    }

    void ownership()
    {
        std::set<QString> seen;
        for (int kind = 0; kind <= int(OwnershipWarningKind::VendorFile); ++kind) {
            OwnershipWarning warning;
            warning.kind = static_cast<OwnershipWarningKind>(kind);
            warning.generator = Generator::PamConfig;
            warning.profile = "unix";
            checkSentence(ui::text::ownershipMessage(warning), seen);
        }
    }

    void routes()
    {
        for (const Generator generator : {Generator::PamAuthUpdate, Generator::Authselect}) {
            std::set<QString> seen;
            for (int kind = 0; kind <= int(RouteKind::Merge); ++kind) {
                OwnershipWarning warning;
                warning.generator = generator;
                warning.route = {static_cast<RouteKind>(kind), "unix", "/usr/share/pam-configs/local-unix", {{"a", "b c"}}};
                const QString text = ui::text::routeMessage(warning);
                QCOMPARE(text.isEmpty(), warning.route.kind == RouteKind::None);
                if (!text.isEmpty())
                    checkSentence(text, seen);
                QCOMPARE(ui::text::routeCommands(warning.route), QStringList{QStringLiteral("a 'b c'")});
            }
        }
    }

    void foreignTextIsTame()
    {
        const std::string evil = "\033[2J\n\xe2\x80\xae";
        EditWarning warning;
        warning.kind = EditWarningKind::ServiceBroken;
        warning.services = {evil};
        NativeRoute route{RouteKind::EnableProfile, evil, evil, {{evil}}};
        OwnershipWarning ownership{OwnershipWarningKind::ComesBack, Generator::PamAuthUpdate, {}, evil, route};
        QStringList texts{ui::text::editWarningMessage(warning),
                          ui::text::serviceWarningMessage({ServiceWarningKind::UsesOther, {}, {evil}}),
                          ui::text::portabilityMessage({PortabilityKind::Quotes, {}, evil}), ui::text::ownershipMessage(ownership),
                          ui::text::routeMessage(ownership)};
        texts += ui::text::routeCommands(route);
        for (const QString &text : texts) {
            QVERIFY(!text.contains(QChar(0x1b)));
            QVERIFY(!text.contains(u'\n'));
            QVERIFY(!text.contains(QChar(0x202e)));
        }
    }
};

QTEST_APPLESS_MAIN(TestEditText)
#include "tst_edittext.moc"
