// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/reviewdialog.h"

#include "ui/style/fonts.h"
#include "ui/text/text.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/changesection.h"
#include "ui/widgets/findingssection.h"
#include "ui/workspace/analyst.h"
#include "ui/workspace/background.h"
#include "ui/workspace/workspace.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace pamphlet::ui {

namespace {

constexpr std::size_t maxChanges = 12;

} // namespace

ReviewDialog::ReviewDialog(Workspace &workspace, Analyst &analyst, HelperPort &helper, bool system, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_analyst(analyst)
    , m_helper(helper)
{
    setObjectName(QStringLiteral("reviewDialog"));
    setWindowTitle(tr("Review and apply"));
    build(system);
    refresh();
    connect(&analyst, &Analyst::analysed, this, &ReviewDialog::refresh);
    connect(&workspace, &Workspace::pendingChanged, this, &ReviewDialog::refresh);
    resize(980, 620);
    m_reason->setFocus();
}

void ReviewDialog::build(bool system)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(6);

    auto *title = new QLabel(tr("Review and apply"), this);
    title->setObjectName(QStringLiteral("reviewTitleLabel"));
    title->setFont(scaledFont(title->font(), 1.4, QFont::DemiBold));
    layout->addWidget(title);
    m_summary = mutedLabel({}, QStringLiteral("reviewSummaryLabel"), this);
    layout->addWidget(m_summary);
    layout->addSpacing(10);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    auto *left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(sectionLabel(tr("What changes in the files"), QStringLiteral("diffHeadingLabel"), this));
    m_diff = new DiffView(this);
    left->addWidget(m_diff, 1);
    columns->addLayout(left, 3);

    auto *right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(sectionLabel(tr("What it means"), QStringLiteral("meaningHeadingLabel"), this));
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("meaningScrollArea"));
    scroll->setAccessibleName(tr("What it means"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    content->setObjectName(QStringLiteral("meaningContent"));
    m_meaning = new QVBoxLayout(content);
    m_meaning->setContentsMargins(0, 0, 0, 0);
    m_meaning->setSpacing(8);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    right->addWidget(scroll, 1);
    auto *reasonLabel = sectionLabel(tr("Reason (kept in the history)"), QStringLiteral("reasonHeadingLabel"), this);
    right->addWidget(reasonLabel);
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("reasonLineEdit"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Why this change is made"));
    m_reason->setMaxLength(int(change::maxReasonBytes) / 4); // characters; a character has up to four bytes
    reasonLabel->setBuddy(m_reason);
    right->addWidget(m_reason);
    columns->addLayout(right, 2);
    layout->addLayout(columns, 1);
    layout->addSpacing(8);

    m_error = new Callout(Tone::Error, {}, this);
    m_error->setObjectName(QStringLiteral("applyErrorCallout"));
    m_error->hide();
    layout->addWidget(m_error);
    layout->addSpacing(4);

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(10);
    m_note
        = mutedLabel(system ? tr("The system will ask for an administrator’s password.") : tr("This tree is yours: no password is needed."),
                     QStringLiteral("authorizationLabel"), this);
    bottom->addWidget(m_note, 1);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("applyProgressBar"));
    m_progress->setAccessibleName(tr("Applying"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->hide();
    bottom->addWidget(m_progress);
    m_reload = new QPushButton(tr("Read the files again"), this);
    m_reload->setObjectName(QStringLiteral("reloadButton"));
    m_reload->hide();
    bottom->addWidget(m_reload);
    m_back = new QPushButton(tr("&Back"), this);
    m_back->setObjectName(QStringLiteral("backButton"));
    m_back->setAutoDefault(false);
    bottom->addWidget(m_back);
    m_apply = new QPushButton(tr("&Apply"), this);
    m_apply->setObjectName(QStringLiteral("applyButton"));
    m_apply->setDefault(true);
    bottom->addWidget(m_apply);
    layout->addLayout(bottom);

    connect(m_back, &QPushButton::clicked, this, &ReviewDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &ReviewDialog::apply);
    connect(m_reload, &QPushButton::clicked, this, [this] {
        m_error->hide();
        m_reload->hide();
        Q_EMIT reloadRequested();
    });
}

void ReviewDialog::refresh()
{
    std::vector<DiffView::File> files;
    for (const std::string &path : m_workspace.pendingFiles()) {
        DiffView::File file{path, m_workspace.originalContent(path), m_workspace.content(path)};
        if (file.before) {
            file.modeBefore = m_workspace.snapshot()->status(path).mode;
        }
        if (file.after) {
            file.modeAfter = m_workspace.effectiveTree()->status(path).mode;
        }
        files.push_back(std::move(file));
    }
    m_diff->setFiles(files);
    const auto &pending = m_analyst.analysis()->pending;
    const int changes
        = std::accumulate(pending.begin(), pending.end(), 0, [](int sum, const PendingFile &file) { return sum + file.changes; });
    if (files.empty()) {
        m_summary->setText(tr("Nothing is pending."));
    } else if (m_analyst.isCurrent()) {
        //: %1 is "2 changes", %2 is "1 file"
        m_summary->setText(tr("%1 in %2. Nothing has been written yet.")
                               .arg(tr("%n change(s)", nullptr, changes), tr("%n file(s)", nullptr, int(files.size()))));
    }
    m_apply->setEnabled(!files.empty() && !m_running);
    showMeaning();
}

void ReviewDialog::showMeaning()
{
    while (QLayoutItem *item = m_meaning->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    const auto add = [this](Tone tone, const QString &html, const QString &name) {
        auto *callout = new Callout(tone, html);
        callout->setObjectName(name);
        m_meaning->addWidget(callout);
    };
    const Analysis &analysis = *m_analyst.analysis();
    if (!m_analyst.isCurrent()) {
        m_meaning->addWidget(mutedLabel(tr("Looking at what this changes…"), QStringLiteral("meaningPendingLabel")));
        m_meaning->addStretch(1);
        return;
    }
    const std::vector<Meaning> changes = meaningsFor(analysis.comparison);
    for (std::size_t each = 0; each < std::min(changes.size(), maxChanges); ++each) {
        add(changes[each].tone, changes[each].html, QStringLiteral("change%1Callout").arg(each));
    }
    if (changes.size() > maxChanges) {
        m_meaning->addWidget(
            mutedLabel(tr("… and %n more", nullptr, int(changes.size() - maxChanges)), QStringLiteral("moreChangesLabel")));
    }
    int number = 0;
    for (const pam::Finding &finding : analysis.introduced) {
        QString html = tr("<b>New:</b> %1").arg(text::findingMessage(finding).toHtmlEscaped());
        if (!finding.where.file.empty()) {
            html += QLatin1Char(' ') + text::shortPlace(finding.where.file, finding.where.line).toHtmlEscaped();
        }
        add(toneOf(finding.severity), html, QStringLiteral("introduced%1Callout").arg(number++));
    }
    if (analysis.repaired > 0) {
        add(Tone::Success, tr("%n finding(s) repaired.", nullptr, analysis.repaired), QStringLiteral("repairedCallout"));
    }
    if (number == 0) {
        add(Tone::Success, tr("No new finding in any of the %n service(s).", nullptr, analysis.serviceCount()),
            QStringLiteral("nothingNewCallout"));
    }
    for (const PendingFile &file : analysis.pending) {
        QStringList names;
        for (const std::string &service : file.services) {
            names << QString::fromStdString(service);
        }
        const QString name = QString::fromStdString(file.path.substr(file.path.rfind('/') + 1));
        if (names.size() > 1) {
            add(Tone::Accent, tr("<b>%1</b> is read by %2.").arg(name.toHtmlEscaped(), names.join(QStringLiteral(", ")).toHtmlEscaped()),
                QStringLiteral("affectedCallout"));
        }
        if (const auto owner = analysis.owners.find(file.path); owner != analysis.owners.end()
            && (owner->second == pam::Owner::PamAuthUpdate || owner->second == pam::Owner::Authselect
                || owner->second == pam::Owner::PamConfig)) {
            add(Tone::Warning,
                tr("<b>%1</b> is %2, which may overwrite this change.")
                    .arg(name.toHtmlEscaped(), text::ownerText(owner->second).toHtmlEscaped()),
                QStringLiteral("ownerCallout"));
        }
    }
    m_meaning->addStretch(1);
}

void ReviewDialog::setRunning(bool running)
{
    m_running = running;
    m_progress->setVisible(running);
    m_apply->setEnabled(!running && m_workspace.hasPending());
    m_back->setEnabled(!running);
    m_reason->setEnabled(!running);
}

void ReviewDialog::reject()
{
    if (!m_running) { // what is being written cannot be called back by closing a window
        QDialog::reject();
    }
}

void ReviewDialog::apply()
{
    m_error->hide();
    m_reload->hide();
    const auto changeSet = m_workspace.changeSet(m_reason->text());
    if (!changeSet) {
        showError(changeSet.error());
        return;
    }
    setRunning(true);
    whenDone(m_helper.apply(*changeSet), this, [this](const Result<Applied> &result) {
        setRunning(false);
        if (!result) {
            showError(result.error());
            return;
        }
        Q_EMIT applied(*result);
        accept();
    });
}

void ReviewDialog::showError(const Error &error)
{
    QString html = QStringLiteral("<b>%1</b> %2").arg(text::errorTitle(error).toHtmlEscaped(), text::errorMessage(error).toHtmlEscaped());
    const bool changed = error.code == ErrorCode::Changed || error.code == ErrorCode::Conflict;
    if (changed) {
        html += QStringLiteral("<br>")
            + tr("Nothing was written. Read the files again: your edits are kept, and the difference is shown against what is there now.");
    }
    m_error->setText(html);
    m_error->show();
    m_reload->setVisible(changed);
}

} // namespace pamphlet::ui
