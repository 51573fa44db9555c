// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sregistry/sregistrystateview.h"

#include "ui/style/colors.h"
#include "ui/text/printable.h"
#include "ui/text/sregistrytext.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/placelink.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace pamphlet::ui {

SregistryStateView::SregistryStateView(const QString &name, bool links, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_links(links)
{
    setObjectName(name + QStringLiteral("View"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

void SregistryStateView::setState(const sregistry::State &state, const std::string &directory)
{
    if (m_content) {
        m_content->hide();
        m_content->setObjectName({});
        m_content->deleteLater();
    }
    m_content = new QWidget(this);
    m_content->setObjectName(m_name + QStringLiteral("Rows"));
    m_grid = new QGridLayout(m_content);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(2, 1);
    layout()->addWidget(m_content);
    addRow(tr("Plugins"), text::pluginsText(state), state.pluginOn, state.pluginsWhere, directory, QStringLiteral("Plugins"));
    addRow(tr("Image"), text::imageText(state), state.imageInstalls, state.imageWhere, directory, QStringLiteral("Image"));
    int number = 0;
    for (const sregistry::ComposeState &compose : state.compose) {
        const Place where = compose.binds.empty() ? Place{compose.file, compose.where.line, 1} : compose.binds.front().where;
        addRow(tr("Accounts"), text::bindsText(compose), compose.complete(), where, directory, QStringLiteral("Accounts%1").arg(number++));
    }
}

void SregistryStateView::addRow(const QString &caption, const QString &value, bool done, const Place &where, const std::string &directory,
                                const QString &name)
{
    const int row = m_grid->rowCount();
    auto *mark = new QLabel(done ? QStringLiteral("✓") : QStringLiteral("–"), m_content);
    mark->setObjectName(m_name + name + QStringLiteral("Mark"));
    mark->setAccessibleName(done ? tr("on") : tr("off"));
    mark->setToolTip(mark->accessibleName());
    if (done) {
        QPalette own = mark->palette();
        own.setColor(QPalette::WindowText, colorsFor(palette()).success);
        mark->setPalette(own);
    }
    auto *label = mutedLabel(caption, m_name + name + QStringLiteral("Caption"), m_content);
    label->setWordWrap(false);
    QString html = value.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
    if (!where.file.empty()) {
        const std::string prefix = directory + '/';
        const std::string file = where.file.starts_with(prefix) ? where.file.substr(prefix.size()) : where.file;
        QString shown = text::printable(file);
        if (where.line > 0) {
            shown += QLatin1Char(':') + QString::number(where.line);
        }
        html += QStringLiteral("<br>")
            + (m_links
                   ? placeLink(where.file, std::max<std::size_t>(where.line, 1), shown)
                   : QStringLiteral("<span style=\"color:%1\">%2</span>").arg(colorsFor(palette()).muted.name(), shown.toHtmlEscaped()));
    }
    auto *text = new QLabel(html, m_content);
    text->setObjectName(m_name + name + QStringLiteral("Label"));
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    text->setWordWrap(true);
    text->setAccessibleName(tr("%1: %2").arg(caption, value));
    QPalette links = text->palette();
    links.setColor(QPalette::Link, colorsFor(palette()).link);
    text->setPalette(links);
    m_grid->addWidget(mark, row, 0, Qt::AlignTop);
    m_grid->addWidget(label, row, 1, Qt::AlignTop);
    m_grid->addWidget(text, row, 2);
    connect(text, &QLabel::linkActivated, this, [this](const QString &link) {
        if (const auto place = linkedPlace(link)) {
            Q_EMIT placeRequested(place->file, place->line);
        }
    });
}

} // namespace pamphlet::ui
