// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pendingbar.h"

#include "ui/style/colors.h"
#include "ui/style/symbolicicon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <numeric>
#include <set>

namespace pamphlet::ui {

namespace {

QString fileName(const std::string &path)
{
    return QString::fromStdString(path.substr(path.rfind('/') + 1));
}

} // namespace

PendingBar::PendingBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_discard(new QPushButton(tr("&Discard…"), this))
    , m_review(new QPushButton(tr("&Review and apply…"), this))
    , m_messageAction(new QPushButton(this))
    , m_close(new QPushButton(tr("Dismiss"), this))
{
    setObjectName(QStringLiteral("pendingBar"));
    m_text->setObjectName(QStringLiteral("pendingTextLabel"));
    m_detail->setObjectName(QStringLiteral("pendingDetailLabel"));
    m_discard->setObjectName(QStringLiteral("discardButton"));
    m_review->setObjectName(QStringLiteral("reviewButton"));
    m_messageAction->setObjectName(QStringLiteral("messageActionButton"));
    m_close->setObjectName(QStringLiteral("messageCloseButton"));
    m_review->setDefault(true);
    QFont bold = m_text->font();
    bold.setWeight(QFont::DemiBold);
    m_text->setFont(bold);
    m_detail->setForegroundRole(QPalette::PlaceholderText);
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 12, 8);
    layout->setSpacing(10);
    layout->addWidget(m_text);
    layout->addWidget(m_detail, 1);
    layout->addWidget(m_messageAction);
    layout->addWidget(m_close);
    layout->addWidget(m_discard);
    layout->addWidget(m_review);

    connect(m_discard, &QPushButton::clicked, this, &PendingBar::discardRequested);
    connect(m_review, &QPushButton::clicked, this, &PendingBar::reviewRequested);
    connect(m_messageAction, &QPushButton::clicked, this, &PendingBar::messageActionRequested);
    connect(m_close, &QPushButton::clicked, this, &PendingBar::clearMessage);
    update();
}

void PendingBar::setPending(const std::vector<PendingFile> &files)
{
    m_files = files;
    update();
}

void PendingBar::showMessage(const QString &text, const QString &action)
{
    m_message = text;
    m_action = action;
    update();
}

void PendingBar::clearMessage()
{
    showMessage({});
}

QString PendingBar::text() const
{
    return m_detail->text().isEmpty() ? m_text->text() : m_text->text() + QStringLiteral(" · ") + m_detail->text();
}

void PendingBar::update()
{
    const bool pending = !m_files.empty();
    const bool message = !pending && !m_message.isEmpty();
    setVisible(pending || message);
    m_discard->setVisible(pending);
    m_review->setVisible(pending);
    m_messageAction->setVisible(message && !m_action.isEmpty());
    m_messageAction->setText(m_action);
    m_close->setVisible(message);
    if (message) {
        m_text->setText(m_message);
        m_detail->clear();
    } else if (pending) {
        const int changes
            = std::accumulate(m_files.begin(), m_files.end(), 0, [](int sum, const PendingFile &file) { return sum + file.changes; });
        //: %1 is "2 changes", %2 is "1 file"
        m_text->setText(tr("%1 in %2").arg(tr("%n change(s)", nullptr, changes), tr("%n file(s)", nullptr, int(m_files.size()))));
        std::set<std::string> services;
        QStringList names;
        for (const PendingFile &file : m_files) {
            services.insert(file.services.begin(), file.services.end());
            names << fileName(file.path);
        }
        if (names.size() > 3) {
            const auto more = names.size() - 2;
            names = names.mid(0, 2) << tr("%n more", nullptr, int(more));
        }
        const QString files = names.join(QStringLiteral(", "));
        m_detail->setText(services.empty() ? files : tr("%1 → %2").arg(files, tr("%n service(s) affected", nullptr, int(services.size()))));
    }
    QWidget::update();
}

void PendingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors colors = colorsFor(palette());
    painter.fillRect(rect(), m_files.empty() ? colors.successTint : colors.accentTint);
    painter.setPen(colors.line);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

} // namespace pamphlet::ui
