// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "ui/ports/helperport.h"
#include "ui/style/scheme.h"
#include "ui/window/mainwindow.h"

#include <QSize>
#include <QString>

#include <memory>

namespace pamphlet::app::gui {

/// Takes the pictures: drives the real window through its widgets, as a person would.
class Gallery
{
public:
    /// `root` is a copy of the fixture that may be written to.
    Gallery(QString root, QString directory);
    ~Gallery();

    /// Everything in one scheme. The error names the file that could not be written, or the widget that was not found.
    Result<void> take(ui::Scheme scheme);
    int count() const { return m_count; }

private:
    Result<void> takeMain(const QSize &size);
    Result<void> takeServices(const QString &at);
    Result<void> takeServiceDialogs();
    Result<void> takeEditNotes(const QString &at);
    Result<void> takeWhatIf(const QString &at);
    Result<void> takeDialogs();
    Result<void> open(const QSize &size);
    Result<void> save(QWidget &widget, const QString &name);
    void edit();
    template<class Widget>
    Widget *find(const QString &name) const;

    QString m_root;
    QString m_directory;
    QString m_suffix;
    int m_count = 0;
    std::unique_ptr<ui::HelperPort> m_real;
    std::unique_ptr<ui::HelperPort> m_helper;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace pamphlet::app::gui
