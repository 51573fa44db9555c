// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/serviceframe.h"

#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/filestext.h"
#include "ui/workspace/workspace.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace pamphlet::ui {

namespace {

constexpr int narrow = 760; ///< a page of this width has one column

} // namespace

ServiceFrame::ServiceFrame(Workspace &workspace, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
    setObjectName(name + QStringLiteral("Page"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 16, 0, 0);
    layout->setSpacing(4);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(20, 0, 20, 0);
    head->setSpacing(6);
    auto *label = new QLabel(title, this);
    label->setObjectName(name + QStringLiteral("TitleLabel"));
    label->setFont(scaledFont(label->font(), 1.3, QFont::DemiBold));
    head->addWidget(label);
    m_detail = mutedLabel({}, name + QStringLiteral("DetailLabel"), this);
    m_detail->setTextFormat(Qt::PlainText);
    head->addWidget(m_detail);
    m_listing = new Callout(Tone::Warning, {}, this);
    m_listing->setObjectName(name + QStringLiteral("ListingCallout"));
    m_listing->hide();
    head->addWidget(m_listing);
    m_refusal = new Callout(Tone::Error, {}, this);
    m_refusal->setObjectName(name + QStringLiteral("RefusalCallout"));
    m_refusal->hide();
    head->addWidget(m_refusal);
    layout->addLayout(head);

    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(name + QStringLiteral("TabBar"));
    m_tabs->setAccessibleName(tr("Settings or text"));
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Settings"));
    m_tabs->addTab(tr("Text"));
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(14, 4, 0, 0);
    tabs->addWidget(m_tabs, 1);
    layout->addLayout(tabs);

    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(name + QStringLiteral("Stack"));
    m_scroll = new QScrollArea(m_stack);
    m_scroll->setObjectName(name + QStringLiteral("ScrollArea"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(m_scroll);
    content->setObjectName(name + QStringLiteral("Content"));
    m_columns = new QHBoxLayout(content);
    m_columns->setContentsMargins(20, 12, 20, 16);
    m_columns->setSpacing(16);
    m_left = new QVBoxLayout;
    m_right = new QVBoxLayout;
    for (QVBoxLayout *column : {m_left, m_right}) {
        column->setSpacing(14);
        column->setAlignment(Qt::AlignTop);
        m_columns->addLayout(column, 1);
    }
    m_scroll->setWidget(content);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    m_stack->addWidget(m_scroll);
    m_text = new FilesText(workspace, name, name + QStringLiteral("TextEdit"), m_stack);
    m_stack->addWidget(m_text);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(&workspace, &Workspace::loaded, this, &ServiceFrame::showListing);
}

PathField *ServiceFrame::addPath(const QString &name, const QString &caption, const QString &title, PathField::Kind kind,
                                 const QString &root)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    auto *label = new QLabel(caption, this);
    label->setObjectName(name + QStringLiteral("Caption"));
    label->setForegroundRole(QPalette::PlaceholderText);
    auto *field = new PathField(name, title, kind, this);
    field->setRoot(root);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    m_left->addLayout(row);
    return field;
}

void ServiceFrame::setDetail(const QString &text)
{
    m_detail->setText(text);
    m_detail->setVisible(!text.isEmpty());
}

void ServiceFrame::setFiles(const std::vector<std::string> &files)
{
    setFiles(files, {});
}

void ServiceFrame::setFiles(const std::vector<std::string> &files, const std::vector<std::string> &shown)
{
    m_files = files;
    std::vector<std::string> all = files;
    std::copy_if(shown.begin(), shown.end(), std::back_inserter(all),
                 [&all](const std::string &file) { return std::find(all.begin(), all.end(), file) == all.end(); });
    if (all != m_shown) {
        m_shown = std::move(all);
        QStringList names;
        for (const std::string &file : m_shown) {
            names << QString::fromStdString(file);
        }
        m_text->setFiles(names);
    }
    m_tabs->setTabEnabled(1, !m_shown.empty());
    showListing();
}

bool ServiceFrame::hasFile(const std::string &file) const
{
    return std::find(m_shown.begin(), m_shown.end(), file) != m_shown.end();
}

void ServiceFrame::showListing()
{
    std::vector<change::FileRewrite> rewrites;
    for (const std::string &file : m_files) {
        // A script has to be listed as one, or it could not stay one.
        const FileStatus status = m_workspace.effectiveTree()->status(file);
        const bool program = status.kind == FileKind::Regular && (status.mode & 0111U) != 0;
        rewrites.push_back({file, std::string(), program ? std::optional<std::uint32_t>(0755) : std::nullopt});
    }
    const auto lines = change::missingListLines(m_workspace.policy(), rewrites);
    QString html;
    if (!lines) {
        html = text::errorMessage(lines.error()).toHtmlEscaped();
    } else if (!lines->empty()) {
        html = tr("These files can be looked at, not changed: beside PAM's own, Pamphlet changes only files that the administrator has "
                  "listed. A file of %1 that ends in .conf has to say:")
                   .arg(QLatin1String(change::pathListDirectory))
                   .toHtmlEscaped();
        for (const std::string &line : *lines) {
            html += QStringLiteral("<br><code>%1</code>").arg(QString::fromStdString(line).toHtmlEscaped());
        }
    }
    m_listing->setText(html);
    m_listing->setVisible(!html.isEmpty());
}

void ServiceFrame::showRefusal(const QString &text)
{
    m_refusal->setText(text.toHtmlEscaped());
    m_refusal->setVisible(!text.isEmpty());
}

void ServiceFrame::goTo(const QString &file, int line)
{
    if (hasFile(file.toStdString())) {
        openText(file, line);
    } else {
        Q_EMIT placeRequested(file, line);
    }
}

void ServiceFrame::openText(const QString &file, int line)
{
    if (m_text->has(file)) {
        m_tabs->setCurrentIndex(1);
        m_text->show(file, line);
    }
}

void ServiceFrame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_columns->setDirection(width() < narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace pamphlet::ui
