// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/motd/motdnamedialog.h"

#include "ui/style/colors.h"
#include "ui/widgets/callout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pamphlet::ui {

MotdNameDialog::MotdNameDialog(const QString &title, const QString &action, const QString &name, Objection objection, QWidget *parent)
    : QDialog(parent)
    , m_objection(std::move(objection))
    , m_name(new QLineEdit(name, this))
    , m_problem(mutedLabel({}, QStringLiteral("motdNameProblemLabel"), this))
    , m_ok(new QPushButton(action, this))
{
    setObjectName(QStringLiteral("motdNameDialog"));
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(8);
    auto *label = new QLabel(tr("&Name in %1").arg(QStringLiteral("/etc/motd.d")), this);
    label->setObjectName(QStringLiteral("motdNameCaption"));
    label->setBuddy(m_name);
    layout->addWidget(label);
    m_name->setObjectName(QStringLiteral("motdNameLineEdit"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMinimumWidth(m_name->fontMetrics().averageCharWidth() * 44);
    m_name->setPlaceholderText(QStringLiteral("10-welcome"));
    m_name->setMaxLength(255);
    layout->addWidget(m_name);
    layout->addWidget(mutedLabel(tr("Files are shown in the order of their names: “10-a” before “20-b”, capitals before small letters."),
                                 QStringLiteral("motdNameHintLabel"), this));
    m_problem->setMinimumHeight(m_problem->fontMetrics().height());
    layout->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("motdNameCancelButton"));
    cancel->setAutoDefault(false);
    row->addWidget(cancel);
    m_ok->setObjectName(QStringLiteral("motdNameOkButton"));
    m_ok->setDefault(true);
    row->addWidget(m_ok);
    layout->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &MotdNameDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &QDialog::accept);
    m_name->selectAll();
    check();
}

QString MotdNameDialog::name() const
{
    return m_name->text();
}

void MotdNameDialog::check()
{
    const QString problem = m_name->text().isEmpty() ? QString() : m_objection(m_name->text());
    m_problem->setText(problem);
    m_ok->setEnabled(problem.isEmpty() && !m_name->text().isEmpty());
}

} // namespace pamphlet::ui
