// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/change/rootdirectory.h"
#include "tests/ui/support/named.h"
#include "ui/ports/helperport.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace pamphlet::test {

/// The real window over a directory that a test fills.
class WindowFixture
{
public:
    QString path() const { return m_directory.path(); }

    void writeFile(const QString &path, const QByteArray &bytes)
    {
        const QString file = m_directory.path() + path;
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }

    void write(const QString &service, const QByteArray &bytes) { writeFile(QStringLiteral("/etc/pam.d/") + service, bytes); }

    QByteArray read(const QString &path) const
    {
        QFile in(m_directory.path() + path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    /// Modules that are installed, by the word in their name: "unix deny".
    void install(const QString &modules)
    {
        for (const QString &module : modules.split(QLatin1Char(' '))) {
            writeFile(QStringLiteral("/lib/x86_64-linux-gnu/security/pam_%1.so").arg(module), "");
        }
    }

    /// `helper` has to live longer.
    void open(const QString &service, ui::HelperPort &helper)
    {
        auto root = change::RootDirectory::open(m_directory.path().toStdString());
        QVERIFY(root);
        m_window = std::make_unique<ui::MainWindow>(*root, helper, false);
        QSignalSpy ready(m_window.get(), &ui::MainWindow::ready);
        m_window->open(service);
        m_window->load();
        m_window->show();
        QTRY_COMPARE(ready.size(), 1);
    }

    void close() { m_window.reset(); }

    ui::MainWindow &window() { return *m_window; }

    template<class Widget>
    Widget *find(const char *name) const
    {
        return test::named<Widget>(m_window.get(), name);
    }

    /// A widget that may not be there, wherever it is.
    template<class Widget>
    static Widget *anywhere(const char *name)
    {
        const auto widgets = QApplication::allWidgets();
        for (QWidget *widget : widgets) {
            if (widget->objectName() == QLatin1String(name) && widget->isVisible()) {
                return qobject_cast<Widget *>(widget);
            }
        }
        return nullptr;
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace pamphlet::test
