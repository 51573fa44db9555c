// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/messages.h"

#include "ui/text/text.h"

#include <QMessageBox>
#include <QPushButton>

namespace pamphlet::ui {

QMessageBox *showError(QWidget *parent, const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Warning, text::errorTitle(error), text::errorTitle(error), QMessageBox::Close, parent);
    box->setObjectName(QStringLiteral("errorMessageBox"));
    box->setInformativeText(text::errorMessage(error));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
    return box;
}

QMessageBox *ask(QWidget *parent, const QString &title, const QString &text, const QString &action, std::function<void()> yes)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, title, QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("questionMessageBox"));
    box->setInformativeText(text);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *button = box->addButton(action, QMessageBox::AcceptRole);
    button->setObjectName(QStringLiteral("questionAcceptButton"));
    box->setDefaultButton(button);
    QObject::connect(button, &QPushButton::clicked, parent, std::move(yes));
    box->open();
    return box;
}

} // namespace pamphlet::ui
