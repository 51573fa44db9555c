// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/fakehelper.h"
#include "tests/ui/support/named.h"
#include "tests/ui/support/teleporttree.h"
#include "ui/pages/teleport/teleportpage.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/reportsection.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QApplication>
#include <QCheckBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextDocumentFragment>

/** The page of Teleport over a tree, as tests drive it. */
namespace pamphlet::test::teleporttree {

/// The page over a tree.
class Fixture
{
public:
    explicit Fixture(std::shared_ptr<MemoryTree> tree, const change::PathPolicy &policy = allListed())
        : files(workspace, nullptr)
        , page(workspace, files, helper, QStringLiteral("/"))
        , surveyed(&page, &ui::TeleportPage::surveyed)
        , attention(&page, &ui::TeleportPage::attentionChanged)
        , places(&page, &ui::TeleportPage::placeRequested)
    {
        page.resize(1000, 800);
        page.show();
        QApplication::setActiveWindow(&page);
        workspace.load(std::move(tree), test::debian12(), policy);
        wait();
    }

    explicit Fixture(const std::string &yaml)
        : Fixture(tree(yaml))
    { }

    /// Until the page shows what the workspace says.
    void settle() { QTRY_VERIFY(page.survey().tree == workspace.effectiveTree()); }
    /// Until it shows another state than now.
    void wait()
    {
        const qsizetype before = surveyed.size();
        QTRY_VERIFY(surveyed.size() > before);
    }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(&page, name);
    }

    QString text() const { return QString::fromStdString(workspace.content(config).value_or("(none)")); }
    QString callout(const char *name) const
    {
        const auto *found = find<ui::Callout>(name);
        return found->isHidden() ? QString() : QTextDocumentFragment::fromHtml(found->text()).toPlainText();
    }
    QString report(const char *name) const
    {
        const auto *section = find<ui::ReportSection>(name);
        return section->isHidden() ? QString() : section->texts().join(QLatin1Char('\n'));
    }
    /// Errors and warnings, as the sidebar has them.
    int told() const { return attention.isEmpty() ? 0 : attention.last()[0].toInt(); }
    QAbstractItemModel *variables() const { return find<QTableView>("teleportEnvironmentTable")->model(); }

    ui::Workspace workspace;
    ui::KnownFiles files;
    test::FakeHelper helper;
    ui::TeleportPage page;
    QSignalSpy surveyed;
    QSignalSpy attention;
    QSignalSpy places;
};

inline void toggle(QCheckBox *box)
{
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
}

inline void activate(const ui::Callout *callout, const QString &words)
{
    const QString html = callout->text();
    const qsizetype label = html.indexOf(words.toHtmlEscaped());
    QVERIFY2(label >= 0, qPrintable(html));
    const qsizetype begin = html.lastIndexOf(QStringLiteral("href=\""), label) + 6;
    const QString link = html.mid(begin, html.indexOf(QLatin1Char('"'), begin) - begin);
    Q_EMIT const_cast<ui::Callout *>(callout)->linkActivated(link);
}

/// The note of a section that speaks of an id.
inline const ui::Callout *noteOf(const Fixture &fixture, const char *section, const QString &id)
{
    for (const ui::Callout *callout : fixture.find<ui::ReportSection>(section)->findChildren<ui::Callout *>()) {
        if (callout->text().contains(id)) {
            return callout;
        }
    }
    return nullptr;
}

} // namespace pamphlet::test::teleporttree
